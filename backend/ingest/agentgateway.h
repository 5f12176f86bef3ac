// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/ingest/agentsession.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace qd::backend::ingest {

/// All agent sessions of one I/O thread. One is made on each such thread, as a child of the thread's home
/// object. The journal's answers of a whole commit reach its sessions in one event, so that one Ack covers
/// many blocks.
class AgentGateway final : public QObject
{
    Q_OBJECT

public:
    /// @param services  copied; what it refers to outlives this
    AgentGateway(const AgentServices &services, QObject *home);
    ~AgentGateway() override;

    /// Begins a session on a WebSocket of this thread, which is taken over.
    void accept(QWebSocket *socket);

private:
    struct Settled
    {
        AgentSession::Number session = 0;
        std::uint64_t dictionary = 0;
        std::uint64_t sequence = 0;
        bool isKept = false;
    };
    /// Shared with the store's callbacks, which may come after this gateway has gone.
    struct Mailbox
    {
        std::mutex mutex;
        std::vector<Settled> letters;
        AgentGateway *owner = nullptr; ///< null once it has gone
    };

    static void put(const std::shared_ptr<Mailbox> &mailbox, const Settled &letter);
    void readMail();
    void sweep();
    void logRefusal(const QHostAddress &source, const Error &error);

    const AgentServices m_services;
    std::shared_ptr<Mailbox> m_mailbox; ///< see Mailbox
    std::unordered_map<AgentSession::Number, AgentSession *> m_sessions; ///< children of this
    AgentSession::Number m_nextNumber = 1;
    QTimer m_sweepTimer;
    QHash<QHostAddress, SteadyMs> m_lastLogged; ///< one line per source and minute
};

} // namespace qd::backend::ingest
