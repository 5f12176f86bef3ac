// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/model/access.h"
#include "shared/model/event.h"
#include "shared/model/host.h"
#include "shared/model/tree.h"

#include <QFuture>

#include <optional>
#include <string>
#include <vector>

namespace qd::backend::cmdb {

/// A host as the inventory knows it, without its live state.
struct HostRecord
{
    HostId id;
    std::string uuid;
    HostFingerprint fingerprint;
    HostFacts facts;
    std::vector<NodeId> components; ///< ascending

    /// The host's name for people and in the label `host`: its hostname, made unique by its number if an
    /// older host has that name. Given by the inventory; a store leaves it empty.
    std::string name;

    bool operator==(const HostRecord &) const = default;
};

/// Everything that the inventory holds at one moment.
struct InventoryPicture
{
    std::vector<TreeNode> nodes; ///< parents before children
    std::vector<HostRecord> hosts;
};

/// What an agent presents when it says hello.
struct HostClaim
{
    std::string uuid;
    HostFingerprint fingerprint;
    std::string hostname;
    std::string enrolToken; ///< empty for a known host
};

/// The product tree, the hosts and their places, with history (architecture: everything editable has validity
/// ranges). Calls answer asynchronously and may be made from any thread; nothing is answered before it is
/// durable.
class InventoryStore
{
public:
    virtual ~InventoryStore() = default;

    /// The picture now, or as it was at a moment.
    [[nodiscard]] virtual QFuture<Result<InventoryPicture>> load(std::optional<TimeMs> asOf = {}) = 0;

    /// Recognises a known host or, with a valid one-time token (consumed in the same transaction), enrols a
    /// new one under the default component.
    /// @errors Denied (unknown host without a valid token; signature is the caller's matter),
    ///         Conflict (a clone: same uuid, another fingerprint; recorded as an event on the known host)
    [[nodiscard]] virtual QFuture<Result<HostRecord>> admit(HostClaim claim) = 0;

    [[nodiscard]] virtual QFuture<Result<void>> saveFacts(HostId host, HostFacts facts) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> saveEvent(HostId host, HostEvent event) = 0;
    [[nodiscard]] virtual QFuture<Result<std::vector<HostEvent>>> newestEvents(HostId host, int limit) = 0;

    /// @errors InvalidInput (field, reason), NotFound (parent), Conflict (sibling of that name), Denied
    [[nodiscard]] virtual QFuture<Result<NodeId>> createNode(
        Principal by, NodeId parent, std::string name, std::string reason) = 0;

    /// Puts the host on these components and no others. @errors NotFound, InvalidInput (not a component),
    /// Denied
    [[nodiscard]] virtual QFuture<Result<void>> mountHost(
        Principal by, HostId host, std::vector<NodeId> components, std::string reason) = 0;
};

} // namespace qd::backend::cmdb
