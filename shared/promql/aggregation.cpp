// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/grouping.h"
#include "shared/promql/operations.h"
#include "shared/promql/ranking.h"

#include <cmath>

namespace qd::promql {

namespace {

/// What one group has gathered at one step.
struct Accumulator
{
    double count = 0.0; ///< 0: nothing yet
    double value = 0.0;
    double mean = 0.0;
};

struct AddSum
{
    void operator()(Accumulator &cell, double value) const { cell.value += value; }
    static double result(const Accumulator &cell) { return cell.value; }
};

struct AddCount
{
    void operator()(Accumulator &, double) const { }
    static double result(const Accumulator &cell) { return cell.count; }
};

struct AddGroup
{
    void operator()(Accumulator &, double) const { }
    static double result(const Accumulator &) { return 1.0; }
};

struct AddMin
{
    void operator()(Accumulator &cell, double value) const
    {
        const bool better = cell.count == 1.0 || value < cell.value || std::isnan(cell.value);
        cell.value = better ? value : cell.value;
    }
    static double result(const Accumulator &cell) { return cell.value; }
};

struct AddMax
{
    void operator()(Accumulator &cell, double value) const
    {
        const bool better = cell.count == 1.0 || value > cell.value || std::isnan(cell.value);
        cell.value = better ? value : cell.value;
    }
    static double result(const Accumulator &cell) { return cell.value; }
};

struct AddMean
{
    void operator()(Accumulator &cell, double value) const
    {
        if (cell.count == 1.0) {
            cell.mean = value;
            return;
        }
        if (std::isinf(cell.mean)) {
            const bool sameInfinity = std::isinf(value) && (cell.mean > 0) == (value > 0);
            if (sameInfinity || std::isfinite(value)) {
                return;
            }
        }
        // Both parts divided first: the sum of large values could overflow.
        cell.mean += value / cell.count - cell.mean / cell.count;
    }
    static double result(const Accumulator &cell) { return cell.mean; }
};

struct AddVariance
{
    void operator()(Accumulator &cell, double value) const
    {
        if (cell.count == 1.0) {
            cell.mean = value;
            return;
        }
        const double delta = value - cell.mean;
        cell.mean += delta / cell.count;
        cell.value += delta * (value - cell.mean);
    }
    static double result(const Accumulator &cell) { return cell.value / cell.count; }
};

struct AddDeviation : AddVariance
{
    static double result(const Accumulator &cell) { return std::sqrt(AddVariance::result(cell)); }
};

/// Folds series by series, so that memory is walked in order; within a step the order is that of the series.
template <typename Add>
ScalarColumn fold(const VectorColumns &columns, const Group &group, const Grid &grid)
{
    std::vector<Accumulator> cells(grid.steps);
    for (const std::size_t member : group.members) {
        const std::vector<double> &values = columns[member].values;
        for (std::size_t step = 0; step < grid.steps; ++step) {
            if (isPresent(values[step])) {
                cells[step].count += 1.0;
                Add{}(cells[step], values[step]);
            }
        }
    }
    ScalarColumn results = absentColumn(grid);
    for (std::size_t step = 0; step < grid.steps; ++step) {
        if (cells[step].count > 0.0) {
            results[step] = Add::result(cells[step]);
        }
    }
    return results;
}

using Fold = ScalarColumn (*)(const VectorColumns &, const Group &, const Grid &);

Fold foldOf(AggregateOp op)
{
    switch (op) {
    case AggregateOp::Sum:
        return fold<AddSum>;
    case AggregateOp::Min:
        return fold<AddMin>;
    case AggregateOp::Max:
        return fold<AddMax>;
    case AggregateOp::Avg:
        return fold<AddMean>;
    case AggregateOp::Group:
        return fold<AddGroup>;
    case AggregateOp::Stddev:
        return fold<AddDeviation>;
    case AggregateOp::Stdvar:
        return fold<AddVariance>;
    case AggregateOp::Count:
        return fold<AddCount>;
    case AggregateOp::CountValues:
    case AggregateOp::BottomK:
    case AggregateOp::TopK:
    case AggregateOp::Quantile:
        return nullptr;
    }
    return nullptr;
}

bool keepsUnit(AggregateOp op)
{
    return op != AggregateOp::Count && op != AggregateOp::Group && op != AggregateOp::Stdvar;
}

/// The unit that all members share, else none.
std::string commonUnit(const VectorColumns &columns, const Group &group)
{
    const std::string &unit = columns[group.members.front()].unit;
    const bool common =
        std::ranges::all_of(group.members, [&](std::size_t i) { return columns[i].unit == unit; });
    return common ? unit : std::string{};
}

Result<VectorColumns> foldGroups(Evaluation &run, const VectorColumns &columns,
    const std::vector<Group> &groups, AggregateOp op, const Grid &grid)
{
    VectorColumns results;
    results.reserve(groups.size());
    const Fold foldGroup = foldOf(op);
    for (const Group &group : groups) {
        if (const Result<void> ok = run.budget().charge(grid.steps); !ok) {
            return failure(ok.error());
        }
        results.push_back({group.labels, keepsUnit(op) ? commonUnit(columns, group) : std::string{},
            foldGroup(columns, group, grid)});
    }
    return results;
}

Result<VectorColumns> withScalar(Evaluation &run, const Aggregate &aggregate, VectorColumns columns,
    const std::vector<Group> &groups, const Grid &grid)
{
    const Result<ScalarColumn> parameter = run.scalar(*aggregate.parameter, grid);
    if (!parameter) {
        return failure(parameter.error());
    }
    if (aggregate.op == AggregateOp::Quantile) {
        return aggregateQuantile(run, columns, groups, *parameter, grid);
    }
    return aggregateRanked(std::move(columns), groups, *parameter, aggregate.op == AggregateOp::TopK, grid);
}

} // namespace

Result<Columns> evaluateAggregate(Evaluation &run, const Aggregate &aggregate, const Grid &grid)
{
    Result<VectorColumns> input = run.vector(*aggregate.expr, grid);
    if (!input) {
        return failure(std::move(input).error());
    }
    const auto wrap = [](VectorColumns &&columns) { return Columns{std::move(columns)}; };
    if (aggregate.op == AggregateOp::CountValues) {
        const Result<std::string> label = run.string(*aggregate.parameter, grid);
        if (!label) {
            return failure(label.error());
        }
        return aggregateCountValues(run, *input, aggregate, *label, grid).transform(wrap);
    }
    const std::vector<Group> groups = groupColumns(*input, aggregate.grouping, !aggregate.without);
    if (aggregate.parameter) {
        return withScalar(run, aggregate, std::move(input).value(), groups, grid).transform(wrap);
    }
    return foldGroups(run, *input, groups, aggregate.op, grid).transform(wrap);
}

} // namespace qd::promql
