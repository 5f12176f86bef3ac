// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/samplesink.h"

#include <array>
#include <cmath>

namespace qd::agent {

namespace {

constexpr SeriesHandle kUnresolved = kNoSeries - 1;

} // namespace

SeriesHandle SampleSink::resolve(const MetricSpec &metric, std::span<const Labels::Pair> labels)
{
    std::vector<Labels::Pair> pairs(labels.begin(), labels.end());
    pairs.emplace_back(Labels::kMetricName, metric.name);
    return m_series.resolve({Labels{std::move(pairs)}, std::string{metric.unit}, metric.kind,
        static_cast<std::int32_t>(m_plan.interval(metric.tier).count())});
}

void SampleSink::put(SeriesHandle series, double value)
{
    if (series != kNoSeries && std::isfinite(value) && m_series.claim(series)) {
        m_samples.push_back({series, value});
    }
}

SeriesGroup::SeriesGroup(std::span<const MetricSpec> metrics, std::vector<Labels::Pair> labels)
    : m_metrics(metrics)
    , m_labels(std::move(labels))
{
    m_series.reserve(metrics.size());
    for (const MetricSpec &metric : metrics) {
        m_series.push_back({kUnresolved, metric.tier});
    }
}

void SeriesGroup::putDue(SampleSink &sink, std::size_t index, double value)
{
    SeriesHandle &handle = m_series[index].handle;
    if (handle == kUnresolved) {
        if (!std::isfinite(value)) {
            return;
        }
        handle = sink.resolve(m_metrics[index], m_labels);
    }
    sink.put(handle, value);
}

double rounded(double value, int decimals)
{
    constexpr std::array<double, 7> kPowers{1.0, 10.0, 100.0, 1'000.0, 10'000.0, 100'000.0, 1'000'000.0};
    const double scale = kPowers[static_cast<std::size_t>(decimals)];
    return std::round(value * scale) / scale;
}

} // namespace qd::agent
