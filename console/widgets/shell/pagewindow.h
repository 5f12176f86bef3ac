// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/shell/replay.h"
#include "console/widgets/shell/shellwindow.h"

namespace qd::console {

class MainWindow;
class Workspace;

/// A place in a window beside the main one, to go to another screen. Shares the time of the main window,
/// cursor and replay included, until it is unlinked. Owned by WindowSet; lives as long as the session.
class PageWindow final : public ShellWindow
{
    Q_OBJECT

public:
    PageWindow(MainWindow &main, Workspace &workspace, const ConsoleServices &services,
        const CommandRegistry &commands, const Location &location);
    ~PageWindow() override;

    [[nodiscard]] bool isLinked() const { return m_isLinked; }
    void setLinked(bool isLinked);
    /// Listens to the server, or waits out of reach until somebody has signed in again.
    void setActive(bool isActive);
    void showToast(Severity severity, const QString &id, const QString &text, const QString &detail) override;

    // AppContext
    [[nodiscard]] bool isSignedIn() const override;
    void signOut() override;
    void open(Overlay overlay) override;
    void toggleExplorer() override { } // has none, and its command says so
    void focusFilter() override;
    void openWindow(const Location &location) override;
    [[nodiscard]] bool isDetached() const override { return true; }
    void toggleTimeLink() override { setLinked(!m_isLinked); }
    void closeWindow() override { close(); }
    [[nodiscard]] SettingsPresenter &settings() override;
    [[nodiscard]] const SettingsPresenter &settings() const override;

Q_SIGNALS:
    /// Place or link: what is remembered of it differs.
    void changed();
    void closed(qd::console::PageWindow *window);

protected:
    [[nodiscard]] QList<QWidget *> regions() const override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    MainWindow &m_main;
    Workspace &m_workspace;
    TimeContext m_time;
    Replay m_replay; ///< of the own time; idle while linked
    PageArea *m_area;
    bool m_isLinked = true;
};

} // namespace qd::console
