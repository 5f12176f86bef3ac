// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/hostmodel.h"

#include <QSet>
#include <QTest>

#include <algorithm>
#include <map>

using namespace qd;
using namespace qd::fleet;

namespace {

constexpr std::int64_t kInterval = 10'000;
constexpr std::int64_t kBegin = 1'760'000'000'000; ///< a multiple of ten seconds
constexpr int kManyRows = 60;

/// Times of all rows until then, taken as soon as they are due, one call of due() each step.
QList<std::int64_t> run(RowPlan &plan, std::int64_t fromMs, std::int64_t untilMs, std::int64_t stepMs = 100)
{
    QList<std::int64_t> times;
    for (std::int64_t now = fromMs; now <= untilMs; now += stepMs) {
        while (const auto span = plan.due(now, kManyRows)) {
            for (int row = 0; row < span->count; ++row) {
                times.append(span->firstMs + row * span->stepMs - kBegin);
            }
            plan.take(*span);
        }
    }
    return times;
}

} // namespace

/// When a simulated host sends rows, and what they hold, with bursts and without.
class TestRowPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutBurst_rowsAreTicks();
    void history_comesInFullBlocks();
    void burst_addsRowsBetweenTicksAndEnds();
    void burstOfAHostBetweenSeconds_isInStepWithItsTicks();
    void outage_losesNoRowAndMixesNone();
    void order_data();
    void order();
    void burstRows_holdTheFastTierOnly();
    void counters_neverGoBackThroughABurst();
};

void TestRowPlan::withoutBurst_rowsAreTicks()
{
    RowPlan plan(kInterval, kBegin);
    QCOMPARE(run(plan, kBegin - 5'000, kBegin + 25'000), (QList<std::int64_t>{0, 10'000, 20'000}));
    QCOMPARE(plan.nextMs(), kBegin + 30'000);
    QVERIFY(!plan.due(kBegin + 29'999, kManyRows));
}

void TestRowPlan::history_comesInFullBlocks()
{
    RowPlan plan(kInterval, kBegin);
    QCOMPARE(plan.due(kBegin + 995'000, 60), (RowSpan{kBegin, kInterval, 60, false}));
    plan.take(*plan.due(kBegin + 995'000, 60));
    QCOMPARE(plan.due(kBegin + 995'000, 60), (RowSpan{kBegin + 600'000, kInterval, 40, false}));
}

void TestRowPlan::burst_addsRowsBetweenTicksAndEnds()
{
    RowPlan plan(kInterval, kBegin + kInterval);
    plan.orderBurst(1'000, 5'000, kBegin + 7'500);
    QCOMPARE(plan.burstRemainingMs(kBegin + 8'500), 4'000);
    QCOMPARE(run(plan, kBegin + 7'500, kBegin + 35'000),
        (QList<std::int64_t>{8'000, 9'000, 10'000, 11'000, 12'000, 20'000, 30'000}));
    QCOMPARE(plan.burstRemainingMs(kBegin + 35'000), 0);
}

void TestRowPlan::burstOfAHostBetweenSeconds_isInStepWithItsTicks()
{
    RowPlan plan(kInterval, kBegin + 10'250);
    plan.orderBurst(3'000, 9'000, kBegin + 2'000);
    QCOMPARE(run(plan, kBegin + 2'000, kBegin + 25'000), (QList<std::int64_t>{4'250, 7'250, 10'250, 20'250}));
}

void TestRowPlan::outage_losesNoRowAndMixesNone()
{
    RowPlan plan(kInterval, kBegin + kInterval);
    plan.orderBurst(1'000, 12'000, kBegin + 7'500);
    // Nothing is taken for a minute: all of it is due then, in the order of time, and the burst is no longer.
    const QList<std::int64_t> times = run(plan, kBegin + 67'500, kBegin + 67'500);
    QList<std::int64_t> expected{8'000, 9'000};
    for (std::int64_t time = 10'000; time < 20'000; time += 1'000) {
        expected.append(time);
    }
    expected += {20'000, 30'000, 40'000, 50'000, 60'000};
    QCOMPARE(times, expected);
}

void TestRowPlan::order_data()
{
    QTest::addColumn<int>("stepMs");
    QTest::addColumn<int>("remainingMs");
    QTest::addColumn<int>("expectedStepMs");
    QTest::addColumn<int>("expectedRemainingMs");
    QTest::newRow("a step below a second is one second") << 200 << 5'000 << 1'000 << 5'000;
    QTest::newRow("a step is a whole number of seconds") << 1'500 << 5'000 << 2'000 << 5'000;
    QTest::newRow("half an hour is the most") << 1'000 << 7'200'000 << 1'000 << 1'800'000;
    QTest::newRow("nothing remaining is no burst") << 1'000 << 0 << 1'000 << 0;
    QTest::newRow("less than nothing is no burst") << -5 << -5 << 1'000 << 0;
}

void TestRowPlan::order()
{
    QFETCH(int, stepMs);
    QFETCH(int, remainingMs);
    RowPlan plan(kInterval, kBegin);
    plan.orderBurst(1'000, 60'000, kBegin - 500);
    plan.orderBurst(stepMs, remainingMs, kBegin - 500);
    QTEST(int(plan.burstStepMs()), "expectedStepMs");
    QTEST(int(plan.burstRemainingMs(kBegin - 500)), "expectedRemainingMs");
}

void TestRowPlan::burstRows_holdTheFastTierOnly()
{
    const Catalog catalog = makeCatalog(0, kInterval);
    const series::Block block = HostModel(1, 3).rows(catalog, {kBegin + 1'000, 1'000, 3, true}, kInterval);
    QSet<QString> names;
    for (const series::Column &column : block.columns) {
        names.insert(
            QString::fromStdString(std::string(catalog.entries[column.slot].series.labels.metricName())));
        QVERIFY(std::ranges::none_of(column.values, &series::isAbsent));
    }
    for (const char *name : {"cpu.busy", "load.1min", "mem.memused", "net.if.in.bytes", "disk.io.util"}) {
        QVERIFY2(names.contains(QLatin1String(name)), name);
    }
    for (const char *name : {"cpu.interrupts", "df.bytes.used", "agent.alive", "ss.established"}) {
        QVERIFY2(!names.contains(QLatin1String(name)), name);
    }
}

void TestRowPlan::counters_neverGoBackThroughABurst()
{
    const Catalog catalog = makeCatalog(0, kInterval);
    for (int host = 0; host < 20; ++host) {
        const HostModel model(1, host);
        RowPlan plan(kInterval, kBegin + host * 500);
        plan.orderBurst(1'000, 60'000, kBegin + 20'000);
        std::map<std::uint32_t, double> newest;
        while (const auto span = plan.due(kBegin + 120'000, kManyRows)) {
            plan.take(*span);
            for (const series::Column &column : model.rows(catalog, *span, kInterval).columns) {
                for (const double value : column.values) {
                    if (catalog.shapes[column.slot].isCounter && !series::isAbsent(value)) {
                        QVERIFY(value >= newest[column.slot]);
                        newest[column.slot] = value;
                    }
                }
            }
        }
        QVERIFY(newest.size() > 10);
    }
}

QTEST_APPLESS_MAIN(TestRowPlan)
#include "tst_rowplan.moc"
