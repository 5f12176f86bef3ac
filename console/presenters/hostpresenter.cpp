// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpresenter.h"

#include "console/presenters/panelcatalogue.h"
#include "console/state/connectionstate.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"

#include <QHash>

#include <algorithm>

namespace qd::console {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLeastSamples = 10;
constexpr std::chrono::milliseconds kBurstStep = 1s;
constexpr std::chrono::milliseconds kLongestBurst = 30min; // the server allows no more ahead
constexpr std::chrono::milliseconds kLastValues{300'000}; // filesystems report every 30 s
constexpr int kLastPoints = 30;
constexpr int kPresencePoints = 30; // of the span: enough to find what was there for a part of it
constexpr double kLongestForecastSeconds = 366.0 * 86'400.0; // beyond a year it is not a forecast

// Order of the queries of the filesystem panel.
enum FilesystemQuery : std::size_t { kTotal, kUsedPercent, kInodes, kFree, kGrowth };

/// Bytes per second at which filesystems fill: the difference of two points of one regression line over six
/// hours. It knows the span that the samples really cover, so that a host of an hour gets the same answer as
/// one of a week; below kLeastSamples there is no trend to speak of.
[[nodiscard]] QString growthQuery()
{
    const QString samples = metric(u"df.bytes.used"_s) + u"[6h]"_s;
    return u"max by (mount) ((predict_linear("_s + samples + u",3600) - predict_linear("_s + samples
        + u",0)) / 3600 and count_over_time("_s + samples + u") >= "_s + QString::number(kLeastSamples)
        + u')';
}

[[nodiscard]] PanelSpec filesystemSpec()
{
    const auto query = [](const char *name) {
        return PanelQuery{
            u"max by (mount, fstype) ("_s + metric(QString::fromLatin1(name)) + u')', {}, u"mount"_s};
    };
    PanelSpec spec;
    spec.id = u"filesystems"_s;
    spec.queries = {query("df.bytes.total"), query("df.bytes.used.percent"), query("df.inodes.used.percent"),
        query("df.bytes.free"), {growthQuery(), {}, u"mount"_s}};
    return spec;
}

/// A series for each metric that the host has, named by it.
[[nodiscard]] PanelSpec presenceSpec()
{
    PanelSpec spec;
    spec.id = u"presence"_s;
    spec.queries = {{u"count by (__name__) ({%sel})"_s, {}, u"__name__"_s}};
    return spec;
}

[[nodiscard]] std::optional<double> valueOf(const QHash<QString, double> &values, const QString &key)
{
    const auto found = values.find(key);
    return found == values.end() ? std::nullopt : std::optional(*found);
}

} // namespace

HostPresenter::HostPresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_details(services.backend, services.clock)
    , m_processState(services.backend)
    , m_absence({services.backend, services.subscriptions, services.clock})
    , m_checks({services.backend, services.subscriptions, services.clock})
    , m_burst(services)
{
    const PanelServices panelServices{services.backend, services.subscriptions, services.clock};
    for (const PanelFamily &family : hostPanels()) {
        HostFamily made{family.id, {}};
        for (const PanelSpec &spec : family.panels) {
            made.panels.push_back(std::make_unique<Panel>(spec, panelServices));
        }
        m_families.push_back(std::move(made));
    }
    m_filesystemPanel = std::make_unique<Panel>(filesystemSpec(), panelServices);
    m_filesystemPanel->setSpan({}, 0);
    m_presencePanel = std::make_unique<Panel>(presenceSpec(), panelServices);
    connect(m_presencePanel.get(), &Panel::changed, this, &HostPresenter::updatePresence);
    connect(m_filesystemPanel.get(), &Panel::changed, this, &HostPresenter::updateFilesystems);
    connect(&m_details, &HostDetailsState::changed, this, [this] {
        updateAbsence();
        Q_EMIT detailsChanged();
    });
    connect(&m_burst, &BurstPresenter::changed, this, &HostPresenter::applySpan);
    connect(&m_checks, &HostChecks::changed, this, &HostPresenter::checksChanged);
    connect(&m_absence, &HostAbsence::changed, this, &HostPresenter::shareAbsence);
    connect(&m_absence, &HostAbsence::asked, this, &HostPresenter::hintChanged);
    connect(&m_processState, &ProcessListState::changed, this, &HostPresenter::updateProcesses);
    const auto onFreshness = [this] {
        updateFilesystems();
        updateProcesses();
        Q_EMIT headerChanged();
        Q_EMIT detailsChanged();
    };
    connect(&services.connection, &ConnectionState::liveChanged, this, onFreshness);
    connect(&services.connection, &ConnectionState::ticked, this, [this] {
        if (m_filesystemPanel->isStarted()) {
            Q_EMIT headerChanged(); // ages grow although nothing arrives
            Q_EMIT tablesChanged();
        }
    });
    connect(&services.tree, &TreeState::resetDone, this, [this] { updateScope(); });
    connect(&services.tree, &TreeState::hostsChanged, this, [this] { updateScope(); });
}

HostPresenter::~HostPresenter() = default;

std::vector<Panel *> HostPresenter::panels() const
{
    std::vector<Panel *> all;
    for (const HostFamily &family : m_families) {
        for (const auto &panel : family.panels) {
            all.push_back(panel.get());
        }
    }
    return all;
}

void HostPresenter::setHost(HostId host)
{
    if (host == m_host) {
        return;
    }
    m_host = host;
    m_compared.clear();
    m_present.clear();
    Q_EMIT shownPanelsChanged();
    m_filesystems.clear();
    m_processes.clear();
    m_details.setHost(host);
    m_processState.setHost(host);
    m_burst.setHost(host);
    updateScope();
    Q_EMIT comparisonChanged();
}

void HostPresenter::updateScope()
{
    if (const HostSummary *host = summary(); host != nullptr) {
        const PanelScope scope = scopeOf(*host);
        QStringList names{QString::fromStdString(host->name)};
        for (const HostId id : m_compared) {
            if (m_services.tree.host(id) != nullptr) {
                names.append(nameOf(id));
            }
        }
        const PanelScope drawn = names.size() > 1 ? scopeOfHosts(names) : scope;
        for (Panel *panel : panels()) {
            panel->setScope(drawn);
        }
        m_filesystemPanel->setScope(scope);
        askFilesystems(*host);
        m_presencePanel->setScope(scope);
        m_absence.setScope(scope);
        m_checks.setScope(scope);
        updateAbsence();
    }
    Q_EMIT headerChanged();
}

void HostPresenter::askFilesystems(const HostSummary &host)
{
    // The newest values of a host that is down are those before its silence; now there are none.
    if (host.state == HostState::Offline && toUnixMs(host.lastSeen) != 0) {
        m_filesystemPanel->setSpan(
            {false, kLastValues, host.lastSeen - kLastValues, host.lastSeen}, kLastPoints);
    } else {
        m_filesystemPanel->setSpan({}, 0);
    }
}

void HostPresenter::updateAbsence()
{
    if (const HostSummary *host = summary(); host != nullptr) {
        const auto &details = m_details.details();
        m_absence.setHost(*host, details ? std::optional(details->path.isConnected) : std::nullopt);
        shareAbsence();
    }
}

void HostPresenter::shareAbsence()
{
    for (Panel *panel : panels()) {
        // What is known about this host would cut the curves of those that it is compared with.
        panel->setAbsence(m_compared.empty() ? m_absence.of(panel->spec().collector) : PanelAbsence());
    }
}

void HostPresenter::updatePresence()
{
    QSet<QString> present;
    for (const SeriesPoints &series : m_presencePanel->answer(0).series) {
        const std::string_view name = series.labels.metricName();
        present.insert(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
    }
    if (present != m_present) {
        m_present = std::move(present);
        Q_EMIT shownPanelsChanged();
    }
}

bool HostPresenter::isShown(const PanelSpec &spec) const
{
    if (m_present.isEmpty()) {
        return !spec.isOptional;
    }
    return std::ranges::any_of(
        spec.queries, [this](const PanelQuery &query) { return m_present.contains(query.metric); });
}

RangeHint HostPresenter::hint() const
{
    const HostSummary *host = summary();
    if (host == nullptr) {
        return {};
    }
    const bool isSilent = host->state == HostState::Offline && toUnixMs(host->lastSeen) != 0;
    return rangeHint(m_span, m_services.connection.dataNow(), m_absence.firstAlive(),
        isSilent ? std::optional(host->lastSeen) : std::nullopt);
}

void HostPresenter::setSpan(const QuerySpan &span, int pixels)
{
    m_span = span;
    m_pixels = pixels;
    applySpan();
}

void HostPresenter::applySpan()
{
    if (m_pixels == 0) {
        return; // the page has not asked yet
    }
    QuerySpan span = m_span;
    const TimeMs from = span.isLive ? now() - span.length : span.start;
    const TimeMs to = span.isLive ? now() : span.end;
    // A span with a burst in it is worth finer steps; elsewhere they would only draw stairs.
    if (m_burst.until() > from && m_burst.until() - kLongestBurst < to) {
        span.finest = kBurstStep;
    }
    for (Panel *panel : panels()) {
        panel->setSpan(span, m_pixels);
    }
    m_absence.setSpan(span, m_pixels);
    m_presencePanel->setSpan(m_span, kPresencePoints);
}

void HostPresenter::setFrozen(bool isFrozen)
{
    for (Panel *panel : panels()) {
        panel->setFrozen(isFrozen);
    }
}

void HostPresenter::setProcessesPaused(bool isPaused)
{
    m_processState.setPaused(isPaused);
    Q_EMIT tablesChanged();
}

void HostPresenter::activate()
{
    m_filesystemPanel->start();
    m_absence.start();
    m_checks.start();
    m_presencePanel->start();
    m_details.start();
    m_processState.start();
}

void HostPresenter::deactivate()
{
    for (Panel *panel : panels()) {
        panel->stop();
    }
    m_filesystemPanel->stop();
    m_absence.stop();
    m_checks.stop();
    m_presencePanel->stop();
    m_details.stop();
    m_processState.stop();
}

void HostPresenter::refresh()
{
    for (Panel *panel : panels()) {
        panel->refresh();
    }
    m_filesystemPanel->refresh();
    m_absence.refresh();
    m_checks.refresh();
    m_presencePanel->refresh();
    m_details.refresh();
}

const HostSummary *HostPresenter::summary() const
{
    return m_services.tree.host(m_host);
}

QString HostPresenter::path() const
{
    const HostSummary *host = summary();
    return host == nullptr || host->components.empty() ? QString()
                                                       : m_services.tree.pathText(host->components.front());
}

SourceView HostPresenter::detailsView() const
{
    SourceView view;
    view.state = m_details.state();
    view.hasData = m_details.details().has_value();
    view.lastSuccess = m_details.lastSuccess();
    view.error = m_details.error();
    return view;
}

QList<DataHop> HostPresenter::dataPath() const
{
    const auto &details = m_details.details();
    return details ? dataHops(details->path, m_details.lastSuccess(), m_services.clock.now(),
               m_services.connection.isLive(), kHopLimit)
                   : QList<DataHop>();
}

HeldAtAgent HostPresenter::heldAtAgent() const
{
    const auto &details = m_details.details();
    return details ? console::heldAtAgent(
               details->path, m_services.connection.serverNow(), m_services.connection.isLive(), kHopLimit)
                   : HeldAtAgent();
}

QList<HostCheck> HostPresenter::checks() const
{
    const HostSummary *host = summary();
    const auto &details = m_details.details();
    return m_checks.checks(host == nullptr ? HostState::Unknown : host->state,
        details ? std::optional(agentLinkOf(details->path)) : std::nullopt, m_services.connection.serverNow(),
        m_services.connection.isLive());
}

bool HostPresenter::isFresh() const
{
    const HostSummary *host = summary();
    return m_services.connection.isLive() && host != nullptr && host->state == HostState::Online;
}

TimeMs HostPresenter::freshUntil() const
{
    const HostSummary *host = summary();
    const TimeMs contact = m_services.connection.lastContact();
    return host == nullptr ? contact : std::min(contact, host->lastSeen);
}

TimeMs HostPresenter::now() const
{
    return m_services.clock.now();
}

TimeMs HostPresenter::serverNow() const
{
    return m_services.connection.serverNow();
}

void HostPresenter::updateFilesystems()
{
    const QHash<QString, double> used = newestBy(m_filesystemPanel->answer(kUsedPercent), u"mount"_s);
    const QHash<QString, double> total = newestBy(m_filesystemPanel->answer(kTotal), u"mount"_s);
    const QHash<QString, double> inodes = newestBy(m_filesystemPanel->answer(kInodes), u"mount"_s);
    const QHash<QString, double> free = newestBy(m_filesystemPanel->answer(kFree), u"mount"_s);
    const QHash<QString, double> growth = newestBy(m_filesystemPanel->answer(kGrowth), u"mount"_s);
    QHash<QString, QString> types;
    for (const SeriesPoints &series : m_filesystemPanel->answer(kTotal).series) {
        types.insert(QString::fromStdString(std::string(series.labels.get("mount"))),
            QString::fromStdString(std::string(series.labels.get("fstype"))));
    }
    std::vector<FilesystemInfo> filesystems;
    for (auto mount = used.begin(); mount != used.end(); ++mount) {
        FilesystemInfo info;
        info.mount = mount.key();
        info.type = types.value(info.mount);
        info.totalBytes = total.value(info.mount, 0.0);
        info.usedPercent = *mount;
        info.inodesPercent = valueOf(inodes, info.mount);
        const double perSecond = growth.value(info.mount, 0.0);
        const double seconds =
            perSecond > 0.0 ? free.value(info.mount, 0.0) / perSecond : kLongestForecastSeconds;
        if (seconds < kLongestForecastSeconds) {
            info.fullIn = std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0));
        }
        filesystems.push_back(info);
    }
    m_filesystems.setFilesystems(std::move(filesystems), isFresh());
    Q_EMIT tablesChanged();
}

void HostPresenter::updateProcesses()
{
    if (m_processState.snapshot()) {
        m_processes.setProcesses(m_processState.snapshot()->processes, isFresh());
    }
    Q_EMIT tablesChanged();
}

SourceView HostPresenter::filesystemsView() const
{
    return m_filesystemPanel->view();
}

SourceView HostPresenter::processesView() const
{
    SourceView view;
    view.hasData = m_processState.snapshot().has_value();
    // A silent host will send none: waiting for them would look alive.
    const HostSummary *host = summary();
    const bool isSilent = host != nullptr && isProblem(host->state);
    view.isEmpty = view.hasData ? m_processes.rowCount() == 0 : isSilent;
    const bool isReachable = m_services.connection.link().state == LinkState::Online;
    view.state = view.hasData || isSilent ? SourceState::Ready
        : isReachable                     ? SourceState::Loading
                                          : SourceState::Waiting;
    view.lastSuccess = view.hasData ? m_processState.snapshot()->time : TimeMs{};
    return view;
}

} // namespace qd::console
