// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <algorithm>
#include <mutex>

namespace qd::backend {

/// What senders' times are held against: the wall clock, which goes on evenly when that jumps back. A backend
/// whose clock is set back by hours would otherwise take everybody's samples for samples of the future and
/// refuse them. Any thread.
class ReceiveClock
{
public:
    /// @param wall, steady  the clocks now
    [[nodiscard]] TimeMs read(TimeMs wall, SteadyMs steady)
    {
        const std::lock_guard lock(m_mutex);
        m_wall = m_isSet ? std::max(wall, m_wall + (steady - m_steady)) : wall;
        m_steady = steady;
        m_isSet = true;
        return m_wall;
    }

private:
    std::mutex m_mutex;
    TimeMs m_wall;
    SteadyMs m_steady;
    bool m_isSet = false;
};

} // namespace qd::backend
