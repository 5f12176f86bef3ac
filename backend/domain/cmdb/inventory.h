// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventorystore.h"

#include <array>
#include <memory>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace qd::backend::cmdb {

/// An unchanging picture of tree and hosts with indexes; shared freely between threads.
class InventorySnapshot
{
public:
    explicit InventorySnapshot(InventoryPicture picture);

    [[nodiscard]] const std::vector<TreeNode> &nodes() const { return m_picture.nodes; }
    [[nodiscard]] const std::vector<HostRecord> &hosts() const { return m_picture.hosts; }
    [[nodiscard]] const HostRecord *host(HostId id) const; ///< null if unknown
    [[nodiscard]] const TreeNode *node(NodeId id) const; ///< null if unknown

    /// For each component the host is mounted on: the names of region, category, service, component, in that order.
    [[nodiscard]] std::vector<std::array<std::string_view, 4>> pathsOf(HostId id) const;

private:
    InventoryPicture m_picture;
    std::unordered_map<HostId, std::size_t> m_hostIndex;
    std::unordered_map<NodeId, std::size_t> m_nodeIndex;
};

/// Where the current snapshot is read. Thread-safe; a reader keeps what it got for as long as it needs.
class Inventory
{
public:
    virtual ~Inventory() = default;
    [[nodiscard]] virtual std::shared_ptr<const InventorySnapshot> snapshot() const = 0;
};

} // namespace qd::backend::cmdb
