// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreRollup : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void rollups_answerLongRanges();
};

void TestStoreRollup::rollups_answerLongRanges()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    const std::int64_t midnight = kNoon - 12 * 3'600'000;
    std::uint64_t sequence = 0;
    for (std::int64_t minute = 1; minute <= 3 * 24 * 60; ++minute) {
        m_clock->set(midnight + minute * 60'000);
        QVERIFY(sendBlock(HostId{1}, ++sequence,
            {.times = {midnight + minute * 60'000},
                .columns = {{0, {static_cast<double>(minute % 5)}}, {3, {static_cast<double>(minute)}}}}));
        if (minute % 360 == 0) {
            QVERIFY(m_answers->waitFor(sequence + 1));
            QVERIFY(m_store->flushNow(20s));
        }
    }
    m_clock->advance(4 * 3'600'000);
    QVERIFY(m_store->flushNow(20s));
    QCOMPARE(count("SELECT count(*) FROM metric_rollup_5m"), 3);

    const std::int64_t end = midnight + 3 * 86'400'000LL;
    promql::SelectRequest request;
    const promql::Matcher gauge[] = {metric("cpu.busy")};
    request.matchers = gauge;
    request.startMs = midnight;
    request.endMs = end;
    request.stepMs = 300'000;
    const auto source = m_store->openSource();
    const auto gauges = source->select(request);
    QVERIFY(gauges);
    QVERIFY(source->resolution() == Resolution::FiveMinutes);
    QCOMPARE(gauges->size(), 1U);
    QVERIFY(gauges->front().times.size() <= 3 * 288 + 1U);
    for (std::size_t i = 1; i < 800; ++i) { // minute 0 of the first bucket was not sent
        QCOMPARE(gauges->front().values[i], 2.0); // the mean of 0 to 4
        QCOMPARE(gauges->front().times[i] % 300'000, 0);
    }
    const promql::Matcher counter[] = {metric("net.bytes")};
    request.matchers = counter;
    request.stepMs = 3'600'000;
    const auto hourly = m_store->openSource();
    const auto counters = hourly->select(request);
    QVERIFY(counters);
    QVERIFY(hourly->resolution() == Resolution::OneHour);
    QCOMPARE(counters->front().times.front(), midnight + 5 * 60'000);
    QCOMPARE(counters->front().values.front(), 59.0); // the last value of the first hour
    QCOMPARE(counters->front().times.back(), end);
}

QTEST_GUILESS_MAIN(TestStoreRollup)
#include "tst_storerollup.moc"
