// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/consolegateway.h"

namespace qd::backend::push {

namespace {

constexpr std::chrono::milliseconds kSweepInterval{500};

} // namespace

ConsoleGateway::ConsoleGateway(const ConsoleServices &services, QObject *home)
    : QObject(home)
    , m_services(services)
    , m_sweepTimer(this)
{
    connect(&m_sweepTimer, &QTimer::timeout, this, [this] {
        const SteadyMs now = m_services.clock.steadyNow();
        for (ConsoleSession *session : QSet<ConsoleSession *>(m_sessions)) {
            session->sweep(now);
        }
    });
    m_sweepTimer.start(kSweepInterval);
    connect(&m_services.access, &access::AccessStore::revoked, this,
        [this](const access::AccessRevocation &revocation) {
            for (ConsoleSession *session : QSet<ConsoleSession *>(m_sessions)) {
                session->onRevoked(revocation);
            }
        });
}

ConsoleGateway::~ConsoleGateway()
{
    qDeleteAll(QSet<ConsoleSession *>(m_sessions));
}

void ConsoleGateway::accept(QWebSocket *socket)
{
    auto *session = new ConsoleSession(socket, m_services, this);
    m_sessions.insert(session);
    connect(session, &QObject::destroyed, this, [this, session] { m_sessions.remove(session); });
}

} // namespace qd::backend::push
