// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/promql/ast.h"

#include <string_view>

namespace qd::promql {

inline constexpr std::size_t kMaxQueryBytes = 64 * 1024;
/// Deepest tree that is accepted: parsing, printing and evaluating recurse, and worker threads have small
/// stacks. The deepest tree takes less than 1 MB of stack.
inline constexpr std::uint32_t kMaxExprDepth = 300;

/// Parses and type-checks a query of the language of Prometheus 2.42, whose metric names may also contain
/// dots
/// (`cpu.busy`): a dot followed by a letter, digit or underscore continues an identifier.
/// @errors InvalidInput; the message says what is wrong, the context where: "position" (byte offset), "line"
/// and
///         "column" (both from 1, columns in characters)
[[nodiscard]] Result<ExprPtr> parse(std::string_view text);

/// Parses `name{label="value", ...}`, as in match[] parameters; no offset, no range.
[[nodiscard]] Result<VectorSelector> parseSelector(std::string_view text);

} // namespace qd::promql
