// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventory.h"
#include "shared/model/host.h"
#include "shared/protocol/consolemessages.h"

#include <memory>
#include <optional>
#include <vector>

namespace qd::backend {

/// What became different in tree and hosts.
struct FleetChange
{
    std::vector<TreeNode> changedNodes; ///< added or different
    std::vector<NodeId> removedNodes;
    std::vector<HostSummary> changedHosts; ///< added or different
    std::vector<HostId> removedHosts;
};

struct FleetTotals
{
    std::int64_t hosts = 0;
    std::int64_t online = 0;
    TimeMs newestSample; ///< over all hosts; epoch if there never was one
};

/// Tree and hosts as they are at this moment, with their live state. Answers from memory; every function may
/// be called from any thread. Put together in app/ from the inventory, the state tracker and the agent
/// registry.
class FleetView
{
public:
    virtual ~FleetView() = default;

    [[nodiscard]] virtual std::shared_ptr<const cmdb::InventorySnapshot> inventory() const = 0;

    /// One line per host, ascending by id.
    [[nodiscard]] virtual std::vector<HostSummary> summaries() const = 0;
    [[nodiscard]] virtual std::optional<HostSummary> summary(HostId host) const = 0;
    [[nodiscard]] virtual FleetTotals totals() const = 0;

    /// The hops that the newest data of a host took; all empty if there never was any.
    [[nodiscard]] virtual protocol::DataPath dataPath(HostId host) const = 0;

    /// What became different since the last call. For one caller only: the feed of the consoles.
    [[nodiscard]] virtual FleetChange takeChanges() = 0;
};

} // namespace qd::backend
