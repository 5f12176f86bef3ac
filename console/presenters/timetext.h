// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/base/clock.h"

#include <QStringView>
#include <QTimeZone>

namespace qd::console {

/// What a person chose to look at.
struct TimeChoice
{
    bool isLive = true;
    std::chrono::milliseconds length{3'600'000};
    TimeMs from{}; ///< fixed choices only
    TimeMs to{};

    bool operator==(const TimeChoice &) const = default;
};

/// Reads a time range as people write it: "15m", "2 h", "last 2d", "today", "yesterday", "11-20 17:00 to
/// 18:00", "2026-11-20 17:00 to 2026-11-21 08:00", "17:00 to 18:00", "11-20"; "to" may be "~", "–", "到" or
/// "至", and the words may be Chinese. A time without a year lies in the last twelve months; one without a
/// date is today.
/// @param zone  in which the text is meant
/// @errors InvalidInput, context "reason": "empty", "unreadable", "reversed" (ends before it begins), "short"
/// (under a
///         second) or "long" (over ten years)
[[nodiscard]] Result<TimeChoice> parseTimeText(QStringView text, TimeMs now, const QTimeZone &zone);

} // namespace qd::console
