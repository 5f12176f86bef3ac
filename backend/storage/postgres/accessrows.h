// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/sqlsession.h"
#include "shared/model/access.h"

#include <chrono>
#include <optional>
#include <string>

namespace qd::backend::storage {

enum class TokenKind : int { Api = 0, Session = 1 };

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
[[nodiscard]] Result<void> insertToken(
    SqlSession &session, UserId user, TokenKind kind, const std::string &label, const QByteArray &digest);

} // namespace qd::backend::storage
