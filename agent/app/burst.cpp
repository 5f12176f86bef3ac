// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/burst.h"

#include <algorithm>

namespace qd::agent {

using std::chrono::milliseconds;

void Burst::order(milliseconds interval, milliseconds remaining, SteadyMs now)
{
    if (!isRunning(now)) {
        m_spanFrom.reset();
    }
    m_interval = std::max(std::chrono::ceil<std::chrono::seconds>(interval), kShortestInterval);
    m_until = now + std::clamp<milliseconds>(remaining, milliseconds{0}, kLongest);
    m_endReason.clear();
    ++m_revision;
}

std::optional<std::string> Burst::check(const SelfUse &use, SteadyMs now)
{
    if (!isRunning(now)) {
        return std::nullopt;
    }
    if (!m_spanFrom) {
        m_spanFrom = now;
        m_spanUse = use;
        return std::nullopt;
    }
    const auto elapsed = now - *m_spanFrom;
    if (elapsed < kBudgetSpan) {
        return std::nullopt;
    }
    const std::chrono::duration<double> busy = use.cpuTime - m_spanUse.cpuTime;
    const double percent = 100.0 * busy / std::chrono::duration<double>{elapsed};
    m_spanFrom = now;
    m_spanUse = use;
    if (percent <= m_cpuPercent) {
        return std::nullopt;
    }
    m_until = now;
    m_endReason = "Burst sampling was given up: the agent used " + std::to_string(percent)
        + " % of a CPU, its limit is " + std::to_string(m_cpuPercent) + " %";
    ++m_revision;
    return m_endReason;
}

BurstState Burst::state(SteadyMs now) const
{
    return {m_interval, std::max(m_until - now, milliseconds{0}), m_endReason};
}

} // namespace qd::agent
