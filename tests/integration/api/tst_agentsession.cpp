// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"
#include "tests/support/agent/testagent.h"
#include "tests/support/manualclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace qd;
using namespace qd::protocol;
using namespace qd::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Agent sessions over real sockets: admission, acknowledgement after commit only, limits (R211, R213).
class TstAgentSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_backend.reset(); }
    void knownHost_isWelcome();
    void wrongSignature_isDenied();
    void unknownHost_isDenied();
    void clone_isRefusedAndCounted();
    void blocks_areAcknowledgedAfterCommitOnly();
    void failedCommit_isNeverAcknowledged();
    void ackThatNobodyWaitsFor_comesWithTheNextWantedOne();
    void ackThatNobodyWaitsFor_comesWithThePong();
    void repeatedBlock_isAcknowledgedAgainAndKeptOnce();
    void brokenBlock_isRefusedAndTheNextOneKept();
    void saturatedJournal_holdsBlocksInOrder();
    void strainedJournal_keepsSamplesAndShedsViews();
    void tooManyBlocks_endTheSession();
    void newerSession_replacesTheOlder();
    void silentAgent_isGivenUp();
    void spoolOfTheAgent_isKnownAfterItHasLeftToo();
    void factsAndEvents_reachTheInventory();
    void processes_areAskedForAndRelayed();
    void blockBeforeHello_endsTheSession();
    void bytesOfBothDirections_areCounted();

private:
    void keepFirstBlockUnasked(TestAgent &agent);
    [[nodiscard]] QUrl url() const { return m_backend->webSocketUrl(u"/agent/v1"_s); }
    ManualClock m_clock; // outlives the backend
    std::unique_ptr<ApiBackend> m_backend;
};

void TstAgentSession::init()
{
    ApiBackend::Settings settings;
    settings.clock = &m_clock;
    settings.agents.retryInterval = 20ms;
    settings.agents.maxUnackedBlocks = 8;
    m_backend = std::make_unique<ApiBackend>(std::move(settings));
    QVERIFY(m_backend->listen());
}

void TstAgentSession::knownHost_isWelcome()
{
    m_backend->ingest.setLastSequence(41);
    TestAgent agent(url());
    const auto welcome = agent.signIn();
    QVERIFY(welcome);
    QCOMPARE(welcome->host.value, 1);
    QCOMPARE(welcome->lastSequence, 41U);
    QCOMPARE(welcome->maxUnackedBlocks, 8);
    QTRY_VERIFY(m_backend->registry.isConnected(HostId{1}));
}

void TstAgentSession::wrongSignature_isDenied()
{
    TestAgent agent(url());
    QVERIFY(agent.sayHello(false));
    const auto failed = agent.next<Failed>();
    QVERIFY(failed && failed->code == ErrorCode::Denied);
    QCOMPARE(failed->field, std::string("Hello.signature"));
    QTRY_VERIFY(!agent.isOpen());
    QCOMPARE(m_backend->registry.connectedCount(), 0U);
}

void TstAgentSession::unknownHost_isDenied()
{
    TestAgent agent(url(), TestIdentity{"00000000-0000-4000-8000-000000000002"});
    QVERIFY(!agent.signIn());
    QTRY_VERIFY(!agent.isOpen());
    QCOMPARE(m_backend->ingestCounters.refusedDenied.load(), 1);
}

void TstAgentSession::clone_isRefusedAndCounted()
{
    TestAgent agent(url(), TestIdentity{"00000000-0000-4000-8000-000000000003"});
    QVERIFY(!agent.signIn());
    QTRY_VERIFY(!agent.isOpen());
    QCOMPARE(m_backend->ingestCounters.refusedClone.load(), 1);
}

void TstAgentSession::blocks_areAcknowledgedAfterCommitOnly()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    for (std::uint64_t sequence = 1; sequence <= 6; ++sequence) {
        agent.sendBlock(sequence);
    }
    QTRY_COMPARE(m_backend->ingest.sequences().size(), 6U);
    agent.send(Ping{fromUnixMs(1)});
    QVERIFY(agent.next<Pong>()); // an Ack would have come before it
    QCOMPARE(m_backend->ingestCounters.acks.load(), 0);
    QCOMPARE(m_backend->ingest.commit(), 6);
    const auto ack = agent.next<Ack>();
    QVERIFY(ack);
    QCOMPARE(ack->dictionary, 5U);
    std::uint64_t newest = ack->sequence;
    while (newest < 6) {
        const auto more = agent.next<Ack>();
        QVERIFY(more && more->sequence > newest);
        newest = more->sequence;
    }
    QVERIFY(m_backend->ingestCounters.acks.load() <= 3); // one for the commit, not one a block
}

void TstAgentSession::failedCommit_isNeverAcknowledged()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    agent.sendBlock(1);
    QTRY_COMPARE(m_backend->ingest.sequences().size(), 1U);
    m_backend->ingest.commit(failure(ErrorCode::Unavailable, "the database is away"));
    QTRY_VERIFY(!agent.isOpen());
    QVERIFY(!agent.next<Ack>());
}

/// Signs in with a block that is committed and whose acknowledgement the agent does not wait for.
void TstAgentSession::keepFirstBlockUnasked(TestAgent &agent)
{
    QVERIFY(agent.signIn());
    agent.wantsAcks = false;
    agent.sendBlock(1);
    QTRY_COMPARE(m_backend->ingest.sequences().size(), 1U);
    QCOMPARE(m_backend->ingest.commit(), 1);
}

void TstAgentSession::ackThatNobodyWaitsFor_comesWithTheNextWantedOne()
{
    TestAgent agent(url());
    keepFirstBlockUnasked(agent);
    agent.wantsAcks = true;
    agent.sendBlock(2);
    QTRY_COMPARE(m_backend->ingest.sequences().size(), 2U);
    QCOMPARE(m_backend->ingestCounters.acks.load(), 0);
    QCOMPARE(m_backend->ingest.commit(), 1);
    const auto ack = agent.next<Ack>();
    QVERIFY(ack);
    QCOMPARE(ack->sequence, 2U); // one for both
    QVERIFY(ack->heldUs >= 0);
    QVERIFY(ack->sentAt == m_clock.now());
    QCOMPARE(m_backend->ingestCounters.acks.load(), 1);
}

void TstAgentSession::ackThatNobodyWaitsFor_comesWithThePong()
{
    TestAgent agent(url());
    keepFirstBlockUnasked(agent);
    // Its answer comes by the same queue as that about the commit, and after it.
    agent.send(AgentEvent{{"e1", fromUnixMs(1), EventSeverity::Info, "agent", "started"}}, 3);
    QVERIFY(agent.next<Done>());
    agent.send(Ping{});
    const auto ack = agent.next<Ack>();
    QVERIFY(ack);
    QCOMPARE(ack->sequence, 1U);
    QVERIFY(ack->heldUs < 0); // it was not asked for, and tells no time
}

void TstAgentSession::repeatedBlock_isAcknowledgedAgainAndKeptOnce()
{
    m_backend->ingest.setLastSequence(3);
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    agent.sendBlock(2);
    const auto ack = agent.next<Ack>();
    QVERIFY(ack);
    QCOMPARE(ack->sequence, 3U);
    QVERIFY(m_backend->ingest.sequences().empty());
}

void TstAgentSession::brokenBlock_isRefusedAndTheNextOneKept()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    agent.send(BlockMessage{5, 1, fromUnixMs(1), 0, Blob(40, std::byte{7}), {}});
    const auto refused = agent.next<BlockRefused>();
    QVERIFY(refused);
    QCOMPARE(refused->sequence, 1U);
    agent.sendBlock(2);
    QTRY_COMPARE(m_backend->ingest.sequences().size(), 1U);
    m_backend->ingest.commit();
    std::uint64_t newest = 0;
    while (newest < 2) {
        const auto ack = agent.next<Ack>();
        QVERIFY(ack);
        newest = ack->sequence;
    }
}

void TstAgentSession::strainedJournal_keepsSamplesAndShedsViews()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    m_backend->ingest.setStrained(true);
    QCOMPARE(m_backend->request("GET", "/api/v1/query?query=cpu.busy", "viewer").first, 503);
    for (std::uint64_t sequence = 1; sequence <= 5; ++sequence) {
        agent.sendBlock(sequence);
    }
    QTRY_COMPARE(m_backend->ingest.sequences().size(), 5U);
    QCOMPARE(m_backend->ingest.commit(), 5);
    std::optional<Ack> last;
    while (!last || last->sequence < 5) {
        last = agent.next<Ack>();
        QVERIFY(last);
    }
    m_backend->ingest.setStrained(false);
    QCOMPARE(m_backend->request("GET", "/api/v1/query?query=cpu.busy", "viewer").first, 200);
}

void TstAgentSession::saturatedJournal_holdsBlocksInOrder()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    m_backend->ingest.setSaturated(true);
    for (std::uint64_t sequence = 1; sequence <= 5; ++sequence) {
        agent.sendBlock(sequence);
    }
    QTRY_COMPARE(m_backend->ingestCounters.blocksDeferred.load(), 5);
    QVERIFY(m_backend->ingest.sequences().empty());
    m_backend->ingest.setSaturated(false);
    m_clock.advance(20ms); // the time of the next attempt
    QTRY_COMPARE(m_backend->ingest.sequences(), (std::vector<std::uint64_t>{1, 2, 3, 4, 5}));
    QVERIFY(agent.isOpen());
}

void TstAgentSession::tooManyBlocks_endTheSession()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    for (std::uint64_t sequence = 1; sequence <= 9; ++sequence) {
        agent.sendBlock(sequence);
    }
    const auto failed = agent.next<Failed>();
    QVERIFY(failed && failed->code == ErrorCode::InvalidInput);
    QTRY_VERIFY(!agent.isOpen());
}

void TstAgentSession::newerSession_replacesTheOlder()
{
    TestAgent older(url());
    QVERIFY(older.signIn());
    TestAgent newer(url());
    QVERIFY(newer.signIn());
    const auto failed = older.next<Failed>();
    QVERIFY(failed && failed->code == ErrorCode::Conflict);
    QTRY_VERIFY(!older.isOpen());
    QVERIFY(newer.isOpen());
    QTRY_COMPARE(m_backend->ingestCounters.sessions.load(), 1);
    QVERIFY(m_backend->registry.isConnected(HostId{1}));
}

void TstAgentSession::silentAgent_isGivenUp()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    m_clock.advance(44s);
    agent.send(Ping{});
    QVERIFY(agent.next<Pong>());
    m_clock.advance(44s);
    agent.send(Ping{});
    QVERIFY(agent.next<Pong>()); // was heard in time, twice
    m_clock.advance(45s);
    QTRY_VERIFY(!agent.isOpen());
    QCOMPARE(m_backend->ingestCounters.idleClosed.load(), 1);
    QTRY_VERIFY(!m_backend->registry.isConnected(HostId{1}));
}

void TstAgentSession::spoolOfTheAgent_isKnownAfterItHasLeftToo()
{
    QVERIFY(!m_backend->registry.spoolReport(HostId{1}));
    {
        TestAgent agent(url());
        QVERIFY(agent.signIn());
        agent.sendBlock(1, {3, 5000, 70});
        QTRY_VERIFY(m_backend->registry.spoolReport(HostId{1}));
        agent.sendBlock(2, {2, 4000, 0});
        QTRY_COMPARE(m_backend->registry.spoolReport(HostId{1})->depth.blocks, 2);
    }
    QTRY_VERIFY(!m_backend->registry.isConnected(HostId{1}));
    const auto report = m_backend->registry.spoolReport(HostId{1});
    QVERIFY(report);
    QCOMPARE(report->depth.bytes(), 4000);
    QVERIFY(report->at == m_clock.now());
}

void TstAgentSession::factsAndEvents_reachTheInventory()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    HostFacts facts;
    facts.hostname = "web-1.example";
    agent.send(FactsMessage{facts});
    agent.send(
        AgentEvent{{"e1", fromUnixMs(1), EventSeverity::Warning, "spool", "oldest blocks dropped"}}, 3);
    QVERIFY(agent.next<Done>());
    QCOMPARE(m_backend->inventory.events().size(), 1U);
    QTRY_COMPARE(m_backend->inventory.facts().size(), 1U);
}

void TstAgentSession::processes_areAskedForAndRelayed()
{
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    ProcessList relayed;
    connect(&m_backend->registry, &backend::ingest::AgentRegistry::processesReceived, this,
        [&](const ProcessList &list) { relayed = list; });
    QTRY_VERIFY(m_backend->registry.watchProcesses(HostId{1}, {1000, 5}));
    const auto order = agent.next<WatchProcesses>();
    QVERIFY(order);
    QCOMPARE(order->top, 5);
    agent.send(ProcessList{HostId{99}, fromUnixMs(1), {{1, "root", "init", 0.1, 1000, 1, 'S'}}});
    QTRY_COMPARE(relayed.processes.size(), 1U);
    QCOMPARE(relayed.host.value, 1); // what the agent says of itself is not believed
}

void TstAgentSession::blockBeforeHello_endsTheSession()
{
    TestAgent agent(url());
    QVERIFY(agent.next<Challenge>());
    agent.sendBlock(1);
    QVERIFY(agent.next<Failed>());
    QTRY_VERIFY(!agent.isOpen());
    QVERIFY(m_backend->ingest.sequences().empty());
}

void TstAgentSession::bytesOfBothDirections_areCounted()
{
    const auto value = [this](const char *name) {
        const QByteArray start = QByteArray(name) + ' ';
        for (const QByteArray &line : m_backend->request("GET", "/metrics").second.split('\n')) {
            if (line.startsWith(start)) {
                return line.mid(line.lastIndexOf(' ') + 1).toLongLong();
            }
        }
        return -1LL;
    };
    TestAgent agent(url());
    QVERIFY(agent.signIn());
    const auto received = value("quarterdeck_websocket_received_bytes_total");
    const auto sent = value("quarterdeck_websocket_sent_bytes_total");
    QVERIFY(received > 0 && sent > 0);
    const Ping ping{fromUnixMs(1)};
    agent.send(ping);
    const auto pong = agent.next<Pong>();
    QVERIFY(pong);
    const auto sizeOf = [](Message message) {
        return qint64(encode({kVersion, 0, std::move(message)}).size());
    };
    QTRY_COMPARE(value("quarterdeck_websocket_received_bytes_total"), received + sizeOf(ping));
    // Two bytes are the header of so short a frame that a server sends.
    QTRY_COMPARE(value("quarterdeck_websocket_sent_bytes_total"), sent + 2 + sizeOf(*pong));
}

QTEST_GUILESS_MAIN(TstAgentSession)
#include "tst_agentsession.moc"
