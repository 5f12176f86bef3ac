// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/stampclock.h"

#include <algorithm>

namespace qd::agent {

StampClock::StampClock(const Clock &source)
    : m_source(source)
    , m_steadyAnchor(source.steadyNow())
    , m_timeAnchor(source.now())
    , m_wallLead(wallLead())
{
}

TimeMs StampClock::now() const
{
    const std::lock_guard lock{m_mutex};
    return nowLocked();
}

TimeMs StampClock::nowLocked() const
{
    const auto elapsed = m_source.steadyNow() - m_steadyAnchor;
    return m_timeAnchor + elapsed - std::min(m_slew, elapsed / 2);
}

void StampClock::correct(std::chrono::milliseconds error)
{
    const std::lock_guard lock{m_mutex};
    m_timeAnchor = nowLocked();
    m_steadyAnchor = m_source.steadyNow();
    m_slew = std::chrono::milliseconds{0};
    const bool mustNotStepBack = m_isStamping && error > std::chrono::milliseconds{0} && error <= kMaxSlew;
    if (mustNotStepBack) {
        m_slew = error;
    } else {
        m_timeAnchor -= error;
    }
}

void StampClock::beginStamping()
{
    const std::lock_guard lock{m_mutex};
    m_isStamping = true;
}

std::chrono::milliseconds StampClock::wallLead() const
{
    return m_source.now().time_since_epoch() - m_source.steadyNow().time_since_epoch();
}

std::optional<std::chrono::milliseconds> StampClock::takeWallJump()
{
    const std::lock_guard lock{m_mutex};
    const auto lead = wallLead();
    const auto jump = lead - m_wallLead;
    m_wallLead = lead;
    return std::chrono::abs(jump) > kTolerance ? std::optional{jump} : std::nullopt;
}

} // namespace qd::agent
