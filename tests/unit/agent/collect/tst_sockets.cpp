// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/socketcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_areCountedFromFiles();
    void halfOpenRequests_countAsSynRecv();
    void kernelWithoutIpv6_isNoError();
    void listeningPorts_areFound();
    void malformedTable_isAnError_data();
    void malformedTable_isAnError();
    void netlink_seesAListenerOfThisProcess();
};

void TestSockets::states_areCountedFromFiles()
{
    const CapturedHost host(u"3.10"_s);
    SocketCollector collector(host.roots(), {}, SocketCollector::Source::Files);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("ss.listen"), 3.0); // two of IPv4, one of IPv6
    QCOMPARE(run.value("ss.established"), 2.0);
    QCOMPARE(run.value("ss.time-wait"), 1.0);
    QCOMPARE(run.value("ss.close-wait"), 1.0);
    QCOMPARE(run.value("ss.syn-recv"), 1.0);
    QCOMPARE(run.value("ss.closing"), 0.0);
    QCOMPARE(run.value("ss.orphaned"), 2.0);
    QCOMPARE(run.values().size(), 11U);
}

void TestSockets::halfOpenRequests_countAsSynRecv()
{
    const CapturedHost host(u"4.19"_s);
    SocketCollector collector(host.roots(), {}, SocketCollector::Source::Files);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("ss.syn-recv"), 1.0); // state 12 of kernels since 4.1
}

void TestSockets::kernelWithoutIpv6_isNoError()
{
    const CapturedHost host(u"6.1"_s);
    host.remove(u"proc/net/tcp6"_s);
    SocketCollector collector(host.roots(), {}, SocketCollector::Source::Files);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("ss.listen"), 1.0);
}

void TestSockets::listeningPorts_areFound()
{
    const CapturedHost host(u"3.10"_s);
    SocketCollector collector(host.roots(),
        {{22, "tcp"}, {80, "tcp"}, {443, "tcp"}, {68, "udp"}, {53, "udp"}}, SocketCollector::Source::Files);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("net.port.listen{port=\"22\", proto=\"tcp\"}"), 1.0);
    QCOMPARE(run.value("net.port.listen{port=\"80\", proto=\"tcp\"}"), 1.0); // on IPv6 only
    QCOMPARE(run.value("net.port.listen{port=\"443\", proto=\"tcp\"}"), 0.0);
    QCOMPARE(run.value("net.port.listen{port=\"68\", proto=\"udp\"}"), 1.0);
    QCOMPARE(run.value("net.port.listen{port=\"53\", proto=\"udp\"}"), 0.0);
}

void TestSockets::malformedTable_isAnError_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addRow("no address") << QByteArray{"   0:"};
    QTest::addRow("no port") << QByteArray{"   0: 00000000 00000000:0000 0A"};
    QTest::addRow("a port beyond 16 bits") << QByteArray{"   0: 00000000:FFFFF 00000000:0000 0A"};
    QTest::addRow("an impossible state") << QByteArray{"   0: 00000000:0016 00000000:0000 FF"};
    QTest::addRow("cut before the state") << QByteArray{"   0: 00000000:0016 00000000:0000"};
}

void TestSockets::malformedTable_isAnError()
{
    QFETCH(const QByteArray, line);
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/net/tcp"_s, "  sl  local_address\n" + line.toStdString() + "\n");
    SocketCollector collector(host.roots(), {}, SocketCollector::Source::Files);
    const auto outcome = CollectorRun{}.run(collector);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Corrupt);
}

void TestSockets::netlink_seesAListenerOfThisProcess()
{
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = static_cast<sockaddr *>(static_cast<void *>(&address));
    QCOMPARE(::bind(listener, generic, size), 0);
    QCOMPARE(::listen(listener, 1), 0);
    QCOMPARE(::getsockname(listener, generic, &size), 0);
    const std::uint16_t port = ntohs(address.sin_port);

    SocketCollector collector(HostRoots{}, {{port, "tcp"}}, SocketCollector::Source::Netlink);
    CollectorRun run;
    QVERIFY(run.run(collector));
    const std::string watched = "net.port.listen{port=\"" + std::to_string(port) + "\", proto=\"tcp\"}";
    QCOMPARE(run.value(watched), 1.0);
    QCOMPARE_GE(run.value("ss.listen"), 1.0);
    QVERIFY(run.has("ss.time-wait")); // of which the dump knows nothing
    QCOMPARE(run.series().size(), 12U);
    ::close(listener);
    for (int again = 0; again < 3; ++again) { // over the same netlink socket
        QVERIFY(run.run(collector));
        QCOMPARE(run.value(watched), 0.0);
    }
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestSockets)
#include "tst_sockets.moc"
