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
public:
    struct Limits
    {
        int hashThreads = 1; ///< each takes 64 MiB and a core while it hashes
        int maxPendingHashes = 32;
        std::chrono::milliseconds tokenCacheTime{
            10'000}; ///< for so long a revoked token may still work elsewhere
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
    [[nodiscard]] QFuture<Result<void>> revokeToken(std::string token) override;
    /// @errors Denied (not an operator), InvalidInput (lifetime not between a minute and 30 days)
    [[nodiscard]] QFuture<Result<std::string>> issueEnrolToken(
        Principal by, std::chrono::seconds lifetime) override;
    [[nodiscard]] QFuture<Result<UserId>> createUser(
        Principal by, std::string name, std::string password, Role role) override;

private:
    struct Cached
    {
        Principal principal;
        SteadyMs until;
    };

    [[nodiscard]] bool takeHashSlot();
    [[nodiscard]] Result<Principal> judge(const std::string &user, bool isRight, const Principal &principal);
    [[nodiscard]] std::optional<Principal> cached(const std::string &digest) const;
    void remember(const std::string &digest, const Principal &principal);

    const Clock &m_clock;
    Limits m_limits;
    mutable std::mutex m_mutex; ///< guards the two below
    access::SignInThrottle m_throttle;
    std::unordered_map<std::string, Cached> m_tokens;
    std::atomic<int> m_pendingHashes{0};
    QThreadPool m_hashPool; // before the workers, which end first and pass their last answers on to it
    SqlWorkers m_workers;
};

} // namespace qd::backend::storage
