// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/copybuffer.h"
#include "backend/storage/timeseries/headstore.h"
#include "backend/storage/timeseries/partitions.h"
#include "backend/storage/timeseries/pgconnection.h"
#include "backend/storage/timeseries/retention.h"
#include "backend/storage/timeseries/timeseriesconfig.h"
#include "shared/base/clock.h"
#include "shared/series/pack.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <set>
#include <thread>

namespace qd::backend {

/// Moves full heads into packs, one transaction for a few hosts: packs, how far each dictionary got, which
/// days need new roll-ups. Afterwards the journal partitions that nobody needs are dropped. Between flushes
/// it writes roll-ups of days that are over and drops what retention ends. Own thread, own connection.
class Flusher
{
public:
    /// @param inFlightSince  journal time of what is written but not in heads yet, see JournalWriter
    Flusher(const TimeseriesConfig &config, const Clock &clock, HeadStore &heads, RetentionTable &retention,
        TimeseriesCounters &counters, std::function<std::int64_t()> inFlightSince);
    ~Flusher();
    Flusher(const Flusher &) = delete;
    Flusher &operator=(const Flusher &) = delete;

    void start();
    /// Flushes every head if that takes no longer than `timeout`. Call when the journal writer has stopped.
    void stop(std::chrono::milliseconds timeout);

    /// Flushes every head that has rows, then does the maintenance that is due; returns when done (at most
    /// `timeout`).
    [[nodiscard]] Result<void> flushAll(std::chrono::milliseconds timeout);

private:
    struct Pending
    {
        std::shared_ptr<HostHead> head;
        std::shared_ptr<const DetachedRows> rows;
    };
    struct Batch
    {
        std::vector<Pending> hosts;
        CopyBuffer packs;
        std::set<std::int64_t> days;
        std::set<std::pair<std::int32_t, std::int64_t>> due; ///< host, day
        std::uint64_t packCount = 0;
        std::uint64_t packBytes = 0;
    };

    void run();
    void settleHeads();
    void flushRest();
    [[nodiscard]] Result<void> round(bool isEverything, bool withMaintenance);
    [[nodiscard]] std::vector<std::shared_ptr<HostHead>> dueHeads(bool isEverything) const;
    [[nodiscard]] std::size_t rowsWanted(const HostHead &head) const;
    void encode(Batch &batch);
    [[nodiscard]] Result<void> commit(Batch &batch);
    [[nodiscard]] Result<void> writeOnce(const Batch &batch, series::ByteView packs);
    [[nodiscard]] Result<bool> isCommitted(const Batch &batch);
    [[nodiscard]] Result<void> writeProgress(const Batch &batch);
    [[nodiscard]] Result<void> ensureConnected();
    [[nodiscard]] Result<void> dropJournal();
    [[nodiscard]] Result<void> writeRollups();
    [[nodiscard]] Result<void> rollUp(std::int32_t host, std::int64_t day);
    [[nodiscard]] Result<void> applyRetention();
    [[nodiscard]] std::int64_t retentionNow() const;
    [[nodiscard]] bool isPastDeadline() const;

    const TimeseriesConfig &m_config;
    const Clock &m_clock;
    HeadStore &m_heads;
    RetentionTable &m_retention;
    TimeseriesCounters &m_counters;
    const std::function<std::int64_t()> m_inFlightSince;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isStopping = true;
    unsigned m_requests = 0; ///< flushAll() calls not yet served
    unsigned m_served = 0;
    Result<void> m_lastOutcome;
    std::atomic<std::int64_t> m_deadline; ///< steady ms; what stop() or flushAll() allow

    // Of the flusher's thread.
    PgConnection m_connection;
    PartitionedTable m_packs;
    PartitionedTable m_fiveMinutes;
    PartitionedTable m_hours;
    PartitionedTable m_journal;
    RetentionSweeper m_sweeper;
    series::PackEncoder m_encoder;
    std::unique_ptr<Batch> m_unfinished; ///< its commit failed; nothing else is flushed before it
    std::set<std::pair<std::int32_t, std::int64_t>> m_knownDue;
    std::set<std::int32_t> m_flushedOnce; ///< hosts; the first flush is staggered
    SteadyMs m_nextMaintenance{}; ///< the wall clock may jump
    unsigned m_failures = 0;
    std::thread m_thread;
};

} // namespace qd::backend
