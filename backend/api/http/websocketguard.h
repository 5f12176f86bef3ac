// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/connectiongate.h"
#include "backend/api/http/refusallog.h"

#include <QObject>
#include <QPointer>
#include <QTcpSocket>
#include <QWebSocket>

namespace qd::backend::http {

/// Keeps a WebSocket within limits that Qt does not know: a handshake that never ends, a flood of pings, a
/// peer that never reads. Child of the TCP socket from the moment of the upgrade, so that it lives exactly as
/// long; carries the connection's ticket.
class WebSocketGuard final : public QObject
{
    Q_OBJECT

public:
    WebSocketGuard(QTcpSocket *socket, std::unique_ptr<ConnectionGate::Ticket> ticket,
        const HttpLimits &limits, RefusalLog &log, ServerCounters &counters, const Clock &clock);
    ~WebSocketGuard() override;

    /// The handshake is done; from here on frames are counted.
    void attach(QWebSocket *webSocket);

    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }

    /// Called by the thread's sweep; may drop the socket.
    void sweep(SteadyMs now);

private:
    void beforeRead();
    void afterRead();
    void onFrame(qint64 payloadBytes);
    void drop(Refusal refusal);

    QTcpSocket *m_socket;
    QPointer<QWebSocket> m_webSocket;
    bool m_isAttached = false; ///< outlives m_webSocket, which is null once its destructor has begun
    std::unique_ptr<ConnectionGate::Ticket> m_ticket;
    const HttpLimits &m_limits;
    RefusalLog &m_log;
    ServerCounters &m_counters;
    const Clock &m_clock;
    SteadyMs m_handshakeDeadline;
    SteadyMs m_windowStart;
    qint64 m_consumedBytes = 0; ///< taken by the WebSocket in this window
    qint64 m_frameBytes = 0; ///< of them in data frames
    qint64 m_availableBytes = 0;
};

} // namespace qd::backend::http
