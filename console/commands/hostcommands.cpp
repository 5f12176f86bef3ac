// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Something about the one host that is shown.
class HostCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::HostCommand)

public:
    [[nodiscard]] bool isFor(Location::Page page) const override { return page == Location::Page::Host; }
    [[nodiscard]] bool needsServer() const override { return true; }
    [[nodiscard]] bool changesLive() const override { return true; }

protected:
    [[nodiscard]] static bool isOnHost(const AppContext &context)
    {
        return context.location().page == Location::Page::Host;
    }
    [[nodiscard]] static QString words(BurstObstacle obstacle)
    {
        switch (obstacle) {
        case BurstObstacle::None:
            return {};
        case BurstObstacle::NoHost:
            return tr("Open a host first");
        case BurstObstacle::LinkLost:
            return tr("There is no connection to the server");
        case BurstObstacle::ServerTooOld:
            return tr("This server is too old for burst sampling");
        case BurstObstacle::NotAllowed:
            return tr("Burst sampling needs the operator role; an administrator grants it");
        case BurstObstacle::AgentAway:
            return tr("The agent of this host is not connected");
        }
        return {};
    }
};

class ExtendBurst final : public HostCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ExtendBurst)

public:
    [[nodiscard]] QString id() const override { return u"host.burst"_s; }
    [[nodiscard]] QString title() const override { return tr("Sample every second for five minutes more"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"B"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return words(isOnHost(context) ? context.burst().obstacle() : BurstObstacle::NoHost);
    }
    void execute(AppContext &context) const override { context.burst().extend(); }
};

class EndBurst final : public HostCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::EndBurst)

public:
    [[nodiscard]] QString id() const override { return u"host.burst.end"_s; }
    [[nodiscard]] QString title() const override { return tr("End burst sampling"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Shift+B"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        if (!isOnHost(context)) {
            return words(BurstObstacle::NoHost);
        }
        return context.burst().status().phase == BurstStatus::Phase::Off
            ? tr("There is no burst to end")
            : words(context.burst().endObstacle());
    }
    void execute(AppContext &context) const override { context.burst().end(); }
};

} // namespace

void addHostCommands(CommandRegistry &registry)
{
    registry.add<ExtendBurst>();
    registry.add<EndBurst>();
}

} // namespace qd::console
