// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"
#include "shared/promql/operations.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <set>

namespace qd::promql {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

Result<Columns> evaluateTime(const Grid &grid)
{
    ScalarColumn seconds(grid.steps);
    for (std::size_t step = 0; step < grid.steps; ++step) {
        seconds[step] = static_cast<double>(grid.at(step)) / 1000.0;
    }
    return Columns{std::move(seconds)};
}

/// Of a selector the time of the sample itself, of anything else the time of evaluation.
Result<Columns> evaluateTimestamp(Evaluation &run, const Call &call, const Grid &grid)
{
    const Expr &argument = *call.arguments.front();
    const auto *const selector = std::get_if<VectorSelector>(&withoutParens(argument).node);
    Result<VectorColumns> columns = selector != nullptr
        ? run.select(*selector, grid, Evaluation::Cell::SampleTime)
        : run.vector(argument, grid);
    if (!columns) {
        return failure(std::move(columns).error());
    }
    for (SeriesColumn &column : *columns) {
        column.labels.remove(Labels::kMetricName);
        column.unit.clear();
        for (std::size_t step = 0; selector == nullptr && step < grid.steps; ++step) {
            double &cell = column.values[step];
            cell = isPresent(cell) ? static_cast<double>(grid.at(step)) / 1000.0 : cell;
        }
    }
    if (const Result<void> ok = joinEqualLabels(*columns, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(columns).value()};
}

Result<Columns> evaluateScalar(Evaluation &run, const Call &call, const Grid &grid)
{
    const Result<VectorColumns> columns = run.vector(*call.arguments.front(), grid);
    if (!columns) {
        return failure(columns.error());
    }
    ScalarColumn values(grid.steps, kNan);
    for (std::size_t step = 0; step < grid.steps; ++step) {
        std::size_t present = 0;
        for (const SeriesColumn &column : *columns) {
            if (isPresent(column.values[step])) {
                values[step] = ++present == 1 ? column.values[step] : kNan;
            }
        }
    }
    return Columns{std::move(values)};
}

Result<Columns> evaluateVector(Evaluation &run, const Call &call, const Grid &grid)
{
    return run.scalar(*call.arguments.front(), grid).transform([](ScalarColumn &&values) {
        VectorColumns columns;
        columns.push_back({{}, {}, std::move(values)});
        return Columns{std::move(columns)};
    });
}

Result<Columns> evaluateAbsent(Evaluation &run, const Call &call, const Grid &grid)
{
    const Result<VectorColumns> columns = run.vector(*call.arguments.front(), grid);
    if (!columns) {
        return failure(columns.error());
    }
    ScalarColumn absent(grid.steps, 1.0);
    for (const SeriesColumn &column : *columns) {
        for (std::size_t step = 0; step < grid.steps; ++step) {
            absent[step] = isPresent(column.values[step]) ? kAbsent : absent[step];
        }
    }
    VectorColumns result;
    if (hasAny(absent)) {
        result.push_back({labelsOfAbsent(*call.arguments.front()), {}, std::move(absent)});
    }
    return Columns{std::move(result)};
}

/// Only an instant query has one order; a range query's series are sorted by labels in the end anyway.
Result<Columns> evaluateSort(Evaluation &run, const Call &call, const Grid &grid, bool descending)
{
    Result<VectorColumns> columns = run.vector(*call.arguments.front(), grid);
    if (!columns) {
        return failure(std::move(columns).error());
    }
    if (grid.steps == 1) {
        std::ranges::stable_sort(*columns, [descending](const SeriesColumn &a, const SeriesColumn &b) {
            const double left = a.values.front();
            const double right = b.values.front();
            if (std::isnan(left) || std::isnan(right)) {
                return !std::isnan(left) && std::isnan(right); // NaN comes last in both directions
            }
            return descending ? left > right : left < right;
        });
    }
    return Columns{std::move(columns).value()};
}

/// The native histograms that these functions read are not stored here, and other samples they leave out.
Result<Columns> evaluateNativeHistogram(Evaluation &run, const Call &call, const Grid &grid)
{
    for (const ExprPtr &argument : call.arguments) {
        if (const Result<Columns> ignored = run.evaluate(*argument, grid); !ignored) {
            return ignored;
        }
    }
    return Columns{VectorColumns{}};
}

} // namespace

Labels labelsOfAbsent(const Expr &argument)
{
    const VectorSelector *selector = std::get_if<VectorSelector>(&argument.node);
    if (const auto *matrix = std::get_if<MatrixSelector>(&argument.node)) {
        selector = &matrix->selector;
    }
    Labels labels;
    std::set<std::string_view> seen;
    for (const Matcher &matcher : selector == nullptr ? std::vector<Matcher>{} : selector->matchers) {
        if (matcher.name == Labels::kMetricName) {
            continue;
        }
        // Two conditions on one label leave no single value to report.
        if (matcher.op == MatchOp::Equal && seen.insert(matcher.name).second) {
            labels.set(matcher.name, matcher.value);
        } else {
            labels.remove(matcher.name);
        }
    }
    return labels;
}

Result<Columns> evaluateCall(Evaluation &run, const Call &call, const Grid &grid)
{
    switch (call.function->id) {
    case FunctionId::Time:
        return evaluateTime(grid);
    case FunctionId::Pi:
        return Columns{ScalarColumn(grid.steps, std::numbers::pi)};
    case FunctionId::Timestamp:
        return evaluateTimestamp(run, call, grid);
    case FunctionId::Scalar:
        return evaluateScalar(run, call, grid);
    case FunctionId::Vector:
        return evaluateVector(run, call, grid);
    case FunctionId::Absent:
        return evaluateAbsent(run, call, grid);
    case FunctionId::AbsentOverTime:
        return evaluateAbsentOverTime(run, call, grid);
    case FunctionId::Sort:
    case FunctionId::SortDesc:
        return evaluateSort(run, call, grid, call.function->id == FunctionId::SortDesc);
    case FunctionId::LabelJoin:
        return evaluateLabelJoin(run, call, grid);
    case FunctionId::LabelReplace:
        return evaluateLabelReplace(run, call, grid);
    case FunctionId::HistogramQuantile:
        return evaluateHistogramQuantile(run, call, grid);
    case FunctionId::HistogramCount:
    case FunctionId::HistogramFraction:
    case FunctionId::HistogramSum:
        return evaluateNativeHistogram(run, call, grid);
    case FunctionId::DayOfMonth:
    case FunctionId::DayOfWeek:
    case FunctionId::DayOfYear:
    case FunctionId::DaysInMonth:
    case FunctionId::Hour:
    case FunctionId::Minute:
    case FunctionId::Month:
    case FunctionId::Year:
        return evaluateDateFunction(run, call, grid);
    default: // two large families, each with a table of its own
        break;
    }
    Result<std::optional<Columns>> math = evaluateMathFunction(run, call, grid);
    if (!math) {
        return failure(std::move(math).error());
    }
    if (math->has_value()) {
        return std::move(*math).value();
    }
    return evaluateRangeFunction(run, call, grid);
}

} // namespace qd::promql
