// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/grouping.h"

namespace qd::promql {

Labels keepLabels(const Labels &labels, std::span<const std::string> names)
{
    Labels kept;
    for (const std::string &name : names) {
        kept.set(name, labels.get(name));
    }
    return kept;
}

Labels dropLabels(const Labels &labels, std::span<const std::string> names)
{
    Labels kept = labels;
    kept.remove(Labels::kMetricName);
    for (const std::string &name : names) {
        kept.remove(name);
    }
    return kept;
}

std::vector<Group> groupColumns(
    const VectorColumns &columns, std::span<const std::string> names, bool keepNamed)
{
    std::vector<Group> groups;
    std::unordered_map<Labels, std::size_t, LabelsHash> index;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        Labels key = keepNamed ? keepLabels(columns[i].labels, names) : dropLabels(columns[i].labels, names);
        const auto [entry, added] = index.try_emplace(std::move(key), groups.size());
        if (added) {
            groups.push_back({entry->first, {}});
        }
        groups[entry->second].members.push_back(i);
    }
    return groups;
}

} // namespace qd::promql
