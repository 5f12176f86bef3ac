// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "tests/integration/timeseries/storefixture.h"
#endif

#include <QtTest/QtTest>

#include <random>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

namespace {

// Noon UTC of a day, so that neither the hour nor the day ends by chance.
constexpr std::int64_t kNoon = 1'700'049'600'000;
constexpr std::uint64_t kDictionary = 0xFEDC'BA98'7654'3210ULL; // beyond the signed range

/// What was acknowledged, by series text, to be compared with what the store answers.
class Model
{
public:
    void add(HostId host, const SeriesRegistration &series, std::int64_t time, double value)
    {
        Labels labels = series.series.labels;
        labels.set("host", "host-" + std::to_string(host.value));
        labels.set("region", host.value % 2 == 0 ? "east" : "west");
        labels.set("category", "trade");
        labels.set("service", "shop");
        labels.set("component", "shop-web");
        m_samples[labels.toString()][time] = value;
    }
    [[nodiscard]] ReadBack within(
        std::int64_t from, std::int64_t to, const std::string &containing = {}) const
    {
        ReadBack result;
        for (const auto &[series, samples] : m_samples) {
            for (auto at = samples.lower_bound(from); at != samples.end() && at->first <= to; ++at) {
                if (series.find(containing) != std::string::npos) {
                    result[series].emplace_back(*at);
                }
            }
        }
        return result;
    }

private:
    std::map<std::string, std::map<std::int64_t, double>> m_samples;
};

promql::Matcher metric(const char *name)
{
    return {"__name__", promql::MatchOp::Equal, name};
}

} // namespace

class TestTimeseriesEngine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void acknowledgedBlock_isReadable();
    void registration_isDurableAndRepeatable();
    void refusedSeries_areNamedAndTheirSamplesCounted();
    void repeatedBlock_isAcknowledgedAndKeptOnce();
    void flushedRows_readTheSame();
    void readersDuringAFlush_seeEverySampleOnce();
    void restart_replaysTheJournal();
    void restartAfterAFlush_repeatsNothing();
    void killedDatabase_losesNothingAcknowledged();
    void clockThatWentBack_isReplayedInOrder();
    void stopAfterTheDatabaseRestarted_flushesEverything();
    void stopWithoutADatabase_leavesTheRowsToTheJournal();
    void flushThatGotThroughUnseen_isNotRepeated();
    void missingPartition_isMadeAnew();
    void saturatedQueue_turnsAwayInOrder();
    void waitingSamples_areAStrainOnlyWhileTheDatabaseWorks();
    void lateSamples_areMergedWithinTheWindowAndRefusedBeyond();
    void futureSamples_areRefused();
    void brokenBlock_isRefused();
    void journal_isDroppedOnceItsHeadsArePacked();
    void retention_dropsWholeDays();
    void rollups_answerLongRanges();
    void hostOnTwoComponents_isSeenTwice();
    void treeMatchers_selectHosts();
    void labelEndpoints_listWhatMatches();
    void labelEndpoints_knowWhenThereWereSamples();
    void tooManySeriesOrSamples_failWithTheLimit();
    void observer_hearsOfEveryCommit();
    void interruptedQuery_ends();

private:
    void open(TimeseriesConfig config = {});
    void close();
    std::size_t send(HostId host, std::uint64_t sequence, std::int64_t time, Model *model = nullptr);
    Result<void> sendBlock(HostId host, std::uint64_t sequence, const series::Block &block);
    [[nodiscard]] std::int64_t count(const std::string &sql);
    void verifyAll(const Model &model, std::int64_t from, std::int64_t to);

    std::unique_ptr<PrivatePostgres> m_postgres;
    std::string m_connection;
    int m_databases = 0;
    std::unique_ptr<SettableClock> m_clock;
    std::unique_ptr<FakeTreeLabels> m_tree;
    std::unique_ptr<TimeseriesEngine> m_store;
    std::unique_ptr<Answers> m_answers;
    std::vector<SeriesRegistration> m_series = someSeries(60);
    std::mt19937_64 m_random{7};
};

void TestTimeseriesEngine::initTestCase()
{
    m_postgres = std::make_unique<PrivatePostgres>();
    const auto started = m_postgres->start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
}

void TestTimeseriesEngine::init()
{
    const auto database = m_postgres->createDatabase(QStringLiteral("t%1").arg(++m_databases));
    QVERIFY2(database, database ? "" : database.error().message.c_str());
    m_connection = *database;
    const auto schema = applyTimeseriesSchema(m_connection);
    QVERIFY2(schema, schema ? "" : schema.error().message.c_str());
    m_clock = std::make_unique<SettableClock>(kNoon);
    m_tree = std::make_unique<FakeTreeLabels>();
    open();
}

void TestTimeseriesEngine::cleanup()
{
    close();
}

void TestTimeseriesEngine::open(TimeseriesConfig config)
{
    config.connection = m_connection;
    config.groupWindow = 2ms;
    m_answers = std::make_unique<Answers>();
    m_store = std::make_unique<TimeseriesEngine>(config, *m_clock, *m_tree);
    const auto started = m_store->start();
    QVERIFY2(started, started ? "" : started.error().toString().c_str());
}

void TestTimeseriesEngine::close()
{
    if (m_store) {
        m_store->stop();
        m_store.reset();
    }
}

Result<void> TestTimeseriesEngine::sendBlock(HostId host, std::uint64_t sequence, const series::Block &block)
{
    return m_store->append({.host = host,
                               .dictionary = kDictionary,
                               .sequence = sequence,
                               .raw = series::encodeBlock(block),
                               .receivedAt = m_clock->now(),
                               .sentAt = m_clock->now() - 20ms,
                               .clockOffsetMs = -3},
        m_answers->appended());
}

/// One row of every series. @return how many samples
std::size_t TestTimeseriesEngine::send(HostId host, std::uint64_t sequence, std::int64_t time, Model *model)
{
    series::Block block{.times = {time}, .columns = {}};
    for (const SeriesRegistration &entry : m_series) {
        if (entry.slot % 5 == 4 && sequence % 3 != 0) {
            continue; // a slower tier
        }
        const double value = entry.series.kind == MetricKind::Counter
            ? static_cast<double>(sequence * 1000 + entry.slot)
            : static_cast<double>(m_random() % 10'000) / 100.0;
        block.columns.push_back({entry.slot, {value}});
        if (model != nullptr) {
            model->add(host, entry, time, value);
        }
    }
    const std::size_t samples = block.columns.size();
    const auto taken = sendBlock(host, sequence, block);
    return taken ? samples : 0;
}

std::int64_t TestTimeseriesEngine::count(const std::string &sql)
{
    PgConnection connection(m_connection, "test");
    if (!connection.connect(5s)) {
        return -1;
    }
    const auto rows = connection.query("SELECT (" + sql + ")::bigint");
    return rows && rows->count() == 1 ? rows->int64(0, 0) : -1;
}

void TestTimeseriesEngine::verifyAll(const Model &model, std::int64_t from, std::int64_t to)
{
    const auto read = readBack(*m_store, {}, from, to);
    QVERIFY2(read, read ? "" : read.error().toString().c_str());
    const ReadBack expected = model.within(from, to);
    QCOMPARE(read->size(), expected.size());
    for (const auto &[series, samples] : expected) {
        const auto found = read->find(series);
        QVERIFY2(found != read->end(), series.c_str());
        QVERIFY2(found->second == samples, series.c_str());
    }
}

void TestTimeseriesEngine::acknowledgedBlock_isReadable()
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

void TestTimeseriesEngine::registration_isDurableAndRepeatable()
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

void TestTimeseriesEngine::refusedSeries_areNamedAndTheirSamplesCounted()
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

void TestTimeseriesEngine::repeatedBlock_isAcknowledgedAndKeptOnce()
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

void TestTimeseriesEngine::flushedRows_readTheSame()
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

void TestTimeseriesEngine::readersDuringAFlush_seeEverySampleOnce()
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

void TestTimeseriesEngine::restart_replaysTheJournal()
{
    Model model;
    TimeseriesConfig config;
    config.stopTimeout = 0ms; // stops without flushing, as a crash would
    close();
    open(config);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    for (std::uint64_t row = 1; row <= 80; ++row) {
        QVERIFY(send(HostId{1}, row, kNoon - 900'000 + static_cast<std::int64_t>(row) * 10'000, &model) > 0);
    }
    QVERIFY(m_answers->waitFor(81));
    close();
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 0);
    open(config);
    verifyAll(model, kNoon - 1'000'000, kNoon);
    QCOMPARE(m_store->lastSequence(HostId{1}, kDictionary), 80U);
    QVERIFY(m_store->counters().samplesReplayed.load() > 0);
}

void TestTimeseriesEngine::restartAfterAFlush_repeatsNothing()
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

void TestTimeseriesEngine::killedDatabase_losesNothingAcknowledged()
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

void TestTimeseriesEngine::clockThatWentBack_isReplayedInOrder()
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

void TestTimeseriesEngine::stopAfterTheDatabaseRestarted_flushesEverything()
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

void TestTimeseriesEngine::stopWithoutADatabase_leavesTheRowsToTheJournal()
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

void TestTimeseriesEngine::flushThatGotThroughUnseen_isNotRepeated()
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

void TestTimeseriesEngine::missingPartition_isMadeAnew()
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

void TestTimeseriesEngine::saturatedQueue_turnsAwayInOrder()
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

void TestTimeseriesEngine::waitingSamples_areAStrainOnlyWhileTheDatabaseWorks()
{
    close();
    TimeseriesConfig config;
    config.maxQueuedBytes = 80'000;
    open(config);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    QVERIFY(m_answers->waitFor(1));
    std::uint64_t sequence = 0;
    const auto fillUp = [&] {
        for (int i = 0; i < 10'000 && !m_store->isStrained() && !m_store->isSaturated(); ++i) {
            ++sequence;
            (void)send(HostId{1}, sequence, kNoon - 100'000 + static_cast<std::int64_t>(sequence));
        }
    };
    PgConnection other(m_connection, "test");
    QVERIFY(other.connect(5s));
    QVERIFY(
        other.execute("BEGIN; LOCK TABLE metric_journal IN ACCESS EXCLUSIVE MODE")); // commits take long now
    QVERIFY(!m_store->isStrained());
    fillUp();
    QVERIFY(m_store->isStrained());
    QVERIFY(other.execute("ROLLBACK"));
    QVERIFY(m_answers->waitFor(sequence + 1));
    QVERIFY(!m_store->isStrained());

    m_postgres->stop();
    fillUp();
    QTRY_VERIFY_WITH_TIMEOUT(!m_store->writeTrouble().empty(), 20'000);
    QVERIFY(!m_store->isStrained());
    QVERIFY(m_postgres->start());
    QVERIFY(m_answers->waitFor(sequence + 1, 60s));
    QCOMPARE(m_answers->bad(), 0U);
}

void TestTimeseriesEngine::lateSamples_areMergedWithinTheWindowAndRefusedBeyond()
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

void TestTimeseriesEngine::futureSamples_areRefused()
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

void TestTimeseriesEngine::brokenBlock_isRefused()
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

void TestTimeseriesEngine::journal_isDroppedOnceItsHeadsArePacked()
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

void TestTimeseriesEngine::retention_dropsWholeDays()
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
    QVERIFY(m_store->flushNow(20s));
    QCOMPARE(count("SELECT count(*) FROM metric_pack"), 1);
    // What is gone as raw still answers as a roll-up.
    const auto read = readBack(*m_store, {metric("cpu.busy")}, kNoon - 300'000, kNoon + 300'000);
    QVERIFY(read);
    QVERIFY(!read->empty());
}

void TestTimeseriesEngine::rollups_answerLongRanges()
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

void TestTimeseriesEngine::hostOnTwoComponents_isSeenTwice()
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

void TestTimeseriesEngine::treeMatchers_selectHosts()
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

void TestTimeseriesEngine::labelEndpoints_listWhatMatches()
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

void TestTimeseriesEngine::labelEndpoints_knowWhenThereWereSamples()
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

void TestTimeseriesEngine::tooManySeriesOrSamples_failWithTheLimit()
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

void TestTimeseriesEngine::observer_hearsOfEveryCommit()
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

void TestTimeseriesEngine::interruptedQuery_ends()
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

QTEST_GUILESS_MAIN(TestTimeseriesEngine)
#include "tst_timeseriesengine.moc"
