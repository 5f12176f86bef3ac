// SPDX-License-Identifier: GPL-3.0-or-later
// CPU time of collecting, on the /proc of the host it runs on: every default metric, ten simulated minutes.

#include "agent/collect/collectors.h"
#include "agent/collect/scheduler.h"
#include "agent/collect/workerpool.h"
#include "tests/support/manualclock.h"
#include "tests/support/meter/benchline.h"

#include <cstdio>
#include <ctime>

namespace qd::agent {

namespace {

constexpr int kMinutes = 10;
constexpr int kTicksPerMinute = 6;

class IgnoredEvents final : public EventSink
{
public:
    void raise(HostEvent event) override { std::fprintf(stderr, "%s\n", event.message.c_str()); }
};

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

int run()
{
    WorkerPool pool;
    AgentCounters counters;
    SeriesTable series;
    IgnoredEvents events;
    test::ManualClock clock;
    Scheduler scheduler(series, events, clock);
    CollectSettings settings;
    settings.filesystemTimeout =
        std::chrono::hours{24}; // the clock here runs far ahead of the pool's threads
    for (auto &collector : makeCollectors(settings, {{}, &pool, &counters, nullptr, "bench"})) {
        scheduler.add(std::move(collector));
    }
    scheduler.prime();
    clock.advance(scheduler.delayToNext());
    static_cast<void>(scheduler.runDue()); // series are created here; that is not what a minute costs

    std::size_t samples = 0;
    const double begin = cpuSeconds();
    for (int tick = 0; tick < kMinutes * kTicksPerMinute; ++tick) {
        clock.advance(scheduler.delayToNext());
        samples += scheduler.runDue().samples.size();
    }
    const double used = cpuSeconds() - begin;
    const auto count = static_cast<double>(samples);
    test::printBench("agent_collect_us_per_sample", used * 1e6 / count, "us", test::atMost(5));
    test::printBench("agent_collect_samples_per_minute", count / kMinutes, "samples");
    test::printBench("agent_collect_cpu_ms_per_minute", used * 1e3 / kMinutes, "ms", test::atMost(30));
    return samples > 0 ? 0 : 1;
}

} // namespace

} // namespace qd::agent

int main()
{
    return qd::agent::run();
}
