// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/units.h"
#include "shared/base/clock.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTimeZone>

#include <chrono>

namespace qd::console {

/// A value split where the eye splits it: the number large, the unit small.
struct ValueText
{
    QString number; ///< "48.2"; an em dash when there is no value
    QString unit; ///< "k/s"; may be empty

    /// "48.2 k/s", with the thin rules of the unit ("61 %", "17 °C").
    [[nodiscard]] QString text() const;
    bool operator==(const ValueText &) const = default;
};

/// Numbers, units and times as people read them, in one language and one time zone. A plain value: pages make
/// a new one when the language or the zone changes. NaN and infinities read as an em dash.
class Formatter
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::Formatter)

public:
    explicit Formatter(const QLocale &locale = QLocale(), const QTimeZone &zone = defaultZone());

    /// The zone of formatters made without one, as QLocale::setDefault() is the language. Main thread. An
    /// invalid zone stands for the one of the desktop.
    static void setDefaultZone(const QTimeZone &zone);
    [[nodiscard]] static QTimeZone defaultZone();

    [[nodiscard]] const QLocale &locale() const { return m_locale; }
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }

    /// Three significant places and the prefix that fits: 1536 Bytes -> "1.50", "KiB".
    [[nodiscard]] ValueText value(double value, Unit unit) const;
    [[nodiscard]] QString text(double v, Unit unit) const { return value(v, unit).text(); }
    /// As text(), with the same places for every value of a column: values with a prefix one, plain numbers
    /// two, counts and bytes none.
    /// @param percentPlaces  one where shares are large (use of a disk), two where they are small (errors)
    [[nodiscard]] QString cellText(double value, Unit unit, int percentPlaces = 1) const;
    /// Places that leave three significant digits; at most two for percent.
    [[nodiscard]] static int placesFor(double magnitude, Unit unit);
    /// The one prefix for values between min and max, with places that make steps of `step` tell apart
    /// (0: two places of the largest value).
    [[nodiscard]] UnitScale scaleFor(double min, double max, Unit unit, double step = 0.0) const;
    /// The number alone, in a scale.
    [[nodiscard]] QString number(double value, const UnitScale &scale) const;
    /// "12,480": a whole number with the separators of the language.
    [[nodiscard]] QString count(qint64 value) const;

    /// "842 ms", "17m 37s", "2d 4h": the two largest parts, never more. Negative reads as zero.
    [[nodiscard]] QString duration(std::chrono::milliseconds length) const;
    /// "just now", "4 min ago", "3 h ago"; the future reads as "just now" up to 5 s and "in 4 min" beyond.
    /// The epoch stands for a time that was not: "never".
    [[nodiscard]] QString age(TimeMs then, TimeMs now) const;
    /// "11-20 17:42:08"; "2025-11-20 17:42:08" when the year is not now's.
    [[nodiscard]] QString timestamp(TimeMs time, TimeMs now) const;
    /// "17:42:08".
    [[nodiscard]] QString clockTime(TimeMs time) const;
    /// ISO 8601 with offset and milliseconds, for copies and exports; independent of the language.
    [[nodiscard]] QString iso(TimeMs time) const;
    /// "UTC+8", "UTC", "UTC+5:30": the offset at `at`.
    [[nodiscard]] QString zoneName(TimeMs at) const;

private:
    QLocale m_locale;
    QTimeZone m_zone;
};

} // namespace qd::console
