// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/queryplan.h"

#include "backend/storage/timeseries/partitions.h"

#include <algorithm>
#include <array>

namespace qd::backend {
namespace {

/// Shorter spans are read raw: roll-ups of a day are written after the day.
constexpr std::int64_t kShortestRollupSpanMs = 36 * kHourMs;
/// A range selector needs some points for its slope.
constexpr std::int64_t kPointsPerRange = 6;

/// Functions whose result depends on every sample, not on an interval's extremes or average.
bool needsEverySample(std::string_view function)
{
    constexpr std::array<std::string_view, 12> kNames{
        "count_over_time",
        "sum_over_time",
        "stddev_over_time",
        "stdvar_over_time",
        "quantile_over_time",
        "changes",
        "resets",
        "irate",
        "idelta",
        "timestamp",
        "last_over_time",
        "absent",
    };
    return std::find(kNames.begin(), kNames.end(), function) != kNames.end();
}

bool suits(const promql::SelectRequest &request, std::int64_t widthMs)
{
    return request.stepMs >= widthMs
        && (request.rangeMs == 0 || request.rangeMs >= kPointsPerRange * widthMs);
}

} // namespace

Resolution chooseResolution(
    const promql::SelectRequest &request, const Retention &retention, std::int64_t nowMs)
{
    const auto keeps = [nowMs, &retention, start = request.startMs](Resolution resolution) {
        return start >= nowMs - retention.of(resolution).count();
    };
    const bool isLong =
        request.endMs - request.startMs >= kShortestRollupSpanMs && !needsEverySample(request.function);
    const bool hasRaw = keeps(Resolution::Raw);
    const bool hasFiveMinutes = keeps(Resolution::FiveMinutes);
    if (isLong && suits(request, bucketMs(Resolution::OneHour)) && keeps(Resolution::OneHour)) {
        return Resolution::OneHour;
    }
    if (isLong && suits(request, bucketMs(Resolution::FiveMinutes)) && hasFiveMinutes) {
        return Resolution::FiveMinutes;
    }
    if (hasRaw) {
        return Resolution::Raw;
    }
    return hasFiveMinutes ? Resolution::FiveMinutes : Resolution::OneHour;
}

SampleColumn representRollup(
    const std::array<SampleColumn, kAggregates> &aggregates, std::string_view function, MetricKind kind)
{
    const auto pick = [&aggregates](
                          Aggregate aggregate) { return aggregates[static_cast<std::size_t>(aggregate)]; };
    if (function == "min_over_time") {
        return pick(Aggregate::Minimum);
    }
    if (function == "max_over_time" || kind == MetricKind::Counter) {
        return pick(Aggregate::Maximum);
    }
    SampleColumn average = pick(Aggregate::Sum);
    const std::vector<double> &counts = aggregates[static_cast<std::size_t>(Aggregate::Count)].values;
    for (std::size_t i = 0; i < average.values.size() && i < counts.size(); ++i) {
        average.values[i] /= counts[i];
    }
    return average;
}

SampleColumn spreadForLookback(SampleColumn points, Resolution resolution)
{
    if (resolution != Resolution::OneHour) {
        return points;
    }
    const std::int64_t step = bucketMs(Resolution::FiveMinutes);
    const std::int64_t perPoint = bucketMs(Resolution::OneHour) / step;
    SampleColumn spread;
    for (std::size_t i = 0; i < points.times.size(); ++i) {
        for (std::int64_t k = perPoint - 1; k >= 0; --k) {
            spread.times.push_back(points.times[i] - k * step);
            spread.values.push_back(points.values[i]);
        }
    }
    return spread;
}

} // namespace qd::backend
