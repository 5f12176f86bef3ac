// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/queryplan.h"
#endif

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;

namespace {

constexpr std::int64_t kNow = 1'700'049'600'000;
constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

} // namespace

class TestQueryPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void resolution_followsStepSpanAndRetention_data();
    void resolution_followsStepSpanAndRetention();
    void rollup_isRepresentedAsTheFunctionNeeds();
    void hourlyPoints_areSpreadForLookback();
};

void TestQueryPlan::resolution_followsStepSpanAndRetention_data()
{
    QTest::addColumn<qint64>("age");
    QTest::addColumn<qint64>("span");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<qint64>("range");
    QTest::addColumn<QByteArray>("function");
    QTest::addColumn<QByteArray>("resolution");
    const auto row = [](const char *name, qint64 age, qint64 span, qint64 step, qint64 range,
                         const char *function, const char *resolution) {
        QTest::newRow(name) << age << span << step << range << QByteArray(function) << QByteArray(resolution);
    };
    row("an instant is raw", kMinute, 5 * kMinute, 0, 0, "", "raw");
    row("an hour is raw", kHour, kHour, 10'000, 0, "", "raw");
    row("a day is raw, for its roll-up is not written yet", kDay, kDay, kHour, 0, "", "raw");
    row("a week by minutes is raw", 7 * kDay, 7 * kDay, kMinute, 0, "", "raw");
    row("a week by five minutes", 7 * kDay, 7 * kDay, 5 * kMinute, 0, "", "5m");
    row("a week by hours", 7 * kDay, 7 * kDay, kHour, 0, "", "1h");
    row("a rate over too few points", 7 * kDay, 7 * kDay, kHour, 5 * kMinute, "rate", "raw");
    row("a rate over enough points", 7 * kDay, 7 * kDay, kHour, kHour, "rate", "5m");
    row("a count needs every sample", 7 * kDay, 7 * kDay, kHour, kHour, "count_over_time", "raw");
    row("beyond raw retention five minutes are the finest", 20 * kDay, kHour, 10'000, 0, "", "5m");
    row("beyond a year hours are the finest", 400 * kDay, kHour, 10'000, 0, "", "1h");
}

void TestQueryPlan::resolution_followsStepSpanAndRetention()
{
    QFETCH(qint64, age);
    QFETCH(qint64, span);
    QFETCH(qint64, step);
    QFETCH(qint64, range);
    QFETCH(QByteArray, function);
    QFETCH(QByteArray, resolution);
    promql::SelectRequest request;
    request.startMs = kNow - age;
    request.endMs = request.startMs + span;
    request.stepMs = step;
    request.rangeMs = range;
    request.function = function.constData();
    QCOMPARE(
        QByteArray(toString(chooseResolution(request, RetentionTable({}).rules()->general, kNow)).data()),
        resolution);
}

void TestQueryPlan::rollup_isRepresentedAsTheFunctionNeeds()
{
    const std::array<SampleColumn, kAggregates> aggregates{SampleColumn{{1}, {2.0}}, SampleColumn{{1}, {8.0}},
        SampleColumn{{1}, {20.0}}, SampleColumn{{1}, {5.0}}};
    QCOMPARE(representRollup(aggregates, "", MetricKind::Gauge).values.front(), 4.0);
    QCOMPARE(representRollup(aggregates, "avg_over_time", MetricKind::Gauge).values.front(), 4.0);
    QCOMPARE(representRollup(aggregates, "min_over_time", MetricKind::Gauge).values.front(), 2.0);
    QCOMPARE(representRollup(aggregates, "max_over_time", MetricKind::Gauge).values.front(), 8.0);
    QCOMPARE(representRollup(aggregates, "rate", MetricKind::Counter).values.front(), 8.0);
}

void TestQueryPlan::hourlyPoints_areSpreadForLookback()
{
    const SampleColumn spread = spreadForLookback({{kHour, 3 * kHour}, {1.0, 2.0}}, Resolution::OneHour);
    QCOMPARE(spread.times.size(), 24U);
    QCOMPARE(spread.times.front(), 5 * kMinute);
    QCOMPARE(spread.times.at(11), kHour);
    QCOMPARE(spread.times.at(12), 2 * kHour + 5 * kMinute); // the second hour has no point and stays empty
    QCOMPARE(spread.values.at(12), 2.0);
    QCOMPARE(spreadForLookback({{kHour}, {1.0}}, Resolution::FiveMinutes).times.size(), 1U);
}

QTEST_APPLESS_MAIN(TestQueryPlan)
#include "tst_queryplan.moc"
