// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/columns.h"

#include <cstdint>
#include <span>

namespace qd::promql {

/// What a range function sees at one step: the samples with startMs <= time <= endMs. Never empty.
struct RangeWindow
{
    std::span<const std::int64_t> times;
    std::span<const double> values;
    std::int64_t startMs = 0;
    std::int64_t endMs = 0;
    std::int64_t evalMs = 0; ///< the step's own time, which offset and @ set apart from endMs
    std::size_t first = 0; ///< index of the window's first sample in its series
};

/// Calls one of the functions over time, named by its cell: kAbsent if the window has too few samples.
/// `first` and `second` are the function's scalar arguments at this step.
using WindowFunction = double (*)(const RangeWindow &window, double first, double second);

// Sums, means, extremes, order: overtime.cpp
double avgOverTime(const RangeWindow &window, double, double);
double countOverTime(const RangeWindow &window, double, double);
double lastOverTime(const RangeWindow &window, double, double);
double maxOverTime(const RangeWindow &window, double, double);
double minOverTime(const RangeWindow &window, double, double);
double presentOverTime(const RangeWindow &window, double, double);
double quantileOverTime(const RangeWindow &window, double q, double);
double stddevOverTime(const RangeWindow &window, double, double);
double stdvarOverTime(const RangeWindow &window, double, double);
double sumOverTime(const RangeWindow &window, double, double);

// How values move: trends.cpp
double changes(const RangeWindow &window, double, double);
double resets(const RangeWindow &window, double, double);
double idelta(const RangeWindow &window, double, double);
double irate(const RangeWindow &window, double, double);
double deriv(const RangeWindow &window, double, double);
double predictLinear(const RangeWindow &window, double seconds, double);
double holtWinters(const RangeWindow &window, double smoothing, double trend);

/// rate(), increase() and delta(): the difference over the window, extrapolated to its ends. Counter resets
/// are found once per series, so that a window costs the same however many samples it holds.
class ExtrapolatedDifference
{
public:
    enum class Kind : std::uint8_t { Rate, Increase, Delta };

    explicit ExtrapolatedDifference(Kind kind)
        : m_kind(kind)
    {
    }

    void begin(std::span<const double> seriesValues);
    [[nodiscard]] double at(const RangeWindow &window);

private:
    [[nodiscard]] double growth(const RangeWindow &window);

    Kind m_kind;
    std::span<const double> m_values;
    std::vector<std::size_t> m_resets; ///< indices of samples smaller than the one before, ascending
    std::size_t m_nextReset = 0; ///< first reset that can lie in the next window
};

} // namespace qd::promql
