// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/httpconnection.h"

#include "backend/api/http/jsontext.h"

#include <QPointer>
#include <QSslSocket>

namespace qd::backend::http {

namespace {

qint64 unsent(const QTcpSocket &socket)
{
    const auto *secure = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (secure != nullptr ? secure->encryptedBytesToWrite() : 0);
}

} // namespace

HttpConnection::HttpConnection(
    QTcpSocket *socket, std::unique_ptr<ConnectionGate::Ticket> ticket, const Context &context, QObject *home)
    : QObject(home)
    , m_socket(socket)
    , m_ticket(std::move(ticket))
    , m_context(context)
    , m_home(home)
    , m_parser(context.limits)
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(m_context.limits.readBufferBytes);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::onReadyRead);
    connect(m_socket, &QTcpSocket::disconnected, this, &HttpConnection::finish);
    // A new connection owes its first request at once; only later ones may take their time to come.
    enter(Phase::Header);
}

HttpConnection::~HttpConnection()
{
    if (m_cancelled) {
        m_cancelled->store(true);
    }
}

std::unique_ptr<ConnectionGate::Ticket> HttpConnection::release()
{
    m_socket->disconnect(this);
    m_socket->setParent(nullptr);
    // The WebSocket's side reads the header again, and what came behind it.
    const QByteArray unread = m_parser.rawHeader() + m_pending;
    for (qsizetype i = unread.size() - 1; i >= 0; --i) {
        m_socket->ungetChar(unread[i]);
    }
    m_socket = nullptr;
    m_phase = Phase::Closing;
    deleteLater();
    return std::move(m_ticket);
}

void HttpConnection::refuseUpgrade(int status, const QByteArray &reason)
{
    refuse(status, Refusal::UnknownWebSocketPath, reason);
}

void HttpConnection::onReadyRead()
{
    // While an answer is being made nothing is read: the client's own socket is the queue.
    if (m_phase == Phase::Handling) {
        return;
    }
    if (m_phase == Phase::Closing) {
        m_socket->skip(m_socket->bytesAvailable());
        return;
    }
    m_pending += m_socket->readAll();
    consume();
}

void HttpConnection::consume()
{
    while (!m_pending.isEmpty() && m_phase != Phase::Handling && m_phase != Phase::Closing) {
        m_pending.remove(0, m_parser.feed(m_pending));
        switch (m_parser.state()) {
        case HttpParser::State::Header:
            if (m_phase == Phase::Idle && !m_parser.isBetweenRequests()) {
                enter(Phase::Header);
            }
            break;
        case HttpParser::State::Body:
            if (m_phase != Phase::Body) {
                enter(Phase::Body);
            }
            if (m_parser.takeContinue()) {
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            break;
        case HttpParser::State::Complete:
            handleRequest();
            break;
        case HttpParser::State::Upgrade:
            enter(Phase::Closing);
            Q_EMIT upgradeRequested(m_parser.path());
            return;
        case HttpParser::State::Failed: {
            const ParseRefusal refusal = m_parser.refusal();
            refuse(refusal.status, refusal.counter, refusal.reason);
            return;
        }
        }
    }
}

void HttpConnection::handleRequest()
{
    HttpRequest request = m_parser.takeRequest();
    m_context.counters.requests.fetch_add(1, std::memory_order_relaxed);
    request.peer = m_socket->peerAddress();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    request.cancelled = m_cancelled;
    enter(Phase::Handling);
    const bool keepAlive = request.keepAlive;
    const bool withBody = request.method != "HEAD";
    m_context.service.respond(std::move(request), m_home,
        [guard = QPointer<HttpConnection>(this), flag = m_cancelled, keepAlive, withBody](
            const HttpResponse &response) {
            // Gone, or given up and busy with something else by now.
            if (guard.isNull() || guard->m_cancelled != flag) {
                return;
            }
            guard->answer(response, keepAlive, withBody);
        });
}

void HttpConnection::answer(const HttpResponse &response, bool keepAlive, bool withBody)
{
    m_cancelled.reset();
    m_socket->write(serialize(response, keepAlive, withBody));
    if (!keepAlive) {
        enter(Phase::Closing);
        m_socket->disconnectFromHost();
        return;
    }
    enter(Phase::Idle);
    // What came meanwhile is served from the event loop: a client that pipelines a thousand requests must
    // neither grow the stack nor keep the others waiting.
    if (!m_pending.isEmpty() || m_socket->bytesAvailable() > 0) {
        QMetaObject::invokeMethod(
            this, [this] { onReadyRead(); }, Qt::QueuedConnection);
    }
}

void HttpConnection::refuse(int status, Refusal refusal, const QByteArray &reason)
{
    m_context.log.refused(refusal, m_socket->peerAddress(), QString::fromUtf8(reason));
    if (m_cancelled) {
        m_cancelled->store(true);
        m_cancelled.reset();
    }
    m_pending.clear();
    enter(Phase::Closing);
    m_socket->write(serialize(errorResponse(status, "refused", reason.toStdString()), false, true));
    m_socket->disconnectFromHost();
}

void HttpConnection::finish()
{
    if (m_cancelled) {
        m_cancelled->store(true);
    }
    Q_EMIT finished();
    deleteLater();
}

void HttpConnection::sweep(SteadyMs now)
{
    if (m_socket == nullptr) {
        return;
    }
    const qint64 waiting = unsent(*m_socket);
    if (waiting != m_unsentSeen || waiting == 0) {
        m_unsentSeen = waiting;
        m_writeDeadline = now + m_context.limits.writeTimeout;
    } else if (now >= m_writeDeadline) {
        m_context.log.refused(Refusal::WriteTimeout, m_socket->peerAddress());
        m_socket->abort();
        return;
    }
    if (now < m_deadline) {
        return;
    }
    switch (m_phase) {
    case Phase::Idle:
        m_socket->disconnectFromHost();
        enter(Phase::Closing);
        break;
    case Phase::Header:
        refuse(408, Refusal::HeaderTimeout, "The request header did not come in time.");
        break;
    case Phase::Body:
        refuse(408, Refusal::BodyTimeout, "The request body did not come in time.");
        break;
    case Phase::Handling:
        refuse(503, Refusal::HandlerTimeout, "The answer took too long.");
        break;
    case Phase::Closing:
        m_socket->abort();
        break;
    }
}

void HttpConnection::enter(Phase phase)
{
    m_phase = phase;
    m_deadline = m_context.clock.steadyNow() + timeoutOf(phase);
}

std::chrono::milliseconds HttpConnection::timeoutOf(Phase phase) const
{
    const HttpLimits &limits = m_context.limits;
    switch (phase) {
    case Phase::Idle:
        return limits.idleTimeout;
    case Phase::Header:
        return limits.headerTimeout;
    case Phase::Body:
        return limits.bodyTimeout;
    case Phase::Handling:
        return limits.handlerTimeout;
    case Phase::Closing:
        return limits.writeTimeout;
    }
    return {};
}

} // namespace qd::backend::http
