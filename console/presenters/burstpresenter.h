// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/consoleservices.h"
#include "shared/base/error.h"
#include "shared/base/ids.h"

#include <QObject>

#include <chrono>

namespace qd::console {

/// What is in the way of asking for a burst, or of ending one.
enum class BurstObstacle {
    None,
    NoHost, ///< no host is shown
    LinkLost, ///< the server cannot be asked now
    ServerTooOld,
    NotAllowed, ///< a viewer
    AgentAway, ///< asking needs the agent; ending does not
};

struct BurstStatus
{
    enum class Phase {
        Off,
        Asked, ///< this console waits for the server's answer
        Waiting, ///< wanted, but the agent has not said that it does it, or is away
        Running,
        Unknown, ///< it was so when the link was lost; it ends by itself all the same
    };
    Phase phase = Phase::Off;
    std::chrono::seconds remaining{0};

    bool operator==(const BurstStatus &) const = default;
};

/// Sampling every second for some minutes, of the host that is shown: asks for it, ends it, counts down. What
/// is shown is what the server tells every console alike. Main thread.
class BurstPresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes kLength{5}; ///< of one request; asking again adds as much

    explicit BurstPresenter(const ConsoleServices &services, QObject *parent = nullptr);

    void setHost(HostId host);
    /// Both do nothing while there is an obstacle.
    void extend();
    void end();

    [[nodiscard]] BurstStatus status() const;
    [[nodiscard]] BurstObstacle obstacle() const; ///< to extend()
    [[nodiscard]] BurstObstacle endObstacle() const;
    /// The newest moment up to which finer samples are or were wanted; epoch if never.
    [[nodiscard]] TimeMs until() const;

Q_SIGNALS:
    void changed();
    /// The server refused, for a reason that was not known before.
    void failed(const qd::Error &error);

private:
    void ask(std::chrono::milliseconds duration);
    void tellIfChanged();

    ConsoleServices m_services;
    HostId m_host;
    bool m_isAsking = false;
    BurstStatus m_told;
};

} // namespace qd::console
