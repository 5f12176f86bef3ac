// SPDX-License-Identifier: GPL-3.0-or-later
// The part of PostgresAccessStore that manages users and tokens.
#include "backend/domain/access/credentials.h"
#include "backend/storage/postgres/accessrows.h"
#include "backend/storage/postgres/accountrows.h"
#include "backend/storage/postgres/changes.h"
#include "backend/storage/postgres/postgresaccessstore.h"

#include <algorithm>

namespace qd::backend::storage {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kShortestToken = 60s;
constexpr std::chrono::seconds kLongestToken = 10 * 365 * 24h;

template <typename T>
QFuture<Result<T>> ready(Failure failed)
{
    return QtFuture::makeReadyFuture(Result<T>{std::move(failed)});
}

access::Page bounded(access::Page page)
{
    return {page.after, std::clamp(page.limit, 1, access::kMostRecordsPerPage)};
}

/// Null for an administrator, who sees everybody's.
UserId ownerSeenBy(const Principal &by)
{
    return allows(by.role, Role::Administrator) ? UserId{} : by.user;
}

/// What the audit says: what was changed, and why if that was told.
std::string reasonOf(const std::string &name, const access::UserEdit &edit)
{
    std::string what = "user " + name + ":";
    what += edit.password ? " new password" : "";
    what += edit.role ? " new role" : "";
    what += edit.isDisabled ? (*edit.isDisabled ? " disabled" : " enabled") : "";
    return edit.reason.empty() ? what : what + ": " + edit.reason;
}

/// A wrong present password is a refusal of this edit, and says which field it was.
Failure notConfirmed(Error error)
{
    if (error.code != ErrorCode::Denied) {
        return failure(std::move(error));
    }
    if (!error.context.contains("retryAfterMs")) {
        error.message = "the present password is not right";
    }
    return failure(std::move(error).with("field", "currentPassword"));
}

} // namespace

QFuture<Result<std::vector<access::UserRecord>>> PostgresAccessStore::users(Principal by, access::Page page)
{
    if (auto allowed = requireRole(by, Role::Administrator); !allowed) {
        return ready<std::vector<access::UserRecord>>(failure(std::move(allowed).error()));
    }
    return m_workers.submit([page = bounded(page)](SqlSession &session) { return readUsers(session, page); });
}

QFuture<Result<void>> PostgresAccessStore::editUser(Principal by, std::string name, access::UserEdit edit)
{
    if (auto checked = access::checkUserEdit(by, name, edit); !checked) {
        return ready<void>(failure(std::move(checked).error()));
    }
    if (!edit.currentPassword) {
        return hashAndApply(std::move(by), std::move(name), std::move(edit));
    }
    return checkPassword(name, *edit.currentPassword)
        .then([this, by = std::move(by), name, edit](const Result<Principal> &confirmed) {
            return confirmed ? hashAndApply(by, name, edit) : ready<void>(notConfirmed(confirmed.error()));
        })
        .unwrap();
}

QFuture<Result<void>> PostgresAccessStore::hashAndApply(Principal by, std::string name, access::UserEdit edit)
{
    if (!edit.password) {
        return apply(std::move(by), std::move(name), std::move(edit), std::nullopt);
    }
    return hashed(*edit.password)
        .then([this, by = std::move(by), name = std::move(name), edit](const Result<std::string> &hash) {
            return hash ? apply(by, name, edit, *hash) : ready<void>(failure(hash.error()));
        })
        .unwrap();
}

QFuture<Result<void>> PostgresAccessStore::apply(
    Principal by, std::string name, access::UserEdit edit, std::optional<std::string> hash)
{
    return m_workers.submit([this, by = std::move(by), name = std::move(name), edit = std::move(edit),
                                hash = std::move(hash)](SqlSession &session) -> Result<void> {
        UserId user;
        Result<void> done = session.transaction([&] {
            return beginChange(session, by, reasonOf(name, edit)).and_then([&]() -> Result<void> {
                auto changed = changeUser(session, name, edit, hash);
                user = changed ? *changed : UserId{};
                return changed ? Result<void>{} : failure(std::move(changed).error());
            });
        });
        if (done) {
            forget({user, {}});
        }
        return done;
    });
}

QFuture<Result<access::IssuedToken>> PostgresAccessStore::issueToken(
    Principal by, std::string label, std::optional<std::chrono::seconds> lifetime)
{
    if (auto checked = access::checkTokenLabel(label); !checked) {
        return ready<access::IssuedToken>(failure(std::move(checked).error()));
    }
    if (lifetime && (*lifetime < kShortestToken || *lifetime > kLongestToken)) {
        return ready<access::IssuedToken>(failure(ErrorCode::InvalidInput,
            "lifetime has to be between a minute and ten years", {{"field", "lifetime"}}));
    }
    return m_workers.submit([by = std::move(by), label = std::move(label), lifetime](
                                SqlSession &session) -> Result<access::IssuedToken> {
        access::IssuedToken issued{{}, access::newToken("qda")};
        Result<void> done = session.transaction([&] {
            return beginChange(session, by, "new API token " + label).and_then([&]() -> Result<void> {
                auto token = insertToken(
                    session, by.user, TokenKind::Api, label, tokenDigest(issued.secret), lifetime);
                issued.id = token ? *token : TokenId{};
                return token ? Result<void>{} : failure(std::move(token).error());
            });
        });
        return done ? Result<access::IssuedToken>{std::move(issued)} : failure(std::move(done).error());
    });
}

QFuture<Result<std::vector<access::TokenRecord>>> PostgresAccessStore::tokens(Principal by, access::Page page)
{
    return m_workers.submit(
        [owner = ownerSeenBy(by), page = bounded(page), lifetime = m_limits.sessionLifetime](
            SqlSession &session) { return readTokens(session, owner, page, lifetime); });
}

QFuture<Result<void>> PostgresAccessStore::revokeToken(Principal by, TokenId token, std::string reason)
{
    return m_workers.submit(
        [this, by = std::move(by), token, reason = std::move(reason)](SqlSession &session) -> Result<void> {
            access::AccessRevocation revocation;
            const std::string what = "token " + std::to_string(token.value) + " revoked";
            Result<void> done = session.transaction([&] {
                return beginChange(session, by, reason.empty() ? what : what + ": " + reason)
                    .and_then([&]() -> Result<void> {
                        auto row = revokeTokenRow(session, token, ownerSeenBy(by));
                        revocation = row ? *row : access::AccessRevocation{};
                        return row ? Result<void>{} : failure(std::move(row).error());
                    });
            });
            if (done) {
                forget(revocation);
            }
            return done;
        });
}

void PostgresAccessStore::forget(const access::AccessRevocation &revocation)
{
    const std::string digest{
        reinterpret_cast<const char *>(revocation.tokenDigest.data()), revocation.tokenDigest.size()};
    {
        const std::lock_guard lock{m_mutex};
        ++m_revocations; // an answer that was read before must not be remembered after
        std::erase_if(m_tokens, [&](const auto &entry) {
            return entry.second.principal.user == revocation.user
                && (digest.empty() || entry.first == digest);
        });
    }
    Q_EMIT revoked(revocation);
}

} // namespace qd::backend::storage
