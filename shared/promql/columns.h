// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/promql/source.h"
#include "shared/series/block.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace qd::promql {

/// The instants of one (sub-)evaluation: steps of equal width.
struct Grid
{
    std::int64_t startMs = 0;
    std::int64_t stepMs = 1;
    std::size_t steps = 1;

    [[nodiscard]] std::int64_t at(std::size_t step) const
    {
        return startMs + static_cast<std::int64_t>(step) * stepMs;
    }
    [[nodiscard]] std::int64_t last() const { return at(steps - 1); }
};

/// An instant vector over a grid, turned on its side: per series one cell per step, series::kAbsent where the
/// vector of that step lacks the series.
struct SeriesColumn
{
    Labels labels;
    std::string unit;
    std::vector<double> values;
};

using VectorColumns = std::vector<SeriesColumn>;
using ScalarColumn = std::vector<double>;
using Columns = std::variant<ScalarColumn, std::string, VectorColumns>;

inline constexpr double kAbsent = series::kAbsent;

[[nodiscard]] inline bool isPresent(double cell)
{
    return !series::isAbsent(cell);
}

[[nodiscard]] inline bool hasAny(const std::vector<double> &cells)
{
    return std::ranges::any_of(cells, isPresent);
}

[[nodiscard]] inline ScalarColumn absentColumn(const Grid &grid)
{
    return ScalarColumn(grid.steps, kAbsent);
}

/// Removes series without any cell.
void dropEmpty(VectorColumns &columns);

/// Joins columns whose labels became equal, as dropping the metric name can do.
/// @errors InvalidInput with the given message if two of them have a cell at the same step
[[nodiscard]] Result<void> joinEqualLabels(VectorColumns &columns, std::string_view message);

/// What range functions and the unary minus ask for: there, equal labels are an error even at different
/// steps.
/// @errors InvalidInput
[[nodiscard]] Result<void> requireDistinctLabels(const VectorColumns &columns);

/// The message for the usual case of joinEqualLabels().
inline constexpr std::string_view kSameLabelset = "vector cannot contain metrics with the same labelset";

/// Counts what an evaluation reads and produces, and asks now and then whether it should go on.
class Budget
{
public:
    explicit Budget(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// @errors InvalidInput if the cells exceed what is left, Cancelled, Timeout
    [[nodiscard]] Result<void> charge(std::size_t cells);
    /// For work that reads cells again and produces none, as overlapping windows do: asks for an interrupt in
    /// time.
    [[nodiscard]] Result<void> work(std::size_t cells);
    [[nodiscard]] Result<void> checkSeries(std::size_t count) const;
    [[nodiscard]] Result<void> checkInterrupt() const;
    [[nodiscard]] std::size_t remaining() const { return m_limits.maxSamples - m_used; }
    [[nodiscard]] const Limits &limits() const { return m_limits; }

private:
    const Limits &m_limits;
    std::size_t m_used = 0;
    std::size_t m_sinceInterruptCheck = 0;
};

[[nodiscard]] Failure limitExceeded(std::string_view limit, std::string_view what, std::size_t bound);

} // namespace qd::promql
