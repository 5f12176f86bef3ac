// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/flusher.h"

#include "backend/storage/timeseries/packbuilder.h"

#include <QLoggingCategory>

#include <algorithm>
#include <limits>
#include <random>

namespace qd::backend {
namespace {

Q_LOGGING_CATEGORY(lcFlush, "qd.backend.flush")

constexpr std::chrono::milliseconds kConnectTimeout{5'000};
constexpr std::chrono::milliseconds kStatementTimeout{60'000};
constexpr std::chrono::milliseconds kReconnectAtStop{5'000};
constexpr std::chrono::milliseconds kFirstRetry{50};
constexpr std::chrono::milliseconds kLastRetry{1'000};
constexpr std::chrono::milliseconds kMaintenance{60'000};
constexpr std::size_t kBatchHosts = 64;
constexpr std::size_t kBatchBytes = 8U << 20;
constexpr std::int64_t kFarFuture = std::numeric_limits<std::int64_t>::max();

std::int64_t steadyMs()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

} // namespace

Flusher::Flusher(const TimeseriesConfig &config, const Clock &clock, HeadStore &heads,
    RetentionTable &retention, TimeseriesCounters &counters, std::function<std::int64_t()> inFlightSince)
    : m_config(config)
    , m_clock(clock)
    , m_heads(heads)
    , m_retention(retention)
    , m_counters(counters)
    , m_inFlightSince(std::move(inFlightSince))
    , m_deadline(kFarFuture)
    , m_connection(config.connection, "quarterdeck flush")
    , m_packs("metric_pack", kDayMs)
    , m_fiveMinutes("metric_rollup_5m", 30 * kDayMs)
    , m_hours("metric_rollup_1h", 360 * kDayMs)
    , m_journal("metric_journal", kHourMs)
    , m_sweeper(retention, heads)
{
    m_connection.setTimeout(kStatementTimeout);
    m_connection.setInterrupt([this] { return isPastDeadline(); });
}

Flusher::~Flusher()
{
    stop(std::chrono::milliseconds{0});
}

void Flusher::start()
{
    m_isStopping = false;
    m_thread = std::thread([this] { run(); });
}

void Flusher::stop(std::chrono::milliseconds timeout)
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
        m_deadline = steadyMs() + timeout.count();
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

Result<void> Flusher::flushAll(std::chrono::milliseconds timeout)
{
    std::unique_lock lock(m_mutex);
    if (m_isStopping) {
        return failure(ErrorCode::Cancelled, "flush: not running");
    }
    const unsigned mine = ++m_requests;
    m_changed.notify_all();
    if (!m_changed.wait_for(lock, timeout, [&] { return m_served >= mine || m_isStopping; })
        || m_served < mine) {
        return failure(ErrorCode::Timeout, "flush: not done in time");
    }
    return m_lastOutcome;
}

bool Flusher::isPastDeadline() const
{
    return steadyMs() >= m_deadline.load();
}

/// Decodes what the start left in the heads as it was.
void Flusher::settleHeads()
{
    for (const std::shared_ptr<HostHead> &head : m_heads.all()) {
        {
            const std::lock_guard lock(m_mutex);
            if (m_isStopping) {
                return;
            }
        }
        m_counters.corruptSections += head->settle();
    }
}

void Flusher::run()
{
    settleHeads();
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        thread_local std::minstd_rand random{std::random_device{}()};
        // After failures the pause grows to some seconds, jittered.
        const auto pause = m_config.flushPeriod * (1U << std::min(m_failures, 4U));
        const std::chrono::milliseconds wait{
            std::uniform_int_distribution<long>(pause.count() / 2, pause.count())(random)};
        m_changed.wait_for(lock, wait, [this] { return m_isStopping || m_requests != m_served; });
        if (m_isStopping) {
            break;
        }
        const unsigned requests = m_requests;
        const bool isRequested = requests != m_served;
        lock.unlock();
        auto outcome = round(isRequested, isRequested || m_clock.steadyNow() >= m_nextMaintenance);
        if (!outcome) {
            if (m_failures++ % 10 == 0) {
                qCWarning(lcFlush, "%s", outcome.error().toString().c_str());
            }
            ++m_counters.flushFailures;
        } else {
            m_failures = 0;
        }
        lock.lock();
        m_lastOutcome = std::move(outcome);
        m_served = requests;
        m_changed.notify_all();
    }
    lock.unlock();
    flushRest();
    m_connection.disconnect();
}

/// The flush before the end. A connection that died since the last one shows it only now, so one failure says
/// little; but a database that stays away must not hold up the end: the journal has every row.
void Flusher::flushRest()
{
    thread_local std::minstd_rand random{std::random_device{}()};
    const std::int64_t giveUpAt = std::min(m_deadline.load(), steadyMs() + kReconnectAtStop.count());
    for (auto longest = kFirstRetry; !isPastDeadline(); longest = std::min(longest * 2, kLastRetry)) {
        const auto last = round(true, false);
        if (last) {
            return;
        }
        ++m_counters.flushFailures;
        if (steadyMs() + longest.count() >= giveUpAt) {
            qCWarning(lcFlush, "rows stay in the journal: %s", last.error().toString().c_str());
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{
            std::uniform_int_distribution<long>(longest.count() / 2, longest.count())(random)});
    }
}

Result<void> Flusher::ensureConnected()
{
    return m_connection.isConnected() ? Result<void>() : m_connection.connect(kConnectTimeout);
}

/// Rows at which a head is full. The first flush of each host comes early by a share that depends on the
/// host, so that hosts that started together do not flush together for ever.
std::size_t Flusher::rowsWanted(const HostHead &head) const
{
    if (m_flushedOnce.contains(head.host().value)) {
        return m_config.packRows;
    }
    const auto hash = static_cast<std::uint32_t>(head.host().value) * 2'654'435'761U;
    return m_config.packRows / 3 + hash % (m_config.packRows * 2 / 3 + 1);
}

std::vector<std::shared_ptr<HostHead>> Flusher::dueHeads(bool isEverything) const
{
    const std::int64_t now = toUnixMs(m_clock.now());
    std::vector<std::shared_ptr<HostHead>> due;
    std::vector<std::pair<std::size_t, std::shared_ptr<HostHead>>> rest;
    std::size_t bytes = 0;
    for (std::shared_ptr<HostHead> &head : m_heads.all()) {
        const HostHead::Fill fill = head->fill();
        bytes += fill.sizeBytes;
        if (fill.isFlushing || fill.unflushedSinceMs == kFarFuture) {
            continue;
        }
        const bool isOld = fill.unflushedSinceMs < now - m_config.maxPackSpan.count();
        const bool isLong = fill.rows > 0 && fill.lastMs - fill.firstMs > m_config.maxPackSpan.count();
        if (isEverything || isOld || isLong || fill.rows >= rowsWanted(*head)) {
            due.push_back(std::move(head));
        } else {
            rest.emplace_back(fill.sizeBytes, std::move(head));
        }
    }
    if (bytes > m_config.maxHeadBytes) {
        std::sort(rest.begin(), rest.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
        for (auto &[size, head] : rest) {
            if (bytes <= m_config.maxHeadBytes - m_config.maxHeadBytes / 10) {
                break;
            }
            bytes -= size;
            due.push_back(std::move(head));
        }
    }
    return due;
}

Result<void> Flusher::round(bool isEverything, bool withMaintenance)
{
    if (m_unfinished) {
        if (auto done = commit(*m_unfinished); !done) {
            return done;
        }
        m_unfinished.reset();
    }
    const std::vector<std::shared_ptr<HostHead>> due = dueHeads(isEverything);
    for (std::size_t next = 0; next < due.size();) {
        auto batch = std::make_unique<Batch>();
        while (next < due.size() && batch->hosts.size() < kBatchHosts
            && batch->packs.sizeBytes() < kBatchBytes) {
            if (auto rows = due[next]->detach()) {
                batch->hosts.push_back({due[next], std::move(rows)});
                encode(*batch);
            }
            ++next;
        }
        if (batch->hosts.empty()) {
            continue;
        }
        m_unfinished = std::move(batch);
        if (auto done = commit(*m_unfinished); !done) {
            return done;
        }
        m_unfinished.reset();
    }
    if (!withMaintenance) {
        return {};
    }
    m_nextMaintenance = m_clock.steadyNow() + kMaintenance;
    auto done = ensureConnected();
    done = done ? dropJournal() : done;
    done = done ? writeRollups() : done;
    return done ? applyRetention() : done;
}

/// Adds the packs of the batch's last host.
void Flusher::encode(Batch &batch)
{
    const Pending &pending = batch.hosts.back();
    const std::int32_t host = pending.head->host().value;
    for (const series::Block &block : blocksOf(pending.rows->sealed, m_config.maxPackSpan.count())) {
        const series::Pack pack = m_encoder.encode(block);
        std::vector<std::int32_t> directory(pack.directory.begin(), pack.directory.end());
        batch.packs.beginRow(6);
        batch.packs.add(host);
        batch.packs.add(block.times.front());
        batch.packs.add(block.times.back());
        batch.packs.add(static_cast<std::int32_t>(block.times.size()));
        batch.packs.add(std::span<const std::int32_t>(directory));
        batch.packs.add(series::ByteView(pack.bytes));
        const std::int64_t day = m_packs.startOf(block.times.front());
        batch.days.insert(day);
        batch.due.emplace(host, day);
        ++batch.packCount;
        batch.packBytes += pack.bytes.size();
    }
}

Result<void> Flusher::commit(Batch &batch)
{
    auto done = ensureConnected();
    if (!done) {
        return done;
    }
    CopyBuffer packs = batch.packs; // finish() may be needed again if the commit fails
    done = writeOnce(batch, packs.finish());
    if (!done) {
        m_packs.forget();
        (void)(m_connection.isConnected() ? m_connection.execute("ROLLBACK") : Result<void>());
        return done;
    }
    for (const std::int64_t day : batch.days) {
        m_packs.confirm(day);
    }
    m_knownDue.insert(batch.due.begin(), batch.due.end());
    for (const Pending &pending : batch.hosts) {
        pending.head->flushed();
        m_flushedOnce.insert(pending.head->host().value);
    }
    m_counters.packsWritten += batch.packCount;
    m_counters.packBytes += batch.packBytes;
    return {};
}

/// Whether an attempt before got through although its answer did not: its progress is the witness.
Result<bool> Flusher::isCommitted(const Batch &batch)
{
    const Pending &pending = batch.hosts.front();
    if (pending.rows->progress.empty()) {
        return false;
    }
    const auto &[dictionary, sequence] = pending.rows->progress.front();
    PgParameters parameters;
    parameters.add(pending.head->host().value);
    parameters.add(static_cast<std::int64_t>(dictionary));
    parameters.add(static_cast<std::int64_t>(sequence));
    const auto rows = m_connection.query(
        "SELECT 1 FROM metric_progress WHERE host_id = $1 AND dictionary = $2 AND sequence >= $3",
        parameters);
    if (!rows) {
        return failure(rows.error());
    }
    return rows->count() > 0;
}

Result<void> Flusher::writeOnce(const Batch &batch, series::ByteView packs)
{
    std::string begin = beginExclusive(PgExclusive::Flush);
    for (const std::int64_t day : batch.days) {
        begin += m_packs.creation(day);
    }
    auto done = m_connection.execute(begin);
    if (!done) {
        return done;
    }
    const auto committed = isCommitted(batch);
    if (!committed) {
        return failure(committed.error());
    }
    if (*committed) {
        return m_connection.execute("ROLLBACK");
    }
    if (batch.packCount > 0) {
        done =
            m_connection.copyIn("COPY metric_pack (host_id, first_ms, last_ms, row_count, directory, data) "
                                "FROM STDIN (FORMAT binary)",
                packs);
    }
    done = done ? writeProgress(batch) : done;
    return done ? m_connection.execute("COMMIT") : done;
}

Result<void> Flusher::writeProgress(const Batch &batch)
{
    const std::int64_t now = toUnixMs(m_clock.now());
    std::vector<std::int32_t> hosts;
    std::vector<std::int64_t> dictionaries, sequences;
    std::vector<std::int32_t> newestHosts, offsets;
    std::vector<std::int64_t> newest, sent, received, committed;
    for (const Pending &pending : batch.hosts) {
        for (const auto &[dictionary, sequence] : pending.rows->progress) {
            hosts.push_back(pending.head->host().value);
            dictionaries.push_back(static_cast<std::int64_t>(dictionary));
            sequences.push_back(static_cast<std::int64_t>(sequence));
        }
        const HostProgress &progress = pending.rows->newest;
        newestHosts.push_back(pending.head->host().value);
        newest.push_back(toUnixMs(progress.newestSample));
        sent.push_back(toUnixMs(progress.sentAt));
        received.push_back(toUnixMs(progress.receivedAt));
        committed.push_back(toUnixMs(progress.committedAt));
        offsets.push_back(progress.clockOffsetMs);
    }
    PgParameters progress;
    progress.add(std::span<const std::int32_t>(hosts));
    progress.add(std::span<const std::int64_t>(dictionaries));
    progress.add(std::span<const std::int64_t>(sequences));
    progress.add(now);
    auto rows = m_connection.query(
        "INSERT INTO metric_progress (host_id, dictionary, sequence, updated_ms) "
        "SELECT h, d, s, $4 FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) AS p(h, d, s) "
        "ON CONFLICT (host_id, dictionary) DO UPDATE SET sequence = greatest(metric_progress.sequence, "
        "excluded.sequence), updated_ms = excluded.updated_ms",
        progress);
    if (!rows) {
        return failure(rows.error());
    }
    PgParameters hostRows;
    hostRows.add(std::span<const std::int32_t>(newestHosts));
    hostRows.add(std::span<const std::int64_t>(newest));
    hostRows.add(std::span<const std::int64_t>(sent));
    hostRows.add(std::span<const std::int64_t>(received));
    hostRows.add(std::span<const std::int64_t>(committed));
    hostRows.add(std::span<const std::int32_t>(offsets));
    rows = m_connection.query(
        "INSERT INTO metric_host (host_id, newest_ms, sent_ms, received_ms, committed_ms, clock_offset_ms) "
        "SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], "
        "$6::integer[]) "
        "ON CONFLICT (host_id) DO UPDATE SET newest_ms = greatest(metric_host.newest_ms, "
        "excluded.newest_ms), "
        "sent_ms = excluded.sent_ms, received_ms = excluded.received_ms, committed_ms = "
        "excluded.committed_ms, "
        "clock_offset_ms = excluded.clock_offset_ms",
        hostRows);
    if (!rows) {
        return failure(rows.error());
    }
    PgParameters due;
    std::vector<std::int32_t> dueHosts;
    std::vector<std::int64_t> dueDays;
    for (const auto &hostDay : batch.due) {
        if (!m_knownDue.contains(hostDay)) {
            dueHosts.push_back(hostDay.first);
            dueDays.push_back(hostDay.second);
        }
    }
    due.add(std::span<const std::int32_t>(dueHosts));
    due.add(std::span<const std::int64_t>(dueDays));
    rows = m_connection.query("INSERT INTO metric_rollup_due (host_id, day_ms) "
                              "SELECT * FROM unnest($1::integer[], $2::bigint[]) ON CONFLICT DO NOTHING",
        due);
    return rows ? Result<void>() : Result<void>(failure(rows.error()));
}

} // namespace qd::backend
