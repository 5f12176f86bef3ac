// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/state/treestate.h"
#include "shared/model/hostcounts.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>

// What the rows of the host table are sorted by.
namespace qd::console {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kLastMoment = 1e14; // ms since 1970, far behind every time that occurs

/// IPv4 by its number, so that .9 stands before .10; other addresses behind them, by name of the host.
[[nodiscard]] double addressKey(const std::string &address)
{
    std::array<unsigned, 4> parts{};
    std::size_t part = 0;
    bool hasDigit = false;
    for (const char c : address) {
        if (c >= '0' && c <= '9') {
            parts[part] = parts[part] * 10 + static_cast<unsigned>(c - '0');
            hasDigit = true;
            if (parts[part] > 255) {
                return kLastMoment;
            }
        } else if (c == '.' && hasDigit && part < 3) {
            ++part;
            hasDigit = false;
        } else {
            return kLastMoment;
        }
    }
    if (part != 3 || !hasDigit) {
        return address.empty() ? kNone : kLastMoment;
    }
    return ((parts[0] * 256.0 + parts[1]) * 256.0 + parts[2]) * 256.0 + parts[3];
}

[[nodiscard]] bool isMetricColumn(int column)
{
    return column >= HostTableModel::Cpu && column <= HostTableModel::Load;
}

} // namespace

bool HostTableModel::needsMetric(Metric metric) const
{
    const int at = static_cast<int>(metric);
    return isSortedBy(Cpu + at) || (metric == Metric::Cpu && isSortedBy(Trend))
        || std::ranges::any_of(m_filters.filters, [at](const HostFilter &filter) {
               return static_cast<int>(filter.field) - static_cast<int>(HostFilter::Field::Cpu) == at;
           });
}

bool HostTableModel::isSortedBy(int column) const
{
    return std::ranges::any_of(m_sorts, [column](const ColumnSort &sort) { return sort.column == column; });
}

void HostTableModel::rankRows()
{
    std::vector<std::pair<const std::string *, std::size_t>> names;
    names.reserve(m_rows.size());
    static const std::string kGone;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const HostSummary *host = m_tree.host(m_rows[i].host);
        names.emplace_back(host == nullptr ? &kGone : &host->name, i);
    }
    std::ranges::sort(names, [](const auto &a, const auto &b) {
        const int byName = a.first->compare(*b.first);
        return byName != 0 ? byName < 0 : a.second < b.second;
    });
    for (std::size_t rank = 0; rank < names.size(); ++rank) {
        Row &row = m_rows[names[rank].second];
        row.rank = static_cast<std::int32_t>(rank);
        row.nameHash = std::hash<std::string>()(*names[rank].first);
    }
    m_areRanksOld = false;
}

double HostTableModel::keyOf(const Row &row, const HostSummary &host, int column) const
{
    if (isMetricColumn(column)) {
        return row.metrics[static_cast<std::size_t>(column - Cpu)];
    }
    switch (column) {
    case State: {
        // What is wrong longest comes first; hosts that report are told apart by name alone.
        const double since =
            isProblem(host.state) ? static_cast<double>(toUnixMs(host.stateSince)) : kLastMoment;
        return severityRank(severityOf(host.state)) * kLastMoment * 2.0 + since;
    }
    case Name:
        return row.rank;
    case Address:
        return addressKey(host.address);
    case Trend:
        return row.metrics[0];
    case LastSeen:
        return toUnixMs(host.lastSeen) == 0 ? kNone : static_cast<double>(toUnixMs(host.lastSeen));
    default:
        return 0.0;
    }
}

void HostTableModel::fillKeys(std::vector<RowSortKey> &keys, std::size_t which, int column) const
{
    const bool isText = column == Site || column == Component || column == Version;
    if (!isText) {
        for (RowSortKey &key : keys) {
            const Row &row = m_rows[static_cast<std::size_t>(key.row)];
            key.values[which] = keyOf(row, *m_tree.host(row.host), column);
        }
        return;
    }
    // Few different words for many hosts: each gets its place in their order.
    std::map<QString, double> words;
    std::unordered_map<std::string, std::map<QString, double>::iterator> versions;
    std::unordered_map<NodeId, std::map<QString, double>::iterator> places;
    std::vector<std::map<QString, double>::iterator> wordOf;
    wordOf.reserve(keys.size());
    for (const RowSortKey &key : keys) {
        const Row &row = m_rows[static_cast<std::size_t>(key.row)];
        const HostSummary &host = *m_tree.host(row.host);
        const auto find = [&](auto &known, const auto &id) {
            const auto [at, isNew] = known.try_emplace(id, words.end());
            if (isNew) {
                at->second = words.emplace(text(row, host, column), 0.0).first;
            }
            return at->second;
        };
        wordOf.push_back(column == Version
                ? find(versions, host.agentVersion)
                : find(places, host.components.empty() ? NodeId{} : host.components.front()));
    }
    double place = 0.0;
    for (auto &[word, at] : words) {
        at = word.isEmpty() ? kNone : ++place;
    }
    for (std::size_t i = 0; i < keys.size(); ++i) {
        keys[i].values[which] = wordOf[i]->second;
    }
}

std::vector<RowSortKey> HostTableModel::keys() const
{
    const HostMatcher matcher(m_filters, m_tree);
    std::vector<RowSortKey> keys;
    keys.reserve(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const HostSummary *host = m_tree.host(m_rows[i].host);
        if (host != nullptr && (matcher.acceptsAll() || matcher.accepts(*host, m_rows[i].metrics))) {
            keys.push_back({{}, m_rows[i].rank, static_cast<std::int32_t>(i)});
        }
    }
    for (qsizetype which = 0; which < m_sorts.size(); ++which) {
        fillKeys(keys, static_cast<std::size_t>(which), m_sorts[which].column);
    }
    return keys;
}

std::array<Qt::SortOrder, HostTableModel::kMaxSorts> HostTableModel::orders() const
{
    return {m_sorts.front().order, m_sorts.back().order};
}

} // namespace qd::console
