// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/connectiongate.h"
#include "backend/api/http/httpparser.h"
#include "backend/api/http/httpservice.h"
#include "backend/api/http/refusallog.h"

#include <QObject>
#include <QTcpSocket>

namespace qd::backend::http {

/// One client that speaks HTTP, until it leaves, breaks a limit or asks for a WebSocket. One request at a
/// time: what it sends ahead waits in the socket's bounded buffer. Owned by the IoThread's host; lives in
/// that thread.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    struct Context
    {
        const HttpLimits &limits;
        HttpService &service;
        RefusalLog &log;
        ServerCounters &counters;
        const Clock &clock;
    };

    /// @param socket  taken over, connected
    /// @param home    the object of this thread that outlives every answer
    HttpConnection(QTcpSocket *socket, std::unique_ptr<ConnectionGate::Ticket> ticket, const Context &context,
        QObject *home);
    ~HttpConnection() override;

    /// Keeps the timeouts; called now and then by the host.
    void sweep(SteadyMs now);

    [[nodiscard]] QTcpSocket *socket() const { return m_socket; }
    /// Gives socket and ticket away for an upgrade; what the socket had sent is put back into its buffer.
    [[nodiscard]] std::unique_ptr<ConnectionGate::Ticket> release();

Q_SIGNALS:
    /// The client wants a WebSocket on this path. The receiver releases or refuses it.
    void upgradeRequested(const QByteArray &path);
    void finished();

public:
    void refuseUpgrade(int status, const QByteArray &reason);

private:
    enum class Phase { Idle, Header, Body, Handling, Closing };

    void onReadyRead();
    void consume();
    void handleRequest();
    void answer(const HttpResponse &response, bool keepAlive, bool withBody);
    void refuse(int status, Refusal refusal, const QByteArray &reason);
    void finish();
    void enter(Phase phase);
    [[nodiscard]] std::chrono::milliseconds timeoutOf(Phase phase) const;

    QTcpSocket *m_socket;
    std::unique_ptr<ConnectionGate::Ticket> m_ticket;
    Context m_context;
    QObject *m_home;
    HttpParser m_parser;
    QByteArray m_pending; ///< read, not yet parsed
    Phase m_phase = Phase::Header;
    SteadyMs m_deadline;
    CancelFlag m_cancelled;
    qint64 m_unsentSeen = 0; ///< at the last sweep that saw progress
    SteadyMs m_writeDeadline;
};

} // namespace qd::backend::http
