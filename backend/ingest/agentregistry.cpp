// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/agentregistry.h"

namespace qd::backend::ingest {

AgentRegistry::AgentRegistry(QObject *parent)
    : QObject(parent)
{
}

std::uint64_t AgentRegistry::enter(HostId host, Link link, TimeMs now)
{
    std::function<void()> replaceOlder;
    std::uint64_t session = 0;
    {
        const std::lock_guard lock(m_mutex);
        session = m_nextSession++;
        Entry &entry = m_entries[host];
        replaceOlder = std::move(entry.link.replace);
        entry = {session, std::move(link), {now, 0, now}};
    }
    if (replaceOlder) {
        replaceOlder();
    } else {
        Q_EMIT connected(host);
    }
    Q_EMIT entered(host);
    return session;
}

void AgentRegistry::leave(HostId host, std::uint64_t session)
{
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = m_entries.find(host);
        if (entry == m_entries.end() || entry->second.session != session) {
            return;
        }
        m_entries.erase(entry);
    }
    Q_EMIT disconnected(host);
}

void AgentRegistry::heard(HostId host, std::uint64_t session, TimeMs now, const protocol::BlockMessage &block)
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(host);
    if (entry != m_entries.end() && entry->second.session == session) {
        entry->second.presence.lastHeard = now;
        entry->second.presence.clockOffsetMs = block.clockOffsetMs;
        m_spools.insert_or_assign(host, SpoolReport{block.spool, now});
        if (block.roundTrip.isKnown()) {
            m_roundTrips.insert_or_assign(host,
                RoundTripReport{block.roundTrip.us, now - std::chrono::milliseconds{block.roundTrip.ageMs}});
        }
    }
}

std::optional<AgentRegistry::SpoolReport> AgentRegistry::spoolReport(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto report = m_spools.find(host);
    return report == m_spools.end() ? std::nullopt : std::optional(report->second);
}

std::optional<AgentRegistry::RoundTripReport> AgentRegistry::roundTrip(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto report = m_roundTrips.find(host);
    return report == m_roundTrips.end() ? std::nullopt : std::optional(report->second);
}

bool AgentRegistry::understandsBursts(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(host);
    return entry != m_entries.end() && entry->second.link.orderBurst;
}

bool AgentRegistry::orderBurst(HostId host, protocol::BurstOrder order)
{
    std::function<void(protocol::BurstOrder)> send;
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = m_entries.find(host);
        if (entry == m_entries.end() || !entry->second.link.orderBurst) {
            return false;
        }
        send = entry->second.link.orderBurst;
    }
    send(order);
    return true;
}

bool AgentRegistry::isConnected(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.contains(host);
}

std::optional<AgentRegistry::Presence> AgentRegistry::presence(HostId host) const
{
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(host);
    return entry == m_entries.end() ? std::nullopt : std::optional(entry->second.presence);
}

std::size_t AgentRegistry::connectedCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.size();
}

bool AgentRegistry::watchProcesses(HostId host, protocol::WatchProcesses watch)
{
    std::function<void(protocol::WatchProcesses)> send;
    {
        const std::lock_guard lock(m_mutex);
        const auto entry = m_entries.find(host);
        if (entry == m_entries.end()) {
            return false;
        }
        send = entry->second.link.watchProcesses;
    }
    send(watch);
    return true;
}

} // namespace qd::backend::ingest
