// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/httpserver.h"

#include <QLoggingCategory>
#include <QTimer>

#include <functional>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qd::backend::http {

namespace {

Q_LOGGING_CATEGORY(lcServer, "qd.backend.http")

constexpr int kListenBacklog = 4096;
constexpr std::chrono::seconds kAcceptPause{1};

QHostAddress peerOf(qintptr descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (::getpeername(static_cast<int>(descriptor), address, &size) != 0) {
        return {};
    }
    const QHostAddress peer(address);
    // One source is one source, whether the listening socket speaks IPv6 or not.
    bool isV4 = false;
    const quint32 v4 = peer.toIPv4Address(&isV4);
    return isV4 ? QHostAddress(v4) : peer;
}

} // namespace

class HttpServer::Acceptor final : public QTcpServer
{
public:
    explicit Acceptor(std::function<void(qintptr)> accepted)
        : m_accepted(std::move(accepted))
    {
        setListenBacklogSize(kListenBacklog);
        connect(this, &QTcpServer::acceptError, this, [this] {
            // Out of descriptors, mostly: Qt stops accepting; others may have left a moment later.
            qCWarning(lcServer) << "cannot accept connections:" << errorString();
            QTimer::singleShot(kAcceptPause, this, &QTcpServer::resumeAccepting);
        });
    }

protected:
    void incomingConnection(qintptr descriptor) override { m_accepted(descriptor); }

private:
    std::function<void(qintptr)> m_accepted;
};

HttpServer::HttpServer(HttpServerSettings settings, HttpService &service, std::vector<WebSocketRoute> routes,
    RefusalLog &log, ServerCounters &counters, const Clock &clock)
    : m_settings(std::move(settings))
    , m_service(service)
    , m_routes(std::move(routes))
    , m_log(log)
    , m_counters(counters)
    , m_clock(clock)
    , m_gate(std::make_shared<ConnectionGate>(
          m_settings.limits.maxConnections, m_settings.limits.maxConnectionsPerSource))
{
}

HttpServer::~HttpServer()
{
    close();
}

Result<void> HttpServer::listen(const QHostAddress &address, quint16 port)
{
    if (!m_settings.tls && !address.isLoopback()) {
        return failure(ErrorCode::InvalidInput,
            "an address that is not loopback is listened on with TLS only",
            {{"field", "listen"}, {"address", address.toString().toStdString()}});
    }
    const HttpConnection::Context context{m_settings.limits, m_service, m_log, m_counters, m_clock};
    for (int i = 0; i < m_settings.threads; ++i) {
        m_threads.push_back(
            std::make_unique<IoThread>(QStringLiteral("io-%1").arg(i), context, m_routes, m_settings.tls));
    }
    m_acceptor = std::make_unique<Acceptor>([this](qintptr descriptor) { accept(descriptor); });
    m_acceptor->moveToThread(&m_acceptThread);
    m_acceptThread.setObjectName(QStringLiteral("accept"));
    m_acceptThread.start();
    std::optional<Error> problem;
    QMetaObject::invokeMethod(
        m_acceptor.get(),
        [&] {
            if (!m_acceptor->listen(address, port)) {
                problem =
                    Error{ErrorCode::Unavailable, "cannot listen: " + m_acceptor->errorString().toStdString(),
                        {{"address", address.toString().toStdString()}, {"port", std::to_string(port)}}};
            }
            m_port = m_acceptor->serverPort();
        },
        Qt::BlockingQueuedConnection);
    if (problem) {
        close();
        return failure(std::move(*problem));
    }
    return {};
}

void HttpServer::close()
{
    if (m_acceptor) {
        // Its socket notifier belongs to that thread and has to go there.
        QMetaObject::invokeMethod(
            m_acceptor.get(), [this] { m_acceptor.reset(); }, Qt::BlockingQueuedConnection);
        m_acceptThread.quit();
        m_acceptThread.wait();
    }
    m_threads.clear();
}

void HttpServer::accept(qintptr descriptor)
{
    const QHostAddress source = peerOf(descriptor);
    Refusal reason{};
    std::unique_ptr<ConnectionGate::Ticket> ticket = m_gate->admit(source, &reason);
    if (!ticket) {
        // Closed without a word: an answer would cost what the limit is there to spare.
        ::close(static_cast<int>(descriptor));
        m_log.refused(reason, source);
        return;
    }
    m_counters.acceptedConnections.fetch_add(1, std::memory_order_relaxed);
    m_threads[m_nextThread++ % m_threads.size()]->hand(descriptor, std::move(ticket));
}

qint64 raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
        return 0;
    }
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) {
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    return static_cast<qint64>(limit.rlim_cur);
}

} // namespace qd::backend::http
