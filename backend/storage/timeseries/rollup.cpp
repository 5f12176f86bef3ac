// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/rollup.h"

#include <algorithm>
#include <cmath>

namespace qd::backend {

void RollupBuilder::Bucket::add(double value)
{
    merge({value, value, value, 1.0});
}

void RollupBuilder::Bucket::merge(const Bucket &other)
{
    if (other.count == 0.0) {
        return;
    }
    minimum = count == 0.0 ? other.minimum : std::min(minimum, other.minimum);
    maximum = count == 0.0 ? other.maximum : std::max(maximum, other.maximum);
    sum += other.sum;
    count += other.count;
}

void RollupBuilder::add(const series::Block &block)
{
    const std::int64_t width = bucketMs(Resolution::FiveMinutes);
    for (const series::Column &column : block.columns) {
        if (m_series.size() <= column.slot) {
            m_series.resize(column.slot + 1);
        }
        std::vector<Bucket> &buckets = m_series[column.slot];
        buckets.resize(kBuckets);
        for (std::size_t row = 0; row < block.times.size(); ++row) {
            const std::int64_t offset = block.times[row] - m_dayStartMs;
            if (std::isnan(column.values[row]) || offset < 0
                || offset >= width * static_cast<std::int64_t>(kBuckets)) {
                continue;
            }
            buckets[static_cast<std::size_t>(offset / width)].add(column.values[row]);
        }
    }
}

series::Block RollupBuilder::build(Resolution resolution) const
{
    const std::int64_t width = bucketMs(resolution);
    const auto merged = static_cast<std::size_t>(width / bucketMs(Resolution::FiveMinutes));
    const std::size_t rows = kBuckets / merged;
    series::Block block;
    for (std::size_t row = 0; row < rows; ++row) {
        block.times.push_back(m_dayStartMs + static_cast<std::int64_t>(row + 1) * width);
    }
    for (std::uint32_t ordinal = 0; ordinal < m_series.size(); ++ordinal) {
        if (m_series[ordinal].empty()) {
            continue;
        }
        std::vector<double> columns[kAggregates];
        for (std::size_t row = 0; row < rows; ++row) {
            Bucket bucket;
            for (std::size_t i = 0; i < merged; ++i) {
                bucket.merge(m_series[ordinal][row * merged + i]);
            }
            const bool isEmpty = bucket.count == 0.0;
            columns[0].push_back(isEmpty ? series::kAbsent : bucket.minimum);
            columns[1].push_back(isEmpty ? series::kAbsent : bucket.maximum);
            columns[2].push_back(isEmpty ? series::kAbsent : cleanSum(bucket.sum));
            columns[3].push_back(isEmpty ? series::kAbsent : bucket.count);
        }
        for (std::uint32_t i = 0; i < kAggregates; ++i) {
            block.columns.push_back({rollupSlot(ordinal, static_cast<Aggregate>(i)), std::move(columns[i])});
        }
    }
    return block;
}

double cleanSum(double sum)
{
    double power = 1.0;
    for (int places = 0; places <= 6; ++places, power *= 10.0) {
        const double candidate = std::round(sum * power) / power;
        if (std::fabs(candidate - sum) <= 1e-13 * std::fabs(sum)) {
            return candidate;
        }
    }
    return sum;
}

} // namespace qd::backend
