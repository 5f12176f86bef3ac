// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/timeseriesengine.h"

#include "backend/storage/timeseries/replay.h"

#include <algorithm>

namespace qd::backend {
namespace {

constexpr std::chrono::milliseconds kConnectTimeout{10'000};
constexpr std::chrono::milliseconds kReplayTimeout{1'800'000};

} // namespace

TimeseriesEngine::TimeseriesEngine(TimeseriesConfig config, const Clock &clock, const TreeLabels &tree)
    : m_config(std::move(config))
    , m_clock(clock)
    , m_tree(tree)
    , m_catalog(m_config.maxSeriesPerHost)
    , m_queries(m_config.connection, m_config.queryConnections, m_config.queryTimeout)
    , m_journal(m_config, m_clock, m_catalog, m_heads, m_sequences, m_counters,
          [this](std::span<const HostProgress> changed) { notify(changed); })
    , m_flusher(m_config, m_clock, m_heads, m_counters, [this] { return m_journal.inFlightSince(); })
{
}

TimeseriesEngine::~TimeseriesEngine() = default;

Result<void> TimeseriesEngine::start()
{
    PgConnection connection(m_config.connection, "quarterdeck start");
    connection.setTimeout(kReplayTimeout);
    auto done = connection.connect(kConnectTimeout);
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

/// Refuses a block of which no row would be kept.
Result<void> TimeseriesEngine::checkTimes(const IngestBlock &block, const series::FlatBlock &decoded)
{
    if (decoded.times.empty()) {
        return {};
    }
    const std::int64_t now = toUnixMs(block.receivedAt);
    std::uint64_t samples = 0;
    const auto count = [&] {
        samples = static_cast<std::uint64_t>(std::count_if(
            decoded.values.begin(), decoded.values.end(), [](double v) { return !series::isAbsent(v); }));
        return samples;
    };
    if (decoded.times.front() > now + m_config.futureWindow.count()) {
        m_counters.samplesFuture += count();
        return failure(ErrorCode::InvalidInput, "block: its samples are too far in the future",
            {{"field", "time"}, {"time", std::to_string(decoded.times.front())}});
    }
    std::int64_t oldest = now - std::chrono::milliseconds(m_config.rawRetention).count();
    if (const auto head = m_heads.find(block.host)) {
        const std::int64_t newest = toUnixMs(head->progress().newestSample);
        oldest = newest != 0 ? std::max(oldest, newest - m_config.lateWindow.count()) : oldest;
    }
    // A repeat of a kept block is answered as such, however old its samples are by now.
    if (decoded.times.back() < oldest && !m_sequences.isKept(block.host, block.dictionary, block.sequence)) {
        m_counters.samplesLate += count();
        return failure(ErrorCode::InvalidInput, "block: its samples are too late",
            {{"field", "time"}, {"time", std::to_string(decoded.times.back())}});
    }
    return {};
}

std::uint64_t TimeseriesEngine::lastSequence(HostId host, std::uint64_t dictionary) const
{
    return m_sequences.kept(host, dictionary);
}

QueryContext TimeseriesEngine::queryContext() const
{
    return {m_config, m_clock, m_tree, m_catalog, m_heads, m_queries, m_counters};
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
