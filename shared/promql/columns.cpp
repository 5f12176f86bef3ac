// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/columns.h"

#include <optional>
#include <unordered_map>

namespace qd::promql {

namespace {

// An interrupt callback may read a clock; once per this many cells it costs nothing noticeable.
constexpr std::size_t kCellsBetweenChecks = 200'000;

Result<void> joinInto(SeriesColumn &target, const SeriesColumn &other, std::string_view message)
{
    for (std::size_t step = 0; step < target.values.size(); ++step) {
        if (!isPresent(other.values[step])) {
            continue;
        }
        if (isPresent(target.values[step])) {
            return failure(
                ErrorCode::InvalidInput, std::string{message}, {{"labels", target.labels.toString()}});
        }
        target.values[step] = other.values[step];
    }
    return {};
}

/// Finds the first column of equal labels among those seen so far.
class LabelIndex
{
public:
    explicit LabelIndex(const VectorColumns &columns)
        : m_columns(columns)
    {
        m_seen.reserve(columns.size());
    }

    /// The earlier column with the labels of column i; if there is none, remembers i.
    std::optional<std::size_t> findOrAdd(std::size_t i)
    {
        const std::uint64_t hash = m_columns[i].labels.hash();
        const auto [first, last] = m_seen.equal_range(hash);
        for (auto entry = first; entry != last; ++entry) {
            if (m_columns[entry->second].labels == m_columns[i].labels) {
                return entry->second;
            }
        }
        m_seen.emplace(hash, i);
        return std::nullopt;
    }

private:
    const VectorColumns &m_columns;
    std::unordered_multimap<std::uint64_t, std::size_t> m_seen;
};

} // namespace

void dropEmpty(VectorColumns &columns)
{
    std::erase_if(columns, [](const SeriesColumn &column) { return !hasAny(column.values); });
}

Result<void> joinEqualLabels(VectorColumns &columns, std::string_view message)
{
    LabelIndex index{columns};
    bool joined = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::optional<std::size_t> same = index.findOrAdd(i);
        if (!same) {
            continue;
        }
        if (Result<void> ok = joinInto(columns[*same], columns[i], message); !ok) {
            return ok;
        }
        columns[i].values.clear();
        joined = true;
    }
    if (joined) {
        std::erase_if(columns, [](const SeriesColumn &column) { return column.values.empty(); });
    }
    return {};
}

Result<void> requireDistinctLabels(const VectorColumns &columns)
{
    LabelIndex index{columns};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (index.findOrAdd(i)) {
            return failure(ErrorCode::InvalidInput, std::string{kSameLabelset},
                {{"labels", columns[i].labels.toString()}});
        }
    }
    return {};
}

Result<void> Budget::charge(std::size_t cells)
{
    if (cells > remaining()) {
        return limitExceeded("maxSamples", "samples", m_limits.maxSamples);
    }
    m_used += cells;
    return work(cells);
}

Result<void> Budget::work(std::size_t cells)
{
    m_sinceInterruptCheck += cells;
    if (m_sinceInterruptCheck < kCellsBetweenChecks) {
        return {};
    }
    m_sinceInterruptCheck = 0;
    return checkInterrupt();
}

Result<void> Budget::checkSeries(std::size_t count) const
{
    if (count > m_limits.maxSeries) {
        return limitExceeded("maxSeries", "series of one selector", m_limits.maxSeries);
    }
    return {};
}

Result<void> Budget::checkInterrupt() const
{
    switch (m_limits.interrupt ? m_limits.interrupt() : Interrupt::None) {
    case Interrupt::None:
        return {};
    case Interrupt::Cancelled:
        return failure(ErrorCode::Cancelled, "query was cancelled");
    case Interrupt::TimedOut:
        return failure(ErrorCode::Timeout, "query took longer than it may");
    }
    return {};
}

Failure limitExceeded(std::string_view limit, std::string_view what, std::size_t bound)
{
    return failure(ErrorCode::InvalidInput,
        "query needs more than " + std::to_string(bound) + " " + std::string{what}
            + "; narrow the selection, shorten the span or widen the step",
        {{"limit", std::string{limit}}, {"bound", std::to_string(bound)}});
}

} // namespace qd::promql
