// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/shared/promql/memorysource.h"

namespace qd::promql::test {

void MemorySource::add(const Labels &labels, const std::map<std::int64_t, double> &samples, std::string unit)
{
    Series &series = m_series[labels];
    series.unit = std::move(unit);
    for (const auto &[time, value] : samples) {
        series.samples[time] = value;
    }
}

Result<std::vector<SeriesSamples>> MemorySource::select(const SelectRequest &request)
{
    m_asked.push_back({{request.matchers.begin(), request.matchers.end()}, request.startMs, request.endMs,
        request.stepMs, request.rangeMs, std::string{request.function}, request.by,
        {request.grouping.begin(), request.grouping.end()}});
    const Result<std::vector<CompiledMatcher>> matchers = compileAll(request.matchers);
    if (!matchers) {
        return failure(matchers.error());
    }
    std::vector<SeriesSamples> found;
    for (const auto &[labels, series] : m_series) {
        if (!matchesAll(*matchers, labels)) {
            continue;
        }
        SeriesSamples one{labels, series.unit, MetricKind::Gauge, {}, {}};
        for (auto it = series.samples.lower_bound(request.startMs);
             it != series.samples.end() && it->first <= request.endMs; ++it) {
            one.times.push_back(it->first);
            one.values.push_back(it->second);
        }
        found.push_back(std::move(one));
    }
    return found;
}

} // namespace qd::promql::test
