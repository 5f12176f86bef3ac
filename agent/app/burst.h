// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/app/selflimits.h"
#include "agent/uplink/hostview.h"

namespace qd::agent {

/// Finer samples for a while: who asked may be gone, so the end is kept here, on the steady clock, and so is
/// the budget. A burst that takes more of the CPU than the agent may is given up long before SelfLimits,
/// which looks at five minutes, would end the agent. Knows nothing of collectors.
class Burst
{
public:
    static constexpr std::chrono::seconds kShortestInterval{1};
    static constexpr std::chrono::minutes kLongest{30};
    static constexpr std::chrono::seconds kBudgetSpan{10}; ///< over which the CPU use counts

    /// @param cpuPercent  of one CPU; the agent's own limit
    explicit Burst(double cpuPercent)
        : m_cpuPercent(cpuPercent)
    {
    }

    /// Replaces what was ordered before; cut to whole seconds of interval and to kLongest. Nothing remaining
    /// ends it.
    void order(std::chrono::milliseconds interval, std::chrono::milliseconds remaining, SteadyMs now);

    /// Call at every tick.
    /// @return why a burst was given up just now; nothing otherwise
    [[nodiscard]] std::optional<std::string> check(const SelfUse &use, SteadyMs now);

    [[nodiscard]] bool isRunning(SteadyMs now) const { return now < m_until; }
    [[nodiscard]] std::chrono::seconds interval() const { return m_interval; }
    [[nodiscard]] SteadyMs until() const { return m_until; }
    [[nodiscard]] BurstState state(SteadyMs now) const;
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }

private:
    double m_cpuPercent;
    std::chrono::seconds m_interval{1};
    SteadyMs m_until{};
    std::string m_endReason;
    std::uint64_t m_revision = 0;
    SelfUse m_spanUse; ///< where the span that counts began
    std::optional<SteadyMs> m_spanFrom;
};

} // namespace qd::agent
