// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/systemcollector.h"

#include "agent/collect/textscan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include <sys/stat.h>
#include <sys/timex.h>
#include <utmp.h>

namespace qd::agent {

namespace {

enum Metric : std::size_t { Uptime, Users, TimeSynced, NtpOffset };

constexpr std::array<MetricSpec, 4> kMetrics{{
    {"sys.uptime", "seconds", MetricKind::Gauge, Tier::Slow},
    {"sys.users", "count", MetricKind::Gauge, Tier::Slow},
    {"sys.time.synced", "bool", MetricKind::Gauge, Tier::Slow},
    {"sys.ntp.offset", "milliseconds", MetricKind::Gauge, Tier::Rare},
}};

/// A folder that did not change for so long has a time stamp of its own.
constexpr std::chrono::seconds kSettled{2};

void keepFirst(Result<void> &first, Result<void> outcome)
{
    if (first && !outcome) {
        first = std::move(outcome);
    }
}

} // namespace

Result<ClockState> readClockState()
{
    timex state{};
    const int code = ::adjtimex(&state);
    if (code < 0) {
        return failure(ErrorCode::Unavailable, std::string{"adjtimex: "} + std::strerror(errno));
    }
    ClockState clock;
    clock.isSynced = code != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
    if (clock.isSynced && (state.status & STA_PLL) != 0) {
        // What the kernel still has to add to this clock, in µs or ns: a host that is ahead has a negative
        // rest.
        const double perMs = (state.status & STA_NANO) != 0 ? 1e6 : 1e3;
        clock.offsetMs = -static_cast<double>(state.offset) / perMs;
    }
    return clock;
}

SystemCollector::SystemCollector(const HostRoots &roots, WorkerPool &pool, NtpSettings ntp, ClockReader clock)
    : m_pool(pool)
    , m_ntp(std::move(ntp))
    , m_clock(std::move(clock))
    , m_tasks(m_ntp.servers.size())
    , m_uptime(roots.proc + "/uptime")
    , m_utmp(roots.run + "/utmp")
    , m_sessions(roots.run + "/systemd/sessions")
    , m_series(kMetrics)
{
}

void SystemCollector::prepare(const CollectContext &context)
{
    if (!context.due.has(Tier::Rare)) {
        return;
    }
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        // A pool that refuses shows as a server that did not answer.
        static_cast<void>(m_tasks[i].start(
            m_pool,
            [server = m_ntp.servers[i], timeout = m_ntp.timeout](
                const std::stop_token &stop) { return querySntp(server, timeout, stop); },
            m_ntp.timeout + std::chrono::seconds{5}, context.steady));
    }
}

Result<void> SystemCollector::collect(const CollectContext &context, SampleSink &sink)
{
    Result<void> first;
    if (sink.wants(Tier::Slow)) {
        keepFirst(first, collectUptime(context, sink));
        keepFirst(first, collectUsers(context, sink));
    }
    keepFirst(first, collectClock(sink));
    if (sink.wants(Tier::Rare) && !m_tasks.empty()) {
        keepFirst(first, collectNtp(context.steady, sink));
    }
    return first;
}

Result<void> SystemCollector::collectUptime(const CollectContext &context, SampleSink &sink)
{
    auto text = m_uptime.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::string_view rest = *text;
    const auto seconds = parseDecimal(takeWord(rest));
    if (!seconds) {
        return corruptFile(m_uptime.path(), "does not begin with a number of seconds");
    }
    m_series.put(sink, Uptime, rounded(*seconds, 0));
    return {};
}

Result<void> SystemCollector::collectUsers(const CollectContext &context, SampleSink &sink)
{
    auto text = m_utmp.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    if (text->empty()) {
        // Distributions are giving up utmp for the year 2038; logind knows the sessions there.
        if (const auto sessions = countSessions(context.now)) {
            m_series.put(sink, Users, static_cast<double>(*sessions));
        }
        return {};
    }
    if (text->size() % sizeof(utmp) != 0) {
        return corruptFile(m_utmp.path(), "is not a whole number of records");
    }
    std::size_t users = 0;
    for (std::size_t at = 0; at < text->size(); at += sizeof(utmp)) {
        utmp record{};
        std::memcpy(&record, text->data() + at, sizeof record);
        users += record.ut_type == USER_PROCESS && record.ut_user[0] != '\0' ? 1U : 0U;
    }
    m_series.put(sink, Users, static_cast<double>(users));
    return {};
}

std::optional<std::size_t> SystemCollector::countSessions(TimeMs now)
{
    struct stat folder
    {
    };
    if (::stat(m_sessions.c_str(), &folder) != 0) {
        return std::nullopt;
    }
    // Every session that comes or goes changes its folder. What changed only now may change once more without
    // another time stamp, so it is not relied upon.
    const auto changedAt =
        std::chrono::seconds{folder.st_mtim.tv_sec} + std::chrono::nanoseconds{folder.st_mtim.tv_nsec};
    if (m_sessionsChangedAt == changedAt) {
        return m_sessionCount;
    }
    const bool isSettled = changedAt + kSettled < now.time_since_epoch();
    std::size_t count = 0;
    const bool isThere = eachEntry(m_sessions, [&](std::string_view name) {
        // "12" describes session 12, "12.ref" keeps it alive; greeters and services are sessions, but not
        // users.
        if (name.find('.') == std::string_view::npos) {
            const std::string text = readSmallFile(m_sessions + "/" + std::string{name});
            count += text.find("CLASS=user\n") != std::string::npos ? 1U : 0U;
        }
    });
    m_sessionsChangedAt = isThere && isSettled ? std::optional{changedAt} : std::nullopt;
    m_sessionCount = count;
    return isThere ? std::optional{count} : std::nullopt;
}

Result<void> SystemCollector::collectClock(SampleSink &sink)
{
    auto clock = m_clock();
    if (!clock) {
        return failure(std::move(clock).error());
    }
    m_series.put(sink, TimeSynced, clock->isSynced ? 1.0 : 0.0);
    if (clock->offsetMs && m_tasks.empty()) {
        m_series.put(sink, NtpOffset, rounded(*clock->offsetMs, 3));
    }
    return {};
}

Result<void> SystemCollector::collectNtp(SteadyMs now, SampleSink &sink)
{
    Result<void> first;
    std::vector<double> offsets;
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        auto reading = m_tasks[i].take();
        if (reading && *reading) {
            offsets.push_back((*reading)->offsetMs);
        } else if (reading) {
            keepFirst(first, failure(reading->error()));
        } else if (m_tasks[i].isOverdue(now)) {
            keepFirst(
                first, failure(ErrorCode::Timeout, "NTP server " + m_ntp.servers[i] + " did not answer"));
        }
    }
    if (!offsets.empty()) {
        // The median, so that one server with a wrong clock is outvoted.
        const auto middle = offsets.begin() + static_cast<std::ptrdiff_t>(offsets.size() / 2);
        std::ranges::nth_element(offsets, middle);
        m_series.put(sink, NtpOffset, rounded(*middle, 3));
    }
    return first;
}

} // namespace qd::agent
