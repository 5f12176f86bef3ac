// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/connectpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/widgets/shell/shellwindow.h"

#include <QPointer>

#include <memory>

class QStackedLayout;

namespace qd::console {

class ConnectPage;
class WindowSet;
class Workspace;

/// The main window: the connect page or the workspace. Signs in and out, and owns the windows beside it,
/// which live as long as the session. What commands ask of a window is answered by its base.
class MainWindow final : public ShellWindow
{
    Q_OBJECT

public:
    MainWindow(ThemeController &themes, const ConsoleServices &services, const CommandRegistry &commands,
        QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Signs in with what is known: a token, or a kept session; else the connect page waits.
    void start(const QString &server, const QString &token);
    [[nodiscard]] Workspace *workspace() const { return m_workspace; }
    [[nodiscard]] const TreeState &tree() const { return services().tree; }
    /// The windows beside this one.
    [[nodiscard]] WindowSet &windows() { return *m_windows; }

    // AppContext
    [[nodiscard]] bool isSignedIn() const override { return m_isSignedIn; }
    void signOut() override;
    void toggleExplorer() override;
    void focusFilter() override;
    void openWindow(const Location &location) override;
    [[nodiscard]] SettingsPresenter &settings() override { return m_settings; }
    [[nodiscard]] const SettingsPresenter &settings() const override { return m_settings; }

protected:
    [[nodiscard]] QList<QWidget *> regions() const override;
    void retranslate() override;
    void closeEvent(QCloseEvent *event) override;

private:
    void buildToasts();
    void showTop(QWidget *top, bool isOverWorkspace);
    void onSignedIn();
    void onSignedOut();
    void onInterrupted();
    void onLiveChanged(bool isLive);

    SettingsPresenter m_settings;
    ConnectPresenter m_connect;
    QStackedLayout *m_stack;
    ConnectPage *m_connectPage;
    Workspace *m_workspace;
    std::unique_ptr<WindowSet> m_windows;
    QPointer<QWidget> m_focusBefore; ///< had the focus when the session needed a person
    bool m_isSignedIn = false;
    SteadyMs m_lostAt; ///< when the live data stopped
};

} // namespace qd::console
