// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/seriestable.h"

namespace qd::agent {

SeriesTable::SeriesTable(std::size_t maxSeries)
    : m_maxSeries(maxSeries)
{
}

SeriesHandle SeriesTable::resolve(SeriesDescription series)
{
    const std::uint64_t hash = series.labels.hash();
    const auto [begin, end] = m_byHash.equal_range(hash);
    for (auto candidate = begin; candidate != end; ++candidate) {
        if (m_series[candidate->second].labels == series.labels) {
            return candidate->second;
        }
    }
    if (m_series.size() >= m_maxSeries || !validate(series)) {
        ++m_refused;
        return kNoSeries;
    }
    const auto handle = static_cast<SeriesHandle>(m_series.size());
    m_series.push_back(std::move(series));
    m_lastRow.push_back(0);
    m_byHash.emplace(hash, handle);
    return handle;
}

} // namespace qd::agent
