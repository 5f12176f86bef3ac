// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/procdirectory.h"
#include "shared/model/host.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace qd::agent {

/// The process list that a console watches: what `top` shows, at each call. Used on one thread.
class ProcessLister
{
public:
    explicit ProcessLister(const HostRoots &roots);

    /// All processes by CPU, then memory; CPU since the call before (since the process began at the first).
    /// Takes some 10 µs a process; does not block.
    /// @param top  how many to return; command lines and users are read for these only
    /// @errors Unavailable if /proc cannot be read
    [[nodiscard]] Result<std::vector<ProcessInfo>> list(SteadyMs now, std::size_t top);

private:
    struct Seen
    {
        std::uint64_t startTicks = 0;
        std::uint64_t cpuTicks = 0;
        bool isAlive = true;
    };

    [[nodiscard]] double cpuPercent(
        std::int32_t pid, const ProcessStat &stat, double elapsedSeconds, double uptime);
    void describe(ProcessInfo &process);
    [[nodiscard]] std::string userName(std::uint32_t uid);
    void readUsers();

    ProcDirectory m_processes;
    std::string m_uptimePath;
    std::string m_passwdPath;
    std::unordered_map<std::int32_t, Seen> m_seen;
    std::unordered_map<std::uint32_t, std::string> m_users;
    std::int64_t m_passwdChangedAt = -1; ///< ns, of the file; -1 before it was read
    SteadyMs m_listedAt;
    bool m_hasListed = false;
    ReadBuffer m_buffer;
};

} // namespace qd::agent
