// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/migrations/migrations.h"
#include "backend/storage/postgres/databaseaddress.h"
#include "shared/base/result.h"

#include <span>

namespace qd::backend::storage {

class SqlSession;

/// What a migration run did.
struct SchemaVersion
{
    int before = 0; ///< newest migration that was there; 0 for an empty database
    int now = 0;

    bool operator==(const SchemaVersion &) const = default;
};

/// Creates the database of this address if the server has none of that name. Blocks.
/// @errors Unavailable, Denied (no right to create it)
[[nodiscard]] Result<void> ensureDatabase(const DatabaseAddress &address);

/// Brings the database to the newest migration: each in a transaction of its own together with its record,
/// under an advisory lock, so that two backends may start at once. Blocks; a migration has no statement
/// timeout.
/// @errors Conflict (the database is newer than this program), Corrupt (a migration was changed after it was
/// applied,
///         or one is missing in between), Unavailable, and what a migration's SQL fails with (context
///         "migration")
[[nodiscard]] Result<SchemaVersion> migrate(
    SqlSession &session, std::span<const Migration> migrations = allMigrations());

} // namespace qd::backend::storage
