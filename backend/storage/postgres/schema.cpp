// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/schema.h"

#include "backend/storage/postgres/sqlsession.h"

#include <QCryptographicHash>
#include <QLoggingCategory>

#include <algorithm>
#include <map>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcSchema, "qd.backend.storage.schema")

/// Any number that no other program is likely to lock in the same database.
constexpr qint64 kAdvisoryLock = 0x5144'4d49'4752'4154; // "QDMIGRAT"

QString checksumOf(const Migration &migration)
{
    const QByteArrayView text{migration.sql.data(), static_cast<qsizetype>(migration.sql.size())};
    return QString::fromLatin1(
        QCryptographicHash::hash(text.toByteArray(), QCryptographicHash::Sha256).toHex());
}

using Applied = std::map<int, QString>; // number -> checksum

Result<Applied> readApplied(SqlSession &session)
{
    auto rows = session.run(u"select number, checksum from schema_migrations order by number"_s);
    if (!rows) {
        return failure(std::move(rows).error());
    }
    Applied applied;
    while ((*rows)->next()) {
        applied.emplace((*rows)->value(0).toInt(), (*rows)->value(1).toString());
    }
    return applied;
}

/// What the database has must be what this program has, as far as it goes. Numbers of another range may be
/// missing in between: a program without the sample part has applied none of them yet.
Result<void> verify(const Applied &applied, std::span<const Migration> migrations)
{
    for (const auto &[number, checksum] : applied) {
        const auto known = std::find_if(migrations.begin(), migrations.end(),
            [number = number](const Migration &m) { return m.number == number; });
        const std::string name = std::to_string(number);
        if (known == migrations.end()) {
            return failure(ErrorCode::Conflict,
                "the database was made by a newer version of this program; it has a migration that this "
                "one does not know. Start the newer version, or restore a backup from before the upgrade.",
                {{"migration", name}});
        }
        if (checksumOf(*known) != checksum) {
            return failure(ErrorCode::Corrupt,
                "a migration differs from the one that was applied to this database",
                {{"migration", std::string{known->name}}});
        }
    }
    return {};
}

Result<void> apply(SqlSession &session, const Migration &migration)
{
    const QString name =
        QString::fromUtf8(migration.name.data(), static_cast<qsizetype>(migration.name.size()));
    const QString sql = QString::fromUtf8(migration.sql.data(), static_cast<qsizetype>(migration.sql.size()));
    Result<void> done = session.transaction([&]() -> Result<void> {
        // Waiting for another backend's migration is no lock to time out on.
        if (auto set = session.runScript(u"set local lock_timeout = 0; set local statement_timeout = 0"_s);
            !set) {
            return set;
        }
        if (auto lock = session.runScript(u"select pg_advisory_xact_lock(%1)"_s.arg(kAdvisoryLock)); !lock) {
            return lock;
        }
        auto others = session.run(u"select 1 from schema_migrations where number = ?"_s, {migration.number});
        if (!others) {
            return failure(std::move(others).error());
        }
        if ((*others)->next()) {
            return {};
        }
        if (auto ran = session.runScript(sql); !ran) {
            return ran;
        }
        auto noted = session.run(u"insert into schema_migrations (number, name, checksum) values (?, ?, ?)"_s,
            {migration.number, name, checksumOf(migration)});
        return noted ? Result<void>{} : failure(std::move(noted).error());
    });
    if (!done) {
        return failure(std::move(done).error().with("migration", std::string{migration.name}));
    }
    qCInfo(lcSchema, "applied migration %s", qPrintable(name));
    return {};
}

Result<void> ensureRecordTable(SqlSession &session)
{
    return session.transaction([&]() -> Result<void> {
        // Two sessions that create the same table at once would fail on the catalogue's own unique index.
        return session.runScript(
            u"select pg_advisory_xact_lock(%1); "
            u"create table if not exists schema_migrations ("
            u"number integer primary key, name text not null, checksum text not null, "
            u"applied_at timestamptz not null default clock_timestamp())"_s.arg(kAdvisoryLock));
    });
}

} // namespace

Result<void> ensureDatabase(const DatabaseAddress &address)
{
    SqlSession session{address};
    Result<void> connected = session.connect();
    if (connected || connected.error().code != ErrorCode::NotFound) {
        return connected;
    }
    DatabaseAddress maintenance = address;
    maintenance.database = u"postgres"_s;
    SqlSession server{maintenance};
    QString quotedName = address.database;
    quotedName.replace(u'"', u"\"\""_s);
    Result<void> created =
        server.runScript(u"create database \"%1\" encoding 'UTF8' template template0"_s.arg(quotedName));
    if (!created) {
        // Another backend may have been faster.
        SqlSession again{address};
        if (again.connect()) {
            return {};
        }
    }
    return created;
}

Result<SchemaVersion> migrate(SqlSession &session, std::span<const Migration> migrations)
{
    if (auto made = ensureRecordTable(session); !made) {
        return failure(std::move(made).error());
    }
    auto applied = readApplied(session);
    if (!applied) {
        return failure(std::move(applied).error());
    }
    if (auto verified = verify(*applied, migrations); !verified) {
        return failure(std::move(verified).error());
    }
    SchemaVersion version;
    version.before = applied->empty() ? 0 : applied->rbegin()->first;
    version.now = version.before;
    for (const Migration &migration : migrations) {
        if (!applied->contains(migration.number)) {
            if (auto done = apply(session, migration); !done) {
                return failure(std::move(done).error());
            }
            version.now = std::max(version.now, migration.number);
        }
    }
    return version;
}

} // namespace qd::backend::storage
