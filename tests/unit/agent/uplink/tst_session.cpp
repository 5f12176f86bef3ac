// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/agent/uplink/sessionfixture.h"

#include <QTest>

#include <memory>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

namespace {

template <typename M>
std::vector<M> only(const std::vector<protocol::Envelope> &envelopes)
{
    std::vector<M> found;
    for (const protocol::Envelope &envelope : envelopes) {
        if (const auto *message = std::get_if<M>(&envelope.message)) {
            found.push_back(*message);
        }
    }
    return found;
}

} // namespace

/// The protocol without a socket: frames in, frames out, time by hand.
class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void challenge_isAnsweredByASignedHello();
    void unspokenVersion_endsTheSession();
    void welcome_opensAndSeriesPrecedeTheirBlocks();
    void window_holdsBackBlocksUntilAcknowledged();
    void acknowledgedBlocks_leaveTheSpool();
    void everyBlock_tellsWhatTheSpoolHolds();
    void acknowledgement_isNewsOnlyIfABlockWaited();
    void acknowledgedTwice_countsOnce();
    void acknowledgementOfUnsentBlocks_freesNothingUnsent();
    void newSession_resendsWhatWasNotAcknowledged();
    void keptSequenceInWelcome_freesWithoutSending();
    void backendAheadOfOurNumbers_startsNumberingOver();
    void refusedBlock_isDroppedAndTheRestGoesOn();
    void deniedHello_endsTheSessionWithTheReason();
    void newSeriesMidSession_areAnnouncedBeforeTheirBlock();
    void backlog_isThrottled();
    void event_isKeptUntilDone();
    void eventRefusedForGood_doesNotBlockOthers();
    void changedFacts_areSentOnce();
    void watchedProcesses_expireUnlessRepeated();
    void duePing_goesOutBesideABlock();
    void duePing_goesOutAloneAfterTheSlack();
    void dueMeasurement_waitsPastTheNextTick();
    void acknowledgements_areSignsOfLife();
    void unknownClock_asksForEveryAcknowledgement();
    void calmSession_asksForEveryThirdAcknowledgement();
    void calmSession_hasNothingToDoBetweenTicks();
    void acknowledgementOfTheAskedBlock_freesThoseBeforeIt();
    void window_neverClosesOverBlocksThatDoNotAsk();
    void timedAcknowledgement_isAMeasurement();
    void acknowledgementsInHaste_doNotCrowdOutTheMeasurements();
    void silentBackend_timesOut();
    void silentBackendThatTakesNoPing_timesOut();
    void unacknowledgedBlocks_timeOut();
    void clockOfBackend_correctsStampsAfterThreePings();
    void malformedFrame_endsTheSession();

private:
    void restart();
    void open(std::uint64_t lastSequence = 0, int maxUnacked = 64);
    void take(protocol::Message message, std::uint32_t requestId = 0);
    [[nodiscard]] std::vector<protocol::Envelope> sent();
    void answerPing(std::chrono::milliseconds backendAhead);
    void learnClock();
    [[nodiscard]] protocol::BlockMessage nextBlockAfter(std::chrono::milliseconds pause);

    std::unique_ptr<SessionFixture> m_parts;
    std::unique_ptr<Session> m_session;
    Result<void> m_outcome;
};

void SessionTest::init()
{
    m_parts = std::make_unique<SessionFixture>();
    restart();
}

void SessionTest::restart()
{
    SessionSettings settings;
    settings.hostname = "web-1";
    settings.agentVersion = "1.2.3";
    m_session = std::make_unique<Session>(settings, m_parts->parts());
}

void SessionTest::take(protocol::Message message, std::uint32_t requestId)
{
    m_outcome = m_session->receive(protocol::encode({protocol::kVersion, requestId, std::move(message)}));
}

std::vector<protocol::Envelope> SessionTest::sent()
{
    std::vector<protocol::Envelope> envelopes;
    while (const auto frame = m_session->nextFrame()) {
        envelopes.push_back(protocol::decode(*frame).value());
    }
    return envelopes;
}

void SessionTest::open(std::uint64_t lastSequence, int maxUnacked)
{
    take(protocol::Challenge{1, 1, protocol::Blob(32), m_parts->clock.now()});
    QCOMPARE(only<protocol::Hello>(sent()).size(), 1U);
    take(protocol::Welcome{1, HostId{7}, lastSequence, m_parts->clock.now(), maxUnacked});
    QVERIFY(m_outcome.has_value());
    QVERIFY(m_session->isOpen());
}

void SessionTest::challenge_isAnsweredByASignedHello()
{
    QVERIFY(sent().empty());
    protocol::Blob signedText;
    m_parts->credentials.sign = [&](std::span<const std::byte> text) {
        signedText.assign(text.begin(), text.end());
        return protocol::Blob(64, std::byte{9});
    };
    take(protocol::Challenge{1, 1, protocol::Blob(32, std::byte{5}), {}});
    const auto hello = only<protocol::Hello>(sent());
    QCOMPARE(hello.size(), 1U);
    QCOMPARE(hello.front().uuid, m_parts->credentials.uuid);
    QCOMPARE(hello.front().hostname, std::string{"web-1"});
    QCOMPARE(hello.front().enrolToken, std::string{"once"});
    QCOMPARE(hello.front().fingerprint.agentKey, std::string(32, 'k'));
    QCOMPARE(hello.front().fingerprint.machineId, std::string{"machine"});
    QCOMPARE(hello.front().dictionary, m_parts->dictionary.id());
    QCOMPARE(hello.front().signature, protocol::Blob(64, std::byte{9}));
    QCOMPARE(
        signedText, protocol::helloSigningText(protocol::Blob(32, std::byte{5}), m_parts->credentials.uuid));
}

void SessionTest::unspokenVersion_endsTheSession()
{
    take(protocol::Challenge{9, 12, protocol::Blob(32), {}});
    QVERIFY(!m_outcome.has_value());
    QVERIFY(m_outcome.error().code == ErrorCode::Denied);
}

void SessionTest::welcome_opensAndSeriesPrecedeTheirBlocks()
{
    m_parts->pushBlocks(3);
    open();
    const auto envelopes = sent();
    std::vector<std::size_t> kinds;
    for (const auto &envelope : envelopes) {
        kinds.push_back(envelope.message.index());
    }
    const auto blocks = only<protocol::BlockMessage>(envelopes);
    QCOMPARE(blocks.size(), 3U);
    QCOMPARE(blocks[0].sequence, 1U);
    QCOMPARE(blocks[2].sequence, 3U);
    QCOMPARE(blocks[0].dictionary, m_parts->dictionary.id());
    const auto series = only<protocol::RegisterSeries>(envelopes);
    QCOMPARE(series.size(), 1U);
    QCOMPARE(series.front().entries.size(), 1U);
    const auto indexOf = [&](std::size_t kind) {
        return std::find(kinds.begin(), kinds.end(), kind) - kinds.begin();
    };
    QVERIFY(indexOf(protocol::Message{protocol::RegisterSeries{}}.index())
        < indexOf(protocol::Message{protocol::BlockMessage{}}.index()));
    QCOMPARE(only<protocol::FactsMessage>(envelopes).size(), 1U);
}

void SessionTest::window_holdsBackBlocksUntilAcknowledged()
{
    m_parts->pushBlocks(5);
    open(0, 2);
    QCOMPARE(only<protocol::BlockMessage>(sent()).size(), 2U);
    take(protocol::Ack{m_parts->dictionary.id(), 1});
    const auto next = only<protocol::BlockMessage>(sent());
    QCOMPARE(next.size(), 1U);
    QCOMPARE(next.front().sequence, 3U);
}

void SessionTest::acknowledgedBlocks_leaveTheSpool()
{
    m_parts->pushBlocks(3);
    open();
    (void)sent();
    m_parts->clock.advance(40ms);
    take(protocol::Ack{m_parts->dictionary.id(), 2});
    QCOMPARE(m_parts->spool.stats().blocks, 1U);
    QCOMPARE(m_parts->spool.stats().samplesAcknowledged, 20U);
    QCOMPARE(m_session->sendLatency().value(), 40ms);
}

void SessionTest::everyBlock_tellsWhatTheSpoolHolds()
{
    m_parts->pushBlocks(3);
    open();
    const auto first = only<protocol::BlockMessage>(sent());
    QCOMPARE(first.size(), 3U);
    QVERIFY((first.back().spool == SpoolDepth{3, 0, 300}));
    take(protocol::Ack{m_parts->dictionary.id(), 2});
    m_parts->pushBlocks(1);
    const auto next = only<protocol::BlockMessage>(sent());
    QCOMPARE(next.size(), 1U);
    QVERIFY((next.front().spool == SpoolDepth{2, 0, 200}));
}

void SessionTest::acknowledgement_isNewsOnlyIfABlockWaited()
{
    open(0, 1);
    learnClock();
    m_parts->pushBlocks(2);
    const auto first = only<protocol::BlockMessage>(sent());
    QCOMPARE(first.size(), 1U);
    take(protocol::Ack{first.front().dictionary, first.front().sequence});
    QVERIFY(m_session->hasNews());
    const auto second = only<protocol::BlockMessage>(sent());
    QCOMPARE(second.size(), 1U);
    take(protocol::Ack{second.front().dictionary, second.front().sequence});
    QVERIFY(!m_session->hasNews());
}

void SessionTest::acknowledgedTwice_countsOnce()
{
    m_parts->pushBlocks(3);
    open();
    (void)sent();
    take(protocol::Ack{m_parts->dictionary.id(), 2});
    take(protocol::Ack{m_parts->dictionary.id(), 2});
    take(protocol::Ack{m_parts->dictionary.id(), 1});
    QVERIFY(m_outcome.has_value());
    QCOMPARE(m_parts->spool.stats().samplesAcknowledged, 20U);
    QCOMPARE(m_parts->spool.stats().blocks, 1U);
}

void SessionTest::acknowledgementOfUnsentBlocks_freesNothingUnsent()
{
    m_parts->pushBlocks(5);
    open(0, 2);
    (void)sent();
    take(protocol::Ack{m_parts->dictionary.id(), 5});
    QCOMPARE(m_parts->spool.stats().blocks, 3U);
    take(protocol::Ack{12345, 5});
    QCOMPARE(m_parts->spool.stats().blocks, 3U);
}

void SessionTest::newSession_resendsWhatWasNotAcknowledged()
{
    m_parts->pushBlocks(3);
    open();
    (void)sent();
    take(protocol::Ack{m_parts->dictionary.id(), 1});
    restart();
    open(1);
    const auto again = sent();
    const auto blocks = only<protocol::BlockMessage>(again);
    QCOMPARE(blocks.size(), 2U);
    QCOMPARE(blocks.front().sequence, 2U);
    QCOMPARE(only<protocol::RegisterSeries>(again).size(), 1U);
}

void SessionTest::keptSequenceInWelcome_freesWithoutSending()
{
    m_parts->pushBlocks(3);
    open(2);
    const auto blocks = only<protocol::BlockMessage>(sent());
    QCOMPARE(blocks.size(), 1U);
    QCOMPARE(blocks.front().sequence, 3U);
}

void SessionTest::backendAheadOfOurNumbers_startsNumberingOver()
{
    m_parts->pushBlocks(2);
    const std::uint64_t old = m_parts->dictionary.id();
    open(40);
    const auto blocks = only<protocol::BlockMessage>(sent());
    QCOMPARE(blocks.size(), 2U);
    QVERIFY(blocks.front().dictionary != old);
    QCOMPARE(blocks.front().dictionary, m_parts->dictionary.id());
    QCOMPARE(blocks.front().sequence, 1U);
    QVERIFY(m_parts->reporter.hasEvent("numbering starts over"));
}

void SessionTest::refusedBlock_isDroppedAndTheRestGoesOn()
{
    m_parts->pushBlocks(2);
    open();
    (void)sent();
    take(protocol::BlockRefused{m_parts->dictionary.id(), 1, ErrorCode::InvalidInput, "too old"});
    QCOMPARE(m_parts->spool.stats().blocks, 1U);
    QCOMPARE(m_parts->spool.stats().samplesDropped[static_cast<std::size_t>(SpoolDrop::Refused)], 10U);
    QVERIFY(m_parts->reporter.hasEvent("too old"));
    take(protocol::Ack{m_parts->dictionary.id(), 2});
    QCOMPARE(m_parts->spool.stats().blocks, 0U);
}

void SessionTest::deniedHello_endsTheSessionWithTheReason()
{
    take(protocol::Challenge{1, 1, protocol::Blob(32), {}});
    (void)sent();
    take(protocol::Failed{ErrorCode::Conflict, "another machine has this identity", "Hello.fingerprint"});
    QVERIFY(!m_outcome.has_value());
    QVERIFY(m_outcome.error().code == ErrorCode::Conflict);
    QVERIFY(m_outcome.error().message.find("Hello.fingerprint") != std::string::npos);
    QVERIFY(!m_session->isOpen());
}

void SessionTest::newSeriesMidSession_areAnnouncedBeforeTheirBlock()
{
    m_parts->pushBlocks(1);
    open();
    (void)sent();
    (void)m_parts->dictionary.slotOf({Labels{{{"__name__", "new"}}}, "count", MetricKind::Counter, 10'000});
    m_parts->pushBlocks(1);
    const auto envelopes = sent();
    QCOMPARE(envelopes.size(), 2U);
    const auto series = only<protocol::RegisterSeries>(envelopes);
    QCOMPARE(series.size(), 1U);
    QCOMPARE(series.front().entries.front().slot, 1U);
    QVERIFY(std::holds_alternative<protocol::BlockMessage>(envelopes.back().message));
}

void SessionTest::backlog_isThrottled()
{
    m_parts->pushBlocks(200);
    open(0, 4'000);
    QCOMPARE(only<protocol::BlockMessage>(sent()).size(), 16U);
    QVERIFY(m_session->nextDeadline() - m_parts->clock.steadyNow() <= 20ms);
    m_parts->clock.advance(100ms);
    QCOMPARE(only<protocol::BlockMessage>(sent()).size(), 10U);
}

void SessionTest::event_isKeptUntilDone()
{
    m_parts->spool.push(HostEvent{"e1", m_parts->clock.now(), EventSeverity::Info, "test", "text"});
    open();
    const auto envelopes = sent();
    const auto event = std::find_if(envelopes.begin(), envelopes.end(),
        [](const auto &envelope) { return std::holds_alternative<protocol::AgentEvent>(envelope.message); });
    QVERIFY(event != envelopes.end());
    QVERIFY(event->requestId != 0);
    QCOMPARE(m_parts->spool.stats().events, 1U);
    QVERIFY(only<protocol::AgentEvent>(sent()).empty());
    take(protocol::Done{}, event->requestId);
    QCOMPARE(m_parts->spool.stats().events, 0U);
}

void SessionTest::eventRefusedForGood_doesNotBlockOthers()
{
    m_parts->spool.push(HostEvent{"bad", m_parts->clock.now(), EventSeverity::Info, "test", "text"});
    m_parts->spool.push(HostEvent{"good", m_parts->clock.now(), EventSeverity::Info, "test", "text"});
    open();
    std::vector<std::uint32_t> requests;
    for (const auto &envelope : sent()) {
        if (std::holds_alternative<protocol::AgentEvent>(envelope.message)) {
            requests.push_back(envelope.requestId);
        }
    }
    QCOMPARE(requests.size(), 2U);
    take(protocol::Failed{ErrorCode::InvalidInput, "bad event", ""}, requests[0]);
    QVERIFY(m_outcome.has_value());
    take(protocol::Failed{ErrorCode::Unavailable, "no database", ""}, requests[1]);
    QCOMPARE(m_parts->spool.events(9).size(), 1U);
    QCOMPARE(m_parts->spool.events(9).front().id, std::string{"good"});
    QVERIFY(only<protocol::AgentEvent>(sent()).empty());
    m_parts->clock.advance(31s);
    QCOMPARE(only<protocol::AgentEvent>(sent()).size(), 1U);
}

void SessionTest::changedFacts_areSentOnce()
{
    open();
    QCOMPARE(only<protocol::FactsMessage>(sent()).size(), 1U);
    QCOMPARE(only<protocol::FactsMessage>(sent()).size(), 0U);
    m_parts->host.revision = 2;
    QCOMPARE(only<protocol::FactsMessage>(sent()).size(), 1U);
}

void SessionTest::watchedProcesses_expireUnlessRepeated()
{
    open();
    (void)sent();
    take(protocol::WatchProcesses{1'000, 5});
    const auto first = only<protocol::ProcessList>(sent());
    QCOMPARE(first.size(), 1U);
    QCOMPARE(first.front().processes.size(), 5U);
    int lists = 0;
    for (int second = 1; second <= 60; ++second) {
        m_parts->clock.advance(1s);
        lists += static_cast<int>(only<protocol::ProcessList>(sent()).size());
    }
    QCOMPARE(lists, 29);
    take(protocol::WatchProcesses{1'000, 5});
    QCOMPARE(only<protocol::ProcessList>(sent()).size(), 1U);
    take(protocol::WatchProcesses{0, 5});
    m_parts->clock.advance(2s);
    QCOMPARE(only<protocol::ProcessList>(sent()).size(), 0U);
}

void SessionTest::learnClock()
{
    for (int i = 0; i < 3; ++i) {
        answerPing(0ms);
        m_parts->clock.advance(200ms);
    }
}

void SessionTest::duePing_goesOutBesideABlock()
{
    open();
    learnClock();
    const SteadyMs due = m_session->nextDeadline() - 9s;
    m_parts->clock.advance(due - m_parts->clock.steadyNow() - 1ms);
    m_parts->pushBlocks(1);
    QVERIFY(only<protocol::Ping>(sent()).empty());
    m_parts->clock.advance(1ms);
    m_parts->pushBlocks(1);
    const auto both = sent();
    QCOMPARE(only<protocol::Ping>(both).size(), 1U);
    QCOMPARE(only<protocol::BlockMessage>(both).size(), 1U);
}

void SessionTest::duePing_goesOutAloneAfterTheSlack()
{
    open();
    learnClock();
    QVERIFY(sent().empty());
    m_parts->clock.advance(m_session->nextDeadline() - m_parts->clock.steadyNow());
    QCOMPARE(only<protocol::Ping>(sent()).size(), 1U);
}

void SessionTest::dueMeasurement_waitsPastTheNextTick()
{
    open();
    learnClock();
    QVERIFY(sent().empty());
    const SteadyMs measured = m_parts->clock.steadyNow();
    for (int tick = 1; tick <= 4; ++tick) { // acknowledged as they should be: nothing to fear
        m_parts->clock.advance(10s);
        m_parts->pushBlocks(1);
        take(protocol::Ack{m_parts->dictionary.id(), only<protocol::BlockMessage>(sent()).front().sequence});
    }
    const SteadyMs alone = m_session->nextDeadline();
    QVERIFY(alone - measured > 50s);
    QVERIFY(alone - measured < 60s);
    m_parts->clock.advance(alone - m_parts->clock.steadyNow());
    QCOMPARE(only<protocol::Ping>(sent()).size(), 1U);
}

void SessionTest::acknowledgements_areSignsOfLife()
{
    open();
    learnClock();
    const SteadyMs measured = m_parts->clock.steadyNow();
    std::vector<std::chrono::milliseconds> pings;
    std::chrono::milliseconds oldest{0};
    for (int tick = 1; tick <= 12; ++tick) {
        m_parts->clock.advance(10s);
        m_parts->pushBlocks(1);
        const auto frames = sent();
        const auto block = only<protocol::BlockMessage>(frames).front();
        oldest = std::max(oldest, std::chrono::milliseconds{block.roundTrip.ageMs});
        take(protocol::Ack{m_parts->dictionary.id(), block.sequence});
        for (const protocol::Ping &ping : only<protocol::Ping>(frames)) {
            pings.push_back(m_parts->clock.steadyNow() - measured);
            take(protocol::Pong{ping.sentAt, m_parts->clock.now()});
        }
    }
    QCOMPARE(pings, (std::vector<std::chrono::milliseconds>{50s, 100s})); // for the clock alone
    // The console takes a round trip for good until 75 s after it was measured, and hears of it by the block.
    QVERIFY(oldest + 10s < 75s);
}

protocol::BlockMessage SessionTest::nextBlockAfter(std::chrono::milliseconds pause)
{
    m_parts->clock.advance(pause);
    m_parts->pushBlocks(1);
    const auto blocks = only<protocol::BlockMessage>(sent());
    return blocks.size() == 1 ? blocks.front() : protocol::BlockMessage{};
}

void SessionTest::unknownClock_asksForEveryAcknowledgement()
{
    open();
    for (int i = 0; i < 3; ++i) {
        const auto block = nextBlockAfter(10ms);
        QVERIFY(block.wantsAck);
        take(protocol::Ack{block.dictionary, block.sequence});
    }
}

void SessionTest::calmSession_asksForEveryThirdAcknowledgement()
{
    open();
    learnClock();
    for (int round = 0; round < 3; ++round) {
        const auto asking = nextBlockAfter(10s);
        QVERIFY(asking.wantsAck);
        take(protocol::Ack{asking.dictionary, asking.sequence, m_parts->clock.now(), 50'000});
        QVERIFY(!nextBlockAfter(10s).wantsAck);
        QVERIFY(!nextBlockAfter(10s).wantsAck);
    }
    m_parts->pushBlocks(3); // something held them up: that is not calm
    const auto blocks = only<protocol::BlockMessage>(sent());
    QCOMPARE(blocks.size(), 3U);
    QVERIFY(blocks[0].wantsAck);
    QVERIFY(blocks[1].wantsAck);
}

void SessionTest::calmSession_hasNothingToDoBetweenTicks()
{
    open();
    learnClock();
    for (int tick = 1; tick <= 12; ++tick) {
        const auto block = nextBlockAfter(10s - 50ms);
        const SteadyMs sent = m_parts->clock.steadyNow();
        // The timer of this moment stands until the next tick, since an answer does not wake the writer.
        QVERIFY(m_session->nextDeadline() - sent > 10s);
        m_parts->clock.advance(50ms);
        if (block.wantsAck) {
            take(protocol::Ack{block.dictionary, block.sequence, m_parts->clock.now(), 50'000});
            QVERIFY(!m_session->hasNews());
        }
    }
}

void SessionTest::acknowledgementOfTheAskedBlock_freesThoseBeforeIt()
{
    open();
    learnClock();
    (void)nextBlockAfter(0s);
    take(protocol::Ack{m_parts->dictionary.id(), 1});
    QVERIFY(!nextBlockAfter(10s).wantsAck);
    QVERIFY(!nextBlockAfter(10s).wantsAck);
    QCOMPARE(m_parts->spool.stats().blocks, 2U);
    const auto latency = m_session->sendLatency();
    const auto asking = nextBlockAfter(10s);
    m_parts->clock.advance(30ms);
    take(protocol::Ack{asking.dictionary, asking.sequence});
    QCOMPARE(m_parts->spool.stats().blocks, 0U);
    QVERIFY(m_session->sendLatency() != latency);
    QCOMPARE(m_session->sendLatency(), std::optional{30ms}); // not that of the block which did not ask
}

void SessionTest::window_neverClosesOverBlocksThatDoNotAsk()
{
    open(0, 2);
    learnClock();
    QVERIFY(nextBlockAfter(0s).wantsAck);
    take(protocol::Ack{m_parts->dictionary.id(), 1});
    QVERIFY(!nextBlockAfter(1s).wantsAck);
    QVERIFY(nextBlockAfter(1s).wantsAck); // nothing more may be sent before its answer
}

void SessionTest::timedAcknowledgement_isAMeasurement()
{
    open();
    learnClock();
    m_parts->clock.advance(30s);
    m_parts->pushBlocks(1);
    const auto asking = only<protocol::BlockMessage>(sent()).front();
    const TimeMs arrived = m_parts->clock.now();
    m_parts->clock.advance(2s); // the backend's database was slow
    take(protocol::Ack{asking.dictionary, asking.sequence, arrived + 2s + 700ms, 2'000'000});
    // The wait is not taken for a way of two seconds, which would count less than what the pings found.
    QCOMPARE(m_parts->stamps.now(), m_parts->clock.now() + 700ms);
    for (int tick = 1; tick <= 7; ++tick) { // with others like it no ping is needed
        m_parts->clock.advance(10s);
        m_parts->pushBlocks(1);
        const auto frames = sent();
        QVERIFY(only<protocol::Ping>(frames).empty());
        const auto block = only<protocol::BlockMessage>(frames).front();
        if (block.wantsAck) {
            QVERIFY(block.roundTrip.ageMs <= 30'000);
            take(protocol::Ack{block.dictionary, block.sequence, m_parts->clock.now() + 700ms, 0});
        }
    }
}

void SessionTest::acknowledgementsInHaste_doNotCrowdOutTheMeasurements()
{
    open();
    learnClock();
    for (int i = 0; i < 20; ++i) {
        const auto block = nextBlockAfter(100ms);
        take(protocol::Ack{block.dictionary, block.sequence, m_parts->clock.now() + 5s, 0});
    }
    QCOMPARE(m_parts->stamps.now(), m_parts->clock.now()); // what three pings found still counts
}

void SessionTest::silentBackend_timesOut()
{
    m_parts->clock.advance(14s);
    QVERIFY(m_session->checkTimeouts().has_value());
    m_parts->clock.advance(1s);
    QVERIFY(m_session->checkTimeouts().error().code == ErrorCode::Timeout);
    restart();
    open();
    QCOMPARE(only<protocol::Ping>(sent()).size(), 1U);
    m_parts->clock.advance(14s);
    QVERIFY(m_session->checkTimeouts().error().code == ErrorCode::Timeout);
}

void SessionTest::silentBackendThatTakesNoPing_timesOut()
{
    open(); // and nextFrame() is not asked: a write is held up
    m_parts->clock.advance(55s);
    QVERIFY(m_session->checkTimeouts().has_value());
    m_parts->clock.advance(1s);
    QVERIFY(m_session->checkTimeouts().error().code == ErrorCode::Timeout);
}

void SessionTest::unacknowledgedBlocks_timeOut()
{
    m_parts->pushBlocks(1);
    open();
    for (int i = 0; i < 4; ++i) {
        answerPing(0ms);
        QVERIFY(m_session->checkTimeouts().has_value());
        m_parts->clock.advance(33s);
    }
    QVERIFY(m_session->checkTimeouts().error().code == ErrorCode::Timeout);
}

void SessionTest::answerPing(std::chrono::milliseconds backendAhead)
{
    const auto pings = only<protocol::Ping>(sent());
    QCOMPARE(pings.size(), 1U);
    m_parts->clock.advance(20ms);
    const TimeMs replied = m_parts->clock.now() + backendAhead;
    m_parts->clock.advance(20ms);
    take(protocol::Pong{pings.front().sentAt, replied});
}

void SessionTest::clockOfBackend_correctsStampsAfterThreePings()
{
    open();
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(m_parts->stamps.now(), m_parts->clock.now());
        answerPing(5s);
        m_parts->clock.advance(200ms);
    }
    QCOMPARE(m_parts->stamps.now(), m_parts->clock.now() + 5s);
    QVERIFY(m_parts->reporter.hasEvent("Sample times are -5000 ms from the backend's clock"));
    // The correction counts at once, not with the next ping: what is sent now has right stamps.
    m_parts->pushBlocks(1);
    const auto blocks = only<protocol::BlockMessage>(sent());
    QCOMPARE(blocks.size(), 1U);
    QCOMPARE(blocks.front().clockOffsetMs, 0);
    m_parts->clock.advance(33s);
    answerPing(5s);
    QCOMPARE(m_session->clockError(), 0ms);
}

void SessionTest::malformedFrame_endsTheSession()
{
    open();
    m_outcome = m_session->receive(protocol::Blob(3, std::byte{0xC1}));
    QVERIFY(m_outcome.error().code == ErrorCode::InvalidInput);
}

QTEST_APPLESS_MAIN(SessionTest)
#include "tst_session.moc"
