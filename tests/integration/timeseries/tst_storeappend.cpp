// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreAppend : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void acknowledgedBlock_isReadable();
    void registration_isDurableAndRepeatable();
    void refusedSeries_areNamedAndTheirSamplesCounted();
    void repeatedBlock_isAcknowledgedAndKeptOnce();
    void saturatedQueue_turnsAwayInOrder();
    void lateSamples_areMergedWithinTheWindowAndRefusedBeyond();
    void futureSamples_areRefused();
    void brokenBlock_isRefused();
    void observer_hearsOfEveryCommit();
};

void TestStoreAppend::acknowledgedBlock_isReadable()
{
    Model model;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon - 5'000, &model) > 0);
    QVERIFY(m_answers->waitFor(2));
    QCOMPARE(m_answers->bad(), 0U);
    verifyAll(model, kNoon - 60'000, kNoon);
    QCOMPARE(m_store->lastSequence(HostId{1}, kDictionary), 1U);
    QCOMPARE(m_store->lastSequence(HostId{1}, 5), 0U);
    const auto progress = m_store->progress(HostId{1});
    QVERIFY(progress);
    QCOMPARE(toUnixMs(progress->newestSample), kNoon - 5'000);
    QCOMPARE(progress->clockOffsetMs, -3);
    QVERIFY(!m_store->progress(HostId{2}));
}

void TestStoreAppend::registration_isDurableAndRepeatable()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    m_store->registerSeries(HostId{1}, 77, m_series, m_answers->registered());
    m_store->registerSeries(HostId{2}, kDictionary, m_series, m_answers->registered());
    QVERIFY(m_answers->waitFor(4));
    QCOMPARE(m_answers->bad(), 0U);
    QVERIFY(m_answers->refused().empty());
    QCOMPARE(count("SELECT count(*) FROM metric_series"), 120);
    QCOMPARE(m_store->seriesCount(), 120U);
    close();
    open();
    QCOMPARE(m_store->seriesCount(), 120U);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(m_answers->waitFor(1));
    QCOMPARE(count("SELECT count(*) FROM metric_series"), 120);
    QCOMPARE(m_store->metadata().size(), 2U);
    QCOMPARE(m_store->metadata().at(1), (MetricMetadata{"net.bytes", "bytes", MetricKind::Counter}));
}

void TestStoreAppend::refusedSeries_areNamedAndTheirSamplesCounted()
{
    std::vector<SeriesRegistration> entries = someSeries(3);
    entries[1].series.labels.set("__name__", "1 bad name");
    entries[2].series.labels.set("path", std::string("\xFF\xFE", 2));
    m_store->registerSeries(HostId{1}, kDictionary, entries, m_answers->registered());
    QVERIFY(sendBlock(
        HostId{1}, 1, {.times = {kNoon}, .columns = {{0, {1.0}}, {1, {2.0}}, {2, {3.0}}, {9, {4.0}}}}));
    QVERIFY(m_answers->waitFor(2));
    const std::vector<RefusedRegistration> refused = m_answers->refused();
    QCOMPARE(refused.size(), 2U);
    QCOMPARE(refused[0].slot, 1U);
    QVERIFY(refused[0].reason.find("metric") != std::string::npos);
    QCOMPARE(refused[1].slot, 2U);
    QCOMPARE(m_store->counters().samplesKept.load(), 1U);
    QCOMPARE(m_store->counters().samplesUnknownSlot.load(), 3U);
    const auto read = readBack(*m_store, {}, kNoon, kNoon);
    QVERIFY(read);
    QCOMPARE(read->size(), 1U);
}

void TestStoreAppend::repeatedBlock_isAcknowledgedAndKeptOnce()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    const series::Block block{.times = {kNoon}, .columns = {{0, {1.0}}}};
    QVERIFY(sendBlock(HostId{1}, 1, block));
    QVERIFY(sendBlock(HostId{1}, 1, block)); // perhaps while the first still waits
    QVERIFY(m_answers->waitFor(3));
    QVERIFY(sendBlock(HostId{1}, 1, block)); // and after its commit
    QVERIFY(m_answers->waitFor(4));
    QCOMPARE(m_answers->bad(), 0U);
    QCOMPARE(m_store->counters().blocksKept.load(), 1U);
    QCOMPARE(m_store->counters().blocksRepeated.load(), 2U);
}

void TestStoreAppend::saturatedQueue_turnsAwayInOrder()
{
    close();
    TimeseriesConfig config;
    config.maxQueuedBytes = 20'000;
    open(config);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(m_answers->waitFor(1));
    m_postgres->stop(); // nothing can be committed now
    std::uint64_t taken = 0;
    std::uint64_t sequence = 0;
    while (!m_store->isSaturated() && sequence < 10'000) {
        ++sequence;
        taken += send(HostId{1}, sequence, kNoon - 100'000 + static_cast<std::int64_t>(sequence)) > 0 ? 1 : 0;
    }
    QVERIFY(m_store->isSaturated());
    const auto away = sendBlock(HostId{1}, taken + 1, {.times = {kNoon}, .columns = {{0, {1.0}}}});
    QVERIFY(!away);
    QVERIFY(away.error().code == ErrorCode::Unavailable);
    QVERIFY(m_postgres->start());
    QVERIFY(m_answers->waitFor(taken + 1, 60s));
    QCOMPARE(m_answers->bad(), 0U);
    // The next one must not overtake the one that was turned away.
    const auto overtaking = sendBlock(HostId{1}, taken + 2, {.times = {kNoon + 1}, .columns = {{0, {1.0}}}});
    QVERIFY(!overtaking);
    QVERIFY(sendBlock(HostId{1}, taken + 1, {.times = {kNoon}, .columns = {{0, {1.0}}}}));
    QVERIFY(sendBlock(HostId{1}, taken + 2, {.times = {kNoon + 1}, .columns = {{0, {1.0}}}}));
    QVERIFY(m_answers->waitFor(taken + 3));
    QCOMPARE(m_store->lastSequence(HostId{1}, kDictionary), taken + 2);
}

void TestStoreAppend::lateSamples_areMergedWithinTheWindowAndRefusedBeyond()
{
    Model model;
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    for (std::uint64_t row = 1; row <= 40; ++row) {
        QVERIFY(send(HostId{1}, row, kNoon - 400'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(send(HostId{1}, 41, kNoon - 55'000, &model) > 0); // among the open rows
    QVERIFY(send(HostId{1}, 42, kNoon - 395'000, &model) > 0); // among the sealed ones
    QVERIFY(m_answers->waitFor(43));
    verifyAll(model, kNoon - 4'000'000, kNoon);
    QVERIFY(m_store->flushNow(20s));
    verifyAll(model, kNoon - 4'000'000, kNoon);
    QVERIFY(send(HostId{1}, 43, kNoon - 3'500'000, &model) > 0); // before everything that is packed
    QVERIFY(send(HostId{1}, 44, kNoon - 205'000, &model) > 0); // among what is packed
    QVERIFY(m_answers->waitFor(45));
    verifyAll(model, kNoon - 4'000'000, kNoon);
    QVERIFY(m_store->flushNow(20s));
    verifyAll(model, kNoon - 4'000'000, kNoon);

    const auto tooLate =
        sendBlock(HostId{1}, 45, {.times = {kNoon - 3'600'001}, .columns = {{0, {1.0}}, {1, {2.0}}}});
    QVERIFY(!tooLate);
    QVERIFY(tooLate.error().code == ErrorCode::InvalidInput);
    QCOMPARE(m_store->counters().samplesLate.load(), 2U);
    // A block of both: the row in the window stays.
    QVERIFY(
        sendBlock(HostId{1}, 46, {.times = {kNoon - 3'600'001, kNoon + 1}, .columns = {{0, {1.0, 2.0}}}}));
    QVERIFY(m_answers->waitFor(46));
    QCOMPARE(m_store->counters().samplesLate.load(), 3U);
    const auto newest = readBack(*m_store, {}, kNoon + 1, kNoon + 1);
    QVERIFY(newest);
    QCOMPARE(newest->size(), 1U);
}

void TestStoreAppend::futureSamples_areRefused()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    const auto refused = sendBlock(HostId{1}, 1, {.times = {kNoon + 600'001}, .columns = {{0, {1.0}}}});
    QVERIFY(!refused);
    QVERIFY(refused.error().code == ErrorCode::InvalidInput);
    QCOMPARE(refused.error().context.at("field"), std::string("time"));
    QVERIFY(sendBlock(HostId{1}, 1, {.times = {kNoon + 600'000}, .columns = {{0, {1.0}}}}));
    QVERIFY(m_answers->waitFor(2));
    QCOMPARE(m_store->counters().samplesFuture.load(), 1U);
    QCOMPARE(m_store->counters().samplesKept.load(), 1U);
}

void TestStoreAppend::brokenBlock_isRefused()
{
    series::Bytes raw = series::encodeBlock({.times = {kNoon}, .columns = {{0, {1.0}}}});
    raw.back() ^= std::byte{1};
    const auto refused = m_store->append({.host = HostId{1},
                                             .dictionary = 1,
                                             .sequence = 1,
                                             .raw = raw,
                                             .receivedAt = m_clock->now(),
                                             .sentAt = m_clock->now(),
                                             .clockOffsetMs = 0},
        m_answers->appended());
    QVERIFY(!refused);
    QVERIFY(refused.error().code == ErrorCode::Corrupt);
    QCOMPARE(m_store->counters().blocksRefused.load(), 1U);
}

void TestStoreAppend::observer_hearsOfEveryCommit()
{
    std::mutex mutex;
    std::map<std::int32_t, std::int64_t> newest;
    const int number = m_store->addObserver([&](std::span<const HostProgress> changed) {
        const std::lock_guard lock(mutex);
        for (const HostProgress &progress : changed) {
            newest[progress.host.value] = toUnixMs(progress.newestSample);
        }
    });
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    m_store->registerSeries(HostId{2}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon) > 0);
    QVERIFY(send(HostId{2}, 1, kNoon - 10) > 0);
    const auto heard = [&] {
        const std::lock_guard lock(mutex);
        return newest;
    };
    QTRY_COMPARE(heard(), (std::map<std::int32_t, std::int64_t>{{1, kNoon}, {2, kNoon - 10}}));
    m_store->removeObserver(number);
    QVERIFY(send(HostId{1}, 2, kNoon + 10) > 0);
    QVERIFY(m_answers->waitFor(5));
    QCOMPARE(heard().at(1), kNoon);
}

QTEST_GUILESS_MAIN(TestStoreAppend)
#include "tst_storeappend.moc"
