// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

class TestStoreQuery : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void hostOnTwoComponents_isSeenTwice();
    void treeMatchers_selectHosts();
    void labelEndpoints_listWhatMatches();
    void labelEndpoints_knowWhenThereWereSamples();
    void tooManySeriesOrSamples_failWithTheLimit();
    void interruptedQuery_ends();
    void manyHosts_areReadOverTwoConnections();
};

void TestStoreQuery::hostOnTwoComponents_isSeenTwice()
{
    m_tree->mountTwice(HostId{1});
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(sendBlock(HostId{1}, 1, {.times = {kNoon}, .columns = {{0, {1.0}}}}));
    QVERIFY(m_answers->waitFor(2));
    const auto both = readBack(*m_store, {metric("cpu.busy")}, kNoon, kNoon);
    QVERIFY(both);
    QCOMPARE(both->size(), 2U);
    const auto one =
        readBack(*m_store, {metric("cpu.busy"), {"service", promql::MatchOp::Equal, "search"}}, kNoon, kNoon);
    QVERIFY(one);
    QCOMPARE(one->size(), 1U);
    QVERIFY(one->begin()->first.find("component=\"search-web\"") != std::string::npos);
}

void TestStoreQuery::treeMatchers_selectHosts()
{
    for (const int host : {1, 2, 3, 4}) {
        m_store->registerSeries(HostId{host}, kDictionary, m_series, m_answers->registered());
        QVERIFY(sendBlock(HostId{host}, 1, {.times = {kNoon}, .columns = {{0, {1.0}}, {1, {1.0}}}}));
    }
    QVERIFY(m_answers->waitFor(8));
    const auto matching = [&](promql::Matcher matcher) {
        const auto read = readBack(
            *m_store, {metric("cpu.busy"), {"core", promql::MatchOp::Regex, "0|7"}, matcher}, kNoon, kNoon);
        return read ? static_cast<int>(read->size()) : -1;
    };
    QCOMPARE(matching({"region", promql::MatchOp::Equal, "east"}), 2);
    QCOMPARE(matching({"host", promql::MatchOp::Regex, "host-[123]"}), 3);
    QCOMPARE(matching({"host", promql::MatchOp::NotRegex, "host-[123]"}), 1);
    QCOMPARE(matching({"region", promql::MatchOp::NotEqual, ""}), 4);
    QCOMPARE(matching({"nothing", promql::MatchOp::Equal, ""}), 4);
    QCOMPARE(matching({"nothing", promql::MatchOp::NotEqual, ""}), 0);
    const auto broken = readBack(*m_store, {{"host", promql::MatchOp::Regex, "("}}, kNoon, kNoon);
    QVERIFY(!broken);
    QVERIFY(broken.error().code == ErrorCode::InvalidInput);
}

void TestStoreQuery::labelEndpoints_listWhatMatches()
{
    m_store->registerSeries(HostId{1}, kDictionary, someSeries(4), m_answers->registered());
    m_store->registerSeries(HostId{2}, kDictionary, someSeries(8), m_answers->registered());
    QVERIFY(m_answers->waitFor(2));
    const auto names = m_store->labelNames({});
    QVERIFY(names);
    QCOMPARE(*names,
        (std::vector<std::string>{"__name__", "category", "component", "core", "host", "region", "service"}));
    SeriesSelection west;
    west.selectors = {{{"region", promql::MatchOp::Equal, "west"}}};
    QCOMPARE(*m_store->labelValues("core", west), (std::vector<std::string>{"0", "1", "2", "3"}));
    QCOMPARE(*m_store->labelValues("host", {}), (std::vector<std::string>{"host-1", "host-2"}));
    QCOMPARE(*m_store->labelValues("nothing", {}), std::vector<std::string>{});
    QCOMPARE(m_store->seriesMatching({})->size(), 12U);
    SeriesSelection either;
    either.selectors = {{metric("net.bytes")}, {metric("net.bytes"), {"core", promql::MatchOp::Equal, "3"}}};
    QCOMPARE(m_store->seriesMatching(either)->size(), 3U);
    either.limit = 2;
    QVERIFY(!m_store->seriesMatching(either));
}

void TestStoreQuery::labelEndpoints_knowWhenThereWereSamples()
{
    // cpu.busy{core="0"} lives for eight days, core="1" stopped sending after the first minute, core="2"
    // never began.
    const std::int64_t midnight = kNoon - 12 * 3'600'000;
    const std::int64_t day = 86'400'000;
    m_clock->set(midnight);
    m_store->registerSeries(HostId{1}, kDictionary, someSeries(3), m_answers->registered());
    std::uint64_t sequence = 0;
    const auto cores = [&](std::int64_t from, std::int64_t to) {
        SeriesSelection selection;
        selection.selectors = {{metric("cpu.busy")}};
        selection.during = TimeRange{from, to};
        return m_store->labelValues("core", selection).value();
    };
    const std::vector<std::string> both{"0", "1"};
    const std::vector<std::string> first{"0"};
    for (std::int64_t hour = 0; hour < 8 * 24; ++hour) {
        const std::int64_t time = midnight + hour * 3'600'000 + 60'000;
        m_clock->set(time);
        series::Block block{.times = {time}, .columns = {{0, {1.0}}}};
        if (hour == 0) {
            block.columns.push_back({1, {1.0}});
        }
        QVERIFY(sendBlock(HostId{1}, ++sequence, block));
        if (hour == 0) {
            QVERIFY(m_answers->waitFor(2));
            QVERIFY(cores(midnight, midnight + 60'000) == both); // in the head
            QVERIFY(cores(midnight, midnight + 59'999).empty());
            QVERIFY(cores(midnight + 60'001, midnight + day).empty());
        }
        if (hour % 12 == 11) {
            QVERIFY(m_answers->waitFor(sequence + 1));
            QVERIFY(m_store->flushNow(20s));
        }
    }
    m_clock->set(midnight + 8 * day + 4 * 3'600'000);
    QVERIFY(m_store->flushNow(20s));
    QVERIFY(cores(midnight, midnight + 3'600'000) == both); // in packs
    QVERIFY(cores(midnight + 3'600'000, midnight + 2 * day) == first);
    QVERIFY(cores(midnight, midnight + 8 * day) == both); // in roll-ups
    QVERIFY(cores(midnight + 2 * 3'600'000, midnight + 8 * day) == first);
    QVERIFY(cores(midnight + 9 * day, midnight + 10 * day).empty());
    m_clock->set(midnight + 17 * day);
    QVERIFY(m_store->flushNow(20s)); // raw samples of the first day are dropped
    QVERIFY(cores(midnight, midnight + 3'600'000) == both);
    QVERIFY(cores(0, midnight + 30 * day) == both);
    SeriesSelection never;
    never.selectors = {{{"core", promql::MatchOp::Equal, "2"}}};
    QCOMPARE(m_store->seriesMatching(never)->size(), 1U);
    never.during = TimeRange{0, midnight + 30 * day};
    QCOMPARE(m_store->seriesMatching(never)->size(), 0U);
}

void TestStoreQuery::tooManySeriesOrSamples_failWithTheLimit()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    for (std::uint64_t row = 1; row <= 10; ++row) {
        QVERIFY(send(HostId{1}, row, kNoon + static_cast<std::int64_t>(row)) > 0);
    }
    QVERIFY(m_answers->waitFor(11));
    promql::SelectRequest request;
    request.startMs = kNoon;
    request.endMs = kNoon + 100;
    request.maxSeries = 59;
    const auto series = m_store->openSource()->select(request);
    QVERIFY(!series);
    QCOMPARE(series.error().context.at("limit"), std::string("series"));
    request.maxSeries = 60;
    request.maxSamples = 100;
    for (const bool isPacked : {false, true}) {
        if (isPacked) {
            QVERIFY(m_store->flushNow(20s));
        }
        const auto samples = m_store->openSource()->select(request);
        QVERIFY(!samples);
        QCOMPARE(samples.error().context.at("limit"), std::string("samples"));
    }
}

void TestStoreQuery::interruptedQuery_ends()
{
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(send(HostId{1}, 1, kNoon) > 0);
    QVERIFY(m_answers->waitFor(2));
    promql::SelectRequest request;
    request.startMs = kNoon;
    request.endMs = kNoon;
    const auto cancelled = m_store->openSource([] { return promql::Interrupt::Cancelled; })->select(request);
    QVERIFY(!cancelled);
    QVERIFY(cancelled.error().code == ErrorCode::Cancelled);
    const auto late = m_store->openSource([] { return promql::Interrupt::TimedOut; })->select(request);
    QVERIFY(!late);
    QVERIFY(late.error().code == ErrorCode::Timeout);
}

void TestStoreQuery::manyHosts_areReadOverTwoConnections()
{
    constexpr int kHosts = 150;
    Model model;
    for (int host = 1; host <= kHosts; ++host) {
        registerHost(host);
        QVERIFY(send(HostId{host}, 1, kNoon - 20'000, &model) > 0);
        QVERIFY(send(HostId{host}, 2, kNoon - 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(3 * kHosts));
    QVERIFY(m_store->flushNow(20s));
    const std::string connections =
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'quarterdeck query'";
    verifyAll(model, kNoon - 60'000, kNoon);
    QCOMPARE(count(connections), 2);
    promql::SelectRequest request;
    request.startMs = kNoon - 60'000;
    request.endMs = kNoon;
    request.maxSamples = 1'000; // reached by each half alone
    const auto tooMany = m_store->openSource()->select(request);
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().context.at("limit"), std::string("samples"));
    verifyAll(model, kNoon - 60'000, kNoon); // with connections made anew
}

QTEST_GUILESS_MAIN(TestStoreQuery)
#include "tst_storequery.moc"
