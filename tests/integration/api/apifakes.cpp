// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apifakes.h"

#include <algorithm>
#include <thread>

namespace qd::test {

using namespace qd::backend;

// ---- inventory
// ----------------------------------------------------------------------------------------------------

namespace {

cmdb::InventoryPicture smallPicture()
{
    cmdb::InventoryPicture picture;
    picture.nodes = {{NodeId{1}, {}, TreeLevel::Region, "north"},
        {NodeId{2}, NodeId{1}, TreeLevel::Category, "web"},
        {NodeId{3}, NodeId{2}, TreeLevel::Service, "shop"},
        {NodeId{4}, NodeId{3}, TreeLevel::Component, "frontend"}};
    for (const int number : {1, 2}) {
        cmdb::HostRecord host;
        host.id = HostId{number};
        host.uuid = "00000000-0000-4000-8000-00000000000" + std::to_string(number);
        host.facts.hostname = "web-" + std::to_string(number);
        host.facts.tags = {"os:debian", "rack " + std::to_string(number)};
        host.name = host.facts.hostname;
        host.components = {NodeId{4}};
        picture.hosts.push_back(host);
    }
    return picture;
}

} // namespace

FakeInventory::FakeInventory()
    : m_picture(smallPicture())
{
}

QFuture<Result<cmdb::InventoryPicture>> FakeInventory::load(std::optional<TimeMs>)
{
    return answered(Result<cmdb::InventoryPicture>(m_picture));
}

QFuture<Result<cmdb::HostRecord>> FakeInventory::admit(cmdb::HostClaim claim)
{
    if (claim.uuid.ends_with("02")) {
        return answered(
            Result<cmdb::HostRecord>(failure(ErrorCode::Denied, "unknown host without a valid token")));
    }
    if (claim.uuid.ends_with("03")) {
        return answered(Result<cmdb::HostRecord>(failure(ErrorCode::Conflict, "a clone of host 1")));
    }
    return answered(Result<cmdb::HostRecord>(m_picture.hosts.front()));
}

QFuture<Result<void>> FakeInventory::saveFacts(HostId, HostFacts facts)
{
    const std::lock_guard lock(m_mutex);
    m_facts.push_back(std::move(facts));
    return answered(Result<void>());
}

QFuture<Result<void>> FakeInventory::saveEvent(HostId, HostEvent event)
{
    const std::lock_guard lock(m_mutex);
    m_events.push_back(std::move(event));
    return answered(Result<void>());
}

QFuture<Result<std::vector<HostEvent>>> FakeInventory::newestEvents(HostId, int)
{
    return answered(Result<std::vector<HostEvent>>(events()));
}

QFuture<Result<NodeId>> FakeInventory::createNode(Principal, NodeId parent, std::string name, std::string)
{
    if (parent.value > 4) {
        return answered(
            Result<NodeId>(failure(ErrorCode::NotFound, "no such parent", {{"field", "parent"}})));
    }
    if (name == "web") {
        return answered(
            Result<NodeId>(failure(ErrorCode::Conflict, "a sibling has that name", {{"field", "name"}})));
    }
    return answered(Result<NodeId>(NodeId{17}));
}

QFuture<Result<void>> FakeInventory::mountHost(Principal, HostId host, std::vector<NodeId>, std::string)
{
    if (host.value > 2) {
        return answered(Result<void>(failure(ErrorCode::NotFound, "no such host", {{"field", "host"}})));
    }
    return answered(Result<void>());
}

std::vector<HostEvent> FakeInventory::events()
{
    const std::lock_guard lock(m_mutex);
    return m_events;
}

std::vector<HostFacts> FakeInventory::facts()
{
    const std::lock_guard lock(m_mutex);
    return m_facts;
}

// ---- fleet
// --------------------------------------------------------------------------------------------------------

FakeFleet::FakeFleet(const FakeInventory &inventory)
    : m_snapshot(std::make_shared<const cmdb::InventorySnapshot>(inventory.picture()))
{
    for (const cmdb::HostRecord &host : m_snapshot->hosts()) {
        HostSummary summary;
        summary.id = host.id;
        summary.uuid = host.uuid;
        summary.name = host.name;
        summary.components = host.components;
        summary.tags = host.facts.tags;
        summary.state = HostState::Online;
        m_hosts.emplace(host.id, std::move(summary));
    }
}

std::vector<HostSummary> FakeFleet::summaries() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<HostSummary> all;
    for (const auto &[id, host] : m_hosts) {
        all.push_back(host);
    }
    return all;
}

std::optional<HostSummary> FakeFleet::summary(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_hosts.find(host);
    return known == m_hosts.end() ? std::nullopt : std::optional(known->second);
}

FleetTotals FakeFleet::totals() const
{
    const std::lock_guard lock(m_mutex);
    const auto count = static_cast<std::int64_t>(m_hosts.size());
    return {count, count, fromUnixMs(1'700'000'000'000)};
}

protocol::DataPath FakeFleet::dataPath(HostId) const
{
    protocol::DataPath path;
    path.isConnected = true;
    path.committedAt = fromUnixMs(1'700'000'000'000);
    return path;
}

FleetChange FakeFleet::takeChanges()
{
    const std::lock_guard lock(m_mutex);
    FleetChange change;
    for (const HostId id : m_changed) {
        change.changedHosts.push_back(m_hosts.at(id));
    }
    m_changed.clear();
    return change;
}

void FakeFleet::change(HostSummary host)
{
    const std::lock_guard lock(m_mutex);
    m_changed.insert(host.id);
    m_hosts.insert_or_assign(host.id, std::move(host));
}

void FakeFleet::changeAll()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[id, host] : m_hosts) {
        m_changed.insert(id);
    }
}

void FakeFleet::setBurst(HostId host, TimeMs until, bool isRunning)
{
    if (auto known = summary(host)) {
        known->burstUntil = until;
        known->isBurstRunning = isRunning;
        change(std::move(*known));
    }
}

void FakeFleet::addHosts(int count, const std::vector<std::string> &tags)
{
    const std::lock_guard lock(m_mutex);
    for (int i = 0; i < count; ++i) {
        HostSummary host;
        host.id = HostId{1000 + i};
        host.uuid = "00000000-0000-4000-8000-000000000000";
        host.name = "host-" + std::to_string(i);
        host.components = {NodeId{4}};
        host.tags = tags;
        m_hosts.emplace(host.id, std::move(host));
    }
}

// ---- metrics
// ------------------------------------------------------------------------------------------------------

class FakeSource final : public MetricSource
{
public:
    FakeSource(const FakeMetrics &metrics, std::function<promql::Interrupt()> interrupt)
        : m_metrics(metrics)
        , m_interrupt(std::move(interrupt))
    {
    }

    Result<std::vector<promql::SeriesSamples>> select(const promql::SelectRequest &request) override
    {
        ++m_metrics.m_selects;
        ++m_metrics.m_running;
        while (m_metrics.m_isBlocking) {
            if (const auto why = m_interrupt(); why != promql::Interrupt::None) {
                --m_metrics.m_running;
                return failure(why == promql::Interrupt::TimedOut ? ErrorCode::Timeout : ErrorCode::Cancelled,
                    "interrupted");
            }
            std::this_thread::yield();
        }
        auto found = m_metrics.select(request.matchers, request.startMs, request.endMs);
        if (found) {
            for (const promql::SeriesSamples &series : *found) {
                if (!series.times.empty()) {
                    m_newest = std::max(m_newest, fromUnixMs(series.times.back()));
                }
            }
        }
        --m_metrics.m_running;
        return found;
    }
    Resolution resolution() const override { return Resolution::Raw; }
    TimeMs newestSample() const override { return m_newest; }

private:
    const FakeMetrics &m_metrics;
    std::function<promql::Interrupt()> m_interrupt;
    TimeMs m_newest;
};

std::unique_ptr<MetricSource> FakeMetrics::openSource(std::function<promql::Interrupt()> interrupt) const
{
    return std::make_unique<FakeSource>(*this, std::move(interrupt));
}

Result<std::vector<promql::SeriesSamples>> FakeMetrics::select(
    std::span<const promql::Matcher> matchers, std::int64_t startMs, std::int64_t endMs) const
{
    const auto compiled = promql::compileAll(matchers);
    if (!compiled) {
        return failure(compiled.error());
    }
    const std::lock_guard lock(m_mutex);
    std::vector<promql::SeriesSamples> found;
    for (const auto &[labels, samples] : m_series) {
        const bool isMatch = std::all_of(compiled->begin(), compiled->end(),
            [&](const promql::CompiledMatcher &m) { return m.matches(labels.get(m.matcher().name)); });
        if (!isMatch) {
            continue;
        }
        promql::SeriesSamples series;
        series.labels = labels;
        for (auto it = samples.lower_bound(startMs); it != samples.end() && it->first <= endMs; ++it) {
            series.times.push_back(it->first);
            series.values.push_back(it->second);
        }
        found.push_back(std::move(series));
    }
    return found;
}

Result<std::vector<Labels>> FakeMetrics::seriesMatching(const SeriesSelection &selection) const
{
    std::set<Labels> all;
    auto selectors = selection.selectors;
    if (selectors.empty()) {
        selectors.emplace_back();
    }
    for (const auto &matchers : selectors) {
        const TimeRange range = selection.during.value_or(TimeRange{});
        auto found = select(matchers, range.startMs, range.endMs);
        if (!found) {
            return failure(found.error());
        }
        for (const promql::SeriesSamples &series : *found) {
            if (selection.during && series.times.empty()) {
                continue;
            }
            all.insert(series.labels);
        }
    }
    return std::vector<Labels>(all.begin(), all.end());
}

Result<std::vector<std::string>> FakeMetrics::labelNames(const SeriesSelection &selection) const
{
    const auto series = seriesMatching(selection);
    if (!series) {
        return failure(series.error());
    }
    std::set<std::string> names;
    for (const Labels &labels : *series) {
        for (const auto &[name, value] : labels.pairs()) {
            names.insert(name);
        }
    }
    return std::vector<std::string>(names.begin(), names.end());
}

Result<std::vector<std::string>> FakeMetrics::labelValues(
    std::string_view label, const SeriesSelection &selection) const
{
    const auto series = seriesMatching(selection);
    if (!series) {
        return failure(series.error());
    }
    std::set<std::string> values;
    for (const Labels &labels : *series) {
        if (labels.has(label)) {
            values.emplace(labels.get(label));
        }
    }
    return std::vector<std::string>(values.begin(), values.end());
}

void FakeMetrics::describe(MetricMetadata metric)
{
    const std::lock_guard lock(m_mutex);
    m_descriptions[metric.name] = std::move(metric);
}

std::vector<MetricMetadata> FakeMetrics::metadata() const
{
    std::vector<MetricMetadata> all;
    const auto names = labelValues("__name__", {});
    const std::lock_guard lock(m_mutex);
    for (const std::string &name : names.value_or({})) {
        const auto described = m_descriptions.find(name);
        all.push_back(described == m_descriptions.end() ? MetricMetadata{name, {}, MetricKind::Gauge}
                                                        : described->second);
    }
    return all;
}

void FakeMetrics::setProgress(const HostProgress &progress)
{
    const std::lock_guard lock(m_mutex);
    m_progress.insert_or_assign(progress.host, progress);
}

std::optional<HostProgress> FakeMetrics::progress(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_progress.find(host);
    return known == m_progress.end() ? std::nullopt : std::optional(known->second);
}

std::vector<HostProgress> FakeMetrics::allProgress() const
{
    return {};
}

int FakeMetrics::addObserver(CommitObserver observer)
{
    const std::lock_guard lock(m_mutex);
    m_observers.emplace(m_nextObserver, std::move(observer));
    return m_nextObserver++;
}

void FakeMetrics::removeObserver(int observer)
{
    const std::lock_guard lock(m_mutex);
    m_observers.erase(observer);
}

void FakeMetrics::put(const Labels &labels, std::int64_t timeMs, double value)
{
    const std::lock_guard lock(m_mutex);
    m_series[labels].insert_or_assign(timeMs, value);
}

void FakeMetrics::commit()
{
    const std::lock_guard lock(m_mutex);
    for (const auto &[number, observer] : m_observers) {
        observer({});
    }
}

// ---- ingest
// -------------------------------------------------------------------------------------------------------

void FakeIngest::registerSeries(
    HostId, std::uint64_t, std::vector<SeriesRegistration> entries, RegisterDone done)
{
    std::vector<RefusedRegistration> refused;
    for (const SeriesRegistration &entry : entries) {
        if (auto valid = validate(entry.series); !valid) {
            refused.push_back({entry.slot, valid.error().message});
        }
    }
    done(std::move(refused));
}

Result<void> FakeIngest::append(IngestBlock block, AppendDone done)
{
    if (m_isSaturated) {
        return failure(ErrorCode::Unavailable, "the queue is full");
    }
    const std::lock_guard lock(m_mutex);
    m_sequences.push_back(block.sequence);
    m_waiting.push_back(std::move(done));
    return {};
}

std::uint64_t FakeIngest::lastSequence(HostId, std::uint64_t) const
{
    return m_lastSequence;
}

int FakeIngest::commit(Result<void> outcome)
{
    std::vector<AppendDone> waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting.swap(m_waiting);
    }
    for (const AppendDone &done : waiting) {
        done(outcome);
    }
    return static_cast<int>(waiting.size());
}

std::vector<std::uint64_t> FakeIngest::sequences() const
{
    const std::lock_guard lock(m_mutex);
    return m_sequences;
}

} // namespace qd::test
