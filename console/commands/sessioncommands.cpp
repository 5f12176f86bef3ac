// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

class SignOut final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::SignOut)

public:
    [[nodiscard]] QString id() const override { return u"session.signout"_s; }
    [[nodiscard]] QString title() const override { return tr("Sign out"); }
    void execute(AppContext &context) const override { context.signOut(); }
};

class RetryConnection final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::RetryConnection)

public:
    [[nodiscard]] QString id() const override { return u"session.retry"_s; }
    [[nodiscard]] QString title() const override { return tr("Reconnect now"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Shift+R"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.isLinkLost() ? QString() : tr("The connection is fine");
    }
    void execute(AppContext &context) const override { context.retryConnection(); }
    [[nodiscard]] bool needsServer() const override { return true; }
};

} // namespace

void addSessionCommands(CommandRegistry &registry)
{
    registry.add<SignOut>();
    registry.add<RetryConnection>();
}

} // namespace qd::console
