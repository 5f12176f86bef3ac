// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/hoststate.h"

#include "console/client/backend.h"
#include "console/client/deliver.h"

namespace qd::console {

HostDetailsState::HostDetailsState(Backend &backend, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_clock(clock)
{
    m_timer.setInterval(kRefresh);
    connect(&m_timer, &QTimer::timeout, this, &HostDetailsState::refresh);
    connect(&backend, &Backend::statusChanged, this, [this](const LinkStatus &status) {
        if (m_isStarted && (isAnswering(status.state) || m_state == SourceState::Loading)) {
            refresh();
        }
    });
}

void HostDetailsState::setHost(HostId host)
{
    if (host == m_host) {
        return;
    }
    m_host = host;
    ++m_generation;
    m_details.reset();
    m_error.reset();
    m_lastSuccess = {};
    m_state = SourceState::Idle;
    if (m_isStarted) {
        refresh();
    }
}

void HostDetailsState::start()
{
    m_isStarted = true;
    m_timer.start();
    refresh();
}

void HostDetailsState::stop()
{
    m_isStarted = false;
    m_timer.stop();
    ++m_generation;
}

void HostDetailsState::refresh()
{
    // Out of reach, an answer can only be what is known already.
    const bool isOut = !isAnswering(m_backend.status().state);
    if (m_host.isNull() || (isOut && m_details)) {
        return;
    }
    m_state = isOut ? SourceState::Waiting : SourceState::Loading;
    Q_EMIT changed();
    deliver(m_backend.hostDetails(m_host), this,
        [this, asked = ++m_generation](const Result<HostDetails> &result) {
            if (asked == m_generation) {
                take(result);
                Q_EMIT changed();
            }
        });
}

void HostDetailsState::take(const Result<HostDetails> &result)
{
    const LinkStatus link = m_backend.status();
    if (result) {
        m_details = *result;
        // From memory: true at least as long as the server had heard of the host.
        m_lastSuccess = link.state == LinkState::Offline ? link.dataFrom
            : link.state == LinkState::Online            ? m_clock.now()
                                                         : result->summary.lastSeen;
        m_error.reset();
        m_state = SourceState::Ready;
    } else if (link.state == LinkState::Online) {
        m_error = result.error();
        m_state = SourceState::Failed;
    } else {
        m_state = m_details ? SourceState::Ready : SourceState::Waiting;
    }
}

ProcessListState::ProcessListState(Backend &backend, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
{
    connect(&backend, &Backend::processesReceived, this, [this](const ProcessSnapshot &snapshot) {
        if (!m_isStarted || snapshot.host != m_host) {
            return;
        }
        if (m_isPaused && m_shown) {
            m_waiting = snapshot;
            return;
        }
        m_shown = snapshot;
        Q_EMIT changed();
    });
    connect(&backend, &Backend::statusChanged, this, [this](const LinkStatus &status) {
        if (status.state == LinkState::Online && m_isStarted && !m_host.isNull()) {
            m_backend.watchProcesses(m_host, true); // a new link knows nothing of the old one's
        }
    });
}

ProcessListState::~ProcessListState()
{
    stop();
}

void ProcessListState::setHost(HostId host)
{
    if (host == m_host) {
        return;
    }
    if (m_isStarted) {
        watch(false);
    }
    m_host = host;
    m_shown.reset();
    m_waiting.reset();
    if (m_isStarted) {
        watch(true);
    }
    Q_EMIT changed();
}

void ProcessListState::start()
{
    if (!m_isStarted) {
        m_isStarted = true;
        watch(true);
    }
}

void ProcessListState::stop()
{
    if (m_isStarted) {
        m_isStarted = false;
        watch(false);
    }
}

void ProcessListState::setPaused(bool isPaused)
{
    m_isPaused = isPaused;
    if (!isPaused && m_waiting) {
        m_shown = std::exchange(m_waiting, std::nullopt);
        Q_EMIT changed();
    }
}

void ProcessListState::watch(bool isOn)
{
    if (!m_host.isNull()) {
        m_backend.shareProcesses(m_host, isOn);
    }
}

} // namespace qd::console
