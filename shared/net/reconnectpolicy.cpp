// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/reconnectpolicy.h"

#include <algorithm>

namespace qd::net {

ReconnectPolicy::ReconnectPolicy(Settings settings, std::uint32_t seed)
    : m_settings(settings)
    , m_random(seed)
{
}

void ReconnectPolicy::connected(SteadyMs now)
{
    m_isConnected = true;
    m_connectedAt = now;
}

std::chrono::milliseconds ReconnectPolicy::lost(SteadyMs now)
{
    if (m_isConnected && now - m_connectedAt >= m_settings.steadyAfter) {
        m_attempts = 0;
    }
    m_isConnected = false;
    // 2^20 times any sensible first step is far beyond any cap, and keeps the shift defined.
    const std::int64_t grown = m_settings.first.count() << std::min(m_attempts, 20);
    const std::int64_t step = std::min<std::int64_t>(grown, m_settings.longest.count());
    ++m_attempts;
    std::uniform_int_distribution<std::int64_t> spread(step / 2, step);
    return std::chrono::milliseconds{spread(m_random)};
}

} // namespace qd::net
