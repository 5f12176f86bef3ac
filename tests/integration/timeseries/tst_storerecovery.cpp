// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreRecovery : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void restart_replaysTheJournal_data();
    void restart_replaysTheJournal();
    void restartAfterAFlush_repeatsNothing();
    void killedDatabase_losesNothingAcknowledged();
    void stopAfterTheDatabaseRestarted_flushesEverything();
    void stopWithoutADatabase_leavesTheRowsToTheJournal();
};

void TestStoreRecovery::restart_replaysTheJournal_data()
{
    QTest::addColumn<qulonglong>("maxHeldBytes");
    QTest::newRow("blocks are held and decoded later") << qulonglong{1U << 30};
    QTest::newRow("blocks are decoded at once") << qulonglong{0};
    QTest::newRow("memory for some of them only") << qulonglong{10'000};
}

void TestStoreRecovery::restart_replaysTheJournal()
{
    QFETCH(qulonglong, maxHeldBytes);
    Model model;
    TimeseriesConfig config;
    config.maxHeldBytes = maxHeldBytes;
    config.stopTimeout = 0ms; // stops without flushing, as a crash would
    close();
    open(config);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    for (std::uint64_t row = 1; row <= 80; ++row) {
        QVERIFY(send(HostId{1}, row, kNoon - 900'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(81));
    const std::uint64_t kept = m_store->counters().samplesKept.load();
    close();
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 0);
    open(config);
    QCOMPARE(m_store->counters().samplesReplayed.load(), kept);
    QCOMPARE(m_store->lastSequence(HostId{1}, kDictionary), 80U);
    for (std::uint64_t row = 81; row <= 90; ++row) { // on top of what may not be decoded yet
        QVERIFY(send(HostId{1}, row, kNoon - 900'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(10));
    verifyAll(model, kNoon - 1'000'000, kNoon);
    QVERIFY(m_store->flushNow(20s));
    verifyAll(model, kNoon - 1'000'000, kNoon);
    QCOMPARE(count("SELECT sum(row_count) FROM metric_pack"), 90);
}

void TestStoreRecovery::restartAfterAFlush_repeatsNothing()
{
    Model model;
    TimeseriesConfig config;
    config.stopTimeout = 0ms;
    close();
    open(config);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    const auto fill = [&](std::uint64_t from, std::uint64_t to) {
        for (std::uint64_t row = from; row <= to; ++row) {
            QVERIFY(
                send(HostId{1}, row, kNoon - 900'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
        }
    };
    fill(1, 30);
    QVERIFY(m_answers->waitFor(31));
    QVERIFY(m_store->flushNow(20s));
    fill(31, 50);
    QVERIFY(m_answers->waitFor(51));
    close();
    open(config);
    // Only the rows behind the pack came from the journal: a slower tier sends 12 of 60 series every third
    // row.
    QVERIFY(m_store->counters().samplesReplayed.load() < 20 * 60);
    verifyAll(model, kNoon - 1'000'000, kNoon);
    QVERIFY(m_store->flushNow(20s));
    verifyAll(model, kNoon - 1'000'000, kNoon);
    QCOMPARE(count("SELECT sum(row_count) FROM metric_pack"), 50);
}

void TestStoreRecovery::killedDatabase_losesNothingAcknowledged()
{
    Model model;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    std::uint64_t row = 0;
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 30; ++i) {
            ++row;
            QVERIFY(send(HostId{1}, row, kNoon - 1'500'000 + static_cast<std::int64_t>(row) * 10'000, &model)
                > 0);
        }
        if (round % 2 == 0) {
            m_postgres->killHard();
            const auto again = m_postgres->start();
            QVERIFY2(again, again ? "" : again.error().message.c_str());
        } else {
            (void)m_store->flushNow(1s);
        }
    }
    QVERIFY(m_answers->waitFor(row + 1, 60s));
    QCOMPARE(m_answers->bad(), 0U);
    verifyAll(model, kNoon - 2'000'000, kNoon);
    close();
    open();
    verifyAll(model, kNoon - 2'000'000, kNoon);
    QVERIFY(m_store->flushNow(20s));
    QCOMPARE(count("SELECT sum(row_count) FROM metric_pack"), static_cast<std::int64_t>(row));
}

void TestStoreRecovery::stopAfterTheDatabaseRestarted_flushesEverything()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon - 50'000) > 0);
    QVERIFY(m_answers->waitFor(2));
    QVERIFY(m_store->flushNow(20s)); // from here on the flusher has a connection
    QVERIFY(send(HostId{1}, 2, kNoon - 40'000) > 0);
    QVERIFY(m_answers->waitFor(3));
    m_postgres->killHard();
    const auto again = m_postgres->start();
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    close();
    QCOMPARE(count("SELECT sum(row_count) FROM metric_pack"), 2);
}

void TestStoreRecovery::stopWithoutADatabase_leavesTheRowsToTheJournal()
{
    Model model;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon - 50'000, &model) > 0);
    QVERIFY(m_answers->waitFor(2));
    m_postgres->killHard();
    QElapsedTimer stopping;
    stopping.start();
    close();
    const qint64 tookMs = stopping.elapsed();
    const auto again = m_postgres->start();
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QVERIFY2(tookMs < 15'000, qPrintable(QString::number(tookMs)));
    open();
    verifyAll(model, kNoon - 60'000, kNoon);
}

QTEST_GUILESS_MAIN(TestStoreRecovery)
#include "tst_storerecovery.moc"
