// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/inventorymodel.h"

#include <algorithm>

namespace qd::backend::cmdb {

void InventoryModel::reset(InventoryPicture picture)
{
    std::set<NodeId> goneNodes;
    for (const auto &[id, node] : m_nodes) {
        goneNodes.insert(id);
    }
    std::set<HostId> goneHosts;
    for (const auto &[id, host] : m_hosts) {
        goneHosts.insert(id);
    }
    for (TreeNode &node : picture.nodes) {
        goneNodes.erase(node.id);
        putNode(std::move(node));
    }
    for (HostRecord &host : picture.hosts) {
        goneHosts.erase(host.id);
        putHost(std::move(host));
    }
    for (const NodeId id : goneNodes) {
        m_nodes.erase(id);
        m_changedNodes.erase(id);
        m_removedNodes.insert(id);
    }
    for (const HostId id : goneHosts) {
        const HostList::Entry host = m_hosts.at(id);
        m_hosts.erase(id);
        m_byUuid.erase(host->uuid);
        m_byHostname[host->facts.hostname].erase(id);
        m_changedHosts.erase(id);
        m_removedHosts.insert(id);
        nameHostsCalled(host->facts.hostname, id);
    }
}

void InventoryModel::putNode(TreeNode node)
{
    const auto known = m_nodes.find(node.id);
    if (known != m_nodes.end() && known->second == node) {
        return;
    }
    m_changedNodes.insert(node.id);
    m_removedNodes.erase(node.id);
    m_nodes.insert_or_assign(node.id, std::move(node));
}

void InventoryModel::putHost(HostRecord host)
{
    std::sort(host.components.begin(), host.components.end());
    const HostId id = host.id;
    const std::string hostname = host.facts.hostname;
    std::string formerHostname = hostname;
    if (const HostRecord *known = this->host(id)) {
        host.name = known->name;
        formerHostname = known->facts.hostname;
        m_byUuid.erase(known->uuid);
        m_byHostname[formerHostname].erase(id);
    }
    m_byUuid.insert_or_assign(host.uuid, id);
    m_byHostname[hostname].insert(id);
    replace(std::move(host));
    nameHostsCalled(hostname, id);
    if (formerHostname != hostname) {
        nameHostsCalled(formerHostname, id);
    }
}

void InventoryModel::setFacts(HostId id, HostFacts facts)
{
    if (const HostRecord *known = host(id)) {
        HostRecord changed = *known;
        changed.facts = std::move(facts);
        putHost(std::move(changed));
    }
}

void InventoryModel::setComponents(HostId id, std::vector<NodeId> components)
{
    if (const HostRecord *known = host(id)) {
        HostRecord changed = *known;
        changed.components = std::move(components);
        putHost(std::move(changed));
    }
}

void InventoryModel::nameHostsCalled(const std::string &hostname, HostId changedHost)
{
    const auto group = m_byHostname.find(hostname);
    if (group == m_byHostname.end()) {
        return;
    }
    const std::set<HostId> &hosts = group->second;
    if (hosts.empty()) {
        m_byHostname.erase(group);
        return;
    }
    // The oldest host has the plain name, and ids grow with time. Who came or left can only have changed its
    // own name and those of the two oldest; a thousand hosts called localhost must not cost a thousand steps
    // each.
    const auto second = std::next(hosts.begin());
    nameHost(*hosts.begin(), hostname.empty() ? "host" : hostname);
    for (const HostId id : {second != hosts.end() ? *second : HostId{}, changedHost}) {
        if (id != *hosts.begin() && hosts.contains(id)) {
            nameHost(id, (hostname.empty() ? "host" : hostname) + "~" + std::to_string(id.value));
        }
    }
}

void InventoryModel::nameHost(HostId id, const std::string &name)
{
    const HostRecord &known = *m_hosts.at(id);
    if (known.name != name) {
        HostRecord changed = known;
        changed.name = name;
        replace(std::move(changed));
    }
}

void InventoryModel::replace(HostRecord host)
{
    const HostId id = host.id;
    HostList::Entry &entry = m_hosts[id];
    if (entry && *entry == host) {
        return;
    }
    m_changedHosts.insert(id);
    m_removedHosts.erase(id);
    entry = std::make_shared<const HostRecord>(std::move(host));
}

const HostRecord *InventoryModel::host(HostId id) const
{
    const auto found = m_hosts.find(id);
    return found != m_hosts.end() ? found->second.get() : nullptr;
}

const HostRecord *InventoryModel::hostOf(const std::string &uuid) const
{
    const auto found = m_byUuid.find(uuid);
    return found != m_byUuid.end() ? host(found->second) : nullptr;
}

const TreeNode *InventoryModel::node(NodeId id) const
{
    const auto found = m_nodes.find(id);
    return found != m_nodes.end() ? &found->second : nullptr;
}

bool InventoryModel::hasChanged() const
{
    return !m_changedNodes.empty() || !m_removedNodes.empty() || !m_changedHosts.empty()
        || !m_removedHosts.empty();
}

InventoryChange InventoryModel::takeChange()
{
    std::vector<TreeNode> nodes;
    nodes.reserve(m_nodes.size());
    for (const auto &[id, node] : m_nodes) {
        nodes.push_back(node);
    }
    std::stable_sort(
        nodes.begin(), nodes.end(), [](const TreeNode &a, const TreeNode &b) { return a.level < b.level; });
    std::vector<HostList::Entry> hosts;
    hosts.reserve(m_hosts.size());
    for (const auto &[id, host] : m_hosts) {
        hosts.push_back(host);
    }

    InventoryChange change;
    for (const TreeNode &node : nodes) {
        if (m_changedNodes.contains(node.id)) {
            change.changedNodes.push_back(node.id);
        }
    }
    change.removedNodes.assign(m_removedNodes.begin(), m_removedNodes.end());
    change.changedHosts.assign(m_changedHosts.begin(), m_changedHosts.end());
    change.removedHosts.assign(m_removedHosts.begin(), m_removedHosts.end());
    change.snapshot = std::make_shared<const InventorySnapshot>(std::move(nodes), HostList{std::move(hosts)});
    m_changedNodes.clear();
    m_removedNodes.clear();
    m_changedHosts.clear();
    m_removedHosts.clear();
    return change;
}

} // namespace qd::backend::cmdb
