// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

class OpenPageInWindow final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenPageInWindow)

public:
    [[nodiscard]] QString id() const override { return u"window.open"_s; }
    [[nodiscard]] QString title() const override { return tr("Open this page in a new window"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Shift+O"_s)}; }
    void execute(AppContext &context) const override { context.openWindow(context.location()); }
};

/// What only windows beside the main one have.
class DetachedCommand : public Command
{
public:
    [[nodiscard]] bool isForWindow(bool isDetached) const override { return isDetached; }
};

class ToggleTimeLink final : public DetachedCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ToggleTimeLink)

public:
    [[nodiscard]] QString id() const override { return u"window.link"_s; }
    [[nodiscard]] QString title() const override { return tr("Link or unlink the time of this window"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Shift+T"_s)}; }
    void execute(AppContext &context) const override { context.toggleTimeLink(); }
};

class CloseWindow final : public DetachedCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CloseWindow)

public:
    [[nodiscard]] QString id() const override { return u"window.close"_s; }
    [[nodiscard]] QString title() const override { return tr("Close this window"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+W"_s)}; }
    void execute(AppContext &context) const override { context.closeWindow(); }
};

class ToggleFullScreen final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ToggleFullScreen)

public:
    [[nodiscard]] QString id() const override { return u"view.fullscreen"_s; }
    [[nodiscard]] QString title() const override { return tr("Full screen"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"F11"_s)}; }
    void execute(AppContext &context) const override { context.toggleFullScreen(); }

protected:
    [[nodiscard]] bool needsSession() const override { return false; }
};

} // namespace

void addWindowCommands(CommandRegistry &registry)
{
    registry.add<OpenPageInWindow>();
    registry.add<ToggleTimeLink>();
    registry.add<CloseWindow>();
    registry.add<ToggleFullScreen>();
}

} // namespace qd::console
