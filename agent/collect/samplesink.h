// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/seriestable.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qd::agent {

struct CollectedSample
{
    SeriesHandle series = kNoSeries;
    double value = 0.0;
};

/// Everything one tick collected: one time row of a block.
struct SampleBatch
{
    TimeMs time; ///< aligned to the tick; the stamp of every sample in the batch
    std::vector<CollectedSample> samples; ///< in order of collection, each series at most once
    bool isClockStep =
        false; ///< the wall clock jumped: time may not be after the batch before, begin a new block
};

/// Where collectors put the samples of one time row.
class SampleSink
{
public:
    /// Begins a row of the table.
    SampleSink(SeriesTable &series, const TierPlan &plan, std::vector<CollectedSample> &samples)
        : m_series(series)
        , m_plan(plan)
        , m_samples(samples)
    {
        m_series.beginRow();
    }

    /// Tiers whose turn it is; samples of others are not wanted.
    [[nodiscard]] bool wants(Tier tier) const { return m_due.has(tier); }
    void setDue(TierSet due) { m_due = due; }

    /// Creates the series on first use. Costs an allocation or two, so callers keep the handle.
    [[nodiscard]] SeriesHandle resolve(const MetricSpec &metric, std::span<const Labels::Pair> labels);

    /// Left out: values that are not finite, those of kNoSeries, and a second one of a series in this row, as
    /// when the same thing is configured, or shown by the kernel, twice.
    void put(SeriesHandle series, double value);

private:
    SeriesTable &m_series;
    const TierPlan &m_plan;
    std::vector<CollectedSample> &m_samples;
    TierSet m_due;
};

/// The series of one thing (a disk, an interface, the whole host): a table of metrics under common labels.
/// Handles are resolved at the first sample of each, so that what a kernel does not offer is never announced.
class SeriesGroup
{
public:
    /// @param metrics  must outlive the group; a constant table
    explicit SeriesGroup(std::span<const MetricSpec> metrics, std::vector<Labels::Pair> labels = {});

    /// Puts a sample of metrics[index], unless its tier is not due.
    void put(SampleSink &sink, std::size_t index, double value)
    {
        if (sink.wants(m_series[index].tier)) {
            putDue(sink, index, value);
        }
    }

    [[nodiscard]] const std::vector<Labels::Pair> &labels() const { return m_labels; }

private:
    void putDue(SampleSink &sink, std::size_t index, double value);

    /// All that a sample needs, side by side: a tick finds the processor's caches cold.
    struct Series
    {
        SeriesHandle handle; ///< kUnresolved until the first sample
        Tier tier;
    };

    std::span<const MetricSpec> m_metrics;
    std::vector<Labels::Pair> m_labels;
    std::vector<Series> m_series; ///< of each metric
};

/// Rounds to a number of decimals. What a metric cannot resolve is noise that costs bytes: a double with a
/// full mantissa takes 6.8 bytes in a block, one with two decimals less than one.
[[nodiscard]] double rounded(double value, int decimals);

} // namespace qd::agent
