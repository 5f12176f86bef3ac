// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/stderrlog.h"

#include "agent/app/identity.h"

#include <array>
#include <cstdio>
#include <ctime>
#include <utility>

namespace qd::agent {

namespace {

/// More events than this between two turns of the loop mean a fault; the newest are kept out, and the log has
/// them.
constexpr std::size_t kMaxWaiting = 1'000;

LogLevel levelOf(EventSeverity severity)
{
    switch (severity) {
    case EventSeverity::Info:
        return LogLevel::Info;
    case EventSeverity::Warning:
        return LogLevel::Warning;
    case EventSeverity::Error:
        return LogLevel::Critical;
    }
    return LogLevel::Critical;
}

const char *nameOf(EventSeverity severity)
{
    constexpr std::array<const char *, 3> kNames{"INFO", "WARNING", "ERROR"};
    return kNames[static_cast<std::size_t>(severity)];
}

} // namespace

StderrLog::StderrLog(const Clock &clock, LogLevel level)
    : m_clock(clock)
    , m_level(level)
{
}

void StderrLog::note(EventSeverity severity, std::string_view area, std::string text)
{
    if (levelOf(severity) < m_level) {
        return;
    }
    const auto heldBack = m_lines.admit(std::string{area} + text, m_clock.steadyNow());
    if (!heldBack) {
        return;
    }
    if (*heldBack > 0) {
        text += " (and " + std::to_string(*heldBack) + " times before)";
    }
    write(severity, area, text);
}

void StderrLog::write(EventSeverity severity, std::string_view area, const std::string &text)
{
    const std::int64_t ms = toUnixMs(m_clock.now());
    const std::time_t seconds = ms / 1000;
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> stamp{};
    std::strftime(stamp.data(), stamp.size(), "%Y-%m-%dT%H:%M:%S", &parts);
    std::fprintf(stderr, "%s.%03dZ %s %.*s: %s\n", stamp.data(), static_cast<int>(ms % 1000),
        nameOf(severity), static_cast<int>(area.size()), area.data(), text.c_str());
}

void StderrLog::raise(EventSeverity severity, std::string_view source, std::string message)
{
    note(severity, source, message);
    if (m_events.size() >= kMaxWaiting
        || !m_repeats.admit(std::string{source} + message, m_clock.steadyNow())) {
        return;
    }
    m_events.push_back({randomUuid(), m_clock.now(), severity, std::string{source}, std::move(message)});
    if (m_wake) {
        m_wake();
    }
}

void StderrLog::raise(HostEvent event)
{
    raise(event.severity, event.source, std::move(event.message));
}

std::vector<HostEvent> StderrLog::takeEvents()
{
    return std::exchange(m_events, {});
}

} // namespace qd::agent
