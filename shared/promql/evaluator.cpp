// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/evaluator.h"

#include "shared/promql/evaluation.h"
#include "shared/promql/functiontable.h"
#include "shared/promql/operations.h"

#include <algorithm>
#include <limits>

namespace qd::promql {

namespace {

// Sums of an instant with a range, an offset and a lookback have to stay within 64 bits.
constexpr std::int64_t kFarthestMs = std::numeric_limits<std::int64_t>::max() / 4;

Result<Grid> gridOf(const EvalParams &params, const Limits &limits)
{
    const auto refuse = [](std::string field, std::string reason) {
        return failure(ErrorCode::InvalidInput, field + " " + reason, {{"field", field}, {"reason", reason}});
    };
    if (std::abs(params.startMs) > kFarthestMs || std::abs(params.endMs) > kFarthestMs) {
        return refuse("start", "or end is too far from now");
    }
    if (params.endMs < params.startMs) {
        return refuse("end", "must not be before start");
    }
    if (params.stepMs < 0 || params.lookbackMs <= 0 || params.subqueryStepMs <= 0) {
        return refuse("step", "and lookback must be greater than 0");
    }
    if (params.stepMs == 0) {
        return Grid{params.endMs, 1, 1};
    }
    const auto steps = static_cast<std::size_t>((params.endMs - params.startMs) / params.stepMs) + 1;
    if (steps > limits.maxSteps) {
        return limitExceeded("maxSteps", "steps", limits.maxSteps);
    }
    return Grid{params.startMs, params.stepMs, steps};
}

MatrixSeries toMatrixSeries(SeriesColumn column, const Grid &grid)
{
    MatrixSeries series{std::move(column.labels), std::move(column.unit), {}, {}};
    for (std::size_t step = 0; step < grid.steps; ++step) {
        if (isPresent(column.values[step])) {
            series.times.push_back(grid.at(step));
            series.values.push_back(column.values[step]);
        }
    }
    return series;
}

Matrix toMatrix(VectorColumns columns, const Grid &grid)
{
    Matrix matrix;
    for (SeriesColumn &column : columns) {
        if (MatrixSeries series = toMatrixSeries(std::move(column), grid); !series.times.empty()) {
            matrix.series.push_back(std::move(series));
        }
    }
    std::ranges::sort(matrix.series, {}, &MatrixSeries::labels);
    return matrix;
}

struct InstantValue
{
    std::int64_t timeMs;

    Value operator()(ScalarColumn &column) const { return Scalar{timeMs, column.front()}; }
    Value operator()(std::string &text) const { return Text{timeMs, std::move(text)}; }
    Value operator()(VectorColumns &columns) const
    {
        Vector vector{timeMs, {}};
        for (SeriesColumn &column : columns) {
            if (isPresent(column.values.front())) {
                vector.samples.push_back(
                    {std::move(column.labels), std::move(column.unit), column.values.front()});
            }
        }
        return vector;
    }
};

/// A range vector as the result itself: what the window holds at the one instant of evaluation.
Value windowContents(RangeInput input, const Grid &grid)
{
    const std::int64_t end = input.windowEnd(grid.startMs);
    Matrix matrix;
    for (SeriesSamples &series : input.series) {
        const auto from = std::ranges::lower_bound(series.times, end - input.rangeMs) - series.times.begin();
        const auto to = std::ranges::upper_bound(series.times, end) - series.times.begin();
        if (from < to) {
            matrix.series.push_back({std::move(series.labels), std::move(series.unit),
                {series.times.begin() + from, series.times.begin() + to},
                {series.values.begin() + from, series.values.begin() + to}});
        }
    }
    std::ranges::sort(matrix.series, {}, &MatrixSeries::labels);
    return matrix;
}

} // namespace

Result<Value> evaluate(const Expr &expr, const EvalParams &params, Source &source, const Limits &limits)
{
    const Result<Grid> grid = gridOf(params, limits);
    if (!grid) {
        return failure(grid.error());
    }
    const bool instant = params.stepMs == 0;
    const ValueType type = expr.type();
    Evaluation run{params, source, limits};
    if (!instant && (type == ValueType::Matrix || type == ValueType::String)) {
        return failure(ErrorCode::InvalidInput,
            "invalid expression type \"" + std::string{toString(type)}
                + "\" for range query, must be scalar or instant vector");
    }
    if (type == ValueType::Matrix) {
        return run.ranges(expr, *grid).transform([&](RangeInput &&input) {
            return windowContents(std::move(input), *grid);
        });
    }
    return run.evaluate(expr, *grid).transform([&](Columns &&columns) -> Value {
        if (instant) {
            return std::visit(InstantValue{grid->startMs}, columns);
        }
        if (auto *scalar = std::get_if<ScalarColumn>(&columns)) {
            VectorColumns single;
            single.push_back({{}, {}, std::move(*scalar)});
            return toMatrix(std::move(single), *grid);
        }
        return toMatrix(std::get<VectorColumns>(std::move(columns)), *grid);
    });
}

Evaluation::Evaluation(const EvalParams &params, Source &source, const Limits &limits)
    : m_params(params)
    , m_source(source)
    , m_budget(limits)
{
}

Result<Columns> Evaluation::evaluate(const Expr &expr, const Grid &grid)
{
    m_path.push_back(&expr);
    Result<Columns> columns =
        grid.steps > 1 && isStepInvariant(expr) ? evaluateOnce(expr, grid) : evaluateNode(expr, grid);
    m_path.pop_back();
    if (columns) {
        const auto *const vector = std::get_if<VectorColumns>(&*columns);
        const std::size_t cells = vector == nullptr ? grid.steps : vector->size() * grid.steps;
        if (const Result<void> ok = m_budget.charge(cells); !ok) {
            return failure(ok.error());
        }
    }
    return columns;
}

Result<Columns> Evaluation::evaluateOnce(const Expr &expr, const Grid &grid)
{
    Result<Columns> columns = evaluateNode(expr, Grid{grid.startMs, grid.stepMs, 1});
    if (!columns) {
        return columns;
    }
    if (auto *scalar = std::get_if<ScalarColumn>(&*columns)) {
        scalar->resize(grid.steps, scalar->front());
    } else if (auto *vector = std::get_if<VectorColumns>(&*columns)) {
        if (const Result<void> ok = m_budget.charge(vector->size() * grid.steps); !ok) {
            return failure(ok.error());
        }
        for (SeriesColumn &column : *vector) {
            column.values.resize(grid.steps, column.values.front());
        }
    }
    return columns;
}

Result<Columns> Evaluation::evaluateNode(const Expr &expr, const Grid &grid)
{
    struct Visitor
    {
        Evaluation &run;
        const Grid &grid;

        Result<Columns> operator()(const NumberLiteral &number) const
        {
            return Columns{ScalarColumn(grid.steps, number.value)};
        }
        Result<Columns> operator()(const StringLiteral &literal) const { return Columns{literal.value}; }
        Result<Columns> operator()(const VectorSelector &selector) const
        {
            return run.select(selector, grid, Cell::SampleValue).transform([](VectorColumns &&columns) {
                return Columns{std::move(columns)};
            });
        }
        Result<Columns> operator()(const MatrixSelector &) const { return misplacedRange(); }
        Result<Columns> operator()(const Subquery &) const { return misplacedRange(); }
        Result<Columns> operator()(const Call &call) const { return evaluateCall(run, call, grid); }
        Result<Columns> operator()(const Aggregate &aggregate) const
        {
            return evaluateAggregate(run, aggregate, grid);
        }
        Result<Columns> operator()(const Binary &binary) const { return evaluateBinary(run, binary, grid); }
        Result<Columns> operator()(const Unary &unary) const { return run.evaluateUnary(unary, grid); }
        Result<Columns> operator()(const Paren &paren) const { return run.evaluate(*paren.expr, grid); }

        static Result<Columns> misplacedRange()
        {
            return failure(ErrorCode::InvalidInput, "a range vector can only be the argument of a function");
        }
    };
    return std::visit(Visitor{*this, grid}, expr.node);
}

Result<Columns> Evaluation::evaluateUnary(const Unary &unary, const Grid &grid)
{
    Result<Columns> columns = evaluate(*unary.expr, grid);
    if (!columns || !unary.negative) {
        return columns;
    }
    const auto negate = [](std::vector<double> &cells) {
        for (double &cell : cells) {
            cell = isPresent(cell) ? -cell : cell;
        }
    };
    if (auto *scalar = std::get_if<ScalarColumn>(&*columns)) {
        negate(*scalar);
        return columns;
    }
    auto &vector = std::get<VectorColumns>(*columns);
    for (SeriesColumn &column : vector) {
        negate(column.values);
        column.labels.remove(Labels::kMetricName);
    }
    if (const Result<void> ok = requireDistinctLabels(vector); !ok) {
        return failure(ok.error());
    }
    return columns;
}

Result<VectorColumns> Evaluation::vector(const Expr &expr, const Grid &grid)
{
    return evaluate(expr, grid).transform([](Columns &&columns) {
        return std::get<VectorColumns>(std::move(columns));
    });
}

Result<ScalarColumn> Evaluation::scalar(const Expr &expr, const Grid &grid)
{
    return evaluate(expr, grid).transform([](Columns &&columns) {
        return std::get<ScalarColumn>(std::move(columns));
    });
}

Result<std::string> Evaluation::string(const Expr &expr, const Grid &grid)
{
    return evaluate(expr, grid).transform([](Columns &&columns) {
        return std::get<std::string>(std::move(columns));
    });
}

} // namespace qd::promql
