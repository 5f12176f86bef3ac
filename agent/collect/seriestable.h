// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/metricspec.h"

#include <cstdint>
#include <limits>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace qd::agent {

/// Number of a series in this process: 0, 1, 2, ... in order of first appearance; never reused for other
/// labels.
using SeriesHandle = std::uint32_t;

inline constexpr SeriesHandle kNoSeries = std::numeric_limits<SeriesHandle>::max();

/// Gives each label set its number once, so that samples travel as (number, value) inside the agent.
/// Whoever maps numbers to slots of the durable dictionary remembers how many it has mapped and adds the rest
/// of all(). Not thread safe; belongs to the collecting thread.
class SeriesTable
{
public:
    /// @param maxSeries  bound on memory and on what one host may create; later series are refused
    explicit SeriesTable(std::size_t maxSeries = 20'000);

    /// The number of this label set; a repeated one keeps its number and its first description.
    /// @return kNoSeries when the table is full or the description is not valid; each such call counts in
    /// refused()
    [[nodiscard]] SeriesHandle resolve(SeriesDescription series);

    /// Begins a time row; a block may have one sample a series in it.
    void beginRow() { ++m_row; }

    /// @return false if the series has its sample of this row already
    [[nodiscard]] bool claim(SeriesHandle handle) { return std::exchange(m_lastRow[handle], m_row) != m_row; }

    [[nodiscard]] const SeriesDescription &describe(SeriesHandle handle) const { return m_series[handle]; }
    [[nodiscard]] std::span<const SeriesDescription> all() const { return m_series; }
    [[nodiscard]] std::size_t size() const { return m_series.size(); }
    [[nodiscard]] std::uint64_t refused() const { return m_refused; }

private:
    std::size_t m_maxSeries;
    std::uint64_t m_refused = 0;
    std::vector<SeriesDescription> m_series;
    std::vector<std::uint32_t> m_lastRow; ///< in which each series had its last sample
    std::uint32_t m_row = 1; ///< enough for a century of seconds
    std::unordered_multimap<std::uint64_t, SeriesHandle> m_byHash;
};

} // namespace qd::agent
