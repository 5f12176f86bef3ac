// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/timetext.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QString>

#include <optional>

namespace qd::console {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kShortest = 1s;
constexpr std::chrono::milliseconds kLongest = 24h * 3'660;

[[nodiscard]] Failure unreadable(const char *reason)
{
    return failure(ErrorCode::InvalidInput, "not a time range", {{"field", "time"}, {"reason", reason}});
}

[[nodiscard]] std::chrono::milliseconds unitOf(QStringView unit)
{
    if (unit == "s"_L1 || unit == u"秒") {
        return 1s;
    }
    if (unit == "m"_L1 || unit == "min"_L1 || unit == u"分" || unit == u"分钟") {
        return 1min;
    }
    if (unit == "h"_L1 || unit == u"小时") {
        return 1h;
    }
    return unit == "w"_L1 || unit == u"周" ? 24h * 7 : 24h;
}

[[nodiscard]] std::optional<std::chrono::milliseconds> duration(const QString &text)
{
    static const QRegularExpression kPattern(
        u"^(?:last\\s+|最近\\s*)?(\\d{1,6})\\s*(s|min|m|h|d|w|秒|分钟|分|小时|天|周)$"_s);
    const QRegularExpressionMatch match = kPattern.match(text);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    return unitOf(match.capturedView(2)) * match.captured(1).toLongLong();
}

[[nodiscard]] TimeMs at(const QDate &date, const QTime &time, const QTimeZone &zone)
{
    return fromUnixMs(QDateTime(date, time, zone).toMSecsSinceEpoch());
}

/// One end of a range. A missing date is `fallback`; `hasTime` tells "11-20" from "11-20 00:00".
struct Moment
{
    QDate date;
    QTime time;
    bool hasDate = false;
    bool hasTime = false;
};

[[nodiscard]] std::optional<Moment> moment(const QString &text, const QDate &today, const QDate &fallback)
{
    static const QRegularExpression kPattern(
        u"^(?:(?:(\\d{4})-)?(\\d{1,2})-(\\d{1,2}))?[ T]*(?:(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?$"_s);
    const QRegularExpressionMatch match = kPattern.match(text);
    if (text.isEmpty() || !match.hasMatch()) {
        return std::nullopt;
    }
    Moment moment;
    moment.hasDate = !match.captured(2).isEmpty();
    moment.hasTime = !match.captured(4).isEmpty();
    moment.date = fallback;
    if (moment.hasDate) {
        const bool hasYear = !match.captured(1).isEmpty();
        const int year = hasYear ? match.captured(1).toInt() : today.year();
        moment.date = QDate(year, match.captured(2).toInt(), match.captured(3).toInt());
        if (!hasYear && moment.date > today) {
            moment.date = moment.date.addYears(-1);
        }
    }
    moment.time = QTime(match.captured(4).toInt(), match.captured(5).toInt(), match.captured(6).toInt());
    if (!moment.date.isValid() || !moment.time.isValid()) {
        return std::nullopt;
    }
    return moment;
}

[[nodiscard]] Result<TimeChoice> fixed(TimeMs from, TimeMs to)
{
    if (to <= from) {
        return unreadable("reversed");
    }
    if (to - from < kShortest) {
        return unreadable("short");
    }
    if (to - from > kLongest) {
        return unreadable("long");
    }
    return TimeChoice{false, to - from, from, to};
}

} // namespace

Result<TimeChoice> parseTimeText(QStringView typed, TimeMs now, const QTimeZone &zone)
{
    const QString text = typed.trimmed().toString().toLower();
    if (text.isEmpty()) {
        return unreadable("empty");
    }
    if (const auto length = duration(text)) {
        if (*length < kShortest) {
            return unreadable("short");
        }
        return *length > kLongest ? Result<TimeChoice>(unreadable("long"))
                                  : TimeChoice{true, *length, {}, {}};
    }
    const QDate today = QDateTime::fromMSecsSinceEpoch(toUnixMs(now), zone).date();
    if (text == "today"_L1 || text == u"今天") {
        return fixed(at(today, QTime(0, 0), zone), now);
    }
    if (text == "yesterday"_L1 || text == u"昨天") {
        return fixed(at(today.addDays(-1), QTime(0, 0), zone), at(today, QTime(0, 0), zone));
    }
    static const QRegularExpression kTo(u"\\s*(?:\\bto\\b|~|–|到|至)\\s*"_s);
    const QStringList ends = text.split(kTo);
    if (ends.size() > 2) {
        return unreadable("unreadable");
    }
    const std::optional<Moment> from = moment(ends.front(), today, today);
    if (!from) {
        return unreadable("unreadable");
    }
    const TimeMs start = at(from->date, from->time, zone);
    if (ends.size() == 1) {
        if (from->hasTime) {
            return fixed(start, now); // "11-20 17:00": from then on
        }
        return fixed(start, std::min(now, at(from->date.addDays(1), QTime(0, 0), zone)));
    }
    if (ends[1] == "now"_L1 || ends[1] == u"现在") {
        return fixed(start, now);
    }
    const std::optional<Moment> to = moment(ends[1], today, from->date);
    if (!to) {
        return unreadable("unreadable");
    }
    // A last day is meant to its end.
    return fixed(
        start, to->hasTime ? at(to->date, to->time, zone) : at(to->date.addDays(1), QTime(0, 0), zone));
}

} // namespace qd::console
