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
    enum class Part { Agent, Ping, Storing, Collectors };
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
    std::optional<std::chrono::microseconds> took; ///< Ping: there and back; Storing: a batch to its receipt
    std::optional<std::chrono::milliseconds> age; ///< Ping: since that was measured
    int good = 0; ///< Collectors
    int total = 0;
    QStringList failing; ///< names, sorted

    bool operator==(const HostCheck &) const = default;
};

/// What the server says about the link to an agent.
struct AgentLink
{
    bool isConnected = false;
    std::optional<std::chrono::microseconds> roundTrip; ///< empty: not measured, or the agent is too old to
    TimeMs measuredAt{}; ///< server's clock
};

[[nodiscard]] AgentLink agentLinkOf(const DataPath &path);

/// What is known about the parts of one host: the session of its agent, the way there and back, and each of
/// its collectors. What nobody knows now is Unknown, never good. Main thread.
class HostChecks final : public QObject
{
    Q_OBJECT

public:
    /// A round trip beyond this is worth a look, and so is a batch that takes longer than this to be kept.
    static constexpr std::chrono::milliseconds kSlowPing{500};
    static constexpr std::chrono::milliseconds kSlow{1'000};
    /// An agent measures it each 45 to 57 s, and says so with its next block.
    static constexpr std::chrono::milliseconds kPingGood{75'000};

    explicit HostChecks(const PanelServices &services, QObject *parent = nullptr);

    void setScope(const PanelScope &scope) { m_panel.setScope(scope); }
    void start() { m_panel.start(); }
    void stop() { m_panel.stop(); }
    void refresh() { m_panel.refresh(); }

    /// Agent, ping, storing, collectors.
    /// @param link       empty: not known yet
    /// @param serverNow  by the server's clock
    /// @param isLive     what the server says is from now
    [[nodiscard]] QList<HostCheck> checks(
        HostState state, const std::optional<AgentLink> &link, TimeMs serverNow, bool isLive) const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] HostCheck storing(bool isConnected) const;
    [[nodiscard]] HostCheck collectors(HostState state) const;

    Panel m_panel;
};

} // namespace qd::console
