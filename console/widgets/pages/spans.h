// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/sourceview.h"
#include "console/widgets/charts/timecontext.h"

namespace qd::console {

/// What the window's time means for a query. A paused window stays live here: its pages freeze what they
/// show.
[[nodiscard]] inline QuerySpan spanOf(const TimeContext &time)
{
    const TimeRange &range = time.range();
    if (time.isLive()) {
        return {true, range.length(), {}, {}};
    }
    return {false, range.length(), range.from, range.to};
}

} // namespace qd::console
