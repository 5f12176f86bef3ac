// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventory.h"
#include "backend/domain/cmdb/inventorymodel.h"
#include "backend/domain/cmdb/inventorystore.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <mutex>

namespace qd::backend::cmdb {

/// The inventory in memory, kept equal to a store: reads come from here, edits go through here. Everybody but
/// the wiring takes it as Inventory and InventoryStore.
///
/// Edits may be made from any thread. They go to the store, and once durable into the picture, in the thread
/// that this object lives in; the first after a pause is published at once, those that follow are gathered,
/// so that ten thousand hosts that arrive together do not make ten thousand snapshots.
class LiveInventory final : public QObject, public Inventory, public InventoryStore
{
    Q_OBJECT

public:
    /// @param store  has to answer edits in the order in which they became durable; outlives this
    explicit LiveInventory(
        InventoryStore &store, std::chrono::milliseconds publishInterval = std::chrono::milliseconds{200});

    /// Loads the picture from the store; until then the snapshot is empty. May be repeated.
    [[nodiscard]] QFuture<Result<void>> refresh();

    [[nodiscard]] std::shared_ptr<const InventorySnapshot> snapshot() const override;

    [[nodiscard]] QFuture<Result<InventoryPicture>> load(std::optional<TimeMs> asOf = {}) override;

    /// A known host with an unchanged fingerprint and name is let in from memory: ten thousand agents that
    /// come back after a restart do not wait for the database.
    [[nodiscard]] QFuture<Result<HostRecord>> admit(HostClaim claim) override;
    /// Facts that the picture has already are not written again.
    [[nodiscard]] QFuture<Result<void>> saveFacts(HostId host, HostFacts facts) override;
    [[nodiscard]] QFuture<Result<void>> saveEvent(HostId host, HostEvent event) override;
    [[nodiscard]] QFuture<Result<std::vector<HostEvent>>> newestEvents(HostId host, int limit) override;
    [[nodiscard]] QFuture<Result<NodeId>> createNode(
        Principal by, NodeId parent, std::string name, std::string reason) override;
    [[nodiscard]] QFuture<Result<void>> mountHost(
        Principal by, HostId host, std::vector<NodeId> components, std::string reason) override;

Q_SIGNALS:
    /// A new snapshot is there, and this is how it differs from the one before.
    void changed(const qd::backend::cmdb::InventoryChange &change);

private:
    /// Changes the model under its lock and sees to it that the change is published. In our thread.
    template <typename F>
    void apply(F edit);
    void publish();

    InventoryStore &m_store;
    std::chrono::milliseconds m_publishInterval;
    QTimer m_publishTimer;
    mutable std::mutex m_mutex; ///< guards the two below; admit() reads the model in its caller's thread
    InventoryModel m_model;
    std::shared_ptr<const InventorySnapshot> m_snapshot; ///< shared with every reader
};

} // namespace qd::backend::cmdb

Q_DECLARE_METATYPE(qd::backend::cmdb::InventoryChange)
