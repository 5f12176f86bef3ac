// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/accountrows.h"

#include "backend/storage/postgres/changes.h"

#include <algorithm>
#include <cstring>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds since 1970 as SQL made them.
TimeMs timeOf(const QVariant &value)
{
    return fromUnixMs(value.toLongLong());
}

std::optional<TimeMs> optionalTimeOf(const QVariant &value)
{
    return value.isNull() ? std::optional<TimeMs>{} : timeOf(value);
}

struct Account
{
    UserId id;
    Role role = Role::Viewer;
    bool isActive = false;
    [[nodiscard]] bool rules() const { return isActive && role == Role::Administrator; }
};

struct Accounts
{
    std::optional<Account> wanted;
    bool hasOtherAdministrator = false;
};

/// Locks the user and all administrators, so that of two who demote each other one comes too late.
Result<Accounts> lockAccounts(SqlSession &session, const std::string &name)
{
    auto rows = session.run(uR"(select id, role, is_active, name = ? from users
                                where name = ? or (role = 2 and is_active) order by id for update)"_s,
        {toQString(name), toQString(name)});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    Accounts accounts;
    while ((*rows)->next()) {
        const Account account{UserId{(*rows)->value(0).toInt()}, static_cast<Role>((*rows)->value(1).toInt()),
            (*rows)->value(2).toBool()};
        if ((*rows)->value(3).toBool()) {
            accounts.wanted = account;
        } else if (account.rules()) {
            accounts.hasOtherAdministrator = true;
        }
    }
    return accounts;
}

Result<void> done(Result<QSqlQuery *> answer)
{
    return answer ? Result<void>{} : failure(std::move(answer).error());
}

Result<void> setPassword(SqlSession &session, UserId user, const std::string &hash)
{
    return done(session.run(uR"(insert into user_passwords (user_id, hash) values (?, ?)
            on conflict (user_id) do update set hash = excluded.hash, changed_at = clock_timestamp())"_s,
        {user.value, toQString(hash)}));
}

Result<void> endSessions(SqlSession &session, UserId user)
{
    return done(session.run(uR"(update tokens set revoked_at = clock_timestamp()
                                where user_id = ? and kind = ? and revoked_at is null)"_s,
        {user.value, static_cast<int>(access::TokenKind::Session)}));
}

} // namespace

Result<std::vector<access::UserRecord>> readUsers(SqlSession &session, access::Page page)
{
    auto rows = session.run(uR"(select u.id, u.name, u.role, u.is_active,
                floor(extract(epoch from p.changed_at) * 1000)::bigint
            from users u left join user_passwords p on p.user_id = u.id where u.id > ? order by u.id limit ?)"_s,
        {page.after, page.limit});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    std::vector<access::UserRecord> users;
    while ((*rows)->next()) {
        const QSqlQuery &row = **rows;
        users.push_back({UserId{row.value(0).toInt()}, row.value(1).toString().toStdString(),
            static_cast<Role>(row.value(2).toInt()), !row.value(3).toBool(), timeOf(row.value(4))});
    }
    return users;
}

Result<std::vector<access::TokenRecord>> readTokens(
    SqlSession &session, UserId owner, access::Page page, std::chrono::seconds sessionLifetime)
{
    auto rows = session.run(uR"(select t.id, u.name, t.kind, t.label,
                floor(extract(epoch from t.created_at) * 1000)::bigint,
                floor(extract(epoch from t.expires_at) * 1000)::bigint,
                floor(extract(epoch from s.last_used_at) * 1000)::bigint
            from tokens t join users u on u.id = t.user_id left join token_uses s on s.token_id = t.id
            where t.id > ? and (? = 0 or t.user_id = ?) and t.revoked_at is null
              and (t.expires_at is null or t.expires_at > now())
              and (t.kind = 0 or coalesce(s.last_used_at, t.created_at) > now() - ?::bigint * interval '1 second')
            order by t.id limit ?)"_s,
        {page.after, owner.value, owner.value, static_cast<qint64>(sessionLifetime.count()), page.limit});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    std::vector<access::TokenRecord> tokens;
    while ((*rows)->next()) {
        const QSqlQuery &row = **rows;
        tokens.push_back({TokenId{row.value(0).toInt()}, row.value(1).toString().toStdString(),
            static_cast<access::TokenKind>(row.value(2).toInt()), row.value(3).toString().toStdString(),
            timeOf(row.value(4)), optionalTimeOf(row.value(5)), optionalTimeOf(row.value(6))});
    }
    return tokens;
}

Result<UserId> changeUser(SqlSession &session, const std::string &name, const access::UserEdit &edit,
    const std::optional<std::string> &passwordHash)
{
    const auto accounts = lockAccounts(session, name);
    if (!accounts) {
        return failure(accounts.error());
    }
    if (!accounts->wanted) {
        return failure(ErrorCode::NotFound, "there is no user of that name", {{"field", "name"}});
    }
    Account after = *accounts->wanted;
    after.role = edit.role.value_or(after.role);
    after.isActive = edit.isDisabled ? !*edit.isDisabled : after.isActive;
    if (accounts->wanted->rules() && !after.rules() && !accounts->hasOtherAdministrator) {
        return access::lastAdministrator(after.isActive ? "role" : "disabled");
    }
    Result<void> changed = done(session.run(u"update users set role = ?, is_active = ? where id = ?"_s,
        {static_cast<int>(after.role), after.isActive, after.id.value}));
    if (changed && passwordHash) {
        changed = setPassword(session, after.id, *passwordHash);
    }
    if (changed && (passwordHash || !after.isActive)) {
        changed = endSessions(session, after.id);
    }
    return changed ? Result<UserId>{after.id} : failure(std::move(changed).error());
}

Result<access::AccessRevocation> revokeTokenRow(SqlSession &session, TokenId token, UserId owner)
{
    auto rows = session.run(uR"(update tokens set revoked_at = clock_timestamp()
            where id = ? and (? = 0 or user_id = ?) and revoked_at is null returning user_id, hash)"_s,
        {token.value, owner.value, owner.value});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    if (!(*rows)->next()) {
        return failure(ErrorCode::NotFound, "there is no token of that number", {{"field", "id"}});
    }
    const QByteArray hash = (*rows)->value(1).toByteArray();
    access::AccessRevocation revocation{UserId{(*rows)->value(0).toInt()}, {}};
    revocation.tokenDigest.resize(static_cast<std::size_t>(hash.size()));
    std::memcpy(revocation.tokenDigest.data(), hash.constData(), revocation.tokenDigest.size());
    return revocation;
}

} // namespace qd::backend::storage
