// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/connectionstate.h"

#include "console/client/backend.h"

namespace qd::console {

using namespace std::chrono_literals;

ConnectionState::ConnectionState(Backend &backend, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_link(backend.status())
    , m_session(backend.session())
{
    connect(&backend, &Backend::statusChanged, this, &ConnectionState::onStatusChanged);
    connect(&backend, &Backend::serverStatusReceived, this, &ConnectionState::onServerStatus);
    connect(&backend, &Backend::sessionOpened, this, [this](const Session &session) { m_session = session; });
    connect(&m_tick, &QTimer::timeout, this, &ConnectionState::onTick);
    connect(&backend, &Backend::roundTripMeasured, this,
        [this](std::chrono::milliseconds roundTrip) { m_roundTrip = roundTrip; });
    m_tick.start(1s);
}

int ConnectionState::retrySeconds() const
{
    if (m_link.state != LinkState::Waiting) {
        return 0;
    }
    const auto left = m_link.retryAt - m_clock.steadyNow();
    return std::max(0, static_cast<int>(std::chrono::ceil<std::chrono::seconds>(left).count()));
}

std::optional<std::chrono::milliseconds> ConnectionState::dataDelay() const
{
    if (isOffline() || !m_server || toUnixMs(m_server->newestSample) == 0) {
        return std::nullopt;
    }
    const auto sinceHeard = m_clock.steadyNow() - m_serverHeardAt;
    return std::max(0ms, m_server->serverTime - m_server->newestSample + sinceHeard);
}

void ConnectionState::onStatusChanged(const LinkStatus &status)
{
    const bool wasOnline = m_link.state == LinkState::Online;
    m_link = status;
    if (status.state == LinkState::Offline) {
        m_lastContact = status.dataFrom;
    }
    if (status.state != LinkState::Online) {
        m_connectedSince = {};
        m_roundTrip.reset();
    } else if (!wasOnline) {
        m_connectedSince = m_clock.now();
    }
    if (status.state == LinkState::Online) {
        // The first report comes within a second; until then the link itself is the proof of life.
        m_serverHeardAt = m_clock.steadyNow();
        m_lastContact = m_clock.now();
    }
    judge();
    Q_EMIT changed();
}

void ConnectionState::onServerStatus(const ServerStatus &status)
{
    m_server = status;
    if (!isOffline()) {
        m_serverHeardAt = m_clock.steadyNow();
        m_lastContact = m_clock.now();
    }
    judge();
    Q_EMIT changed();
}

void ConnectionState::onTick()
{
    judge();
    Q_EMIT ticked();
}

void ConnectionState::judge()
{
    const bool isLive =
        m_link.state == LinkState::Online && m_clock.steadyNow() - m_serverHeardAt <= kSilence;
    if (isLive != m_isLive) {
        m_isLive = isLive;
        Q_EMIT liveChanged(isLive);
    }
}

} // namespace qd::console
