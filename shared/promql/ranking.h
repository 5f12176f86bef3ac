// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/evaluation.h"
#include "shared/promql/grouping.h"

namespace qd::promql {

/// quantile(): one column per group.
[[nodiscard]] Result<VectorColumns> aggregateQuantile(Evaluation &run, const VectorColumns &columns,
    const std::vector<Group> &groups, const ScalarColumn &q, const Grid &grid);

/// topk() and bottomk(): the input's own series, each only where it is among the k of its group. At a single
/// step they come ranked, group by group.
/// @errors InvalidInput if k is no integer of 64 bits
[[nodiscard]] Result<VectorColumns> aggregateRanked(VectorColumns columns, const std::vector<Group> &groups,
    const ScalarColumn &k, bool largest, const Grid &grid);

/// count_values(): one column per group and distinct value, which becomes the label.
/// @errors InvalidInput for an impossible label name or too many values
[[nodiscard]] Result<VectorColumns> aggregateCountValues(Evaluation &run, const VectorColumns &columns,
    const Aggregate &aggregate, const std::string &label, const Grid &grid);

} // namespace qd::promql
