// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/samplesink.h"

#include <QTest>

#include <array>
#include <limits>

namespace qd::agent {

namespace {

constexpr std::array<MetricSpec, 2> kMetrics{{
    {"test.fast", "bytes", MetricKind::Counter, Tier::Fast},
    {"test.rare", "count", MetricKind::Gauge, Tier::Rare},
}};

SeriesDescription described(const std::string &name)
{
    return {Labels{{{"__name__", name}}}, "count", MetricKind::Gauge, 10'000};
}

} // namespace

class TestSeriesTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameLabels_keepTheirNumber();
    void fullTable_refusesAndCounts();
    void invalidName_isRefused();
    void group_announcesWithTierAndLabels();
    void group_putsOnlyWhatIsDue();
    void valuesThatAreNotFinite_areNoSamples();
    void secondSampleOfARow_isLeftOut();
    void rounding_keepsWhatTheMetricResolves_data();
    void rounding_keepsWhatTheMetricResolves();
};

void TestSeriesTable::sameLabels_keepTheirNumber()
{
    SeriesTable table;
    QCOMPARE(table.resolve(described("a")), 0U);
    QCOMPARE(table.resolve(described("b")), 1U);
    QCOMPARE(table.resolve(described("a")), 0U);
    QCOMPARE(table.size(), 2U);
    QCOMPARE(table.describe(1).labels.metricName(), std::string_view{"b"});
}

void TestSeriesTable::fullTable_refusesAndCounts()
{
    SeriesTable table(1);
    QCOMPARE(table.resolve(described("a")), 0U);
    QCOMPARE(table.resolve(described("b")), kNoSeries);
    QCOMPARE(table.resolve(described("a")), 0U);
    QCOMPARE(table.refused(), 1U);
}

void TestSeriesTable::invalidName_isRefused()
{
    SeriesTable table;
    QCOMPARE(table.resolve(described("no spaces")), kNoSeries);
    QCOMPARE(table.refused(), 1U);
}

void TestSeriesTable::group_announcesWithTierAndLabels()
{
    SeriesTable table;
    const TierPlan plan;
    std::vector<CollectedSample> samples;
    SampleSink sink(table, plan, samples);
    sink.setDue(TierSet::all());
    SeriesGroup group(kMetrics, {{"device", "sda"}});
    QCOMPARE(table.size(), 0U);
    group.put(sink, 1, 5.0);
    QCOMPARE(table.size(), 1U);
    const SeriesDescription &series = table.describe(samples.front().series);
    QCOMPARE(series.labels.toString(), std::string{"test.rare{device=\"sda\"}"});
    QCOMPARE(series.intervalMs, 120'000);
    QCOMPARE(series.unit, std::string{"count"});
}

void TestSeriesTable::group_putsOnlyWhatIsDue()
{
    SeriesTable table;
    const TierPlan plan;
    std::vector<CollectedSample> samples;
    SampleSink sink(table, plan, samples);
    sink.setDue(TierSet::of({Tier::Fast}));
    SeriesGroup group(kMetrics);
    group.put(sink, 0, 1.0);
    group.put(sink, 1, 2.0);
    QCOMPARE(samples.size(), 1U);
    QCOMPARE(samples[0].value, 1.0);
}

void TestSeriesTable::valuesThatAreNotFinite_areNoSamples()
{
    SeriesTable table;
    const TierPlan plan;
    std::vector<CollectedSample> samples;
    SampleSink sink(table, plan, samples);
    sink.setDue(TierSet::all());
    SeriesGroup group(kMetrics);
    group.put(sink, 0, std::numeric_limits<double>::quiet_NaN());
    group.put(sink, 1, std::numeric_limits<double>::infinity());
    QVERIFY(samples.empty());
    QCOMPARE(table.size(), 0U);
}

void TestSeriesTable::secondSampleOfARow_isLeftOut()
{
    SeriesTable table;
    const TierPlan plan;
    SeriesGroup group(kMetrics, {{"url", "http://a"}});
    SeriesGroup twin(kMetrics, {{"url", "http://a"}});
    for (int row = 0; row < 2; ++row) {
        std::vector<CollectedSample> samples;
        SampleSink sink(table, plan, samples);
        sink.setDue(TierSet::all());
        group.put(sink, 0, 1.0);
        twin.put(sink, 0, 2.0);
        QCOMPARE(samples.size(), 1U);
        QCOMPARE(samples[0].value, 1.0);
    }
}

void TestSeriesTable::rounding_keepsWhatTheMetricResolves_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<double>("expected");
    QTest::addRow("two decimals of a third") << 100.0 / 3.0 << 2 << 33.33;
    QTest::addRow("none") << 12345.678 << 0 << 12346.0;
    QTest::addRow("half away from zero") << -2.5 << 0 << -3.0;
}

void TestSeriesTable::rounding_keepsWhatTheMetricResolves()
{
    QFETCH(const double, value);
    QFETCH(const int, decimals);
    QFETCH(const double, expected);
    QVERIFY(rounded(value, decimals) == expected);
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestSeriesTable)
#include "tst_seriestable.moc"
