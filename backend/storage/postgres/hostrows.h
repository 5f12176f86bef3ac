// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventorystore.h"
#include "backend/storage/postgres/sqlsession.h"

#include <optional>

namespace qd::backend::storage {

/// Reads the whole picture, now or as of a moment, page by page in one transaction. Blocks.
[[nodiscard]] Result<cmdb::InventoryPicture> loadPicture(SqlSession &session, std::optional<TimeMs> asOf);

/// The host of this UUID, locked until the end of the transaction; none if unknown.
[[nodiscard]] Result<std::optional<cmdb::HostRecord>> lockHost(SqlSession &session, const std::string &uuid);

/// Adds a host with its first facts under the default component. Needs an open change.
/// @errors Conflict (that UUID is there), NotFound (the default component is gone)
[[nodiscard]] Result<cmdb::HostRecord> insertHost(SqlSession &session, const cmdb::HostClaim &claim);

[[nodiscard]] Result<void> updateFingerprint(
    SqlSession &session, HostId host, const HostFingerprint &fingerprint);

/// Keeps the facts as a new version if they differ. Needs an open change. @errors NotFound
[[nodiscard]] Result<void> upsertFacts(SqlSession &session, HostId host, const HostFacts &facts);

/// A repeat of the same event is success. @errors NotFound (host)
[[nodiscard]] Result<void> insertEvent(SqlSession &session, HostId host, const HostEvent &event);

} // namespace qd::backend::storage
