// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/domain/metrics/sampleingest.h"
#include "backend/storage/timeseries/flusher.h"
#include "backend/storage/timeseries/journalwriter.h"
#include "backend/storage/timeseries/receiveclock.h"
#include "backend/storage/timeseries/timeseriessource.h"

#include <memory>

namespace qd::backend {

/// The sample store on PostgreSQL: journal, heads, packs and roll-ups behind the domain's two interfaces.
/// Runs a writer and a flusher thread; queries run in their callers' threads. The schema (migrations 0100 and
/// up) must be in place before start(). Owned by the backend's main function, which stops sessions before it
/// stops the store.
class TimeseriesEngine final : public SampleIngest, public MetricStore
{
public:
    /// @param clock, tree  outlive the engine
    TimeseriesEngine(TimeseriesConfig config, const Clock &clock, const TreeLabels &tree);
    ~TimeseriesEngine() override;

    /// Loads the catalogue, replays the journal, then takes blocks. Blocks while it does (50 million samples
    /// a second and more). Call once.
    /// @errors Unavailable, Timeout, Internal: the database cannot be read
    [[nodiscard]] Result<void> start();
    /// Commits what is queued and flushes the heads within config.stopTimeout each; the rest stays in the
    /// journal.
    void stop();
    /// Flushes everything and does the maintenance that is due: before a backup, and in tests.
    [[nodiscard]] Result<void> flushNow(std::chrono::milliseconds timeout);

    [[nodiscard]] const TimeseriesCounters &counters() const { return m_counters; }
    [[nodiscard]] std::uint32_t seriesCount() const { return m_catalog.seriesCount(); }
    [[nodiscard]] std::size_t headBytes() const;
    /// Why samples cannot be made durable at the moment (full disk, database away); empty if they can.
    [[nodiscard]] std::string writeTrouble() const { return m_journal.trouble(); }

    // SampleIngest
    void registerSeries(HostId host, std::uint64_t dictionary, std::vector<SeriesRegistration> entries,
        RegisterDone done) override;
    [[nodiscard]] Result<void> append(IngestBlock block, AppendDone done) override;
    [[nodiscard]] bool isSaturated() const override { return m_journal.isSaturated(); }
    [[nodiscard]] std::uint64_t lastSequence(HostId host, std::uint64_t dictionary) const override;

    // MetricStore
    [[nodiscard]] std::unique_ptr<MetricSource> openSource(
        std::function<promql::Interrupt()> interrupt = {}) const override;
    [[nodiscard]] Result<std::vector<std::string>> labelNames(
        const SeriesSelection &selection) const override;
    [[nodiscard]] Result<std::vector<std::string>> labelValues(
        std::string_view label, const SeriesSelection &selection) const override;
    [[nodiscard]] Result<std::vector<Labels>> seriesMatching(const SeriesSelection &selection) const override;
    [[nodiscard]] std::vector<MetricMetadata> metadata() const override { return m_catalog.metadata(); }
    [[nodiscard]] std::optional<HostProgress> progress(HostId host) const override;
    [[nodiscard]] std::vector<HostProgress> allProgress() const override;
    int addObserver(CommitObserver observer) override;
    void removeObserver(int observer) override;

private:
    [[nodiscard]] QueryContext queryContext() const;
    [[nodiscard]] Result<void> checkTimes(IngestBlock &block, const series::FlatBlock &decoded);
    void notify(std::span<const HostProgress> changed);

    const TimeseriesConfig m_config;
    const Clock &m_clock;
    const TreeLabels &m_tree;
    mutable TimeseriesCounters m_counters;
    SeriesCatalog m_catalog;
    HeadStore m_heads;
    RetentionTable m_retention;
    ReceiveClock m_receiveClock;
    mutable SequenceTable m_sequences;
    mutable ConnectionPool m_queries;
    std::mutex m_observerMutex;
    std::map<int, CommitObserver> m_observers;
    int m_nextObserver = 1;
    JournalWriter m_journal;
    Flusher m_flusher;
};

} // namespace qd::backend
