// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"
#include "shared/promql/operations.h"
#include "shared/promql/rangewindow.h"

#include <array>

namespace qd::promql {

namespace {

struct TableEntry
{
    FunctionId id;
    WindowFunction function;
    bool keepsUnit;
};

constexpr std::array<TableEntry, 17> kFunctions{{
    {FunctionId::AvgOverTime, avgOverTime, true},
    {FunctionId::Changes, changes, false},
    {FunctionId::CountOverTime, countOverTime, false},
    {FunctionId::Deriv, deriv, false},
    {FunctionId::HoltWinters, holtWinters, true},
    {FunctionId::Idelta, idelta, true},
    {FunctionId::Irate, irate, false},
    {FunctionId::LastOverTime, lastOverTime, true},
    {FunctionId::MaxOverTime, maxOverTime, true},
    {FunctionId::MinOverTime, minOverTime, true},
    {FunctionId::PredictLinear, predictLinear, true},
    {FunctionId::PresentOverTime, presentOverTime, false},
    {FunctionId::QuantileOverTime, quantileOverTime, true},
    {FunctionId::Resets, resets, false},
    {FunctionId::StddevOverTime, stddevOverTime, true},
    {FunctionId::StdvarOverTime, stdvarOverTime, false},
    {FunctionId::SumOverTime, sumOverTime, true},
}};

const TableEntry *entryOf(FunctionId id)
{
    const auto *const found = std::ranges::find(kFunctions, id, &TableEntry::id);
    return found == kFunctions.end() ? nullptr : found;
}

/// Moves the window over one series; both ends only ever go forward.
class SlidingWindow
{
public:
    SlidingWindow(const SeriesSamples &series, std::int64_t rangeMs)
        : m_series(series)
        , m_rangeMs(rangeMs)
    {
    }

    /// Window ends of successive calls must not descend.
    RangeWindow at(std::int64_t endMs, std::int64_t evalMs)
    {
        const std::vector<std::int64_t> &times = m_series.times;
        const std::int64_t startMs = endMs - m_rangeMs;
        while (m_end < times.size() && times[m_end] <= endMs) {
            ++m_end;
        }
        while (m_begin < m_end && times[m_begin] < startMs) {
            ++m_begin;
        }
        const std::size_t count = m_end - m_begin;
        return {std::span{times}.subspan(m_begin, count), std::span{m_series.values}.subspan(m_begin, count),
            startMs, endMs, evalMs, m_begin};
    }

private:
    const SeriesSamples &m_series;
    std::int64_t m_rangeMs;
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// Runs cell(window, step) over all series and steps; begin(values) announces each series.
template <typename Begin, typename Cell>
Result<VectorColumns> overWindows(
    Evaluation &run, RangeInput &input, const Grid &grid, Begin begin, Cell cell)
{
    VectorColumns columns;
    columns.reserve(input.series.size());
    for (SeriesSamples &series : input.series) {
        if (const Result<void> ok = run.budget().charge(grid.steps); !ok) {
            return failure(ok.error());
        }
        SlidingWindow sliding{series, input.rangeMs};
        begin(std::span<const double>{series.values});
        ScalarColumn values(grid.steps);
        bool any = false;
        for (std::size_t step = 0; step < grid.steps; ++step) {
            const RangeWindow window = sliding.at(input.windowEnd(grid.at(step)), grid.at(step));
            if (const Result<void> ok = run.budget().work(window.values.size()); !ok) {
                return failure(ok.error());
            }
            values[step] = window.values.empty() ? kAbsent : cell(window, step);
            any = any || isPresent(values[step]);
        }
        if (any) {
            columns.push_back({std::move(series.labels), std::move(series.unit), std::move(values)});
        }
    }
    return columns;
}

std::optional<ExtrapolatedDifference::Kind> extrapolatedKind(FunctionId id)
{
    using Kind = ExtrapolatedDifference::Kind;
    switch (id) {
    case FunctionId::Rate:
        return Kind::Rate;
    case FunctionId::Increase:
        return Kind::Increase;
    case FunctionId::Delta:
        return Kind::Delta;
    default: // the other functions do not extrapolate
        return std::nullopt;
    }
}

/// The argument that is a range vector: the first but in quantile_over_time().
const Expr &rangeArgument(const Call &call)
{
    return call.arguments.front()->type() == ValueType::Matrix ? *call.arguments.front()
                                                               : *call.arguments.back();
}

Result<std::array<ScalarColumn, 2>> scalarArguments(Evaluation &run, const Call &call, const Grid &grid)
{
    std::array<ScalarColumn, 2> scalars{ScalarColumn(grid.steps, 0.0), ScalarColumn(grid.steps, 0.0)};
    std::size_t next = 0;
    for (const ExprPtr &argument : call.arguments) {
        if (argument->type() != ValueType::Scalar) {
            continue;
        }
        Result<ScalarColumn> column = run.scalar(*argument, grid);
        if (!column) {
            return failure(std::move(column).error());
        }
        scalars.at(next++) = std::move(column).value();
    }
    return scalars;
}

Result<void> checkFactors(const std::array<ScalarColumn, 2> &factors)
{
    static constexpr std::array<std::string_view, 2> kNames{"smoothing factor", "trend factor"};
    for (std::size_t i = 0; i < factors.size(); ++i) {
        for (const double factor : factors[i]) {
            if (!(factor > 0.0 && factor < 1.0)) {
                return failure(ErrorCode::InvalidInput,
                    "invalid " + std::string{kNames[i]} + " of holt_winters(), must be between 0 and 1",
                    {{"value", std::to_string(factor)}});
            }
        }
    }
    return {};
}

Result<VectorColumns> evaluateWindows(Evaluation &run, const Call &call, const Grid &grid, RangeInput &input)
{
    const FunctionId id = call.function->id;
    if (const auto kind = extrapolatedKind(id)) {
        ExtrapolatedDifference difference{*kind};
        return overWindows(
            run, input, grid, [&](std::span<const double> values) { difference.begin(values); },
            [&](const RangeWindow &window, std::size_t) { return difference.at(window); });
    }
    const Result<std::array<ScalarColumn, 2>> scalars = scalarArguments(run, call, grid);
    if (!scalars) {
        return failure(scalars.error());
    }
    if (id == FunctionId::HoltWinters && !input.series.empty()) {
        if (const Result<void> ok = checkFactors(*scalars); !ok) {
            return failure(ok.error());
        }
    }
    const TableEntry *const entry = entryOf(id);
    return overWindows(
        run, input, grid, [](std::span<const double>) {},
        [&](const RangeWindow &window, std::size_t step) {
            return entry->function(window, (*scalars)[0][step], (*scalars)[1][step]);
        });
}

} // namespace

Result<Columns> evaluateRangeFunction(Evaluation &run, const Call &call, const Grid &grid)
{
    const FunctionId id = call.function->id;
    Result<RangeInput> input = run.ranges(rangeArgument(call), grid);
    if (!input) {
        return failure(std::move(input).error());
    }
    Result<VectorColumns> columns = evaluateWindows(run, call, grid, *input);
    if (!columns) {
        return failure(std::move(columns).error());
    }
    const TableEntry *const entry = entryOf(id);
    const bool keepsUnit = entry != nullptr ? entry->keepsUnit : id != FunctionId::Rate;
    for (SeriesColumn &column : *columns) {
        if (!keepsUnit) {
            column.unit.clear();
        }
        if (id != FunctionId::LastOverTime) {
            column.labels.remove(Labels::kMetricName);
        }
    }
    if (const Result<void> ok = requireDistinctLabels(*columns); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(columns).value()};
}

Result<Columns> evaluateAbsentOverTime(Evaluation &run, const Call &call, const Grid &grid)
{
    const Result<RangeInput> input = run.ranges(*call.arguments.front(), grid);
    if (!input) {
        return failure(input.error());
    }
    ScalarColumn absent(grid.steps, 1.0);
    for (const SeriesSamples &series : input->series) {
        SlidingWindow sliding{series, input->rangeMs};
        for (std::size_t step = 0; step < grid.steps; ++step) {
            if (!sliding.at(input->windowEnd(grid.at(step)), grid.at(step)).values.empty()) {
                absent[step] = kAbsent;
            }
        }
    }
    VectorColumns columns;
    if (hasAny(absent)) {
        columns.push_back({labelsOfAbsent(*call.arguments.front()), {}, std::move(absent)});
    }
    return Columns{std::move(columns)};
}

} // namespace qd::promql
