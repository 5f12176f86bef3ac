// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreClock : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void agentAheadByHours_isRefusedUntilItsClockIsRight();
    void agentBehindByHours_isRefusedUntilItsClockIsRight();
    void agentSetBackWithinTheWindow_isMerged();
    void blockAcrossAJump_keepsItsGoodRows();
    void backendSetBackByHours_takesEverything();
    void backendSetForwardByYears_dropsNothing();
    void backendSetBack_goesOnMaintaining();
    void clockThatWentBack_isReplayedInOrder();

private:
    void begin();
    /// Rows of ten seconds from a time on, each of which the store has to take.
    void sendRows(std::int64_t from, int rows);
    /// A block of one row and one sample whose refusal is expected. @return the reason
    std::string refusalOf(std::int64_t time);
    /// Everything is there once: now, after a crash, and packed.
    void verifyKeptOnce();

    Model m_model;
    std::uint64_t m_sequence = 0;
    std::int64_t m_rows = 0;
};

void TestStoreClock::begin()
{
    m_model = {};
    m_sequence = 0;
    m_rows = 0;
    registerHost(1);
}

void TestStoreClock::sendRows(std::int64_t from, int rows)
{
    for (int row = 0; row < rows; ++row) {
        QVERIFY(send(HostId{1}, ++m_sequence, from + row * 10'000, &m_model) > 0);
    }
    m_rows += rows;
    QTRY_COMPARE(m_store->lastSequence(HostId{1}, kDictionary), m_sequence);
}

std::string TestStoreClock::refusalOf(std::int64_t time)
{
    const auto refused =
        sendBlock(HostId{1}, ++m_sequence, {.times = {time}, .columns = {{0, {1.0}}, {1, {2.0}}}});
    return refused || refused.error().code != ErrorCode::InvalidInput ? "" : refused.error().message;
}

void TestStoreClock::verifyKeptOnce()
{
    verifyAll(m_model, kNoon - kDay, kNoon + kDay);
    reopenWithoutFlush();
    verifyAll(m_model, kNoon - kDay, kNoon + kDay);
    QVERIFY(m_store->flushNow(20s));
    verifyAll(m_model, kNoon - kDay, kNoon + kDay);
    QCOMPARE(count("SELECT sum(row_count) FROM metric_pack"), m_rows);
}

void TestStoreClock::agentAheadByHours_isRefusedUntilItsClockIsRight()
{
    begin();
    sendRows(kNoon - 300'000, 30);
    m_clock->advance(10'000);
    QCOMPARE(refusalOf(kNoon + 3 * kHour),
        std::string("block: its samples are 10790 s ahead of the backend's clock, more than the 600 s that "
                    "are taken"));
    QCOMPARE(m_store->counters().samplesFuture.load(), 2U);
    m_clock->advance(10'000);
    sendRows(kNoon + 20'000, 20);
    verifyKeptOnce();
}

void TestStoreClock::agentBehindByHours_isRefusedUntilItsClockIsRight()
{
    begin();
    sendRows(kNoon - 300'000, 30); // the newest is 10 s old
    QCOMPARE(refusalOf(kNoon - 10'000 - 3 * kHour),
        std::string(
            "block: its samples are 10800 s behind the host's newest sample, more than the 3600 s that "
            "are taken"));
    QCOMPARE(m_store->counters().samplesLate.load(), 2U);
    sendRows(kNoon, 20);
    verifyKeptOnce();
}

void TestStoreClock::agentSetBackWithinTheWindow_isMerged()
{
    begin();
    sendRows(kNoon - 1'000'000, 90);
    sendRows(kNoon - 995'000, 60); // half an hour of wrong times would look the same
    sendRows(kNoon - 90'000, 20);
    QCOMPARE(m_store->counters().samplesLate.load(), 0U);
    verifyKeptOnce();
}

void TestStoreClock::blockAcrossAJump_keepsItsGoodRows()
{
    begin();
    const auto sent = sendBlock(HostId{1}, 1,
        {.times = {kNoon - 10'000, kNoon, kNoon + 5 * kHour, kNoon + 6 * kHour},
            .columns = {{0, {1.0, 2.0, 3.0, 4.0}}, {1, {5.0, series::kAbsent, 6.0, series::kAbsent}}}});
    QVERIFY(sent);
    QVERIFY(m_answers->waitFor(2));
    for (const bool isReplayed : {false, true}) {
        if (isReplayed) {
            reopenWithoutFlush();
        } else {
            QCOMPARE(m_store->counters().samplesFuture.load(), 3U);
            QCOMPARE(m_store->counters().samplesKept.load(), 3U);
        }
        const auto read = readBack(*m_store, {metric("cpu.busy"), {"core", promql::MatchOp::Equal, "0"}},
            kNoon - kHour, kNoon + kDay);
        QVERIFY(read);
        QCOMPARE(read->begin()->second,
            (std::vector<std::pair<std::int64_t, double>>{{kNoon - 10'000, 1.0}, {kNoon, 2.0}}));
        QCOMPARE(toUnixMs(m_store->progress(HostId{1})->newestSample), kNoon);
    }
}

void TestStoreClock::backendSetBackByHours_takesEverything()
{
    begin();
    sendRows(kNoon - 300'000, 30);
    m_clock->jump(-3 * kHour);
    for (int minutes = 0; minutes < 60; minutes += 5) { // well beyond the window for the future
        sendRows(kNoon + minutes * 60'000, 30);
        m_clock->advance(5 * 60'000);
    }
    QVERIFY(!refusalOf(kNoon + 5 * kHour).empty()); // what is wrong still is
    QCOMPARE(m_store->counters().samplesFuture.load(), 2U);
    verifyKeptOnce();
}

void TestStoreClock::backendSetForwardByYears_dropsNothing()
{
    begin();
    sendRows(kNoon - 300'000, 30);
    QVERIFY(m_store->flushNow(20s));
    m_clock->jump(3 * 365 * kDay);
    sendRows(kNoon, 10);
    QVERIFY(m_store->flushNow(20s)); // retention is part of it
    m_clock->jump(-3 * 365 * kDay);
    sendRows(kNoon + 100'000, 10);
    verifyKeptOnce();
}

void TestStoreClock::backendSetBack_goesOnMaintaining()
{
    begin();
    sendRows(kNoon - 300'000, 3);
    QVERIFY(m_store->flushNow(20s));
    m_clock->advance(4 * kHour);
    sendRows(kNoon + 4 * kHour, 3);
    QVERIFY(m_store->flushNow(20s));
    m_clock->jump(-2 * kHour);
    run("INSERT INTO metric_rollup_due VALUES (1, " + std::to_string(kNoon - 3 * kDay) + ")");
    m_clock->advance(61'000); // the wall clock is far behind the last round
    QTRY_COMPARE_WITH_TIMEOUT(
        count("SELECT count(*) FROM metric_rollup_due WHERE day_ms < " + std::to_string(kNoon - kDay)), 0,
        20'000);
}

void TestStoreClock::clockThatWentBack_isReplayedInOrder()
{
    TimeseriesConfig config;
    config.stopTimeout = 0ms;
    close();
    open(config);
    Model model;
    const std::int64_t earlier = kNoon - 2 * 3'600'000;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    for (std::uint64_t row = 1; row <= 5; ++row) {
        QVERIFY(send(HostId{1}, row, earlier + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(6));
    close();
    m_clock->set(earlier + 100'000); // into an earlier partition than that of the blocks before
    open(config);
    for (std::uint64_t row = 6; row <= 10; ++row) {
        QVERIFY(send(HostId{1}, row, earlier + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(5));
    close();
    open(config);
    verifyAll(model, earlier, kNoon);
    QCOMPARE(m_store->lastSequence(HostId{1}, kDictionary), 10U);
}

QTEST_GUILESS_MAIN(TestStoreClock)
#include "tst_storeclock.moc"
