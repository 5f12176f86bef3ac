// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreRetention : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void retention_dropsWholeDays();
    void hosts_areKeptAsLongAsTheirCategoriesWant();
    void changedRule_worksAtOnceAndHasAHistory();
    void longAgo_isAnsweredInTheFormThatIsLeft();
    void dayWhoseRollupIsDue_isSpared();
    void impossibleRule_isRefusedWithTheReason();
    void databaseOfTheVersionBefore_isMigrated();

private:
    /// A category of the region "eu" with one component, on which hosts are mounted; hosts are made as
    /// needed.
    void makeCategory(const std::string &name, std::initializer_list<int> hosts);
    void setRetention(const std::string &category, const std::string &rawFiveMinutesHours);
    /// One row of each host at this time, packed; what is due is done.
    void sendAndFlush(std::initializer_list<int> hosts, std::int64_t time);
    [[nodiscard]] std::int64_t packsOf(int host)
    {
        return count("SELECT count(*) FROM metric_pack WHERE host_id = " + std::to_string(host));
    }

    std::uint64_t m_sequence = 0;
};

void TestStoreRetention::makeCategory(const std::string &name, std::initializer_list<int> hosts)
{
    const std::string quoted = "'" + name + "'";
    std::string sql = "BEGIN; SELECT qd_begin_change(0, 'test', 'a category');"
                      "INSERT INTO tree_nodes (level, name) VALUES (0, 'eu') ON CONFLICT DO NOTHING;"
                      "INSERT INTO tree_nodes (parent_id, level, name) "
                      "SELECT id, 1, "
        + quoted + " FROM tree_nodes WHERE level = 0 AND name = 'eu';"
        + "INSERT INTO tree_nodes (parent_id, level, name) "
          "SELECT id, 2, 'service of "
        + name + "' FROM tree_nodes WHERE level = 1 AND name = " + quoted + ";"
        + "INSERT INTO tree_nodes (parent_id, level, name) "
          "SELECT id, 3, 'component' FROM tree_nodes WHERE name = 'service of "
        + name + "';";
    for (const int host : hosts) {
        const std::string number = std::to_string(host);
        sql += "INSERT INTO hosts (id, uuid, agent_key, machine_id, macs, serial) OVERRIDING SYSTEM VALUE "
               "SELECT "
            + number + ", gen_random_uuid(), '', '', '{}', '' WHERE NOT EXISTS (SELECT FROM hosts WHERE id = "
            + number + "); INSERT INTO mounts (host_id, node_id) SELECT " + number
            + ", c.id FROM tree_nodes c JOIN tree_nodes s ON s.id = c.parent_id WHERE s.name = 'service of "
            + name + "';";
    }
    run(sql + "COMMIT");
}

void TestStoreRetention::setRetention(const std::string &category, const std::string &rawFiveMinutesHours)
{
    run("BEGIN; SELECT qd_begin_change(0, 'test', 'room'); SELECT qd_set_retention('eu', '" + category + "', "
        + rawFiveMinutesHours + "); COMMIT");
}

void TestStoreRetention::sendAndFlush(std::initializer_list<int> hosts, std::int64_t time)
{
    m_clock->set(time);
    ++m_sequence;
    for (const int host : hosts) {
        registerHost(host);
        QVERIFY(send(HostId{host}, m_sequence, time) > 0);
        QTRY_COMPARE(m_store->lastSequence(HostId{host}, kDictionary), m_sequence);
    }
    const auto flushed = m_store->flushNow(20s);
    QVERIFY2(flushed, flushed ? "" : flushed.error().toString().c_str());
}

void TestStoreRetention::hosts_areKeptAsLongAsTheirCategoriesWant()
{
    makeCategory("brief", {1, 4});
    makeCategory("usual", {2});
    makeCategory("archive", {3, 4});
    setRetention("brief", "3, 20, null");
    setRetention("archive", "30, null, null");
    sendAndFlush({1, 2, 3, 4}, kNoon);
    sendAndFlush({1, 2, 3, 4}, kNoon + 3 * kDay);
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 8); // its last day is not over yet
    sendAndFlush({2}, kNoon + 4 * kDay);
    QCOMPARE(packsOf(1), 1);
    QCOMPARE(packsOf(2), 3);
    QCOMPARE(packsOf(3), 2);
    QCOMPARE(packsOf(4), 2); // the more patient of its categories counts
    sendAndFlush({2}, kNoon + 20 * kDay);
    QCOMPARE(packsOf(1), 0);
    QCOMPARE(packsOf(2), 1);
    QCOMPARE(packsOf(3), 2);
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_5m WHERE host_id = 1"), 2);
    sendAndFlush({2}, kNoon + 34 * kDay);
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 2); // the second host's last two
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_5m WHERE host_id = 1"), 0);
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_1h WHERE host_id = 1"), 2);
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_5m WHERE host_id = 4"), 2);
}

void TestStoreRetention::changedRule_worksAtOnceAndHasAHistory()
{
    makeCategory("brief", {1});
    sendAndFlush({1, 2}, kNoon);
    sendAndFlush({1, 2}, kNoon + 5 * kDay);
    QCOMPARE(packsOf(1), 2);
    setRetention("brief", "2, null, null");
    QVERIFY(m_store->flushNow(20s));
    QCOMPARE(packsOf(1), 1);
    QCOMPARE(packsOf(2), 2);
    setRetention("brief", "null, null, null");
    QCOMPARE(count("SELECT count(*) FROM category_retention"), 0);
    QCOMPARE(count("SELECT count(*) FROM category_retention_versions"), 1);
    sendAndFlush({1, 2}, kNoon + 9 * kDay);
    QCOMPARE(packsOf(1), 2);
}

void TestStoreRetention::longAgo_isAnsweredInTheFormThatIsLeft()
{
    makeCategory("brief", {1});
    setRetention("brief", "2, null, null");
    sendAndFlush({1, 2}, kNoon);
    sendAndFlush({1, 2}, kNoon + 6 * kDay);
    promql::SelectRequest request;
    const promql::Matcher matchers[] = {metric("cpu.busy"), {"core", promql::MatchOp::Equal, "0"},
        {"host", promql::MatchOp::Equal, "host-1"}};
    request.matchers = matchers;
    request.startMs = kNoon - 600'000;
    request.endMs = kNoon + 600'000;
    for (const bool isRestarted : {false, true}) {
        if (isRestarted) {
            reopenWithoutFlush(); // knows the rules before the first maintenance
        }
        const auto source = m_store->openSource();
        const auto left = source->select(request);
        QVERIFY(left);
        QVERIFY(source->resolution() == Resolution::FiveMinutes);
        QCOMPARE(left->size(), 1U);
        QCOMPARE(left->front().times, std::vector<std::int64_t>{kNoon + 300'000});
    }
    const auto both = readBack(*m_store, {matchers[0], matchers[1]}, request.startMs, request.endMs);
    QVERIFY(both);
    QCOMPARE(both->size(), 2U);
    QCOMPARE(both->begin()->second.front().first, kNoon + 300'000);
    QCOMPARE(both->rbegin()->second.front().first, kNoon); // the other host's samples are still there
}

void TestStoreRetention::dayWhoseRollupIsDue_isSpared()
{
    TimeseriesConfig config;
    config.rollupDelay = 1000h * 24;
    close();
    open(config);
    makeCategory("brief", {1});
    setRetention("brief", "2, null, null");
    sendAndFlush({1, 2}, kNoon);
    sendAndFlush({1, 2}, kNoon + 6 * kDay);
    QCOMPARE(packsOf(1), 2);
    close();
    open();
    QVERIFY(m_store->flushNow(20s)); // writes the roll-up, then ends the samples
    QCOMPARE(packsOf(1), 1);
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_5m WHERE host_id = 1"), 1);
}

void TestStoreRetention::impossibleRule_isRefusedWithTheReason()
{
    PgConnection connection(m_connection, "test");
    QVERIFY(connection.connect(5s));
    const std::string begin = "BEGIN; SELECT qd_begin_change(0, 'test', 'x'); SELECT qd_set_retention(";
    const auto nowhere = connection.execute(begin + "'eu', 'nothing', 3, null, null); COMMIT");
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().message.find("no category nothing in region eu") != std::string::npos);
    QVERIFY(connection.execute("ROLLBACK"));
    makeCategory("brief", {1});
    QVERIFY(!connection.execute(begin + "'eu', 'brief', 0, null, null); COMMIT"));
    QVERIFY(connection.execute("ROLLBACK"));
    QVERIFY(
        !connection.execute("SELECT qd_set_retention('eu', 'brief', 3, null, null)")); // no change is open
    QCOMPARE(count("SELECT count(*) FROM category_retention"), 0);
}

void TestStoreRetention::databaseOfTheVersionBefore_isMigrated()
{
    close();
    const auto database = m_postgres->createDatabase(QStringLiteral("before"));
    QVERIFY(database);
    m_connection = *database;
    QVERIFY(applySchema(m_connection, 0, 100));
    makeCategory("brief", {1, 2});
    run("INSERT INTO metric_host VALUES (1, " + std::to_string(kNoon) + ", 1, 1, 1, 0)");
    QVERIFY(applySchema(m_connection, 100));
    open();
    QCOMPARE(toUnixMs(m_store->progress(HostId{1})->newestSample), kNoon);
    QCOMPARE(count("SELECT count(*) FROM qd_host_retention(15, 365, 1825)"), 0);
    setRetention("brief", "3, null, null");
    QCOMPARE(count("SELECT sum(raw_days * 1000000 + hour_days) FROM qd_host_retention(15, 365, 1825)"),
        2 * 3'001'825);
}

void TestStoreRetention::retention_dropsWholeDays()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon) > 0);
    QVERIFY(m_answers->waitFor(2));
    QVERIFY(m_store->flushNow(20s));
    m_clock->advance(14 * 86'400'000LL);
    QVERIFY(send(HostId{1}, 2, kNoon + 14 * 86'400'000LL) > 0);
    QVERIFY(m_answers->waitFor(3));
    QVERIFY(m_store->flushNow(20s));
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 2);
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_5m"), 1); // the first day is over
    m_clock->advance(2 * 86'400'000LL);
    QVERIFY(send(HostId{1}, 3, toUnixMs(m_clock->now())) > 0);
    QVERIFY(m_answers->waitFor(4));
    QVERIFY(m_store->flushNow(20s));
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 2); // of the first day there is none
    // What is gone as raw still answers as a roll-up.
    const auto read = readBack(*m_store, {metric("cpu.busy")}, kNoon - 300'000, kNoon + 300'000);
    QVERIFY(read);
    QVERIFY(!read->empty());
}

QTEST_GUILESS_MAIN(TestStoreRetention)
#include "tst_storeretention.moc"
