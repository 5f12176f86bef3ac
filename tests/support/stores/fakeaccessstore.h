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
public:
    /// Makes a user and an API token for it.
    std::string addUser(const std::string &name, const std::string &password, Role role);

    /// From now on every call answers Unavailable, as with a database that is away.
    void setAvailable(bool isAvailable);

    /// For FakeInventoryStore: true once per valid token.
    [[nodiscard]] bool consumeEnrolToken(const std::string &token);

    [[nodiscard]] QFuture<Result<Principal>> checkPassword(std::string user, std::string password) override;
    [[nodiscard]] QFuture<Result<Principal>> checkToken(std::string token) override;
    [[nodiscard]] QFuture<Result<std::string>> issueSession(Principal principal) override;
    [[nodiscard]] QFuture<Result<void>> revokeToken(std::string token) override;
    [[nodiscard]] QFuture<Result<std::string>> issueEnrolToken(
        Principal by, std::chrono::seconds lifetime) override;
    [[nodiscard]] QFuture<Result<UserId>> createUser(
        Principal by, std::string name, std::string password, Role role) override;

private:
    struct User
    {
        Principal principal;
        std::string password;
    };
    [[nodiscard]] std::string newToken(const char *prefix);

    std::mutex m_mutex;
    bool m_isAvailable = true;
    int m_counter = 0;
    std::map<std::string, User> m_users;
    std::map<std::string, Principal> m_tokens;
    std::map<std::string, bool> m_enrolTokens; ///< true: still good
};

} // namespace qd::test
