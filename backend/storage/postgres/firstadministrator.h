// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/sqlsession.h"

#include <QString>

namespace qd::backend::storage {

/// Sees to it that somebody can come in. In a database without users it makes the administrator `admin`, with
/// its API token in HOME/admin.token and its password in HOME/admin.password (both mode 0600, and shown
/// nowhere else). If there are users but the token file is missing or not valid here, it issues another token
/// for the oldest administrator: who may read this folder and the database is one anyway. Blocks.
[[nodiscard]] Result<void> ensureFirstAdministrator(SqlSession &session, const QString &home);

} // namespace qd::backend::storage
