// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/ranking.h"

#include "shared/promql/lexer.h"
#include "shared/promql/operations.h"

#include <array>
#include <charconv>
#include <cmath>

namespace qd::promql {

namespace {

/// How many to take at each step.
Result<std::vector<std::size_t>> countsOf(const ScalarColumn &k, std::size_t available)
{
    constexpr double kMaxInt64 = 9223372036854774784.0; // the largest double below 2^63
    std::vector<std::size_t> counts;
    counts.reserve(k.size());
    for (const double value : k) {
        if (!(std::abs(value) <= kMaxInt64)) {
            return failure(ErrorCode::InvalidInput, "scalar value of topk() or bottomk() overflows int64",
                {{"value", std::to_string(value)}});
        }
        const bool all = value >= static_cast<double>(available);
        counts.push_back(value < 1.0 ? 0 : all ? available : static_cast<std::size_t>(value));
    }
    return counts;
}

/// The order of topk() or bottomk(): NaN after all numbers, equal values as they came.
class RankOrder
{
public:
    RankOrder(const VectorColumns &columns, std::size_t step, bool largest)
        : m_columns(columns)
        , m_step(step)
        , m_largest(largest)
    {
    }

    bool operator()(std::size_t a, std::size_t b) const
    {
        const double left = m_columns[a].values[m_step];
        const double right = m_columns[b].values[m_step];
        if (std::isnan(left) || std::isnan(right)) {
            return std::isnan(left) == std::isnan(right) ? a < b : std::isnan(right);
        }
        if (left == right) {
            return a < b;
        }
        return m_largest ? left > right : left < right;
    }

private:
    const VectorColumns &m_columns;
    std::size_t m_step;
    bool m_largest;
};

/// Members of a group that have a cell at the step, the first `count` of them ranked.
std::vector<std::size_t> rankedMembers(
    const VectorColumns &columns, const Group &group, std::size_t step, std::size_t count, bool largest)
{
    std::vector<std::size_t> members;
    for (const std::size_t member : group.members) {
        if (isPresent(columns[member].values[step])) {
            members.push_back(member);
        }
    }
    const std::size_t taken = std::min(count, members.size());
    std::partial_sort(members.begin(), members.begin() + static_cast<std::ptrdiff_t>(taken), members.end(),
        RankOrder{columns, step, largest});
    members.resize(taken);
    return members;
}

std::string fixedNotation(double value)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    std::array<char, 400> buffer{}; // 309 digits before the point, or some 340 after it
    const auto [end, status] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
    return status == std::errc{} ? std::string{buffer.data(), end} : std::string{};
}

} // namespace

Result<VectorColumns> aggregateQuantile(Evaluation &run, const VectorColumns &columns,
    const std::vector<Group> &groups, const ScalarColumn &q, const Grid &grid)
{
    VectorColumns results;
    std::vector<double> values;
    for (const Group &group : groups) {
        if (const Result<void> ok = run.budget().charge(grid.steps); !ok) {
            return failure(ok.error());
        }
        ScalarColumn cells = absentColumn(grid);
        for (std::size_t step = 0; step < grid.steps; ++step) {
            values.clear();
            for (const std::size_t member : group.members) {
                if (const double value = columns[member].values[step]; isPresent(value)) {
                    values.push_back(value);
                }
            }
            if (!values.empty()) {
                cells[step] = quantileOf(q[step], values);
            }
        }
        results.push_back({group.labels, {}, std::move(cells)});
    }
    return results;
}

Result<VectorColumns> aggregateRanked(VectorColumns columns, const std::vector<Group> &groups,
    const ScalarColumn &k, bool largest, const Grid &grid)
{
    const Result<std::vector<std::size_t>> counts = countsOf(k, columns.size());
    if (!counts) {
        return failure(counts.error());
    }
    if (grid.steps == 1) {
        VectorColumns ranked;
        for (const Group &group : groups) {
            for (const std::size_t member : rankedMembers(columns, group, 0, counts->front(), largest)) {
                ranked.push_back(columns[member]);
            }
        }
        return ranked;
    }
    std::vector<ScalarColumn> chosen(columns.size(), absentColumn(grid));
    for (const Group &group : groups) {
        for (std::size_t step = 0; step < grid.steps; ++step) {
            for (const std::size_t member : rankedMembers(columns, group, step, (*counts)[step], largest)) {
                chosen[member][step] = columns[member].values[step];
            }
        }
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].values = std::move(chosen[i]);
    }
    dropEmpty(columns);
    return columns;
}

Result<VectorColumns> aggregateCountValues(Evaluation &run, const VectorColumns &columns,
    const Aggregate &aggregate, const std::string &label, const Grid &grid)
{
    if (!isLabelName(label)) {
        return failure(ErrorCode::InvalidInput, "invalid label name \"" + label + "\" in count_values()");
    }
    std::vector<std::string> kept = aggregate.grouping;
    kept.push_back(label);
    VectorColumns results;
    std::unordered_map<Labels, std::size_t, LabelsHash> index;
    for (const SeriesColumn &column : columns) {
        for (std::size_t step = 0; step < grid.steps; ++step) {
            if (!isPresent(column.values[step])) {
                continue;
            }
            Labels labels = column.labels;
            labels.set(label, fixedNotation(column.values[step]));
            labels = aggregate.without ? dropLabels(labels, aggregate.grouping) : keepLabels(labels, kept);
            const auto [entry, added] = index.try_emplace(labels, results.size());
            if (added) {
                // Each value may be a new series with a cell per step, so the price is asked before it is
                // paid.
                if (const Result<void> ok = run.budget().charge(grid.steps); !ok) {
                    return failure(ok.error());
                }
                results.push_back({std::move(labels), {}, absentColumn(grid)});
            }
            double &cell = results[entry->second].values[step];
            cell = isPresent(cell) ? cell + 1.0 : 1.0;
        }
    }
    return results;
}

} // namespace qd::promql
