// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/timeseriesengine.h"

#include "backend/storage/timeseries/replay.h"

#include <algorithm>

namespace qd::backend {
namespace {

constexpr std::chrono::milliseconds kConnectTimeout{10'000};
constexpr std::chrono::milliseconds kReplayTimeout{1'800'000};

std::uint64_t presentIn(std::span<const double> cells)
{
    return static_cast<std::uint64_t>(
        std::count_if(cells.begin(), cells.end(), [](double cell) { return !series::isAbsent(cell); }));
}

/// The rows up to a time.
series::Block blockUntil(const series::FlatBlock &flat, std::int64_t latestMs)
{
    const auto end = std::upper_bound(flat.times.begin(), flat.times.end(), latestMs);
    const auto rows = static_cast<std::size_t>(end - flat.times.begin());
    series::Block block;
    block.times.assign(flat.times.begin(), end);
    for (std::size_t column = 0; column < flat.slots.size(); ++column) {
        const std::span<const double> cells = flat.column(column).first(rows);
        block.columns.push_back({flat.slots[column], {cells.begin(), cells.end()}});
    }
    return block;
}

Failure outOfTime(const char *where, std::int64_t time, std::int64_t distanceMs, std::int64_t allowedMs)
{
    return failure(ErrorCode::InvalidInput,
        "block: its samples are " + std::to_string(distanceMs / 1000) + " s " + where + ", more than the "
            + std::to_string(allowedMs / 1000) + " s that are taken",
        {{"field", "time"}, {"time", std::to_string(time)}});
}

} // namespace

TimeseriesEngine::TimeseriesEngine(TimeseriesConfig config, const Clock &clock, const TreeLabels &tree)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_tree(tree)
    , m_catalog(m_config.maxSeriesPerHost)
    , m_retention(m_config)
    , m_queries(m_config.connection, m_config.queryConnections, m_config.queryTimeout)
    , m_journal(m_config, m_clock, m_catalog, m_heads, m_sequences, m_counters,
          [this](std::span<const HostProgress> changed) { notify(changed); })
    , m_flusher(
          m_config, m_clock, m_heads, m_retention, m_counters, [this] { return m_journal.inFlightSince(); })
{
}

TimeseriesEngine::~TimeseriesEngine() = default;

Result<void> TimeseriesEngine::start()
{
    PgConnection connection(m_config.connection, "quarterdeck start");
    connection.setTimeout(kReplayTimeout);
    auto done = connection.connect(kConnectTimeout);
    done = done ? m_retention.load(connection) : done;
    done = done ? loadCatalog(connection, m_catalog, m_heads, m_sequences) : done;
    if (!done) {
        return done;
    }
    const auto nextId = replayJournal(connection, m_config, m_catalog, m_heads, m_sequences, m_counters);
    if (!nextId) {
        return failure(nextId.error());
    }
    m_journal.start(*nextId);
    m_flusher.start();
    return {};
}

void TimeseriesEngine::stop()
{
    m_journal.stop(m_config.stopTimeout);
    m_flusher.stop(m_config.stopTimeout);
}

Result<void> TimeseriesEngine::flushNow(std::chrono::milliseconds timeout)
{
    return m_flusher.flushAll(timeout);
}

std::size_t TimeseriesEngine::headBytes() const
{
    std::size_t bytes = 0;
    for (const auto &head : m_heads.all()) {
        bytes += head->fill().sizeBytes;
    }
    return bytes;
}

void TimeseriesEngine::registerSeries(
    HostId host, std::uint64_t dictionary, std::vector<SeriesRegistration> entries, RegisterDone done)
{
    m_journal.registerSeries(host, dictionary, std::move(entries), std::move(done));
}

Result<void> TimeseriesEngine::append(IngestBlock block, AppendDone done)
{
    // Decoded here, on the session's thread, so that a block that cannot be read is refused while its sender
    // listens.
    thread_local series::BlockDecoder decoder;
    thread_local series::FlatBlock decoded;
    auto usable = block.host.isNull() || block.sequence == 0
        ? Result<void>(failure(ErrorCode::InvalidInput, "block: host and sequence must not be 0"))
        : decoder.decode(block.raw, decoded);
    usable = usable ? checkTimes(block, decoded) : usable;
    if (!usable) {
        ++m_counters.blocksRefused;
        return usable;
    }
    return m_journal.append(std::move(block), std::move(done));
}

/// Refuses a block of which no row would be kept, and takes rows of the future out of it.
Result<void> TimeseriesEngine::checkTimes(IngestBlock &block, const series::FlatBlock &decoded)
{
    if (decoded.times.empty()) {
        return {};
    }
    const std::int64_t now = toUnixMs(m_receiveClock.read(block.receivedAt, m_clock.steadyNow()));
    const std::int64_t latest = now + m_config.futureWindow.count();
    if (decoded.times.front() > latest) {
        m_counters.samplesFuture += presentIn(decoded.values);
        return outOfTime(
            "ahead of the backend's clock", decoded.times.front(), decoded.times.front() - now, latest - now);
    }
    const auto head = m_heads.find(block.host);
    const std::int64_t newest = head ? toUnixMs(head->progress().newestSample) : 0;
    const std::int64_t reference = newest != 0 ? newest : now;
    const std::int64_t allowed = newest != 0
        ? m_config.lateWindow.count()
        : m_retention.rules()->of(block.host).of(Resolution::Raw).count();
    // A repeat of a kept block is answered as such, however old its samples are by now.
    if (decoded.times.back() < reference - allowed
        && !m_sequences.isKept(block.host, block.dictionary, block.sequence)) {
        m_counters.samplesLate += presentIn(decoded.values);
        return outOfTime(newest != 0 ? "behind the host's newest sample" : "old", decoded.times.back(),
            reference - decoded.times.back(), allowed);
    }
    if (decoded.times.back() > latest) {
        // Not left to the heads: what the journal holds has to mean the same at the next start.
        const series::Block kept = blockUntil(decoded, latest);
        std::uint64_t future = presentIn(decoded.values);
        for (const series::Column &column : kept.columns) {
            future -= presentIn(column.values);
        }
        m_counters.samplesFuture += future;
        block.raw = series::encodeBlock(kept);
    }
    return {};
}

std::uint64_t TimeseriesEngine::lastSequence(HostId host, std::uint64_t dictionary) const
{
    return m_sequences.kept(host, dictionary);
}

QueryContext TimeseriesEngine::queryContext() const
{
    return {m_config, m_clock, m_tree, m_catalog, m_heads, m_retention, m_queries, m_counters};
}

std::unique_ptr<MetricSource> TimeseriesEngine::openSource(std::function<promql::Interrupt()> interrupt) const
{
    return std::make_unique<TimeseriesSource>(queryContext(), std::move(interrupt));
}

std::optional<HostProgress> TimeseriesEngine::progress(HostId host) const
{
    const auto head = m_heads.find(host);
    if (!head) {
        return std::nullopt;
    }
    const HostProgress progress = head->progress();
    return progress.newestSample == TimeMs{} ? std::nullopt : std::optional(progress);
}

std::vector<HostProgress> TimeseriesEngine::allProgress() const
{
    std::vector<HostProgress> all;
    for (const auto &head : m_heads.all()) {
        if (const HostProgress progress = head->progress(); progress.newestSample != TimeMs{}) {
            all.push_back(progress);
        }
    }
    return all;
}

int TimeseriesEngine::addObserver(CommitObserver observer)
{
    const std::lock_guard lock(m_observerMutex);
    m_observers.emplace(m_nextObserver, std::move(observer));
    return m_nextObserver++;
}

void TimeseriesEngine::removeObserver(int observer)
{
    const std::lock_guard lock(m_observerMutex);
    m_observers.erase(observer);
}

void TimeseriesEngine::notify(std::span<const HostProgress> changed)
{
    const std::lock_guard lock(m_observerMutex);
    for (const auto &[number, observer] : m_observers) {
        observer(changed);
    }
}

} // namespace qd::backend
