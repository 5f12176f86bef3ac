// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventory.h"
#include "backend/domain/metrics/treelabels.h"

#include <mutex>
#include <unordered_map>

namespace qd::backend {

/// Tree labels from the inventory's current snapshot. A host's label sets are made when they are first asked
/// for and kept until its record or the tree changes. Thread-safe.
class InventoryLabels final : public TreeLabels
{
public:
    /// @param inventory  outlives this
    explicit InventoryLabels(const cmdb::Inventory &inventory);

    [[nodiscard]] std::shared_ptr<const std::vector<Labels>> labelsOf(HostId host) const override;
    [[nodiscard]] std::vector<HostId> hostsMatching(
        std::span<const promql::CompiledMatcher> matchers) const override;

private:
    struct Kept
    {
        cmdb::HostList::Entry record; ///< shared with the snapshots that hold it
        std::shared_ptr<const std::vector<Labels>> labels; ///< shared with those who asked
    };

    const cmdb::Inventory &m_inventory;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const cmdb::InventorySnapshot>
        m_snapshot; ///< that the labels below were made from
    mutable std::unordered_map<HostId, Kept> m_kept;
};

} // namespace qd::backend
