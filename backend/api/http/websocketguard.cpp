// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/websocketguard.h"

#include "shared/net/messagechannel.h"

namespace qd::backend::http {

namespace {

constexpr qint64 kMaxFrameHeader = 14; // RFC 6455, 5.2: 2 + 8 of length + 4 of mask

} // namespace

WebSocketGuard::WebSocketGuard(QTcpSocket *socket, std::unique_ptr<ConnectionGate::Ticket> ticket,
    const HttpLimits &limits, RefusalLog &log, ServerCounters &counters, const Clock &clock)
    : QObject(socket)
    , m_socket(socket)
    , m_ticket(std::move(ticket))
    , m_limits(limits)
    , m_log(log)
    , m_counters(counters)
    , m_clock(clock)
    , m_handshakeDeadline(clock.steadyNow() + limits.handshakeTimeout)
{
    // A buffer smaller than a frame would stall for ever: Qt reads a frame only when all of it is there.
    m_socket->setReadBufferSize(m_limits.maxFrameBytes + kMaxFrameHeader);
    // Connected before the WebSocket connects its own reader, so that this runs first.
    connect(m_socket, &QTcpSocket::readyRead, this, &WebSocketGuard::beforeRead);
}

WebSocketGuard::~WebSocketGuard()
{
    if (m_isAttached) {
        m_counters.openWebSockets.fetch_sub(1);
    }
}

void WebSocketGuard::attach(QWebSocket *webSocket)
{
    m_webSocket = webSocket;
    m_isAttached = true;
    m_counters.openWebSockets.fetch_add(1);
    m_windowStart = m_clock.steadyNow();
    connect(webSocket, &QWebSocket::binaryFrameReceived, this,
        [this](const QByteArray &frame) { onFrame(frame.size()); });
    // Its text is unwanted, its size counts all the same; no character is shorter than a byte.
    connect(webSocket, &QWebSocket::textFrameReceived, this,
        [this](const QString &frame) { onFrame(frame.toUtf8().size()); });
    connect(m_socket, &QTcpSocket::bytesWritten, this,
        [this](qint64 bytes) { m_counters.webSocketBytesSent.fetch_add(bytes, std::memory_order_relaxed); });
    connect(m_socket, &QTcpSocket::readyRead, this, &WebSocketGuard::afterRead);
}

void WebSocketGuard::beforeRead()
{
    m_availableBytes = m_socket->bytesAvailable();
}

void WebSocketGuard::onFrame(qint64 payloadBytes)
{
    m_counters.framesReceived.fetch_add(1, std::memory_order_relaxed);
    m_counters.frameBytesReceived.fetch_add(payloadBytes, std::memory_order_relaxed);
    m_frameBytes += payloadBytes + kMaxFrameHeader;
}

void WebSocketGuard::afterRead()
{
    const qint64 left = m_socket->bytesAvailable();
    m_consumedBytes += std::max<qint64>(m_availableBytes - left, 0);
    const SteadyMs now = m_clock.steadyNow();
    if (m_consumedBytes - m_frameBytes > m_limits.maxControlBytes) {
        drop(Refusal::ControlFlood);
        return;
    }
    if (now - m_windowStart >= m_limits.controlWindow) {
        m_windowStart = now;
        m_consumedBytes = 0;
        m_frameBytes = 0;
    }
    if (!m_webSocket.isNull() && net::unsentBytes(*m_webSocket) > m_limits.maxUnsentBytes) {
        drop(Refusal::NeverReads);
    }
}

void WebSocketGuard::sweep(SteadyMs now)
{
    if (m_webSocket.isNull()) {
        if (now >= m_handshakeDeadline) {
            drop(Refusal::WebSocketHandshake);
        }
        return;
    }
    if (net::unsentBytes(*m_webSocket) > m_limits.maxUnsentBytes) {
        drop(Refusal::NeverReads);
    }
}

void WebSocketGuard::drop(Refusal refusal)
{
    m_log.refused(refusal, m_socket->peerAddress());
    if (!m_webSocket.isNull()) {
        m_webSocket->abort();
    } else {
        m_socket->abort();
        m_socket->deleteLater();
    }
}

} // namespace qd::backend::http
