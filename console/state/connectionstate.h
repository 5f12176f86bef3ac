// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace qd::console {

class Backend;

/// Is what the window shows true right now? Watches the link and the server's heartbeat, and counts down to
/// the next attempt. Nothing may be shown as good while isLive() is false. One per window, main thread.
class ConnectionState final : public QObject
{
    Q_OBJECT

public:
    /// The server reports once a second; after this silence its data counts as old even on an open link.
    static constexpr std::chrono::milliseconds kSilence{5'000};

    ConnectionState(Backend &backend, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const LinkStatus &link() const { return m_link; }
    [[nodiscard]] const Session &session() const { return m_session; }
    [[nodiscard]] const std::optional<ServerStatus> &server() const { return m_server; }

    [[nodiscard]] bool isLive() const { return m_isLive; }
    /// Last data are shown in place of a server's.
    [[nodiscard]] bool isOffline() const { return m_link.state == LinkState::Offline; }
    /// Where "the last hour" ends: now, or when the last data were true.
    [[nodiscard]] TimeMs dataNow() const { return isOffline() ? m_link.dataFrom : m_clock.now(); }
    /// Of the session; epoch if there is none.
    [[nodiscard]] TimeMs connectedSince() const { return m_connectedSince; }
    /// From the window to the server and back, as last measured in this session.
    [[nodiscard]] const std::optional<std::chrono::milliseconds> &roundTrip() const { return m_roundTrip; }
    /// Since the server's newest report.
    [[nodiscard]] std::chrono::milliseconds sinceHeard() const
    {
        return m_clock.steadyNow() - m_serverHeardAt;
    }
    /// When the shown data was last known to be true; epoch if never.
    [[nodiscard]] TimeMs lastContact() const { return m_lastContact; }
    /// Whole seconds until the next attempt, 0 when none is planned.
    [[nodiscard]] int retrySeconds() const;
    /// Now minus the newest sample of all hosts, by the server's clock; empty while nothing is known.
    [[nodiscard]] std::optional<std::chrono::milliseconds> dataDelay() const;
    [[nodiscard]] TimeMs now() const { return m_clock.now(); }
    /// What the server's clock shows now; our own while it has not said.
    [[nodiscard]] TimeMs serverNow() const
    {
        return m_server && !isOffline() ? m_server->serverTime + sinceHeard() : m_clock.now();
    }

Q_SIGNALS:
    void changed();
    void liveChanged(bool isLive);
    /// Once a second: ages and countdowns read anew.
    void ticked();

private:
    void onStatusChanged(const LinkStatus &status);
    void onServerStatus(const ServerStatus &status);
    void onTick();
    void judge();

    const Clock &m_clock;
    QTimer m_tick;
    LinkStatus m_link;
    Session m_session;
    std::optional<ServerStatus> m_server;
    SteadyMs m_serverHeardAt;
    TimeMs m_lastContact{};
    TimeMs m_connectedSince{};
    std::optional<std::chrono::milliseconds> m_roundTrip;
    bool m_isLive = false;
};

} // namespace qd::console
