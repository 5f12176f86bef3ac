// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/agentgateway.h"
#include "tests/integration/api/apifakes.h"
#include "tests/support/agent/testagent.h"
#include "tests/support/timeseries/storetest.h"

#include <QWebSocketServer>
#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;
using namespace std::chrono_literals;

/// Clocks that jump, from an agent's session over a real socket to the store.
class TestIngestClock : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void agentAheadByHours_hearsWhyAndGoesOn();
    void backendSetBackByHours_acknowledgesEverything();
    void blocksOfBeforeAJump_areKeptOnceAfterAReconnect();

private:
    /// Listens and admits the agent, whose series is registered.
    void begin();
    void connectAgent();
    void sendSample(std::uint64_t sequence, std::int64_t time, double value = 0.0);
    /// Sends one sample and waits for its acknowledgement.
    void sendKept(std::int64_t time);
    void verifyKept();

    FakeInventory m_inventory;
    ingest::IngestCounters m_counters;
    std::unique_ptr<ingest::AgentRegistry> m_registry;
    std::unique_ptr<QObject> m_home; ///< the sessions'
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<TestAgent> m_agent;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_welcomeSequence = 0;
    std::vector<std::pair<std::int64_t, double>> m_kept;
};

void TestIngestClock::begin()
{
    m_agent.reset();
    m_server.reset();
    m_home = std::make_unique<QObject>();
    m_registry = std::make_unique<ingest::AgentRegistry>();
    m_sequence = 0;
    m_kept.clear();
    auto *gateway = new ingest::AgentGateway(
        ingest::AgentServices{m_inventory, *m_store, *m_registry, m_counters, *m_clock, {}}, m_home.get());
    m_server = std::make_unique<QWebSocketServer>(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
    connect(m_server.get(), &QWebSocketServer::newConnection, gateway,
        [this, gateway] { gateway->accept(m_server->nextPendingConnection()); });
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_store->registerSeries(HostId{1}, 5, someSeries(2), m_answers->registered());
    QVERIFY(m_answers->waitFor(1));
    connectAgent();
}

void TestIngestClock::connectAgent()
{
    m_agent = std::make_unique<TestAgent>(m_server->serverUrl());
    const auto welcome = m_agent->signIn();
    QVERIFY(welcome);
    m_welcomeSequence = welcome->lastSequence;
}

void TestIngestClock::sendSample(std::uint64_t sequence, std::int64_t time, double value)
{
    protocol::BlockMessage message;
    message.dictionary = 5;
    message.sequence = sequence;
    message.sentAt = m_clock->now();
    message.block = series::encodeBlock({.times = {time}, .columns = {{1, {value}}}});
    m_agent->send(std::move(message));
}

void TestIngestClock::sendKept(std::int64_t time)
{
    const double value = static_cast<double>(++m_sequence);
    sendSample(m_sequence, time, value);
    const auto ack = m_agent->next<protocol::Ack>();
    QVERIFY(ack);
    QCOMPARE(ack->sequence, m_sequence);
    m_kept.emplace_back(time, value);
}

void TestIngestClock::verifyKept()
{
    for (const bool isRestarted : {false, true}) {
        if (isRestarted) {
            m_agent.reset();
            m_server.reset();
            m_home.reset();
            reopenWithoutFlush();
        }
        const auto read = readBack(*m_store, {}, kNoon - kDay, kNoon + kDay);
        QVERIFY(read);
        QCOMPARE(read->size(), 1U);
        QCOMPARE(read->begin()->second, m_kept);
    }
}

void TestIngestClock::agentAheadByHours_hearsWhyAndGoesOn()
{
    begin();
    sendKept(kNoon);
    sendSample(++m_sequence, kNoon + 3 * kHour);
    const auto refused = m_agent->next<protocol::BlockRefused>();
    QVERIFY(refused);
    QCOMPARE(refused->sequence, m_sequence);
    QVERIFY(refused->code == ErrorCode::InvalidInput);
    QVERIFY2(refused->reason.find("10800 s ahead of the backend's clock") != std::string::npos,
        refused->reason.c_str());
    QCOMPARE(m_store->counters().samplesFuture.load(), 1U);
    m_clock->advance(10'000);
    sendKept(kNoon + 10'000); // its clock is right again
    verifyKept();
}

void TestIngestClock::backendSetBackByHours_acknowledgesEverything()
{
    begin();
    sendKept(kNoon);
    m_clock->jump(-5 * kHour);
    for (int minutes = 1; minutes <= 30; ++minutes) {
        m_clock->advance(60'000);
        sendKept(kNoon + minutes * 60'000);
    }
    QCOMPARE(m_store->counters().samplesFuture.load(), 0U);
    verifyKept();
}

void TestIngestClock::blocksOfBeforeAJump_areKeptOnceAfterAReconnect()
{
    begin();
    sendKept(kNoon);
    sendKept(kNoon + 10'000);
    m_clock->jump(7 * kHour);
    connectAgent();
    QCOMPARE(m_welcomeSequence, 2U);
    sendSample(2, kNoon + 10'000, 2.0); // the agent never saw that it is kept
    const auto again = m_agent->next<protocol::Ack>();
    QVERIFY(again);
    QCOMPARE(again->sequence, 2U);
    sendKept(kNoon + 20'000); // hours behind the backend's clock
    m_clock->jump(-7 * kHour);
    sendKept(kNoon + 30'000);
    verifyKept();
}

QTEST_GUILESS_MAIN(TestIngestClock)
#include "tst_ingestclock.moc"
