// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access/accessrecords.h"
#include "backend/storage/postgres/sqlsession.h"

#include <chrono>
#include <optional>
#include <string>

namespace qd::backend::storage {

using access::TokenKind;

struct StoredPassword
{
    Principal principal;
    std::string hash; ///< Argon2id, encoded
};

/// None if there is no active user of that name with a password.
[[nodiscard]] Result<std::optional<StoredPassword>> findPassword(
    SqlSession &session, const std::string &user);

/// Whose valid token this is; notes its use, at most once an hour.
/// @errors Denied: unknown, expired, revoked, or its user is not active
[[nodiscard]] Result<Principal> findTokenOwner(
    SqlSession &session, const QByteArray &digest, std::chrono::seconds sessionLifetime);

/// The following need a transaction with an open change.
/// @errors Conflict: the name is taken (context "field")
[[nodiscard]] Result<UserId> insertUser(
    SqlSession &session, const std::string &name, Role role, const std::string &passwordHash);
/// @param lifetime  from now; none: no end
[[nodiscard]] Result<TokenId> insertToken(SqlSession &session, UserId user, TokenKind kind,
    const std::string &label, const QByteArray &digest, std::optional<std::chrono::seconds> lifetime = {});

} // namespace qd::backend::storage
