// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"

namespace qd::console {

class TimeContext;

namespace timewords {

/// "Last 1 hour", "Last 15 min", "Last 2 days": for a live range.
[[nodiscard]] QString lastText(std::chrono::milliseconds length);
/// lastText() or "11-20 17:00 – 18:00".
[[nodiscard]] QString rangeText(const TimeContext &time, const Formatter &formatter, TimeMs now);

} // namespace timewords
} // namespace qd::console
