// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/session.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace qd::agent {

namespace {

/// Between the first pings, so that the clock is known before the first block is sent.
constexpr std::chrono::milliseconds kQuickPing{200};

/// Blocks on their way before one of them asks for its acknowledgement, however fast they come.
constexpr std::size_t kMostUnasked = 8;

std::string describe(const protocol::Failed &failed)
{
    return failed.message + (failed.field.empty() ? "" : " (field " + failed.field + ")");
}

} // namespace

Session::Session(const SessionSettings &settings, SessionParts parts)
    : m_settings(settings)
    , m_parts(parts)
    , m_startedAt(now())
    , m_tokens(settings.burstBlocks)
    , m_tokensAt(m_startedAt)
    , m_heardAt(m_startedAt)
{
}

Result<void> Session::receive(std::span<const std::byte> frame)
{
    const auto envelope = protocol::decode(frame);
    if (!envelope) {
        return failure(envelope.error());
    }
    m_heardAt = now();
    const protocol::Message &message = envelope->message;
    if (const auto *failed = std::get_if<protocol::Failed>(&message)) {
        return onFailed(envelope->requestId, *failed);
    }
    if (const auto *ping = std::get_if<protocol::Ping>(&message)) {
        say(protocol::Pong{ping->sentAt, m_parts.clock.now()});
        return {};
    }
    switch (m_phase) {
    case Phase::Challenge:
        if (const auto *challenge = std::get_if<protocol::Challenge>(&message)) {
            return on(*challenge);
        }
        return failure(ErrorCode::InvalidInput, "the backend did not begin with a challenge");
    case Phase::Welcome:
        if (const auto *welcome = std::get_if<protocol::Welcome>(&message)) {
            return on(*welcome);
        }
        return failure(ErrorCode::InvalidInput, "the backend did not answer with a welcome");
    case Phase::Open:
        return onOpen(*envelope);
    }
    return {};
}

Result<void> Session::onOpen(const protocol::Envelope &envelope)
{
    const protocol::Message &message = envelope.message;
    if (const auto *ack = std::get_if<protocol::Ack>(&message)) {
        on(*ack);
    } else if (const auto *pong = std::get_if<protocol::Pong>(&message)) {
        on(*pong);
    } else if (const auto *refused = std::get_if<protocol::BlockRefused>(&message)) {
        on(*refused);
    } else if (const auto *registered = std::get_if<protocol::SeriesRegistered>(&message)) {
        on(*registered);
    } else if (const auto *watch = std::get_if<protocol::WatchProcesses>(&message)) {
        on(*watch);
    } else if (const auto *burst = std::get_if<protocol::BurstOrder>(&message)) {
        on(*burst);
    } else if (std::holds_alternative<protocol::Done>(message)) {
        onDone(envelope.requestId);
    } else {
        m_parts.reporter.note(EventSeverity::Warning, "uplink",
            "The backend sent a message that is not for agents, kind " + std::to_string(message.index() + 1));
    }
    return {};
}

Result<void> Session::on(const protocol::Challenge &challenge)
{
    if (challenge.oldestVersion > protocol::kVersion || challenge.newestVersion < protocol::kOldestVersion) {
        return failure(ErrorCode::Denied, "the backend speaks none of this agent's protocol versions",
            {{"backend",
                 std::to_string(challenge.oldestVersion) + ".." + std::to_string(challenge.newestVersion)},
                {"agent",
                    std::to_string(protocol::kOldestVersion) + ".." + std::to_string(protocol::kVersion)}});
    }
    const Credentials &credentials = m_parts.credentials;
    protocol::Hello hello;
    hello.version = std::min(protocol::kVersion, challenge.newestVersion);
    hello.uuid = credentials.uuid;
    hello.fingerprint = m_parts.host.fingerprint();
    hello.fingerprint.agentKey = credentials.publicKey;
    hello.hostname = m_settings.hostname;
    hello.agentVersion = m_settings.agentVersion;
    hello.enrolToken = m_parts.host.enrolToken();
    hello.dictionary = m_dictionary = m_parts.dictionary.id();
    hello.features = {std::string{protocol::kBurstFeature}};
    hello.signature = credentials.sign(protocol::helloSigningText(challenge.nonce, credentials.uuid));
    m_phase = Phase::Welcome;
    say(std::move(hello));
    return {};
}

Result<void> Session::on(const protocol::Welcome &welcome)
{
    m_host = welcome.host;
    m_reportsBursts = protocol::hasFeature(welcome.features, protocol::kBurstFeature);
    if (m_parts.host.burst().remaining.count() == 0) {
        m_burstReported = m_parts.host.burstRevision(); // what is over is no news to this session
    }
    m_maxInFlight = static_cast<std::size_t>(std::clamp(welcome.maxUnackedBlocks, 1, 4'096));
    if (welcome.lastSequence >= m_parts.spool.nextSequence(m_dictionary)) {
        // This machine was put back to an earlier state. Going on with these numbers would make the backend
        // take new blocks for repeats, so they start over under a new name.
        m_parts.reporter.raise(EventSeverity::Warning, "uplink",
            "The backend knows blocks that this agent has not numbered; numbering starts over");
        m_parts.dictionary.renew();
        m_parts.dictionary.flush();
        m_parts.spool.renumber(m_dictionary, m_parts.dictionary.id());
    } else {
        m_parts.spool.acknowledge(m_dictionary, welcome.lastSequence);
    }
    m_phase = Phase::Open;
    m_nextMeasurement = now();
    return {};
}

Result<void> Session::onFailed(std::uint32_t requestId, const protocol::Failed &failed)
{
    const auto request = m_eventRequests.find(requestId);
    if (m_phase != Phase::Open || request == m_eventRequests.end()) {
        return failure(failed.code, describe(failed));
    }
    if (failed.code == ErrorCode::InvalidInput) {
        m_parts.reporter.note(
            EventSeverity::Warning, "uplink", "The backend refuses an event: " + describe(failed));
        m_parts.spool.eventKept(
            request->second); // it never will be, and must not be in the way of the others
    } else {
        m_nextEventTry = now() + m_settings.eventRetry;
    }
    m_eventRequests.erase(request);
    return {};
}

void Session::onDone(std::uint32_t requestId)
{
    if (const auto request = m_eventRequests.find(requestId); request != m_eventRequests.end()) {
        m_parts.spool.eventKept(request->second);
        m_eventRequests.erase(request);
    }
}

void Session::on(const protocol::Ack &ack)
{
    std::optional<InFlight> newest;
    std::erase_if(m_inFlight, [&](const InFlight &sent) {
        const bool isKept = sent.dictionary == ack.dictionary && sent.sequence <= ack.sequence;
        if (isKept && (!newest || newest->sequence < sent.sequence)) {
            newest = sent;
        }
        return isKept;
    });
    if (!newest) {
        return; // a repeat
    }
    if (newest->wantsAck) {
        m_sendLatency = now() - newest->sent.at;
        // Not more often: of the newest measurements the best counts, and they should span some minutes.
        const bool isEnlightening = newest->sequence == ack.sequence && ack.heldUs >= 0
            && now() >= m_roundTripAt + m_settings.ackInterval;
        if (m_offset.isSure() && isEnlightening) {
            measure(newest->sent, std::chrono::microseconds{ack.heldUs}, ack.sentAt);
        }
    }
    // Not ack.sequence: whatever a backend claims, a block that was not sent to it is not kept by it.
    m_parts.spool.acknowledge(ack.dictionary, newest->sequence);
}

void Session::on(const protocol::BlockRefused &refused)
{
    m_parts.reporter.raise(
        EventSeverity::Warning, "uplink", "The backend refuses a block: " + refused.reason);
    m_parts.spool.drop(refused.dictionary, refused.sequence, SpoolDrop::Refused);
    std::erase_if(m_inFlight, [&](const InFlight &sent) {
        return sent.dictionary == refused.dictionary && sent.sequence == refused.sequence;
    });
}

void Session::on(const protocol::SeriesRegistered &registered)
{
    if (!registered.refused.empty()) {
        m_parts.reporter.raise(EventSeverity::Warning, "uplink",
            "The backend refuses " + std::to_string(registered.refused.size())
                + " series, the first because: " + registered.refused.front().reason);
    }
}

void Session::on(const protocol::Pong &pong)
{
    if (!m_pingStamp || *m_pingStamp != pong.sentAt) {
        return;
    }
    m_pingStamp.reset();
    measure(m_pingSent, std::chrono::microseconds{0}, pong.repliedAt);
}

/// @param held  how long the backend waited with its answer
void Session::measure(const Departure &sent, std::chrono::microseconds held, TimeMs repliedAt)
{
    using namespace std::chrono;
    const auto way = duration_cast<microseconds>(steady_clock::now() - sent.finer) - held;
    m_roundTripUs = std::max<std::int64_t>(0, way.count());
    m_roundTripAt = now();
    const SteadyMs asked = std::min(sent.at + round<milliseconds>(held), m_roundTripAt);
    m_offset.add(asked, m_roundTripAt, repliedAt);
    m_nextMeasurement = m_offset.isSure() ? sent.at + m_settings.clockInterval : now() + kQuickPing;
    correctStamps();
}

void Session::correctStamps()
{
    const auto error = m_offset.errorOf(m_parts.clock);
    if (!error) {
        return;
    }
    const bool wasWrong = std::exchange(m_isClockWrong, std::chrono::abs(*error) > StampClock::kTolerance);
    if (m_isClockWrong) {
        if (!wasWrong) { // once, although putting it right may take some minutes
            m_parts.reporter.raise(EventSeverity::Warning, "clock",
                "Sample times are " + std::to_string(error->count())
                    + " ms from the backend's clock and are being corrected");
        }
        m_parts.clock.correct(*error);
    }
}

void Session::on(const protocol::WatchProcesses &watch)
{
    m_watchInterval = std::chrono::milliseconds{watch.intervalMs <= 0 ? 0 : std::max(watch.intervalMs, 500)};
    m_watchTop = std::clamp(watch.top, 1, 200);
    m_watchUntil = now() + m_settings.watchExpiry;
    m_nextProcessList = std::min(std::max(m_nextProcessList, now()), now() + m_watchInterval);
}

void Session::on(const protocol::BurstOrder &order)
{
    m_parts.host.orderBurst(
        std::chrono::milliseconds{order.intervalMs}, std::chrono::milliseconds{order.remainingMs});
}

void Session::say(protocol::Message message, std::uint32_t requestId)
{
    m_out.push_back(protocol::encode({protocol::kVersion, requestId, std::move(message)}));
}

std::optional<protocol::Blob> Session::nextFrame()
{
    if (!m_out.empty()) {
        protocol::Blob frame = std::move(m_out.front());
        m_out.pop_front();
        return frame;
    }
    if (m_phase != Phase::Open) {
        return std::nullopt;
    }
    for (const auto source : {&Session::nextPing, &Session::nextFacts, &Session::nextBurstReport,
             &Session::nextProcessList, &Session::nextEvent, &Session::nextBlock}) {
        if (auto frame = (this->*source)()) {
            return frame;
        }
    }
    return std::nullopt;
}

std::optional<protocol::Blob> Session::nextPing()
{
    if (m_pingStamp || now() < pingDueAt()) {
        return std::nullopt;
    }
    m_pingStamp = m_parts.clock.now();
    m_pingSent = departNow();
    m_nextMeasurement = now() + m_settings.clockInterval;
    return protocol::encode({protocol::kVersion, 0, protocol::Ping{*m_pingStamp}});
}

std::optional<protocol::Blob> Session::nextFacts()
{
    const std::uint64_t revision = m_parts.host.factsRevision();
    if (revision == m_factsSent) {
        return std::nullopt;
    }
    m_factsSent = revision;
    return protocol::encode({protocol::kVersion, 0, protocol::FactsMessage{m_parts.host.facts()}});
}

std::optional<protocol::Blob> Session::nextBurstReport()
{
    if (!hasBurstNews()) {
        return std::nullopt;
    }
    m_burstReported = m_parts.host.burstRevision();
    const BurstState state = m_parts.host.burst();
    return protocol::encode({protocol::kVersion, 0,
        protocol::BurstReport{static_cast<std::int32_t>(state.interval.count()),
            static_cast<std::int32_t>(state.remaining.count()), state.endReason}});
}

std::optional<protocol::Blob> Session::nextProcessList()
{
    if (m_watchInterval.count() == 0 || now() < m_nextProcessList) {
        return std::nullopt;
    }
    if (now() >= m_watchUntil) {
        m_watchInterval = std::chrono::milliseconds{0};
        return std::nullopt;
    }
    m_nextProcessList = now() + m_watchInterval;
    return protocol::encode({protocol::kVersion, 0,
        protocol::ProcessList{{}, m_parts.clock.now(), m_parts.host.processes(m_watchTop)}});
}

std::optional<protocol::Blob> Session::nextEvent()
{
    constexpr std::size_t kMaxEventsInFlight = 8;
    if (m_eventRequests.size() >= kMaxEventsInFlight || now() < m_nextEventTry) {
        return std::nullopt;
    }
    for (const HostEvent &event : m_parts.spool.events(kMaxEventsInFlight)) {
        const bool isAsked = std::any_of(m_eventRequests.begin(), m_eventRequests.end(),
            [&](const auto &request) { return request.second == event.id; });
        if (!isAsked) {
            m_eventRequests.emplace(m_nextRequest, event.id);
            return protocol::encode({protocol::kVersion, m_nextRequest++, protocol::AgentEvent{event}});
        }
    }
    return std::nullopt;
}

std::optional<protocol::Blob> Session::nextBlock()
{
    while (m_inFlight.size() < m_maxInFlight) {
        const SpooledBlock *next = m_parts.spool.after(m_sentOrdinal);
        if (next == nullptr) {
            return std::nullopt;
        }
        const SpooledBlock block = *next;
        if (auto registration = nextRegistration(block.dictionary)) {
            return registration;
        }
        if (m_registered[block.dictionary] == 0) {
            m_parts.reporter.raise(EventSeverity::Error, "spool",
                "The names of the series in a spooled block are lost; it is dropped");
            m_parts.spool.drop(block.dictionary, block.sequence, SpoolDrop::Corrupt);
            continue;
        }
        if (!takeToken()) {
            return std::nullopt;
        }
        m_sentOrdinal = block.ordinal;
        auto bytes = m_parts.spool.load(block.ordinal);
        if (!bytes) {
            continue; // counted and reported by the spool
        }
        const bool isAckWanted = wantsAck(block);
        if (isAckWanted) {
            m_nextAck = now() + m_settings.ackInterval;
        }
        m_inFlight.push_back({block.dictionary, block.sequence, departNow(), isAckWanted});
        return protocol::encode({protocol::kVersion, 0,
            protocol::BlockMessage{block.dictionary, block.sequence, m_parts.clock.now(),
                static_cast<std::int32_t>(clockError().count()), std::move(*bytes), m_parts.spool.depth(),
                roundTrip(), isAckWanted}});
    }
    return std::nullopt;
}

/// An acknowledgement wakes the agent for itself. As long as blocks come and go one by one, one in three
/// is enough: it covers those before it, tells the clock, and is a sign of life.
bool Session::wantsAck(const SpooledBlock &block) const
{
    const bool isCalm = m_offset.isSure() && m_parts.spool.after(block.ordinal) == nullptr
        && m_inFlight.size() + 1 < std::min(kMostUnasked, m_maxInFlight);
    return !isCalm || now() >= m_nextAck;
}

RoundTrip Session::roundTrip() const
{
    return m_roundTripUs < 0 ? RoundTrip{} : RoundTrip{m_roundTripUs, (now() - m_roundTripAt).count()};
}

std::optional<protocol::Blob> Session::nextRegistration(std::uint64_t dictionary)
{
    constexpr std::size_t kEntriesPerMessage = 500;
    std::size_t &announced = m_registered[dictionary];
    const bool isCurrent = dictionary == m_parts.dictionary.id();
    if (isCurrent ? announced == m_parts.dictionary.entries().size() : announced > 0) {
        return std::nullopt;
    }
    std::vector<protocol::SeriesEntry> old;
    if (!isCurrent) {
        old = m_parts.dictionary.entriesOf(dictionary);
    }
    const std::span<const protocol::SeriesEntry> all =
        isCurrent ? m_parts.dictionary.entries() : std::span{std::as_const(old)};
    protocol::RegisterSeries message{dictionary, {}};
    while (announced < all.size()) {
        message.entries.push_back(all[announced++]);
        if (message.entries.size() == kEntriesPerMessage || announced == all.size()) {
            say(std::exchange(message, {dictionary, {}}), m_nextRequest++);
        }
    }
    if (m_out.empty()) {
        return std::nullopt;
    }
    protocol::Blob first = std::move(m_out.front());
    m_out.pop_front();
    return first;
}

bool Session::takeToken()
{
    const double elapsed = std::chrono::duration<double>{now() - m_tokensAt}.count();
    m_tokens = std::min<double>(m_settings.burstBlocks, m_tokens + elapsed * m_settings.blocksPerSecond);
    m_tokensAt = now();
    if (m_tokens < 1.0) {
        return false;
    }
    m_tokens -= 1.0;
    return true;
}

Result<void> Session::checkTimeouts() const
{
    if (m_phase != Phase::Open && now() >= m_startedAt + m_settings.handshakeTimeout) {
        return failure(ErrorCode::Timeout, "the backend does not complete the handshake");
    }
    if (m_phase == Phase::Open && now() >= m_heardAt + m_settings.silenceLimit()) {
        return failure(ErrorCode::Timeout, "the backend is silent");
    }
    if (m_pingStamp && now() >= m_pingSent.at + m_settings.pongTimeout) {
        return failure(ErrorCode::Timeout, "the backend does not answer pings");
    }
    if (!m_inFlight.empty() && now() >= m_inFlight.front().sent.at + m_settings.ackTimeout) {
        return failure(ErrorCode::Timeout, "the backend does not acknowledge blocks");
    }
    return {};
}

bool Session::hasNews() const
{
    return m_phase != Phase::Open || !m_out.empty() || !m_offset.isSure() || m_watchInterval.count() > 0
        || m_parts.spool.after(m_sentOrdinal) != nullptr || !m_parts.spool.events(1).empty()
        || m_parts.host.factsRevision() != m_factsSent || hasBurstNews();
}

/// To wake up for a ping alone would cost an idle host more than the ping: it goes out with the first block
/// after its time, unless the clock is still unknown or no block comes.
SteadyMs Session::lonePingDueAt() const
{
    if (!m_offset.isSure()) {
        return pingDueAt();
    }
    return std::min(m_nextMeasurement + m_settings.clockSlack,
        m_heardAt + m_settings.pingInterval + m_settings.pingSlack);
}

SteadyMs Session::nextDeadline() const
{
    if (m_phase != Phase::Open) {
        return m_startedAt + m_settings.handshakeTimeout;
    }
    SteadyMs deadline = m_pingStamp ? m_pingSent.at + m_settings.pongTimeout : lonePingDueAt();
    if (!m_inFlight.empty()) {
        deadline = std::min(deadline, m_inFlight.front().sent.at + m_settings.ackTimeout);
    }
    if (m_watchInterval.count() > 0) {
        deadline = std::min(deadline, m_nextProcessList);
    }
    if (m_nextEventTry > now()) {
        deadline = std::min(deadline, m_nextEventTry);
    }
    if (m_tokens < 1.0) {
        const auto perToken = std::lround(1000.0 / m_settings.blocksPerSecond) + 1;
        deadline = std::min(deadline, std::max(now(), m_tokensAt + std::chrono::milliseconds{perToken}));
    }
    return deadline;
}

} // namespace qd::agent
