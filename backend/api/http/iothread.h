// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpconnection.h"
#include "backend/api/http/websocketguard.h"

#include <QHash>
#include <QSet>
#include <QSslConfiguration>
#include <QThread>
#include <QTimer>
#include <QWebSocketServer>

#include <optional>
#include <utility>

namespace qd::backend::http {

/// Everything that lives on one I/O thread: its connections from descriptor to end, HTTP or WebSocket.
/// Created by IoThread on that thread; the home of all continuations there.
class ConnectionHost final : public QObject
{
    Q_OBJECT

public:
    ConnectionHost(HttpConnection::Context context, const std::vector<WebSocketRoute> &routes,
        std::optional<QSslConfiguration> tls);
    ~ConnectionHost() override;

    /// Takes over an accepted descriptor.
    void take(qintptr descriptor, std::unique_ptr<ConnectionGate::Ticket> ticket);
    /// Drops every connection, for the end.
    void closeAll();

private:
    using Endpoint = std::pair<QHostAddress, quint16>;

    void onUpgrade(HttpConnection *connection, const QByteArray &path);
    void onWebSocket();
    void sweep();
    [[nodiscard]] QTcpSocket *makeSocket(qintptr descriptor);

    HttpConnection::Context m_context;
    std::optional<QSslConfiguration> m_tls;
    QWebSocketServer m_webSockets;
    QHash<QByteArray, WebSocketAcceptor> m_acceptors;
    QSet<HttpConnection *> m_connections;
    QSet<WebSocketGuard *> m_guards;
    QHash<Endpoint, WebSocketGuard *> m_handshakes; ///< by peer, until the WebSocket is there
    QTimer m_sweepTimer;
};

/// A thread with an epoll event loop and its ConnectionHost. Owned by HttpServer, used from its thread.
class IoThread
{
public:
    IoThread(const QString &name, const HttpConnection::Context &context,
        const std::vector<WebSocketRoute> &routes, const std::optional<QSslConfiguration> &tls);
    ~IoThread(); ///< drops all connections and waits for the thread
    IoThread(const IoThread &) = delete;
    IoThread &operator=(const IoThread &) = delete;

    void hand(qintptr descriptor, std::unique_ptr<ConnectionGate::Ticket> ticket);

private:
    QThread m_thread;
    ConnectionHost *m_host = nullptr; ///< lives and dies on m_thread
};

} // namespace qd::backend::http
