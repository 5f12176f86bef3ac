// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/commands/appcontext.h"
#include "console/commands/command.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/hostviews.h"
#include "console/presenters/palettepresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/presenters/timetext.h"
#include "console/widgets/controls/themedwidget.h"

#include <functional>

namespace qd::console {

class ExplorerPresenter;
class PageArea;
struct PageMessage;
class ToastStack;
class WindowOverlays;

/// What the main window and the windows beside it have in common: the keys, what floats above the page, and
/// the answers to what commands ask of the page and its time. No logic of its own.
class ShellWindow : public ThemedWidget, public AppContext
{
    Q_OBJECT

public:
    void run(const QString &commandId);
    /// Shows a message and keeps it in the list of notifications.
    virtual void showToast(Severity severity, const QString &id, const QString &text, const QString &detail);
    [[nodiscard]] PageArea &area() const { return *m_area; }

    // AppContext
    [[nodiscard]] bool isLinkLost() const override;
    [[nodiscard]] bool isOffline() const override { return m_services.connection.isOffline(); }
    [[nodiscard]] Location location() const override { return m_shell.location(); }
    void goTo(const Location &location) override { m_shell.goTo(location); }
    [[nodiscard]] bool canGo(bool isBack) const override;
    void go(bool isBack) override;
    void selectTab(int index) override;
    void retryConnection() override { m_shell.retryNow(); }
    void shiftTime(double share) override;
    void zoomTime(double factor) override;
    [[nodiscard]] bool isTimeZoomed() const override;
    void zoomBack() override;
    [[nodiscard]] bool isLive() const override;
    void togglePause() override;
    void goLive() override;
    [[nodiscard]] bool isPast() const override;
    [[nodiscard]] bool isPlaying() const override;
    void togglePlaying() override;
    void changeSpeed(bool isFaster) override;
    void refresh() override;
    void open(Overlay overlay) override;
    void cycleRegion(bool isBackward) override;
    void toggleFullScreen() override;
    void toggleStar() override;
    void copyRows(bool asCsv) override;
    void openMenu() override;
    void toggleHeatMap() override;
    void maximizeChart() override;
    void togglePeriodBefore() override;
    [[nodiscard]] Subject subject() const override;
    void copyText(const QString &text) override;
    [[nodiscard]] bool isOrderWaiting() const override;
    void sortIn() override;
    [[nodiscard]] BurstPresenter &burst() const override;
    [[nodiscard]] bool canDo(TableAction action) const override;
    void doToTable(TableAction action) override;
    [[nodiscard]] QStringList tableViews() const override { return m_tableViews.names(); }
    void openTableView(const QString &name) override;

protected:
    /// @param placeKey  under which the place is remembered; empty: it is not
    ShellWindow(ThemeController &themes, const ConsoleServices &services, const CommandRegistry &commands,
        const QString &placeKey, QWidget *parent);
    ~ShellWindow() override;

    /// Puts keys and overlays on the window; once, by the constructor of the window.
    void assemble(PageArea &area, ExplorerPresenter &explorer);
    /// What F6 goes through, in order.
    [[nodiscard]] virtual QList<QWidget *> regions() const = 0;
    void reportFailure(const QString &id, const QString &what, const Error &error);
    /// Closes what floats on top. @return false if nothing did
    bool closeTopmost();
    [[nodiscard]] ShellPresenter &shell() { return m_shell; }
    [[nodiscard]] const ConsoleServices &services() const { return m_services; }
    [[nodiscard]] const CommandRegistry &commands() const { return m_commands; }
    [[nodiscard]] ToastStack &toasts() { return *m_toasts; }

    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildShortcuts();
    void applyTime(const TimeChoice &choice);
    void tell(const PageMessage &message);
    void writeTimesAnew();

    ConsoleServices m_services;
    const CommandRegistry &m_commands;
    ShellPresenter m_shell;
    PalettePresenter m_palette;
    HostViews m_tableViews;
    std::function<void()> m_undo; ///< of the message with "Undo" that was told last
    PageArea *m_area = nullptr;
    ExplorerPresenter *m_explorer = nullptr;
    ToastStack *m_toasts = nullptr;
    WindowOverlays *m_overlays = nullptr;
    bool m_isUtc = false;
};

} // namespace qd::console
