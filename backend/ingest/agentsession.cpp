// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/agentsession.h"

#include "backend/ingest/hellocheck.h"
#include "shared/net/deliver.h"

#include <QLoggingCategory>
#include <QPointer>

#include <algorithm>

namespace qd::backend::ingest {

namespace {

Q_LOGGING_CATEGORY(lcAgent, "qd.backend.agent")

constexpr std::chrono::seconds kCloseTimeout{5};

std::size_t inFlight(const std::map<std::uint64_t, AckTracker> &trackers)
{
    std::size_t count = 0;
    for (const auto &[dictionary, tracker] : trackers) {
        count += tracker.inFlight();
    }
    return count;
}

/// @return -1 if the instant is not known
std::int64_t microsecondsSince(const std::optional<AckTracker::Instant> &instant)
{
    using namespace std::chrono;
    return instant ? duration_cast<microseconds>(AckTracker::Instant::clock::now() - *instant).count() : -1;
}

} // namespace

AgentSession::AgentSession(
    Number number, QWebSocket *socket, const AgentServices &services, SettledMailbox mailbox, QObject *home)
    : QObject(home)
    , m_number(number)
    , m_services(services)
    , m_mailbox(std::move(mailbox))
    , m_home(home)
    , m_channel(socket)
    , m_nonce(makeNonce())
    , m_startedAt(services.clock.steadyNow())
    , m_lastHeard(m_startedAt)
{
    connect(&m_channel, &net::MessageChannel::received, this, &AgentSession::onReceived);
    connect(&m_channel, &net::MessageChannel::malformed, this, [this](const Error &error) {
        m_services.counters.malformed.fetch_add(1);
        Q_EMIT refused(error);
    });
    connect(&m_channel, &net::MessageChannel::closed, this, &AgentSession::finish);
    send(protocol::Challenge{protocol::kOldestVersion, protocol::kVersion, m_nonce, m_services.clock.now()});
}

AgentSession::~AgentSession()
{
    if (m_presence != 0) {
        m_services.registry.leave(m_host, m_presence);
        m_services.counters.sessions.fetch_sub(1);
    }
}

void AgentSession::onReceived(const protocol::Envelope &envelope)
{
    m_lastHeard = m_services.clock.steadyNow();
    if (const auto *ping = std::get_if<protocol::Ping>(&envelope.message)) {
        send(protocol::Pong{ping->sentAt, m_services.clock.now()}, envelope.requestId);
        sendAllAcks();
        return;
    }
    switch (m_phase) {
    case Phase::Hello:
        if (const auto *hello = std::get_if<protocol::Hello>(&envelope.message)) {
            onHello(*hello);
        } else {
            m_services.counters.refusedOther.fetch_add(1);
            fail({ErrorCode::InvalidInput, "the first message of an agent is Hello", {}});
        }
        return;
    case Phase::Admission:
        m_services.counters.refusedOther.fetch_add(1);
        fail({ErrorCode::InvalidInput, "nothing may follow Hello before Welcome", {}});
        return;
    case Phase::Open:
        onOpen(envelope);
        return;
    case Phase::Closed:
        return;
    }
}

void AgentSession::onHello(const protocol::Hello &hello)
{
    if (const auto checked = checkHelloMessage(hello, m_nonce); !checked) {
        m_services.counters.refusedDenied.fetch_add(1);
        fail(checked.error());
        return;
    }
    m_phase = Phase::Admission;
    cmdb::HostClaim claim{hello.uuid, hello.fingerprint, hello.hostname, hello.enrolToken};
    net::deliver(m_services.inventory.admit(std::move(claim)), m_home, this,
        [this, hello](const Result<cmdb::HostRecord> &record) { onAdmitted(hello, record); });
}

void AgentSession::onAdmitted(const protocol::Hello &hello, const Result<cmdb::HostRecord> &record)
{
    if (m_phase != Phase::Admission) {
        return; // gave up, or was given up, meanwhile
    }
    if (!record) {
        const ErrorCode code = record.error().code;
        auto &counter = code == ErrorCode::Denied ? m_services.counters.refusedDenied
            : code == ErrorCode::Conflict         ? m_services.counters.refusedClone
                                                  : m_services.counters.refusedOther;
        counter.fetch_add(1);
        fail(record.error());
        return;
    }
    m_phase = Phase::Open;
    m_host = record->id;
    m_channel.setVersion(hello.version);
    const auto guarded = [this](auto action) {
        return [home = m_home, guard = QPointer<AgentSession>(this), action](auto... arguments) {
            QMetaObject::invokeMethod(
                home,
                [guard, action, arguments...] {
                    if (!guard.isNull()) {
                        action(guard.data(), arguments...);
                    }
                },
                Qt::QueuedConnection);
        };
    };
    AgentRegistry::Link link;
    link.watchProcesses =
        guarded([](AgentSession *session, const protocol::WatchProcesses &watch) { session->send(watch); });
    if (protocol::hasFeature(hello.features, protocol::kBurstFeature)) {
        link.orderBurst =
            guarded([](AgentSession *session, const protocol::BurstOrder &order) { session->send(order); });
    }
    link.replace = guarded([](AgentSession *session) {
        session->m_services.counters.replaced.fetch_add(1);
        session->fail({ErrorCode::Conflict, "a newer session of this host has come", {}});
    });
    m_services.counters.admitted.fetch_add(1);
    m_services.counters.sessions.fetch_add(1);
    const std::uint64_t kept = m_services.samples.lastSequence(m_host, hello.dictionary);
    m_trackers.emplace(hello.dictionary, AckTracker(kept));
    send(protocol::Welcome{hello.version, m_host, kept, m_services.clock.now(),
        m_services.limits.maxUnackedBlocks, {std::string{protocol::kBurstFeature}}});
    m_presence = m_services.registry.enter(m_host, std::move(link), m_services.clock.now());
    if (!hello.enrolToken.empty()) {
        m_services.registry.reportInventoryChange();
    }
    qCInfo(lcAgent) << "host" << m_host.value << "connected from" << peer().toString();
}

void AgentSession::onOpen(const protocol::Envelope &envelope)
{
    const protocol::Message &message = envelope.message;
    if (const auto *block = std::get_if<protocol::BlockMessage>(&message)) {
        onBlock(*block);
    } else if (const auto *series = std::get_if<protocol::RegisterSeries>(&message)) {
        onRegister(envelope.requestId, *series);
    } else if (const auto *facts = std::get_if<protocol::FactsMessage>(&message)) {
        m_unsavedFacts = facts->facts;
        saveFacts();
    } else if (const auto *event = std::get_if<protocol::AgentEvent>(&message)) {
        onEvent(envelope.requestId, *event);
    } else if (const auto *list = std::get_if<protocol::ProcessList>(&message)) {
        onProcesses(*list);
    } else if (const auto *burst = std::get_if<protocol::BurstReport>(&message)) {
        m_services.registry.reportBurst(m_host, *burst);
    } else if (!std::holds_alternative<protocol::Pong>(message)) {
        fail({ErrorCode::InvalidInput, "this message is not for the backend",
            {{"field", "kind " + std::to_string(message.index() + 1)}}});
    }
}

void AgentSession::onRegister(quint32 requestId, const protocol::RegisterSeries &message)
{
    if (message.entries.size() > m_services.limits.maxEntriesPerMessage) {
        fail({ErrorCode::InvalidInput, "too many series in one message",
                 {{"field", "RegisterSeries.entries"}}},
            requestId);
        return;
    }
    if (tracker(message.dictionary) == nullptr) {
        return;
    }
    std::vector<SeriesRegistration> entries;
    entries.reserve(message.entries.size());
    for (const protocol::SeriesEntry &entry : message.entries) {
        entries.push_back({entry.slot, entry.series});
    }
    const auto done = [home = m_home, guard = QPointer<AgentSession>(this), requestId](
                          const Result<std::vector<RefusedRegistration>> &refused) {
        QMetaObject::invokeMethod(
            home,
            [guard, requestId, refused] {
                if (guard.isNull() || guard->m_phase != Phase::Open) {
                    return;
                }
                if (!refused) {
                    guard->fail(refused.error(), requestId);
                    return;
                }
                protocol::SeriesRegistered answer;
                for (const RefusedRegistration &entry : *refused) {
                    answer.refused.push_back({entry.slot, entry.reason});
                }
                guard->send(std::move(answer), requestId);
            },
            Qt::QueuedConnection);
    };
    m_services.samples.registerSeries(m_host, message.dictionary, std::move(entries), done);
}

AckTracker *AgentSession::tracker(std::uint64_t dictionary)
{
    const auto known = m_trackers.find(dictionary);
    if (known != m_trackers.end()) {
        return &known->second;
    }
    if (m_trackers.size() >= m_services.limits.maxDictionaries) {
        fail({ErrorCode::InvalidInput, "too many dictionaries in one session", {{"field", "dictionary"}}});
        return nullptr;
    }
    return &m_trackers.emplace(dictionary, AckTracker(m_services.samples.lastSequence(m_host, dictionary)))
                .first->second;
}

void AgentSession::onBlock(const protocol::BlockMessage &message)
{
    AckTracker *acks = tracker(message.dictionary);
    if (acks == nullptr) {
        return;
    }
    switch (acks->arrived(message.sequence)) {
    case AckTracker::Arrival::New:
        if (message.wantsAck) {
            acks->want(message.sequence, AckTracker::Instant::clock::now());
        }
        break;
    case AckTracker::Arrival::InFlight:
        return;
    case AckTracker::Arrival::Repeat:
        acks->repeatAck();
        sendAcks();
        return;
    case AckTracker::Arrival::OutOfOrder:
        fail({ErrorCode::InvalidInput, "sequences ascend within a dictionary",
            {{"field", "BlockMessage.sequence"}}});
        return;
    }
    if (inFlight(m_trackers) > static_cast<std::size_t>(m_services.limits.maxUnackedBlocks)) {
        fail({ErrorCode::InvalidInput, "more unacknowledged blocks than Welcome allows", {}});
        return;
    }
    m_services.registry.heard(m_host, m_presence, m_services.clock.now(), message);
    const auto info = series::inspectBlock(message.block);
    if (!info) {
        refuseBlock(message.dictionary, message.sequence, info.error());
        return;
    }
    m_services.counters.blocks.fetch_add(1, std::memory_order_relaxed);
    m_services.counters.blockBytes.fetch_add(
        static_cast<std::int64_t>(message.block.size()), std::memory_order_relaxed);
    m_services.counters.samples.fetch_add(
        static_cast<std::int64_t>(info->samples), std::memory_order_relaxed);
    IngestBlock block{m_host, message.dictionary, message.sequence, message.block, m_services.clock.now(),
        message.sentAt, message.clockOffsetMs};
    if (m_held.empty() && append(block)) {
        return;
    }
    // Nothing overtakes what already waits. The agent sends no more than Welcome allows, so this ends by
    // itself.
    m_services.counters.blocksDeferred.fetch_add(1, std::memory_order_relaxed);
    m_heldBytes += block.raw.size();
    if (m_heldBytes > m_services.limits.maxHeldBytes) {
        fail({ErrorCode::Unavailable, "the journal cannot keep up, come again later", {}});
        return;
    }
    m_held.push_back(std::move(block));
}

bool AgentSession::append(const IngestBlock &block)
{
    const auto done = [mailbox = m_mailbox, number = m_number, dictionary = block.dictionary,
                          sequence = block.sequence](const Result<void> &kept) {
        mailbox(number, dictionary, sequence, kept.has_value());
    };
    const Result<void> taken = m_services.samples.append(block, done);
    if (taken) {
        return true;
    }
    if (taken.error().code == ErrorCode::Unavailable) {
        m_nextRetry = m_services.clock.steadyNow() + m_services.limits.retryInterval;
        return false;
    }
    refuseBlock(block.dictionary, block.sequence, taken.error());
    return true;
}

void AgentSession::appendHeld()
{
    while (!m_held.empty() && append(m_held.front())) {
        m_heldBytes -= m_held.front().raw.size();
        m_held.pop_front();
    }
}

void AgentSession::refuseBlock(std::uint64_t dictionary, std::uint64_t sequence, const Error &error)
{
    m_services.counters.blocksRefused.fetch_add(1);
    send(protocol::BlockRefused{dictionary, sequence, error.code, error.message});
    settled(dictionary, sequence, true);
}

void AgentSession::settled(std::uint64_t dictionary, std::uint64_t sequence, bool isKept)
{
    if (m_phase != Phase::Open) {
        return;
    }
    const auto acks = m_trackers.find(dictionary);
    if (acks == m_trackers.end()) {
        return;
    }
    if (!isKept) {
        // The agent keeps the block and brings it again with its next session; an Ack must never cover it.
        fail({ErrorCode::Unavailable, "the journal did not keep a block", {}});
        return;
    }
    acks->second.settled(sequence);
}

void AgentSession::sendAcks()
{
    if (std::any_of(
            m_trackers.begin(), m_trackers.end(), [](const auto &each) { return each.second.isDue(); })) {
        sendAllAcks();
    }
}

void AgentSession::sendAllAcks()
{
    if (m_phase != Phase::Open) {
        return;
    }
    for (auto &[dictionary, acks] : m_trackers) {
        if (const auto ack = acks.takeAck()) {
            m_services.counters.acks.fetch_add(1, std::memory_order_relaxed);
            send(protocol::Ack{
                dictionary, ack->sequence, m_services.clock.now(), microsecondsSince(ack->arrivedAt)});
        }
    }
}

void AgentSession::onEvent(quint32 requestId, const protocol::AgentEvent &message)
{
    if (m_eventsInFlight >= m_services.limits.maxEventsInFlight) {
        send(protocol::Failed{ErrorCode::Unavailable, "too many events at once", {}}, requestId);
        return;
    }
    ++m_eventsInFlight;
    net::deliver(m_services.inventory.saveEvent(m_host, message.event), m_home, this,
        [this, requestId](const Result<void> &saved) {
            --m_eventsInFlight;
            if (saved) {
                send(protocol::Done{}, requestId);
                return;
            }
            const auto field = saved.error().context.find("field");
            send(protocol::Failed{saved.error().code, saved.error().message,
                     field == saved.error().context.end() ? "" : field->second},
                requestId);
        });
}

void AgentSession::onProcesses(protocol::ProcessList list)
{
    list.host = m_host;
    m_services.registry.reportProcesses(list);
}

void AgentSession::saveFacts()
{
    if (m_isSavingFacts || !m_unsavedFacts) {
        return;
    }
    m_isSavingFacts = true;
    HostFacts facts = std::move(*m_unsavedFacts);
    m_unsavedFacts.reset();
    net::deliver(m_services.inventory.saveFacts(m_host, facts), m_home, this,
        [this, facts](const Result<void> &saved) {
            m_isSavingFacts = false;
            if (saved) {
                m_services.registry.reportInventoryChange();
                return;
            }
            if (saved.error().code == ErrorCode::InvalidInput) {
                qCWarning(lcAgent) << "facts of host" << m_host.value
                                   << "refused:" << QString::fromStdString(saved.error().toString());
                return;
            }
            // The agent sends its facts once; they are kept here until the database takes them, unless
            // newer ones have come.
            if (!m_unsavedFacts) {
                m_unsavedFacts = facts;
            }
            m_nextFactsTry = m_services.clock.steadyNow() + m_services.limits.factsRetry;
        });
}

void AgentSession::sweep(SteadyMs now)
{
    switch (m_phase) {
    case Phase::Hello:
    case Phase::Admission:
        if (now - m_startedAt >= m_services.limits.helloTimeout) {
            m_services.counters.refusedOther.fetch_add(1);
            fail({ErrorCode::Timeout, "the session was not opened in time", {}});
        }
        return;
    case Phase::Open:
        if (now - m_lastHeard >= m_services.limits.idleTimeout) {
            m_services.counters.idleClosed.fetch_add(1);
            fail({ErrorCode::Timeout, "nothing was heard of the agent", {}});
            return;
        }
        if (!m_held.empty() && now >= m_nextRetry) {
            appendHeld();
            sendAcks();
        }
        if (m_unsavedFacts && now >= m_nextFactsTry) {
            saveFacts();
        }
        return;
    case Phase::Closed:
        if (now - m_closingSince >= kCloseTimeout) {
            m_channel.abort();
        }
        return;
    }
}

void AgentSession::send(protocol::Message message, quint32 requestId)
{
    if (m_channel.send(std::move(message), requestId) == net::MessageChannel::SendOutcome::TooSlow) {
        m_channel.abort(); // an agent that does not read its acknowledgements is of no use
    }
}

void AgentSession::fail(const Error &error, quint32 requestId)
{
    if (m_phase == Phase::Closed) {
        return;
    }
    const auto field = error.context.find("field");
    send(protocol::Failed{error.code, error.message, field == error.context.end() ? "" : field->second},
        requestId);
    m_phase = Phase::Closed;
    m_closingSince = m_services.clock.steadyNow();
    m_held.clear();
    Q_EMIT refused(error);
    m_channel.close(QWebSocketProtocol::CloseCodePolicyViolated, QString::fromStdString(error.message));
}

void AgentSession::finish()
{
    m_phase = Phase::Closed;
    Q_EMIT finished();
    deleteLater();
}

} // namespace qd::backend::ingest
