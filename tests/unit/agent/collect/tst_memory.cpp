// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/memorycollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestMemory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usedMemory_countsTmpfsAsUse_data();
    void usedMemory_countsTmpfsAsUse();
    void availableMemory_isAbsentBefore314();
    void hostWithoutSwap_hasNoneInUse();
    void oomKills_areAbsentBefore413();
    void meminfo_thatIsMalformedIsAnError_data();
    void meminfo_thatIsMalformedIsAnError();
    void brokenVmstat_doesNotCostMeminfo();
};

void TestMemory::usedMemory_countsTmpfsAsUse_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<double>("usedKb");
    QTest::addRow("3.10") << u"3.10"_s << 8010988.0 - 5120000 - 20480 - 1048576 - 102400 + 65536;
    QTest::addRow("4.19") << u"4.19"_s << 2046000.0 - 310000 - 81000 - 760000 - 100000 + 12000;
    QTest::addRow("6.1") << u"6.1"_s << 32768000.0 - 20000000 - 400000 - 8000000 - 600000 + 300000;
}

void TestMemory::usedMemory_countsTmpfsAsUse()
{
    QFETCH(const QString, kernel);
    QFETCH(const double, usedKb);
    const CapturedHost host(kernel);
    MemoryCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("mem.memused"), usedKb * 1024.0);
    QCOMPARE(run.value("mem.memused.percent"), rounded(usedKb * 102400.0 / run.value("mem.memtotal"), 2));
    QVERIFY(run.has("mem.pagetables"));
    QVERIFY(run.has("vm.pgfault"));
}

void TestMemory::availableMemory_isAbsentBefore314()
{
    const CapturedHost old(u"3.10"_s);
    const CapturedHost recent(u"4.19"_s);
    MemoryCollector oldCollector(old.roots());
    MemoryCollector recentCollector(recent.roots());
    CollectorRun run;
    QVERIFY(run.run(oldCollector));
    QVERIFY(!run.has("mem.memavailable"));
    QVERIFY(!run.has("mem.memavailable.percent"));
    QVERIFY(run.run(recentCollector));
    QCOMPARE(run.value("mem.memavailable"), 1100000.0 * 1024);
}

void TestMemory::hostWithoutSwap_hasNoneInUse()
{
    const CapturedHost host(u"4.19"_s);
    MemoryCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("mem.swaptotal"), 0.0);
    QCOMPARE(run.value("mem.swapused.percent"), 0.0);
    QCOMPARE(run.value("mem.swapfree.percent"), 100.0);
}

void TestMemory::oomKills_areAbsentBefore413()
{
    const CapturedHost old(u"3.10"_s);
    MemoryCollector collector(old.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(!run.has("vm.oom_kill"));
    QCOMPARE(run.value("swap.pages.out"), 34.0);
}

void TestMemory::meminfo_thatIsMalformedIsAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("empty") << QByteArray{};
    QTest::addRow("no MemTotal") << QByteArray{"MemFree: 1 kB\nBuffers: 1 kB\nCached: 1 kB\n"};
    QTest::addRow("another unit") << QByteArray{"MemTotal: 1 MB\n"};
    QTest::addRow("cut in a number's unit") << QByteArray{"MemTotal: 1 kB\nMemFree: 1 k"};
    QTest::addRow("no number") << QByteArray{"MemTotal: much kB\n"};
}

void TestMemory::meminfo_thatIsMalformedIsAnError()
{
    QFETCH(const QByteArray, text);
    const CapturedHost host(u"6.1"_s);
    host.write(u"proc/meminfo"_s, text.toStdString());
    MemoryCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(!run.run(collector));
    QVERIFY(!run.has("mem.memtotal"));
    QVERIFY(run.has("vm.pgfault"));
}

void TestMemory::brokenVmstat_doesNotCostMeminfo()
{
    const CapturedHost host(u"6.1"_s);
    host.write(u"proc/vmstat"_s, "pswpin x\n");
    MemoryCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(!run.run(collector));
    QVERIFY(run.has("mem.memtotal"));
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestMemory)
#include "tst_memory.moc"
