// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/operations.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <map>

namespace qd::promql {

namespace {

constexpr std::string_view kBucketLabel = "le";
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

struct Bucket
{
    double upperBound = 0.0;
    double count = 0.0;
};

/// All buckets of one histogram: columns of the input, and their bounds.
struct Histogram
{
    struct Member
    {
        double upperBound;
        std::size_t column;
    };
    std::vector<Member> members; ///< ascending by bound
};

std::optional<double> parseBound(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    if (text.empty() || text.front() == '-') {
        return std::nullopt;
    }
    double bound = 0.0;
    const char *const last = text.data() + text.size();
    const auto [end, status] = std::from_chars(text.data(), last, bound); // reads "inf" in any case too
    if (status != std::errc{} || end != last) {
        return std::nullopt;
    }
    return negative ? -bound : bound;
}

/// Buckets of equal bound, written differently ("0.2", "2e-1"), count together.
void joinEqualBounds(std::vector<Bucket> &buckets)
{
    std::size_t last = 0;
    for (std::size_t i = 1; i < buckets.size(); ++i) {
        if (buckets[i].upperBound == buckets[last].upperBound) {
            buckets[last].count += buckets[i].count;
        } else {
            buckets[++last] = buckets[i];
        }
    }
    buckets.resize(last + 1);
}

/// Counts are cumulative, but buckets scraped or rated apart may contradict each other a little.
void makeMonotonic(std::vector<Bucket> &buckets)
{
    double highest = buckets.front().count;
    for (Bucket &bucket : buckets) {
        if (bucket.count > highest) {
            highest = bucket.count;
        } else if (bucket.count < highest) {
            bucket.count = highest;
        }
    }
}

/// @param buckets not empty, ascending by bound
double bucketQuantile(double q, std::vector<Bucket> &buckets)
{
    if (std::isnan(q)) {
        return kNan;
    }
    if (q < 0.0 || q > 1.0) {
        return q < 0.0 ? -kInfinity : kInfinity;
    }
    if (buckets.back().upperBound != kInfinity) {
        return kNan;
    }
    joinEqualBounds(buckets);
    makeMonotonic(buckets);
    const std::size_t count = buckets.size();
    if (count < 2 || buckets.back().count == 0.0) {
        return kNan;
    }
    double rank = q * buckets.back().count;
    const auto finite = std::ranges::subrange(buckets.begin(), buckets.end() - 1);
    const auto found =
        std::ranges::partition_point(finite, [&](const Bucket &bucket) { return !(bucket.count >= rank); });
    const auto index = static_cast<std::size_t>(found - buckets.begin());
    if (index == count - 1) {
        return buckets[count - 2].upperBound; // in the last bucket nothing is known but its lower bound
    }
    if (index == 0 && buckets[0].upperBound <= 0.0) {
        return buckets[0].upperBound;
    }
    const double begin = index == 0 ? 0.0 : buckets[index - 1].upperBound;
    const double below = index == 0 ? 0.0 : buckets[index - 1].count;
    rank -= below;
    return begin + (buckets[index].upperBound - begin) * (rank / (buckets[index].count - below));
}

/// Groups by all labels but le; the name counts, so that two metrics are never mixed up.
std::map<Labels, Histogram> groupBuckets(const VectorColumns &columns)
{
    std::map<Labels, Histogram> histograms;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::optional<double> bound = parseBound(columns[i].labels.get(kBucketLabel));
        if (!bound) {
            continue;
        }
        Labels labels = columns[i].labels;
        labels.remove(kBucketLabel);
        histograms[std::move(labels)].members.push_back({*bound, i});
    }
    for (auto &[labels, histogram] : histograms) {
        std::ranges::stable_sort(histogram.members, {}, &Histogram::Member::upperBound);
    }
    return histograms;
}

ScalarColumn quantiles(
    const Histogram &histogram, const VectorColumns &columns, const ScalarColumn &q, const Grid &grid)
{
    ScalarColumn values = absentColumn(grid);
    std::vector<Bucket> buckets;
    for (std::size_t step = 0; step < grid.steps; ++step) {
        buckets.clear();
        for (const auto &[bound, column] : histogram.members) {
            if (const double count = columns[column].values[step]; isPresent(count)) {
                buckets.push_back({bound, count});
            }
        }
        if (!buckets.empty()) {
            values[step] = bucketQuantile(q[step], buckets);
        }
    }
    return values;
}

} // namespace

Result<Columns> evaluateHistogramQuantile(Evaluation &run, const Call &call, const Grid &grid)
{
    const Result<ScalarColumn> q = run.scalar(*call.arguments[0], grid);
    if (!q) {
        return failure(q.error());
    }
    const Result<VectorColumns> columns = run.vector(*call.arguments[1], grid);
    if (!columns) {
        return failure(columns.error());
    }
    VectorColumns results;
    for (const auto &[labels, histogram] : groupBuckets(*columns)) {
        Labels unnamed = labels;
        unnamed.remove(Labels::kMetricName);
        results.push_back({std::move(unnamed), {}, quantiles(histogram, *columns, *q, grid)});
    }
    if (const Result<void> ok = joinEqualLabels(results, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(results)};
}

} // namespace qd::promql
