// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/columnsort.h"

#include <algorithm>
#include <cmath>

namespace qd::console {

std::vector<int> sortedRows(std::vector<RowSortKey> keys, const std::array<Qt::SortOrder, 2> &orders)
{
    std::ranges::sort(keys, [&](const RowSortKey &a, const RowSortKey &b) {
        for (std::size_t i = 0; i < orders.size(); ++i) {
            const double left = a.values[i];
            const double right = b.values[i];
            if (const bool isNone = std::isnan(left); isNone != std::isnan(right)) {
                return !isNone;
            }
            if (left < right || left > right) {
                return (left < right) == (orders[i] == Qt::AscendingOrder);
            }
        }
        return a.rank < b.rank;
    });
    std::vector<int> rows;
    rows.reserve(keys.size());
    for (const RowSortKey &key : keys) {
        rows.push_back(key.row);
    }
    return rows;
}

} // namespace qd::console
