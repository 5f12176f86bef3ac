// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/cmdb/inventorystore.h"
#include "shared/base/clock.h"
#include "shared/model/host.h"

#include <mutex>
#include <optional>
#include <queue>
#include <set>
#include <unordered_map>
#include <vector>

namespace qd::backend::cmdb {

/// Newest data of a host as it arrived.
struct SampleArrival
{
    TimeMs newestSample; ///< sender's clock
    std::int32_t clockOffsetMs = 0; ///< sender's clock minus ours
    TimeMs receivedAt; ///< our clock
};

/// Decides which hosts are sending (HostState). Pure but for the clock, and thread-safe: sessions, the metric
/// store and the one that tells the consoles call it from their own threads; each call is short.
///
///   Unknown  known from the inventory, nothing heard since this tracker began
///   Online   a session is open and the newest sample is at most two intervals old
///   Stale    something is missing: the session, or fresh samples
///   Offline  for three minutes neither a session nor data
///
/// Ages are measured on the monotonic clock from what our wall clock said at the arrival, so that neither a
/// jump of our clock nor a wrong one at the sender makes a silent host look alive. A sample from the future
/// counts as from the moment it came.
class HostStateTracker
{
public:
    struct Limits
    {
        std::chrono::milliseconds defaultInterval{10'000}; ///< until a host's own is known
        int staleAfterIntervals = 2;
        std::chrono::milliseconds grace{2'000}; ///< on top: transport and group commit
        std::chrono::milliseconds offlineAfter{180'000};
        std::chrono::milliseconds lastSeenStep{
            5'000}; ///< a summary that differs in lastSeen only is told this often
    };

    struct Totals
    {
        std::int64_t online = 0;
        std::int64_t hosts = 0;
        TimeMs newestSample; ///< over all hosts, our clock; epoch if none

        bool operator==(const Totals &) const = default;
    };

    explicit HostStateTracker(const Clock &clock);
    HostStateTracker(const Clock &clock, Limits limits);

    /// A host of the inventory, new or changed.
    void putHost(const HostRecord &host);
    void removeHost(HostId host);

    /// What the metric store knows from before the start: gives lastSeen, never a state.
    void restoreLastSeen(HostId host, TimeMs newestSample);

    /// A host may have two sessions for a moment while it reconnects. A session may be reported before the
    /// inventory has reported its host; it counts as soon as that comes.
    void sessionOpened(HostId host);
    void sessionClosed(HostId host);

    /// Finer samples are asked for until then (our clock); the agent does it, as far as it has said.
    void setBurst(HostId host, TimeMs until, bool isRunning);

    /// The shortest collection interval of the host, > 0.
    void setInterval(HostId host, std::chrono::milliseconds interval);

    /// @param arrival  an older sample than the newest known changes nothing
    void samplesArrived(HostId host, const SampleArrival &arrival);

    /// The hosts whose summary differs from the one told last, with the states as of now; a host's first is a
    /// difference. Costs what changed, not how many there are.
    [[nodiscard]] std::vector<HostSummary> takeChanges();

    [[nodiscard]] std::optional<HostSummary> summary(HostId host);
    [[nodiscard]] std::vector<HostSummary> allSummaries(); ///< in no order
    [[nodiscard]] Totals totals();

private:
    struct Entry
    {
        HostSummary summary;
        bool isKnown = false; ///< putHost() was called: the others only wait
        int sessions = 0;
        std::chrono::milliseconds interval{0};
        bool hasData = false; ///< since this tracker began
        SteadyMs newestData; ///< when the newest sample was taken; meaningful with hasData
        SteadyMs lastSession; ///< when one last began or ended, or the host was put
        SteadyMs due; ///< when time alone may change the state
        SteadyMs toldAt;
        bool isTold = false;
    };
    struct Due
    {
        SteadyMs at;
        HostId host;
        bool operator>(const Due &other) const { return at > other.at; }
    };

    [[nodiscard]] Entry *find(HostId host);
    [[nodiscard]] Entry &findOrAdd(HostId host);
    [[nodiscard]] std::chrono::milliseconds freshFor(const Entry &entry) const;
    [[nodiscard]] HostState stateOf(const Entry &entry, SteadyMs now) const;
    void refresh(Entry &entry, SteadyMs now);
    void schedule(Entry &entry, SteadyMs now);
    [[nodiscard]] static SteadyMs lastLifeOf(const Entry &entry);
    void settleDue(SteadyMs now);

    const Clock &m_clock;
    Limits m_limits;
    std::mutex m_mutex;
    std::unordered_map<HostId, Entry> m_entries;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    std::set<HostId> m_changed;
    std::int64_t m_known = 0;
    std::int64_t m_online = 0;
    TimeMs m_newestSample;
};

} // namespace qd::backend::cmdb
