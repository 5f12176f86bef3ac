// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/cpucollector.h"
#include "agent/collect/loadcollector.h"
#include "agent/collect/pressurecollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestCpuLoad : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstReading_hasCountersButNoShares();
    void shares_areOfTheIntervalAndAddUp_data();
    void shares_areOfTheIntervalAndAddUp();
    void steppingBackIowait_isNoGrowth();
    void unpluggedCores_vanishAndComeBack();
    void cpuFile_thatIsMalformedIsAnError_data();
    void cpuFile_thatIsMalformedIsAnError();
    void load_isDividedByOnlineCpus_data();
    void load_isDividedByOnlineCpus();
    void pressure_isReadWhereTheKernelHasIt_data();
    void pressure_isReadWhereTheKernelHasIt();
};

void TestCpuLoad::firstReading_hasCountersButNoShares()
{
    const CapturedHost host(u"3.10"_s);
    CpuCollector collector(host.roots(), false);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(!run.has("cpu.idle"));
    QCOMPARE(run.value("cpu.switches"), 500000.0);
    QCOMPARE(run.value("cpu.interrupts"), 3456789.0);
    QCOMPARE(run.value("proc.count.running"), 2.0);
    QCOMPARE(run.value("proc.count.blocked"), 1.0);
}

void TestCpuLoad::shares_areOfTheIntervalAndAddUp_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<double>("user");
    QTest::addColumn<double>("idle");
    QTest::addRow("kernel 3.10: 400 of 4000 jiffies in user") << u"3.10"_s << 10.0 << 90.0;
    QTest::addRow("kernel 4.19: 500 of 2000 jiffies in user") << u"4.19"_s << 25.0 << 75.0;
    QTest::addRow("kernel 6.1: 800 of 8000 jiffies in user") << u"6.1"_s << 10.0 << 90.0;
}

void TestCpuLoad::shares_areOfTheIntervalAndAddUp()
{
    QFETCH(const QString, kernel);
    CapturedHost host(kernel);
    CpuCollector collector(host.roots(), false);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading();
    QVERIFY(run.run(collector));
    QTEST(run.value("cpu.user"), "user");
    QTEST(run.value("cpu.idle"), "idle");
    QCOMPARE(run.value("cpu.busy"), 100.0 - run.value("cpu.idle"));
    double sum = 0.0;
    for (const char *name : {"user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal"}) {
        sum += run.value(std::string{"cpu."} + name);
    }
    QVERIFY(std::abs(sum - 100.0) < 0.05);
}

void TestCpuLoad::steppingBackIowait_isNoGrowth()
{
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/stat"_s, "cpu  100 0 100 1000 500 0 0 0 0 0\n");
    CpuCollector collector(host.roots(), false);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/stat"_s, "cpu  150 0 100 1050 490 0 0 0 0 0\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("cpu.iowait"), 0.0);
    QCOMPARE(run.value("cpu.user"), 50.0);
}

void TestCpuLoad::unpluggedCores_vanishAndComeBack()
{
    CapturedHost host(u"6.1"_s);
    CpuCollector collector(host.roots(), true);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading(); // cores 4 to 7 are unplugged
    QVERIFY(run.run(collector));
    QVERIFY(run.has("percore.busy{core=\"core00\"}"));
    QVERIFY(!run.has("percore.busy{core=\"core07\"}"));
    QCOMPARE(run.value("percore.busy{core=\"core03\"}"), 10.0);
}

void TestCpuLoad::cpuFile_thatIsMalformedIsAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("empty") << QByteArray{};
    QTest::addRow("no CPU line") << QByteArray{"intr 5\nctxt 6\n"};
    QTest::addRow("three columns") << QByteArray{"cpu 1 2 3\n"};
    QTest::addRow("a word among the numbers") << QByteArray{"cpu 1 2 3 four 5 6 7 8\n"};
    QTest::addRow("a negative number") << QByteArray{"cpu 1 2 3 4 -5 6 7 8\n"};
    QTest::addRow("a number beyond 64 bits") << QByteArray{"cpu 1 2 3 99999999999999999999 5 6 7\n"};
    QTest::addRow("a core without a number") << QByteArray{"cpu 1 2 3 4\ncpux 1 2 3 4\n"};
    QTest::addRow("no number of switches") << QByteArray{"cpu 1 2 3 4\nctxt\n"};
}

void TestCpuLoad::cpuFile_thatIsMalformedIsAnError()
{
    QFETCH(const QByteArray, text);
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/stat"_s, text.toStdString());
    CpuCollector collector(host.roots(), true);
    const auto outcome = CollectorRun{}.run(collector);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Corrupt);
    QVERIFY(outcome.error().context.contains("file"));
}

void TestCpuLoad::load_isDividedByOnlineCpus_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<double>("load");
    QTest::addColumn<double>("percore");
    QTest::addRow("four CPUs") << u"3.10"_s << 0.1 << 0.025;
    QTest::addRow("two CPUs") << u"4.19"_s << 1.5 << 0.75;
    QTest::addRow("eight CPUs, no load") << u"6.1"_s << 0.0 << 0.0;
}

void TestCpuLoad::load_isDividedByOnlineCpus()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    LoadCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QTEST(run.value("load.1min"), "load");
    QTEST(run.value("load.1min.percore"), "percore");
    QVERIFY(run.has("load.15min.percore"));
    host.write(u"proc/loadavg"_s, "0.10 x");
    QVERIFY(!run.run(collector));
    QVERIFY(run.values().empty());
}

void TestCpuLoad::pressure_isReadWhereTheKernelHasIt_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<int>("metrics");
    QTest::addRow("3.10 has none") << u"3.10"_s << 0;
    QTest::addRow("4.19 has none") << u"4.19"_s << 0;
    QTest::addRow("6.1 has five") << u"6.1"_s << 5;
    QTest::addRow("6.18 has five") << u"6.18"_s << 5;
}

void TestCpuLoad::pressure_isReadWhereTheKernelHasIt()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    PressureCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QTEST(static_cast<int>(run.values().size()), "metrics");
    if (kernel == u"6.1") {
        QCOMPARE(run.value("pressure.cpu.some.avg10"), 1.25);
        QCOMPARE(run.value("pressure.io.full.avg10"), 10.01);
        host.write(u"proc/pressure/io"_s, "some avg10=12,5 avg60=0.0\n");
        QVERIFY(!run.run(collector));
        QCOMPARE(run.values().size(), 3U); // the other two files go on
    }
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestCpuLoad)
#include "tst_cpuload.moc"
