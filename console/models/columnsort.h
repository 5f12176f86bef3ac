// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

#include <array>
#include <cstdint>
#include <vector>

namespace qd::console {

/// One column that a table is sorted by.
struct ColumnSort
{
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    bool operator==(const ColumnSort &) const = default;
};

/// What one row is sorted by: numbers only, so that 100,000 of them are sorted in a few milliseconds and can
/// go to a worker without a copy of any text.
struct RowSortKey
{
    std::array<double, 2> values{}; ///< of the first and second column; NaN stands last whatever the order
    std::int32_t rank = 0; ///< by name; decides when the values are equal
    std::int32_t row = 0;
};

/// The rows in order.
/// @param orders  one for each of the values
[[nodiscard]] std::vector<int> sortedRows(
    std::vector<RowSortKey> keys, const std::array<Qt::SortOrder, 2> &orders);

} // namespace qd::console
