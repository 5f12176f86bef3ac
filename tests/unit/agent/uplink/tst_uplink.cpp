// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/uplink.h"
#include "tests/support/agent/fakebackend.h"
#include "tests/unit/agent/uplink/sessionfixture.h"

#include <QTest>

#include <boost/asio/io_context.hpp>

#include <fstream>
#include <memory>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

/// The uplink over real sockets against a fake backend in this process. The loop is turned by the test.
class UplinkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void blocksAndEvents_areDeliveredAndFreed();
    void smallAndLargeBlocks_comeInOrder();
    void droppedConnection_bringsBackWhatWasNotAcknowledged();
    void backendThatCloses_isTriedAgain();
    void backendThatStopsReading_isLeftAtTheNextTick();
    void refusedAgent_waitsLongAndSaysWhy();
    void backendAway_keepsEverything();
    void tlsKey_isPinnedAtFirstAndRefusedWhenItChanges();
    void stop_closesTheSession();
    void stop_isSeenAtEveryStepOfAWrite_data();
    void stop_isSeenAtEveryStepOfAWrite();
    void url_isReadOrRefused_data();
    void url_isReadOrRefused();

private:
    void startUplink(const std::string &url);
    template <typename Condition>
    [[nodiscard]] bool turnUntil(Condition condition, std::chrono::milliseconds limit = 10s);

    std::unique_ptr<SessionFixture> m_parts;
    std::unique_ptr<boost::asio::io_context> m_io;
    std::unique_ptr<Uplink> m_uplink;
    Credentials m_credentials;
};

void UplinkTest::init()
{
    m_parts = std::make_unique<SessionFixture>();
    m_io = std::make_unique<boost::asio::io_context>(1);
}

void UplinkTest::cleanup()
{
    if (m_uplink) {
        m_uplink->stop();
        QVERIFY(turnUntil([this] { return m_uplink->isStopped(); }));
    }
    m_uplink.reset(); // before the loop: its timers are the loop's
    m_io.reset();
}

void UplinkTest::startUplink(const std::string &url)
{
    Uplink::Settings settings;
    settings.url = parseBackendUrl(url).value();
    settings.pinFile = m_parts->folder.filePath(QStringLiteral("backend.pin")).toStdString();
    settings.retryMin = 10ms;
    settings.retryMax = 5s;
    settings.session.hostname = "web-1";
    settings.session.agentVersion = "1";
    m_uplink = std::make_unique<Uplink>(*m_io, settings, m_parts->parts());
    m_uplink->start();
}

template <typename Condition>
bool UplinkTest::turnUntil(Condition condition, std::chrono::milliseconds limit)
{
    const auto end = std::chrono::steady_clock::now() + limit;
    while (!condition()) {
        if (std::chrono::steady_clock::now() >= end) {
            return false;
        }
        m_io->restart();
        m_io->run_for(5ms);
    }
    return true;
}

void UplinkTest::blocksAndEvents_areDeliveredAndFreed()
{
    FakeBackend backend;
    m_parts->pushBlocks(5);
    m_parts->spool.push(HostEvent{"e1", m_parts->clock.now(), EventSeverity::Info, "test", "text"});
    startUplink(backend.url());
    QVERIFY(
        turnUntil([&] { return m_parts->spool.stats().blocks == 0 && m_parts->spool.stats().events == 0; }));
    QCOMPARE(backend.kept().size(), 5U);
    QCOMPARE(backend.facts(), 1);
    QCOMPARE(backend.events(), 1);
    QVERIFY(m_uplink->isConnected());
    m_parts->pushBlocks(1);
    m_uplink->wake();
    QVERIFY(turnUntil([&] { return m_parts->spool.stats().blocks == 0; }));
    QCOMPARE(backend.connections(), 1);
}

void UplinkTest::smallAndLargeBlocks_comeInOrder()
{
    FakeBackend backend;
    for (std::size_t i = 0; i < 16; ++i) { // some leave at once, others wait for the socket
        m_parts->spool.push(m_parts->dictionary.id(), series::Bytes(i % 3 == 0 ? 300'000 : 100), 10);
    }
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_parts->spool.stats().blocks == 0; }));
    QCOMPARE(backend.kept().size(), 16U);
    QCOMPARE(backend.blocks(), 16);
    QCOMPARE(backend.repeats(), 0);
    QCOMPARE(m_uplink->failures(), 0U);
}

void UplinkTest::droppedConnection_bringsBackWhatWasNotAcknowledged()
{
    FakeBackend backend;
    FakeBackend::Behaviour behaviour;
    behaviour.acknowledges = false;
    backend.set(behaviour);
    m_parts->pushBlocks(4);
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return backend.open() == 1; }));
    behaviour.acknowledges = true;
    backend.set(behaviour);
    backend.closeAll();
    QVERIFY(turnUntil([&] { return m_parts->spool.stats().blocks == 0; }));
    QCOMPARE(backend.kept().size(), 4U);
    QCOMPARE(backend.repeats(), 0);
    QVERIFY(backend.connections() >= 2);
}

void UplinkTest::backendThatCloses_isTriedAgain()
{
    FakeBackend backend;
    FakeBackend::Behaviour behaviour;
    behaviour.closeAfterBlocks = 3; // the third is kept, but its acknowledgement is lost
    backend.set(behaviour);
    m_parts->pushBlocks(10);
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_parts->spool.stats().blocks == 0; }));
    QCOMPARE(backend.kept().size(), 10U);
    QCOMPARE(m_parts->spool.stats().samplesAcknowledged, 100U);
    QVERIFY(m_uplink->failures() >= 3);
}

void UplinkTest::backendThatStopsReading_isLeftAtTheNextTick()
{
    FakeBackend backend;
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_uplink->isConnected(); }));
    backend.freeze();
    // More than the system takes for a socket that nobody reads, so that the writer is held up.
    for (int i = 0; i < 8; ++i) {
        m_parts->spool.push(m_parts->dictionary.id(), series::Bytes(2'000'000), 10);
    }
    m_uplink->wake();
    QVERIFY(!turnUntil([&] { return m_uplink->failures() > 0; }, 200ms));
    m_parts->clock.advance(SessionSettings{}.silenceLimit());
    QVERIFY(!turnUntil([&] { return m_uplink->failures() > 0; }, 100ms));
    m_uplink->wake(); // as each tick does
    QVERIFY(turnUntil([&] { return m_uplink->failures() == 1; }));
    QVERIFY(m_parts->reporter.hasNote("the backend is silent"));
    QCOMPARE(m_parts->spool.stats().blocks, 8U);
    backend.thaw();
    QVERIFY(turnUntil([&] { return m_parts->spool.stats().blocks == 0; }));
    QCOMPARE(backend.kept().size(), 8U);
}

void UplinkTest::refusedAgent_waitsLongAndSaysWhy()
{
    FakeBackend backend;
    FakeBackend::Behaviour behaviour;
    behaviour.refusal = protocol::Failed{ErrorCode::Denied, "no token", "Hello.enrolToken"};
    backend.set(behaviour);
    m_parts->pushBlocks(1);
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_uplink->failures() == 1; }));
    QVERIFY(m_parts->reporter.hasNote("Denied: no token"));
    QVERIFY(!turnUntil([&] { return backend.connections() > 1; }, 500ms));
    QCOMPARE(m_parts->spool.stats().blocks, 1U);
}

void UplinkTest::backendAway_keepsEverything()
{
    auto backend = std::make_unique<FakeBackend>();
    const std::string url = backend->url();
    backend.reset();
    m_parts->pushBlocks(3);
    startUplink(url);
    QVERIFY(turnUntil([&] { return m_uplink->failures() >= 3; }));
    QCOMPARE(m_parts->spool.stats().blocks, 3U);
    QVERIFY(!m_uplink->isConnected());
}

void UplinkTest::tlsKey_isPinnedAtFirstAndRefusedWhenItChanges()
{
    FakeBackend backend{true};
    m_parts->pushBlocks(2);
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_parts->spool.stats().blocks == 0; }));
    QVERIFY(m_parts->reporter.hasEvent("is trusted from now on"));
    backend.closeAll();
    QVERIFY(turnUntil([&] { return backend.connections() == 2 && m_uplink->isConnected(); }));
    cleanup();

    const std::string pins = m_parts->folder.filePath(QStringLiteral("backend.pin")).toStdString();
    std::ifstream file{pins};
    std::string authority;
    file >> authority;
    QCOMPARE(authority, "127.0.0.1:" + std::to_string(backend.port()));
    std::ofstream{pins} << authority << " sha256:" << std::string(64, '0') << "\n";
    m_io = std::make_unique<boost::asio::io_context>(1);
    m_parts->pushBlocks(1);
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_uplink->failures() == 1; }));
    QVERIFY(m_parts->reporter.hasEvent("is not accepted"));
    QCOMPARE(m_parts->spool.stats().blocks, 1U);
    QCOMPARE(backend.open(), 0);
}

void UplinkTest::stop_closesTheSession()
{
    FakeBackend backend;
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { return m_uplink->isConnected(); }));
    m_uplink->stop();
    QVERIFY(turnUntil([&] { return m_uplink->isStopped(); }, 3s));
    QVERIFY(turnUntil([&] { return backend.open() == 0; }));
}

void UplinkTest::stop_isSeenAtEveryStepOfAWrite_data()
{
    QTest::addColumn<int>("steps");
    for (int steps = 0; steps < 12; ++steps) { // more than a write has
        QTest::addRow("after %d", steps) << steps;
    }
}

void UplinkTest::stop_isSeenAtEveryStepOfAWrite()
{
    QFETCH(int, steps);
    FakeBackend backend;
    startUplink(backend.url());
    QVERIFY(turnUntil([&] { // measured, so that the writer sleeps as long as nothing is to send
        m_parts->clock.advance(200ms);
        m_uplink->wake();
        return m_parts->reporter.hasEvent("from the backend's clock");
    }));
    m_parts->spool.push(m_parts->dictionary.id(), series::Bytes(100'000), 10);
    m_uplink->wake();
    for (int i = 0; i < steps; ++i) {
        m_io->restart();
        m_io->poll_one();
    }
    m_uplink->stop();
    QVERIFY(turnUntil([&] { return m_uplink->isStopped(); }, 3s));
}

void UplinkTest::url_isReadOrRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *text, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(expected);
    };
    row("loopback without a port gets ours", "ws://127.0.0.1", "ws://127.0.0.1:7700/agent/v1");
    row("a path is kept", "ws://localhost:80/x", "ws://localhost:80/x");
    row("http means ws", "http://127.0.0.1:7700/", "ws://127.0.0.1:7700/agent/v1");
    row("encrypted may go anywhere", "wss://mon.example.net:443", "wss://mon.example.net:443/agent/v1");
    row("version 6 has brackets", "wss://[2001:db8::1]:9", "wss://[2001:db8::1]:9/agent/v1");
    row("plain beyond loopback is refused", "ws://10.0.0.1:7700", "");
    row("another scheme is refused", "ftp://localhost", "");
    row("a port of words is refused", "wss://a:b", "");
    row("port zero is refused", "wss://a:0", "");
    row("no host is refused", "wss://:1", "");
}

void UplinkTest::url_isReadOrRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto url = parseBackendUrl(text.toStdString());
    QCOMPARE(url.has_value(), !expected.isEmpty());
    if (url) {
        QCOMPARE(url->toString(), expected.toStdString());
    } else {
        QCOMPARE(url.error().context.at("field"), std::string{"backend.url"});
    }
}

QTEST_GUILESS_MAIN(UplinkTest)
#include "tst_uplink.moc"
