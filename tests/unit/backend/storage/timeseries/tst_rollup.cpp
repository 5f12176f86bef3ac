// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/rollup.h"
#endif

#include <QtTest/QtTest>

#include <cmath>

using namespace qd;
using namespace qd::backend;

namespace {

constexpr std::int64_t kDay = 1'700'006'400'000;

double cell(const series::Block &block, std::uint32_t ordinal, Aggregate aggregate, std::size_t row)
{
    for (const series::Column &column : block.columns) {
        if (column.slot == rollupSlot(ordinal, aggregate)) {
            return column.values[row];
        }
    }
    return -1;
}

} // namespace

class TestRollup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samplesOfABucket_becomeFourAggregates();
    void hours_areMadeOfTheirFiveMinutes();
    void nanAndOtherDays_doNotCount();
    void aggregatesOfASeries_shareASubBlock();
    void sums_loseTheNoiseOfAdding();
};

void TestRollup::samplesOfABucket_becomeFourAggregates()
{
    RollupBuilder builder(kDay);
    builder.add({.times = {kDay, kDay + 299'999, kDay + 300'000}, .columns = {{3, {4.0, -1.0, 7.0}}}});
    builder.add({.times = {kDay + 10}, .columns = {{3, {6.0}}}});
    const series::Block block = builder.build(Resolution::FiveMinutes);
    QCOMPARE(block.times.size(), 288U);
    QCOMPARE(block.times.front(), kDay + 300'000);
    QCOMPARE(block.times.back(), kDay + 86'400'000);
    QCOMPARE(cell(block, 3, Aggregate::Minimum, 0), -1.0);
    QCOMPARE(cell(block, 3, Aggregate::Maximum, 0), 6.0);
    QCOMPARE(cell(block, 3, Aggregate::Sum, 0), 9.0);
    QCOMPARE(cell(block, 3, Aggregate::Count, 0), 3.0);
    QCOMPARE(cell(block, 3, Aggregate::Maximum, 1), 7.0);
    QVERIFY(series::isAbsent(cell(block, 3, Aggregate::Count, 2)));
}

void TestRollup::hours_areMadeOfTheirFiveMinutes()
{
    RollupBuilder builder(kDay);
    for (std::int64_t minute = 0; minute < 120; ++minute) {
        builder.add({.times = {kDay + minute * 60'000}, .columns = {{0, {static_cast<double>(minute)}}}});
    }
    const series::Block block = builder.build(Resolution::OneHour);
    QCOMPARE(block.times.size(), 24U);
    QCOMPARE(cell(block, 0, Aggregate::Minimum, 1), 60.0);
    QCOMPARE(cell(block, 0, Aggregate::Maximum, 1), 119.0);
    QCOMPARE(cell(block, 0, Aggregate::Count, 1), 60.0);
    QCOMPARE(cell(block, 0, Aggregate::Sum, 0), 1770.0);
}

void TestRollup::nanAndOtherDays_doNotCount()
{
    RollupBuilder builder(kDay);
    builder.add({.times = {kDay - 1, kDay, kDay + 86'400'000}, .columns = {{0, {1.0, std::nan(""), 2.0}}}});
    QVERIFY(series::isAbsent(cell(builder.build(Resolution::OneHour), 0, Aggregate::Count, 0)));
    QVERIFY(series::isAbsent(cell(builder.build(Resolution::OneHour), 0, Aggregate::Count, 23)));
}

void TestRollup::aggregatesOfASeries_shareASubBlock()
{
    for (std::uint32_t ordinal = 0; ordinal < 1000; ++ordinal) {
        const std::uint32_t first = rollupSlot(ordinal, Aggregate::Minimum);
        QCOMPARE(rollupSlot(ordinal, Aggregate::Count), first + 3);
        QCOMPARE(first / series::kPackColumns, (first + 3) / series::kPackColumns);
        QCOMPARE(first / series::kPackColumns, ordinal / kRollupSeriesPerSubBlock);
    }
}

void TestRollup::sums_loseTheNoiseOfAdding()
{
    double sum = 0.0;
    for (int i = 0; i < 30; ++i) {
        sum += 0.1;
    }
    QVERIFY(sum != 3.0);
    QVERIFY(cleanSum(sum) == 3.0);
    QVERIFY(cleanSum(1.0 / 3.0) == 1.0 / 3.0);
    QVERIFY(cleanSum(-12.34) == -12.34);
    QVERIFY(cleanSum(0.0) == 0.0);
    QVERIFY(std::isinf(cleanSum(INFINITY)));
}

QTEST_APPLESS_MAIN(TestRollup)
#include "tst_rollup.moc"
