// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/query/fleetview.h"
#include "backend/domain/cmdb/inventorystore.h"
#include "backend/domain/metrics/metricstore.h"
#include "backend/domain/metrics/sampleingest.h"
#include "tests/support/stores/answers.h"

#include <map>
#include <mutex>
#include <set>

namespace qd::test {

/// A small tree with two hosts; admits uuid "...01" always, refuses "...02" as unknown and "...03" as a
/// clone.
class FakeInventory final : public backend::cmdb::InventoryStore
{
public:
    FakeInventory();

    QFuture<Result<backend::cmdb::InventoryPicture>> load(std::optional<TimeMs> asOf) override;
    QFuture<Result<backend::cmdb::HostRecord>> admit(backend::cmdb::HostClaim claim) override;
    QFuture<Result<void>> saveFacts(HostId host, HostFacts facts) override;
    QFuture<Result<void>> saveEvent(HostId host, HostEvent event) override;
    QFuture<Result<std::vector<HostEvent>>> newestEvents(HostId host, int limit) override;
    QFuture<Result<NodeId>> createNode(
        Principal by, NodeId parent, std::string name, std::string reason) override;
    QFuture<Result<void>> mountHost(
        Principal by, HostId host, std::vector<NodeId> components, std::string reason) override;

    [[nodiscard]] backend::cmdb::InventoryPicture picture() const { return m_picture; }
    [[nodiscard]] std::vector<HostEvent> events();
    [[nodiscard]] std::vector<HostFacts> facts();

private:
    const backend::cmdb::InventoryPicture m_picture;
    std::mutex m_mutex;
    std::vector<HostEvent> m_events;
    std::vector<HostFacts> m_facts;
};

/// The fake inventory's tree, its hosts online, and changes that a test puts in.
class FakeFleet final : public backend::FleetView
{
public:
    explicit FakeFleet(const FakeInventory &inventory);

    std::shared_ptr<const backend::cmdb::InventorySnapshot> inventory() const override { return m_snapshot; }
    std::vector<HostSummary> summaries() const override;
    std::optional<HostSummary> summary(HostId host) const override;
    backend::FleetTotals totals() const override;
    protocol::DataPath dataPath(HostId host) const override;
    backend::FleetChange takeChanges() override;

    void change(HostSummary host);
    void changeAll(); ///< every host counts as changed
    void setBurst(HostId host, TimeMs until, bool isRunning);
    void addHosts(int count, const std::vector<std::string> &tags = {});

private:
    std::shared_ptr<const backend::cmdb::InventorySnapshot>
        m_snapshot; ///< shared with readers, as the real one
    mutable std::mutex m_mutex;
    std::map<HostId, HostSummary> m_hosts;
    std::set<HostId> m_changed;
};

/// Series in memory; a test appends samples and says when they are committed. Thread-safe.
class FakeMetrics final : public backend::MetricStore
{
public:
    std::unique_ptr<backend::MetricSource> openSource(
        std::function<promql::Interrupt()> interrupt) const override;
    Result<std::vector<std::string>> labelNames(const backend::SeriesSelection &selection) const override;
    Result<std::vector<std::string>> labelValues(
        std::string_view label, const backend::SeriesSelection &selection) const override;
    Result<std::vector<Labels>> seriesMatching(const backend::SeriesSelection &selection) const override;
    std::vector<backend::MetricMetadata> metadata() const override;
    std::optional<backend::HostProgress> progress(HostId host) const override;
    std::vector<backend::HostProgress> allProgress() const override;
    int addObserver(CommitObserver observer) override;
    void removeObserver(int observer) override;

    void put(const Labels &labels, std::int64_t timeMs, double value);
    /// What metadata() says of that metric, if it has samples; else it is a gauge without a unit.
    void describe(backend::MetricMetadata metric);
    /// What progress() says of a host.
    void setProgress(const backend::HostProgress &progress);
    void commit();
    /// Makes every select() last until its interrupt says otherwise.
    void setBlocking(bool isBlocking) { m_isBlocking = isBlocking; }
    [[nodiscard]] int selects() const { return m_selects.load(); }
    [[nodiscard]] int runningSelects() const { return m_running.load(); }

    [[nodiscard]] Result<std::vector<promql::SeriesSamples>> select(
        std::span<const promql::Matcher> matchers, std::int64_t startMs, std::int64_t endMs) const;

private:
    friend class FakeSource;
    mutable std::mutex m_mutex;
    std::map<Labels, std::map<std::int64_t, double>> m_series;
    std::map<std::string, backend::MetricMetadata> m_descriptions;
    std::map<HostId, backend::HostProgress> m_progress;
    std::map<int, CommitObserver> m_observers;
    int m_nextObserver = 1;
    std::atomic<bool> m_isBlocking{false};
    mutable std::atomic<int> m_selects{0};
    mutable std::atomic<int> m_running{0};
};

/// Keeps blocks; a test decides when they are durable, or that the queue is full. Thread-safe.
class FakeIngest final : public backend::SampleIngest
{
public:
    void registerSeries(HostId host, std::uint64_t dictionary,
        std::vector<backend::SeriesRegistration> entries, RegisterDone done) override;
    Result<void> append(backend::IngestBlock block, AppendDone done) override;
    bool isSaturated() const override { return m_isSaturated; }
    bool isStrained() const override { return m_isStrained; }
    std::uint64_t lastSequence(HostId host, std::uint64_t dictionary) const override;

    void setSaturated(bool isSaturated) { m_isSaturated = isSaturated; }
    void setStrained(bool isStrained) { m_isStrained = isStrained; }
    void setLastSequence(std::uint64_t sequence) { m_lastSequence = sequence; }
    /// Answers everything that waits. @return how many
    int commit(Result<void> outcome = {});
    [[nodiscard]] std::vector<std::uint64_t> sequences() const;

private:
    std::atomic<bool> m_isSaturated{false};
    std::atomic<bool> m_isStrained{false};
    std::atomic<std::uint64_t> m_lastSequence{0};
    mutable std::mutex m_mutex;
    std::vector<AppendDone> m_waiting;
    std::vector<std::uint64_t> m_sequences;
};

} // namespace qd::test
