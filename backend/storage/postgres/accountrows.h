// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access/accessrecords.h"
#include "backend/storage/postgres/sqlsession.h"

namespace qd::backend::storage {

[[nodiscard]] Result<std::vector<access::UserRecord>> readUsers(SqlSession &session, access::Page page);

/// Those that are good now. @param owner  null: of every user
[[nodiscard]] Result<std::vector<access::TokenRecord>> readTokens(
    SqlSession &session, UserId owner, access::Page page, std::chrono::seconds sessionLifetime);

/// The following need a transaction with an open change.
/// @param passwordHash  none: the password stays
/// @errors NotFound (field "name"), Conflict (the last administrator; field "role" or "disabled")
[[nodiscard]] Result<UserId> changeUser(SqlSession &session, const std::string &name,
    const access::UserEdit &edit, const std::optional<std::string> &passwordHash);

/// @param owner  whose it has to be; null: anybody's
/// @errors NotFound (field "id")
[[nodiscard]] Result<access::AccessRevocation> revokeTokenRow(
    SqlSession &session, TokenId token, UserId owner);

} // namespace qd::backend::storage
