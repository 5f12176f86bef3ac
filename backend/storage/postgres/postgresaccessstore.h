// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access/accessstore.h"
#include "backend/domain/access/signinthrottle.h"
#include "backend/storage/postgres/sqlworkers.h"

#include <QThreadPool>

#include <atomic>
#include <mutex>
#include <unordered_map>

namespace qd::backend::storage {

/// Users, passwords and tokens in PostgreSQL. Passwords are hashed and verified on a pool of its own with a
/// bounded queue, so that a flood of sign-ins takes neither all cores nor the database's threads. May be
/// destroyed at any time: what waits is answered Cancelled or Unavailable.
class PostgresAccessStore final : public access::AccessStore
{
    Q_OBJECT

public:
    struct Limits
    {
        int hashThreads = 1; ///< each takes 64 MiB and a core while it hashes
        int maxPendingHashes = 32;
        std::chrono::milliseconds tokenCacheTime{
            10'000}; ///< for so long a token that was revoked in the database by hand may still work
        std::size_t maxCachedTokens = 20'000;
        std::chrono::seconds sessionLifetime{30LL * 24 * 3600}; ///< without use
        access::SignInThrottle::Limits throttle;
    };

    PostgresAccessStore(const DatabaseAddress &address, const Clock &clock);
    PostgresAccessStore(const DatabaseAddress &address, const Clock &clock, Limits limits);

    /// While a name has to pause after too many failures: Denied with context "retryAfterMs".
    [[nodiscard]] QFuture<Result<Principal>> checkPassword(std::string user, std::string password) override;
    [[nodiscard]] QFuture<Result<Principal>> checkToken(std::string token) override;
    [[nodiscard]] QFuture<Result<std::string>> issueSession(Principal principal) override;
    [[nodiscard]] QFuture<Result<void>> endSession(std::string token) override;
    /// @errors Denied (not an operator), InvalidInput (lifetime not between a minute and 30 days)
    [[nodiscard]] QFuture<Result<std::string>> issueEnrolToken(
        Principal by, std::chrono::seconds lifetime) override;
    [[nodiscard]] QFuture<Result<UserId>> createUser(
        Principal by, std::string name, std::string password, Role role) override;
    [[nodiscard]] QFuture<Result<std::vector<access::UserRecord>>> users(
        Principal by, access::Page page) override;
    [[nodiscard]] QFuture<Result<void>> editUser(
        Principal by, std::string name, access::UserEdit edit) override;
    [[nodiscard]] QFuture<Result<access::IssuedToken>> issueToken(
        Principal by, std::string label, std::optional<std::chrono::seconds> lifetime) override;
    [[nodiscard]] QFuture<Result<std::vector<access::TokenRecord>>> tokens(
        Principal by, access::Page page) override;
    [[nodiscard]] QFuture<Result<void>> revokeToken(Principal by, TokenId token, std::string reason) override;

private:
    struct Cached
    {
        Principal principal;
        SteadyMs until;
    };

    [[nodiscard]] bool takeHashSlot();
    [[nodiscard]] Result<Principal> judge(const std::string &user, bool isRight, const Principal &principal);
    [[nodiscard]] std::optional<Principal> cached(const std::string &digest) const;
    /// @param revocations  what m_revocations was before the database was asked
    void remember(const std::string &digest, const Principal &principal, std::uint64_t revocations);
    [[nodiscard]] std::uint64_t revocations() const;
    void forget(const access::AccessRevocation &revocation);

    /// On the pool for hashes. @errors Unavailable: too many wait
    [[nodiscard]] QFuture<Result<std::string>> hashed(std::string password);
    [[nodiscard]] QFuture<Result<void>> hashAndApply(Principal by, std::string name, access::UserEdit edit);
    [[nodiscard]] QFuture<Result<void>> apply(
        Principal by, std::string name, access::UserEdit edit, std::optional<std::string> hash);

    const Clock &m_clock;
    Limits m_limits;
    mutable std::mutex m_mutex; ///< guards the three below
    access::SignInThrottle m_throttle;
    std::unordered_map<std::string, Cached> m_tokens;
    std::uint64_t m_revocations = 0;
    std::atomic<int> m_pendingHashes{0};
    QThreadPool m_hashPool; // before the workers, which end first and pass their last answers on to it
    SqlWorkers m_workers;
};

} // namespace qd::backend::storage
