// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/model/access.h"

#include <QFuture>

#include <string>
#include <vector>

namespace qd::backend::access {

/// Who may come in. Secrets arrive in plain text and are kept only as hashes: passwords Argon2id, tokens
/// BLAKE2b of 256 random bits. Every call answers asynchronously and may be made from any thread; a database
/// that is away answers Unavailable, never a refusal and never an admission.
class AccessStore
{
public:
    virtual ~AccessStore() = default;

    /// @errors Denied (unknown user or wrong password, not told apart), Unavailable
    [[nodiscard]] virtual QFuture<Result<Principal>> checkPassword(
        std::string user, std::string password) = 0;

    /// API tokens and kept console sessions. Answers from a short-lived cache where it can.
    /// @errors Denied (unknown, expired, revoked), Unavailable
    [[nodiscard]] virtual QFuture<Result<Principal>> checkToken(std::string token) = 0;

    /// A new session token for a signed-in user, valid for 30 days of use; returned once, kept as a hash.
    [[nodiscard]] virtual QFuture<Result<std::string>> issueSession(Principal principal) = 0;
    [[nodiscard]] virtual QFuture<Result<void>> revokeToken(std::string token) = 0;

    /// A one-time token with which one agent may enrol until it expires (R101).
    [[nodiscard]] virtual QFuture<Result<std::string>> issueEnrolToken(
        Principal by, std::chrono::seconds lifetime) = 0;

    /// @errors Conflict (name taken), InvalidInput (field, reason)
    [[nodiscard]] virtual QFuture<Result<UserId>> createUser(
        Principal by, std::string name, std::string password, Role role) = 0;
};

} // namespace qd::backend::access
