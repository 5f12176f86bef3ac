// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/shellpresenter.h"

#include <QKeySequence>
#include <QList>
#include <QString>

#include <memory>
#include <vector>

namespace qd::console {

class AppContext;

/// One user action: a stable id, a title in the language of the moment, default shortcuts, a rule when it can
/// run, and what it does. Menus, buttons, shortcuts and the palette are all built from these.
class Command
{
public:
    virtual ~Command() = default;

    [[nodiscard]] virtual QString id() const = 0; ///< "time.pause"
    [[nodiscard]] virtual QString title() const = 0; ///< translated
    [[nodiscard]] virtual QList<QKeySequence> shortcuts() const { return {}; }
    /// Empty: it can run. Else why not, translated, for the palette and tool tips.
    [[nodiscard]] QString obstacle(const AppContext &context) const;
    /// Called only without an obstacle.
    virtual void execute(AppContext &context) const = 0;
    /// Pages that it has to do with: there the key help and the palette without a text list it.
    [[nodiscard]] virtual bool isFor(Location::Page page) const;
    /// There is nothing to act on while last data are shown.
    [[nodiscard]] virtual bool needsServer() const { return false; }
    /// Changes something live: not while the past is shown, where nobody sees what it does.
    [[nodiscard]] virtual bool changesLive() const { return false; }
    /// False: windows of this kind do not have it, and do not list it.
    [[nodiscard]] virtual bool isForWindow(bool isDetached) const;
    /// False for commands that only make sense as a key ("next region").
    [[nodiscard]] virtual bool isInPalette() const { return true; }

protected:
    /// False: it can run before anybody has signed in.
    [[nodiscard]] virtual bool needsSession() const { return true; }
    /// What else is in its way, translated; empty: nothing.
    [[nodiscard]] virtual QString hindrance(const AppContext &context) const;
};

/// Every command of the program, in the order in which menus list them. Immutable after construction.
class CommandRegistry
{
public:
    CommandRegistry();

    [[nodiscard]] const std::vector<std::unique_ptr<Command>> &commands() const { return m_commands; }
    /// Null if there is none.
    [[nodiscard]] const Command *find(const QString &id) const;
    /// Runs a command unless something is in its way. @return the obstacle, empty if it ran
    QString run(const QString &id, AppContext &context) const;

    template <typename T>
    void add()
    {
        m_commands.push_back(std::make_unique<T>());
    }

private:
    std::vector<std::unique_ptr<Command>> m_commands;
};

// Each fills in one area.
void addNavigationCommands(CommandRegistry &registry);
void addTimeCommands(CommandRegistry &registry);
void addViewCommands(CommandRegistry &registry);
void addChartCommands(CommandRegistry &registry);
void addSubjectCommands(CommandRegistry &registry);
void addHostCommands(CommandRegistry &registry);
void addWindowCommands(CommandRegistry &registry);
void addTableCommands(CommandRegistry &registry);
void addSessionCommands(CommandRegistry &registry);

} // namespace qd::console
