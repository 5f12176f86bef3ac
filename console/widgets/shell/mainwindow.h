// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/commands/appcontext.h"
#include "console/commands/command.h"
#include "console/presenters/connectpresenter.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/palettepresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/presenters/timetext.h"
#include "console/widgets/controls/themedwidget.h"

#include <QPointer>

class QShortcut;
class QStackedLayout;

namespace qd::console {

class ConnectPage;
class ToastStack;
class WindowOverlays;
class Workspace;

/// The window: the connect page or the workspace, what floats above them, and the keys. What commands ask of
/// the window is answered here and passed on; no logic of its own.
class MainWindow final : public ThemedWidget, public AppContext
{
    Q_OBJECT

public:
    MainWindow(ThemeController &themes, const ConsoleServices &services, const CommandRegistry &commands,
        QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Signs in with what is known: a token, or a kept session; else the connect page waits.
    void start(const QString &server, const QString &token);
    void run(const QString &commandId);
    [[nodiscard]] Workspace *workspace() const { return m_workspace; }
    [[nodiscard]] const TreeState &tree() const { return m_services.tree; }
    void showToast(Severity severity, const QString &id, const QString &text, const QString &detail);

    // AppContext
    [[nodiscard]] bool isSignedIn() const override { return m_isSignedIn; }
    [[nodiscard]] bool isLinkLost() const override;
    [[nodiscard]] bool isOffline() const override { return m_services.connection.isOffline(); }
    [[nodiscard]] Location location() const override { return m_shell.location(); }
    void goTo(const Location &location) override { m_shell.goTo(location); }
    [[nodiscard]] bool canGo(bool isBack) const override;
    void go(bool isBack) override;
    void selectTab(int index) override;
    void signOut() override;
    void retryConnection() override { m_shell.retryNow(); }
    void shiftTime(double share) override;
    void zoomTime(double factor) override;
    [[nodiscard]] bool isTimeZoomed() const override;
    void zoomBack() override;
    [[nodiscard]] bool isLive() const override;
    void togglePause() override;
    void goLive() override;
    void refresh() override;
    void open(Overlay overlay) override;
    void toggleExplorer() override;
    void focusFilter() override;
    void cycleRegion(bool isBackward) override;
    void toggleFullScreen() override;
    void toggleStar() override;
    void copyRows(bool asCsv) override;
    void openMenu() override;
    void toggleHeatMap() override;
    [[nodiscard]] Subject subject() const override;
    void copyText(const QString &text) override;
    [[nodiscard]] bool isOrderWaiting() const override;
    void sortIn() override;
    [[nodiscard]] BurstPresenter &burst() const override;
    [[nodiscard]] SettingsPresenter &settings() override { return m_settings; }
    [[nodiscard]] const SettingsPresenter &settings() const override { return m_settings; }

protected:
    void retranslate() override;
    void keyPressEvent(QKeyEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildShortcuts();
    void buildToasts();
    void showTop(QWidget *top, bool isOverWorkspace);
    void onSignedIn();
    void onSignedOut();
    void onInterrupted();
    void onLiveChanged(bool isLive);
    void applyZone();
    void applyTime(const TimeChoice &choice);
    void reportFailure(const QString &id, const QString &what, const Error &error);
    bool closeTopmost();

    ConsoleServices m_services;
    const CommandRegistry &m_commands;
    SettingsPresenter m_settings;
    ShellPresenter m_shell;
    ConnectPresenter m_connect;
    PalettePresenter m_palettePresenter;
    QStackedLayout *m_stack;
    ConnectPage *m_connectPage;
    Workspace *m_workspace;
    ToastStack *m_toasts;
    WindowOverlays *m_overlays;
    std::chrono::milliseconds m_liveLength{3'600'000};
    QPointer<QWidget> m_focusBefore; ///< had the focus when the session needed a person
    bool m_isSignedIn = false;
    bool m_isUtc = false;
    SteadyMs m_lostAt; ///< when the live data stopped
};

} // namespace qd::console
