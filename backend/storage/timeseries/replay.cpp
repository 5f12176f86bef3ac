// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/replay.h"

#include "backend/storage/timeseries/journalframe.h"

#include <condition_variable>
#include <deque>
#include <thread>

namespace qd::backend {
namespace {

/// A journal row on its way to the workers; every worker picks the hosts that are its own.
struct Row
{
    PgRows rows;
    std::int64_t writtenMs = 0;
    bool mayBeHeld = false; ///< its memory may live on in the heads
};

class ReplayWorker
{
public:
    ReplayWorker(unsigned number, unsigned count, const TimeseriesConfig &config,
        const SeriesCatalog &catalog, HeadStore &heads, SequenceTable &sequences,
        TimeseriesCounters &counters)
        : m_number(number)
        , m_count(count)
        , m_config(config)
        , m_catalog(catalog)
        , m_heads(heads)
        , m_sequences(sequences)
        , m_counters(counters)
        , m_thread([this] { run(); })
    {
    }

    ~ReplayWorker()
    {
        push(nullptr);
        m_thread.join();
    }

    void push(std::shared_ptr<const Row> row) // shared by the workers
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_rows.size() < kMaxQueued; });
        m_rows.push_back(std::move(row));
        m_changed.notify_all();
    }

private:
    static constexpr std::size_t kMaxQueued = 32;

    void run()
    {
        while (true) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_rows.empty(); });
            const std::shared_ptr<const Row> row = std::move(m_rows.front());
            m_rows.pop_front();
            m_changed.notify_all();
            lock.unlock();
            if (!row) {
                return;
            }
            const auto read = readFrames(row->rows.bytes(0, 1), [&](const JournalFrame &frame) {
                if (static_cast<std::uint32_t>(frame.host.value) % m_count == m_number) {
                    replay(frame, row);
                }
            });
            if (!read && m_number == 0) {
                ++m_counters.corruptSections;
            }
        }
    }

    void replay(const JournalFrame &frame, const std::shared_ptr<const Row> &row)
    {
        if (m_sequences.isKept(frame.host, frame.dictionary, frame.sequence)) {
            return;
        }
        m_sequences.keep(frame.host, frame.dictionary, frame.sequence);
        const auto info = series::inspectBlock(frame.raw);
        if (!info) {
            ++m_counters.corruptSections;
            return;
        }
        const BlockArrival arrival{.dictionary = frame.dictionary,
            .sequence = frame.sequence,
            .progress = {.host = frame.host,
                .newestSample = {},
                .sentAt = fromUnixMs(frame.sentMs),
                .clockOffsetMs = frame.clockOffsetMs,
                .receivedAt = fromUnixMs(frame.receivedMs),
                .committedAt = fromUnixMs(row->writtenMs)},
            .writtenMs = row->writtenMs};
        const auto slots = m_catalog.slots(frame.host, frame.dictionary);
        const auto head = m_heads.obtain(frame.host);
        if (row->mayBeHeld && head->hold({frame.raw, row, slots}, *info, arrival, m_config.lateWindow)) {
            m_counters.samplesReplayed += info->samples;
        } else if (m_decoder.decode(frame.raw, m_flat)) {
            m_counters.samplesReplayed +=
                head->append(m_flat, slots ? std::span(*slots) : std::span<const std::uint32_t>(), arrival,
                        m_config.lateWindow)
                    .added;
        } else {
            ++m_counters.corruptSections;
        }
    }

    const unsigned m_number;
    const unsigned m_count;
    const TimeseriesConfig &m_config;
    const SeriesCatalog &m_catalog;
    HeadStore &m_heads;
    SequenceTable &m_sequences;
    TimeseriesCounters &m_counters;
    series::BlockDecoder m_decoder;
    series::FlatBlock m_flat;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::shared_ptr<const Row>> m_rows; // shared by the workers
    std::thread m_thread;
};

Result<void> loadSeries(PgConnection &connection, SeriesCatalog &catalog)
{
    auto done = connection.stream("SELECT host_id, ordinal, labels, unit, kind, interval_ms FROM "
                                  "metric_series ORDER BY host_id, ordinal",
        {}, [&catalog](const PgRows &row) -> Result<void> {
            const std::vector<std::string> texts = row.textArray(0, 2);
            std::vector<Labels::Pair> pairs;
            for (std::size_t i = 0; i + 1 < texts.size(); i += 2) {
                pairs.emplace_back(texts[i], texts[i + 1]);
            }
            catalog.load({.host = HostId{row.int32(0, 0)},
                .ordinal = static_cast<std::uint32_t>(row.int32(0, 1)),
                .description = {.labels = Labels(std::move(pairs)),
                    .unit = std::string(row.text(0, 3)),
                    .kind = static_cast<MetricKind>(row.int16(0, 4)),
                    .intervalMs = row.int32(0, 5)}});
            return {};
        });
    if (!done) {
        return done;
    }
    return connection.stream("SELECT host_id, dictionary, part, slots, ordinals FROM metric_dictionary ORDER "
                             "BY host_id, dictionary, part",
        {}, [&catalog](const PgRows &row) -> Result<void> {
            catalog.load({.host = HostId{row.int32(0, 0)},
                .dictionary = static_cast<std::uint64_t>(row.int64(0, 1)),
                .part = row.int32(0, 2),
                .slots = row.int32Array(0, 3),
                .ordinals = row.int32Array(0, 4)});
            return {};
        });
}

} // namespace

Result<void> loadCatalog(
    PgConnection &connection, SeriesCatalog &catalog, HeadStore &heads, SequenceTable &sequences)
{
    if (auto loaded = loadSeries(connection, catalog); !loaded) {
        return loaded;
    }
    auto done = connection.stream("SELECT host_id, dictionary, sequence FROM metric_progress", {},
        [&sequences](const PgRows &row) -> Result<void> {
            sequences.keep(HostId{row.int32(0, 0)}, static_cast<std::uint64_t>(row.int64(0, 1)),
                static_cast<std::uint64_t>(row.int64(0, 2)));
            return {};
        });
    if (!done) {
        return done;
    }
    return connection.stream(
        "SELECT host_id, newest_ms, sent_ms, received_ms, committed_ms, clock_offset_ms FROM metric_host", {},
        [&heads](const PgRows &row) -> Result<void> {
            const HostId host{row.int32(0, 0)};
            heads.obtain(host)->setProgress({.host = host,
                .newestSample = fromUnixMs(row.int64(0, 1)),
                .sentAt = fromUnixMs(row.int64(0, 2)),
                .clockOffsetMs = row.int32(0, 5),
                .receivedAt = fromUnixMs(row.int64(0, 3)),
                .committedAt = fromUnixMs(row.int64(0, 4))});
            return {};
        });
}

Result<std::int64_t> replayJournal(PgConnection &connection, const TimeseriesConfig &config,
    const SeriesCatalog &catalog, HeadStore &heads, SequenceTable &sequences, TimeseriesCounters &counters)
{
    const unsigned count = std::max(1U, config.replayThreads);
    std::deque<ReplayWorker> workers;
    for (unsigned i = 0; i < count; ++i) {
        workers.emplace_back(i, count, config, catalog, heads, sequences, counters);
    }
    std::int64_t nextId = 1;
    std::size_t bytes = 0;
    // By id and not by time: a wall clock that went back over a restart must not put later blocks in front,
    // because then the earlier ones would pass for kept. The sort moves pointers; the data is fetched row by
    // row.
    auto read = connection.stream("SELECT id, data, written_ms FROM metric_journal ORDER BY id, part", {},
        [&](const PgRows &rows) -> Result<void> {
            nextId = std::max(nextId, rows.int64(0, 0) + 1);
            bytes += rows.bytes(0, 1).size();
            auto row = std::make_shared<Row>(rows, rows.int64(0, 2), bytes <= config.maxHeldBytes);
            for (ReplayWorker &worker : workers) {
                worker.push(row);
            }
            return {};
        });
    return read ? Result<std::int64_t>(nextId) : Result<std::int64_t>(failure(std::move(read).error()));
}

} // namespace qd::backend
