// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/consoleservices.h"
#include "console/presenters/shellpresenter.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace qd::console {

class CommandRegistry;
class MainWindow;
class PageWindow;
class Workspace;

/// What is remembered of a window beside the main one.
struct WindowRecord
{
    Location location;
    bool isLinked = true;
    QByteArray geometry;

    bool operator==(const WindowRecord &) const = default;
};

/// The windows beside the main one, and where all windows stand: remembered for each set of screens, and
/// brought back at the start, after signing in and when screens come and go. Owned by the main window.
class WindowSet final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxWindows = 12;

    /// @param shell  that of the main window
    WindowSet(MainWindow &main, Workspace &workspace, const ShellPresenter &shell,
        const ConsoleServices &services, const CommandRegistry &commands);
    ~WindowSet() override;

    /// Opens a place in a window of its own. @return null if there are kMaxWindows
    PageWindow *open(const Location &location);
    /// The main window as it stood with these screens; false if that was never.
    bool restoreMain();
    /// Wakes the windows up, or puts them out of reach; the first time it brings back the remembered ones.
    void setActive(bool isActive);
    /// Remembers the windows, and closes those beside the main one.
    void closeAll();
    [[nodiscard]] int count() const { return static_cast<int>(m_windows.size()); }
    [[nodiscard]] PageWindow *at(int index) const { return m_windows[static_cast<std::size_t>(index)].get(); }

    [[nodiscard]] static QByteArray packed(const std::vector<WindowRecord> &records);
    /// As many records as can be read, at most kMaxWindows; of foreign or damaged bytes none.
    [[nodiscard]] static std::vector<WindowRecord> unpacked(const QByteArray &bytes);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    PageWindow *add(const WindowRecord &record);
    void remove(PageWindow *window);
    void restoreBeside();
    void save();
    void onScreensChanged();

    MainWindow &m_main;
    Workspace &m_workspace;
    const ShellPresenter &m_shell;
    ConsoleServices m_services;
    const CommandRegistry &m_commands;
    std::vector<std::unique_ptr<PageWindow>> m_windows;
    std::vector<std::unique_ptr<PageWindow>> m_closed; ///< until the event that closed them is over
    QTimer m_saving; ///< one write for a whole drag
    QTimer m_screens; ///< a dock adds its screens one by one
    QString m_set; ///< the screens that the layout of the moment is for
    bool m_isRestored = false; ///< those beside the main window
    bool m_isClosing = false;
};

} // namespace qd::console
