// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/ast.h"

#include <string>

namespace qd::promql {

/// The canonical text of an expression: one line, one spelling per construct. parse(print(e)) prints the same
/// again.
[[nodiscard]] std::string print(const Expr &expr);

/// A number as PromQL reads it, in as few digits as tell it apart: "0.1", "1e+06", "Inf", "NaN".
[[nodiscard]] std::string printNumber(double value);

/// A string literal in double quotes; bytes that are no UTF-8 and control characters are escaped.
[[nodiscard]] std::string printString(std::string_view text);

} // namespace qd::promql
