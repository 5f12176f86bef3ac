// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/agentgateway.h"

#include <QLoggingCategory>

#include <set>
#include <utility>

namespace qd::backend::ingest {

namespace {

Q_LOGGING_CATEGORY(lcGateway, "qd.backend.agent")

constexpr std::chrono::minutes kOneLinePer{1};
constexpr qsizetype kMaxLogSources = 4096;

} // namespace

AgentGateway::AgentGateway(const AgentServices &services, QObject *home)
    : QObject(home)
    , m_services(services)
    , m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->owner = this;
    connect(&m_sweepTimer, &QTimer::timeout, this, &AgentGateway::sweep);
    m_sweepTimer.start(m_services.limits.retryInterval);
}

AgentGateway::~AgentGateway()
{
    {
        const std::lock_guard lock(m_mailbox->mutex);
        m_mailbox->owner = nullptr;
    }
    // Here and not by QObject: sessions look at the services until their end, and those are members.
    for (const auto &[number, session] : std::exchange(m_sessions, {})) {
        delete session;
    }
}

void AgentGateway::accept(QWebSocket *socket)
{
    const AgentSession::Number number = m_nextNumber++;
    auto mailbox = [box = m_mailbox](AgentSession::Number session, std::uint64_t dictionary,
                       std::uint64_t sequence, bool isKept) {
        put(box, {session, dictionary, sequence, isKept});
    };
    auto *session = new AgentSession(number, socket, m_services, std::move(mailbox), this);
    m_sessions.emplace(number, session);
    connect(session, &QObject::destroyed, this, [this, number] { m_sessions.erase(number); });
    connect(session, &AgentSession::refused, this,
        [this, session](const Error &error) { logRefusal(session->peer(), error); });
}

void AgentGateway::put(const std::shared_ptr<Mailbox> &mailbox, const Settled &letter)
{
    const std::lock_guard lock(mailbox->mutex);
    if (mailbox->owner == nullptr) {
        return;
    }
    mailbox->letters.push_back(letter);
    if (mailbox->letters.size() == 1) {
        // Posting is safe under the lock: the destructor cannot run before it is free, and events of a
        // destroyed object are dropped.
        AgentGateway *owner = mailbox->owner;
        QMetaObject::invokeMethod(
            owner, [owner] { owner->readMail(); }, Qt::QueuedConnection);
    }
}

void AgentGateway::readMail()
{
    std::vector<Settled> letters;
    {
        const std::lock_guard lock(m_mailbox->mutex);
        letters.swap(m_mailbox->letters);
    }
    std::set<AgentSession::Number> told;
    for (const Settled &letter : letters) {
        const auto session = m_sessions.find(letter.session);
        if (session != m_sessions.end()) {
            session->second->settled(letter.dictionary, letter.sequence, letter.isKept);
            told.insert(letter.session);
        }
    }
    for (const AgentSession::Number number : told) {
        const auto session = m_sessions.find(number);
        if (session != m_sessions.end()) {
            session->second->sendAcks();
        }
    }
}

void AgentGateway::sweep()
{
    const SteadyMs now = m_services.clock.steadyNow();
    std::vector<AgentSession::Number> numbers;
    numbers.reserve(m_sessions.size());
    for (const auto &[number, session] : m_sessions) {
        numbers.push_back(number);
    }
    for (const AgentSession::Number number : numbers) {
        if (const auto session = m_sessions.find(number); session != m_sessions.end()) {
            session->second->sweep(now);
        }
    }
}

void AgentGateway::logRefusal(const QHostAddress &source, const Error &error)
{
    const SteadyMs now = m_services.clock.steadyNow();
    const auto last = m_lastLogged.constFind(source);
    if (last != m_lastLogged.constEnd() && now - *last < kOneLinePer) {
        return;
    }
    if (m_lastLogged.size() >= kMaxLogSources) {
        m_lastLogged.clear();
    }
    m_lastLogged.insert(source, now);
    qCWarning(lcGateway).noquote() << "agent session from" << source.toString()
                                   << "ended:" << QString::fromStdString(error.toString());
}

} // namespace qd::backend::ingest
