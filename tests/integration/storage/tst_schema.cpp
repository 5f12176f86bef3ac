// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/schema.h"
#include "backend/storage/postgres/sqlsession.h"
#include "tests/support/database/testdatabase.h"

#include <QFuture>
#include <QTest>
#include <QtConcurrent>

#include <array>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::backend::storage;

class TestSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.reason())); }

    void emptyDatabase_getsEveryMigrationOnce()
    {
        const DatabaseAddress address = m_server.newAddress();
        QVERIFY(ensureDatabase(address));
        SqlSession session{address};
        const auto first = migrate(session);
        QVERIFY2(first, first ? "" : first.error().toString().c_str());
        QCOMPARE(first->before, 0);
        QCOMPARE(first->now, allMigrations().back().number);

        const auto second = migrate(session);
        QVERIFY(second);
        QCOMPARE(second->before, first->now);
        QCOMPARE(second->now, first->now);
        auto count = session.run(u"select count(*) from schema_migrations"_s);
        QVERIFY(count && (*count)->next());
        QCOMPARE((*count)->value(0).toULongLong(), allMigrations().size());
    }

    void twoBackendsAtOnce_applyEachOnce()
    {
        const DatabaseAddress address = m_server.newAddress();
        QVERIFY(ensureDatabase(address));
        const auto work = [address] {
            SqlSession session{address};
            const auto done = migrate(session);
            return done ? std::string{} : done.error().toString();
        };
        QFuture<std::string> one = QtConcurrent::run(work);
        QFuture<std::string> two = QtConcurrent::run(work);
        QCOMPARE(one.result(), std::string{});
        QCOMPARE(two.result(), std::string{});
    }

    void newerDatabase_isRefused()
    {
        SqlSession session{m_server.newDatabase()};
        QVERIFY(session.runScript(
            u"insert into schema_migrations (number, name, checksum) values (9999, 'x', 'y')"_s));
        const auto result = migrate(session);
        QVERIFY(!result);
        QVERIFY2(result.error().code == ErrorCode::Conflict, result.error().toString().c_str());
        QCOMPARE(result.error().context.at("migration"), std::string{"9999"});
    }

    void changedMigration_isRefused()
    {
        SqlSession session{m_server.newDatabase()};
        QVERIFY(session.runScript(u"update schema_migrations set checksum = 'other' where number = 2"_s));
        const auto result = migrate(session);
        QVERIFY(!result);
        QVERIFY2(result.error().code == ErrorCode::Corrupt, result.error().toString().c_str());
        QCOMPARE(result.error().context.at("migration"), std::string{"0002_users"});
    }

    void failingMigration_leavesNothingBehind()
    {
        const DatabaseAddress address = m_server.newAddress();
        QVERIFY(ensureDatabase(address));
        SqlSession session{address};
        const std::array steps{Migration{1, "0001_good", "create table good (n int);"},
            Migration{2, "0002_bad", "create table half (n int); select 1/0; create table rest ();"}};
        const auto result = migrate(session, steps);
        QVERIFY(!result);
        QCOMPARE(result.error().context.at("migration"), std::string{"0002_bad"});
        auto rows = session.run(u"select to_regclass('good')::text, to_regclass('half')::text"_s);
        QVERIFY(rows && (*rows)->next());
        QCOMPARE((*rows)->value(0).toString(), u"good"_s);
        QVERIFY((*rows)->value(1).isNull());
    }

    void unreachableServer_isUnavailableAtOnceWhileItBacksOff()
    {
        DatabaseAddress nowhere = m_server.newAddress();
        nowhere.host = m_server.home() + u"/nothing"_s;
        SqlSession session{nowhere};
        const auto first = session.connect();
        QVERIFY(!first);
        QVERIFY2(first.error().code == ErrorCode::Unavailable, first.error().toString().c_str());
        const auto again = session.connect();
        QVERIFY(!again);
        QVERIFY(again.error() == first.error());
    }

private:
    qd::test::TestServer m_server;
};

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
