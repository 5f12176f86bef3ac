// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/burstboard.h"

#include <algorithm>
#include <optional>

namespace qd::backend::cmdb {

using std::chrono::milliseconds;

Result<void> BurstBoard::check(HostId host, milliseconds duration) const
{
    if (duration < kInterval || duration > kLongest) {
        return failure(ErrorCode::InvalidInput, "a burst lasts from one second to 30 minutes",
            {{"field", "SetBurst.durationMs"}});
    }
    switch (m_ways.reach(host)) {
    case Reach::Connected:
        return {};
    case Reach::NotConnected:
        return failure(
            ErrorCode::Unavailable, "the agent of this host is not connected", {{"field", "host"}});
    case Reach::TooOld:
        return failure(
            ErrorCode::Unavailable, "the agent of this host is too old for bursts", {{"field", "agent"}});
    }
    return {};
}

Result<void> BurstBoard::extend(HostId host, milliseconds duration)
{
    if (auto checked = check(host, duration); !checked) {
        return checked;
    }
    milliseconds remaining{0};
    bool wasGoing = false;
    {
        const std::lock_guard lock(m_mutex);
        forgetOld();
        Entry &entry = m_entries[host];
        const milliseconds before = left(entry);
        wasGoing = before.count() > 0;
        remaining = std::min<milliseconds>(before + duration, kLongest);
        entry.until = m_clock.steadyNow() + remaining;
        entry.forgetAt = entry.until;
        entry.isStopped = false;
    }
    m_ways.order(host, remaining);
    tell(host, remaining, wasGoing); // a new one runs when the agent says so
    return {};
}

void BurstBoard::stop(HostId host)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = m_entries.find(host);
        if (entry == m_entries.end()) {
            return;
        }
        entry->second.isStopped = true;
    }
    m_ways.order(host, milliseconds{0});
    tell(host, milliseconds{0}, false);
}

void BurstBoard::connected(HostId host, bool understands)
{
    std::optional<milliseconds> rest;
    {
        const std::lock_guard lock(m_mutex);
        forgetOld();
        if (const auto entry = m_entries.find(host); entry != m_entries.end()) {
            rest = left(entry->second);
        }
    }
    if (rest && understands) {
        m_ways.order(host, *rest);
    }
}

void BurstBoard::disconnected(HostId host)
{
    if (const milliseconds rest = remaining(host); rest.count() > 0) {
        tell(host, rest, false);
    }
}

void BurstBoard::reported(HostId host, milliseconds reportedRest)
{
    milliseconds rest{0};
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_entries.find(host);
        if (known != m_entries.end() && known->second.isStopped) {
            return; // it crossed our order to stop
        }
        if (reportedRest.count() <= 0) {
            if (known == m_entries.end()) {
                return;
            }
            m_entries.erase(known); // given up by the agent
        } else if (known != m_entries.end() && left(known->second).count() > 0) {
            rest = left(known->second);
        } else { // from before our start
            rest = std::min<milliseconds>(reportedRest, kLongest);
            const SteadyMs until = m_clock.steadyNow() + rest;
            m_entries.insert_or_assign(host, Entry{until, until, false});
        }
    }
    tell(host, rest, rest.count() > 0);
}

milliseconds BurstBoard::remaining(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(host);
    return entry == m_entries.end() ? milliseconds{0} : left(entry->second);
}

milliseconds BurstBoard::left(const Entry &entry) const
{
    return entry.isStopped ? milliseconds{0} : std::max(entry.until - m_clock.steadyNow(), milliseconds{0});
}

void BurstBoard::tell(HostId host, milliseconds remaining, bool isRunning) const
{
    m_ways.tell(host, m_clock.now() + remaining, isRunning);
}

void BurstBoard::forgetOld()
{
    std::erase_if(
        m_entries, [now = m_clock.steadyNow()](const auto &entry) { return now >= entry.second.forgetAt; });
}

} // namespace qd::backend::cmdb
