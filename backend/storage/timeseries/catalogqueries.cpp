// SPDX-License-Identifier: GPL-3.0-or-later
// The store's answers about series and labels.
#include "backend/storage/timeseries/presence.h"
#include "backend/storage/timeseries/timeseriesengine.h"

#include <algorithm>
#include <set>

namespace qd::backend {
namespace {

/// The selected hosts of every selector. A host may come more than once.
Result<std::vector<SelectedHost>> selectEver(const QueryContext &context, const SeriesSelection &selection)
{
    if (selection.selectors.empty()) {
        return selectSeries(context, {}, selection.limit);
    }
    std::vector<SelectedHost> all;
    for (const std::vector<promql::Matcher> &matchers : selection.selectors) {
        auto hosts = selectSeries(context, matchers, selection.limit);
        if (!hosts) {
            return hosts;
        }
        std::move(hosts->begin(), hosts->end(), std::back_inserter(all));
    }
    return all;
}

Result<std::vector<SelectedHost>> selectAny(const QueryContext &context, const SeriesSelection &selection)
{
    auto hosts = selectEver(context, selection);
    if (hosts && selection.during) {
        if (auto kept = keepPresent(context, *selection.during, *hosts); !kept) {
            return failure(std::move(kept).error());
        }
    }
    return hosts;
}

SeriesSet seriesOf(std::span<const SelectedHost> hosts)
{
    SeriesSet series;
    for (const SelectedHost &host : hosts) {
        for (const SelectedHost::Series &one : host.series) {
            series.add(one.index);
        }
    }
    return series;
}

} // namespace

Result<std::vector<std::string>> TimeseriesEngine::labelNames(const SeriesSelection &selection) const
{
    const auto hosts = selectAny(queryContext(), selection);
    if (!hosts) {
        return failure(hosts.error());
    }
    const std::vector<std::string> own = m_catalog.labelNames(seriesOf(*hosts));
    std::set<std::string> names(own.begin(), own.end());
    for (const SelectedHost &host : *hosts) {
        for (const Labels &mount : host.mounts) {
            for (const auto &[name, value] : mount.pairs()) {
                names.insert(name);
            }
        }
    }
    return std::vector<std::string>(names.begin(), names.end());
}

Result<std::vector<std::string>> TimeseriesEngine::labelValues(
    std::string_view label, const SeriesSelection &selection) const
{
    const auto hosts = selectAny(queryContext(), selection);
    if (!hosts) {
        return failure(hosts.error());
    }
    std::set<std::string> values;
    if (TreeLabels::owns(label)) {
        for (const SelectedHost &host : *hosts) {
            for (const Labels &mount : host.mounts) {
                values.emplace(mount.get(label));
            }
        }
        values.erase(std::string());
    } else {
        const std::vector<std::string> own = m_catalog.labelValues(label, seriesOf(*hosts));
        values.insert(own.begin(), own.end());
    }
    return std::vector<std::string>(values.begin(), values.end());
}

Result<std::vector<Labels>> TimeseriesEngine::seriesMatching(const SeriesSelection &selection) const
{
    const auto hosts = selectAny(queryContext(), selection);
    if (!hosts) {
        return failure(hosts.error());
    }
    std::set<Labels> all;
    for (const SelectedHost &host : *hosts) {
        for (const SelectedHost::Series &series : host.series) {
            const Labels own = m_catalog.labels(series.index);
            for (const Labels &mount : host.mounts) {
                all.insert(withTreeLabels(own, mount));
            }
        }
    }
    return std::vector<Labels>(all.begin(), all.end());
}

} // namespace qd::backend
