// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/overviewpresenter.h"

#include "console/format/formatter.h"
#include "console/presenters/bucketspan.h"
#include "console/presenters/panelcatalogue.h"
#include "console/state/connectionstate.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"

#include <QHash>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTrendPoints = 60;

// Places of the charts whose data the table of children reads again.
constexpr std::size_t kCpuPanel = 0;
constexpr std::size_t kMemoryPanel = 1;
constexpr std::size_t kDiskPanel = 5;

[[nodiscard]] std::vector<PanelSpec> tileSpecs()
{
    const QString wire = u"iface!=\"lo\",%sel"_s;
    return {
        {u"cpu"_s, Unit::Percent, {{u"avg("_s + metric(u"cpu.busy"_s) + u')', {}, {}}}},
        {u"memory"_s, Unit::Percent, {{u"avg("_s + metric(u"mem.memused.percent"_s) + u')', {}, {}}}},
        {u"network"_s, Unit::BitsPerSecond,
            {{u"sum("_s
                    + onceByHost(u"iface"_s, u"rate("_s + metric(u"net.if.in.bits"_s, wire) + u"[%rate])"_s)
                    + u") + sum("_s
                    + onceByHost(u"iface"_s, u"rate("_s + metric(u"net.if.out.bits"_s, wire) + u"[%rate])"_s)
                    + u')',
                {}, {}}}},
        {u"disk"_s, Unit::Percent, {{u"max("_s + metric(u"df.bytes.used.percent"_s) + u')', {}, {}}}},
    };
}

[[nodiscard]] QList<double> trendOf(const SeriesPoints &series, const QueryAnswer &answer)
{
    QList<double> points;
    const QList<double> values = acrossWindow(series, answer);
    const qsizetype stride = std::max<qsizetype>(1, values.size() / kTrendPoints);
    for (qsizetype i = values.size() % stride; i < values.size(); i += stride) {
        points.append(values[i]);
    }
    return points.mid(std::max<qsizetype>(0, points.size() - kTrendPoints));
}

/// The newest value, or the one at the end of a range that is over: the last bucket may reach beyond it.
[[nodiscard]] double valueAt(const SeriesPoints &series, const std::optional<TimeMs> &end)
{
    std::size_t last = series.values.size() - 1;
    while (end && last > 0 && series.times[last] > toUnixMs(*end)) {
        --last;
    }
    return series.values[last];
}

[[nodiscard]] QHash<QString, QList<double>> trendsBy(const QueryAnswer &answer, const QString &label)
{
    QHash<QString, QList<double>> trends;
    const std::string name = label.toStdString();
    for (const SeriesPoints &series : answer.series) {
        const std::string_view value = series.labels.get(name);
        trends.insert(
            QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())), trendOf(series, answer));
    }
    return trends;
}

[[nodiscard]] std::optional<double> lookUp(const QHash<QString, double> &values, const QString &key)
{
    const auto found = values.find(key);
    return found == values.end() ? std::nullopt : std::optional(*found);
}

} // namespace

OverviewPresenter::OverviewPresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_absence({services.backend, services.subscriptions, services.clock}, HostAbsence::Of::Place)
{
    const PanelServices panelServices{services.backend, services.subscriptions, services.clock};
    for (const PanelSpec &spec : overviewPanels()) {
        m_panels.push_back(std::make_unique<Panel>(spec, panelServices));
    }
    for (const PanelSpec &spec : tileSpecs()) {
        m_tilePanels.push_back(std::make_unique<Panel>(spec, panelServices));
        connect(m_tilePanels.back().get(), &Panel::changed, this, &OverviewPresenter::tilesChanged);
    }
    for (const auto &panel : m_panels) {
        connect(panel.get(), &Panel::changed, this, [this, one = panel.get()] { explainGaps(*one); });
    }
    connect(&m_absence, &HostAbsence::changed, this, &OverviewPresenter::shareAbsence);
    for (const std::size_t i : {kCpuPanel, kMemoryPanel, kDiskPanel}) {
        connect(m_panels[i].get(), &Panel::changed, this, &OverviewPresenter::updateChildren);
    }
    connect(&services.tree, &TreeState::resetDone, this, &OverviewPresenter::onTreeChanged);
    connect(&services.tree, &TreeState::nodesChanged, this, &OverviewPresenter::onTreeChanged);
    connect(&services.tree, &TreeState::hostsChanged, this, &OverviewPresenter::onTreeChanged);
    connect(&services.connection, &ConnectionState::liveChanged, this, &OverviewPresenter::onTreeChanged);
    // Ages grow although nothing arrives.
    connect(&services.connection, &ConnectionState::ticked, this, [this] {
        if (m_isActive && !isFresh()) {
            Q_EMIT headerChanged();
            Q_EMIT tilesChanged();
        }
    });
    setScope({});
}

OverviewPresenter::~OverviewPresenter() = default;

void OverviewPresenter::setScope(NodeId node)
{
    m_scope = node;
    const PanelScope scope = scopeOf(m_services.tree, node);
    for (const auto *panels : {&m_panels, &m_tilePanels}) {
        for (const auto &panel : *panels) {
            panel->setScope(scope);
        }
    }
    m_absence.stop();
    m_absence.setScope(scope);
    updateSilence();
    m_children.clear();
    updateChildren();
    Q_EMIT headerChanged();
    Q_EMIT tilesChanged();
}

void OverviewPresenter::updateSilence()
{
    const HostCounts now = counts();
    std::optional<TimeMs> since;
    if (now.total() > 0 && now.online == 0) {
        for (const HostId id : m_services.tree.hostsBelow(m_scope)) {
            since = std::max(since.value_or(TimeMs{}), m_services.tree.host(id)->lastSeen);
        }
    }
    m_silentSince = since && toUnixMs(*since) != 0 ? since : std::nullopt;
    const GapCause cause = now.stale > 0 ? GapCause::Late : GapCause::NotConnected;
    m_absence.setSilence(
        m_silentSince ? std::optional(PanelGap{*m_silentSince, kOpenEnd, cause}) : std::nullopt);
}

void OverviewPresenter::explainGaps(const Panel &panel)
{
    if (m_isActive && !m_absence.isStarted() && panel.hasHole()) {
        m_absence.start();
    }
}

void OverviewPresenter::shareAbsence()
{
    for (const auto &panel : m_panels) {
        panel->setAbsence(m_absence.of(panel->spec().collector));
    }
}

void OverviewPresenter::setPreviousShown(bool isShown)
{
    if (isShown != m_isPreviousShown) {
        m_isPreviousShown = isShown;
        for (const auto &panel : m_panels) {
            panel->setPreviousShown(isShown);
        }
        Q_EMIT comparisonChanged();
    }
}

RangeHint OverviewPresenter::hint() const
{
    std::optional<TimeMs> first;
    for (const auto &panel : m_panels) {
        if (const std::optional<TimeMs> start = panel->firstInstant()) {
            first = std::min(first.value_or(*start), *start);
        }
    }
    return rangeHint(m_span, m_services.connection.dataNow(), first, m_silentSince);
}

QUrl OverviewPresenter::server() const
{
    return m_services.connection.link().server;
}

void OverviewPresenter::setSpan(const QuerySpan &span, int pixels)
{
    m_span = span;
    m_absence.setSpan(span, pixels);
    for (const auto &panel : m_panels) {
        panel->setSpan(span, pixels);
    }
    const BucketSpan buckets = bucketSpan(span, Formatter::defaultZone());
    for (const auto &panel : m_tilePanels) {
        panel->setSpan(buckets.span, buckets.count);
    }
    m_end = span.isLive ? std::nullopt : std::optional(span.end);
}

void OverviewPresenter::setFrozen(bool isFrozen)
{
    for (const auto &panel : m_panels) {
        panel->setFrozen(isFrozen);
    }
}

void OverviewPresenter::activate()
{
    m_isActive = true;
    for (const auto *panels : {&m_panels, &m_tilePanels}) {
        for (const auto &panel : *panels) {
            panel->start();
        }
    }
    updateChildren();
}

void OverviewPresenter::deactivate()
{
    m_isActive = false;
    for (const auto *panels : {&m_panels, &m_tilePanels}) {
        for (const auto &panel : *panels) {
            panel->stop();
        }
    }
    m_absence.stop();
}

void OverviewPresenter::refresh()
{
    for (const auto *panels : {&m_panels, &m_tilePanels}) {
        for (const auto &panel : *panels) {
            panel->refresh();
        }
    }
}

QString OverviewPresenter::name() const
{
    const TreeNode *node = m_services.tree.node(m_scope);
    return node == nullptr ? QString() : QString::fromStdString(node->name);
}

std::optional<TreeLevel> OverviewPresenter::level() const
{
    const TreeNode *node = m_services.tree.node(m_scope);
    return node == nullptr ? std::nullopt : std::optional(node->level);
}

std::optional<TreeLevel> OverviewPresenter::childLevel() const
{
    const std::optional<TreeLevel> own = level();
    if (!own) {
        return TreeLevel::Region;
    }
    return *own == TreeLevel::Component ? std::nullopt
                                        : std::optional(static_cast<TreeLevel>(static_cast<int>(*own) + 1));
}

HostCounts OverviewPresenter::counts() const
{
    return m_services.tree.counts(m_scope);
}

bool OverviewPresenter::isLoaded() const
{
    return m_services.tree.isLoaded();
}

bool OverviewPresenter::isComplete() const
{
    return m_services.tree.isComplete();
}

bool OverviewPresenter::isSure() const
{
    return m_services.isTreeSure();
}

int OverviewPresenter::loadedHosts() const
{
    return m_services.tree.hostCount();
}

int OverviewPresenter::expectedHosts() const
{
    return m_services.tree.expectedHosts();
}

bool OverviewPresenter::isFresh() const
{
    return m_services.connection.isLive();
}

TimeMs OverviewPresenter::lastContact() const
{
    return m_services.connection.lastContact();
}

Subject OverviewPresenter::hostSubject(HostId host) const
{
    const HostSummary *known = m_services.tree.host(host);
    return known == nullptr ? Subject() : subjectOf(*known);
}

QList<OverviewTile> OverviewPresenter::tiles() const
{
    QList<OverviewTile> tiles;
    for (const auto &panel : m_tilePanels) {
        tiles.append(tileOf(*panel));
    }
    return tiles;
}

OverviewTile OverviewPresenter::tileOf(const Panel &panel) const
{
    OverviewTile tile;
    tile.id = panel.spec().id;
    tile.unit = panel.spec().unit;
    tile.view = panel.view();
    tile.query = panel.queryText();
    tile.isHigherWorse = panel.spec().unit == Unit::Percent; // of something that can run out
    const QueryAnswer &answer = panel.answer(0);
    if (!answer.series.empty() && !answer.series.front().values.empty()) {
        tile.value = valueAt(answer.series.front(), m_end);
        tile.before = answer.series.front().values.front();
        tile.trend = trendOf(answer.series.front(), answer);
    }
    if (tile.id == "disk"_L1) {
        const QHash<QString, double> worst =
            newestBy(m_panels[kDiskPanel]->answer(0), scopeOf(m_services.tree, m_scope).childLabel);
        double highest = -1.0;
        for (auto child = worst.begin(); child != worst.end(); ++child) {
            if (*child > highest) {
                highest = *child;
                tile.detail = child.key();
            }
        }
    }
    return tile;
}

void OverviewPresenter::onTreeChanged()
{
    // Names and paths may differ after a rename or a reconnect; an unchanged scope asks nothing anew.
    const PanelScope scope = scopeOf(m_services.tree, m_scope);
    for (const auto *panels : {&m_panels, &m_tilePanels}) {
        for (const auto &panel : *panels) {
            panel->setScope(scope);
        }
    }
    m_absence.setScope(scope);
    updateSilence();
    updateChildren();
    Q_EMIT headerChanged();
    Q_EMIT tilesChanged();
}

void OverviewPresenter::updateChildren()
{
    if (!m_isActive) {
        return;
    }
    // Ranked before it is cut: what is left out is never worse than what is shown.
    std::vector<AttentionInfo> children = childLevel() ? childNodes() : childHosts();
    std::ranges::sort(children, isWorse);
    HiddenChildren hidden;
    while (children.size() > kMaxChildren) {
        ++hidden.count;
        hidden.problems += children.back().problems > 0 ? 1 : 0;
        children.pop_back();
    }
    fillMetrics(children);
    m_children.setChildren(std::move(children), isSure());
    if (hidden != m_hidden) {
        m_hidden = hidden;
        Q_EMIT hiddenChildrenChanged();
    }
}

std::vector<AttentionInfo> OverviewPresenter::childNodes() const
{
    std::vector<AttentionInfo> children;
    for (const NodeId id : m_services.tree.children(m_scope)) {
        const HostCounts counts = m_services.tree.counts(id);
        AttentionInfo child;
        child.key = u'n' + QString::number(id.value);
        child.name = QString::fromStdString(m_services.tree.node(id)->name);
        child.detail = name();
        child.severity = counts.worst();
        child.hosts = counts.total();
        child.hostsUp = counts.online;
        child.problems = counts.problems();
        children.push_back(std::move(child));
    }
    return children;
}

std::vector<AttentionInfo> OverviewPresenter::childHosts() const
{
    std::vector<AttentionInfo> children;
    for (const HostId id : m_services.tree.mounted(m_scope)) {
        const HostSummary &host = *m_services.tree.host(id);
        AttentionInfo child;
        child.key = u'h' + QString::number(id.value);
        child.name = QString::fromStdString(host.name);
        child.detail = QString::fromStdString(host.address);
        child.severity = severityOf(host.state);
        child.hosts = 1;
        child.hostsUp = host.state == HostState::Online ? 1 : 0;
        child.problems = isProblem(host.state) ? 1 : 0;
        child.since = isProblem(host.state) ? host.stateSince : TimeMs{};
        children.push_back(std::move(child));
    }
    return children;
}

void OverviewPresenter::fillMetrics(std::vector<AttentionInfo> &children) const
{
    const QString label = scopeOf(m_services.tree, m_scope).childLabel;
    const QHash<QString, double> cpu = newestBy(m_panels[kCpuPanel]->answer(0), label);
    const QHash<QString, double> memory = newestBy(m_panels[kMemoryPanel]->answer(0), label);
    const QHash<QString, double> disk = newestBy(m_panels[kDiskPanel]->answer(0), label);
    const QHash<QString, QList<double>> trends = trendsBy(m_panels[kCpuPanel]->answer(0), label);
    for (AttentionInfo &child : children) {
        child.cpuPercent = lookUp(cpu, child.name);
        child.memoryPercent = lookUp(memory, child.name);
        child.diskPercent = lookUp(disk, child.name);
        child.trend = trends.value(child.name);
    }
}

} // namespace qd::console
