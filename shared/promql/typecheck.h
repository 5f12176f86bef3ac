// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/promql/ast.h"

#include <string_view>

namespace qd::promql {

/// Checks one node against the types of its children, which have been checked before, and completes the
/// matching of a binary node (set operators are always many to many).
/// @errors InvalidInput with the place of the offending operand or argument
[[nodiscard]] Result<void> checkNode(Expr &expr, std::string_view query);

} // namespace qd::promql
