// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/postgresaccessstore.h"

#include "backend/domain/access/credentials.h"
#include "backend/storage/postgres/accessrows.h"
#include "backend/storage/postgres/changes.h"

#include <QLoggingCategory>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcAccess, "qd.backend.storage.access")

constexpr std::size_t kLongestToken = 256;
constexpr auto kShortestEnrolment = 60s;
constexpr std::chrono::seconds kLongestEnrolment = 30 * 24h;

template <typename T>
QFuture<Result<T>> ready(Failure failed)
{
    return QtFuture::makeReadyFuture(Result<T>{std::move(failed)});
}

Failure wrongPassword()
{
    return failure(ErrorCode::Denied, "unknown user or wrong password");
}

Failure tooBusy()
{
    return failure(ErrorCode::Unavailable, "too many people sign in at this moment");
}

/// What an unknown user's password is checked against, so that the answer takes as long as for a known one.
const std::string &decoyHash()
{
    static const std::string kDecoy = access::hashPassword(access::newPassword()).value_or({});
    return kDecoy;
}

/// A future that ended without an answer: its workers were closed.
template <typename T>
Result<T> answerOf(const QFuture<Result<T>> &future)
{
    if (future.isCanceled() || future.resultCount() == 0) {
        return failure(ErrorCode::Cancelled, "the storage is being closed");
    }
    return future.result();
}

} // namespace

PostgresAccessStore::PostgresAccessStore(const DatabaseAddress &address, const Clock &clock)
    : PostgresAccessStore{address, clock, Limits{}}
{
}

PostgresAccessStore::PostgresAccessStore(const DatabaseAddress &address, const Clock &clock, Limits limits)
    : m_clock{clock}
    , m_limits{limits}
    , m_throttle{clock, limits.throttle}
    , m_workers{address}
{
    m_hashPool.setMaxThreadCount(limits.hashThreads);
}

bool PostgresAccessStore::takeHashSlot()
{
    if (m_pendingHashes.fetch_add(1) < m_limits.maxPendingHashes) {
        return true;
    }
    m_pendingHashes.fetch_sub(1);
    return false;
}

QFuture<Result<Principal>> PostgresAccessStore::checkPassword(std::string user, std::string password)
{
    if (user.size() > access::kLongestUserName || password.size() > access::kLongestPassword) {
        return ready<Principal>(wrongPassword());
    }
    {
        const std::lock_guard lock{m_mutex};
        if (const auto pause = m_throttle.pauseFor(user)) {
            return ready<Principal>(failure(ErrorCode::Denied, "too many failures in a row for this user",
                {{"retryAfterMs", std::to_string(pause->count())}}));
        }
    }
    if (!takeHashSlot()) {
        return ready<Principal>(tooBusy());
    }
    return m_workers.submit([user](SqlSession &session) { return findPassword(session, user); })
        .then(&m_hashPool,
            [this, user, password = std::move(password)](
                const QFuture<Result<std::optional<StoredPassword>>> &found) -> Result<Principal> {
                const auto stored = answerOf(found);
                Result<Principal> answer = failure(ErrorCode::Internal, "no answer");
                if (!stored) {
                    answer = failure(stored.error());
                } else {
                    const bool isKnown = stored->has_value();
                    const bool isRight =
                        access::verifyPassword(isKnown ? (*stored)->hash : decoyHash(), password);
                    answer = judge(user, isKnown && isRight, isKnown ? (*stored)->principal : Principal{});
                }
                m_pendingHashes.fetch_sub(1);
                return answer;
            });
}

Result<Principal> PostgresAccessStore::judge(
    const std::string &user, bool isRight, const Principal &principal)
{
    const std::lock_guard lock{m_mutex};
    if (isRight) {
        m_throttle.noteSuccess(user);
        return principal;
    }
    m_throttle.noteFailure(user);
    if (m_throttle.pauseFor(user)) {
        qCWarning(lcAccess, "repeated failures to sign in as %s", user.c_str());
    }
    return wrongPassword();
}

std::optional<Principal> PostgresAccessStore::cached(const std::string &digest) const
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_tokens.find(digest);
    if (found == m_tokens.end() || m_clock.steadyNow() >= found->second.until) {
        return std::nullopt;
    }
    return found->second.principal;
}

std::uint64_t PostgresAccessStore::revocations() const
{
    const std::lock_guard lock{m_mutex};
    return m_revocations;
}

void PostgresAccessStore::remember(
    const std::string &digest, const Principal &principal, std::uint64_t revocations)
{
    const std::lock_guard lock{m_mutex};
    if (revocations != m_revocations) {
        return;
    }
    const SteadyMs now = m_clock.steadyNow();
    if (m_tokens.size() >= m_limits.maxCachedTokens) {
        std::erase_if(m_tokens, [now](const auto &entry) { return now >= entry.second.until; });
    }
    if (m_tokens.size() < m_limits.maxCachedTokens) {
        m_tokens.insert_or_assign(digest, Cached{principal, now + m_limits.tokenCacheTime});
    }
}

QFuture<Result<Principal>> PostgresAccessStore::checkToken(std::string token)
{
    if (token.empty() || token.size() > kLongestToken) {
        return ready<Principal>(failure(ErrorCode::Denied, "the token is unknown, expired or revoked"));
    }
    const QByteArray digest = tokenDigest(token);
    if (auto principal = cached(digest.toStdString())) {
        return QtFuture::makeReadyFuture(Result<Principal>{*std::move(principal)});
    }
    return m_workers.submit([this, digest](SqlSession &session) {
        const std::uint64_t before = revocations();
        auto owner = findTokenOwner(session, digest, m_limits.sessionLifetime);
        if (owner) {
            remember(digest.toStdString(), *owner, before);
        }
        return owner;
    });
}

QFuture<Result<std::string>> PostgresAccessStore::issueSession(Principal principal)
{
    return m_workers.submit([principal = std::move(principal)](SqlSession &session) -> Result<std::string> {
        const std::string token = access::newToken("qds");
        Result<void> done = session.transaction([&] {
            return beginChange(session, principal, "sign-in with a kept session")
                .and_then([&]() -> Result<void> {
                    auto kept = insertToken(
                        session, principal.user, TokenKind::Session, "console", tokenDigest(token));
                    return kept ? Result<void>{} : failure(std::move(kept).error());
                });
        });
        return done ? Result<std::string>{token} : failure(std::move(done).error());
    });
}

QFuture<Result<void>> PostgresAccessStore::endSession(std::string token)
{
    const QByteArray digest = tokenDigest(token);
    return m_workers.submit([this, digest](SqlSession &session) {
        std::optional<UserId> owner;
        Result<void> done = session.transaction([&] {
            return beginChange(session, backendItself(), "sign-out").and_then([&]() -> Result<void> {
                auto ended = session.run(uR"(update tokens set revoked_at = clock_timestamp()
                        where hash = ? and kind = ? and revoked_at is null returning user_id)"_s,
                    {digest, static_cast<int>(TokenKind::Session)});
                if (!ended) {
                    return failure(std::move(ended).error());
                }
                owner = (*ended)->next() ? std::optional{UserId{(*ended)->value(0).toInt()}} : std::nullopt;
                return {};
            });
        });
        if (done && owner) {
            const auto *bytes = reinterpret_cast<const std::byte *>(digest.constData());
            forget({*owner, {bytes, bytes + digest.size()}});
        }
        return done;
    });
}

QFuture<Result<std::string>> PostgresAccessStore::issueEnrolToken(Principal by, std::chrono::seconds lifetime)
{
    if (auto allowed = requireRole(by, Role::Operator); !allowed) {
        return ready<std::string>(failure(std::move(allowed).error()));
    }
    if (lifetime < kShortestEnrolment || lifetime > kLongestEnrolment) {
        return ready<std::string>(failure(ErrorCode::InvalidInput,
            "lifetime has to be between a minute and 30 days", {{"field", "lifetime"}}));
    }
    return m_workers.submit([by = std::move(by), lifetime](SqlSession &session) -> Result<std::string> {
        const std::string token = access::newToken("qde");
        Result<void> done = session.transaction([&] {
            return beginChange(session, by, "new enrolment token").and_then([&]() -> Result<void> {
                auto inserted = session.run(uR"(insert into enrol_tokens (hash, issued_by, expires_at)
                        values (?, ?, clock_timestamp() + ?::bigint * interval '1 second'))"_s,
                    {tokenDigest(token), by.user.value, static_cast<qint64>(lifetime.count())});
                return inserted ? Result<void>{} : failure(std::move(inserted).error());
            });
        });
        return done ? Result<std::string>{token} : failure(std::move(done).error());
    });
}

QFuture<Result<std::string>> PostgresAccessStore::hashed(std::string password)
{
    if (!takeHashSlot()) {
        return ready<std::string>(tooBusy());
    }
    return QtFuture::makeReadyFuture(std::move(password)).then(&m_hashPool, [this](const std::string &plain) {
        auto hash = access::hashPassword(plain);
        m_pendingHashes.fetch_sub(1);
        return hash;
    });
}

QFuture<Result<UserId>> PostgresAccessStore::createUser(
    Principal by, std::string name, std::string password, Role role)
{
    Result<void> checked = requireRole(by, Role::Administrator)
                               .and_then([&] { return access::checkUserName(name); })
                               .and_then([&] { return access::checkNewPassword(password); });
    if (!checked) {
        return ready<UserId>(failure(std::move(checked).error()));
    }
    return hashed(std::move(password))
        .then([this, by = std::move(by), name = std::move(name), role](Result<std::string> hash) {
            if (!hash) {
                return ready<UserId>(failure(std::move(hash).error()));
            }
            return m_workers.submit(
                [by, name, role, hash = *std::move(hash)](SqlSession &session) -> Result<UserId> {
                    UserId id;
                    Result<void> done = session.transaction([&] {
                        return beginChange(session, by, "new user " + name).and_then([&]() -> Result<void> {
                            auto created = insertUser(session, name, role, hash);
                            id = created ? *created : UserId{};
                            return created ? Result<void>{} : failure(std::move(created).error());
                        });
                    });
                    return done ? Result<UserId>{id} : failure(std::move(done).error());
                });
        })
        .unwrap();
}

} // namespace qd::backend::storage
