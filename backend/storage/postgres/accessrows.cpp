// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/accessrows.h"

#include "backend/storage/postgres/changes.h"

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

Principal readPrincipal(const QSqlQuery &row)
{
    return {UserId{row.value(0).toInt()}, row.value(1).toString().toStdString(),
        static_cast<Role>(row.value(2).toInt())};
}

/// The time of the last use decides only when a session is forgotten: an hour is exact enough, and a token
/// that is used every second does not write every second.
Result<void> noteUse(SqlSession &session, int token)
{
    return session.transaction([&]() -> Result<void> {
        auto noted =
            session.run(uR"(insert into token_uses (token_id, last_used_at) values (?, clock_timestamp())
                                     on conflict (token_id) do update set last_used_at = excluded.last_used_at)"_s,
                {token});
        return noted ? Result<void>{} : failure(std::move(noted).error());
    });
}

} // namespace

Result<std::optional<StoredPassword>> findPassword(SqlSession &session, const std::string &user)
{
    auto rows = session.run(uR"(select u.id, u.name, u.role, p.hash from users u
                                join user_passwords p on p.user_id = u.id where u.name = ? and u.is_active)"_s,
        {toQString(user)});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    if (!(*rows)->next()) {
        return std::optional<StoredPassword>{};
    }
    return std::optional{StoredPassword{readPrincipal(**rows), (*rows)->value(3).toString().toStdString()}};
}

Result<Principal> findTokenOwner(
    SqlSession &session, const QByteArray &digest, std::chrono::seconds sessionLifetime)
{
    auto rows = session.run(
        uR"(select u.id, u.name, u.role, t.id, s.last_used_at is null or s.last_used_at < now() - interval '1 hour'
            from tokens t join users u on u.id = t.user_id left join token_uses s on s.token_id = t.id
            where t.hash = ? and u.is_active and t.revoked_at is null
              and (t.expires_at is null or t.expires_at > now())
              and (t.kind = 0 or coalesce(s.last_used_at, t.created_at) > now() - ?::bigint * interval '1 second'))"_s,
        {digest, static_cast<qint64>(sessionLifetime.count())});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    if (!(*rows)->next()) {
        return failure(ErrorCode::Denied, "the token is unknown, expired or revoked");
    }
    const Principal principal = readPrincipal(**rows);
    const int token = (*rows)->value(3).toInt();
    if ((*rows)->value(4).toBool()) {
        if (auto noted = noteUse(session, token); !noted) {
            return failure(std::move(noted).error());
        }
    }
    return principal;
}

Result<UserId> insertUser(
    SqlSession &session, const std::string &name, Role role, const std::string &passwordHash)
{
    auto user = session.run(u"insert into users (name, role) values (?, ?) returning id"_s,
        {toQString(name), static_cast<int>(role)});
    if (!user) {
        if (user.error().code == ErrorCode::Conflict) {
            return failure(ErrorCode::Conflict, "the name is taken", {{"field", "name"}});
        }
        return failure(std::move(user).error());
    }
    (*user)->next();
    const UserId id{(*user)->value(0).toInt()};
    auto password = session.run(
        u"insert into user_passwords (user_id, hash) values (?, ?)"_s, {id.value, toQString(passwordHash)});
    return password ? Result<UserId>{id} : failure(std::move(password).error());
}

Result<TokenId> insertToken(SqlSession &session, UserId user, TokenKind kind, const std::string &label,
    const QByteArray &digest, std::optional<std::chrono::seconds> lifetime)
{
    const QVariant seconds =
        lifetime ? QVariant{static_cast<qint64>(lifetime->count())} : QVariant{QMetaType::fromType<qint64>()};
    auto token = session.run(uR"(insert into tokens (user_id, kind, label, hash, expires_at)
            values (?, ?, ?, ?, clock_timestamp() + ?::bigint * interval '1 second') returning id)"_s,
        {user.value, static_cast<int>(kind), toQString(label), digest, seconds});
    if (!token) {
        return failure(std::move(token).error());
    }
    (*token)->next();
    return TokenId{(*token)->value(0).toInt()};
}

} // namespace qd::backend::storage
