// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/iothread.h"

#include "backend/api/http/epolldispatcher.h"

#include <QLoggingCategory>
#include <QSslSocket>
#include <QWebSocket>

#include <unistd.h>

namespace qd::backend::http {

namespace {

Q_LOGGING_CATEGORY(lcIo, "qd.backend.io")

} // namespace

ConnectionHost::ConnectionHost(HttpConnection::Context context, const std::vector<WebSocketRoute> &routes,
    std::optional<QSslConfiguration> tls)
    : m_context(context)
    , m_tls(std::move(tls))
    , m_webSockets(QStringLiteral("quarterdeck"), QWebSocketServer::NonSecureMode)
{
    for (const WebSocketRoute &route : routes) {
        m_acceptors.insert(route.path, route.prepare(this));
    }
    // Handshakes are finished in the same turn of the loop in which they are taken over; the connection limit
    // is the real bound.
    m_webSockets.setMaxPendingConnections(m_context.limits.maxConnections);
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, &ConnectionHost::onWebSocket);
    connect(&m_sweepTimer, &QTimer::timeout, this, &ConnectionHost::sweep);
    m_sweepTimer.start(m_context.limits.sweepInterval);
}

ConnectionHost::~ConnectionHost()
{
    closeAll();
}

QTcpSocket *ConnectionHost::makeSocket(qintptr descriptor)
{
    auto socket = m_tls ? std::make_unique<QSslSocket>() : std::make_unique<QTcpSocket>();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(static_cast<int>(descriptor));
        return nullptr;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    return socket.release();
}

void ConnectionHost::take(qintptr descriptor, std::unique_ptr<ConnectionGate::Ticket> ticket)
{
    QTcpSocket *socket = makeSocket(descriptor);
    if (socket == nullptr) {
        return;
    }
    m_context.counters.openConnections.fetch_add(1);
    connect(socket, &QObject::destroyed, this, [this] { m_context.counters.openConnections.fetch_sub(1); });
    auto *connection = new HttpConnection(socket, std::move(ticket), m_context, this);
    m_connections.insert(connection);
    connect(connection, &QObject::destroyed, this, [this, connection] { m_connections.remove(connection); });
    connect(connection, &HttpConnection::upgradeRequested, this,
        [this, connection](const QByteArray &path) { onUpgrade(connection, path); });
    if (auto *secure = qobject_cast<QSslSocket *>(socket)) {
        secure->setSslConfiguration(*m_tls);
        connect(secure, &QSslSocket::errorOccurred, this, [this, secure] {
            if (!secure->isEncrypted()) {
                m_context.log.refused(Refusal::TlsHandshake, secure->peerAddress());
                secure->abort();
            }
        });
        secure->startServerEncryption();
    }
}

void ConnectionHost::onUpgrade(HttpConnection *connection, const QByteArray &path)
{
    if (!m_acceptors.contains(path)) {
        connection->refuseUpgrade(404, "There is no WebSocket on this path.");
        return;
    }
    QTcpSocket *socket = connection->socket();
    std::unique_ptr<ConnectionGate::Ticket> ticket = connection->release();
    socket->setParent(this);
    auto *guard = new WebSocketGuard(
        socket, std::move(ticket), m_context.limits, m_context.log, m_context.counters, m_context.clock);
    const Endpoint peer{socket->peerAddress(), socket->peerPort()};
    m_guards.insert(guard);
    m_handshakes.insert(peer, guard);
    connect(guard, &QObject::destroyed, this, [this, guard, peer] {
        m_guards.remove(guard);
        if (m_handshakes.value(peer) == guard) {
            m_handshakes.remove(peer);
        }
    });
    m_webSockets.handleConnection(socket);
    if (socket->state() != QAbstractSocket::ConnectedState) {
        socket->deleteLater(); // left during the hand-over, its disconnected() was heard by nobody
    }
}

void ConnectionHost::onWebSocket()
{
    while (QWebSocket *webSocket = m_webSockets.nextPendingConnection()) {
        const auto acceptor = m_acceptors.constFind(webSocket->requestUrl().path().toUtf8());
        WebSocketGuard *guard = m_handshakes.take({webSocket->peerAddress(), webSocket->peerPort()});
        if (acceptor == m_acceptors.constEnd() || guard == nullptr) {
            webSocket->abort();
            webSocket->deleteLater();
            continue;
        }
        // Qt leaves the TCP socket where it was; it has to die with the WebSocket.
        guard->socket()->setParent(webSocket);
        guard->attach(webSocket);
        (*acceptor)(webSocket);
    }
}

void ConnectionHost::sweep()
{
    const SteadyMs now = m_context.clock.steadyNow();
    // Copies: a sweep may end connections, which takes them out of the sets.
    for (HttpConnection *connection : QSet<HttpConnection *>(m_connections)) {
        if (m_connections.contains(connection)) {
            connection->sweep(now);
        }
    }
    for (WebSocketGuard *guard : QSet<WebSocketGuard *>(m_guards)) {
        if (m_guards.contains(guard)) {
            guard->sweep(now);
        }
    }
}

void ConnectionHost::closeAll()
{
    m_sweepTimer.stop();
    qDeleteAll(QSet<HttpConnection *>(m_connections));
    // What is left are the acceptors' sessions and sockets in their handshake: all children of this.
    const QObjectList rest = children();
    qDeleteAll(rest);
}

IoThread::IoThread(const QString &name, const HttpConnection::Context &context,
    const std::vector<WebSocketRoute> &routes, const std::optional<QSslConfiguration> &tls)
{
    m_thread.setObjectName(name);
    m_thread.setEventDispatcher(new EpollDispatcher);
    m_thread.start();
    auto *starter = new QObject;
    starter->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        starter,
        [this, starter, &context, &routes, &tls] {
            m_host = new ConnectionHost(context, routes, tls);
            delete starter;
        },
        Qt::BlockingQueuedConnection);
}

IoThread::~IoThread()
{
    QMetaObject::invokeMethod(
        m_host, [host = m_host] { delete host; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    if (!m_thread.wait(std::chrono::seconds(10))) {
        qCCritical(lcIo) << "I/O thread" << m_thread.objectName() << "does not end";
    }
}

void IoThread::hand(qintptr descriptor, std::unique_ptr<ConnectionGate::Ticket> ticket)
{
    // A functor of invokeMethod must be copyable, a ticket is not: shared only until the thread takes it out.
    auto parcel = std::make_shared<std::unique_ptr<ConnectionGate::Ticket>>(std::move(ticket));
    QMetaObject::invokeMethod(
        m_host, [host = m_host, descriptor, parcel] { host->take(descriptor, std::move(*parcel)); },
        Qt::QueuedConnection);
}

} // namespace qd::backend::http
