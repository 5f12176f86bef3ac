// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/textfile.h"
#include "shared/base/clock.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>

namespace qd::agent {

/// What this process takes of its host, now.
struct SelfUse
{
    std::uint64_t memoryBytes = 0; ///< resident
    std::chrono::microseconds cpuTime{0}; ///< user and system, since the process began
};

/// Reads what this process uses. The kernel tells the most that it ever used along with the CPU time; while
/// that is far below the limit it is answer enough. It may lag by some pages a CPU, so from half the limit on
/// /proc/self/statm is read.
class SelfMeter
{
public:
    /// @param memoryLimit  bytes
    explicit SelfMeter(std::uint64_t memoryLimit);

    /// @return memoryBytes is exact from half the limit on, and 0 where the kernel does not tell
    [[nodiscard]] SelfUse read();

private:
    std::uint64_t m_memoryLimit;
    TextFile m_statm;
    ReadBuffer m_buffer;
};

/// The agent never hurts its host: watches its own use and says when it is beyond the limits.
class SelfLimits
{
public:
    static constexpr std::chrono::minutes kCpuSpan{5};

    /// @param cpuPercent  of one CPU, averaged over kCpuSpan
    SelfLimits(double cpuPercent, std::uint64_t memoryBytes);

    /// Call at every tick.
    /// @return why the agent must end; nothing while it is within its limits
    [[nodiscard]] std::optional<std::string> check(const SelfUse &use, SteadyMs now);

private:
    struct Reading
    {
        SteadyMs time;
        std::chrono::microseconds cpuTime;
    };
    double m_cpuPercent;
    std::uint64_t m_memoryBytes;
    std::deque<Reading> m_readings; ///< one tick more than kCpuSpan
};

/// Sets memory.max and cpu.max of the own control group (version 2), if this process is alone in it and may.
/// A group that holds others, as a container's may, is left alone.
/// @return the group that was limited; nothing if none was
[[nodiscard]] std::optional<std::string> limitOwnCgroup(
    double cpuPercent, std::uint64_t memoryBytes, const std::string &procRoot, const std::string &sysRoot);

} // namespace qd::agent
