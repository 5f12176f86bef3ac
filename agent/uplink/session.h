// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/spool/dictionary.h"
#include "agent/spool/spool.h"
#include "agent/uplink/clockoffset.h"
#include "agent/uplink/hostview.h"
#include "agent/uplink/stampclock.h"
#include "shared/protocol/wire.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace qd::agent {

struct SessionSettings
{
    std::string hostname;
    std::string agentVersion;
    std::chrono::milliseconds handshakeTimeout{15'000}; ///< from the connection to Welcome
    /// While all is calm, between two blocks whose acknowledgement is asked for.
    std::chrono::milliseconds ackInterval{25'000};
    std::chrono::milliseconds pingInterval{33'000}; ///< of silence; acknowledgements are a sign of life too
    /// A ping into silence waits so long for a block to go along with. Both together outlast the tick after
    /// one that asks for its acknowledgement, or the agent would wake up between the two only to see that it
    /// was heard meanwhile.
    std::chrono::milliseconds pingSlack{9'000};
    std::chrono::milliseconds clockInterval{45'000}; ///< between two measurements of the backend's clock
    std::chrono::milliseconds clockSlack{12'000}; ///< as pingSlack, for a measurement
    std::chrono::milliseconds pongTimeout{14'000};
    std::chrono::milliseconds ackTimeout{120'000}; ///< a backend without its database needs a while
    std::chrono::milliseconds eventRetry{30'000}; ///< after an event was refused for now
    std::chrono::milliseconds watchExpiry{30'000}; ///< of WatchProcesses
    double blocksPerSecond = 100.0; ///< when catching up (R213)
    int burstBlocks = 16; ///< sent without throttling

    /// A live backend is never silent for so long, even if there are no blocks to acknowledge.
    [[nodiscard]] std::chrono::milliseconds silenceLimit() const
    {
        return pingInterval + pingSlack + pongTimeout;
    }
};

/// What a session works on. Everything must outlive it.
struct SessionParts
{
    Spool &spool;
    Dictionary &dictionary;
    StampClock &clock;
    Reporter &reporter;
    HostView &host;
    const Credentials &credentials;
};

/// One connection's protocol with the backend, without a socket and without a timer: frames go in through
/// receive(), come out of nextFrame(), and time is asked of the clock. Its owner moves the bytes.
/// Single-threaded.
class Session
{
public:
    Session(const SessionSettings &settings, SessionParts parts);

    /// Takes one frame.
    /// @errors Denied, Conflict: the backend does not want this agent; anything else: the session is broken.
    /// Either
    ///         way it is over
    [[nodiscard]] Result<void> receive(std::span<const std::byte> frame);

    /// The next frame to send; nothing if there is nothing to say now.
    [[nodiscard]] std::optional<protocol::Blob> nextFrame();

    /// @errors Timeout: the backend is silent or does not acknowledge
    [[nodiscard]] Result<void> checkTimeouts() const;

    /// Whether nextFrame() could have something before nextDeadline(). After most acknowledgements and most
    /// blocks it has not, and the writer may sleep.
    [[nodiscard]] bool hasNews() const;

    /// When to ask nextFrame() and checkTimeouts() again, if nothing happens before.
    [[nodiscard]] SteadyMs nextDeadline() const;

    [[nodiscard]] bool isOpen() const { return m_phase == Phase::Open; }
    [[nodiscard]] HostId host() const { return m_host; }

    /// From sending to acknowledgement of the newest acknowledged block; nothing before the first.
    [[nodiscard]] std::optional<std::chrono::milliseconds> sendLatency() const { return m_sendLatency; }

    /// Stamp clock minus backend clock at this moment, by the newest measurements; 0 before there are enough.
    [[nodiscard]] std::chrono::milliseconds clockError() const
    {
        return m_offset.errorOf(m_parts.clock).value_or(std::chrono::milliseconds{0});
    }

private:
    enum class Phase : std::uint8_t { Challenge, Welcome, Open };

    /// When something left whose answer tells the way to the backend and its clock.
    struct Departure
    {
        SteadyMs at;
        std::chrono::steady_clock::time_point finer;
    };
    struct InFlight
    {
        std::uint64_t dictionary = 0;
        std::uint64_t sequence = 0;
        Departure sent;
        bool wantsAck = true;
    };

    [[nodiscard]] Result<void> on(const protocol::Challenge &challenge);
    [[nodiscard]] Result<void> on(const protocol::Welcome &welcome);
    [[nodiscard]] Result<void> onOpen(const protocol::Envelope &envelope);
    [[nodiscard]] Result<void> onFailed(std::uint32_t requestId, const protocol::Failed &failed);
    void on(const protocol::Ack &ack);
    void on(const protocol::BlockRefused &refused);
    void on(const protocol::Pong &pong);
    void on(const protocol::WatchProcesses &watch);
    void on(const protocol::BurstOrder &order);
    void on(const protocol::SeriesRegistered &registered);
    void onDone(std::uint32_t requestId);
    void say(protocol::Message message, std::uint32_t requestId = 0);
    [[nodiscard]] std::optional<protocol::Blob> nextPing();
    [[nodiscard]] SteadyMs pingDueAt() const
    {
        return std::min(m_nextMeasurement, m_heardAt + m_settings.pingInterval);
    }
    [[nodiscard]] SteadyMs lonePingDueAt() const;
    [[nodiscard]] std::optional<protocol::Blob> nextFacts();
    [[nodiscard]] std::optional<protocol::Blob> nextBurstReport();
    [[nodiscard]] std::optional<protocol::Blob> nextProcessList();
    [[nodiscard]] std::optional<protocol::Blob> nextEvent();
    [[nodiscard]] RoundTrip roundTrip() const;
    [[nodiscard]] bool hasBurstNews() const
    {
        return m_reportsBursts && m_parts.host.burstRevision() != m_burstReported;
    }
    [[nodiscard]] std::optional<protocol::Blob> nextBlock();
    [[nodiscard]] bool wantsAck(const SpooledBlock &block) const;
    [[nodiscard]] std::optional<protocol::Blob> nextRegistration(std::uint64_t dictionary);
    [[nodiscard]] bool takeToken();
    [[nodiscard]] SteadyMs now() const { return m_parts.clock.steadyNow(); }
    [[nodiscard]] Departure departNow() const { return {now(), std::chrono::steady_clock::now()}; }
    void measure(const Departure &sent, std::chrono::microseconds held, TimeMs repliedAt);
    void correctStamps();

    SessionSettings m_settings;
    SessionParts m_parts;
    Phase m_phase = Phase::Challenge;
    SteadyMs m_startedAt;
    HostId m_host;
    std::uint64_t m_dictionary = 0; ///< as said in Hello
    std::deque<protocol::Blob> m_out; ///< answers, before anything else
    std::uint32_t m_nextRequest = 1;

    std::size_t m_maxInFlight = 0;
    std::deque<InFlight> m_inFlight;
    SteadyMs m_nextAck; ///< blocks before it do not ask for theirs, if all is calm
    std::uint64_t m_sentOrdinal = 0; ///< newest block sent in this session
    double m_tokens = 0.0;
    SteadyMs m_tokensAt;
    std::map<std::uint64_t, std::size_t> m_registered; ///< slots announced in this session, by dictionary

    std::map<std::uint32_t, std::string> m_eventRequests; ///< request id -> event id
    SteadyMs m_nextEventTry;
    std::uint64_t m_factsSent = 0;
    bool m_reportsBursts = false; ///< the backend understands that
    std::uint64_t m_burstReported = 0;

    SteadyMs m_heardAt; ///< of the newest frame from the backend
    SteadyMs m_nextMeasurement; ///< of the backend's clock, by a ping
    std::optional<TimeMs> m_pingStamp; ///< of the ping that is not answered yet
    Departure m_pingSent;
    std::int64_t m_roundTripUs = -1; ///< as last measured
    SteadyMs m_roundTripAt;
    ClockOffset m_offset;
    bool m_isClockWrong = false; ///< beyond the tolerance, at the last answer
    std::optional<std::chrono::milliseconds> m_sendLatency;

    std::chrono::milliseconds m_watchInterval{0};
    int m_watchTop = 0;
    SteadyMs m_watchUntil;
    SteadyMs m_nextProcessList;
};

} // namespace qd::agent
