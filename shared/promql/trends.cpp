// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/operations.h"
#include "shared/promql/rangewindow.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::promql {

namespace {

double seconds(std::int64_t ms)
{
    return static_cast<double>(ms) / 1000.0;
}

struct Line
{
    double slope = 0.0; ///< per second
    double intercept = 0.0; ///< at the reference time
};

/// Least squares. The reference time is where the line's intercept is wanted, which also keeps the sums
/// small.
Line regression(const RangeWindow &window, std::int64_t referenceMs)
{
    const double initial = window.values.front();
    const bool constant = std::ranges::all_of(window.values, [&](double value) { return value == initial; });
    if (constant) {
        // Exactly level: rounding must not tilt it.
        const double nan = std::numeric_limits<double>::quiet_NaN();
        return std::isinf(initial) ? Line{nan, nan} : Line{0.0, initial};
    }
    CompensatedSum sumX;
    CompensatedSum sumY;
    CompensatedSum sumXY;
    CompensatedSum sumXX;
    for (std::size_t i = 0; i < window.values.size(); ++i) {
        const double x = seconds(window.times[i] - referenceMs);
        sumX.add(x);
        sumY.add(window.values[i]);
        sumXY.add(x * window.values[i]);
        sumXX.add(x * x);
    }
    const auto n = static_cast<double>(window.values.size());
    const double covariance = sumXY.value() - sumX.value() * sumY.value() / n;
    const double variance = sumXX.value() - sumX.value() * sumX.value() / n;
    const double slope = covariance / variance;
    return {slope, sumY.value() / n - slope * sumX.value() / n};
}

double lastDifference(const RangeWindow &window, bool perSecond)
{
    if (window.values.size() < 2) {
        return kAbsent;
    }
    const std::size_t last = window.values.size() - 1;
    const std::int64_t intervalMs = window.times[last] - window.times[last - 1];
    if (intervalMs == 0) {
        return kAbsent;
    }
    const bool reset = perSecond && window.values[last] < window.values[last - 1];
    const double difference = reset ? window.values[last] : window.values[last] - window.values[last - 1];
    return perSecond ? difference / seconds(intervalMs) : difference;
}

} // namespace

double changes(const RangeWindow &window, double, double)
{
    double count = 0.0;
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        const double before = window.values[i - 1];
        const double now = window.values[i];
        if (now != before && !(std::isnan(now) && std::isnan(before))) {
            count += 1.0;
        }
    }
    return count;
}

double resets(const RangeWindow &window, double, double)
{
    double count = 0.0;
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        count += window.values[i] < window.values[i - 1] ? 1.0 : 0.0;
    }
    return count;
}

double idelta(const RangeWindow &window, double, double)
{
    return lastDifference(window, false);
}

double irate(const RangeWindow &window, double, double)
{
    return lastDifference(window, true);
}

double deriv(const RangeWindow &window, double, double)
{
    return window.values.size() < 2 ? kAbsent : regression(window, window.times.front()).slope;
}

double predictLinear(const RangeWindow &window, double secondsAhead, double)
{
    if (window.values.size() < 2) {
        return kAbsent;
    }
    const Line line = regression(window, window.evalMs);
    return line.slope * secondsAhead + line.intercept;
}

double holtWinters(const RangeWindow &window, double smoothing, double trendFactor)
{
    if (window.values.size() < 2) {
        return kAbsent;
    }
    double before = 0.0;
    double smoothed = window.values[0];
    double trend = window.values[1] - window.values[0];
    for (std::size_t i = 1; i < window.values.size(); ++i) {
        if (i > 1) {
            trend = trendFactor * (smoothed - before) + (1.0 - trendFactor) * trend;
        }
        const double next = smoothing * window.values[i] + (1.0 - smoothing) * (smoothed + trend);
        before = smoothed;
        smoothed = next;
    }
    return smoothed;
}

void ExtrapolatedDifference::begin(std::span<const double> seriesValues)
{
    m_values = seriesValues;
    m_resets.clear();
    m_nextReset = 0;
    if (m_kind == Kind::Delta) {
        return;
    }
    for (std::size_t i = 1; i < seriesValues.size(); ++i) {
        if (seriesValues[i] < seriesValues[i - 1]) {
            m_resets.push_back(i);
        }
    }
}

double ExtrapolatedDifference::growth(const RangeWindow &window)
{
    double growth = window.values.back() - window.values.front();
    // A reset at the window's first sample happened before the window.
    while (m_nextReset < m_resets.size() && m_resets[m_nextReset] <= window.first) {
        ++m_nextReset;
    }
    const std::size_t end = window.first + window.values.size();
    for (std::size_t i = m_nextReset; i < m_resets.size() && m_resets[i] < end; ++i) {
        growth += m_values[m_resets[i] - 1];
    }
    return growth;
}

double ExtrapolatedDifference::at(const RangeWindow &window)
{
    if (window.values.size() < 2) {
        return kAbsent;
    }
    const bool counter = m_kind != Kind::Delta;
    const double difference = growth(window);
    double toStart = seconds(window.times.front() - window.startMs);
    const double toEnd = seconds(window.endMs - window.times.back());
    const double sampled = seconds(window.times.back() - window.times.front());
    const double averageGap = sampled / static_cast<double>(window.values.size() - 1);
    if (counter && difference > 0.0 && window.values.front() >= 0.0) {
        // A counter cannot have been below zero: do not extrapolate beyond the instant at which it was zero.
        toStart = std::min(toStart, sampled * (window.values.front() / difference));
    }
    // An end that is about one gap away belongs to the series; a farther one means that it began or ended
    // there.
    const double threshold = averageGap * 1.1;
    double covered = sampled;
    covered += toStart < threshold ? toStart : averageGap / 2.0;
    covered += toEnd < threshold ? toEnd : averageGap / 2.0;
    double factor = covered / sampled;
    if (m_kind == Kind::Rate) {
        factor /= seconds(window.endMs - window.startMs);
    }
    return difference * factor;
}

} // namespace qd::promql
