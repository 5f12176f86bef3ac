// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/sqlsession.h"
#include "tests/support/database/testdatabase.h"

#include <QDateTime>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::backend::storage;

/// The history mechanism on a table that no migration knows, as a later migration would use it.
class TestHistory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.reason())); }

    void init()
    {
        m_address = m_server.newDatabase();
        m_session = std::make_unique<SqlSession>(m_address);
        script(u"create table rules (id integer generated always as identity primary key, name text not null "
               u"unique,"
               u" level integer);"
               u"select qd_versioned('rules')"_s);
    }

    void eachEdit_closesOneSpanAndOpensTheNext()
    {
        edit(u"insert into rules (name, level) values ('disk', 80)"_s, u"new rule"_s);
        edit(u"update rules set level = 90 where name = 'disk'"_s, u"too loud"_s);
        edit(u"delete from rules where name = 'disk'"_s, u"not needed"_s);

        QCOMPARE(values(u"select level::text || ' ' || c.reason || ' ' || upper_inf(valid)::text from "
                        u"rules_versions v "
                        u"join changes c on c.id = v.change_id order by valid"_s),
            (QStringList{u"80 new rule false"_s, u"90 too loud false"_s}));
        QCOMPARE(values(u"select count(*)::text from rules_versions a join rules_versions b "
                        u"on upper(a.valid) = lower(b.valid)"_s),
            QStringList{u"1"_s});
    }

    void asOf_givesTheRowsOfThatMoment()
    {
        const QString before = moment();
        edit(u"insert into rules (name, level) values ('disk', 80), ('cpu', 70)"_s, u"a"_s);
        const QString first = moment();
        edit(u"update rules set level = 90 where name = 'disk'"_s, u"b"_s);
        const QString second = moment();
        edit(u"delete from rules where name = 'cpu'"_s, u"c"_s);

        const auto at = [this](const QString &when) {
            return values(u"select name || level from rules_as_of('%1') order by name"_s.arg(when));
        };
        QCOMPARE(at(before), QStringList{});
        QCOMPARE(at(first), (QStringList{u"cpu70"_s, u"disk80"_s}));
        QCOMPARE(at(second), (QStringList{u"cpu70"_s, u"disk90"_s}));
        QCOMPARE(at(moment()), QStringList{u"disk90"_s});
    }

    void currentView_equalsTheTable()
    {
        edit(u"insert into rules (name, level) select 'r' || i, i from generate_series(1, 50) i"_s, u"a"_s);
        edit(u"update rules set level = level * 2 where id % 3 = 0"_s, u"b"_s);
        edit(u"delete from rules where id % 7 = 0"_s, u"c"_s);
        QCOMPARE(
            values(u"(select id, name, level from rules except select id, name, level from rules_current) "
                   u"union all "
                   u"(select id, name, level from rules_current except select id, name, level from rules)"_s),
            QStringList{});
    }

    void twoEditsInOneTransaction_leaveSpansThatDoNotOverlap()
    {
        edit(
            u"insert into rules (name, level) values ('disk', 1); update rules set level = 2; update rules set level = 3"_s,
            u"a"_s);
        QCOMPARE(values(u"select level::text from rules_versions order by valid"_s),
            (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    }

    void editThatChangesNothing_makesNoVersion()
    {
        edit(u"insert into rules (name, level) values ('disk', 1)"_s, u"a"_s);
        edit(u"update rules set level = 1"_s, u"b"_s);
        QCOMPARE(values(u"select count(*)::text from rules_versions"_s), QStringList{u"1"_s});
    }

    void anotherBackendsLaterStamp_isNeverOverrun()
    {
        edit(u"insert into rules (name, level) values ('disk', 1)"_s, u"a"_s);
        SqlSession other{m_address};
        // The change of this transaction is stamped first but edits last.
        script(u"begin; select qd_begin_change(0, 'one', 'early stamp')"_s);
        QVERIFY(other.runScript(u"begin; select qd_begin_change(0, 'two', 'late stamp'); "
                                u"update rules set level = 2; commit"_s));
        script(u"update rules set level = 3; commit"_s);
        QCOMPARE(values(u"select level::text from rules_versions order by valid"_s),
            (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    }

    void editWithoutAnOpenChange_isRefused_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("an insert") << u"insert into rules (name) values ('x')"_s;
        QTest::newRow("an insert into a shipped table")
            << u"insert into settings (name, value) values ('x', '1')"_s;
        QTest::newRow("a truncate, even with a change")
            << u"begin; select qd_begin_change(0, 'x', 'y'); truncate rules; commit"_s;
        QTest::newRow("a change of the key")
            << u"begin; select qd_begin_change(0, 'x', 'y'); insert into rules (name) values ('k'); "
               u"update rules set id = default; commit"_s;
        QTest::newRow("an edit of an event") << u"update host_events set message = ''"_s;
        QTest::newRow("a delete of events outside retention") << u"delete from host_events"_s;
    }

    void editWithoutAnOpenChange_isRefused()
    {
        QFETCH(QString, sql);
        const auto result = m_session->runScript(sql);
        QVERIFY(!result);
    }

    void everythingThatCanBeEdited_hasItsHistory()
    {
        for (const char *table :
            {"users", "tokens", "enrol_tokens", "settings", "tree_nodes", "hosts", "host_facts", "mounts"}) {
            const QString name = QString::fromLatin1(table);
            QCOMPARE(values(u"select (to_regclass('%1_versions') is not null and exists (select from "
                            u"pg_trigger where "
                            u"tgrelid = '%1'::regclass and tgname = 'record_version'))::text"_s.arg(name)),
                QStringList{u"true"_s});
        }
    }

    void defaultPlaceOfNewHosts_isThere()
    {
        QCOMPARE(values(u"select string_agg(name, '>' order by level) from tree_nodes_as_of(now())"_s),
            QStringList{u"default>default>default>unassigned"_s});
    }

private:
    void script(const QString &sql)
    {
        const auto result = m_session->runScript(sql);
        QVERIFY2(result, result ? "" : result.error().toString().c_str());
    }

    void edit(const QString &sql, const QString &reason)
    {
        script(u"begin; select qd_begin_change(0, 'tester', '%1'); "_s.arg(reason) + sql + u"; commit");
    }

    QStringList values(const QString &sql)
    {
        QStringList result;
        auto rows = m_session->run(sql);
        if (!rows) {
            return {QString::fromStdString(rows.error().toString())};
        }
        while ((*rows)->next()) {
            result.append((*rows)->value(0).toString());
        }
        return result;
    }

    QString moment() { return values(u"select clock_timestamp()::text"_s).value(0); }

    qd::test::TestServer m_server;
    DatabaseAddress m_address;
    std::unique_ptr<SqlSession> m_session;
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
