// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/sntp.h"
#include "agent/collect/systemcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QNetworkDatagram>
#include <QTest>
#include <QUdpSocket>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::agent {

namespace {

constexpr NtpTime kSecond = NtpTime{1} << 32U;

void store(QByteArray &packet, int at, NtpTime time)
{
    for (int i = 0; i < 8; ++i) {
        packet[at + i] = static_cast<char>(time >> (56 - 8 * i) & 0xFFU);
    }
}

/// An answer of a stratum 2 server that is behind this host by so many seconds.
QByteArray answerTo(NtpTime sent, NtpTime received, int secondsBehind)
{
    QByteArray packet(48, '\0');
    packet[0] = 0x24;
    packet[1] = 2;
    const NtpTime middle = sent + (received - sent) / 2 - static_cast<NtpTime>(secondsBehind) * kSecond;
    store(packet, 24, sent);
    store(packet, 32, middle);
    store(packet, 40, middle);
    return packet;
}

std::span<const std::uint8_t> bytesOf(const QByteArray &packet)
{
    return {static_cast<const std::uint8_t *>(static_cast<const void *>(packet.constData())),
        static_cast<std::size_t>(packet.size())};
}

Result<ClockState> syncedClock()
{
    return ClockState{true, 1.23456};
}

} // namespace

class TestSystemClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uptime_isInWholeSeconds();
    void users_areCountedFromUtmp();
    void users_areCountedFromLogindWhereThereIsNoUtmp();
    void cutUtmp_isAnError();
    void clock_isTakenFromTheKernelWithoutServers();
    void liveKernel_tellsItsClockState();
    void ntpAnswer_givesOffsetAndDelay();
    void ntpAnswer_thatIsNotOursIsRefused_data();
    void ntpAnswer_thatIsNotOursIsRefused();
    void ntpServer_isAskedInTheBackground();
    void silentNtpServer_isATimeout();
};

void TestSystemClock::uptime_isInWholeSeconds()
{
    const CapturedHost host(u"3.10"_s);
    WorkerPool pool;
    SystemCollector collector(host.roots(), pool, {}, syncedClock);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("sys.uptime"), 86400.0);
    host.write(u"proc/uptime"_s, "-5 1\n");
    QVERIFY(!run.run(collector));
}

void TestSystemClock::users_areCountedFromUtmp()
{
    const CapturedHost host(u"3.10"_s);
    WorkerPool pool;
    SystemCollector collector(host.roots(), pool, {}, syncedClock);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("sys.users"), 2.0); // of a boot record, two sessions and one that ended
}

void TestSystemClock::users_areCountedFromLogindWhereThereIsNoUtmp()
{
    const CapturedHost host(u"6.1"_s);
    WorkerPool pool;
    SystemCollector collector(host.roots(), pool, {}, syncedClock);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("sys.users"), 1.0); // the greeter is nobody
    host.write(u"run/systemd/sessions/77"_s, "CLASS=user\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("sys.users"), 2.0);
    host.remove(u"run/systemd/sessions/77"_s);
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("sys.users"), 1.0);
}

void TestSystemClock::cutUtmp_isAnError()
{
    const CapturedHost host(u"3.10"_s);
    host.write(u"run/utmp"_s, host.read(u"run/utmp"_s).left(500).toStdString());
    WorkerPool pool;
    SystemCollector collector(host.roots(), pool, {}, syncedClock);
    CollectorRun run;
    QVERIFY(!run.run(collector));
    QVERIFY(!run.has("sys.users"));
    QVERIFY(run.has("sys.uptime"));
}

void TestSystemClock::clock_isTakenFromTheKernelWithoutServers()
{
    const CapturedHost host(u"6.1"_s);
    WorkerPool pool;
    SystemCollector collector(host.roots(), pool, {}, syncedClock);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("sys.time.synced"), 1.0);
    QCOMPARE(run.value("sys.ntp.offset"), 1.235);
}

void TestSystemClock::liveKernel_tellsItsClockState()
{
    QVERIFY(readClockState());
}

void TestSystemClock::ntpAnswer_givesOffsetAndDelay()
{
    const NtpTime sent = ntpTime(std::chrono::system_clock::now());
    const NtpTime received = sent + kSecond / 10;
    const auto reading = readSntpAnswer(bytesOf(answerTo(sent, received, 2)), sent, received);
    QVERIFY(reading);
    QVERIFY(std::abs(reading->offsetMs - 2000.0) < 0.01); // this host is ahead
    QVERIFY(std::abs(reading->delayMs - 100.0) < 0.01);
    const auto request = sntpRequest(sent);
    QCOMPARE(request[0], 0x23);
}

void TestSystemClock::ntpAnswer_thatIsNotOursIsRefused_data()
{
    const NtpTime sent = 5 * kSecond;
    const QByteArray good = answerTo(sent, sent + 100, 0);
    const auto with = [&](int at, int byte) {
        QByteArray packet = good;
        packet[at] = static_cast<char>(byte);
        return packet;
    };
    QTest::addColumn<QByteArray>("packet");
    QTest::addColumn<int>("code");
    QTest::addRow("too short") << good.left(47) << static_cast<int>(ErrorCode::Corrupt);
    QTest::addRow("from a client") << with(0, 0x23) << static_cast<int>(ErrorCode::Corrupt);
    QTest::addRow("to another request") << with(24, 0x55) << static_cast<int>(ErrorCode::Corrupt);
    QTest::addRow("go away (stratum 0)") << with(1, 0) << static_cast<int>(ErrorCode::Unavailable);
    QTest::addRow("stratum 16") << with(1, 16) << static_cast<int>(ErrorCode::Unavailable);
    QTest::addRow("not synchronised") << with(0, 0xE4) << static_cast<int>(ErrorCode::Unavailable);
}

void TestSystemClock::ntpAnswer_thatIsNotOursIsRefused()
{
    QFETCH(const QByteArray, packet);
    const auto reading = readSntpAnswer(bytesOf(packet), 5 * kSecond, 5 * kSecond + 100);
    QVERIFY(!reading);
    QTEST(static_cast<int>(reading.error().code), "code");
}

void TestSystemClock::ntpServer_isAskedInTheBackground()
{
    QUdpSocket server;
    QVERIFY(server.bind(QHostAddress::LocalHost));
    QObject::connect(&server, &QUdpSocket::readyRead, &server, [&] {
        const QNetworkDatagram question = server.receiveDatagram();
        NtpTime sent = 0;
        for (int i = 0; i < 8; ++i) {
            sent = sent << 8U | static_cast<std::uint8_t>(question.data().at(40 + i));
        }
        server.writeDatagram("noise", question.senderAddress(), static_cast<quint16>(question.senderPort()));
        server.writeDatagram(
            answerTo(sent, sent, -3), question.senderAddress(), static_cast<quint16>(question.senderPort()));
    });
    const CapturedHost host(u"6.1"_s);
    WorkerPool pool;
    const std::string address = "127.0.0.1:" + std::to_string(server.localPort());
    SystemCollector collector(host.roots(), pool, {{address}, 5s}, syncedClock);
    CollectorRun run;
    run.prepare(collector);
    QVERIFY(QTest::qWaitFor([&] { return run.run(collector) && run.has("sys.ntp.offset"); }));
    QVERIFY(std::abs(run.value("sys.ntp.offset") + 3000.0) < 500.0); // behind by three seconds
}

void TestSystemClock::silentNtpServer_isATimeout()
{
    QUdpSocket server;
    QVERIFY(server.bind(QHostAddress::LocalHost));
    const std::stop_source stop;
    const auto reading = querySntp("127.0.0.1:" + std::to_string(server.localPort()), 1ms, stop.get_token());
    QVERIFY(!reading);
    QVERIFY(reading.error().code == ErrorCode::Timeout);
    QVERIFY(!querySntp("no-such-host.invalid", 1ms, stop.get_token()));
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestSystemClock)
#include "tst_systemclock.moc"
