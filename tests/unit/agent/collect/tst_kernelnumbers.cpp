// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/kernelcollector.h"
#include "agent/collect/selfcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestKernelNumbers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbers_areReadOnEveryKernel_data();
    void numbers_areReadOnEveryKernel();
    void brokenNumber_doesNotCostTheOthers();
    void self_reportsCostAndCounters();
    void self_hasNoLatencyBeforeTheFirstAnswer();
};

void TestKernelNumbers::numbers_areReadOnEveryKernel_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<bool>("hasConntrack");
    QTest::addColumn<double>("left");
    QTest::addRow("3.10, without conntrack") << u"3.10"_s << false << 790000.0 - 1344;
    QTest::addRow("4.19") << u"4.19"_s << true << 201000.0 - 2016;
    QTest::addRow("6.1, no limit but that of the type") << u"6.1"_s << false << 9223372036854775807.0;
}

void TestKernelNumbers::numbers_areReadOnEveryKernel()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    KernelCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QTEST(run.has("conntrack.count"), "hasConntrack");
    QTEST(run.has("conntrack.max"), "hasConntrack");
    QTEST(run.value("kernel.files.left"), "left");
    QVERIFY(run.has("kernel.maxproc"));
    QVERIFY(run.has("kernel.entropy"));
    QVERIFY(run.has("kernel.maxfiles"));
}

void TestKernelNumbers::brokenNumber_doesNotCostTheOthers()
{
    const CapturedHost host(u"4.19"_s);
    host.write(u"proc/sys/kernel/pid_max"_s, "many\n");
    host.write(u"proc/sys/fs/file-nr"_s, "1 2\n");
    KernelCollector collector(host.roots());
    CollectorRun run;
    const auto outcome = run.run(collector);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Corrupt);
    QVERIFY(!run.has("kernel.maxproc"));
    QVERIFY(!run.has("kernel.files.left"));
    QCOMPARE(run.value("conntrack.count"), 87.0);
}

void TestKernelNumbers::self_reportsCostAndCounters()
{
    const CapturedHost host(u"4.19"_s);
    AgentCounters counters;
    counters.samplesSent = 12345;
    counters.spoolBytes = 678;
    counters.spoolOldestMs = 1550;
    counters.sendLatencyUs = 51'234;
    counters.restarts = 2;
    counters.drop(DropReason::SpoolFull, 7);
    SelfCollector collector(host.roots(), counters, "1.2.3");
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(!run.has("agent.cpu")); // needs an interval
    QVERIFY(run.run(collector));
    QVERIFY(run.value("agent.cpu") >= 0.0);
    QCOMPARE(run.value("agent.alive"), 1.0);
    QCOMPARE(run.value("agent.version{version=\"1.2.3\"}"), 1.0);
    QCOMPARE(run.value("agent.mem.rss"), 700.0 * static_cast<double>(::sysconf(_SC_PAGESIZE)));
    QCOMPARE(run.value("agent.fds"), 2.0);
    QCOMPARE(run.value("agent.uptime"), 10.0);
    QCOMPARE(run.value("agent.samples.sent"), 12345.0);
    QCOMPARE(run.value("agent.samples.dropped{reason=\"spool_full\"}"), 7.0);
    QCOMPARE(run.value("agent.samples.dropped{reason=\"refused\"}"), 0.0);
    QCOMPARE(run.value("agent.spool.bytes"), 678.0);
    QCOMPARE(run.value("agent.spool.oldest"), 1.6);
    QCOMPARE(run.value("agent.send.latency"), 51.2);
    QCOMPARE(run.value("agent.restarts"), 2.0);
}

void TestKernelNumbers::self_hasNoLatencyBeforeTheFirstAnswer()
{
    const CapturedHost host(u"4.19"_s);
    const AgentCounters counters;
    SelfCollector collector(host.roots(), counters, "1.2.3");
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(!run.has("agent.send.latency"));
    QVERIFY(run.run(collector, TierSet::of({Tier::Fast})));
    QCOMPARE(run.values().size(), 1U); // alive, on every tick
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestKernelNumbers)
#include "tst_kernelnumbers.moc"
