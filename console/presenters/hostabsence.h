// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/panel.h"
#include "shared/model/host.h"

#include <QHash>
#include <QObject>

#include <memory>
#include <optional>

namespace qd::console {

/// Finds out when one host sent nothing and why, from what its agent says about itself: every sample of
/// agent.alive, its uptime, and when each collector last ran or failed. Of a place: when none of its hosts
/// sent anything, and what is true of all of them. Main thread.
class HostAbsence final : public QObject
{
    Q_OBJECT

public:
    enum class Of { Host, Place };

    explicit HostAbsence(const PanelServices &services, Of subject = Of::Host, QObject *parent = nullptr);

    void setScope(const PanelScope &scope) { m_panel.setScope(scope); }
    void setSpan(const QuerySpan &span, int pixels);
    void start() { m_panel.start(); }
    void stop() { m_panel.stop(); }
    [[nodiscard]] bool isStarted() const { return m_panel.isStarted(); }
    /// The oldest instant in the span at which the agent is known to have lived.
    [[nodiscard]] std::optional<TimeMs> firstAlive() const;
    void refresh() { m_panel.refresh(); }
    /// What the server says of the host: a silence that lasts is explained by it.
    /// @param isConnected  whether the agent has a session; empty: not known
    void setHost(const HostSummary &host, std::optional<bool> isConnected);
    /// A silence of a whole place that lasts; empty: there is none.
    void setSilence(const std::optional<PanelGap> &lasting);

    /// For the panels of one collector, or of none in particular for the empty name.
    [[nodiscard]] PanelAbsence of(const QString &collector) const;

Q_SIGNALS:
    void changed();
    /// The agent's own words came anew; whether they tell of an absence or not.
    void asked();

private:
    void update();

    Panel m_panel;
    int m_stepMs = 10'000;
    std::optional<PanelGap> m_now; ///< the silence that lasts, as the server tells it
    QList<PanelGap> m_silent; ///< of the whole agent
    QHash<QString, PanelAbsence> m_collectors;
};

} // namespace qd::console
