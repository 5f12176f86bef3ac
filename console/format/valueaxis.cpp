// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/valueaxis.h"

#include <algorithm>
#include <cmath>

namespace qd::console {

namespace {

/// Smallest 1, 2, 2.5, 5 x 10^n (binary: 2^n) that is not less than `raw`, which is > 0.
double niceStep(double raw, Unit unit)
{
    if (isBinary(unit)) {
        return std::exp2(std::ceil(std::log2(raw) - 1e-9));
    }
    const double decade = std::pow(10.0, std::floor(std::log10(raw) + 1e-9));
    for (const double mantissa : {1.0, 2.0, 2.5, 5.0, 10.0}) {
        const double step = mantissa * decade;
        const bool isWholeEnough = unit != Unit::Count || std::abs(step - std::round(step)) < 1e-9;
        if (step >= raw * (1.0 - 1e-9) && isWholeEnough) {
            return step;
        }
    }
    return unit == Unit::Count ? std::max(1.0, 10.0 * decade) : 10.0 * decade;
}

bool startsAtZero(Unit unit, double min, double max)
{
    const bool isFree = unit == Unit::None || unit == Unit::Celsius;
    return min >= 0.0 && (!isFree || min < max / 2.0);
}

ValueAxis axisFor(double min, double max, Unit unit, int intervals)
{
    ValueAxis axis;
    axis.step = niceStep((max - min) / intervals, unit);
    axis.min = std::floor(min / axis.step + 1e-9) * axis.step;
    axis.max = std::ceil(max / axis.step - 1e-9) * axis.step;
    return axis;
}

} // namespace

QList<double> ValueAxis::ticks() const
{
    QList<double> result;
    const auto count = static_cast<int>(std::lround((max - min) / step));
    for (int i = 0; i <= count; ++i) {
        result.append(min + step * i);
    }
    return result;
}

ValueAxis valueAxis(double dataMin, double dataMax, Unit unit, int intervals, double factor)
{
    if (unit == Unit::Bool) {
        return {0.0, 1.0, 1.0}; // no, yes, and nothing between
    }
    if (factor != 1.0) {
        const ValueAxis scaled = valueAxis(dataMin / factor, dataMax / factor, unit, intervals);
        return {scaled.min * factor, scaled.max * factor, scaled.step * factor};
    }
    if (!std::isfinite(dataMin) || !std::isfinite(dataMax) || dataMin > dataMax) {
        return unit == Unit::Percent ? ValueAxis{0.0, 100.0, 25.0} : ValueAxis{};
    }
    const int wanted = std::max(1, intervals);
    if (unit == Unit::Percent && dataMin >= 0.0 && dataMax > 50.0 && dataMax <= 100.0) {
        return {0.0, 100.0, 100.0 / wanted};
    }
    const double min = startsAtZero(unit, dataMin, dataMax) ? 0.0 : dataMin;
    double max = dataMax;
    if (max - min < 1e-12 * std::max(1.0, std::abs(max))) {
        max = min + (min == 0.0 ? 1.0 : std::abs(min) * 0.1);
    }
    // One interval more is allowed when it wastes less of the plot: 1,080 reads 0-1,250 instead of 0-1,500.
    const ValueAxis few = axisFor(min, max, unit, wanted);
    const ValueAxis many = axisFor(min, max, unit, wanted + 1);
    return many.max - many.min < few.max - few.min - 1e-12 ? many : few;
}

} // namespace qd::console
