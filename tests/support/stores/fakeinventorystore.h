// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventory.h"
#include "backend/domain/cmdb/inventorystore.h"
#include "tests/support/stores/fakeaccessstore.h"

#include <map>
#include <mutex>
#include <set>

namespace qd::test {

/// InventoryStore in memory, answering at once, with the default tree that a new database has. It keeps every
/// picture that it ever was, for load(asOf). Also an Inventory of what it holds. Thread-safe.
class FakeInventoryStore final : public backend::cmdb::InventoryStore, public backend::cmdb::Inventory
{
public:
    /// @param access  whose enrolment tokens admit() takes; outlives this
    FakeInventoryStore(FakeAccessStore &access, const Clock &clock);

    void setAvailable(bool isAvailable);

    [[nodiscard]] std::shared_ptr<const backend::cmdb::InventorySnapshot> snapshot() const override;

    [[nodiscard]] QFuture<Result<backend::cmdb::InventoryPicture>> load(
        std::optional<TimeMs> asOf = {}) override;
    [[nodiscard]] QFuture<Result<backend::cmdb::HostRecord>> admit(backend::cmdb::HostClaim claim) override;
    [[nodiscard]] QFuture<Result<void>> saveFacts(HostId host, HostFacts facts) override;
    [[nodiscard]] QFuture<Result<void>> saveEvent(HostId host, HostEvent event) override;
    [[nodiscard]] QFuture<Result<std::vector<HostEvent>>> newestEvents(HostId host, int limit) override;
    [[nodiscard]] QFuture<Result<NodeId>> createNode(
        Principal by, NodeId parent, std::string name, std::string reason) override;
    [[nodiscard]] QFuture<Result<void>> mountHost(
        Principal by, HostId host, std::vector<NodeId> components, std::string reason) override;

private:
    [[nodiscard]] backend::cmdb::HostRecord *find(HostId host);
    [[nodiscard]] const TreeNode *node(NodeId id) const;
    [[nodiscard]] Result<backend::cmdb::HostRecord> admitNow(const backend::cmdb::HostClaim &claim);
    [[nodiscard]] Result<NodeId> createNow(const Principal &by, NodeId parent, const std::string &name);
    [[nodiscard]] Result<void> mountNow(const Principal &by, HostId host, std::vector<NodeId> components);
    void addEvent(HostId host, HostEvent event);
    void keepPicture();

    FakeAccessStore &m_access;
    const Clock &m_clock;
    mutable std::mutex m_mutex;
    bool m_isAvailable = true;
    backend::cmdb::InventoryPicture m_picture;
    std::map<TimeMs, backend::cmdb::InventoryPicture> m_past; ///< from this moment on
    std::map<HostId, std::vector<HostEvent>> m_events;
};

} // namespace qd::test
