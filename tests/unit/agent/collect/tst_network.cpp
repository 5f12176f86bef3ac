// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/networkcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

const std::vector<std::string> kIgnored{"lo", "veth*"};

std::string of(const std::string &metric, const std::string &interface)
{
    return "net.if." + metric + "{iface=\"" + interface + "\"}";
}

} // namespace

class TestNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void interfacesInUse_areReadOnEveryKernel_data();
    void interfacesInUse_areReadOnEveryKernel();
    void everyColumn_hasItsMetric();
    void percent_isOfTheLinkSpeed();
    void interfaceWithoutSpeed_hasNoPercent();
    void comingAndGoing_isFollowed();
    void oldKernels_writeNoSpaceAfterTheColon();
    void malformedFile_isAnError_data();
    void malformedFile_isAnError();
};

void TestNetwork::interfacesInUse_areReadOnEveryKernel_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<QStringList>("up");
    QTest::addRow("3.10") << u"3.10"_s << QStringList{u"eth0"_s};
    QTest::addRow("4.19, containers and a dummy left out") << u"4.19"_s << QStringList{u"enp1s0"_s};
    QTest::addRow("6.1, an unplugged port left out") << u"6.1"_s << QStringList{u"bond0"_s, u"eno1"_s};
    QTest::addRow("6.18, captured") << u"6.18"_s << QStringList{u"eth0"_s};
}

void TestNetwork::interfacesInUse_areReadOnEveryKernel()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QStringList up;
    for (const auto &[series, value] : run.values()) {
        const QString name = QString::fromStdString(series);
        if (name.startsWith(u"net.if.up")) {
            QCOMPARE(value, 1.0);
            up.append(name.section(u'"', 1, 1));
        }
    }
    QTEST(up, "up");
}

void TestNetwork::everyColumn_hasItsMetric()
{
    const CapturedHost host(u"3.10"_s);
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    const std::map<std::string, double> expected{{"in.bytes", 123456789}, {"in.packets", 200000},
        {"in.errors", 1}, {"in.dropped", 2}, {"in.fifo.errs", 3}, {"in.frame.errs", 4}, {"in.compressed", 5},
        {"in.multicast", 6}, {"out.bytes", 98765432}, {"out.packets", 180000}, {"out.errors", 7},
        {"out.dropped", 8}, {"out.fifo.errs", 9}, {"out.collisions", 10}, {"out.carrier.errs", 11},
        {"out.compressed", 12}, {"in.bits", 123456789.0 * 8}, {"out.bits", 98765432.0 * 8},
        {"total.bytes", 123456789.0 + 98765432}, {"total.bits", (123456789.0 + 98765432) * 8},
        {"total.packets", 380000}, {"total.errors", 8}, {"total.dropped", 10}, {"speed.bits", 1e9},
        {"up", 1}};
    for (const auto &[metric, value] : expected) {
        QCOMPARE(run.value(of(metric, "eth0")), value);
    }
    QCOMPARE(run.values().size(), expected.size());
}

void TestNetwork::percent_isOfTheLinkSpeed()
{
    CapturedHost host(u"3.10"_s);
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading(); // 12.5 MB in and 6 MB out within 10 s, on 1 Gbit/s
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(of("in.percent", "eth0")), 1.0);
    QCOMPARE(run.value(of("out.percent", "eth0")), 0.48);
}

void TestNetwork::interfaceWithoutSpeed_hasNoPercent()
{
    CapturedHost host(u"6.18"_s);
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading();
    QVERIFY(run.run(collector));
    QVERIFY(!run.has(of("in.percent", "eth0")));
    QVERIFY(!run.has(of("speed.bits", "eth0")));
    QVERIFY(run.has(of("in.bytes", "eth0")));
}

void TestNetwork::comingAndGoing_isFollowed()
{
    CapturedHost host(u"4.19"_s);
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading(); // the counters of enp1s0 were reset, wg0 has come
    QVERIFY(run.run(collector));
    QVERIFY(!run.has(of("in.percent", "enp1s0")) || run.value(of("in.percent", "enp1s0")) >= 0.0);
    QCOMPARE(run.value(of("in.bytes", "enp1s0")), 4295000.0);
    QCOMPARE(run.value(of("up", "wg0")), 1.0); // a tunnel whose state is "unknown" but which has a carrier
}

void TestNetwork::oldKernels_writeNoSpaceAfterTheColon()
{
    const CapturedHost host(u"3.10"_s);
    const std::string headings = "Inter-|   Receive |  Transmit\n face |bytes packets|bytes packets\n";
    host.write(u"proc/net/dev"_s, headings + "  eth0:123456789 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n");
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(of("in.bytes", "eth0")), 123456789.0);
}

void TestNetwork::malformedFile_isAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("empty") << QByteArray{};
    QTest::addRow("no headings") << QByteArray{"eth0: 1 2 3\n"};
    QTest::addRow("too few numbers") << QByteArray{"a\n bytes\neth0: 1 2 3 4 5 6 7 8 9\n"};
    QTest::addRow("no colon") << QByteArray{"a\n bytes\neth0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"};
}

void TestNetwork::malformedFile_isAnError()
{
    QFETCH(const QByteArray, text);
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/net/dev"_s, text.toStdString());
    NetworkCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(!run.run(collector));
    QVERIFY(run.values().empty());
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestNetwork)
#include "tst_network.moc"
