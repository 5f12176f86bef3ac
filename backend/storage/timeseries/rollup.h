// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "shared/series/pack.h"

#include <cstdint>
#include <vector>

namespace qd::backend {

/// What a bucket of a roll-up keeps. The four aggregates of a series are neighbouring columns of one
/// sub-block.
enum class Aggregate : std::uint8_t { Minimum, Maximum, Sum, Count };
inline constexpr std::uint32_t kAggregates = 4;
inline constexpr std::uint32_t kRollupSeriesPerSubBlock = series::kPackColumns / kAggregates;

[[nodiscard]] constexpr std::uint32_t rollupSlot(std::uint32_t ordinal, Aggregate aggregate)
{
    return ordinal / kRollupSeriesPerSubBlock * series::kPackColumns
        + ordinal % kRollupSeriesPerSubBlock * kAggregates + static_cast<std::uint32_t>(aggregate);
}

[[nodiscard]] constexpr std::int64_t bucketMs(Resolution resolution)
{
    return resolution == Resolution::OneHour ? 3'600'000 : 300'000;
}

/// Aggregates the raw samples of one host and one UTC day. NaN counts as no sample. A sample on the border of
/// two buckets belongs to the later one, so that a day's buckets need no other day's packs.
class RollupBuilder
{
public:
    explicit RollupBuilder(std::int64_t dayStartMs)
        : m_dayStartMs(dayStartMs)
    {
    }

    /// Slots are ordinals; rows outside the day are ignored.
    void add(const series::Block &block);

    [[nodiscard]] bool empty() const { return m_series.empty(); }
    /// Times are bucket ends, slots are rollupSlot(); buckets without a sample are absent.
    [[nodiscard]] series::Block build(Resolution resolution) const;

private:
    struct Bucket
    {
        double minimum = 0.0;
        double maximum = 0.0;
        double sum = 0.0;
        double count = 0.0;

        void add(double value);
        void merge(const Bucket &other);
    };
    static constexpr std::size_t kBuckets = 288; ///< 5 minutes each

    std::int64_t m_dayStartMs;
    std::vector<std::vector<Bucket>> m_series; ///< by ordinal; an inner vector is empty or has kBuckets
};

/// Removes the noise of adding decimals: the decimal with up to six places that differs from the sum by no
/// more than rounding explains, if there is one. Such sums compress to a quarter.
[[nodiscard]] double cleanSum(double sum);

} // namespace qd::backend
