// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/netstatcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestNetstat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columns_areFoundByName_data();
    void columns_areFoundByName();
    void retransmitRate_isPerTenThousandSegments();
    void changedHeadings_areLookedUpAgain();
    void malformedFile_isAnError_data();
    void malformedFile_isAnError();
};

void TestNetstat::columns_areFoundByName_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<bool>("hasSynRetrans");
    QTest::addColumn<bool>("hasIgnoredMulti");
    QTest::addRow("3.10") << u"3.10"_s << false << false;
    QTest::addRow("4.19") << u"4.19"_s << true << true;
    QTest::addRow("6.1") << u"6.1"_s << true << true;
    QTest::addRow("6.18") << u"6.18"_s << true << true;
}

void TestNetstat::columns_areFoundByName()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    NetstatCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(run.has("TcpExt.PruneCalled"));
    QVERIFY(run.has("snmp.Tcp.CurrEstab"));
    QVERIFY(run.has("snmp.Udp.RcvbufErrors"));
    QTEST(run.has("TcpExt.TCPSynRetrans"), "hasSynRetrans");
    QTEST(run.has("snmp.Udp.IgnoredMulti"), "hasIgnoredMulti");
    if (kernel == u"3.10") {
        QCOMPARE(run.value("TcpExt.TCPFastRetrans"), 100.0);
        QCOMPARE(run.value("snmp.Tcp.OutSegs"), 700000.0);
        QCOMPARE(run.value("snmp.Udp.NoPorts"), 17.0);
    }
}

void TestNetstat::retransmitRate_isPerTenThousandSegments()
{
    CapturedHost host(u"3.10"_s);
    NetstatCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(!run.has("TcpExt.TCPFastRetransRate"));
    host.toSecondReading(); // 5 of 1000
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("TcpExt.TCPFastRetransRate"), 50.0);
    QVERIFY(run.run(collector)); // nothing sent
    QCOMPARE(run.value("TcpExt.TCPFastRetransRate"), 0.0);
}

void TestNetstat::changedHeadings_areLookedUpAgain()
{
    const CapturedHost host(u"3.10"_s);
    NetstatCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/net/netstat"_s, "TcpExt: TW PruneCalled\nTcpExt: 7 8\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("TcpExt.TW"), 7.0);
    QCOMPARE(run.value("TcpExt.PruneCalled"), 8.0);
}

void TestNetstat::malformedFile_isAnError_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("fewer numbers than headings") << QByteArray{"TcpExt: TW PruneCalled\nTcpExt: 7\n"};
    QTest::addRow("numbers of another section") << QByteArray{"TcpExt: TW\nIpExt: 7\n"};
    QTest::addRow("a column that is not a number") << QByteArray{"TcpExt: TW\nTcpExt: seven\n"};
    QTest::addRow("cut after the headings") << QByteArray{"TcpExt: TW PruneCalled\n"};
}

void TestNetstat::malformedFile_isAnError()
{
    QFETCH(const QByteArray, text);
    const CapturedHost host(u"6.1"_s);
    host.write(u"proc/net/netstat"_s, text.toStdString());
    NetstatCollector collector(host.roots());
    CollectorRun run;
    const auto outcome = run.run(collector);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Corrupt);
    QVERIFY(run.has("snmp.Tcp.InSegs")); // the other file goes on
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestNetstat)
#include "tst_netstat.moc"
