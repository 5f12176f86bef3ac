// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/firstadministrator.h"

#include "backend/domain/access/credentials.h"
#include "backend/storage/postgres/accessrows.h"
#include "backend/storage/postgres/changes.h"

#include <QFile>
#include <QLoggingCategory>
#include <QSaveFile>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcAdministrator, "qd.backend.storage.access")

constexpr auto kOneMonth = std::chrono::seconds{30LL * 24 * 3600};

/// The file appears whole and with its mode, or not at all.
Result<void> writeSecret(const QString &path, const std::string &secret)
{
    QSaveFile file{path};
    const QByteArray line = toBytes(secret) + '\n';
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(line) != line.size() || !file.commit()) {
        return failure(ErrorCode::Unavailable, "cannot write: " + file.errorString().toStdString(),
            {{"path", path.toStdString()}});
    }
    return {};
}

Result<bool> isTokenValid(SqlSession &session, const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray token = file.read(1024).trimmed();
    if (token.isEmpty()) {
        return false;
    }
    auto owner = findTokenOwner(
        session, tokenDigest({token.constData(), static_cast<std::size_t>(token.size())}), kOneMonth);
    if (!owner && owner.error().code != ErrorCode::Denied) {
        return failure(std::move(owner).error());
    }
    return owner && owner->role == Role::Administrator;
}

Result<UserId> oldestAdministrator(SqlSession &session)
{
    auto rows = session.run(u"select id from users where role = ? and is_active order by id limit 1"_s,
        {static_cast<int>(Role::Administrator)});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    return (*rows)->next() ? UserId{(*rows)->value(0).toInt()} : UserId{};
}

/// @param user  null: the user has to be made, too
Result<void> issue(SqlSession &session, const QString &home, UserId user)
{
    const std::string token = access::newToken("qda");
    const std::string password = access::newPassword();
    // The files come first: a crash in between leaves secrets that open nothing, and the next start replaces
    // them.
    Result<void> written = writeSecret(home + u"/admin.token", token);
    if (written && user.isNull()) {
        written = writeSecret(home + u"/admin.password", password);
    }
    if (!written) {
        return written;
    }
    auto hash = access::hashPassword(password);
    if (!hash) {
        return failure(std::move(hash).error());
    }
    return session.transaction([&]() -> Result<void> {
        const std::string reason = user.isNull() ? "first start: the first administrator"
                                                 : "the administrator's token file was missing or not valid";
        if (auto begun = beginChange(session, backendItself(), reason); !begun) {
            return begun;
        }
        UserId owner = user;
        if (owner.isNull()) {
            auto made = insertUser(session, "admin", Role::Administrator, *hash);
            if (!made) {
                return failure(std::move(made).error());
            }
            owner = *made;
        }
        auto kept = insertToken(session, owner, TokenKind::Api, "admin.token", tokenDigest(token));
        return kept ? Result<void>{} : failure(std::move(kept).error());
    });
}

} // namespace

Result<void> ensureFirstAdministrator(SqlSession &session, const QString &home)
{
    auto isValid = isTokenValid(session, home + u"/admin.token");
    if (!isValid) {
        return failure(std::move(isValid).error());
    }
    if (*isValid) {
        return {};
    }
    auto oldest = oldestAdministrator(session);
    if (!oldest) {
        return failure(std::move(oldest).error());
    }
    Result<void> issued = issue(session, home, *oldest);
    if (issued) {
        qCInfo(lcAdministrator, "wrote %s", qPrintable(home + u"/admin.token"));
    }
    return issued;
}

} // namespace qd::backend::storage
