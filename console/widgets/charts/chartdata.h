// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/units.h"
#include "shared/base/clock.h"
#include "shared/base/severity.h"

#include <QList>
#include <QPointF>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>

namespace qd::console {

/// One line of a chart. Points: x = UTC ms, ascending; y = value; NaN = no sample.
struct ChartSeries
{
    QString id; ///< what the colour belongs to: the label set, not the position
    QString name; ///< the shortest label set that differs
    QList<QPointF> points;
    bool isFilled = false; ///< honoured for one series of a chart that is not stacked
    std::optional<int> slot; ///< colour chosen by meaning, 0-13
    std::optional<Severity> severity; ///< colour of a level instead ("5xx")

    bool operator==(const ChartSeries &) const = default;
};

enum class GapReason : std::uint8_t {
    Unknown,
    AgentDown,
    NotConnected,
    CollectorOff,
    CollectorFailed,
    Late,
    Maintenance,
};

/// A span without data and why.
struct ChartGap
{
    TimeMs from{};
    TimeMs to{}; ///< TimeMs::max() while it lasts
    GapReason reason = GapReason::Unknown;
    bool operator==(const ChartGap &) const = default;
};

struct ChartThreshold
{
    double value = 0.0;
    Severity severity = Severity::Critical;
    bool isUpper = true; ///< the bad side is above
    bool operator==(const ChartThreshold &) const = default;
};

/// A span in which an alert fired.
struct ChartBand
{
    TimeMs from{};
    TimeMs to{};
    Severity severity = Severity::Critical;
    QString id; ///< of the alert, for the click
    QString name;
    bool operator==(const ChartBand &) const = default;
};

struct ChartMark
{
    enum class Kind : std::uint8_t { Deploy, Config, Silence, Restart };
    TimeMs time{};
    Kind kind = Kind::Deploy;
    QString text;
    bool operator==(const ChartMark &) const = default;
};

/// Everything that one chart shows; a refresh hands over a whole new one.
struct ChartData
{
    QList<ChartSeries> series; ///< a stack puts them in order itself: the largest at the bottom
    Unit unit = Unit::None;
    std::chrono::milliseconds step{10'000}; ///< distance of two samples
    bool isStacked = false;
    bool isReduced = false; ///< minimum and maximum per step, not raw
    std::optional<double> axisMin; ///< fixed bounds instead of those of the data
    std::optional<double> axisMax;
    QList<ChartGap> gaps;
    QList<ChartThreshold> thresholds;
    QList<ChartBand> bands;
    QList<ChartMark> marks;
    QList<ChartSeries> previous; ///< the period before, already shifted onto this one; dashed grey
    int hiddenSeries = 0; ///< not sent because of the limit: "40 of 312 shown"

    bool operator==(const ChartData &) const = default;
};

inline constexpr int kMaxPointsPerSeries = 3000;
inline constexpr int kMaxPointsPerChart = 10'000;
inline constexpr int kMaxSeriesPerChart = 40;

} // namespace qd::console
