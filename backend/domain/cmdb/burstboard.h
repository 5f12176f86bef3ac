// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <chrono>
#include <functional>
#include <mutex>
#include <unordered_map>

namespace qd::backend::cmdb {

/// Which hosts are asked for finer samples, and until when. Agents keep the end themselves; the board repeats
/// the rest of it to one that comes back, takes over what an agent still does after a restart of this
/// program, and tells who shows it. Nothing is stored: a burst is over soon. Thread-safe; calls back outside
/// its lock and from the caller's thread.
class BurstBoard
{
public:
    static constexpr std::chrono::milliseconds kInterval{1'000};
    static constexpr std::chrono::minutes kLongest{30}; ///< ahead of now, extensions included

    enum class Reach { Connected, NotConnected, TooOld };

    /// How it reaches agents and viewers; none of them blocks.
    struct Ways
    {
        std::function<Reach(HostId)> reach;
        std::function<void(HostId, std::chrono::milliseconds remaining)> order; ///< 0 ends it
        /// @param until  our clock; not in the future: none is asked for any more
        std::function<void(HostId, TimeMs until, bool isRunning)> tell;
    };

    BurstBoard(const Clock &clock, Ways ways)
        : m_clock(clock)
        , m_ways(std::move(ways))
    {
    }

    /// Asks for so much more than what remains, at most kLongest from now.
    /// @errors InvalidInput (field SetBurst.durationMs), Unavailable: not connected, or its agent is too old
    [[nodiscard]] Result<void> extend(HostId host, std::chrono::milliseconds duration);
    /// What extend() would say, without doing it.
    [[nodiscard]] Result<void> check(HostId host, std::chrono::milliseconds duration) const;
    /// Ends it; a host that is not connected is told when it comes back. Harmless if there is none.
    void stop(HostId host);

    /// A session has opened, or took the place of an older one.
    void connected(HostId host, bool understands);
    void disconnected(HostId host);
    /// What an agent says it does.
    void reported(HostId host, std::chrono::milliseconds remaining);

    /// 0: none is asked for.
    [[nodiscard]] std::chrono::milliseconds remaining(HostId host) const;

private:
    struct Entry
    {
        SteadyMs until;
        SteadyMs forgetAt; ///< a stopped one is remembered until every agent has ended it by itself
        bool isStopped = false;
    };

    [[nodiscard]] std::chrono::milliseconds left(const Entry &entry) const;
    void tell(HostId host, std::chrono::milliseconds remaining, bool isRunning) const;
    void forgetOld();

    const Clock &m_clock;
    Ways m_ways;
    mutable std::mutex m_mutex;
    std::unordered_map<HostId, Entry> m_entries;
};

} // namespace qd::backend::cmdb
