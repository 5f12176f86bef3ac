// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/selflimits.h"

#include "agent/collect/procdirectory.h"

#include <fstream>

#include <sys/resource.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr std::uint64_t kKilobyte = 1024; ///< the unit of ru_maxrss

std::chrono::microseconds durationOf(const timeval &time)
{
    return std::chrono::seconds{time.tv_sec} + std::chrono::microseconds{time.tv_usec};
}

bool writeLine(const std::string &file, const std::string &line)
{
    std::ofstream stream{file};
    stream << line << std::flush;
    return stream.good();
}

} // namespace

SelfMeter::SelfMeter(std::uint64_t memoryLimit)
    : m_memoryLimit(memoryLimit)
    , m_statm("/proc/self/statm")
{
}

SelfUse SelfMeter::read()
{
    SelfUse use;
    rusage usage{};
    if (::getrusage(RUSAGE_SELF, &usage) == 0) {
        use.cpuTime = durationOf(usage.ru_utime) + durationOf(usage.ru_stime);
        use.memoryBytes = static_cast<std::uint64_t>(usage.ru_maxrss) * kKilobyte;
    }
    if (use.memoryBytes == 0 || use.memoryBytes > m_memoryLimit / 2) {
        const auto text = m_statm.read(m_buffer);
        use.memoryBytes = text ? residentBytes(*text).value_or(0) : 0;
    }
    return use;
}

SelfLimits::SelfLimits(double cpuPercent, std::uint64_t memoryBytes)
    : m_cpuPercent(cpuPercent)
    , m_memoryBytes(memoryBytes)
{
}

std::optional<std::string> SelfLimits::check(const SelfUse &use, SteadyMs now)
{
    if (use.memoryBytes > m_memoryBytes) {
        return "The agent uses " + std::to_string(use.memoryBytes / 1'000'000)
            + " MB of memory, its limit is " + std::to_string(m_memoryBytes / 1'000'000) + " MB";
    }
    m_readings.push_back({now, use.cpuTime});
    while (m_readings.size() > 2 && now - m_readings[1].time >= kCpuSpan) {
        m_readings.pop_front();
    }
    const auto elapsed = now - m_readings.front().time;
    if (elapsed < kCpuSpan) {
        return std::nullopt;
    }
    const std::chrono::duration<double> busy = use.cpuTime - m_readings.front().cpuTime;
    const double percent = 100.0 * busy / std::chrono::duration<double>{elapsed};
    if (percent > m_cpuPercent) {
        return "The agent used " + std::to_string(percent) + " % of a CPU over five minutes, its limit is "
            + std::to_string(m_cpuPercent) + " %";
    }
    return std::nullopt;
}

std::optional<std::string> limitOwnCgroup(
    double cpuPercent, std::uint64_t memoryBytes, const std::string &procRoot, const std::string &sysRoot)
{
    std::ifstream membership{procRoot + "/self/cgroup"};
    std::string group;
    for (std::string line; std::getline(membership, line);) {
        if (line.starts_with("0::")) {
            group = line.substr(3);
        }
    }
    if (group.empty() || group == "/") {
        return std::nullopt;
    }
    const std::string folder = sysRoot + "/fs/cgroup" + group;
    std::ifstream members{folder + "/cgroup.procs"};
    std::string first;
    std::string second;
    members >> first >> second;
    if (first != std::to_string(::getpid()) || !second.empty()) {
        return std::nullopt;
    }
    constexpr long kPeriodUs = 100'000;
    const long quotaUs = static_cast<long>(cpuPercent / 100.0 * kPeriodUs);
    const bool isMemoryLimited = writeLine(folder + "/memory.max", std::to_string(memoryBytes));
    const bool isCpuLimited =
        writeLine(folder + "/cpu.max", std::to_string(quotaUs) + " " + std::to_string(kPeriodUs));
    return isMemoryLimited || isCpuLimited ? std::optional{group} : std::nullopt;
}

} // namespace qd::agent
