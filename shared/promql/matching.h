// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/evaluation.h"

namespace qd::promql {

/// The outcome of an arithmetic operator or comparison; comparisons give 1 or 0.
[[nodiscard]] double applyOperator(BinaryOp op, double left, double right);

/// True for the operators whose outcome is another quantity than their operands.
[[nodiscard]] bool dropsMetricName(BinaryOp op);

/// Arithmetic and comparison between two vectors, one to one or with group_left/group_right.
/// @errors InvalidInput for ambiguous matches, context "group"
[[nodiscard]] Result<VectorColumns> matchVectors(Evaluation &run, const Binary &binary,
    const VectorColumns &left, const VectorColumns &right, const Grid &grid);

/// and, or, unless.
[[nodiscard]] Result<VectorColumns> combineSets(
    const Binary &binary, VectorColumns left, VectorColumns right, const Grid &grid);

} // namespace qd::promql
