// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/net/messagechannel.h"
#include "shared/protocol/wire.h"

#include <QHash>
#include <QObject>
#include <QSslConfiguration>
#include <QTimer>
#include <QWebSocketServer>

#include <map>
#include <memory>
#include <optional>

namespace qd::test {

/// A console server in one object: speaks the real protocol over a real loopback socket, with a small fleet
/// and made-up but steady series. Tests switch its moods; nothing here stores or evaluates anything.
class FakeBackend final : public QObject
{
    Q_OBJECT

public:
    /// What the server does with the next sign-in.
    enum class Mood {
        Friendly,
        DeniesAll,
        Locked,
        SpeaksVersionTwo,
        SpeaksVersionZero,
        RefusesVersion,
        Silent
    };

    explicit FakeBackend(QObject *parent = nullptr);
    ~FakeBackend() override;

    /// Listens on a loopback port: a free one, or the one it had before. False if the port was taken
    /// meanwhile.
    bool start(quint16 port = 0);
    /// The same over TLS with this certificate and key, from the next start() on.
    void useTls(const QSslConfiguration &configuration) { m_tls = configuration; }
    /// Drops everybody and stops listening.
    void stop();
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QString address() const;

    void setMood(Mood mood) { m_mood = mood; }
    /// What Mood::Locked asks for.
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }
    /// Every query and subscription fails with this text; empty: none does.
    void setQueryFailure(const std::string &text, ErrorCode code = ErrorCode::Timeout)
    {
        m_queryFailure = text;
        m_failureCode = code;
    }
    /// Host details, metric names and signing out fail; nullopt: they do not.
    void setCallFailure(std::optional<ErrorCode> code) { m_callFailure = code; }
    /// Nothing but sign-ins is answered: neither the tree nor calls nor subscriptions.
    void setHolding(bool isHolding) { m_isHolding = isHolding; }
    void setRole(Role role) { m_role = role; }
    /// Queries answer with no series at all.
    void setEmpty(bool isEmpty) { m_isEmpty = isEmpty; }
    /// What a question for the names of metrics answers; none is named by default.
    void setMetrics(const std::vector<std::string> &names) { m_metrics = names; }
    /// Neither statuses nor series are sent on their own.
    void setQuiet(bool isQuiet) { m_isQuiet = isQuiet; }
    void dropConnections();

    NodeId addNode(NodeId parent, TreeLevel level, const std::string &name);
    HostId addHost(NodeId component, const std::string &name, HostState state = HostState::Online);
    void setHostState(HostId host, HostState state);
    /// What the server tells everybody of a host's burst.
    void setBurst(HostId host, TimeMs until, bool isRunning);
    /// SetBurst is refused for this field; empty: it is done.
    void setBurstRefusal(const std::string &field) { m_burstRefusal = field; }
    /// As before bursts and round trips: neither is known. From the next sign-in on.
    void setOld(bool isOld) { m_isOld = isOld; }
    /// What every agent says that it holds.
    void setHeld(const SpoolDepth &held) { m_held = held; }
    void removeHost(HostId host);
    [[nodiscard]] HostId hostNamed(const std::string &name) const; ///< null if there is none
    [[nodiscard]] NodeId nodeNamed(const std::string &name) const; ///< null if there is none
    /// Three regions with services, components and about sixty hosts, some with problems.
    void populate();

    [[nodiscard]] int subscriptionCount() const { return static_cast<int>(m_subscriptions.size()); }
    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_channels.size()); }
    [[nodiscard]] int queryCount() const { return m_queries; }
    [[nodiscard]] bool isWatchingProcesses() const { return !m_watched.isNull(); }
    [[nodiscard]] const std::vector<HostSummary> &hosts() const { return m_hosts; }

    static constexpr const char *kToken = "let-me-in";
    static constexpr const char *kUser = "lin";
    static constexpr const char *kPassword = "correct horse";

private:
    struct Subscription
    {
        net::MessageChannel *channel;
        protocol::Subscribe query;
    };

    void onConnection();
    void onMessage(net::MessageChannel *channel, const protocol::Envelope &envelope);
    void onSignIn(net::MessageChannel *channel, const protocol::SignIn &request, quint32 id);
    [[nodiscard]] protocol::Message onSetBurst(const protocol::SetBurst &request);
    void onTick();
    void sendTree(net::MessageChannel *channel, quint32 id);
    void forget(net::MessageChannel *channel);
    [[nodiscard]] protocol::QueryResult evaluate(
        const std::string &promql, std::int64_t from, std::int64_t to, std::int64_t step) const;
    [[nodiscard]] std::vector<Labels> labelsFor(const std::string &promql) const;
    [[nodiscard]] bool isInScope(const HostSummary &host, const std::string &promql) const;
    [[nodiscard]] std::string placeOf(const HostSummary &host, TreeLevel level) const;
    [[nodiscard]] protocol::HostDetails detailsOf(const HostSummary &host) const;
    [[nodiscard]] protocol::ProcessList processesOf(HostId host) const;

    std::unique_ptr<QWebSocketServer> m_server;
    QList<net::MessageChannel *> m_channels; ///< owned by this object
    std::map<std::pair<net::MessageChannel *, quint32>, Subscription> m_subscriptions;
    std::vector<TreeNode> m_nodes;
    std::vector<HostSummary> m_hosts;
    std::optional<QSslConfiguration> m_tls;
    QTimer m_tick;
    HostId m_watched;
    std::string m_queryFailure;
    ErrorCode m_failureCode = ErrorCode::Timeout;
    std::optional<ErrorCode> m_callFailure;
    Role m_role = Role::Administrator;
    std::vector<std::string> m_metrics;
    std::string m_burstRefusal;
    SpoolDepth m_held{1, 9'400, 0};
    bool m_isOld = false;
    quint16 m_port = 0;
    Mood m_mood = Mood::Friendly;
    std::chrono::milliseconds m_pause{60'000};
    int m_queries = 0;
    bool m_isEmpty = false;
    bool m_isQuiet = false;
    bool m_isHolding = false;
};

} // namespace qd::test
