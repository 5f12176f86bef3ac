// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/matching.h"

#include "shared/promql/grouping.h"

#include <unordered_map>

namespace qd::promql {

namespace {

using Cardinality = VectorMatching::Cardinality;

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

/// The series of both sides with one signature: what on(...) keeps or ignoring(...) leaves of their labels.
struct MatchGroup
{
    Labels signature;
    std::vector<std::size_t> left;
    std::vector<std::size_t> right;
};

std::vector<MatchGroup> groupSides(
    const VectorMatching &matching, const VectorColumns &left, const VectorColumns &right)
{
    std::vector<MatchGroup> groups;
    std::unordered_map<Labels, std::size_t, LabelsHash> index;
    const auto groupFor = [&](const Labels &labels) -> MatchGroup & {
        Labels key = matching.on ? keepLabels(labels, matching.labels) : dropLabels(labels, matching.labels);
        const auto [entry, added] = index.try_emplace(std::move(key), groups.size());
        if (added) {
            groups.push_back({entry->first, {}, {}});
        }
        return groups[entry->second];
    };
    for (std::size_t i = 0; i < left.size(); ++i) {
        groupFor(left[i].labels).left.push_back(i);
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
        groupFor(right[i].labels).right.push_back(i);
    }
    return groups;
}

std::vector<bool> anyPresent(const VectorColumns &columns, const Grid &grid)
{
    std::vector<bool> any(grid.steps, false);
    for (const SeriesColumn &column : columns) {
        for (std::size_t step = 0; step < grid.steps; ++step) {
            any[step] = any[step] || isPresent(column.values[step]);
        }
    }
    return any;
}

std::vector<bool> anyPresentOf(
    const VectorColumns &columns, const std::vector<std::size_t> &members, const Grid &grid)
{
    std::vector<bool> any(grid.steps, false);
    for (const std::size_t member : members) {
        for (std::size_t step = 0; step < grid.steps; ++step) {
            any[step] = any[step] || isPresent(columns[member].values[step]);
        }
    }
    return any;
}

/// One vector-to-vector operation. "one" is the side that must be unique within a group, "many" the other;
/// they are right and left unless group_right turns them round.
class Matching
{
public:
    Matching(Evaluation &run, const Binary &binary, const VectorColumns &left, const VectorColumns &right,
        const Grid &grid)
        : m_run(run)
        , m_binary(binary)
        , m_swapped(binary.matching.cardinality == Cardinality::OneToMany)
        , m_many(m_swapped ? right : left)
        , m_one(m_swapped ? left : right)
        , m_grid(grid)
    {
    }

    Result<VectorColumns> result()
    {
        const std::vector<bool> manyThere = anyPresent(m_many, m_grid);
        m_live = anyPresent(m_one, m_grid);
        for (std::size_t step = 0; step < m_grid.steps; ++step) {
            m_live[step] = m_live[step] && manyThere[step];
        }
        VectorColumns results;
        for (const MatchGroup &group : groupSides(m_binary.matching, m_many, m_one)) {
            if (const Result<void> ok = matchGroup(group, results); !ok) {
                return failure(ok.error());
            }
        }
        if (const Result<void> ok = joinEqualLabels(results, kSameLabelset); !ok) {
            return failure(ok.error());
        }
        return results;
    }

private:
    Result<void> matchGroup(const MatchGroup &group, VectorColumns &results)
    {
        const std::vector<std::size_t> &ones = group.right;
        const Result<std::vector<std::size_t>> oneAt = uniqueOnes(group);
        if (!oneAt) {
            return failure(oneAt.error());
        }
        const bool oneToOne = m_binary.matching.cardinality == Cardinality::OneToOne;
        std::vector<bool> taken(oneToOne && group.left.size() > 1 ? m_grid.steps : 0, false);
        VectorColumns matched;
        for (const std::size_t many : group.left) {
            for (const std::size_t one : ones) {
                if (const Result<void> ok = matchPair(many, one, *oneAt, taken, matched); !ok) {
                    return failure(Error{ok.error()}.with("group", group.signature.toString()));
                }
            }
        }
        if (!oneToOne) {
            const Result<void> ok = joinEqualLabels(
                matched, "multiple matches for labels: grouping labels must ensure unique matches");
            if (!ok) {
                return ok;
            }
        }
        std::ranges::move(matched, std::back_inserter(results));
        return {};
    }

    /// Which series of the "one" side stands for the group at each step. Empty if there is only one
    /// candidate.
    Result<std::vector<std::size_t>> uniqueOnes(const MatchGroup &group) const
    {
        std::vector<std::size_t> oneAt;
        if (group.right.size() < 2) {
            return oneAt;
        }
        oneAt.assign(m_grid.steps, kNobody);
        for (const std::size_t one : group.right) {
            for (std::size_t step = 0; step < m_grid.steps; ++step) {
                if (!m_live[step] || !isPresent(m_one[one].values[step])) {
                    continue;
                }
                if (oneAt[step] != kNobody) {
                    return failure(ErrorCode::InvalidInput,
                        "found duplicate series for the match group " + group.signature.toString()
                            + " on the " + (m_swapped ? "left" : "right") + " hand-side of the operation: ["
                            + m_one[one].labels.toString() + ", " + m_one[oneAt[step]].labels.toString()
                            + "]; many-to-many matching not allowed: matching labels must be unique on one "
                              "side",
                        {{"group", group.signature.toString()}});
                }
                oneAt[step] = one;
            }
        }
        return oneAt;
    }

    Result<void> matchPair(std::size_t many, std::size_t one, const std::vector<std::size_t> &oneAt,
        std::vector<bool> &taken, VectorColumns &matched)
    {
        if (Result<void> ok = m_run.budget().charge(m_grid.steps); !ok) {
            return ok;
        }
        const std::vector<double> &manyCells = m_many[many].values;
        const std::vector<double> &oneCells = m_one[one].values;
        ScalarColumn cells = absentColumn(m_grid);
        bool any = false;
        for (std::size_t step = 0; step < m_grid.steps; ++step) {
            if (!isPresent(manyCells[step]) || !isPresent(oneCells[step])
                || (!oneAt.empty() && oneAt[step] != one)) {
                continue;
            }
            cells[step] = m_swapped ? combine(oneCells[step], manyCells[step])
                                    : combine(manyCells[step], oneCells[step]);
            if (!isPresent(cells[step])) {
                continue;
            }
            any = true;
            if (!taken.empty()) {
                if (taken[step]) {
                    return failure(ErrorCode::InvalidInput,
                        "multiple matches for labels: many-to-one matching must be explicit "
                        "(group_left/group_right)");
                }
                taken[step] = true;
            }
        }
        if (any) {
            const bool sameUnit = m_many[many].unit == m_one[one].unit && m_binary.op <= BinaryOp::Subtract;
            const bool keepsUnit = sameUnit || (isComparison(m_binary.op) && !m_binary.returnBool);
            matched.push_back({resultLabels(m_many[many].labels, m_one[one].labels),
                keepsUnit ? m_many[many].unit : std::string{}, std::move(cells)});
        }
        return {};
    }

    double combine(double left, double right) const
    {
        const double outcome = applyOperator(m_binary.op, left, right);
        if (!isComparison(m_binary.op) || m_binary.returnBool) {
            return outcome;
        }
        return outcome != 0.0 ? left : kAbsent;
    }

    Labels resultLabels(const Labels &many, const Labels &one) const
    {
        const VectorMatching &matching = m_binary.matching;
        Labels labels = many;
        if (dropsMetricName(m_binary.op)) {
            labels.remove(Labels::kMetricName);
        }
        if (matching.cardinality == Cardinality::OneToOne) {
            if (matching.on) {
                labels = keepLabels(labels, matching.labels);
            } else {
                for (const std::string &label : matching.labels) {
                    labels.remove(label);
                }
            }
        }
        for (const std::string &label : matching.include) {
            labels.set(label, one.get(label));
        }
        if (m_binary.returnBool) {
            labels.remove(Labels::kMetricName);
        }
        return labels;
    }

    Evaluation &m_run;
    const Binary &m_binary;
    bool m_swapped;
    const VectorColumns &m_many;
    const VectorColumns &m_one;
    const Grid &m_grid;
    std::vector<bool>
        m_live; ///< steps at which both sides have any series: at others nothing is even compared
};

/// Blanks the cells of a column at the steps where the mask has the given value.
void blankWhere(SeriesColumn &column, const std::vector<bool> &mask, bool value)
{
    for (std::size_t step = 0; step < mask.size(); ++step) {
        if (mask[step] == value) {
            column.values[step] = kAbsent;
        }
    }
}

} // namespace

Result<VectorColumns> matchVectors(Evaluation &run, const Binary &binary, const VectorColumns &left,
    const VectorColumns &right, const Grid &grid)
{
    return Matching{run, binary, left, right, grid}.result();
}

Result<VectorColumns> combineSets(
    const Binary &binary, VectorColumns left, VectorColumns right, const Grid &grid)
{
    for (const MatchGroup &group : groupSides(binary.matching, left, right)) {
        if (binary.op == BinaryOp::Or) {
            const std::vector<bool> covered = anyPresentOf(left, group.left, grid);
            for (const std::size_t member : group.right) {
                blankWhere(right[member], covered, true);
            }
            continue;
        }
        const std::vector<bool> partner = anyPresentOf(right, group.right, grid);
        for (const std::size_t member : group.left) {
            blankWhere(left[member], partner, binary.op == BinaryOp::Unless);
        }
    }
    if (binary.op == BinaryOp::Or) {
        std::ranges::move(right, std::back_inserter(left));
    }
    dropEmpty(left);
    if (const Result<void> ok = joinEqualLabels(left, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return left;
}

} // namespace qd::promql
