// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/testagent.h"
#include "tests/support/stack/stack.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QSysInfo>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>
#include <QUuid>
#include <QWebSocket>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kLimitMs = 30'000;

} // namespace

/// Who should not get in does not, hears why, and costs the others nothing: the real programs.
class TestUnwelcome : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void wrongApiToken_isRefused();
    void wrongEnrolToken_isRefusedAndCounted();
    void cloneOfThisHost_isRefusedAndShownOnTheHost();
    void sameKeyOnAnotherMachine_isRefusedAndShownOnTheHost_data();
    void sameKeyOnAnotherMachine_isRefusedAndShownOnTheHost();
    void malformedFrames_closeTheirConnectionOnly_data();
    void malformedFrames_closeTheirConnectionOnly();
    void garbageInsteadOfHttp_isAnsweredOrClosed();

private:
    [[nodiscard]] static std::unique_ptr<QProcess> startAgent(
        const Stack &stack, const QString &data, const QString &token);
    [[nodiscard]] bool isHealthy() { return m_stack.get(u"/healthz"_s).status == 200; }
    [[nodiscard]] QJsonObject thisHost();

    Stack m_stack;
};

void TestUnwelcome::initTestCase()
{
    QVERIFY(m_stack.startBackend());
    QVERIFY(m_stack.startAgent());
}

void TestUnwelcome::cleanupTestCase()
{
    QVERIFY(isHealthy());
    QCOMPARE(m_stack.stopAgent(), 0);
    QCOMPARE(m_stack.stopBackend(), 0);
}

std::unique_ptr<QProcess> TestUnwelcome::startAgent(
    const Stack &stack, const QString &data, const QString &token)
{
    return stack.start(u"quarterdeck-agent"_s,
        {u"--data-dir"_s, data, u"--backend"_s, stack.webSocketUrl(), u"--enrol-token-file"_s, token});
}

QJsonObject TestUnwelcome::thisHost()
{
    for (const auto &host : m_stack.get(u"/api/quarterdeck/v1/hosts"_s).json().value("hosts"_L1).toArray()) {
        if (host.toObject().value("name"_L1).toString() == QSysInfo::machineHostName()
            || host.toObject().value("hostname"_L1).toString() == QSysInfo::machineHostName()) {
            return host.toObject();
        }
    }
    return {};
}

void TestUnwelcome::wrongApiToken_isRefused()
{
    const Stack::Answer answer = m_stack.get(u"/api/v1/query?query=up"_s, "not-a-token");
    QCOMPARE(answer.status, 401);
    QVERIFY2(answer.body.contains("token"), answer.body);
    QVERIFY(isHealthy());
}

void TestUnwelcome::wrongEnrolToken_isRefusedAndCounted()
{
    const QString data = m_stack.folder() + u"/stranger"_s;
    QVERIFY(QDir{}.mkpath(data));
    QFile token{data + u"/enrol.token"_s};
    QVERIFY(token.open(QIODevice::WriteOnly) && token.write("not-a-token") > 0);
    token.close();
    const double before = m_stack.metric("quarterdeck_agents_refused_total{reason=\"denied\"}");
    const auto hosts =
        m_stack.get(u"/api/quarterdeck/v1/hosts?limit=0"_s).json().value("totalHosts"_L1).toInt();
    const auto agent = startAgent(m_stack, data, token.fileName());
    QVERIFY(Stack::waitUntil(
        [&] { return m_stack.log(u"quarterdeck-agent"_s).contains("enrolment token is unknown"); },
        kLimitMs));
    QVERIFY(m_stack.metric("quarterdeck_agents_refused_total{reason=\"denied\"}") > before);
    QCOMPARE(
        m_stack.get(u"/api/quarterdeck/v1/hosts?limit=0"_s).json().value("totalHosts"_L1).toInt(), hosts);
    agent->terminate();
    QVERIFY(agent->waitForFinished(kLimitMs));
}

void TestUnwelcome::cloneOfThisHost_isRefusedAndShownOnTheHost()
{
    // Same UUID, another key: what a copied disk image with a fresh key looks like to the backend.
    const QString data = m_stack.folder() + u"/clone"_s;
    QVERIFY(QDir{}.mkpath(data));
    QFile original{m_stack.folder() + u"/agent/identity.key"_s};
    QVERIFY(original.open(QIODevice::ReadOnly));
    QByteArrayList lines = original.readAll().split('\n');
    for (QByteArray &line : lines) {
        if (line.startsWith("seed ")) {
            line = "seed " + QByteArray(32, '\x5a').toHex();
        }
    }
    QFile identity{data + u"/identity.key"_s};
    QVERIFY(identity.open(QIODevice::WriteOnly) && identity.write(lines.join('\n')) > 0);
    identity.close();
    QVERIFY(identity.setPermissions(QFile::ReadOwner | QFile::WriteOwner));

    const auto agent = startAgent(m_stack, data, m_stack.folder() + u"/agent/enrol.token"_s);
    const QString page = u"/api/quarterdeck/v1/hosts/%1"_s.arg(thisHost().value("id"_L1).toInt());
    QByteArray events;
    const auto isShown = [&] {
        events = QJsonDocument{m_stack.get(page).json().value("events"_L1).toArray()}.toJson();
        return events.contains("another agent key");
    };
    QVERIFY2(Stack::waitUntil(isShown, kLimitMs), events);
    QVERIFY(m_stack.metric("quarterdeck_agents_refused_total{reason=\"clone\"}") >= 1);
    // The host itself is not disturbed.
    QCOMPARE(thisHost().value("state"_L1).toString(), u"online"_s);
    agent->terminate();
    QVERIFY(agent->waitForFinished(kLimitMs));
}

void TestUnwelcome::sameKeyOnAnotherMachine_isRefusedAndShownOnTheHost_data()
{
    QTest::addColumn<QString>("trait");
    QTest::addColumn<QByteArray>("shown");
    QTest::newRow("a copied disk in another machine, by its serial number")
        << u"serial"_s << QByteArray{"serial number SN-2 instead of SN-1"};
    QTest::newRow("a copied data folder in another installation, by its machine id")
        << u"machineId"_s << QByteArray{"machine id cafe instead of beef"};
    QTest::newRow("a copied virtual machine without a serial number, by its network card")
        << u"mac"_s << QByteArray{"none of its network addresses is known"};
}

void TestUnwelcome::sameKeyOnAnotherMachine_isRefusedAndShownOnTheHost()
{
    QFETCH(const QString, trait);
    QFETCH(const QByteArray, shown);
    const QUrl url{m_stack.webSocketUrl() + u"/agent/v1"_s};
    TestIdentity identity{QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()};
    identity.fingerprint.machineId = "beef";
    identity.fingerprint.serial = trait == u"mac" ? "" : "SN-1";
    identity.fingerprint.macs = {"52:54:00:00:00:01"};
    const Stack::Answer issued = m_stack.post(u"/api/quarterdeck/v1/enrol-tokens"_s, R"({"count":1})");
    identity.enrolToken = issued.json().value("tokens"_L1).toArray().at(0).toString().toStdString();
    TestAgent original{url, identity};
    const auto welcome = original.signIn();
    QVERIFY(welcome);

    TestIdentity copied = identity; // the key, too: the signature is right
    copied.enrolToken.clear();
    if (trait == u"serial") {
        copied.fingerprint.serial = "SN-2";
    } else if (trait == u"machineId") {
        copied.fingerprint.machineId = "cafe";
    } else {
        copied.fingerprint.macs = {"52:54:00:00:00:02"};
    }
    const double before = m_stack.metric("quarterdeck_agents_refused_total{reason=\"clone\"}");
    TestAgent clone{url, copied};
    QVERIFY(clone.sayHello());
    const auto failed = clone.next<qd::protocol::Failed>();
    QVERIFY(failed);
    QVERIFY(failed->code == qd::ErrorCode::Conflict);
    QTRY_VERIFY(!clone.isOpen());
    QCOMPARE(m_stack.metric("quarterdeck_agents_refused_total{reason=\"clone\"}"), before + 1);
    const QString page = u"/api/quarterdeck/v1/hosts/%1"_s.arg(welcome->host.value);
    QByteArray events; // a host that has just come is on the page a moment later
    const auto isShown = [&] {
        events = QJsonDocument{m_stack.get(page).json().value("events"_L1).toArray()}.toJson();
        return events.contains(shown);
    };
    QVERIFY2(Stack::waitUntil(isShown, kLimitMs), events.constData());
    // The host itself is not disturbed.
    original.send(qd::protocol::Ping{});
    QVERIFY(original.next<qd::protocol::Pong>());
}

void TestUnwelcome::malformedFrames_closeTheirConnectionOnly_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("frame");
    QByteArray noise(10'000, Qt::Uninitialized);
    QRandomGenerator random{7};
    for (char &byte : noise) {
        byte = char(random.bounded(256));
    }
    for (const char *path : {"/agent/v1", "/console/v1"}) {
        const QString address = QString::fromLatin1(path);
        QTest::addRow("random bytes to %s", path) << address << noise;
        QTest::addRow("an empty frame to %s", path) << address << QByteArray{};
        QTest::addRow("a frame that promises four billion elements to %s", path)
            << address << QByteArray{"\xdd\xff\xff\xff\xff", 5};
        QTest::addRow("nesting without end to %s", path) << address << QByteArray(1'000'000, '\x91');
        QTest::addRow("a frame larger than allowed to %s", path) << address << QByteArray(5 << 20, '\xc0');
    }
}

void TestUnwelcome::malformedFrames_closeTheirConnectionOnly()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, frame);
    QWebSocket socket;
    QSignalSpy connected{&socket, &QWebSocket::connected};
    QSignalSpy disconnected{&socket, &QWebSocket::disconnected};
    socket.open(QUrl{m_stack.webSocketUrl() + path});
    QVERIFY(connected.count() > 0 || connected.wait(kLimitMs));
    socket.sendBinaryMessage(frame);
    QVERIFY(disconnected.count() > 0 || disconnected.wait(kLimitMs));
    QVERIFY(isHealthy());
    QCOMPARE(thisHost().value("state"_L1).toString(), u"online"_s);
}

void TestUnwelcome::garbageInsteadOfHttp_isAnsweredOrClosed()
{
    for (const QByteArray &text : {QByteArray{"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11},
             QByteArray{"GET / HTTP/9.9\r\n\r\n"}, QByteArray(200'000, 'A'),
             QByteArray{"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n"
                        "Content-Length: 4\r\n\r\nabcd"}}) {
        QTcpSocket socket;
        socket.connectToHost(u"127.0.0.1"_s, quint16(m_stack.url({}).port()));
        QVERIFY(socket.waitForConnected(kLimitMs));
        socket.write(text);
        QVERIFY(socket.state() == QAbstractSocket::UnconnectedState || socket.waitForDisconnected(kLimitMs));
        QVERIFY(isHealthy());
    }
}

QTEST_GUILESS_MAIN(TestUnwelcome)
#include "tst_unwelcome.moc"
