// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/panel.h"
#include "shared/base/severity.h"
#include "shared/model/host.h"

#include <QObject>
#include <QStringList>

#include <chrono>
#include <optional>

namespace qd::console {

/// One answer to "is this part alive?" (R074).
struct HostCheck
{
    enum class Part { Agent, Ping, Collectors };
    enum class Reason {
        Fine,
        LinkLost, ///< this console does not know what is true now
        NotLoaded, ///< asked, not answered yet
        NeverReported,
        NoSession, ///< the agent is not connected
        Late, ///< connected, but samples are late
        Slow,
        NotMeasured, ///< nothing lately from which it could be told
        Failing, ///< some had errors or stopped
    };
    Part part = Part::Agent;
    Severity severity = Severity::Unknown; ///< Healthy only if it is known to be
    Reason reason = Reason::NotLoaded;
    std::optional<std::chrono::milliseconds> roundTrip; ///< Ping: a batch to its acknowledgement
    int good = 0; ///< Collectors
    int total = 0;
    QStringList failing; ///< names, sorted

    bool operator==(const HostCheck &) const = default;
};

/// What is known about the parts of one host: the session of its agent, the way there and back, and each of
/// its collectors. What nobody knows now is Unknown, never good. Main thread.
class HostChecks final : public QObject
{
    Q_OBJECT

public:
    /// A round trip beyond this is worth a look.
    static constexpr std::chrono::milliseconds kSlow{1'000};

    explicit HostChecks(const PanelServices &services, QObject *parent = nullptr);

    void setScope(const PanelScope &scope) { m_panel.setScope(scope); }
    void start() { m_panel.start(); }
    void stop() { m_panel.stop(); }
    void refresh() { m_panel.refresh(); }

    /// Agent, ping, collectors.
    /// @param isLive  what the server says is from now
    /// @param isConnected  whether the agent has a session; empty: not known yet
    [[nodiscard]] QList<HostCheck> checks(
        HostState state, std::optional<bool> isConnected, bool isLive) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] HostCheck ping(bool isConnected) const;
    [[nodiscard]] HostCheck collectors(HostState state) const;

    Panel m_panel;
};

} // namespace qd::console
