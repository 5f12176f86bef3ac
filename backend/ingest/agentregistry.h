// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/agentmessages.h"

#include <QObject>

#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <vector>

namespace qd::backend::ingest {

/// Which agents are connected, and the way to reach them. One for all I/O threads; thread-safe. Signals are
/// emitted in the session's thread: connect with a receiver that lives where the slot shall run.
class AgentRegistry final : public QObject
{
    Q_OBJECT

public:
    /// How a session is reached from other threads; all functions post to the session's thread and return at
    /// once.
    struct Link
    {
        std::function<void(protocol::WatchProcesses)> watchProcesses;
        std::function<void()> replace; ///< a newer session of the same host has come
        std::function<void(protocol::BurstOrder)> orderBurst{}; ///< empty: this agent is too old for it
    };

    struct Presence
    {
        TimeMs since;
        std::int32_t clockOffsetMs = 0;
        TimeMs lastHeard;
    };

    /// What an agent said that it still holds.
    struct SpoolReport
    {
        SpoolDepth depth;
        TimeMs at; ///< our clock
    };

    /// The newest round trip of an agent, as it said.
    struct RoundTripReport
    {
        std::int64_t us = -1;
        TimeMs measuredAt; ///< our clock
    };

    explicit AgentRegistry(QObject *parent = nullptr);

    /// Enters a session. An older one of the same host is told to end.
    /// @return a number that names this session, for leave() and heard()
    std::uint64_t enter(HostId host, Link link, TimeMs now);
    /// A session that was replaced meanwhile leaves without a trace.
    void leave(HostId host, std::uint64_t session);
    /// A block came, with what its sender said beside it.
    void heard(HostId host, std::uint64_t session, TimeMs now, const protocol::BlockMessage &block);

    [[nodiscard]] bool isConnected(HostId host) const;
    [[nodiscard]] std::optional<Presence> presence(HostId host) const;
    /// The last one since the start, of a host that is not connected too: then there is rather more by now.
    [[nodiscard]] std::optional<SpoolReport> spoolReport(HostId host) const;
    /// Of this or the last session; nothing since the start, or by an agent that does not tell: empty.
    [[nodiscard]] std::optional<RoundTripReport> roundTrip(HostId host) const;
    [[nodiscard]] std::size_t connectedCount() const;

    /// Asks a host's agent for its processes; false if it is not connected.
    bool watchProcesses(HostId host, protocol::WatchProcesses watch);

    [[nodiscard]] bool understandsBursts(HostId host) const;
    /// False if it is not connected, or too old.
    bool orderBurst(HostId host, protocol::BurstOrder order);

    /// Called by sessions.
    void reportBurst(HostId host, const protocol::BurstReport &report) { Q_EMIT burstReported(host, report); }
    void reportProcesses(const protocol::ProcessList &list) { Q_EMIT processesReceived(list); }
    void reportInventoryChange() { Q_EMIT inventoryChanged(); }

Q_SIGNALS:
    void connected(qd::HostId host);
    void disconnected(qd::HostId host);
    /// A session can be reached; unlike connected() also when it took the place of an older one.
    void entered(qd::HostId host);
    void burstReported(qd::HostId host, const qd::protocol::BurstReport &report);
    void processesReceived(const qd::protocol::ProcessList &list);
    /// A host was enrolled or its facts changed: whoever keeps a snapshot should load it again.
    void inventoryChanged();

private:
    struct Entry
    {
        std::uint64_t session = 0;
        Link link;
        Presence presence;
    };

    mutable std::mutex m_mutex;
    std::unordered_map<HostId, Entry> m_entries;
    std::unordered_map<HostId, SpoolReport> m_spools; ///< of every host that was admitted since the start
    std::unordered_map<HostId, RoundTripReport> m_roundTrips; ///< likewise
    std::uint64_t m_nextSession = 1;
};

} // namespace qd::backend::ingest
