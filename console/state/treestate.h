// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"
#include "shared/model/hostcounts.h"

#include <QObject>

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace qd::console {

class Backend;

/// The product tree with its hosts as the server last told it, and the number of hosts by state below every
/// place. Keeps what it knows while the link is down. 100,000 hosts cost about 40 MB. Main thread.
class TreeState final : public QObject
{
    Q_OBJECT

public:
    explicit TreeState(Backend &backend, QObject *parent = nullptr);

    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    [[nodiscard]] int hostCount() const { return static_cast<int>(m_hosts.size()); }
    /// How many hosts there will be: more than hostCount() while those of a large tree are still coming.
    [[nodiscard]] int expectedHosts() const { return std::max(hostCount(), m_expected); }
    /// Nothing may be called good before.
    [[nodiscard]] bool isComplete() const { return m_isLoaded && hostCount() == expectedHosts(); }
    /// Every host, in no particular order; positions move when a host goes.
    [[nodiscard]] const std::vector<HostSummary> &hosts() const { return m_hosts; }

    /// Null if unknown. Valid until the next signal.
    [[nodiscard]] const TreeNode *node(NodeId id) const;
    [[nodiscard]] const HostSummary *host(HostId id) const;
    /// By name; null if unknown. Of two hosts with one name, the one that came last.
    [[nodiscard]] const HostSummary *hostByName(const std::string &name) const;

    /// Regions for the null id; by name.
    [[nodiscard]] std::vector<NodeId> children(NodeId parent) const;
    /// Hosts mounted on a component, in no particular order.
    [[nodiscard]] const std::vector<HostId> &mounted(NodeId component) const;
    /// Hosts below a node of any level, each once; all for the null id.
    [[nodiscard]] std::vector<HostId> hostsBelow(NodeId node) const;
    /// Counts below a node; of everything for the null id.
    [[nodiscard]] HostCounts counts(NodeId node) const;
    /// From region to the node itself; empty if unknown.
    [[nodiscard]] std::vector<NodeId> path(NodeId node) const;
    /// "cn-north-1 / Payments / gateway".
    [[nodiscard]] QString pathText(NodeId node) const;
    [[nodiscard]] bool isBelow(const HostSummary &host, NodeId node) const;
    /// Every node id, parents before children.
    [[nodiscard]] std::vector<NodeId> allNodes() const;

Q_SIGNALS:
    /// Everything may differ: first load, and each reconnect.
    void resetDone();
    void nodesChanged(const std::vector<qd::NodeId> &changed, const std::vector<qd::NodeId> &removed);
    /// `changed` holds new hosts too; a host in `moved` changed its components or is new.
    void hostsChanged(const std::vector<qd::HostId> &changed, const std::vector<qd::HostId> &moved,
        const std::vector<qd::HostId> &removed);

private:
    struct Place
    {
        TreeNode node;
        std::vector<NodeId> children;
        std::vector<HostId> mounted;
        HostCounts counts;
    };

    void onTree(const TreeSnapshot &tree);
    void onNodes(const NodesDelta &delta);
    void onHosts(const HostsDelta &delta);
    void placeNode(const TreeNode &node);
    void removeNode(NodeId id);
    /// @return true if the host is new or hangs elsewhere now
    bool placeHost(const HostSummary &host);
    void removeHost(HostId id);
    void count(const HostSummary &host, int step);
    void mount(const HostSummary &host, bool isMounted);
    void recount();

    std::unordered_map<NodeId, Place> m_places; ///< the null id is the root
    std::vector<HostSummary> m_hosts;
    std::unordered_map<HostId, std::size_t> m_hostAt;
    std::unordered_map<std::string, HostId> m_hostByName;
    int m_expected = 0; ///< hosts of the server's tree; 0 once all came
    bool m_isLoaded = false;
};

} // namespace qd::console
