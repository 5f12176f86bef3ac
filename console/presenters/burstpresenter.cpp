// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/burstpresenter.h"

#include "console/state/calls.h"
#include "console/state/connectionstate.h"
#include "console/state/treestate.h"

#include <algorithm>

namespace qd::console {

BurstPresenter::BurstPresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    for (const auto signal : {&ConnectionState::ticked, &ConnectionState::changed}) {
        connect(&services.connection, signal, this, &BurstPresenter::tellIfChanged);
    }
    connect(&services.connection, &ConnectionState::liveChanged, this, [this] { Q_EMIT changed(); });
    connect(&services.tree, &TreeState::resetDone, this, [this] { tellIfChanged(); });
    connect(&services.tree, &TreeState::hostsChanged, this, [this] { tellIfChanged(); });
}

void BurstPresenter::setHost(HostId host)
{
    if (host != m_host) {
        m_host = host;
        m_isAsking = false;
        m_told = status();
        Q_EMIT changed();
    }
}

void BurstPresenter::extend()
{
    if (obstacle() == BurstObstacle::None) {
        ask(kLength);
    }
}

void BurstPresenter::end()
{
    if (endObstacle() == BurstObstacle::None && status().phase != BurstStatus::Phase::Off) {
        ask(std::chrono::milliseconds{0});
    }
}

void BurstPresenter::ask(std::chrono::milliseconds duration)
{
    m_isAsking = true;
    setBurst(m_services.backend, this, m_host, duration, [this, host = m_host](const Result<bool> &done) {
        if (host == m_host) {
            m_isAsking = false;
            tellIfChanged();
        }
        if (!done) {
            Q_EMIT failed(done.error());
        }
    });
    tellIfChanged();
}

BurstStatus BurstPresenter::status() const
{
    const auto left = std::chrono::ceil<std::chrono::seconds>(until() - m_services.connection.serverNow());
    if (left.count() <= 0) {
        return {m_isAsking ? BurstStatus::Phase::Asked : BurstStatus::Phase::Off, std::chrono::seconds{0}};
    }
    if (!m_services.connection.isLive()) {
        return {BurstStatus::Phase::Unknown, left};
    }
    return {m_services.tree.host(m_host)->isBurstRunning ? BurstStatus::Phase::Running
                                                         : BurstStatus::Phase::Waiting,
        left};
}

BurstObstacle BurstPresenter::obstacle() const
{
    const BurstObstacle general = endObstacle();
    if (general != BurstObstacle::None) {
        return general;
    }
    // Stale is no obstacle: its session may be fine. The server knows, and says so.
    const HostState state = m_services.tree.host(m_host)->state;
    return state == HostState::Offline || state == HostState::Unknown ? BurstObstacle::AgentAway
                                                                      : BurstObstacle::None;
}

BurstObstacle BurstPresenter::endObstacle() const
{
    if (m_services.tree.host(m_host) == nullptr) {
        return BurstObstacle::NoHost;
    }
    const ConnectionState &connection = m_services.connection;
    if (!connection.isLive()) {
        return BurstObstacle::LinkLost;
    }
    if (!connection.session().canBurst) {
        return BurstObstacle::ServerTooOld;
    }
    return allows(connection.session().role, Role::Operator) ? BurstObstacle::None
                                                             : BurstObstacle::NotAllowed;
}

TimeMs BurstPresenter::until() const
{
    const HostSummary *host = m_services.tree.host(m_host);
    return host == nullptr ? TimeMs{} : host->burstUntil;
}

void BurstPresenter::tellIfChanged()
{
    if (const BurstStatus now = status(); now != m_told) {
        m_told = now;
        Q_EMIT changed();
    }
}

} // namespace qd::console
