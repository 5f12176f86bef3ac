// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/changes.h"
#include "backend/storage/postgres/firstadministrator.h"
#include "backend/storage/postgres/postgresaccessstore.h"
#include "backend/storage/postgres/postgresinventorystore.h"
#include "tests/support/database/testdatabase.h"
#include "tests/support/manualclock.h"

#include <QFile>
#include <QFuture>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace qd;
using namespace qd::backend;
using namespace qd::backend::storage;

namespace {

std::string secretIn(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toStdString() : std::string{};
}

} // namespace

/// What is particular to PostgreSQL: the first administrator, what is stored of secrets, the audit, an
/// outage.
class TestPostgresStores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.reason())); }
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_address = m_server.newDatabase();
        m_session = std::make_unique<SqlSession>(m_address);
    }

    void firstStart_writesTheAdministratorsSecrets()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        const QString token = m_home->path() + u"/admin.token"_s;
        const QString password = m_home->path() + u"/admin.password"_s;
        for (const QString &path : {token, password}) {
            struct stat info
            {
            };
            QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
            QCOMPARE(static_cast<int>(info.st_mode & 0777), 0600);
        }
        PostgresAccessStore access{m_address, m_clock};
        const auto byToken = access.checkToken(secretIn(token)).result();
        QVERIFY2(byToken, byToken ? "" : byToken.error().toString().c_str());
        QVERIFY(byToken->name == "admin" && byToken->role == Role::Administrator);
        QVERIFY(access.checkPassword("admin", secretIn(password)).result().value() == *byToken);
    }

    void secondStart_keepsTheSecrets()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        const std::string first = secretIn(m_home->path() + u"/admin.token"_s);
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        QVERIFY(secretIn(m_home->path() + u"/admin.token"_s) == first);
        QCOMPARE(number(u"select count(*) from users"_s), 1);
    }

    void lostTokenFile_isReplacedForTheSameAdministrator()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        const QString path = m_home->path() + u"/admin.token"_s;
        const std::string first = secretIn(path);
        QVERIFY(QFile::remove(path));
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        PostgresAccessStore access{m_address, m_clock};
        QVERIFY(access.checkToken(secretIn(path)).result());
        QVERIFY(access.checkToken(first).result());
        QCOMPARE(number(u"select count(*) from users"_s), 1);
    }

    void secrets_areStoredAsHashesOnly()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        const auto dump = [&](const QString &sql) {
            auto rows = m_session->run(sql);
            return rows && (*rows)->next() ? (*rows)->value(0).toString() : QString{};
        };
        const QString everything = dump(u"select (select string_agg(t::text, ' ') from tokens_versions t) || "
                                        u"(select string_agg(p::text, ' ') from user_passwords p) || "
                                        u"(select string_agg(u::text, ' ') from users_versions u)"_s);
        QVERIFY(everything.contains(u"$argon2id$"_s));
        for (const auto &name : {u"/admin.token"_s, u"/admin.password"_s}) {
            const std::string secret = secretIn(m_home->path() + name);
            QVERIFY(secret.size() >= 20);
            QVERIFY(!everything.contains(QString::fromStdString(secret)));
            const QByteArray hex = QByteArray::fromStdString(secret).toHex();
            QVERIFY(!everything.contains(QString::fromLatin1(hex)));
        }
    }

    void guessing_hasToPause()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        const std::string password = secretIn(m_home->path() + u"/admin.password"_s);
        PostgresAccessStore::Limits limits;
        limits.throttle.freeFailures = 2;
        PostgresAccessStore access{m_address, m_clock, limits};
        for (int i = 0; i < 3; ++i) {
            QVERIFY(!access.checkPassword("admin", "guess").result());
        }
        const auto paused = access.checkPassword("admin", password).result();
        QVERIFY(!paused && paused.error().code == ErrorCode::Denied);
        QVERIFY(paused.error().context.contains("retryAfterMs"));
        m_clock.advance(1s);
        QVERIFY(access.checkPassword("admin", password).result());
    }

    void floodOfSignIns_isBounded()
    {
        PostgresAccessStore::Limits limits;
        limits.maxPendingHashes = 3;
        PostgresAccessStore access{m_address, m_clock, limits};
        std::vector<QFuture<Result<Principal>>> answers;
        for (int i = 0; i < 20; ++i) {
            answers.push_back(access.checkPassword("user" + std::to_string(i), "x"));
        }
        int busy = 0;
        for (auto &answer : answers) {
            busy += answer.result().error().code == ErrorCode::Unavailable ? 1 : 0;
        }
        QVERIFY(busy >= 10);
    }

    void unusedSession_expiresAfterThirtyDays()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        PostgresAccessStore access{m_address, m_clock};
        const std::string token =
            access.issueSession({UserId{1}, "admin", Role::Administrator}).result().value();
        const auto age = [&](const QString &span) {
            return m_session->runScript(
                u"begin; select qd_begin_change(0, 'test', 'test'); "
                u"update tokens set created_at = now() - interval '%1' where kind = 1; commit"_s.arg(span));
        };
        QVERIFY(age(u"31 days"_s));
        QVERIFY(!access.checkToken(token).result());
        QVERIFY(age(u"29 days"_s));
        QVERIFY(access.checkToken(token).result());
        QVERIFY(age(u"31 days"_s)); // but it was used a moment ago
        m_clock.advance(1min); // past the cache
        QVERIFY(access.checkToken(token).result());
    }

    void everyEdit_isInTheAudit()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        PostgresInventoryStore inventory{m_address};
        QVERIFY(inventory.createNode({UserId{1}, "admin", Role::Administrator}, {}, "europe", "new site")
                    .result());
        auto rows = m_session->run(u"select c.user_id, c.actor, c.reason from tree_nodes_versions v "
                                   u"join changes c on c.id = v.change_id where v.name = 'europe'"_s);
        QVERIFY(rows && (*rows)->next());
        QCOMPARE((*rows)->value(0).toInt(), 1);
        QCOMPARE((*rows)->value(1).toString(), u"admin"_s);
        QCOMPARE((*rows)->value(2).toString(), u"new site"_s);
    }

    void changesOfUsersAndTokens_areInTheAudit()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        PostgresAccessStore access{m_address, m_clock};
        const Principal admin{UserId{1}, "admin", Role::Administrator};
        QVERIFY(access.createUser(admin, "eve", "eves own password", Role::Viewer).result());
        QVERIFY(access.editUser(admin, "eve", {{}, {}, Role::Operator, true, "left the company"}).result());
        const TokenId token = access.tokens(admin, {}).result().value().at(0).id;
        QVERIFY(access.revokeToken(admin, token, "leaked").result());
        QCOMPARE(
            number(u"select count(*) from users_versions v join changes c on c.id = v.change_id where "
                   u"v.name = 'eve' and v.role = 1 and not v.is_active and upper_inf(v.valid) and c.actor = "
                   u"'admin' and c.reason = 'user eve: new role disabled: left the company'"_s),
            1);
        QCOMPARE(
            number(u"select count(*) from users_versions where name = 'eve' and role = 0 and is_active and "
                   u"not upper_inf(valid)"_s),
            1);
        QCOMPARE(number(u"select count(*) from tokens_versions v join changes c on c.id = v.change_id where "
                        u"v.revoked_at is not null and c.reason like 'token % revoked: leaked'"_s),
            1);
    }

    void oldEvents_areDroppedByAge()
    {
        PostgresInventoryStore inventory{m_address};
        QVERIFY(m_session->runScript(
            u"begin; select qd_begin_change(0, 'test', 'test'); insert into hosts (uuid, agent_key, "
            u"machine_id, "
            u"macs, serial) values (gen_random_uuid(), 'k', 'm', '{}', ''); insert into host_events "
            u"(host_id, "
            u"event_id, at, received_at, severity, source, message) select 1, 'e' || n, now() - n * interval "
            u"'1 day', now() - n * interval '1 day', 0, 'test', 'x' from generate_series(25000, 1, -1) n; commit"_s));
        QCOMPARE(inventory.dropEventsOlderThan(24h * 24'999 + 1h).result().value(), 1);
        QCOMPARE(inventory.dropEventsOlderThan(24h * 10 + 1h).result().value(), 24'989);
        QCOMPARE(number(u"select count(*) from host_events"_s), 10);
        QCOMPARE(
            number(u"select count(*) from host_events where received_at < now() - interval '11 days'"_s), 0);
        QCOMPARE(inventory.dropEventsOlderThan(24h * 10 + 1h).result().value(), 0);
        QVERIFY(!m_session->runScript(u"delete from host_events"_s)); // still forbidden to everything else
    }

    void administratorsWhoDisableEachOther_leaveOne()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        PostgresAccessStore access{m_address, m_clock};
        const Principal admin{UserId{1}, "admin", Role::Administrator};
        QVERIFY(access.createUser(admin, "eve", "eves own password", Role::Administrator).result());
        for (int i = 0; i < 20; ++i) {
            auto first = access.editUser(admin, "eve", {{}, {}, {}, true, {}});
            auto second = access.editUser(admin, "admin", {{}, {}, {}, true, {}});
            QCOMPARE(int{first.result().has_value()} + int{second.result().has_value()}, 1);
            QCOMPARE(number(u"select count(*) from users where is_active and role = 2"_s), 1);
            for (const auto *name : {"eve", "admin"}) {
                QVERIFY(access.editUser(admin, name, {{}, {}, {}, false, {}}).result());
            }
        }
    }

    void databaseThatComesBack_isUsedAgain()
    {
        QVERIFY(ensureFirstAdministrator(*m_session, m_home->path()));
        const std::string token = secretIn(m_home->path() + u"/admin.token"_s);
        PostgresAccessStore access{m_address, m_clock};
        PostgresInventoryStore inventory{m_address};
        QVERIFY(access.checkToken(token).result());
        QVERIFY(inventory.load().result());

        PostgresSupervisor &server = m_server.supervisor();
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), PostgresSupervisor::State::Stopped, 60'000);
        m_clock.advance(1min);
        const auto away = access.checkToken(token).result();
        QVERIFY(!away && away.error().code == ErrorCode::Unavailable); // neither refused nor admitted
        const auto edit = inventory.createNode(backendItself(), {}, "x", "test").result();
        QVERIFY(!edit && edit.error().code == ErrorCode::Unavailable);

        server.start();
        QTRY_COMPARE_WITH_TIMEOUT(server.state(), PostgresSupervisor::State::Ready, 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(access.checkToken(token).result().has_value(), 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(inventory.load().result().has_value(), 10'000);
    }

private:
    int number(const QString &sql)
    {
        auto rows = m_session->run(sql);
        return rows && (*rows)->next() ? (*rows)->value(0).toInt() : -1;
    }

    test::TestServer m_server;
    test::ManualClock m_clock;
    std::unique_ptr<QTemporaryDir> m_home;
    DatabaseAddress m_address;
    std::unique_ptr<SqlSession> m_session;
};

QTEST_GUILESS_MAIN(TestPostgresStores)
#include "tst_postgresstores.moc"
