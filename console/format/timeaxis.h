// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <QList>
#include <QLocale>
#include <QString>
#include <QTimeZone>

namespace qd::console {

struct TimeTick
{
    TimeMs time;
    QString label; ///< "17:30", "17:30:15", "11-21", "2026"
    bool isDate = false; ///< the label is a date: at midnight

    bool operator==(const TimeTick &) const = default;
};

/// Ticks at round local times (1 2 5 10 15 30 s, 1 2 5 10 15 30 min, 1 2 3 6 12 h, day, week, month, ...),
/// the finest step whose labels keep `minSpacing` pixels. Days of a clock change have 23 or 25 hours and are
/// ticked so: a local time that does not exist gets no tick, one that comes twice gets two.
/// @param widthPx  plot width in pixels; the span may not be empty, else there are no ticks
[[nodiscard]] QList<TimeTick> timeTicks(
    TimeMs from, TimeMs to, double widthPx, const QTimeZone &zone, double minSpacing = 60.0);

/// A window of whole buckets.
struct AlignedWindow
{
    TimeMs start;
    TimeMs end;
    std::chrono::seconds bucket{0};

    bool operator==(const AlignedWindow &) const = default;
};

/// Aligns a window to buckets (R249): bucket = (end - start) / buckets; the start is rounded up to the next
/// multiple of a bucket counted from local midnight, and the window keeps its length, so the last bucket may
/// lie in the future and is incomplete. On a day of a clock change the multiples count elapsed time since
/// midnight.
/// @return a window with bucket 0 if the range is empty, buckets < 1, or a bucket would be shorter than a
/// second
[[nodiscard]] AlignedWindow alignWindow(TimeMs start, TimeMs end, int buckets, const QTimeZone &zone);

/// The number of buckets the product uses for a length (R250-R257): 30 min 30, 1 h 30, 6 h 36, 12 h 24, 1 d
/// 24, 3 d 36, 7 d 28, 30 d 30; other lengths take the count of the nearest longer one.
[[nodiscard]] int standardBuckets(std::chrono::seconds length);

} // namespace qd::console
