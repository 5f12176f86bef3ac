// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/workspace.h"

#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/pages/words.h"
#include "console/widgets/shell/explorerpanel.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/screenset.h"
#include "console/widgets/shell/severityannouncer.h"
#include "console/widgets/shell/statusexplanation.h"
#include "console/widgets/shell/topbar.h"

#include <QPainter>
#include <QTreeView>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kRailWidth = 72;
constexpr int kExplorerWidth = 300;
constexpr int kLeastExplorer = 220;
constexpr int kMostExplorer = 480;

} // namespace

Workspace::Workspace(ThemeController &themes, const ConsoleServices &services, SettingsPresenter &settings,
    ShellPresenter &shell, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_services(services)
    , m_settings(settings)
    , m_shell(shell)
    , m_explorer(services)
    , m_replay(
          m_time, {[&shell] { return shell.dataNow(); }, [&shell] { return shell.connection().isLive(); }})
{
    setObjectName(u"workspace"_s);
    setProperty(FocusRing::kNoFocusRing, true); // it fills its window: only the corners would show
    m_time.setLive(1h, shell.now());
    build();
    restoreLayout();
    connectParts();
    retranslate();
    showLocation(shell.location());
}

Workspace::~Workspace()
{
    delete m_area; // refers to the time and the explorer
}

void Workspace::build()
{
    m_rail = new NavigationRail(themes(), this);
    m_rail->setObjectName(u"rail"_s);
    m_rail->addEntry(u"overview"_s, Icon::Overview, {});
    m_rail->addEntry(u"settings"_s, Icon::Settings, {}, NavigationRail::Group::Bottom);
    // Tab goes in the order in which they are made: rail, explorer, page, status bar.
    m_explorerPanel = new ExplorerPanel(
        themes(), m_explorer, [this](const Location &to) { m_shell.goTo(to); }, this);
    m_area = new PageArea(themes(), {m_services, m_settings, m_shell, m_explorer, m_time, m_replay}, this);
    m_status = new StatusStrip(themes(), this);
    m_status->setObjectName(u"statusBar"_s);
    new SeverityAnnouncer(m_shell, *m_status, this);
}

void Workspace::connectParts()
{
    connect(&m_shell, &ShellPresenter::locationChanged, this, &Workspace::showLocation);
    connect(&m_shell, &ShellPresenter::statusChanged, this, &Workspace::updateStatus);
    connect(m_area, &PageArea::commandRequested, this, &Workspace::commandRequested);
    connect(m_rail, &NavigationRail::activated, this, [this](const QString &id) {
        Q_EMIT commandRequested(id == "settings"_L1 ? u"go.settings"_s : u"go.overview"_s);
    });
    connect(m_explorerPanel, &ExplorerPanel::widthWanted, this, &Workspace::resizeExplorer);
    connect(m_explorerPanel, &ExplorerPanel::windowRequested, this, &Workspace::windowRequested);
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
        m_area->showProblems();
    });
}

void Workspace::showLocation(const Location &location)
{
    m_rail->setCurrent(location.page == Location::Page::Settings ? u"settings"_s : u"overview"_s);
    m_isExplorerOver = false;
    placeExplorer();
    m_explorerPanel->showLocation(location);
}

void Workspace::setActive(bool isActive)
{
    m_area->setActive(isActive);
    updateStatus();
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
    QString agents = tr("%1 / %2 agents")
                         .arg(m_formatter.count(counts.online), m_formatter.count(m_shell.expectedHosts()));
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
    if (m_area->focusFilter()) {
        return;
    }
    if (!m_explorerPanel->isVisible()) {
        toggleExplorer();
    }
    m_explorerPanel->focusFilter();
}

QList<QWidget *> Workspace::regions() const
{
    return QList<QWidget *>{m_rail, m_explorerPanel} + m_area->regions() + QList<QWidget *>{m_status};
}

void Workspace::restoreLayout()
{
    m_explorerWidth = m_settings.layout(screenset::keyed(u"explorerWidth"_s)).toInt();
    placeExplorer();
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
    m_area->setGeometry(left, 0, width() - left, bodyHeight);
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
        m_settings.setLayout(screenset::keyed(u"explorerWidth"_s), QByteArray::number(m_explorerWidth));
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
    m_status->removeItem(u"language"_s);
    m_status->setItem(
        u"language"_s, StatusStrip::Side::Right, tr("English", "the name of this language in itself"));
    updateStatus();
}

} // namespace qd::console
