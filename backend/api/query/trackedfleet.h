// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/query/fleetview.h"
#include "backend/domain/cmdb/hoststatetracker.h"
#include "backend/domain/cmdb/inventorymodel.h"
#include "backend/domain/metrics/metricstore.h"

#include <functional>
#include <mutex>
#include <set>

namespace qd::backend {

/// The fleet as inventory, state tracker and metric store know it together. Thread-safe.
class TrackedFleet final : public FleetView
{
public:
    /// What the agent sessions know of a host.
    struct AgentState
    {
        bool isConnected = false;
        SpoolDepth spool; ///< as last reported
        TimeMs spoolReportedAt; ///< our clock; epoch: not since the start
        std::int64_t roundTripUs = -1; ///< agent to here and back; negative: unknown
        TimeMs roundTripAt{}; ///< our clock: when that was measured
    };
    /// Called from any thread.
    using AgentStateOf = std::function<AgentState(HostId)>;

    /// What it is given has to outlive it.
    TrackedFleet(const cmdb::Inventory &inventory, cmdb::HostStateTracker &tracker,
        const MetricStore &metrics, AgentStateOf agentStateOf);

    /// To be called with every change of the inventory, the first load included: hands the hosts to the
    /// tracker and remembers the nodes for takeChanges().
    void inventoryChanged(const cmdb::InventoryChange &change);

    [[nodiscard]] std::shared_ptr<const cmdb::InventorySnapshot> inventory() const override;
    [[nodiscard]] std::vector<HostSummary> summaries() const override;
    [[nodiscard]] std::optional<HostSummary> summary(HostId host) const override;
    [[nodiscard]] FleetTotals totals() const override;
    [[nodiscard]] protocol::DataPath dataPath(HostId host) const override;
    [[nodiscard]] FleetChange takeChanges() override;

private:
    void restoreLastSeen(HostId host);

    const cmdb::Inventory &m_inventory;
    cmdb::HostStateTracker &m_tracker;
    const MetricStore &m_metrics;
    AgentStateOf m_agentStateOf;
    std::mutex m_mutex;
    std::set<NodeId> m_changedNodes;
    std::set<NodeId> m_removedNodes;
    std::set<HostId> m_removedHosts;
};

} // namespace qd::backend
