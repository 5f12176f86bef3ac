// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/hostpresenter.h"
#include "console/presenters/hosttablepresenter.h"
#include "console/presenters/overviewpresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/widgets/controls/themedwidget.h"

#include <array>

class QStackedWidget;

namespace qd::console {

class Banner;
class ExplorerPresenter;
class Page;
struct PageMessage;
class Replay;
class ReplayBar;
class SettingsPresenter;
class TabStrip;
class TimeContext;
class TopBar;

/// What a window shows of one place: top bar, replay bar, banner, tabs and page. Creates pages on first use
/// and keeps only the shown one listening. When a bar appears, the rows above the page give it the room: the
/// page stays where it is under the pointer.
class PageArea final : public ThemedWidget
{
    Q_OBJECT

public:
    /// All of them outlive the area.
    struct Parts
    {
        const ConsoleServices &services;
        SettingsPresenter &settings;
        ShellPresenter &shell;
        ExplorerPresenter &explorer;
        TimeContext &time;
        Replay &replay;
    };

    PageArea(ThemeController &themes, const Parts &parts, QWidget *parent = nullptr);
    ~PageArea() override;

    [[nodiscard]] Page *currentPage() const { return m_active; }
    [[nodiscard]] TopBar *topBar() const { return m_topBar; }
    [[nodiscard]] TimeContext &time() const { return m_parts.time; }
    [[nodiscard]] Replay &replay() const { return *m_replay; }
    [[nodiscard]] BurstPresenter &burst() { return m_host.burst(); }
    /// Another window's replay takes over, because its time does.
    void setReplay(Replay &replay);
    /// What F6 goes through, in order.
    [[nodiscard]] QList<QWidget *> regions() const;

    /// Starts and stops the page when the session opens and ends.
    void setActive(bool isActive);
    void selectTab(int index);
    void toggleHeatMap();
    /// False if the page has no filter or the focus is in it already.
    bool focusFilter();
    /// The hosts of the whole tree that have a problem.
    void showProblems();

Q_SIGNALS:
    void commandRequested(const QString &id);
    /// The menu of what the current page points at, at a point of the screen.
    void menuRequested(const QPoint &at);
    void messageRequested(const qd::console::PageMessage &message);

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void connectParts();
    void showLocation(const Location &location);
    [[nodiscard]] Page *page(Location::Page which);
    [[nodiscard]] Page *makePage(Location::Page which);
    void updateTabs();
    void updateBanner();
    void updateReplay();
    void place();

    Parts m_parts;
    ConsoleServices m_services;
    OverviewPresenter m_overview;
    HostTablePresenter m_hosts;
    HostPresenter m_host;
    Replay *m_replay;
    QMetaObject::Connection m_followsReplay;
    Formatter m_formatter;
    ReplayBar *m_replayBar;
    TopBar *m_topBar;
    Banner *m_banner;
    TabStrip *m_tabs;
    QStackedWidget *m_pages;
    std::array<Page *, 4> m_made{};
    Page *m_active = nullptr;
    bool m_isActive = false;
};

} // namespace qd::console
