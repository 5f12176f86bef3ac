// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/operations.h"
#include "shared/promql/rangewindow.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::promql {

double avgOverTime(const RangeWindow &window, double, double)
{
    // A running mean instead of sum / count: the sum of large values could overflow.
    CompensatedSum mean;
    double count = 0.0;
    for (const double value : window.values) {
        count += 1.0;
        if (std::isinf(mean.plain())) {
            const bool sameInfinity = std::isinf(value) && (mean.plain() > 0) == (value > 0);
            if (sameInfinity || std::isfinite(value)) {
                continue;
            }
        }
        mean.add(value / count - mean.plain() / count);
    }
    return mean.finiteOrInfinite();
}

double countOverTime(const RangeWindow &window, double, double)
{
    return static_cast<double>(window.values.size());
}

double lastOverTime(const RangeWindow &window, double, double)
{
    return window.values.back();
}

double maxOverTime(const RangeWindow &window, double, double)
{
    double max = window.values.front();
    for (const double value : window.values) {
        max = value > max || std::isnan(max) ? value : max;
    }
    return max;
}

double minOverTime(const RangeWindow &window, double, double)
{
    double min = window.values.front();
    for (const double value : window.values) {
        min = value < min || std::isnan(min) ? value : min;
    }
    return min;
}

double presentOverTime(const RangeWindow &, double, double)
{
    return 1.0;
}

double quantileOverTime(const RangeWindow &window, double q, double)
{
    std::vector<double> values(window.values.begin(), window.values.end());
    return quantileOf(q, values);
}

double stddevOverTime(const RangeWindow &window, double, double)
{
    return std::sqrt(stdvarOverTime(window, 0.0, 0.0));
}

double stdvarOverTime(const RangeWindow &window, double, double)
{
    // Welford's method, with both running values compensated.
    CompensatedSum mean;
    CompensatedSum squares;
    double count = 0.0;
    for (const double value : window.values) {
        count += 1.0;
        const double delta = value - mean.value();
        mean.add(delta / count);
        squares.add(delta * (value - mean.value()));
    }
    return squares.value() / count;
}

double sumOverTime(const RangeWindow &window, double, double)
{
    CompensatedSum sum;
    for (const double value : window.values) {
        sum.add(value);
    }
    return sum.finiteOrInfinite();
}

double quantileOf(double q, std::vector<double> &values)
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    if (values.empty() || std::isnan(q)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (q < 0.0 || q > 1.0) {
        return q < 0.0 ? -kInfinity : kInfinity;
    }
    std::ranges::sort(values, [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : a < b; });
    const double rank = q * static_cast<double>(values.size() - 1);
    const auto lower = static_cast<std::size_t>(std::floor(rank));
    const std::size_t upper = std::min(values.size() - 1, lower + 1);
    const double weight = rank - std::floor(rank);
    return values[lower] * (1.0 - weight) + values[upper] * weight;
}

} // namespace qd::promql
