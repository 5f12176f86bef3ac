// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"
#include "console/state/querysource.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace qd::console {

class Backend;

/// Facts, events and data path of one host, asked for every few seconds while somebody looks. Main thread.
class HostDetailsState final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kRefresh{5'000};

    HostDetailsState(Backend &backend, const Clock &clock, QObject *parent = nullptr);

    /// Forgets the previous host.
    void setHost(HostId host);
    void start();
    void stop();
    void refresh();

    [[nodiscard]] HostId host() const { return m_host; }
    [[nodiscard]] SourceState state() const { return m_state; }
    [[nodiscard]] const std::optional<HostDetails> &details() const { return m_details; }
    [[nodiscard]] TimeMs lastSuccess() const { return m_lastSuccess; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void take(const Result<HostDetails> &result);

    Backend &m_backend;
    const Clock &m_clock;
    QTimer m_timer;
    HostId m_host;
    SourceState m_state = SourceState::Idle;
    std::optional<HostDetails> m_details;
    TimeMs m_lastSuccess{};
    std::optional<Error> m_error;
    std::uint64_t m_generation = 0;
    bool m_isStarted = false;
};

/// The running processes of one host, once a second while somebody looks. Paused, it keeps its picture and
/// goes on listening, so that nothing jumps under the pointer. Main thread.
class ProcessListState final : public QObject
{
    Q_OBJECT

public:
    explicit ProcessListState(Backend &backend, QObject *parent = nullptr);
    ~ProcessListState() override;

    void setHost(HostId host);
    void start();
    void stop();
    void setPaused(bool isPaused);

    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// Empty until the first picture of this host.
    [[nodiscard]] const std::optional<ProcessSnapshot> &snapshot() const { return m_shown; }

Q_SIGNALS:
    void changed();

private:
    void watch(bool isOn);

    Backend &m_backend;
    HostId m_host;
    std::optional<ProcessSnapshot> m_shown;
    std::optional<ProcessSnapshot> m_waiting; ///< newest picture while paused
    bool m_isPaused = false;
    bool m_isStarted = false;
};

} // namespace qd::console
