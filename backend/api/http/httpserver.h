// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/connectiongate.h"
#include "backend/api/http/iothread.h"
#include "shared/base/result.h"

#include <QObject>
#include <QTcpServer>
#include <QThread>

#include <memory>
#include <vector>

namespace qd::backend::http {

struct HttpServerSettings
{
    HttpLimits limits;
    int threads = 2;
    std::optional<QSslConfiguration> tls; ///< none: plain, which is allowed on loopback only
};

/// The one port of the backend: accepts on a thread of its own, counts, and deals the descriptors out to the
/// I/O threads, where each connection stays. Used from the main thread. What it is given has to outlive it.
class HttpServer final : public QObject
{
    Q_OBJECT

public:
    HttpServer(HttpServerSettings settings, HttpService &service, std::vector<WebSocketRoute> routes,
        RefusalLog &log, ServerCounters &counters, const Clock &clock);
    ~HttpServer() override;

    /// @param port  0 picks a free one
    /// @errors InvalidInput (plain on an address that is not loopback), Unavailable (address taken, ...)
    [[nodiscard]] Result<void> listen(const QHostAddress &address, quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }

    /// Takes no more connections, drops those there are and waits for the threads.
    void close();

private:
    class Acceptor;

    void accept(qintptr descriptor);

    HttpServerSettings m_settings;
    HttpService &m_service;
    std::vector<WebSocketRoute> m_routes;
    RefusalLog &m_log;
    ServerCounters &m_counters;
    const Clock &m_clock;
    std::shared_ptr<ConnectionGate> m_gate;
    QThread m_acceptThread;
    std::unique_ptr<Acceptor> m_acceptor; ///< lives and dies on m_acceptThread
    quint16 m_port = 0;
    std::vector<std::unique_ptr<IoThread>> m_threads;
    std::size_t m_nextThread = 0; ///< of the accept thread only
};

/// Raises the soft limit of open descriptors to the hard one, for ten thousand connections.
/// @return the limit that holds now
qint64 raiseDescriptorLimit();

} // namespace qd::backend::http
