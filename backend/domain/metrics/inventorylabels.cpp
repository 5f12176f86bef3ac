// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/metrics/inventorylabels.h"

#include <unordered_set>

namespace qd::backend {

namespace {

constexpr std::string_view kHostLabel = TreeLabels::kNames[0];

std::string_view valueOf(std::string_view label, const std::array<std::string_view, 4> &path)
{
    for (std::size_t level = 0; level < path.size(); ++level) {
        if (label == TreeLabels::kNames[level + 1]) {
            return path[level];
        }
    }
    return {};
}

std::shared_ptr<const std::vector<Labels>> makeLabels(
    const cmdb::InventorySnapshot &snapshot, const cmdb::HostRecord &host)
{
    std::vector<Labels> sets;
    sets.reserve(host.components.size());
    for (const NodeId component : host.components) {
        const auto path = snapshot.pathOf(component);
        sets.push_back(Labels{
            {{std::string{kHostLabel}, host.name}, {std::string{TreeLabels::kNames[1]}, std::string{path[0]}},
                {std::string{TreeLabels::kNames[2]}, std::string{path[1]}},
                {std::string{TreeLabels::kNames[3]}, std::string{path[2]}},
                {std::string{TreeLabels::kNames[4]}, std::string{path[3]}}}});
    }
    return std::make_shared<const std::vector<Labels>>(std::move(sets));
}

} // namespace

InventoryLabels::InventoryLabels(const cmdb::Inventory &inventory)
    : m_inventory{inventory}
{
}

std::shared_ptr<const std::vector<Labels>> InventoryLabels::labelsOf(HostId host) const
{
    static const auto kNone = std::make_shared<const std::vector<Labels>>();

    const auto snapshot = m_inventory.snapshot();
    const cmdb::HostList::Entry record = snapshot->hosts().entry(host);
    if (!record) {
        return kNone;
    }
    const std::lock_guard lock{m_mutex};
    if (m_snapshot != snapshot) {
        // A host's own change is seen by its record; a change of the tree is everybody's.
        if (!m_snapshot || m_snapshot->nodes() != snapshot->nodes()) {
            m_kept.clear();
        }
        m_snapshot = snapshot;
    }
    Kept &kept = m_kept[host];
    if (kept.record != record) {
        kept = {record, makeLabels(*snapshot, *record)};
    }
    return kept.labels;
}

std::vector<HostId> InventoryLabels::hostsMatching(std::span<const promql::CompiledMatcher> matchers) const
{
    const auto snapshot = m_inventory.snapshot();
    std::vector<const promql::CompiledMatcher *> hostMatchers;
    std::vector<const promql::CompiledMatcher *> treeMatchers;
    for (const promql::CompiledMatcher &matcher : matchers) {
        (matcher.matcher().name == kHostLabel ? hostMatchers : treeMatchers).push_back(&matcher);
    }

    // The tree is small and the hosts are many: each component is tried once.
    std::unordered_set<NodeId> components;
    for (const TreeNode &node : snapshot->nodes()) {
        const auto path = snapshot->pathOf(node.id);
        const auto meets = [&](const auto *matcher) {
            return matcher->matches(valueOf(matcher->matcher().name, path));
        };
        if (node.level == TreeLevel::Component
            && std::all_of(treeMatchers.begin(), treeMatchers.end(), meets)) {
            components.insert(node.id);
        }
    }
    std::vector<HostId> found;
    for (const cmdb::HostRecord &host : snapshot->hosts()) {
        const auto isIn = [&](NodeId component) { return components.contains(component); };
        const auto isCalled = [&](const auto *matcher) { return matcher->matches(host.name); };
        if (std::all_of(hostMatchers.begin(), hostMatchers.end(), isCalled)
            && std::any_of(host.components.begin(), host.components.end(), isIn)) {
            found.push_back(host.id);
        }
    }
    return found;
}

} // namespace qd::backend
