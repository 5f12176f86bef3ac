// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/formatter.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::console {

namespace {

constexpr QChar kDash(0x2014);
constexpr int kMaxDecimals = 4;
constexpr int kMostPercentPlaces = 2;

struct Prefix
{
    double factor;
    QLatin1StringView text;
};

constexpr std::array kDecimal{Prefix{1.0, ""_L1}, Prefix{1e3, "k"_L1}, Prefix{1e6, "M"_L1},
    Prefix{1e9, "G"_L1}, Prefix{1e12, "T"_L1}, Prefix{1e15, "P"_L1}};
constexpr std::array kBinary{Prefix{1.0, ""_L1}, Prefix{1024.0, "Ki"_L1}, Prefix{1048576.0, "Mi"_L1},
    Prefix{1073741824.0, "Gi"_L1}, Prefix{1099511627776.0, "Ti"_L1}, Prefix{1125899906842624.0, "Pi"_L1}};

/// Units of time: the factor is in seconds.
constexpr std::array kTime{Prefix{0.001, "ms"_L1}, Prefix{1.0, "s"_L1}, Prefix{60.0, "min"_L1},
    Prefix{3600.0, "h"_L1}, Prefix{86400.0, "d"_L1}};

QLatin1StringView baseOf(Unit unit)
{
    switch (unit) {
    case Unit::PerSecond:
        return "/s"_L1;
    case Unit::Percent:
        return "%"_L1;
    case Unit::Bytes:
        return "B"_L1;
    case Unit::BytesPerSecond:
        return "B/s"_L1;
    case Unit::Bits:
        return "b"_L1;
    case Unit::BitsPerSecond:
        return "b/s"_L1;
    case Unit::Seconds:
        return "s"_L1;
    case Unit::Milliseconds:
        return "ms"_L1;
    case Unit::Days:
        return "d"_L1;
    case Unit::Watts:
        return "W"_L1;
    case Unit::None:
    case Unit::Count:
    case Unit::Celsius:
    case Unit::Bool:
        break;
    }
    return ""_L1;
}

bool hasPrefix(Unit unit)
{
    switch (unit) {
    case Unit::Count:
    case Unit::PerSecond:
    case Unit::Bytes:
    case Unit::BytesPerSecond:
    case Unit::Bits:
    case Unit::BitsPerSecond:
    case Unit::Watts:
        return true;
    case Unit::None:
    case Unit::Percent:
    case Unit::Seconds:
    case Unit::Milliseconds:
    case Unit::Days:
    case Unit::Celsius:
    case Unit::Bool:
        break;
    }
    return false;
}

/// Places that leave three significant digits, more for small values.
int significantPlaces(double magnitude)
{
    if (magnitude >= 99.95) {
        return 0;
    }
    if (magnitude >= 9.995) {
        return 1;
    }
    if (magnitude >= 0.1 || magnitude == 0.0) {
        return 2;
    }
    return magnitude >= 0.01 ? 3 : kMaxDecimals;
}

/// Places that tell multiples of a step apart: 2.5 needs one, 250 none.
int placesForStep(double step)
{
    for (int places = 0; places < kMaxDecimals; ++places) {
        const double shifted = step * std::pow(10.0, places);
        if (std::abs(shifted - std::round(shifted)) < 1e-6 * std::max(1.0, shifted)) {
            return places;
        }
    }
    return kMaxDecimals;
}

Prefix timePrefix(double maxSeconds)
{
    if (maxSeconds < 1.0) {
        return kTime[0];
    }
    if (maxSeconds < 600.0) {
        return kTime[1];
    }
    if (maxSeconds < 7200.0) {
        return kTime[2];
    }
    return maxSeconds < 172800.0 ? kTime[3] : kTime[4];
}

Prefix prefixFor(double magnitude, bool binary)
{
    const auto &table = binary ? kBinary : kDecimal;
    const double limit = binary ? 1023.5 : 999.5;
    for (const Prefix &prefix : table) {
        if (magnitude / prefix.factor < limit) {
            return prefix;
        }
    }
    return table.back();
}

bool isWhole(double value)
{
    return std::abs(value - std::round(value)) < 1e-9;
}

QTimeZone &chosenZone()
{
    static QTimeZone zone;
    return zone;
}

} // namespace

QString ValueText::text() const
{
    if (unit.isEmpty()) {
        return number;
    }
    return number + u' ' + unit;
}

Formatter::Formatter(const QLocale &locale, const QTimeZone &zone)
    : m_locale(locale)
    , m_zone(zone)
{
}

void Formatter::setDefaultZone(const QTimeZone &zone)
{
    chosenZone() = zone;
}

QTimeZone Formatter::defaultZone()
{
    return chosenZone().isValid() ? chosenZone() : QTimeZone::systemTimeZone();
}

int Formatter::placesFor(double magnitude, Unit unit)
{
    const int places = significantPlaces(magnitude);
    return unit == Unit::Percent ? std::min(places, kMostPercentPlaces) : places;
}

UnitScale Formatter::scaleFor(double min, double max, Unit unit, double step) const
{
    double magnitude = std::max(std::abs(min), std::abs(max));
    if (!std::isfinite(magnitude)) {
        magnitude = 0.0;
    }
    UnitScale scale;
    if (unit == Unit::Seconds || unit == Unit::Milliseconds) {
        const double perSecond = unit == Unit::Seconds ? 1.0 : 1000.0;
        // Milliseconds stay milliseconds until they are really long: 1,200 ms reads better beside 800 ms
        // than 1.2 s.
        const bool stays = unit == Unit::Milliseconds && magnitude < 10'000.0;
        const Prefix prefix = stays ? kTime[0] : timePrefix(magnitude / perSecond);
        scale.factor = magnitude == 0.0 ? 1.0 : prefix.factor * perSecond;
        scale.suffix = magnitude == 0.0 ? QString(baseOf(unit)) : QString(prefix.text);
    } else if (hasPrefix(unit)) {
        const Prefix prefix = prefixFor(magnitude, isBinary(unit));
        scale.factor = prefix.factor;
        scale.suffix = QString(prefix.text) + QString(baseOf(unit));
    } else {
        scale.suffix = unit == Unit::Celsius ? u"°C"_s : QString(baseOf(unit));
    }
    scale.decimals =
        step > 0.0 ? placesForStep(step / scale.factor) : placesFor(magnitude / scale.factor, unit);
    return scale;
}

QString Formatter::number(double value, const UnitScale &scale) const
{
    if (!std::isfinite(value)) {
        return kDash;
    }
    const double scaled = value / scale.factor;
    const double half = 0.5 * std::pow(10.0, -scale.decimals);
    return m_locale.toString(std::abs(scaled) < half ? 0.0 : scaled, 'f', scale.decimals);
}

ValueText Formatter::value(double value, Unit unit) const
{
    if (!std::isfinite(value)) {
        return {kDash, {}};
    }
    if (unit == Unit::Bool) {
        //: State of a yes-or-no metric
        return {value != 0.0 ? tr("yes") : tr("no"), {}};
    }
    const double seconds = unit == Unit::Milliseconds ? value / 1000.0 : value;
    if ((unit == Unit::Seconds || unit == Unit::Milliseconds) && seconds >= 60.0) {
        return {duration(std::chrono::milliseconds(std::llround(seconds * 1000.0))), {}};
    }
    UnitScale scale = scaleFor(value, value, unit);
    const double scaled = value / scale.factor;
    const bool isUnscaled = scale.factor == 1.0 || unit == Unit::Seconds || unit == Unit::Milliseconds;
    // A share keeps its places: 44.0 % and 43.5 % are the same number measured twice.
    const bool isExact = isUnscaled && unit != Unit::Percent && isWhole(scaled);
    if (scaled == 0.0 || isExact) {
        scale.decimals = 0;
    }
    return {number(value, scale), scale.suffix};
}

QString Formatter::cellText(double value, Unit unit, int percentPlaces) const
{
    const bool isFixed = unit == Unit::None || unit == Unit::Percent || hasPrefix(unit);
    if (!std::isfinite(value) || !isFixed) {
        return text(value, unit);
    }
    UnitScale scale = scaleFor(value, value, unit);
    scale.decimals = unit == Unit::Percent ? percentPlaces
        : unit == Unit::None               ? 2
        : scale.factor > 1.0               ? 1
                                           : 0;
    return ValueText{number(value, scale), scale.suffix}.text();
}

QString Formatter::count(qint64 value) const
{
    return m_locale.toString(value);
}

QString Formatter::duration(std::chrono::milliseconds length) const
{
    const qint64 ms = std::max<qint64>(0, length.count());
    if (ms < 1000) {
        return tr("%1 ms").arg(ms);
    }
    const qint64 seconds = ms / 1000;
    if (seconds < 60) {
        const bool showsTenth = seconds < 10 && ms % 1000 >= 100;
        const qint64 tenths = ms / 100;
        return tr("%1 s").arg(showsTenth ? m_locale.toString(static_cast<double>(tenths) / 10.0, 'f', 1)
                                         : QString::number(seconds));
    }
    const qint64 minutes = seconds / 60;
    if (minutes < 60) {
        return seconds % 60 == 0 ? tr("%1m").arg(minutes) : tr("%1m %2s").arg(minutes).arg(seconds % 60);
    }
    const qint64 hours = minutes / 60;
    if (hours < 24) {
        return minutes % 60 == 0 ? tr("%1h").arg(hours) : tr("%1h %2m").arg(hours).arg(minutes % 60);
    }
    const qint64 days = hours / 24;
    return hours % 24 == 0 ? tr("%1d").arg(days) : tr("%1d %2h").arg(days).arg(hours % 24);
}

QString Formatter::age(TimeMs then, TimeMs now) const
{
    if (toUnixMs(then) == 0) {
        return tr("never");
    }
    const auto difference = now - then;
    if (std::chrono::abs(difference) < 5s) {
        return tr("just now");
    }
    const qint64 seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::abs(difference)).count();
    const bool isPast = difference > 0ms;
    if (seconds < 60) {
        return (isPast ? tr("%1 s ago") : tr("in %1 s")).arg(seconds);
    }
    if (seconds < 3600) {
        return (isPast ? tr("%1 min ago") : tr("in %1 min")).arg(seconds / 60);
    }
    if (seconds < 2 * 86400) {
        return (isPast ? tr("%1 h ago") : tr("in %1 h")).arg(seconds / 3600);
    }
    return (isPast ? tr("%1 d ago") : tr("in %1 d")).arg(seconds / 86400);
}

QString Formatter::timestamp(TimeMs time, TimeMs now) const
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toUnixMs(time), m_zone);
    const QDateTime today = QDateTime::fromMSecsSinceEpoch(toUnixMs(now), m_zone);
    const bool isThisYear = local.date().year() == today.date().year();
    return local.toString(isThisYear ? u"MM-dd HH:mm:ss"_s : u"yyyy-MM-dd HH:mm:ss"_s);
}

QString Formatter::clockTime(TimeMs time) const
{
    return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), m_zone).toString(u"HH:mm:ss"_s);
}

QString Formatter::iso(TimeMs time) const
{
    // An explicit offset, because ISO text of a named zone would leave it out.
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toUnixMs(time), m_zone);
    return local.toOffsetFromUtc(local.offsetFromUtc()).toString(Qt::ISODateWithMs);
}

QString Formatter::zoneName(TimeMs at) const
{
    const int minutes = m_zone.offsetFromUtc(QDateTime::fromMSecsSinceEpoch(toUnixMs(at), Qt::UTC)) / 60;
    if (minutes == 0) {
        return u"UTC"_s;
    }
    const int hours = std::abs(minutes) / 60;
    const int rest = std::abs(minutes) % 60;
    const QString sign = minutes < 0 ? QString(QChar(0x2212)) : u"+"_s;
    const QString tail = rest == 0 ? QString() : u":%1"_s.arg(rest, 2, 10, QChar(u'0'));
    return u"UTC"_s + sign + QString::number(hours) + tail;
}

} // namespace qd::console
