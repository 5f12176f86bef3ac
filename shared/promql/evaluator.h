// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/promql/ast.h"
#include "shared/promql/source.h"
#include "shared/promql/value.h"

#include <cstdint>

namespace qd::promql {

inline constexpr std::int64_t kDefaultLookbackMs = 5 * 60 * 1000;
inline constexpr std::int64_t kDefaultSubqueryStepMs = 60 * 1000;

/// When to evaluate. Times are UTC ms.
struct EvalParams
{
    std::int64_t startMs = 0;
    std::int64_t endMs = 0; ///< inclusive; for an instant query equal to startMs
    std::int64_t stepMs = 0; ///< 0 makes an instant query, at endMs
    std::int64_t lookbackMs = kDefaultLookbackMs; ///< how old a sample may be to count as the current value
    std::int64_t subqueryStepMs = kDefaultSubqueryStepMs; ///< for `[1h:]`, which names no step

    [[nodiscard]] static EvalParams instant(std::int64_t timeMs)
    {
        return {.startMs = timeMs, .endMs = timeMs};
    }
    [[nodiscard]] static EvalParams range(std::int64_t startMs, std::int64_t endMs, std::int64_t stepMs)
    {
        return {.startMs = startMs, .endMs = endMs, .stepMs = stepMs};
    }
};

/// Evaluates with the semantics of Prometheus 2.42 (docs/protocol/promql.md). Each selector asks the source
/// once for its whole span and is then worked on column by column. An instant query yields the expression's
/// own type; a range query a Matrix (a scalar is a series without labels). Blocks as long as the source does
/// and the limits allow; reentrant, no shared state.
/// @errors InvalidInput (ambiguous match, bad argument, limit exceeded with context "limit"), Cancelled,
/// Timeout,
///         and what the source returns
[[nodiscard]] Result<Value> evaluate(
    const Expr &expr, const EvalParams &params, Source &source, const Limits &limits = {});

} // namespace qd::promql
