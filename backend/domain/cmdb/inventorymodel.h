// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventory.h"

#include <map>
#include <set>
#include <string>
#include <unordered_map>

namespace qd::backend::cmdb {

/// What differs between two snapshots, and the newer of them.
struct InventoryChange
{
    std::shared_ptr<const InventorySnapshot> snapshot; ///< shared with every reader
    std::vector<NodeId> changedNodes; ///< added or different, parents before children
    std::vector<NodeId> removedNodes;
    std::vector<HostId> changedHosts; ///< added or different, ascending
    std::vector<HostId> removedHosts;

    [[nodiscard]] bool isEmpty() const
    {
        return changedNodes.empty() && removedNodes.empty() && changedHosts.empty() && removedHosts.empty();
    }
};

/// The inventory as it is edited: collects changes, gives hosts unique names, and makes a snapshot when
/// asked. A snapshot shares the records that did not change. Not thread-safe; its owner guards it.
class InventoryModel
{
public:
    /// Replaces everything; what differs is in the next takeChange().
    void reset(InventoryPicture picture);

    void putNode(TreeNode node);
    void putHost(HostRecord host);
    /// Both ignore a host that is not known.
    void setFacts(HostId id, HostFacts facts);
    void setComponents(HostId id, std::vector<NodeId> components);

    [[nodiscard]] const HostRecord *host(HostId id) const;
    [[nodiscard]] const HostRecord *hostOf(const std::string &uuid) const; ///< null if unknown
    [[nodiscard]] const TreeNode *node(NodeId id) const;

    [[nodiscard]] bool hasChanged() const;
    /// What changed since the last call. Costs a copy of one pointer per host.
    [[nodiscard]] InventoryChange takeChange();

private:
    void nameHostsCalled(const std::string &hostname, HostId changedHost);
    void nameHost(HostId id, const std::string &name);
    void replace(HostRecord host);

    std::map<NodeId, TreeNode> m_nodes;
    std::map<HostId, HostList::Entry> m_hosts;
    std::unordered_map<std::string, HostId> m_byUuid;
    std::unordered_map<std::string, std::set<HostId>> m_byHostname;
    std::set<NodeId> m_changedNodes;
    std::set<NodeId> m_removedNodes;
    std::set<HostId> m_changedHosts;
    std::set<HostId> m_removedHosts;
};

} // namespace qd::backend::cmdb
