// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/backend.h"
#include "shared/net/certificatepins.h"
#include "shared/net/reconnectpolicy.h"
#include "shared/protocol/wire.h"

#include <QHash>
#include <QSslCertificate>
#include <QSslError>
#include <QTimer>

#include <functional>

namespace qd::net {
class MessageChannel;
}

namespace qd::console {

/// How long the client waits and how much it keeps open.
struct ClientLimits
{
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds callTimeout{15'000};
    std::chrono::milliseconds pingInterval{5'000};
    std::chrono::milliseconds silence{15'000}; ///< without a byte from the server the link counts as dead
    int maxCalls = 256; ///< open at once; more are answered Unavailable
};

/// The backend over one WebSocket: sign-in, typed calls with timeouts, subscriptions, pushes, reconnect with
/// jittered back-off, trust on first use. The only class of the console that touches the network. Main
/// thread.
class BackendClient final : public Backend
{
    Q_OBJECT

public:
    /// @param pinFile  where trusted certificates are remembered
    BackendClient(const Clock &clock, const QString &pinFile, const ClientLimits &limits = {},
        QObject *parent = nullptr);
    ~BackendClient() override;

    [[nodiscard]] LinkStatus status() const override { return m_status; }
    [[nodiscard]] Session session() const override { return m_session; }

    void connectToServer(const QUrl &server, const Credentials &credentials) override;
    void disconnectFromServer() override;
    void confirmCertificate(bool isTrusted) override;
    void retryNow() override;

    QFuture<Result<QueryAnswer>> query(const RangeQuery &query) override;
    QFuture<Result<HostDetails>> hostDetails(HostId host) override;
    QFuture<Result<QStringList>> metricNames() override;
    QFuture<Result<bool>> setBurst(HostId host, std::chrono::milliseconds duration) override;
    QFuture<Result<bool>> signOut() override;

    quint32 subscribe(const LiveQuery &query) override;
    void unsubscribe(quint32 subscription) override;
    void watchProcesses(HostId host, bool isOn) override;

private:
    using Answer = std::function<void(Result<protocol::Message>)>;
    struct Call
    {
        Answer answer;
        SteadyMs deadline;
    };

    template <typename T, typename Reply, typename Convert>
    QFuture<Result<T>> ask(protocol::Message message, Convert convert);

    void open();
    void closeChannel();
    void onOpened();
    void onReceived(const protocol::Envelope &envelope);
    void onPushed(const protocol::Envelope &envelope);
    void onClosed();
    void onSslErrors(const QList<QSslError> &errors);
    void onHousekeeping();
    void signIn();
    void onSignedIn(const Result<protocol::Message> &answer);
    void lose(LinkProblemKind kind, Error error);
    void giveUp(LinkProblem problem);
    void waitFor(std::chrono::milliseconds delay, LinkProblem problem);
    void holdOff(const Error &error, std::chrono::milliseconds pause);
    void askToTrust(const QSslCertificate &certificate);
    void setState(LinkState state);
    void failCalls(ErrorCode code, const char *why);
    void failLateCalls(SteadyMs now);
    quint32 call(protocol::Message message, Answer answer, std::chrono::milliseconds timeout);
    [[nodiscard]] quint32 nextId();

    const Clock &m_clock;
    ClientLimits m_limits;
    net::CertificatePins m_pins;
    net::ReconnectPolicy m_policy;
    net::MessageChannel *m_channel = nullptr; ///< owned; one per attempt
    QTimer m_housekeeping;
    QTimer m_retry;
    LinkStatus m_status;
    Session m_session;
    Credentials m_credentials;
    QSslCertificate m_offered; ///< waits for a person
    QHash<quint32, Call> m_calls;
    SteadyMs m_heardAt;
    SteadyMs m_pingedAt;
    quint32 m_lastId = 0;
    int m_foreignVersion = kUnknownVersion; ///< of the newest frame, when it is not ours
    bool m_isWanted = false;
};

} // namespace qd::console
