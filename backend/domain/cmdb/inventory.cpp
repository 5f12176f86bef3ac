// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/inventory.h"

#include <algorithm>

namespace qd::backend::cmdb {

HostList::HostList(std::vector<Entry> ascendingById)
    : m_entries{std::move(ascendingById)}
{
}

HostList::Entry HostList::entry(HostId id) const
{
    const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), id,
        [](const Entry &entry, HostId wanted) { return entry->id < wanted; });
    return found != m_entries.end() && (*found)->id == id ? *found : nullptr;
}

const HostRecord *HostList::find(HostId id) const
{
    return entry(id).get();
}

InventorySnapshot::InventorySnapshot(InventoryPicture picture)
    : m_nodes{std::move(picture.nodes)}
{
    std::vector<HostList::Entry> entries;
    entries.reserve(picture.hosts.size());
    for (HostRecord &host : picture.hosts) {
        if (host.name.empty()) {
            host.name = host.facts.hostname;
        }
        entries.push_back(std::make_shared<const HostRecord>(std::move(host)));
    }
    std::sort(entries.begin(), entries.end(), [](const auto &a, const auto &b) { return a->id < b->id; });
    m_hosts = HostList{std::move(entries)};
    indexNodes();
}

InventorySnapshot::InventorySnapshot(std::vector<TreeNode> parentsFirst, HostList hosts)
    : m_nodes{std::move(parentsFirst)}
    , m_hosts{std::move(hosts)}
{
    indexNodes();
}

void InventorySnapshot::indexNodes()
{
    m_nodeIndex.reserve(m_nodes.size());
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        m_nodeIndex.emplace(m_nodes[i].id, i);
    }
}

const TreeNode *InventorySnapshot::node(NodeId id) const
{
    const auto found = m_nodeIndex.find(id);
    return found != m_nodeIndex.end() ? &m_nodes[found->second] : nullptr;
}

std::array<std::string_view, 4> InventorySnapshot::pathOf(NodeId component) const
{
    std::array<std::string_view, 4> path;
    // At most four steps, whatever the parents say.
    const TreeNode *at = node(component);
    for (std::size_t steps = 0; at != nullptr && steps < path.size(); ++steps) {
        path.at(static_cast<std::size_t>(at->level)) = at->name;
        at = node(at->parent);
    }
    return path;
}

std::vector<std::array<std::string_view, 4>> InventorySnapshot::pathsOf(HostId id) const
{
    std::vector<std::array<std::string_view, 4>> paths;
    if (const HostRecord *record = host(id)) {
        paths.reserve(record->components.size());
        for (const NodeId component : record->components) {
            paths.push_back(pathOf(component));
        }
    }
    return paths;
}

} // namespace qd::backend::cmdb
