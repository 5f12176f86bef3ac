// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/ast.h"
#include "shared/promql/columns.h"
#include "shared/promql/evaluator.h"

#include <optional>
#include <vector>

namespace qd::promql {

/// The samples that a range function looks at, and where its window ends at each step.
struct RangeInput
{
    std::vector<SeriesSamples> series; ///< without stale markers
    std::int64_t rangeMs = 0;
    std::int64_t offsetMs = 0;
    std::optional<std::int64_t> fixedMs; ///< of an @ modifier

    [[nodiscard]] std::int64_t windowEnd(std::int64_t evalMs) const
    {
        return fixedMs.value_or(evalMs) - offsetMs;
    }
};

/// One run of evaluate(): walks the tree top down, a whole grid at a time. Holds references only for the run.
class Evaluation
{
public:
    Evaluation(const EvalParams &params, Source &source, const Limits &limits);

    [[nodiscard]] Result<Columns> evaluate(const Expr &expr, const Grid &grid);

    // The same for an operand whose type the parser has checked.
    [[nodiscard]] Result<VectorColumns> vector(const Expr &expr, const Grid &grid);
    [[nodiscard]] Result<ScalarColumn> scalar(const Expr &expr, const Grid &grid);
    [[nodiscard]] Result<std::string> string(const Expr &expr, const Grid &grid);

    /// The samples of a range selector or a subquery.
    [[nodiscard]] Result<RangeInput> ranges(const Expr &expr, const Grid &grid);

    /// What a selector's cells hold: values, or the times of the samples in seconds, which timestamp() wants.
    enum class Cell : std::uint8_t { SampleValue, SampleTime };
    [[nodiscard]] Result<VectorColumns> select(const VectorSelector &selector, const Grid &grid, Cell cell);

    [[nodiscard]] Budget &budget() { return m_budget; }

private:
    [[nodiscard]] Result<Columns> evaluateNode(const Expr &expr, const Grid &grid);
    [[nodiscard]] Result<Columns> evaluateOnce(const Expr &expr, const Grid &grid);
    [[nodiscard]] Result<Columns> evaluateUnary(const Unary &unary, const Grid &grid);
    [[nodiscard]] Result<RangeInput> subquery(const Subquery &subquery, const Grid &grid);
    [[nodiscard]] Result<Grid> subqueryGrid(
        const Subquery &subquery, const RangeInput &input, const Grid &grid) const;
    [[nodiscard]] Result<std::vector<SeriesSamples>> fetch(const VectorSelector &selector,
        std::int64_t startMs, std::int64_t endMs, std::int64_t stepMs, std::int64_t rangeMs);
    [[nodiscard]] std::optional<std::int64_t> fixedTime(const std::optional<AtModifier> &at) const;
    void addHints(SelectRequest &request) const;

    const EvalParams &m_params;
    Source &m_source;
    Budget m_budget;
    std::vector<const Expr *> m_path; ///< from the root to the node being evaluated
};

/// True if the expression yields the same at every step: each selector in it has an @ modifier, and no
/// function looks at the time of evaluation.
[[nodiscard]] bool isStepInvariant(const Expr &expr);

} // namespace qd::promql
