// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/explorerpresenter.h"
#include "console/presenters/hostpresenter.h"
#include "console/presenters/hosttablepresenter.h"
#include "console/presenters/overviewpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/themedwidget.h"

#include <array>

class QSplitter;
class QStackedWidget;

namespace qd::console {

class Banner;
class ExplorerPanel;
class NavigationRail;
class Page;
class Popover;
class StatusExplanation;
class StatusStrip;
class TabStrip;
class TopBar;

/// Everything of the window once somebody is signed in: rail, explorer, top bar, tabs, page, status bar.
/// Creates pages on first use and keeps only the shown one listening.
class Workspace final : public ThemedWidget
{
    Q_OBJECT

public:
    /// Narrower windows show the explorer over the page, on demand.
    static constexpr int kNarrow = 1360;

    Workspace(ThemeController &themes, const ConsoleServices &services, SettingsPresenter &settings,
        ShellPresenter &shell, QWidget *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] TimeContext &time() { return m_time; }
    [[nodiscard]] Page *currentPage() const;
    [[nodiscard]] TopBar *topBar() const { return m_topBar; }
    [[nodiscard]] ExplorerPresenter &explorer() { return m_explorer; }
    [[nodiscard]] BurstPresenter &burst() { return m_host.burst(); }

    /// Starts and stops the page when the session opens and ends.
    void setActive(bool isActive);
    void toggleExplorer();
    void focusFilter();
    void toggleHeatMap();
    void selectTab(int index);
    void cycleRegion(bool isBackward);

Q_SIGNALS:
    void commandRequested(const QString &id);
    /// The menu of what the current page points at, at a point of the screen.
    void menuRequested(const QPoint &at);

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void connectParts();
    void showLocation(const Location &location);
    [[nodiscard]] Page *page(Location::Page which);
    [[nodiscard]] Page *makePage(Location::Page which);
    void updateTabs();
    void updateStatus();
    void buildExplanation();
    void updateBanner();
    void placeExplorer();
    void resizeExplorer(int width, bool isDone);
    [[nodiscard]] int explorerWidth() const;
    [[nodiscard]] bool isNarrow() const { return width() < theme().px(kNarrow); }

    ConsoleServices m_services;
    SettingsPresenter &m_settings;
    ShellPresenter &m_shell;
    ExplorerPresenter m_explorer;
    OverviewPresenter m_overview;
    HostTablePresenter m_hosts;
    HostPresenter m_host;
    TimeContext m_time;
    Formatter m_formatter;
    NavigationRail *m_rail;
    ExplorerPanel *m_explorerPanel;
    TopBar *m_topBar;
    Banner *m_banner;
    TabStrip *m_tabs;
    QWidget *m_main;
    QStackedWidget *m_pages;
    StatusStrip *m_status;
    StatusExplanation *m_explanation;
    Popover *m_explanationPopover;
    std::array<Page *, 4> m_made{};
    Page *m_active = nullptr;
    bool m_isActive = false;
    bool m_isExplorerWanted = true; ///< beside the page, when there is room
    int m_explorerWidth = 0; ///< as dragged; 0: never
    bool m_isExplorerOver = false; ///< over the page, when there is not
};

} // namespace qd::console
