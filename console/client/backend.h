// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"
#include "shared/base/result.h"

#include <QFuture>
#include <QHash>
#include <QObject>

namespace qd::console {

/// What the console can ask of the server, and what the server tells on its own. Implemented by BackendClient
/// over the network and by a scripted fake in tests. Lives in the main thread; nothing here blocks.
///
/// Every call answers exactly once: with its value, with the server's error, with Timeout, with Unavailable
/// when the link is down, or with Cancelled when the session ended first.
class Backend : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual LinkStatus status() const = 0;
    [[nodiscard]] virtual Session session() const = 0; ///< of the newest sign-in

    /// Connects and signs in, and stays connected until disconnectFromServer(): a lost link is retried with
    /// jittered back-off. A refused sign-in or another version ends in Idle with the problem.
    virtual void connectToServer(const QUrl &server, const Credentials &credentials) = 0;
    virtual void disconnectFromServer() = 0;
    /// Answers Confirming: pins the shown certificate and goes on, or gives up.
    virtual void confirmCertificate(bool isTrusted) = 0;
    /// Waiting: tries now, unless the server asked for a pause.
    virtual void retryNow() = 0;

    virtual QFuture<Result<QueryAnswer>> query(const RangeQuery &query) = 0;
    virtual QFuture<Result<HostDetails>> hostDetails(HostId host) = 0;
    virtual QFuture<Result<QStringList>> metricNames() = 0;
    /// Lets the agent of a host sample every second for so much longer; 0 ends that. Who may not is told so.
    virtual QFuture<Result<bool>> setBurst(HostId host, std::chrono::milliseconds duration) = 0;
    /// Ends the kept session on the server, then disconnects.
    virtual QFuture<Result<bool>> signOut() = 0;

    /// @return the subscription's number in seriesReceived(), valid for this session only; 0 while not Online
    virtual quint32 subscribe(const LiveQuery &query) = 0;
    virtual void unsubscribe(quint32 subscription) = 0;
    virtual void watchProcesses(HostId host, bool isOn) = 0;
    /// The same for several windows that look at one host: the server is told when the last one leaves. To be
    /// called in pairs, whatever the state of the link.
    void shareProcesses(HostId host, bool isOn);

Q_SIGNALS:
    void statusChanged(const qd::console::LinkStatus &status);
    void sessionOpened(const qd::console::Session &session);
    void treeReceived(const qd::console::TreeSnapshot &tree);
    void nodesReceived(const qd::console::NodesDelta &delta);
    void hostsReceived(const qd::console::HostsDelta &delta);
    void serverStatusReceived(const qd::console::ServerStatus &status);
    void seriesReceived(quint32 subscription, const qd::console::QueryAnswer &answer);
    /// From a Ping to its Pong, every few seconds.
    void roundTripMeasured(std::chrono::milliseconds roundTrip);
    void processesReceived(const qd::console::ProcessSnapshot &snapshot);

private:
    QHash<int, int> m_watchers; ///< by host
};

inline void Backend::shareProcesses(HostId host, bool isOn)
{
    int &watchers = m_watchers[host.value];
    watchers += isOn ? 1 : -1;
    const bool isFirstOrLast = watchers == (isOn ? 1 : 0);
    if (watchers == 0) {
        m_watchers.remove(host.value);
    }
    if (isFirstOrLast && status().state == LinkState::Online) {
        watchProcesses(host, isOn);
    }
}

} // namespace qd::console
