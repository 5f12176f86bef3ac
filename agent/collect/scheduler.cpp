// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/scheduler.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <exception>
#include <optional>
#include <utility>

namespace qd::agent {

namespace {

/// Faster than any clock discipline slews (500 ppm is 5 ms a tick), so a difference beyond it is a step.
constexpr std::chrono::milliseconds kClockStep{2'000};

/// Between the first reading and the first tick at least: what rates and the first measuring of the backend's
/// clock need.
constexpr std::chrono::milliseconds kFirstInterval{700};

/// A collector that flaps may say so this often.
constexpr std::chrono::minutes kEventPause{5};

enum OwnMetric : std::size_t { Duration, Errors };

constexpr std::array<MetricSpec, 2> kOwnMetrics{{
    {"agent.collect.duration", "milliseconds", MetricKind::Gauge, Tier::Normal},
    {"agent.collect.errors", "count", MetricKind::Counter, Tier::Normal},
}};

/// The newest multiple of an interval since the epoch.
TimeMs multipleBefore(TimeMs now, std::chrono::milliseconds interval)
{
    return TimeMs{interval * (toUnixMs(now) / interval.count())};
}

} // namespace

/// What every tick looks at is within one cache line: it was not looked at for seconds.
struct alignas(64) Scheduler::Entry
{
    std::unique_ptr<Collector> collector;
    TierSet tiers;
    bool isFailing = false;
    bool isReportedFailing = false;
    std::int64_t phase = 0; ///< ticks by which its slower tiers are shifted
    std::chrono::nanoseconds longest{0}; ///< since it was last reported
    std::uint64_t errors = 0;
    std::optional<TimeMs> lastEvent{};
    SeriesGroup own;
};

Scheduler::Scheduler(SeriesTable &series, EventSink &events, const Clock &clock, TierPlan plan)
    : m_series(series)
    , m_events(events)
    , m_clock(clock)
    , m_plan(plan)
    , m_lastNow(clock.now())
    , m_lastSteady(clock.steadyNow())
{
    alignAfter(m_lastNow);
}

Scheduler::~Scheduler() = default;

void Scheduler::add(std::unique_ptr<Collector> collector)
{
    std::vector<Labels::Pair> labels{{"collector", std::string{collector->name()}}};
    const auto phase = static_cast<std::int64_t>(m_entries.size());
    const TierSet tiers = collector->tiers();
    m_entries.push_back(std::make_unique<Entry>(Entry{.collector = std::move(collector),
        .tiers = tiers,
        .phase = phase,
        .own = SeriesGroup{kOwnMetrics, std::move(labels)}}));
}

void Scheduler::prime()
{
    std::vector<CollectedSample> thrownAway;
    SampleSink sink(m_series, m_plan, thrownAway);
    sink.setDue(TierSet::all());
    const CollectContext context{m_clock.now(), m_clock.steadyNow(), TierSet::all(), m_buffer};
    for (const auto &entry : m_entries) {
        runEntry(*entry, context, sink);
        // Only now: what this starts must not be picked up, and lost, by the run above.
        entry->collector->prepare(context);
    }
    const TimeMs now = m_clock.now();
    alignAfter(now);
    m_nextDue = std::min(m_nextDue,
        std::chrono::time_point_cast<std::chrono::milliseconds>(
            std::chrono::ceil<std::chrono::seconds>(now + kFirstInterval)));
}

std::chrono::milliseconds Scheduler::delayToNext() const
{
    return std::clamp(m_nextDue - m_clock.now(), std::chrono::milliseconds{0}, m_plan.tick());
}

const SampleBatch &Scheduler::runDue()
{
    const TimeMs now = m_clock.now();
    m_batch.samples.clear();
    m_batch.isClockStep = noticeClockStep(now, m_clock.steadyNow()) || (m_batch.isClockStep && !m_isBatchOut);
    m_isBatchOut = false;
    if (m_nextDue - now > m_plan.tick()) {
        alignAfter(now); // the clock was set back: the old appointment is in another future
    }
    if (now < m_nextDue) {
        return m_batch;
    }
    const std::int64_t tick = tickNumber(now);
    SampleSink sink(m_series, m_plan, m_batch.samples);
    const bool isBetweenTicks = m_isBurstDue && tick == m_lastTick && !m_isFirstTick;
    if (isBetweenTicks && isBursting()) {
        m_batch.time = multipleBefore(now, m_burstInterval);
        runBurst(sink);
    } else if (!isBetweenTicks) { // else the burst ended before its last appointment
        m_batch.time =
            m_isFirstTick ? std::chrono::floor<std::chrono::seconds>(now) : TimeMs{m_plan.tick() * tick};
        runTick(tick, sink);
    }
    m_isBatchOut = true;
    alignAfter(now);
    return m_batch;
}

std::int64_t Scheduler::tickNumber(TimeMs time) const
{
    return toUnixMs(time) / m_plan.tick().count();
}

TierSet Scheduler::dueTiers(const Entry &entry, std::int64_t tick) const
{
    TierSet due;
    for (std::size_t i = 0; i < kTierCount; ++i) {
        const auto tier = static_cast<Tier>(i);
        if (!entry.tiers.has(tier)) {
            continue;
        }
        const std::int64_t length = m_plan.ticks(tier);
        // Compares periods, not remainders, so that a turn whose tick was missed is made up at the next tick.
        const bool isTurn = (tick + entry.phase) / length != (m_lastTick + entry.phase) / length;
        if (isTurn || m_isFirstTick) {
            due.add(tier);
        }
    }
    return due;
}

void Scheduler::alignAfter(TimeMs now)
{
    m_nextDue = TimeMs{m_plan.tick() * (tickNumber(now) + 1)};
    const TimeMs nextOfBurst = multipleBefore(now, m_burstInterval) + m_burstInterval;
    m_isBurstDue = isBursting() && nextOfBurst < m_nextDue;
    m_nextDue = m_isBurstDue ? nextOfBurst : m_nextDue;
}

void Scheduler::setBurst(std::chrono::seconds interval, SteadyMs until)
{
    m_burstInterval = std::max(interval, std::chrono::seconds{1});
    m_burstUntil = until;
    if (!m_isFirstTick) { // the first one has an appointment of its own
        alignAfter(m_clock.now());
    }
}

bool Scheduler::isBursting() const
{
    return m_clock.steadyNow() < m_burstUntil && m_burstInterval < m_plan.tick();
}

bool Scheduler::noticeClockStep(TimeMs now, SteadyMs steady)
{
    const auto drift = (now - m_lastNow) - (steady - m_lastSteady);
    m_lastNow = now;
    m_lastSteady = steady;
    if (drift < kClockStep && drift > -kClockStep) {
        return false;
    }
    m_events.raise({{}, now, EventSeverity::Warning, "clock",
        "The clock of the host was set " + std::string{drift.count() > 0 ? "forward" : "back"} + " by "
            + std::to_string(std::abs(drift.count())) + " ms."});
    return true;
}

void Scheduler::runTick(std::int64_t tick, SampleSink &sink)
{
    for (const auto &entry : m_entries) {
        const TierSet due = dueTiers(*entry, tick);
        if (!due.empty()) {
            sink.setDue(due);
            runEntry(*entry, {m_clock.now(), m_clock.steadyNow(), due, m_buffer}, sink);
        }
    }
    putOwnMetrics(tick, sink);
    m_isFirstTick = false;
    m_lastTick = tick;
    for (const auto &entry : m_entries) {
        const TierSet next = dueTiers(*entry, tick + 1);
        if (!next.empty()) {
            entry->collector->prepare({m_clock.now(), m_clock.steadyNow(), next, m_buffer});
        }
    }
}

void Scheduler::runBurst(SampleSink &sink)
{
    const TierSet fast = TierSet::of({Tier::Fast});
    sink.setDue(fast);
    for (const auto &entry : m_entries) {
        if (entry->collector->joinsBursts()) {
            runEntry(*entry, {m_clock.now(), m_clock.steadyNow(), fast, m_buffer}, sink);
        }
    }
}

void Scheduler::runEntry(Entry &entry, const CollectContext &context, SampleSink &sink)
{
    const auto begin = std::chrono::steady_clock::now();
    Result<void> outcome;
    try {
        outcome = entry.collector->collect(context, sink);
    } catch (const std::exception &exception) {
        outcome = failure(ErrorCode::Internal, exception.what());
    }
    entry.longest =
        std::max<std::chrono::nanoseconds>(entry.longest, std::chrono::steady_clock::now() - begin);
    report(entry, outcome, context.now);
}

void Scheduler::report(Entry &entry, const Result<void> &outcome, TimeMs now)
{
    entry.isFailing = !outcome;
    entry.errors += entry.isFailing ? 1U : 0U;
    if (entry.isFailing == entry.isReportedFailing) {
        return;
    }
    // A clock that was set back must not silence the collector for longer than the pause.
    if (entry.lastEvent && now >= *entry.lastEvent && now - *entry.lastEvent < kEventPause) {
        return;
    }
    entry.isReportedFailing = entry.isFailing;
    entry.lastEvent = now;
    const std::string name{entry.collector->name()};
    m_events.raise(
        {{}, now, entry.isFailing ? EventSeverity::Warning : EventSeverity::Info, "collector." + name,
            entry.isFailing ? "Collector " + name + " fails: " + outcome.error().toString()
                            : "Collector " + name + " works again."});
}

void Scheduler::putOwnMetrics(std::int64_t tick, SampleSink &sink)
{
    const std::int64_t length = m_plan.ticks(Tier::Normal);
    if (!m_isFirstTick && tick / length == m_lastTick / length) {
        return;
    }
    sink.setDue(TierSet::of({Tier::Normal}));
    for (const auto &entry : m_entries) {
        const std::chrono::duration<double, std::milli> longest = std::exchange(entry->longest, {});
        entry->own.put(sink, Duration, rounded(longest.count(), 2));
        entry->own.put(sink, Errors, static_cast<double>(entry->errors));
    }
}

} // namespace qd::agent
