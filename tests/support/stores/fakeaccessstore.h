// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access/accessstore.h"

#include <map>
#include <mutex>

namespace qd::test {

/// AccessStore in memory, answering at once. Secrets are kept as they are, since nothing is stored.
/// Thread-safe.
class FakeAccessStore final : public backend::access::AccessStore
{
    Q_OBJECT

public:
    /// Makes a user and an API token for it, whose secret is made up unless it is given.
    std::string addUser(
        const std::string &name, const std::string &password, Role role, std::string token = {});

    /// From now on every call answers Unavailable, as with a database that is away.
    void setAvailable(bool isAvailable);

    /// For FakeInventoryStore: true once per valid token.
    [[nodiscard]] bool consumeEnrolToken(const std::string &token);

    [[nodiscard]] QFuture<Result<Principal>> checkPassword(std::string user, std::string password) override;
    [[nodiscard]] QFuture<Result<Principal>> checkToken(std::string token) override;
    [[nodiscard]] QFuture<Result<std::string>> issueSession(Principal principal) override;
    [[nodiscard]] QFuture<Result<void>> endSession(std::string token) override;
    [[nodiscard]] QFuture<Result<std::string>> issueEnrolToken(
        Principal by, std::chrono::seconds lifetime) override;
    [[nodiscard]] QFuture<Result<UserId>> createUser(
        Principal by, std::string name, std::string password, Role role) override;

    [[nodiscard]] QFuture<Result<std::vector<backend::access::UserRecord>>> users(
        Principal by, backend::access::Page page) override;
    [[nodiscard]] QFuture<Result<void>> editUser(
        Principal by, std::string name, backend::access::UserEdit edit) override;
    [[nodiscard]] QFuture<Result<backend::access::IssuedToken>> issueToken(
        Principal by, std::string label, std::optional<std::chrono::seconds> lifetime) override;
    [[nodiscard]] QFuture<Result<std::vector<backend::access::TokenRecord>>> tokens(
        Principal by, backend::access::Page page) override;
    [[nodiscard]] QFuture<Result<void>> revokeToken(Principal by, TokenId token, std::string reason) override;

private:
    struct User
    {
        backend::access::UserRecord record;
        std::string password;
        [[nodiscard]] bool rules() const { return !record.isDisabled && record.role == Role::Administrator; }
        [[nodiscard]] Principal principal() const { return {record.id, record.name, record.role}; }
    };
    struct Token
    {
        backend::access::TokenRecord record;
        std::string secret;
    };
    [[nodiscard]] std::string newSecret(const char *prefix);
    TokenId keep(const User &user, backend::access::TokenKind kind, std::string label, std::string secret);
    [[nodiscard]] bool isLastAdministrator(const User &user) const;
    void endSessions(const std::string &user);

    std::mutex m_mutex;
    bool m_isAvailable = true;
    int m_counter = 0;
    std::map<std::string, User> m_users;
    std::map<TokenId, Token> m_tokens;
    std::map<std::string, bool> m_enrolTokens; ///< true: still good
};

} // namespace qd::test
