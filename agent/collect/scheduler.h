// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/eventsink.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

namespace qd::agent {

/// Runs collectors when they are due. Has no thread and no timer: its owner waits delayToNext(), then calls
/// runDue(). Ticks are aligned to the epoch (multiples of the fastest tier), so that all samples of a tick
/// share one time row; only the first comes early, at a whole second, so that a host is seen at once.
/// Collectors of slower tiers are spread over the ticks of their interval. While a burst lasts, those that
/// join run their fast tier between the ticks too; ticks themselves stay as they are. A failing
/// collector costs only its own metrics: it is counted in agent.collect.errors, and an event tells when it
/// begins and ends to fail.
class Scheduler
{
public:
    /// All references must outlive the scheduler.
    Scheduler(SeriesTable &series, EventSink &events, const Clock &clock, TierPlan plan = {});
    ~Scheduler();

    void add(std::unique_ptr<Collector> collector);

    /// Runs every collector once and throws the samples away: rates get their first reading, series their
    /// numbers (SeriesTable is filled before the first block) and background work is started. The first tick
    /// is due soon after, at the first whole second that leaves rates an interval. Call once, before
    /// runDue().
    void prime();

    /// Runs the fast tier of collectors that join bursts at every multiple of the interval until the moment
    /// is over, whatever happens to whoever asked. Replaces an earlier burst; a moment that is not in the
    /// future ends it. An interval of a tick or longer changes nothing.
    /// @param interval  at least one second; whole seconds
    void setBurst(std::chrono::seconds interval, SteadyMs until);
    [[nodiscard]] bool isBursting() const;

    /// How long to wait before calling runDue(), 0 to one tick; correct also after the wall clock jumped.
    [[nodiscard]] std::chrono::milliseconds delayToNext() const;

    /// Runs what is due now.
    /// @return the tick's samples, valid until the next call; empty if nothing was due. After a pause of
    /// several
    ///         ticks (suspend, overload) one batch comes, not several: nothing is invented for the time
    ///         between
    [[nodiscard]] const SampleBatch &runDue();

private:
    struct Entry;

    [[nodiscard]] std::int64_t tickNumber(TimeMs time) const;
    [[nodiscard]] TierSet dueTiers(const Entry &entry, std::int64_t tick) const;
    void alignAfter(TimeMs now);
    bool noticeClockStep(TimeMs now, SteadyMs steady);
    void runTick(std::int64_t tick, SampleSink &sink);
    void runBurst(SampleSink &sink);
    void runEntry(Entry &entry, const CollectContext &context, SampleSink &sink);
    void report(Entry &entry, const Result<void> &outcome, TimeMs now);
    void putOwnMetrics(std::int64_t tick, SampleSink &sink);

    SeriesTable &m_series;
    EventSink &m_events;
    const Clock &m_clock;
    TierPlan m_plan;
    std::vector<std::unique_ptr<Entry>> m_entries;
    ReadBuffer m_buffer;
    SampleBatch m_batch;
    TimeMs m_nextDue;
    TimeMs m_lastNow;
    SteadyMs m_lastSteady;
    std::int64_t m_lastTick = 0;
    bool m_isFirstTick = true;
    std::chrono::seconds m_burstInterval{1};
    SteadyMs m_burstUntil{}; ///< in the past: no burst
    bool m_isBurstDue = false; ///< m_nextDue lies between two ticks
    bool m_isBatchOut = false; ///< the last batch was handed out, and its clock step mark with it
};

} // namespace qd::agent
