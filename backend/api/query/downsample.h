// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace qd::backend {

struct Points
{
    std::vector<std::int64_t> times; ///< UTC ms, strictly ascending
    std::vector<double> values; ///< as long as times

    bool operator==(const Points &) const = default;
};

/// The bucket width with which a span of steps fits into maxPoints, two points a bucket: a whole number of
/// steps.
/// @return stepMs if nothing has to be thinned out
[[nodiscard]] std::int64_t bucketFor(std::int64_t spanMs, std::int64_t stepMs, std::int32_t maxPoints);

/// Keeps of each bucket the smallest and the largest value, at their own times and in their order, so that no
/// spike is lost. Buckets align to the epoch, so that a sliding window keeps its old points. NaN counts as a
/// value only where a bucket has no other.
[[nodiscard]] Points minMax(const Points &points, std::int64_t bucketMs);

} // namespace qd::backend
