// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access/accessrecords.h"

#include <QFuture>
#include <QObject>

#include <chrono>
#include <string>
#include <vector>

namespace qd::backend::access {

/// Who may come in. Secrets arrive in plain text and are kept only as hashes: passwords Argon2id, tokens
/// BLAKE2b of 256 random bits. Every call answers asynchronously and may be made from any thread; a database
/// that is away answers Unavailable, never a refusal and never an admission.
class AccessStore : public QObject
{
    Q_OBJECT

public:
    /// @errors Denied (unknown or disabled user or wrong password, not told apart), Unavailable
    [[nodiscard]] virtual QFuture<Result<Principal>> checkPassword(
        std::string user, std::string password) = 0;

    /// API tokens and kept console sessions. Answers from a short-lived cache where it can.
    /// @errors Denied (unknown, expired, revoked, its user disabled), Unavailable
    [[nodiscard]] virtual QFuture<Result<Principal>> checkToken(std::string token) = 0;

    /// A new session token for a signed-in user, valid for 30 days of use; returned once, kept as a hash.
    [[nodiscard]] virtual QFuture<Result<std::string>> issueSession(Principal principal) = 0;
    /// Signing out: a kept session is over. An API token belongs to programs and stays.
    [[nodiscard]] virtual QFuture<Result<void>> endSession(std::string token) = 0;

    /// A one-time token with which one agent may enrol until it expires (R101).
    [[nodiscard]] virtual QFuture<Result<std::string>> issueEnrolToken(
        Principal by, std::chrono::seconds lifetime) = 0;

    /// @errors Conflict (name taken), InvalidInput (field, reason)
    [[nodiscard]] virtual QFuture<Result<UserId>> createUser(
        Principal by, std::string name, std::string password, Role role) = 0;

    /// For administrators. @errors Denied, Unavailable
    [[nodiscard]] virtual QFuture<Result<std::vector<UserRecord>>> users(Principal by, Page page) = 0;

    /// A new password and disabling end the user's kept sessions; API tokens rest while the user is disabled.
    /// @errors as checkUserEdit(); Denied (field "currentPassword"), NotFound (field "name"), Conflict: the
    ///         last administrator would be lost (field "role" or "disabled")
    [[nodiscard]] virtual QFuture<Result<void>> editUser(Principal by, std::string name, UserEdit edit) = 0;

    /// An API token of one's own. @param lifetime  none: until it is revoked; else a minute to ten years
    /// @errors InvalidInput (field "label" or "lifetime")
    [[nodiscard]] virtual QFuture<Result<IssuedToken>> issueToken(
        Principal by, std::string label, std::optional<std::chrono::seconds> lifetime) = 0;

    /// The tokens and kept sessions that are good now: everybody's for an administrator, else one's own.
    [[nodiscard]] virtual QFuture<Result<std::vector<TokenRecord>>> tokens(Principal by, Page page) = 0;

    /// @errors NotFound (field "id"): none of that number, revoked already, or another user's and by is no
    ///         administrator
    [[nodiscard]] virtual QFuture<Result<void>> revokeToken(
        Principal by, TokenId token, std::string reason) = 0;

Q_SIGNALS:
    /// Once it is kept, from any thread: what is open under it ends now. A changed role is one, too.
    void revoked(const qd::backend::access::AccessRevocation &revocation);
};

} // namespace qd::backend::access
