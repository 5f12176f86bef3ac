// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreFlush : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void flushedRows_readTheSame();
    void readersDuringAFlush_seeEverySampleOnce();
    void flushThatGotThroughUnseen_isNotRepeated();
    void missingPartition_isMadeAnew();
    void journal_isDroppedOnceItsHeadsArePacked();
};

void TestStoreFlush::flushedRows_readTheSame()
{
    Model model;
    for (const int host : {1, 2, 3}) {
        m_store->registerSeries(HostId{host}, kDictionary, m_series, m_answers->registered());
        for (std::uint64_t row = 1; row <= 100; ++row) {
            QVERIFY(
                send(HostId{host}, row, kNoon - 1'000'000 + static_cast<std::int64_t>(row) * 10'000, &model)
                > 0);
        }
    }
    QVERIFY(m_answers->waitFor(303));
    QCOMPARE(m_answers->bad(), 0U);
    verifyAll(model, kNoon - 2'000'000, kNoon);
    const auto flushed = m_store->flushNow(20s);
    QVERIFY2(flushed, flushed ? "" : flushed.error().toString().c_str());
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 3);
    verifyAll(model, kNoon - 2'000'000, kNoon);
    verifyAll(model, kNoon - 333'000, kNoon - 111'000);

    // More rows on top: half from packs, half from memory.
    for (std::uint64_t row = 101; row <= 150; ++row) {
        m_clock->advance(10'000);
        QVERIFY(
            send(HostId{1}, row, kNoon - 1'000'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(353));
    verifyAll(model, kNoon - 2'000'000, kNoon + 1'000'000);
    const auto one = readBack(*m_store, {metric("net.bytes"), {"core", promql::MatchOp::Equal, "7"}},
        kNoon - 2'000'000, kNoon + 1'000'000);
    QVERIFY(one);
    QCOMPARE(*one, model.within(kNoon - 2'000'000, kNoon + 1'000'000, "core=\"7\""));
}

void TestStoreFlush::readersDuringAFlush_seeEverySampleOnce()
{
    Model model;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    for (std::uint64_t row = 1; row <= 60; ++row) {
        QVERIFY(send(HostId{1}, row, kNoon - 700'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(61));
    const ReadBack expected = model.within(kNoon - 700'000, kNoon);
    std::atomic<bool> isDone = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> reads = 0;
    std::thread reader([&] {
        while (!isDone) {
            const auto read = readBack(*m_store, {}, kNoon - 700'000, kNoon);
            wrong += !read || *read != expected ? 1 : 0;
            ++reads;
        }
    });
    const auto flushed = m_store->flushNow(20s);
    const bool hasRead = QTest::qWaitFor([&] { return reads > 5; }, 10'000);
    isDone = true;
    reader.join();
    QVERIFY(flushed);
    QVERIFY(hasRead);
    QCOMPARE(wrong.load(), 0);
}

void TestStoreFlush::flushThatGotThroughUnseen_isNotRepeated()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon - 50'000) > 0);
    QVERIFY(m_answers->waitFor(2));
    // An attempt before whose connection is lost and whose commit is still under way on the server.
    PgConnection before(m_connection, "test");
    QVERIFY(before.connect(5s));
    QVERIFY(before.execute(beginExclusive(PgExclusive::Flush)
        + "INSERT INTO metric_progress (host_id, dictionary, sequence, updated_ms) VALUES (1, "
        + std::to_string(static_cast<std::int64_t>(kDictionary)) + ", 1, 0)"));
    std::atomic<bool> isFlushed = false;
    std::thread flush([&] { isFlushed = m_store->flushNow(20s).has_value(); });
    const bool isWaiting = QTest::qWaitFor(
        [this] {
            return count("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted") == 1;
        },
        10'000);
    const auto committed = before.execute("COMMIT");
    flush.join();
    QVERIFY(isWaiting);
    QVERIFY(committed);
    QVERIFY(isFlushed);
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 0);
}

void TestStoreFlush::missingPartition_isMadeAnew()
{
    Model model;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon - 50'000, &model) > 0);
    QVERIFY(m_answers->waitFor(2));
    QVERIFY(m_store->flushNow(20s));
    PgConnection connection(m_connection, "test");
    QVERIFY(connection.connect(5s));
    QVERIFY(connection.execute("DROP TABLE metric_journal_p" + std::to_string(kNoon)));
    m_store->registerSeries(HostId{2}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 2, kNoon - 40'000, &model) > 0);
    QVERIFY(m_answers->waitFor(4));
    QCOMPARE(m_answers->bad(), 0U);
    verifyAll(model, kNoon - 60'000, kNoon);
    QCOMPARE(count("SELECT count(*) FROM metric_dictionary"), 2);
}

void TestStoreFlush::journal_isDroppedOnceItsHeadsArePacked()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    m_store->registerSeries(HostId{2}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon) > 0);
    QVERIFY(m_answers->waitFor(3));
    m_clock->advance(2 * 3'600'000);
    QVERIFY(send(HostId{2}, 1, kNoon + 7'200'000) > 0);
    QVERIFY(m_answers->waitFor(4));
    const std::string partitions =
        "SELECT count(*) FROM pg_inherits WHERE inhparent = 'metric_journal'::regclass";
    QCOMPARE(count(partitions), 2);
    QVERIFY(m_store->flushNow(20s)); // both heads are packed, so the first hour goes
    QCOMPARE(count(partitions), 1);
    close();
    open();
    QCOMPARE(readBack(*m_store, {}, kNoon, kNoon + 7'200'000)->size(),
        readBack(*m_store, {}, kNoon, kNoon)->size() * 2);
}

QTEST_GUILESS_MAIN(TestStoreFlush)
#include "tst_storeflush.moc"
