// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/timeaxis.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr qint64 kDay = 86'400'000;
constexpr int kMaxTicks = 200;

// Steps below a day, in ms. All divide a day, so that multiples of local time start at midnight.
constexpr std::array<qint64, 17> kClockSteps{
    1'000,
    2'000,
    5'000,
    10'000,
    15'000,
    30'000,
    60'000,
    120'000,
    300'000,
    600'000,
    900'000,
    1'800'000,
    3'600'000,
    7'200'000,
    10'800'000,
    21'600'000,
    43'200'000,
};

enum class CalendarStep { Day, TwoDays, Week, Month, Quarter, Year, FiveYears };
constexpr std::array<std::pair<CalendarStep, qint64>, 7> kCalendarSteps{{
    {CalendarStep::Day, kDay},
    {CalendarStep::TwoDays, 2 * kDay},
    {CalendarStep::Week, 7 * kDay},
    {CalendarStep::Month, 30 * kDay},
    {CalendarStep::Quarter, 91 * kDay},
    {CalendarStep::Year, 365 * kDay},
    {CalendarStep::FiveYears, 5 * 365 * kDay},
}};

QDateTime localTime(qint64 ms, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(ms, zone);
}

qint64 offsetMs(qint64 ms, const QTimeZone &zone)
{
    return qint64{zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC))} * 1000;
}

/// The first change of the clock after `ms`; `limit` when there is none before it.
qint64 nextChange(qint64 ms, qint64 limit, const QTimeZone &zone)
{
    if (!zone.hasTransitions()) {
        return limit;
    }
    const QTimeZone::OffsetData next = zone.nextTransition(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC));
    if (!next.atUtc.isValid()) {
        return limit;
    }
    return std::min(limit, next.atUtc.toMSecsSinceEpoch());
}

qint64 roundUp(qint64 value, qint64 step)
{
    const qint64 rest = value % step;
    return rest == 0 ? value : value - rest + (rest > 0 ? step : 0);
}

/// Multiples of a step of local time. Between two clock changes local time runs straight, so each such span
/// is ticked by itself: a local time that is skipped falls between two spans, one that comes twice lies in
/// both.
QList<TimeTick> clockTicks(qint64 from, qint64 to, qint64 step, const QTimeZone &zone)
{
    QList<TimeTick> ticks;
    qint64 begin = from;
    while (begin <= to && ticks.size() < kMaxTicks) {
        const qint64 end = nextChange(begin, to + 1, zone);
        const qint64 offset = offsetMs(begin, zone);
        for (qint64 local = roundUp(begin + offset, step); local - offset < end; local += step) {
            const bool isMidnight = local % kDay == 0;
            const QDateTime time = localTime(local - offset, zone);
            const QString pattern = isMidnight ? u"MM-dd"_s : step < 60'000 ? u"HH:mm:ss"_s : u"HH:mm"_s;
            ticks.append({fromUnixMs(local - offset), time.toString(pattern), isMidnight});
            if (ticks.size() >= kMaxTicks) {
                break;
            }
        }
        begin = std::max(end, begin + 1);
    }
    return ticks;
}

QDate firstDate(QDate date, CalendarStep step)
{
    switch (step) {
    case CalendarStep::Day:
        return date;
    case CalendarStep::TwoDays:
        return date.addDays(-(date.toJulianDay() % 2));
    case CalendarStep::Week:
        return date.addDays(1 - date.dayOfWeek());
    case CalendarStep::Month:
        return {date.year(), date.month(), 1};
    case CalendarStep::Quarter:
        return {date.year(), (date.month() - 1) / 3 * 3 + 1, 1};
    case CalendarStep::Year:
        return {date.year(), 1, 1};
    case CalendarStep::FiveYears:
        return {date.year() / 5 * 5, 1, 1};
    }
    return date;
}

QDate nextDate(QDate date, CalendarStep step)
{
    switch (step) {
    case CalendarStep::Day:
        return date.addDays(1);
    case CalendarStep::TwoDays:
        return date.addDays(2);
    case CalendarStep::Week:
        return date.addDays(7);
    case CalendarStep::Month:
        return date.addMonths(1);
    case CalendarStep::Quarter:
        return date.addMonths(3);
    case CalendarStep::Year:
        return date.addYears(1);
    case CalendarStep::FiveYears:
        return date.addYears(5);
    }
    return date.addDays(1);
}

QString patternOf(CalendarStep step)
{
    switch (step) {
    case CalendarStep::Day:
    case CalendarStep::TwoDays:
    case CalendarStep::Week:
        return u"MM-dd"_s;
    case CalendarStep::Month:
    case CalendarStep::Quarter:
        return u"yyyy-MM"_s;
    case CalendarStep::Year:
    case CalendarStep::FiveYears:
        return u"yyyy"_s;
    }
    return u"MM-dd"_s;
}

QList<TimeTick> calendarTicks(qint64 from, qint64 to, CalendarStep step, const QTimeZone &zone)
{
    QList<TimeTick> ticks;
    const QString pattern = patternOf(step);
    QDate date = firstDate(localTime(from, zone).date(), step);
    while (ticks.size() < kMaxTicks) {
        // Not midnight: some zones change their clocks there, and the day starts at 01:00.
        const qint64 start = date.startOfDay(zone).toMSecsSinceEpoch();
        if (start > to) {
            break;
        }
        if (start >= from) {
            ticks.append({fromUnixMs(start), date.toString(pattern), true});
        }
        date = nextDate(date, step);
    }
    return ticks;
}

void dropCrowded(QList<TimeTick> &ticks, double msPerPixel, double minSpacing)
{
    qint64 last = 0;
    bool hasLast = false;
    ticks.removeIf([&](const TimeTick &tick) {
        const qint64 at = toUnixMs(tick.time);
        if (hasLast && static_cast<double>(at - last) < (minSpacing - 0.5) * msPerPixel) {
            return true;
        }
        last = at;
        hasLast = true;
        return false;
    });
}

} // namespace

QList<TimeTick> timeTicks(TimeMs from, TimeMs to, double widthPx, const QTimeZone &zone, double minSpacing)
{
    const qint64 begin = toUnixMs(from);
    const qint64 end = toUnixMs(to);
    if (end <= begin || widthPx < 1.0 || minSpacing <= 0.0) {
        return {};
    }
    const double msPerPixel = static_cast<double>(end - begin) / widthPx;
    const auto isWideEnough = [&](qint64 step) {
        return static_cast<double>(step) / msPerPixel >= minSpacing;
    };

    QList<TimeTick> ticks;
    if (const auto clock = std::ranges::find_if(kClockSteps, isWideEnough); clock != kClockSteps.end()) {
        ticks = clockTicks(begin, end, *clock, zone);
    } else {
        const auto calendar =
            std::ranges::find_if(kCalendarSteps, [&](const auto &step) { return isWideEnough(step.second); });
        const CalendarStep step =
            calendar != kCalendarSteps.end() ? calendar->first : kCalendarSteps.back().first;
        ticks = calendarTicks(begin, end, step, zone);
    }
    dropCrowded(ticks, msPerPixel, minSpacing);
    return ticks;
}

AlignedWindow alignWindow(TimeMs start, TimeMs end, int buckets, const QTimeZone &zone)
{
    const qint64 length = toUnixMs(end) - toUnixMs(start);
    AlignedWindow window{start, end, std::chrono::seconds{0}};
    if (length <= 0 || buckets < 1 || length / buckets < 1000) {
        return window;
    }
    const qint64 bucket = length / buckets / 1000 * 1000;
    window.bucket = std::chrono::seconds(bucket / 1000);
    const QDate date = localTime(toUnixMs(start), zone).date();
    const qint64 midnight = date.startOfDay(zone).toMSecsSinceEpoch();
    if (bucket % kDay == 0) {
        // Buckets of whole days are calendar days: they end at midnight even where a day has 23 or 25 hours.
        const qint64 days = bucket / kDay;
        const QDate first = midnight == toUnixMs(start) ? date : date.addDays(days);
        window.start = fromUnixMs(first.startOfDay(zone).toMSecsSinceEpoch());
        window.end = fromUnixMs(first.addDays(days * buckets).startOfDay(zone).toMSecsSinceEpoch());
        return window;
    }
    window.start = fromUnixMs(midnight + roundUp(toUnixMs(start) - midnight, bucket));
    window.end = fromUnixMs(toUnixMs(window.start) + length);
    return window;
}

int standardBuckets(std::chrono::seconds length)
{
    using namespace std::chrono_literals;
    constexpr std::array<std::pair<std::chrono::seconds, int>, 8> kTable{{
        {1800s, 30},
        {3600s, 30},
        {21'600s, 36},
        {43'200s, 24},
        {86'400s, 24},
        {259'200s, 36},
        {604'800s, 28},
        {2'592'000s, 30},
    }};
    for (const auto &[known, count] : kTable) {
        if (length <= known) {
            return count;
        }
    }
    return kTable.back().second;
}

} // namespace qd::console
