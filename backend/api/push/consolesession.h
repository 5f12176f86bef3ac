// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/loginthrottle.h"
#include "backend/api/http/refusallog.h"
#include "backend/api/push/pushengine.h"
#include "backend/api/query/fleetview.h"
#include "backend/domain/access/accessstore.h"
#include "backend/domain/cmdb/burstboard.h"
#include "backend/domain/cmdb/inventorystore.h"
#include "shared/net/messagechannel.h"

#include <QObject>

#include <set>

namespace qd::backend::push {

struct ConsoleLimits
{
    std::chrono::milliseconds signInTimeout{30'000}; ///< from the connection to an accepted SignIn
    std::chrono::milliseconds idleTimeout{45'000}; ///< without any message; consoles ping every 10 s
    std::chrono::milliseconds behindTimeout{
        30'000}; ///< a console that cannot catch up for so long is dropped
    std::size_t maxSubscriptions = 200;
    std::size_t maxQueriesInFlight = 32;
    std::size_t maxWatchedHosts = 20; ///< process lists
    qint64 maxUnsentBytes = 8 * 1024 * 1024;
};

/// Everything that console sessions need from outside. What it refers to outlives all sessions.
struct ConsoleServices
{
    access::AccessStore &access;
    cmdb::InventoryStore &inventory;
    FleetView &fleet;
    cmdb::BurstBoard &bursts;
    QueryService &queries;
    PushEngine &push;
    http::LoginThrottle &throttle;
    http::RefusalLog &log;
    const Clock &clock;
    std::string serverVersion;
    ConsoleLimits limits;
};

/// One console's session (docs/protocol/console.md): sign-in, then requests and subscriptions, each within
/// the role of the user. A console that reads too slowly loses intermediate updates and gets all of it again
/// once it has caught up; one that never does is dropped. Lives on its socket's I/O thread; owned by the
/// ConsoleGateway.
class ConsoleSession final : public QObject
{
    Q_OBJECT

public:
    ConsoleSession(QWebSocket *socket, const ConsoleServices &services, QObject *home);
    ~ConsoleSession() override;

    /// Keeps the timeouts.
    void sweep(SteadyMs now);

    /// Ends the session if it is one of those that may not go on.
    void onRevoked(const access::AccessRevocation &revocation);

private:
    enum class Phase { SignIn, Checking, Open, Closed };

    void onReceived(const protocol::Envelope &envelope);
    void onSignIn(quint32 requestId, const protocol::SignIn &message);
    void onPrincipal(quint32 requestId, const protocol::SignIn &message, const Result<Principal> &principal);
    void signedIn(quint32 requestId, std::string sessionToken);
    [[nodiscard]] bool isMeant(const access::AccessRevocation &revocation) const;

    void on(quint32 requestId, const protocol::WatchTree &message);
    void on(quint32 requestId, const protocol::Query &message);
    void on(quint32 requestId, const protocol::Subscribe &message);
    void on(quint32 requestId, const protocol::Unsubscribe &message);
    void on(quint32 requestId, const protocol::GetHost &message);
    void on(quint32 requestId, const protocol::WatchHostProcesses &message);
    void on(quint32 requestId, const protocol::MountHost &message);
    void on(quint32 requestId, const protocol::CreateNode &message);
    void on(quint32 requestId, const protocol::SetBurst &message);
    void on(quint32 requestId, const protocol::GetMetricNames &message);
    void on(quint32 requestId, const protocol::SignOut &message);
    template <typename Other>
    void on(quint32 requestId, const Other &message);

    [[nodiscard]] bool allowed(quint32 requestId, Role needed);
    /// For the push engine: brings a message here from any thread.
    [[nodiscard]] Deliver deliverHere();
    void pushed(const protocol::Message &message, quint32 requestId);
    void missed(const protocol::Message &message, quint32 requestId);
    void catchUp();
    [[nodiscard]] bool isBehind() const; ///< it missed something that it is still to get
    void answer(protocol::Message message, quint32 requestId);
    void fail(const Error &error, quint32 requestId);
    void closeWith(const Error &error, quint32 requestId);
    void finish();

    const ConsoleServices &m_services;
    QObject *m_home;
    const ViewerId m_id;
    net::MessageChannel m_channel;
    Phase m_phase = Phase::SignIn;
    Principal m_principal;
    std::string m_sessionToken; ///< with which it signed in, or that it was given
    std::vector<access::AccessRevocation> m_revokedMeanwhile; ///< while the answer to SignIn was on its way
    bool m_isSigningOut = false;
    CancelFlag m_cancelled;
    SteadyMs m_startedAt;
    SteadyMs m_lastHeard;
    std::set<quint32> m_subscriptions;
    std::set<HostId> m_watchedHosts;
    std::size_t m_queriesInFlight = 0;
    quint32 m_treeRequest = 0;

    std::set<quint32> m_behind; ///< subscriptions that missed an update
    bool m_isTreeBehind = false; ///< missed a part or a change of the tree
    bool m_isTreeWaiting = false; ///< for room before more of the tree is asked for
    SteadyMs m_behindSince;
};

} // namespace qd::backend::push
