// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/command.h"

#include "console/commands/appcontext.h"

#include <QCoreApplication>

#include <algorithm>

namespace qd::console {

QString Command::obstacle(const AppContext &context) const
{
    if (needsSession() && !context.isSignedIn()) {
        return QCoreApplication::translate("qd::console::Command", "Sign in first");
    }
    if (needsServer() && context.isSignedIn() && context.isOffline()) {
        return QCoreApplication::translate(
            "qd::console::Command", "Last data are read-only, nothing is live");
    }
    if (changesLive() && context.isPast()) {
        return QCoreApplication::translate(
            "qd::console::Command", "The past is shown: go back to live first");
    }
    if (!isForWindow(context.isDetached())) {
        return context.isDetached()
            ? QCoreApplication::translate("qd::console::Command", "Only the main window has this")
            : QCoreApplication::translate("qd::console::Command", "The main window does not have this");
    }
    return hindrance(context);
}

QString Command::hindrance(const AppContext &context) const
{
    Q_UNUSED(context)
    return {};
}

bool Command::isForWindow(bool isDetached) const
{
    Q_UNUSED(isDetached)
    return true;
}

bool Command::isFor(Location::Page page) const
{
    Q_UNUSED(page)
    return true;
}

CommandRegistry::CommandRegistry()
{
    addNavigationCommands(*this);
    addTimeCommands(*this);
    addViewCommands(*this);
    addChartCommands(*this);
    addSubjectCommands(*this);
    addHostCommands(*this);
    addWindowCommands(*this);
    addTableCommands(*this);
    addSessionCommands(*this);
}

const Command *CommandRegistry::find(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_commands, [&](const auto &command) { return command->id() == id; });
    return found == m_commands.end() ? nullptr : found->get();
}

QString CommandRegistry::run(const QString &id, AppContext &context) const
{
    const Command *command = find(id);
    if (command == nullptr) {
        return QCoreApplication::translate("qd::console::Command", "There is no such command");
    }
    const QString obstacle = command->obstacle(context);
    if (obstacle.isEmpty()) {
        command->execute(context);
    }
    return obstacle;
}

} // namespace qd::console
