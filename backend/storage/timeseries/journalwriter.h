// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/domain/metrics/sampleingest.h"
#include "backend/storage/timeseries/headstore.h"
#include "backend/storage/timeseries/partitions.h"
#include "backend/storage/timeseries/pgconnection.h"
#include "backend/storage/timeseries/sequencetable.h"
#include "backend/storage/timeseries/seriescatalog.h"
#include "backend/storage/timeseries/timeseriesconfig.h"

#include <condition_variable>
#include <deque>
#include <thread>
#include <variant>

namespace qd::backend {

/// Makes registrations and blocks durable: gathers what all callers hand in, writes it with one transaction
/// on its own connection and thread, then feeds the heads and calls back. Retries with back-off while the
/// database is away, keeping what is queued; what is acknowledged is committed, and nothing is written twice.
class JournalWriter
{
public:
    JournalWriter(const TimeseriesConfig &config, const Clock &clock, SeriesCatalog &catalog,
        HeadStore &heads, SequenceTable &sequences, TimeseriesCounters &counters,
        MetricStore::CommitObserver onCommit);
    ~JournalWriter();
    JournalWriter(const JournalWriter &) = delete;
    JournalWriter &operator=(const JournalWriter &) = delete;

    /// @param nextId  beyond every id in the journal
    void start(std::int64_t nextId);
    /// Commits what is queued if that takes no longer than `timeout`; the rest is answered with Cancelled.
    void stop(std::chrono::milliseconds timeout);

    void registerSeries(HostId host, std::uint64_t dictionary, std::vector<SeriesRegistration> entries,
        SampleIngest::RegisterDone done);
    [[nodiscard]] Result<void> append(IngestBlock block, SampleIngest::AppendDone done);
    [[nodiscard]] bool isSaturated() const;
    /// A quarter of what may be queued waits, and not because commits fail.
    [[nodiscard]] bool isStrained() const;
    /// Why nothing can be committed at the moment, for the operator; empty while commits get through.
    [[nodiscard]] std::string trouble() const;

    /// Journal time of the group that is being written or applied; the largest number if there is none.
    [[nodiscard]] std::int64_t inFlightSince() const { return m_inFlightMs.load(); }

private:
    struct Block
    {
        IngestBlock block;
        SampleIngest::AppendDone done;
    };
    struct Registration
    {
        HostId host;
        std::uint64_t dictionary = 0;
        std::vector<SeriesRegistration> entries;
        SampleIngest::RegisterDone done;
        std::vector<RefusedRegistration> refused;
        std::optional<Error> error;
    };
    /// A block that is kept already or waits in front: answered when all before it is committed.
    struct Repeat
    {
        SampleIngest::AppendDone done;
    };
    using Item = std::variant<Block, Registration, Repeat>;
    struct Group
    {
        std::vector<Item> items;
        StagedRegistrations staged;
        std::deque<series::Bytes> rows; ///< references stay valid while it grows
        std::int64_t id = 0;
        std::int64_t writtenMs = 0;
    };

    void run();
    [[nodiscard]] bool takeGroup(Group &group);
    void prepare(Group &group);
    [[nodiscard]] bool commit(Group &group);
    [[nodiscard]] Result<void> writeOnce(const Group &group, bool isRepeat);
    [[nodiscard]] Result<bool> isCommitted(const Group &group);
    [[nodiscard]] Result<void> ensureConnected();
    bool waitBeforeRetry(unsigned attempt);
    void refuseRegistrations(Group &group, const Error &error);
    void apply(Group &group);
    void applyBlock(const Block &block, std::int64_t writtenMs, std::int64_t committedMs,
        std::vector<HostProgress> &changed);
    void cancel(std::vector<Item> &items);
    void push(Item item, std::size_t bytes);
    [[nodiscard]] bool giveUp() const;
    void setTrouble(std::string reason);

    const TimeseriesConfig &m_config;
    const Clock &m_clock;
    SeriesCatalog &m_catalog;
    HeadStore &m_heads;
    SequenceTable &m_sequences;
    TimeseriesCounters &m_counters;
    const MetricStore::CommitObserver m_onCommit;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::pair<Item, std::size_t>> m_queue; ///< with the bytes that each counts for
    std::size_t m_queuedBytes = 0;
    std::string m_trouble;
    bool m_isStopping = true;
    std::chrono::steady_clock::time_point m_stopDeadline;

    // Of the writer thread.
    PgConnection m_connection;
    PartitionedTable m_table;
    std::int64_t m_nextId = 1;
    std::int64_t m_lastWrittenMs = 0;
    series::BlockDecoder m_decoder;
    series::FlatBlock m_flat;
    std::atomic<std::int64_t> m_inFlightMs;
    std::thread m_thread;
};

} // namespace qd::backend
