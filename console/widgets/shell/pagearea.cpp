// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/pagearea.h"

#include "console/presenters/explorerpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/tabstrip.h"
#include "console/widgets/pages/hostpage.h"
#include "console/widgets/pages/hosttablepage.h"
#include "console/widgets/pages/overviewpage.h"
#include "console/widgets/pages/settingspage.h"
#include "console/widgets/shell/replay.h"
#include "console/widgets/shell/replaybar.h"
#include "console/widgets/shell/topbar.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTopBar = 52;
constexpr int kTabs = 42;
constexpr int kNarrowTabs = 30; ///< while a bar takes some of the room
constexpr int kPageMargin = 16; ///< above what a page shows: nothing is lost below it

[[nodiscard]] std::size_t placeOf(Location::Page page)
{
    return static_cast<std::size_t>(page);
}

} // namespace

PageArea::PageArea(ThemeController &themes, const Parts &parts, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_parts(parts)
    , m_services(parts.services)
    , m_overview(m_services)
    , m_hosts(m_services)
    , m_host(m_services)
    , m_replay(&parts.replay)
{
    setObjectName(u"pageArea"_s);
    setProperty(FocusRing::kNoFocusRing, true); // it fills its window: only the corners would show
    m_replayBar = new ReplayBar(
        themes, [this] { return m_parts.shell.now(); }, this);
    m_topBar = new TopBar(themes, parts.shell, parts.explorer, parts.time, this);
    m_banner = new Banner(themes, this);
    m_banner->setObjectName(u"banner"_s);
    m_banner->hide();
    m_tabs = new TabStrip(themes, this);
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->addTab(u"overview"_s, {});
    m_tabs->addTab(u"hosts"_s, {});
    m_pages = new QStackedWidget(this);
    m_pages->lower(); // its margin may lie under the rows above
    connectParts();
    setReplay(parts.replay);
    retranslate();
    showLocation(parts.shell.location());
}

PageArea::~PageArea()
{
    delete m_pages; // pages and their charts refer to the presenters and the time
}

void PageArea::connectParts()
{
    connect(&m_parts.shell, &ShellPresenter::locationChanged, this, &PageArea::showLocation);
    connect(&m_parts.shell, &ShellPresenter::placeChanged, this, &PageArea::updateTabs);
    connect(&m_parts.shell, &ShellPresenter::statusChanged, this, [this] {
        m_parts.time.advance(m_parts.shell.dataNow());
        m_replay->check();
        updateBanner();
    });
    connect(m_topBar, &TopBar::commandRequested, this, &PageArea::commandRequested);
    connect(m_replayBar, &ReplayBar::commandRequested, this, &PageArea::commandRequested);
    connect(m_topBar, &TopBar::placeRequested, this, [this](const Location &to) { m_parts.shell.goTo(to); });
    connect(m_tabs, &TabStrip::currentChanged, this, &PageArea::selectTab);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_parts.shell.connection().isOffline()) {
            Q_EMIT commandRequested(u"session.signout"_s); // closes the last data
        } else {
            m_parts.shell.retryNow();
        }
    });
}

void PageArea::setReplay(Replay &replay)
{
    disconnect(m_followsReplay);
    m_replay = &replay;
    m_followsReplay = connect(&replay, &Replay::changed, this, &PageArea::updateReplay);
    m_replayBar->setReplay(replay);
    updateReplay();
}

void PageArea::updateReplay()
{
    if (m_replay->isPast() == m_replayBar->isHidden()) {
        m_replayBar->setVisible(m_replay->isPast());
        place();
    }
}

Page *PageArea::makePage(Location::Page which)
{
    const PageContext context{themes(), m_parts.time, [this](const Location &to) { m_parts.shell.goTo(to); },
        [this] { return m_parts.shell.now(); }, [this](const QPoint &at) { Q_EMIT menuRequested(at); },
        [this](const PageMessage &message) { Q_EMIT messageRequested(message); }};
    switch (which) {
    case Location::Page::Overview:
        return new OverviewPage(context, m_overview, m_pages);
    case Location::Page::Hosts:
        return new HostTablePage(context, m_hosts, m_pages);
    case Location::Page::Host:
        return new HostPage(context, m_host, m_pages);
    case Location::Page::Settings:
        return new SettingsPage(themes(), m_parts.settings, m_pages);
    }
    return nullptr;
}

Page *PageArea::page(Location::Page which)
{
    Page *&made = m_made[placeOf(which)];
    if (made == nullptr) {
        made = makePage(which);
        m_pages->addWidget(made);
        made->restoreState(m_parts.settings.layout(made->objectName()));
    }
    return made;
}

void PageArea::showLocation(const Location &location)
{
    Page *next = page(location.page);
    if (m_active != nullptr && m_active != next) {
        m_parts.settings.setLayout(m_active->objectName(), m_active->saveState());
        if (m_isActive) {
            m_active->deactivate();
        }
    }
    switch (location.page) {
    case Location::Page::Overview:
        m_overview.setScope(location.node);
        break;
    case Location::Page::Hosts:
        m_hosts.setScope(location.node);
        break;
    case Location::Page::Host:
        m_host.setHost(location.host);
        break;
    case Location::Page::Settings:
        break;
    }
    const bool isOther = m_active != next;
    m_active = next;
    m_pages->setCurrentWidget(next);
    if (isOther && m_isActive) {
        next->activate();
    }
    updateTabs();
}

void PageArea::setActive(bool isActive)
{
    if (isActive == m_isActive) {
        return;
    }
    m_isActive = isActive;
    if (isActive) {
        m_active->activate();
        updateBanner();
    } else {
        m_active->deactivate();
        m_parts.settings.setLayout(m_active->objectName(), m_active->saveState());
    }
}

void PageArea::selectTab(int index)
{
    const Location &at = m_parts.shell.location();
    m_parts.shell.goTo({index == 1 ? Location::Page::Hosts : Location::Page::Overview, at.node, {}});
    updateTabs();
}

void PageArea::showProblems()
{
    m_parts.shell.goTo({Location::Page::Hosts, {}, {}});
    static_cast<HostTablePage *>(page(Location::Page::Hosts))->showProblems();
}

bool PageArea::focusFilter()
{
    const bool isInPage = m_active != nullptr && m_active->isAncestorOf(QApplication::focusWidget())
        && qobject_cast<QLineEdit *>(QApplication::focusWidget()) != nullptr;
    return !isInPage && m_active != nullptr && m_active->focusFilter();
}

void PageArea::toggleHeatMap()
{
    if (auto *hosts = qobject_cast<HostTablePage *>(m_active)) {
        hosts->toggleHeatMap();
    }
}

QList<QWidget *> PageArea::regions() const
{
    return {m_replayBar, m_topBar, m_banner, m_tabs, m_pages};
}

void PageArea::updateTabs()
{
    const Location::Page at = m_parts.shell.location().page;
    m_tabs->setVisible(at == Location::Page::Overview || at == Location::Page::Hosts);
    place();
    m_tabs->setCount(1, m_parts.shell.hostCount());
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(at == Location::Page::Hosts ? 1 : 0);
}

void PageArea::updateBanner()
{
    const ConnectionState &connection = m_parts.shell.connection();
    const LinkState state = connection.link().state;
    const bool isShown = m_isActive && !connection.isLive();
    if (isShown == m_banner->isHidden()) {
        m_banner->setVisible(isShown);
        place();
    }
    if (!isShown) {
        return;
    }
    const QString at = m_formatter.clockTime(connection.lastContact());
    const auto &problem = connection.link().problem;
    if (connection.isOffline()) {
        m_banner->setMessage(Banner::Tone::Info,
            tr("Last data of %1 · read-only, nothing is live")
                .arg(m_formatter.timestamp(connection.lastContact(), m_parts.shell.now())),
            tr("Sign in", "verb"));
    } else if (state == LinkState::Waiting && problem && problem->kind == LinkProblemKind::Locked) {
        m_banner->setMessage(Banner::Tone::Critical,
            tr("Too many failed attempts from here · next try in %n s · showing data of %1", nullptr,
                connection.retrySeconds())
                .arg(at));
    } else if (state == LinkState::Waiting) {
        m_banner->setMessage(Banner::Tone::Critical,
            tr("Reconnecting in %n s · showing data of %1", nullptr, connection.retrySeconds()).arg(at),
            tr("Reconnect now"));
    } else if (state == LinkState::Online) {
        m_banner->setMessage(Banner::Tone::Warning, tr("The server is silent · showing data of %1").arg(at));
    } else if (state == LinkState::Idle || state == LinkState::Confirming) {
        m_banner->setMessage(Banner::Tone::Critical, tr("Not connected · showing data of %1").arg(at));
    } else {
        m_banner->setMessage(Banner::Tone::Critical, tr("Reconnecting · showing data of %1").arg(at));
    }
}

void PageArea::place()
{
    int y = 0;
    const auto put = [&](QWidget *row, int height) {
        if (!row->isHidden()) {
            row->setGeometry(0, y, width(), height);
            y += height;
        }
    };
    const bool isPast = !m_replayBar->isHidden();
    const bool isTight = isPast || !m_banner->isHidden();
    if (isPast && !m_banner->isHidden()) {
        // Both share one row: a second one would push the page down.
        const int least = std::min(m_replayBar->minimumSizeHint().width(), width() * 3 / 5);
        const int split = std::max(width() / 2, least);
        y = m_banner->sizeHint().height();
        m_replayBar->setGeometry(0, 0, split, y);
        m_banner->setGeometry(split, 0, width() - split, y);
    } else {
        put(m_replayBar, theme().px(ReplayBar::kHeight));
    }
    put(m_topBar, isTight ? theme().controlHeight() + theme().px(6) : theme().px(kTopBar));
    if (!isPast) {
        put(m_banner, m_banner->sizeHint().height());
    }
    put(m_tabs, theme().px(isTight ? kNarrowTabs : kTabs));
    // What the rows still need more than without a bar is taken from the margin of the page, not from its
    // place.
    const int usual = theme().px(kTopBar) + (m_tabs->isHidden() ? 0 : theme().px(kTabs));
    const int under = std::clamp(y - usual, 0, theme().px(kPageMargin));
    m_pages->setGeometry(0, y - under, width(), height() - y + under);
}

void PageArea::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    place();
}

void PageArea::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void PageArea::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(Token::Canvas));
}

void PageArea::retranslate()
{
    m_formatter = Formatter();
    m_tabs->setText(0, tr("Overview"));
    m_tabs->setText(1, tr("Hosts"));
    updateBanner();
}

} // namespace qd::console
