// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

namespace qd::test {

using namespace backend;
using namespace std::chrono_literals;

void Model::add(HostId host, const SeriesRegistration &series, std::int64_t time, double value)
{
    Labels labels = series.series.labels;
    labels.set("host", "host-" + std::to_string(host.value));
    labels.set("region", host.value % 2 == 0 ? "east" : "west");
    labels.set("category", "trade");
    labels.set("service", "shop");
    labels.set("component", "shop-web");
    m_samples[labels.toString()][time] = value;
}

ReadBack Model::within(std::int64_t from, std::int64_t to, const std::string &containing) const
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

promql::Matcher metric(const char *name)
{
    return {"__name__", promql::MatchOp::Equal, name};
}

StoreTest::StoreTest()
    : m_series(someSeries(60))
{
}

StoreTest::~StoreTest() = default;

void StoreTest::initTestCase()
{
    m_postgres = std::make_unique<PrivatePostgres>();
    const auto started = m_postgres->start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
}

void StoreTest::init()
{
    const auto database = m_postgres->createDatabase(QStringLiteral("t%1").arg(++m_databases));
    QVERIFY2(database, database ? "" : database.error().message.c_str());
    m_connection = *database;
    const auto schema = applySchema(m_connection);
    QVERIFY2(schema, schema ? "" : schema.error().message.c_str());
    m_clock = std::make_unique<SettableClock>(kNoon);
    m_tree = std::make_unique<FakeTreeLabels>();
    open();
}

void StoreTest::cleanup()
{
    close();
}

void StoreTest::open(TimeseriesConfig config)
{
    config.connection = m_connection;
    config.groupWindow = 2ms;
    m_answers = std::make_unique<Answers>();
    m_store = std::make_unique<TimeseriesEngine>(config, *m_clock, *m_tree);
    const auto started = m_store->start();
    QVERIFY2(started, started ? "" : started.error().toString().c_str());
}

void StoreTest::close()
{
    if (m_store) {
        m_store->stop();
        m_store.reset();
    }
}

Result<void> StoreTest::sendBlock(HostId host, std::uint64_t sequence, const series::Block &block)
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

std::size_t StoreTest::send(HostId host, std::uint64_t sequence, std::int64_t time, Model *model)
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

std::int64_t StoreTest::count(const std::string &sql)
{
    PgConnection connection(m_connection, "test");
    if (!connection.connect(5s)) {
        return -1;
    }
    const auto rows = connection.query("SELECT (" + sql + ")::bigint");
    return rows && rows->count() == 1 ? rows->int64(0, 0) : -1;
}

void StoreTest::verifyAll(const Model &model, std::int64_t from, std::int64_t to)
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

void StoreTest::reopenWithoutFlush(TimeseriesConfig config)
{
    close();
    config.stopTimeout = 0ms;
    open(config);
}

void StoreTest::registerHost(int host)
{
    m_store->registerSeries(HostId{host}, kDictionary, m_series, m_answers->registered());
}

void StoreTest::run(const std::string &sql)
{
    PgConnection connection(m_connection, "test");
    QVERIFY(connection.connect(5s));
    const auto done = connection.execute(sql);
    QVERIFY2(done, done ? "" : done.error().toString().c_str());
}

} // namespace qd::test
