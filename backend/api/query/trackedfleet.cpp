// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/query/trackedfleet.h"

#include <algorithm>
#include <utility>

namespace qd::backend {

TrackedFleet::TrackedFleet(const cmdb::Inventory &inventory, cmdb::HostStateTracker &tracker,
    const MetricStore &metrics, AgentStateOf agentStateOf)
    : m_inventory(inventory)
    , m_tracker(tracker)
    , m_metrics(metrics)
    , m_agentStateOf(std::move(agentStateOf))
{
}

void TrackedFleet::inventoryChanged(const cmdb::InventoryChange &change)
{
    for (const HostId id : change.changedHosts) {
        if (const cmdb::HostRecord *host = change.snapshot->host(id)) {
            m_tracker.putHost(*host);
            restoreLastSeen(id);
        }
    }
    for (const HostId id : change.removedHosts) {
        m_tracker.removeHost(id);
    }
    const std::lock_guard lock(m_mutex);
    for (const NodeId id : change.changedNodes) {
        m_changedNodes.insert(id);
        m_removedNodes.erase(id);
    }
    for (const NodeId id : change.removedNodes) {
        m_removedNodes.insert(id);
        m_changedNodes.erase(id);
    }
    for (const HostId id : change.changedHosts) {
        m_removedHosts.erase(id);
    }
    m_removedHosts.insert(change.removedHosts.begin(), change.removedHosts.end());
}

void TrackedFleet::restoreLastSeen(HostId host)
{
    // The samples of a new host may have come, and its session ended, before the inventory told of it.
    if (const auto progress = m_metrics.progress(host)) {
        m_tracker.restoreLastSeen(
            host, progress->newestSample - std::chrono::milliseconds{progress->clockOffsetMs});
    }
}

std::shared_ptr<const cmdb::InventorySnapshot> TrackedFleet::inventory() const
{
    return m_inventory.snapshot();
}

std::vector<HostSummary> TrackedFleet::summaries() const
{
    std::vector<HostSummary> all = m_tracker.allSummaries();
    std::sort(all.begin(), all.end(), [](const HostSummary &a, const HostSummary &b) { return a.id < b.id; });
    return all;
}

std::optional<HostSummary> TrackedFleet::summary(HostId host) const
{
    return m_tracker.summary(host);
}

FleetTotals TrackedFleet::totals() const
{
    const auto totals = m_tracker.totals();
    return {totals.hosts, totals.online, totals.newestSample};
}

protocol::DataPath TrackedFleet::dataPath(HostId host) const
{
    protocol::DataPath path;
    const AgentState agent = m_agentStateOf(host);
    path.isConnected = agent.isConnected;
    path.spoolBytes = agent.spool.bytes();
    path.spoolBlocks = agent.spool.blocks;
    path.spoolMemoryBytes = agent.spool.memoryBytes;
    path.spoolReportedAt = agent.spoolReportedAt;
    path.roundTripUs = agent.roundTripUs;
    path.roundTripAt = agent.roundTripAt;
    if (const auto progress = m_metrics.progress(host)) {
        path.collectedAt = progress->newestSample;
        path.sentAt = progress->sentAt;
        path.clockOffsetMs = progress->clockOffsetMs;
        path.receivedAt = progress->receivedAt;
        path.committedAt = progress->committedAt;
    }
    return path;
}

FleetChange TrackedFleet::takeChanges()
{
    FleetChange change;
    std::set<NodeId> changedNodes;
    {
        const std::lock_guard lock(m_mutex);
        changedNodes.swap(m_changedNodes);
        change.removedNodes.assign(m_removedNodes.begin(), m_removedNodes.end());
        change.removedHosts.assign(m_removedHosts.begin(), m_removedHosts.end());
        m_removedNodes.clear();
        m_removedHosts.clear();
    }
    if (!changedNodes.empty()) {
        const auto snapshot = m_inventory.snapshot();
        for (const TreeNode &node : snapshot->nodes()) { // their order: parents before children
            if (changedNodes.contains(node.id)) {
                change.changedNodes.push_back(node);
            }
        }
    }
    change.changedHosts = m_tracker.takeChanges();
    return change;
}

} // namespace qd::backend
