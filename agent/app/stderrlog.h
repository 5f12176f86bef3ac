// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/app/config.h"
#include "agent/app/ratelimit.h"
#include "agent/collect/eventsink.h"
#include "agent/spool/reporter.h"
#include "shared/base/clock.h"

#include <functional>
#include <vector>

namespace qd::agent {

/// Tells people: lines on standard error, and events that wait until the agent's loop spools them. The same
/// line comes at most once a minute, the same event once an hour. Belongs to the loop's thread.
class StderrLog final : public Reporter, public EventSink
{
public:
    /// @param clock  must outlive the log
    StderrLog(const Clock &clock, LogLevel level);

    void setLevel(LogLevel level) { m_level = level; }

    /// Called when an event begins to wait.
    void onEvent(std::function<void()> wake) { m_wake = std::move(wake); }

    void note(EventSeverity severity, std::string_view area, std::string text) override;
    void raise(EventSeverity severity, std::string_view source, std::string message) override;
    void raise(HostEvent event) override;

    [[nodiscard]] std::vector<HostEvent> takeEvents();

private:
    void write(EventSeverity severity, std::string_view area, const std::string &text);

    const Clock &m_clock;
    LogLevel m_level;
    RateLimit m_lines{std::chrono::minutes{1}};
    RateLimit m_repeats{std::chrono::hours{1}};
    std::vector<HostEvent> m_events;
    std::function<void()> m_wake;
};

} // namespace qd::agent
