// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/query/downsample.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace qd::backend {

namespace {

std::int64_t bucketOf(std::int64_t time, std::int64_t width)
{
    const std::int64_t quotient = time / width;
    return time % width < 0 ? quotient - 1 : quotient;
}

/// Whether candidate replaces best, NaN losing against every number.
template <typename Compare>
bool isBetter(double candidate, double best, Compare compare)
{
    return std::isnan(best) ? !std::isnan(candidate) : compare(candidate, best);
}

} // namespace

std::int64_t bucketFor(std::int64_t spanMs, std::int64_t stepMs, std::int32_t maxPoints)
{
    const std::int64_t steps = spanMs / stepMs + 1;
    if (maxPoints <= 0 || steps <= maxPoints) {
        return stepMs;
    }
    // One bucket less than fits, because an aligned window touches one bucket more than it is long.
    const std::int64_t buckets = std::max<std::int64_t>(maxPoints / 2 - 1, 1);
    return (steps + buckets - 1) / buckets * stepMs;
}

Points minMax(const Points &points, std::int64_t bucketMs)
{
    Points kept;
    for (std::size_t begin = 0; begin < points.times.size();) {
        const std::int64_t bucket = bucketOf(points.times[begin], bucketMs);
        std::size_t low = begin;
        std::size_t high = begin;
        std::size_t end = begin + 1;
        for (; end < points.times.size() && bucketOf(points.times[end], bucketMs) == bucket; ++end) {
            low = isBetter(points.values[end], points.values[low], std::less<>{}) ? end : low;
            high = isBetter(points.values[end], points.values[high], std::greater<>{}) ? end : high;
        }
        const auto [first, second] = std::minmax(low, high);
        kept.times.push_back(points.times[first]);
        kept.values.push_back(points.values[first]);
        if (second != first) {
            kept.times.push_back(points.times[second]);
            kept.values.push_back(points.values[second]);
        }
        begin = end;
    }
    return kept;
}

} // namespace qd::backend
