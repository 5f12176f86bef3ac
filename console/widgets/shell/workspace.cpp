// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/workspace.h"

#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/tabstrip.h"
#include "console/widgets/pages/hostpage.h"
#include "console/widgets/pages/hosttablepage.h"
#include "console/widgets/pages/overviewpage.h"
#include "console/widgets/pages/settingspage.h"
#include "console/widgets/pages/words.h"
#include "console/widgets/shell/explorerpanel.h"
#include "console/widgets/shell/statusexplanation.h"
#include "console/widgets/shell/topbar.h"

#include <QApplication>
#include <QLineEdit>
#include <QPainter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRailWidth = 72;
constexpr int kExplorerWidth = 300;
constexpr int kLeastExplorer = 220;
constexpr int kMostExplorer = 480;

[[nodiscard]] std::size_t placeOf(Location::Page page)
{
    return static_cast<std::size_t>(page);
}

} // namespace

Workspace::Workspace(ThemeController &themes, const ConsoleServices &services, SettingsPresenter &settings,
    ShellPresenter &shell, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_services(services)
    , m_settings(settings)
    , m_shell(shell)
    , m_explorer(services)
    , m_overview(services)
    , m_hosts(services)
    , m_host(services)
{
    setObjectName(u"workspace"_s);
    m_time.setLive(1h, shell.now());
    m_explorerWidth = m_settings.layout(u"explorerWidth"_s).toInt();
    build();
    connectParts();
    retranslate();
    showLocation(shell.location());
}

Workspace::~Workspace() = default;

void Workspace::build()
{
    m_rail = new NavigationRail(themes(), this);
    m_rail->setObjectName(u"rail"_s);
    m_rail->addEntry(u"overview"_s, Icon::Overview, {});
    m_rail->addEntry(u"settings"_s, Icon::Settings, {}, NavigationRail::Group::Bottom);
    m_main = new QWidget(this);
    auto *column = new QVBoxLayout(m_main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_topBar = new TopBar(themes(), m_shell, m_explorer, m_time, m_main);
    m_banner = new Banner(themes(), m_main);
    m_banner->setObjectName(u"banner"_s);
    m_banner->hide();
    m_tabs = new TabStrip(themes(), m_main);
    m_tabs->setObjectName(u"tabs"_s);
    m_tabs->addTab(u"overview"_s, {});
    m_tabs->addTab(u"hosts"_s, {});
    m_pages = new QStackedWidget(m_main);
    column->addWidget(m_topBar);
    column->addWidget(m_banner);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    m_status = new StatusStrip(themes(), this);
    m_status->setObjectName(u"statusBar"_s);
    m_explorerPanel = new ExplorerPanel(
        themes(), m_explorer, [this](const Location &to) { m_shell.goTo(to); }, this);
}

void Workspace::connectParts()
{
    connect(&m_shell, &ShellPresenter::locationChanged, this, &Workspace::showLocation);
    connect(&m_shell, &ShellPresenter::placeChanged, this, &Workspace::updateTabs);
    connect(&m_shell, &ShellPresenter::statusChanged, this, [this] {
        m_time.advance(m_shell.dataNow());
        updateStatus();
        updateBanner();
    });
    connect(m_topBar, &TopBar::commandRequested, this, &Workspace::commandRequested);
    connect(m_topBar, &TopBar::placeRequested, this, [this](const Location &to) { m_shell.goTo(to); });
    connect(m_rail, &NavigationRail::activated, this, [this](const QString &id) {
        Q_EMIT commandRequested(id == "settings"_L1 ? u"go.settings"_s : u"go.overview"_s);
    });
    connect(m_explorerPanel, &ExplorerPanel::widthWanted, this, &Workspace::resizeExplorer);
    connect(m_tabs, &TabStrip::currentChanged, this, &Workspace::selectTab);
    connect(m_banner, &Banner::actionTriggered, this, [this] {
        if (m_shell.connection().isOffline()) {
            Q_EMIT commandRequested(u"session.signout"_s); // closes the last data
        } else {
            m_shell.retryNow();
        }
    });
    buildExplanation();
}

void Workspace::buildExplanation()
{
    m_explanation = new StatusExplanation(themes(), m_shell);
    m_explanationPopover = new Popover(themes(), m_explanation, this);
    connect(m_status, &StatusStrip::itemActivated, this, [this](const QString &id) {
        if (m_explanation->explain(id)) {
            m_explanationPopover->openBelow(m_status->findChild<QWidget *>(id));
        } else {
            Q_EMIT commandRequested(u"go.settings"_s); // the language
        }
    });
    connect(m_explanation, &StatusExplanation::notificationsRequested, this, [this] {
        m_explanationPopover->close();
        Q_EMIT commandRequested(u"view.notifications"_s);
    });
    connect(m_explanation, &StatusExplanation::problemsRequested, this, [this] {
        m_explanationPopover->close();
        m_shell.goTo({Location::Page::Hosts, {}, {}});
        static_cast<HostTablePage *>(page(Location::Page::Hosts))->showProblems();
    });
}

Page *Workspace::makePage(Location::Page which)
{
    const PageContext context{themes(), m_time, [this](const Location &to) { m_shell.goTo(to); },
        [this] { return m_shell.now(); }, [this](const QPoint &at) { Q_EMIT menuRequested(at); },
        [this](const PageMessage &message) { Q_EMIT messageRequested(message); }};
    switch (which) {
    case Location::Page::Overview:
        return new OverviewPage(context, m_overview, m_pages);
    case Location::Page::Hosts:
        return new HostTablePage(context, m_hosts, m_pages);
    case Location::Page::Host:
        return new HostPage(context, m_host, m_pages);
    case Location::Page::Settings:
        return new SettingsPage(themes(), m_settings, m_pages);
    }
    return nullptr;
}

Page *Workspace::page(Location::Page which)
{
    Page *&made = m_made[placeOf(which)];
    if (made == nullptr) {
        made = makePage(which);
        m_pages->addWidget(made);
        made->restoreState(m_settings.layout(made->objectName()));
    }
    return made;
}

Page *Workspace::currentPage() const
{
    return m_active;
}

void Workspace::showLocation(const Location &location)
{
    Page *next = page(location.page);
    if (m_active != nullptr && m_active != next) {
        m_settings.setLayout(m_active->objectName(), m_active->saveState());
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
    m_rail->setCurrent(location.page == Location::Page::Settings ? u"settings"_s : u"overview"_s);
    m_isExplorerOver = false;
    placeExplorer();
    m_explorerPanel->showLocation(location);
    updateTabs();
}

void Workspace::setActive(bool isActive)
{
    if (isActive == m_isActive) {
        return;
    }
    m_isActive = isActive;
    if (isActive) {
        m_active->activate();
        updateStatus();
        updateBanner();
    } else {
        m_active->deactivate();
        m_settings.setLayout(m_active->objectName(), m_active->saveState());
    }
}

void Workspace::selectTab(int index)
{
    const Location &at = m_shell.location();
    m_shell.goTo({index == 1 ? Location::Page::Hosts : Location::Page::Overview, at.node, {}});
    updateTabs();
}

void Workspace::updateTabs()
{
    const Location::Page at = m_shell.location().page;
    m_tabs->setVisible(at == Location::Page::Overview || at == Location::Page::Hosts);
    m_tabs->setCount(1, m_shell.hostCount());
    const QSignalBlocker blocker(m_tabs);
    m_tabs->setCurrentIndex(at == Location::Page::Hosts ? 1 : 0);
}

void Workspace::updateStatus()
{
    const ConnectionState &connection = m_shell.connection();
    const QString server = connection.link().server.authority();
    const bool isLive = connection.isLive();
    const bool isOpen = connection.link().state == LinkState::Online;
    const QString state = connection.isOffline() ? tr("Last data · %1", "a server").arg(server)
        : isLive                                 ? tr("Connected · %1").arg(server)
        : isOpen                                 ? tr("Server silent · %1").arg(server)
                                                 : tr("Disconnected · %1").arg(server);
    m_status->setItem(u"connection"_s, StatusStrip::Side::Left, state,
        isLive ? Severity::Healthy : Severity::Critical, tr("Connection to the server"));
    const auto delay = connection.dataDelay();
    m_status->setItem(u"delay"_s, StatusStrip::Side::Left,
        connection.isOffline()
            ? tr("data of %1").arg(m_formatter.timestamp(connection.lastContact(), m_shell.now()))
            : delay ? tr("data delay %1").arg(m_formatter.duration(*delay))
                    : tr("no data yet"),
        {}, tr("Now minus the newest sample of all hosts"));
    const HostCounts counts = m_shell.allCounts();
    QString agents =
        tr("%1 / %2 agents").arg(m_formatter.count(counts.online), m_formatter.count(counts.total()));
    if (counts.problems() > 0) {
        agents += u" · "_s + words::problemCounts(counts, m_formatter);
    }
    m_status->setItem(
        u"agents"_s, StatusStrip::Side::Left, agents, {}, tr("Agents that report, of all that are known"));
    m_status->setItem(u"clock"_s, StatusStrip::Side::Right,
        m_formatter.timestamp(m_shell.now(), m_shell.now()) + u' ' + m_formatter.zoneName(m_shell.now()), {},
        tr("Time zone of every time shown"));
    m_status->setAlarmed(!isLive);
}

void Workspace::updateBanner()
{
    const ConnectionState &connection = m_shell.connection();
    const LinkState state = connection.link().state;
    const bool isShown = m_isActive && !connection.isLive();
    m_banner->setVisible(isShown);
    if (!isShown) {
        return;
    }
    const QString at = m_formatter.clockTime(connection.lastContact());
    const auto &problem = connection.link().problem;
    if (connection.isOffline()) {
        m_banner->setMessage(Banner::Tone::Replay,
            tr("Last data of %1 · read-only, nothing is live")
                .arg(m_formatter.timestamp(connection.lastContact(), m_shell.now())),
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

void Workspace::toggleExplorer()
{
    if (isNarrow()) {
        m_isExplorerOver = !m_isExplorerOver;
    } else {
        m_isExplorerWanted = !m_isExplorerWanted;
    }
    placeExplorer();
    if (m_explorerPanel->isVisible()) {
        m_explorerPanel->tree()->setFocus(Qt::ShortcutFocusReason);
    }
}

void Workspace::focusFilter()
{
    // First the page's own filter; a second "/" leads to the tree.
    const bool isInPage = m_active != nullptr && m_active->isAncestorOf(QApplication::focusWidget())
        && qobject_cast<QLineEdit *>(QApplication::focusWidget()) != nullptr;
    if (!isInPage && m_active != nullptr && m_active->focusFilter()) {
        return;
    }
    if (!m_explorerPanel->isVisible()) {
        toggleExplorer();
    }
    m_explorerPanel->focusFilter();
}

void Workspace::toggleHeatMap()
{
    if (auto *hosts = qobject_cast<HostTablePage *>(m_active)) {
        hosts->toggleHeatMap();
    }
}

void Workspace::cycleRegion(bool isBackward)
{
    const QList<QWidget *> all{m_rail, m_explorerPanel, m_topBar, m_tabs, m_pages, m_status};
    QList<QWidget *> regions;
    qsizetype at = -1;
    for (QWidget *region : all) {
        if (!region->isVisible()) {
            continue;
        }
        if (region->isAncestorOf(QApplication::focusWidget()) || region == QApplication::focusWidget()) {
            at = regions.size();
        }
        regions.append(region);
    }
    for (qsizetype step = 1; step <= regions.size(); ++step) {
        const qsizetype index = (at + (isBackward ? -step : step) + 2 * regions.size()) % regions.size();
        QWidget *region = regions[index];
        const QList<QWidget *> children = region->findChildren<QWidget *>();
        for (QWidget *child : children) {
            if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus)) {
                child->setFocus(Qt::TabFocusReason);
                return;
            }
        }
    }
}

void Workspace::placeExplorer()
{
    const bool hasScope = m_shell.location().page != Location::Page::Settings;
    const bool isBeside = hasScope && !isNarrow() && m_isExplorerWanted;
    const bool isOver = hasScope && isNarrow() && m_isExplorerOver;
    const int status = theme().px(26);
    const int rail = theme().px(kRailWidth);
    const int explorer = explorerWidth();
    const int bodyHeight = height() - status;
    m_rail->setGeometry(0, 0, rail, bodyHeight);
    m_explorerPanel->setGeometry(rail, 0, explorer, bodyHeight);
    m_explorerPanel->setVisible(isBeside || isOver);
    if (isOver) {
        m_explorerPanel->raise();
    }
    const int left = rail + (isBeside ? explorer : 0);
    m_main->setGeometry(left, 0, width() - left, bodyHeight);
    m_status->setGeometry(0, bodyHeight, width(), status);
}

int Workspace::explorerWidth() const
{
    const int wanted = m_explorerWidth > 0 ? m_explorerWidth : theme().px(kExplorerWidth);
    return std::clamp(wanted, kLeastExplorer, kMostExplorer);
}

void Workspace::resizeExplorer(int width, bool isDone)
{
    m_explorerWidth = std::clamp(width, kLeastExplorer, kMostExplorer);
    placeExplorer();
    if (isDone) {
        m_settings.setLayout(u"explorerWidth"_s, QByteArray::number(m_explorerWidth));
    }
}

void Workspace::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    placeExplorer();
}

void Workspace::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    placeExplorer();
}

void Workspace::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), theme().color(Token::Canvas));
}

void Workspace::retranslate()
{
    m_formatter = Formatter();
    m_rail->setText(u"overview"_s, tr("Overview"));
    m_rail->setText(u"settings"_s, tr("Settings"));
    m_tabs->setText(0, tr("Overview"));
    m_tabs->setText(1, tr("Hosts"));
    m_status->removeItem(u"language"_s);
    m_status->setItem(
        u"language"_s, StatusStrip::Side::Right, tr("English", "the name of this language in itself"));
    updateStatus();
    updateBanner();
}

} // namespace qd::console
