// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/evaluation.h"

#include "shared/promql/functiontable.h"

#include <algorithm>
#include <bit>

namespace qd::promql {

namespace {

bool isStale(double value)
{
    return std::bit_cast<std::uint64_t>(value) == kStaleNanBits;
}

void removeStaleMarkers(SeriesSamples &series)
{
    if (std::ranges::none_of(series.values, isStale)) {
        return;
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (!isStale(series.values[i])) {
            series.times[kept] = series.times[i];
            series.values[kept] = series.values[i];
            ++kept;
        }
    }
    series.times.resize(kept);
    series.values.resize(kept);
}

/// Per step the newest sample not older than the lookback, if it is no stale marker. One pass over the
/// series.
class Lookback
{
public:
    Lookback(const SeriesSamples &series, std::int64_t lookbackMs)
        : m_series(series)
        , m_lookbackMs(lookbackMs)
    {
    }

    /// Times of successive calls must not descend.
    double at(std::int64_t timeMs, Evaluation::Cell cell)
    {
        while (m_next < m_series.times.size() && m_series.times[m_next] <= timeMs) {
            ++m_next;
        }
        if (m_next == 0 || m_series.times[m_next - 1] < timeMs - m_lookbackMs
            || isStale(m_series.values[m_next - 1])) {
            return kAbsent;
        }
        return cell == Evaluation::Cell::SampleValue
            ? m_series.values[m_next - 1]
            : static_cast<double>(m_series.times[m_next - 1]) / 1000.0;
    }

private:
    const SeriesSamples &m_series;
    std::int64_t m_lookbackMs;
    std::size_t m_next = 0;
};

bool dependsOnEvaluationTime(FunctionId id)
{
    switch (id) {
    case FunctionId::DayOfMonth:
    case FunctionId::DayOfWeek:
    case FunctionId::DayOfYear:
    case FunctionId::DaysInMonth:
    case FunctionId::Hour:
    case FunctionId::Minute:
    case FunctionId::Month:
    case FunctionId::Year:
    case FunctionId::PredictLinear:
    case FunctionId::Time:
    case FunctionId::Timestamp:
        return true;
    default: // every other function knows only its arguments
        return false;
    }
}

std::vector<SeriesSamples> toSamples(VectorColumns columns, const Grid &grid)
{
    std::vector<SeriesSamples> all;
    all.reserve(columns.size());
    for (SeriesColumn &column : columns) {
        SeriesSamples series{std::move(column.labels), std::move(column.unit), MetricKind::Gauge, {}, {}};
        for (std::size_t step = 0; step < grid.steps; ++step) {
            if (isPresent(column.values[step])) {
                series.times.push_back(grid.at(step));
                series.values.push_back(column.values[step]);
            }
        }
        all.push_back(std::move(series));
    }
    return all;
}

} // namespace

bool isStepInvariant(const Expr &expr)
{
    struct Visitor
    {
        bool operator()(const NumberLiteral &) const { return true; }
        bool operator()(const StringLiteral &) const { return true; }
        bool operator()(const VectorSelector &selector) const { return selector.at.has_value(); }
        bool operator()(const MatrixSelector &matrix) const { return matrix.selector.at.has_value(); }
        bool operator()(const Subquery &subquery) const { return subquery.at.has_value(); }
        bool operator()(const Call &call) const
        {
            return !dependsOnEvaluationTime(call.function->id)
                && std::ranges::all_of(
                    call.arguments, [](const ExprPtr &one) { return isStepInvariant(*one); });
        }
        bool operator()(const Aggregate &aggregate) const
        {
            return isStepInvariant(*aggregate.expr)
                && (!aggregate.parameter || isStepInvariant(*aggregate.parameter));
        }
        bool operator()(const Binary &binary) const
        {
            return isStepInvariant(*binary.lhs) && isStepInvariant(*binary.rhs);
        }
        bool operator()(const Unary &unary) const { return isStepInvariant(*unary.expr); }
        bool operator()(const Paren &paren) const { return isStepInvariant(*paren.expr); }
    };
    return std::visit(Visitor{}, expr.node);
}

Result<VectorColumns> Evaluation::select(const VectorSelector &selector, const Grid &grid, Cell cell)
{
    const std::optional<std::int64_t> fixed = fixedTime(selector.at);
    const auto timeOf = [&](std::size_t step) { return fixed.value_or(grid.at(step)) - selector.offsetMs; };
    Result<std::vector<SeriesSamples>> fetched = fetch(selector, timeOf(0) - m_params.lookbackMs,
        timeOf(grid.steps - 1), grid.steps > 1 ? grid.stepMs : 0, 0);
    if (!fetched) {
        return failure(std::move(fetched).error());
    }
    VectorColumns columns;
    columns.reserve(fetched->size());
    for (SeriesSamples &series : *fetched) {
        Lookback lookback{series, m_params.lookbackMs};
        ScalarColumn values(grid.steps);
        bool any = false;
        for (std::size_t step = 0; step < grid.steps; ++step) {
            values[step] = lookback.at(timeOf(step), cell);
            any = any || isPresent(values[step]);
        }
        if (any) {
            columns.push_back({std::move(series.labels), std::move(series.unit), std::move(values)});
        }
    }
    return columns;
}

Result<RangeInput> Evaluation::ranges(const Expr &expr, const Grid &grid)
{
    const Expr &inner = withoutParens(expr);
    m_path.push_back(&inner);
    Result<RangeInput> input = RangeInput{};
    if (const auto *sub = std::get_if<Subquery>(&inner.node)) {
        input = subquery(*sub, grid);
    } else {
        const auto &matrix = std::get<MatrixSelector>(inner.node);
        input->rangeMs = matrix.rangeMs;
        input->offsetMs = matrix.selector.offsetMs;
        input->fixedMs = fixedTime(matrix.selector.at);
        Result<std::vector<SeriesSamples>> fetched =
            fetch(matrix.selector, input->windowEnd(grid.startMs) - matrix.rangeMs,
                input->windowEnd(grid.last()), grid.steps > 1 ? grid.stepMs : 0, matrix.rangeMs);
        if (fetched) {
            std::ranges::for_each(*fetched, removeStaleMarkers);
            input->series = std::move(fetched).value();
        } else {
            input = failure(std::move(fetched).error());
        }
    }
    m_path.pop_back();
    return input;
}

Result<RangeInput> Evaluation::subquery(const Subquery &subquery, const Grid &grid)
{
    RangeInput input{{}, subquery.rangeMs, subquery.offsetMs, fixedTime(subquery.at)};
    const Result<Grid> inner = subqueryGrid(subquery, input, grid);
    if (!inner) {
        return failure(inner.error());
    }
    if (inner->steps > 0) {
        Result<VectorColumns> columns = vector(*subquery.expr, *inner);
        if (!columns) {
            return failure(std::move(columns).error());
        }
        input.series = toSamples(std::move(columns).value(), *inner);
    }
    return input;
}

Result<Grid> Evaluation::subqueryGrid(
    const Subquery &subquery, const RangeInput &input, const Grid &grid) const
{
    // Steps lie on multiples of the step, so that the same subquery sees the same points at any time of
    // evaluation.
    const std::int64_t stepMs = subquery.stepMs == 0 ? m_params.subqueryStepMs : subquery.stepMs;
    const std::int64_t earliest = input.windowEnd(grid.startMs) - subquery.rangeMs;
    const std::int64_t end = input.windowEnd(grid.last());
    std::int64_t start = stepMs * (earliest / stepMs);
    if (start < earliest) {
        start += stepMs;
    }
    const std::size_t steps = start > end ? 0 : static_cast<std::size_t>((end - start) / stepMs) + 1;
    if (steps > m_budget.remaining()) {
        return limitExceeded("maxSamples", "steps of a subquery", m_budget.limits().maxSamples);
    }
    return Grid{start, stepMs, steps};
}

Result<std::vector<SeriesSamples>> Evaluation::fetch(const VectorSelector &selector, std::int64_t startMs,
    std::int64_t endMs, std::int64_t stepMs, std::int64_t rangeMs)
{
    if (const Result<void> ok = m_budget.checkInterrupt(); !ok) {
        return failure(ok.error());
    }
    SelectRequest request;
    request.matchers = selector.matchers;
    request.startMs = startMs;
    request.endMs = endMs;
    request.stepMs = stepMs;
    request.rangeMs = rangeMs;
    request.maxSeries = m_budget.limits().maxSeries;
    request.maxSamples = m_budget.remaining();
    addHints(request);
    Result<std::vector<SeriesSamples>> fetched = m_source.select(request);
    if (!fetched) {
        return fetched;
    }
    if (const Result<void> ok = m_budget.checkSeries(fetched->size()); !ok) {
        return failure(ok.error());
    }
    for (const SeriesSamples &series : *fetched) {
        if (const Result<void> ok = m_budget.charge(series.times.size()); !ok) {
            return failure(ok.error());
        }
    }
    if (!std::ranges::is_sorted(*fetched, {}, &SeriesSamples::labels)) {
        std::ranges::sort(*fetched, {}, &SeriesSamples::labels);
    }
    return fetched;
}

std::optional<std::int64_t> Evaluation::fixedTime(const std::optional<AtModifier> &at) const
{
    if (!at) {
        return std::nullopt;
    }
    switch (at->kind) {
    case AtModifier::Kind::Timestamp:
        return at->timeMs;
    case AtModifier::Kind::Start:
        return m_params.stepMs == 0 ? m_params.endMs : m_params.startMs;
    case AtModifier::Kind::End:
        return m_params.endMs;
    }
    return std::nullopt;
}

void Evaluation::addHints(SelectRequest &request) const
{
    bool direct = true;
    for (auto node = m_path.rbegin(); node != m_path.rend(); ++node) {
        if (const auto *call = std::get_if<Call>(&(*node)->node)) {
            request.function = call->function->name;
            return;
        }
        if (const auto *aggregate = std::get_if<Aggregate>(&(*node)->node)) {
            request.function = toString(aggregate->op);
            if (direct) {
                request.by = !aggregate->without;
                request.grouping = aggregate->grouping;
            }
            return;
        }
        if (std::holds_alternative<Binary>((*node)->node)) {
            return;
        }
        const bool transparent = std::holds_alternative<VectorSelector>((*node)->node)
            || std::holds_alternative<MatrixSelector>((*node)->node)
            || std::holds_alternative<Paren>((*node)->node);
        direct = direct && transparent;
    }
}

} // namespace qd::promql
