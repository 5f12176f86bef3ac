// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/valueaxis.h"

#include <QTest>

#include <limits>

Q_DECLARE_METATYPE(qd::console::ValueAxis)

using namespace qd::console;

class tst_ValueAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void axis_endsAtNiceTicks_data();
    void axis_endsAtNiceTicks();
    void axis_alwaysContainsItsData_data();
    void axis_alwaysContainsItsData();
    void ticks_includeBothEnds();
    void hoursFromSeconds_areRoundInHours();
};

void tst_ValueAxis::axis_endsAtNiceTicks_data()
{
    constexpr double kGiB = 1073741824.0;
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<ValueAxis>("axis");
    QTest::newRow("busy percent shows the whole scale")
        << 20.0 << 71.0 << Unit::Percent << ValueAxis{0, 100, 25};
    QTest::newRow("idle percent shows its own scale") << 1.0 << 7.0 << Unit::Percent << ValueAxis{0, 8, 2};
    QTest::newRow("latency starts at zero")
        << 60.0 << 1080.0 << Unit::Milliseconds << ValueAxis{0, 1250, 250};
    QTest::newRow("bytes step by powers of two")
        << kGiB << 9.8 * kGiB << Unit::Bytes << ValueAxis{0, 10 * kGiB, 2 * kGiB};
    QTest::newRow("counts have whole steps") << 0.0 << 3.0 << Unit::Count << ValueAxis{0, 3, 1};
    QTest::newRow("temperatures need no zero") << 41.0 << 47.0 << Unit::Celsius << ValueAxis{40, 48, 2};
    QTest::newRow("negative values go below zero") << -7.0 << 5.0 << Unit::None << ValueAxis{-7.5, 5, 2.5};
    QTest::newRow("all zero") << 0.0 << 0.0 << Unit::PerSecond << ValueAxis{0, 1, 0.25};
    QTest::newRow("yes or no has nothing between") << 0.0 << 0.0 << Unit::Bool << ValueAxis{0, 1, 1};
    QTest::newRow("no data") << std::numeric_limits<double>::quiet_NaN() << 1.0 << Unit::None
                             << ValueAxis{0, 1, 1};
}

void tst_ValueAxis::axis_endsAtNiceTicks()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(Unit, unit);
    QFETCH(ValueAxis, axis);
    const ValueAxis actual = valueAxis(low, high, unit);
    QCOMPARE(actual.min, axis.min);
    QCOMPARE(actual.max, axis.max);
    QCOMPARE(actual.step, axis.step);
}

void tst_ValueAxis::hoursFromSeconds_areRoundInHours()
{
    const ValueAxis axis = valueAxis(0.0, 38'160.0, Unit::Seconds, 4, 3'600.0); // 10.6 h
    QCOMPARE(axis.step, 2.5 * 3'600.0);
    QCOMPARE(axis.max, 12.5 * 3'600.0);
}

void tst_ValueAxis::axis_alwaysContainsItsData_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("tiny") << 1e-9 << 3e-9;
    QTest::newRow("huge") << 1e17 << 9.99e18;
    QTest::newRow("constant") << 42.0 << 42.0;
    QTest::newRow("negative constant") << -42.0 << -42.0;
    QTest::newRow("just above a tick") << 0.0 << 100.0000001;
}

void tst_ValueAxis::axis_alwaysContainsItsData()
{
    QFETCH(double, low);
    QFETCH(double, high);
    for (const Unit unit : {Unit::None, Unit::Count, Unit::Bytes, Unit::Percent, Unit::Seconds}) {
        const ValueAxis axis = valueAxis(low, high, unit);
        QCOMPARE_LE(axis.min, low);
        QCOMPARE_GE(axis.max, high * (high > 0 ? 1.0 - 1e-8 : 1.0 + 1e-8));
        QCOMPARE_GE(axis.ticks().size(), 2);
        QCOMPARE_LE(axis.ticks().size(), 8);
    }
}

void tst_ValueAxis::ticks_includeBothEnds()
{
    const QList<double> expected{0, 25, 50, 75, 100};
    QCOMPARE((ValueAxis{0, 100, 25}).ticks(), expected);
}

QTEST_APPLESS_MAIN(tst_ValueAxis)
#include "tst_valueaxis.moc"
