// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/samplecolumn.h"

namespace qd::backend {
namespace {

SampleColumn mergeTwo(const SampleColumn &earlier, const SampleColumn &later)
{
    SampleColumn both;
    both.times.reserve(earlier.times.size() + later.times.size());
    both.values.reserve(both.times.capacity());
    std::size_t a = 0;
    std::size_t b = 0;
    while (a < earlier.times.size() || b < later.times.size()) {
        const bool isLater =
            b < later.times.size() && (a == earlier.times.size() || later.times[b] <= earlier.times[a]);
        if (isLater) {
            a += a < earlier.times.size() && later.times[b] == earlier.times[a] ? 1 : 0;
            both.add(later.times[b], later.values[b]);
            ++b;
        } else {
            both.add(earlier.times[a], earlier.values[a]);
            ++a;
        }
    }
    return both;
}

} // namespace

SampleColumn mergeColumns(std::vector<SampleColumn> columns)
{
    std::erase_if(columns, [](const SampleColumn &column) { return column.times.empty(); });
    if (columns.empty()) {
        return {};
    }
    SampleColumn merged = std::move(columns.front());
    for (std::size_t i = 1; i < columns.size(); ++i) {
        if (columns[i].times.front() > merged.times.back()) { // the usual case: packs follow one another
            merged.append(columns[i]);
        } else {
            merged = mergeTwo(merged, columns[i]);
        }
    }
    return merged;
}

} // namespace qd::backend
