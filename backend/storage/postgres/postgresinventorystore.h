// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventorystore.h"
#include "backend/storage/postgres/sqlworkers.h"

namespace qd::backend::storage {

/// The inventory in PostgreSQL. Edits go through one connection, so that they are answered in the order in
/// which they became durable; reading has connections of its own. May be destroyed at any time: what waits is
/// answered Cancelled.
class PostgresInventoryStore final : public cmdb::InventoryStore
{
public:
    explicit PostgresInventoryStore(const DatabaseAddress &address);

    [[nodiscard]] QFuture<Result<cmdb::InventoryPicture>> load(std::optional<TimeMs> asOf = {}) override;
    [[nodiscard]] QFuture<Result<cmdb::HostRecord>> admit(cmdb::HostClaim claim) override;
    [[nodiscard]] QFuture<Result<void>> saveFacts(HostId host, HostFacts facts) override;
    [[nodiscard]] QFuture<Result<void>> saveEvent(HostId host, HostEvent event) override;
    [[nodiscard]] QFuture<Result<std::vector<HostEvent>>> newestEvents(HostId host, int limit) override;
    [[nodiscard]] QFuture<Result<NodeId>> createNode(
        Principal by, NodeId parent, std::string name, std::string reason) override;
    [[nodiscard]] QFuture<Result<void>> mountHost(
        Principal by, HostId host, std::vector<NodeId> components, std::string reason) override;

    /// Drops what was received longer ago than this, the oldest first, a bounded number in one call.
    /// @return how many
    [[nodiscard]] QFuture<Result<std::int64_t>> dropEventsOlderThan(std::chrono::seconds age);

private:
    SqlWorkers m_writer;
    SqlWorkers m_readers;
};

} // namespace qd::backend::storage
