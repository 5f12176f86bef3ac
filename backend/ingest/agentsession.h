// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventorystore.h"
#include "backend/domain/metrics/sampleingest.h"
#include "backend/ingest/acktracker.h"
#include "backend/ingest/agentregistry.h"
#include "backend/ingest/ingestcounters.h"
#include "shared/net/messagechannel.h"

#include <QObject>

#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace qd::backend::ingest {

/// What one agent may cost and how long it may be silent.
struct AgentLimits
{
    std::chrono::milliseconds helloTimeout{10'000}; ///< from the connection to a valid Hello
    std::chrono::milliseconds idleTimeout{45'000}; ///< without any message; agents ping within 31 s
    std::chrono::milliseconds retryInterval{200}; ///< of blocks held while the journal is saturated
    std::chrono::milliseconds factsRetry{10'000}; ///< of facts that could not be saved
    std::int32_t maxUnackedBlocks = 64; ///< told in Welcome; more breaks the protocol
    std::size_t maxHeldBytes = 8 * 1024 * 1024; ///< blocks held for the journal
    std::size_t maxDictionaries = 64; ///< spooled blocks may be of older ones
    std::size_t maxEntriesPerMessage = 10'000;
    int maxEventsInFlight = 64;
};

/// Everything that sessions need from outside. What it refers to outlives all sessions.
struct AgentServices
{
    cmdb::InventoryStore &inventory;
    SampleIngest &samples;
    AgentRegistry &registry;
    IngestCounters &counters;
    const Clock &clock;
    AgentLimits limits;
};

/// One agent's session: challenge, admission, then blocks in and acknowledgements out
/// (docs/protocol/agent.md). Lives on its socket's I/O thread; owned by the AgentGateway, which also tells it
/// the time and the journal's answers. Acknowledges only what the store reported durable.
class AgentSession final : public QObject
{
    Q_OBJECT

public:
    using Number = std::uint64_t;
    /// Takes the store's answer about a block from any thread to settled() on this session's.
    using SettledMailbox =
        std::function<void(Number session, std::uint64_t dictionary, std::uint64_t sequence, bool isKept)>;

    AgentSession(Number number, QWebSocket *socket, const AgentServices &services, SettledMailbox mailbox,
        QObject *home);
    ~AgentSession() override;

    [[nodiscard]] Number number() const { return m_number; }
    [[nodiscard]] QHostAddress peer() const { return m_channel.socket().peerAddress(); }

    /// The store's answer about one block; sendAcks() tells the agent.
    void settled(std::uint64_t dictionary, std::uint64_t sequence, bool isKept);
    /// Acks as below, if one of them is waited for.
    void sendAcks();
    /// Keeps the timeouts and tries held work again.
    void sweep(SteadyMs now);

Q_SIGNALS:
    /// The agent was turned away, for the log.
    void refused(const qd::Error &error);
    void finished();

private:
    enum class Phase { Hello, Admission, Open, Closed };

    void onReceived(const protocol::Envelope &envelope);
    void onHello(const protocol::Hello &hello);
    void onAdmitted(const protocol::Hello &hello, const Result<cmdb::HostRecord> &record);
    void onOpen(const protocol::Envelope &envelope);
    void onRegister(quint32 requestId, const protocol::RegisterSeries &message);
    void onBlock(const protocol::BlockMessage &message);
    void onEvent(quint32 requestId, const protocol::AgentEvent &message);
    void onProcesses(protocol::ProcessList list);
    void saveFacts();

    /// @return false if the journal is saturated and the block has to wait
    [[nodiscard]] bool append(const IngestBlock &block);
    void refuseBlock(std::uint64_t dictionary, std::uint64_t sequence, const Error &error);
    /// One Ack per dictionary that has something new, however many blocks it covers.
    void sendAllAcks();
    [[nodiscard]] AckTracker *tracker(std::uint64_t dictionary);
    void appendHeld();
    void send(protocol::Message message, quint32 requestId = 0);
    void fail(const Error &error, quint32 requestId = 0);
    void finish();

    const Number m_number;
    const AgentServices &m_services;
    SettledMailbox m_mailbox;
    QObject *m_home;
    net::MessageChannel m_channel;
    Phase m_phase = Phase::Hello;
    protocol::Blob m_nonce;
    HostId m_host;
    std::uint64_t m_presence = 0; ///< number in the registry
    SteadyMs m_startedAt;
    SteadyMs m_lastHeard;
    SteadyMs m_closingSince;

    std::map<std::uint64_t, AckTracker> m_trackers; ///< by dictionary
    std::deque<IngestBlock> m_held; ///< in order of arrival
    std::size_t m_heldBytes = 0;
    SteadyMs m_nextRetry;
    std::optional<HostFacts> m_unsavedFacts;
    bool m_isSavingFacts = false;
    SteadyMs m_nextFactsTry;
    int m_eventsInFlight = 0;
};

} // namespace qd::backend::ingest
