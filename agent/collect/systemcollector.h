// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/backgroundtask.h"
#include "agent/collect/collector.h"
#include "agent/collect/sntp.h"
#include "agent/collect/textfile.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// What adjtimex() says of the kernel's clock.
struct ClockState
{
    bool isSynced = false;
    std::optional<double>
        offsetMs; ///< positive: this host is ahead; absent unless something disciplines the clock
};

/// Asks the running kernel; no captured file can answer for it.
[[nodiscard]] Result<ClockState> readClockState();

/// sys.*: uptime, users, clock.
class SystemCollector final : public Collector
{
public:
    struct NtpSettings
    {
        std::vector<std::string> servers; ///< empty: sys.ntp.offset is the kernel's
        std::chrono::milliseconds timeout{3'000};
    };
    using ClockReader = std::function<Result<ClockState>()>;

    SystemCollector(
        const HostRoots &roots, WorkerPool &pool, NtpSettings ntp, ClockReader clock = readClockState);

    [[nodiscard]] std::string_view name() const override { return "system"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Slow, Tier::Rare}); }
    void prepare(const CollectContext &context) override;
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    using NtpTask = BackgroundTask<Result<SntpReading>>;

    Result<void> collectUptime(const CollectContext &context, SampleSink &sink);
    Result<void> collectUsers(const CollectContext &context, SampleSink &sink);
    Result<void> collectClock(SampleSink &sink);
    Result<void> collectNtp(SteadyMs now, SampleSink &sink);
    [[nodiscard]] std::optional<std::size_t> countSessions(TimeMs now);

    WorkerPool &m_pool;
    NtpSettings m_ntp;
    ClockReader m_clock;
    std::vector<NtpTask> m_tasks; ///< one per server
    TextFile m_uptime;
    TextFile m_utmp;
    std::string m_sessions; ///< directory of systemd-logind
    std::optional<std::chrono::nanoseconds> m_sessionsChangedAt; ///< since the epoch: of m_sessionCount
    std::size_t m_sessionCount = 0;
    SeriesGroup m_series;
};

} // namespace qd::agent
