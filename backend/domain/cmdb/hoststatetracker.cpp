// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/hoststatetracker.h"

#include <algorithm>
#include <utility>

namespace qd::backend::cmdb {

HostStateTracker::HostStateTracker(const Clock &clock)
    : HostStateTracker{clock, Limits{}}
{
}

HostStateTracker::HostStateTracker(const Clock &clock, Limits limits)
    : m_clock{clock}
    , m_limits{limits}
{
}

HostStateTracker::Entry *HostStateTracker::find(HostId host)
{
    const auto found = m_entries.find(host);
    return found != m_entries.end() ? &found->second : nullptr;
}

HostStateTracker::Entry &HostStateTracker::findOrAdd(HostId host)
{
    const auto [at, isNew] = m_entries.try_emplace(host);
    Entry &entry = at->second;
    if (isNew) {
        entry.summary.id = host;
        entry.summary.stateSince = m_clock.now();
        entry.interval = m_limits.defaultInterval;
        entry.lastSession = m_clock.steadyNow();
        schedule(entry, entry.lastSession);
    }
    return entry;
}

void HostStateTracker::putHost(const HostRecord &host)
{
    const std::lock_guard lock{m_mutex};
    Entry &entry = findOrAdd(host.id);
    HostSummary &summary = entry.summary;
    const HostSummary before = summary;
    summary.uuid = host.uuid;
    summary.name = host.name.empty() ? host.facts.hostname : host.name;
    summary.address = host.facts.primaryAddress;
    summary.agentVersion = host.facts.agentVersion;
    summary.components = host.components;
    summary.tags = host.facts.tags;
    const bool wasKnown = std::exchange(entry.isKnown, true);
    if (!wasKnown || before != summary) {
        m_known += wasKnown ? 0 : 1;
        m_online += !wasKnown && summary.state == HostState::Online ? 1 : 0;
        entry.isTold = false;
        m_changed.insert(host.id);
    }
}

void HostStateTracker::removeHost(HostId host)
{
    const std::lock_guard lock{m_mutex};
    const Entry *entry = find(host);
    if (entry != nullptr && entry->isKnown) {
        m_known -= 1;
        m_online -= entry->summary.state == HostState::Online ? 1 : 0;
    }
    m_entries.erase(host);
    m_changed.erase(host);
}

void HostStateTracker::restoreLastSeen(HostId host, TimeMs newestSample)
{
    const std::lock_guard lock{m_mutex};
    if (Entry *entry = find(host); entry != nullptr && newestSample > entry->summary.lastSeen) {
        entry->summary.lastSeen = std::min(newestSample, m_clock.now());
        m_newestSample = std::max(m_newestSample, entry->summary.lastSeen);
        entry->isTold = false;
        m_changed.insert(host);
    }
}

void HostStateTracker::sessionOpened(HostId host)
{
    const std::lock_guard lock{m_mutex};
    Entry &entry = findOrAdd(host);
    const SteadyMs now = m_clock.steadyNow();
    ++entry.sessions;
    entry.lastSession = now;
    refresh(entry, now);
    schedule(entry, now);
}

void HostStateTracker::sessionClosed(HostId host)
{
    const std::lock_guard lock{m_mutex};
    if (Entry *entry = find(host); entry != nullptr && entry->sessions > 0) {
        const SteadyMs now = m_clock.steadyNow();
        --entry->sessions;
        entry->lastSession = now;
        refresh(*entry, now);
        schedule(*entry, now);
        if (!entry->isKnown && entry->sessions == 0) {
            m_entries.erase(host);
        }
    }
}

void HostStateTracker::setBurst(HostId host, TimeMs until, bool isRunning)
{
    const std::lock_guard lock{m_mutex};
    if (Entry *entry = find(host); entry != nullptr) {
        entry->summary.burstUntil = until;
        entry->summary.isBurstRunning = isRunning;
        entry->isTold = false;
        m_changed.insert(host);
    }
}

void HostStateTracker::setInterval(HostId host, std::chrono::milliseconds interval)
{
    const std::lock_guard lock{m_mutex};
    if (Entry *entry = find(host); entry != nullptr && interval.count() > 0) {
        const SteadyMs now = m_clock.steadyNow();
        entry->interval = interval;
        refresh(*entry, now);
        schedule(*entry, now);
    }
}

void HostStateTracker::samplesArrived(HostId host, const SampleArrival &arrival)
{
    const std::lock_guard lock{m_mutex};
    Entry *entry = find(host);
    if (entry == nullptr) {
        return;
    }
    const SteadyMs now = m_clock.steadyNow();
    const TimeMs taken =
        std::min(arrival.newestSample - std::chrono::milliseconds{arrival.clockOffsetMs}, arrival.receivedAt);
    // Between the arrival and this call lies the commit; our clock may be set back meanwhile, which takes
    // nothing off the age.
    const SteadyMs takenSteady = now - (std::max(m_clock.now(), arrival.receivedAt) - taken);
    if (!entry->hasData || takenSteady > entry->newestData) {
        entry->hasData = true;
        entry->newestData = takenSteady;
        m_changed.insert(host);
    }
    if (taken > entry->summary.lastSeen) {
        entry->summary.lastSeen = taken;
        m_newestSample = std::max(m_newestSample, taken);
        m_changed.insert(host);
    }
    const HostState before = entry->summary.state;
    refresh(*entry, now);
    // While data flows the entry that is due already finds out by itself; one in the queue per host is
    // enough.
    if (before != entry->summary.state) {
        schedule(*entry, now);
    }
}

std::chrono::milliseconds HostStateTracker::freshFor(const Entry &entry) const
{
    return entry.interval * m_limits.staleAfterIntervals + m_limits.grace;
}

HostState HostStateTracker::stateOf(const Entry &entry, SteadyMs now) const
{
    const bool isFresh = entry.hasData && now - entry.newestData <= freshFor(entry);
    if (entry.sessions > 0) {
        if (isFresh) {
            return HostState::Online;
        }
        // A session that has just begun has had no time to bring anything.
        const bool isYoung = !entry.hasData && now - entry.lastSession <= freshFor(entry);
        return isYoung && entry.summary.state == HostState::Unknown ? HostState::Unknown : HostState::Stale;
    }
    if (now - lastLifeOf(entry) >= m_limits.offlineAfter) {
        return HostState::Offline;
    }
    return entry.hasData ? HostState::Stale : entry.summary.state;
}

SteadyMs HostStateTracker::lastLifeOf(const Entry &entry)
{
    return entry.hasData ? std::max(entry.newestData, entry.lastSession) : entry.lastSession;
}

void HostStateTracker::refresh(Entry &entry, SteadyMs now)
{
    const HostState state = stateOf(entry, now);
    if (state == entry.summary.state) {
        return;
    }
    if (entry.isKnown) {
        m_online += (state == HostState::Online ? 1 : 0) - (entry.summary.state == HostState::Online ? 1 : 0);
    }
    entry.summary.state = state;
    entry.summary.stateSince = m_clock.now();
    entry.isTold = false;
    m_changed.insert(entry.summary.id);
}

void HostStateTracker::schedule(Entry &entry, SteadyMs now)
{
    // The next moment at which the state can change by the passing of time alone.
    constexpr std::chrono::milliseconds kStep{1};
    if (entry.sessions > 0) {
        const SteadyMs from = entry.hasData ? entry.newestData : entry.lastSession;
        entry.due = from + freshFor(entry) + kStep;
        if (entry.due <= now) {
            return; // stale already; only an arrival changes that
        }
    } else if (entry.summary.state != HostState::Offline) {
        entry.due = std::max(lastLifeOf(entry) + m_limits.offlineAfter, now + kStep);
    } else {
        return;
    }
    m_due.push({entry.due, entry.summary.id});
}

void HostStateTracker::settleDue(SteadyMs now)
{
    while (!m_due.empty() && m_due.top().at <= now) {
        const Due due = m_due.top();
        m_due.pop();
        // Of several that were scheduled for a host only the latest counts, so that there is one at a time.
        if (Entry *entry = find(due.host); entry != nullptr && entry->due == due.at) {
            refresh(*entry, now);
            schedule(*entry, now);
        }
    }
}

std::vector<HostSummary> HostStateTracker::takeChanges()
{
    const std::lock_guard lock{m_mutex};
    const SteadyMs now = m_clock.steadyNow();
    settleDue(now);
    std::vector<HostSummary> changes;
    std::set<HostId> later;
    for (const HostId id : m_changed) {
        Entry *entry = find(id);
        if (entry == nullptr || !entry->isKnown) {
            continue; // what is not known yet is told when it is
        }
        if (entry->isTold && now - entry->toldAt < m_limits.lastSeenStep) {
            later.insert(id);
            continue;
        }
        entry->isTold = true;
        entry->toldAt = now;
        changes.push_back(entry->summary);
    }
    m_changed = std::move(later);
    return changes;
}

std::optional<HostSummary> HostStateTracker::summary(HostId host)
{
    const std::lock_guard lock{m_mutex};
    settleDue(m_clock.steadyNow());
    const Entry *entry = find(host);
    return entry != nullptr && entry->isKnown ? std::optional{entry->summary} : std::nullopt;
}

std::vector<HostSummary> HostStateTracker::allSummaries()
{
    const std::lock_guard lock{m_mutex};
    settleDue(m_clock.steadyNow());
    std::vector<HostSummary> all;
    all.reserve(m_entries.size());
    for (const auto &[id, entry] : m_entries) {
        if (entry.isKnown) {
            all.push_back(entry.summary);
        }
    }
    return all;
}

HostStateTracker::Totals HostStateTracker::totals()
{
    const std::lock_guard lock{m_mutex};
    settleDue(m_clock.steadyNow());
    return {m_online, m_known, m_newestSample};
}

} // namespace qd::backend::cmdb
