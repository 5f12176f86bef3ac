// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/processcollector.h"

#include "agent/collect/textscan.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace qd::agent {

namespace {

/// Half the processes of an idle host are kernel threads, and opening their files is most of what this
/// collector costs. They sleep, have one thread and never become zombies, so without groups to look for they
/// are opened once an hour only. A number that leaves the list is forgotten; one that a program took over
/// between two walks is counted until then, but as a sleeper.
constexpr std::size_t kFullWalkEvery = 120;

enum CountMetric : std::size_t { Total, Sleeping, Zombie, Threads };

constexpr std::array<MetricSpec, 4> kCounts{{
    {"proc.count.total", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.count.sleeping", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.count.zombie", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.count.threads", "count", MetricKind::Gauge, Tier::Normal},
}};

enum GroupMetric : std::size_t {
    Number,
    Cpu,
    Rss,
    MemoryPercent,
    Descriptors,
    ReadBytes,
    WrittenBytes,
    GroupThreads,
    GroupUptime
};

constexpr std::array<MetricSpec, 9> kGroupMetrics{{
    {"proc.num", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.cpu", "percent", MetricKind::Gauge, Tier::Normal},
    {"proc.mem.rss", "bytes", MetricKind::Gauge, Tier::Normal},
    {"proc.mem.percent", "percent", MetricKind::Gauge, Tier::Normal},
    {"proc.fds", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.io.read_bytes", "bytes", MetricKind::Counter, Tier::Normal},
    {"proc.io.write_bytes", "bytes", MetricKind::Counter, Tier::Normal},
    {"proc.threads", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.uptime", "seconds", MetricKind::Gauge, Tier::Normal},
}};

std::vector<Labels::Pair> labelsOf(const ProcessGroup &group)
{
    return group.name.empty() ? std::vector<Labels::Pair>{{"cmdline", group.cmdline}}
                              : std::vector<Labels::Pair>{{"name", group.name}};
}

/// Number after a heading at the beginning of a line; 0 if it is not there.
std::uint64_t numberAfter(std::string_view text, std::string_view heading)
{
    std::string_view line;
    while (takeLine(text, line)) {
        if (line.starts_with(heading)) {
            line.remove_prefix(heading.size());
            return takeUnsigned(line).value_or(0);
        }
    }
    return 0;
}

} // namespace

ProcessCollector::ProcessCollector(const HostRoots &roots, const std::vector<ProcessGroup> &groups)
    : m_processes(roots.proc)
    , m_uptime(roots.proc + "/uptime")
    , m_meminfo(roots.proc + "/meminfo")
    , m_series(kCounts)
{
    for (const ProcessGroup &group : groups) {
        m_groups.push_back({.filter = group, .series = SeriesGroup{kGroupMetrics, labelsOf(group)}});
    }
}

Result<void> ProcessCollector::collect(const CollectContext &context, SampleSink &sink)
{
    m_total = m_sleeping = m_zombies = m_threads = 0;
    m_totals.assign(m_groups.size(), Totals{});
    const bool isFullWalk = !m_groups.empty() || m_walks++ % kFullWalkEvery == 0;
    m_before.swap(m_known);
    m_known.clear();
    bool isMalformed = false;
    auto outcome = m_processes.eachProcess([&](std::int32_t pid) {
        const auto before = std::ranges::lower_bound(m_before, pid, {}, &Known::pid);
        const bool isKnown = !isFullWalk && before != m_before.end() && before->pid == pid;
        if (isKnown && isUnchanged(*before, context.buffer)) {
            countProcess(*before);
            return;
        }
        // A full walk meets the kernel threads, whose files are not worth keeping.
        const std::string_view text = isFullWalk ? m_processes.read(pid, "stat", context.buffer)
                                                 : m_processes.readStat(pid, context.buffer);
        if (text.empty()) {
            return; // ended since the directory was read
        }
        auto stat = parseProcessStat(text);
        if (!stat) {
            isMalformed = true;
            return;
        }
        countProcess({pid, stat->threads, stat->state, stat->isKernelThread});
        if (!m_groups.empty()) {
            const std::string command{stat->command}; // the buffer is about to be used again
            stat->command = command;
            addToGroups(pid, *stat, context.buffer);
        }
    });
    if (!outcome || (isMalformed && m_total == 0)) {
        return outcome ? corruptFile("/proc/PID/stat", "is not in its documented format") : outcome;
    }
    m_series.put(sink, Total, static_cast<double>(m_total));
    m_series.put(sink, Sleeping, static_cast<double>(m_sleeping));
    m_series.put(sink, Zombie, static_cast<double>(m_zombies));
    m_series.put(sink, Threads, static_cast<double>(m_threads));
    if (!m_groups.empty()) {
        const auto uptime = m_uptime.read(context.buffer);
        std::string_view words = uptime ? *uptime : std::string_view{};
        const double seconds = parseDecimal(takeWord(words)).value_or(0.0);
        const auto memory = m_meminfo.read(context.buffer);
        m_memoryBytes = memory ? static_cast<double>(numberAfter(*memory, "MemTotal:")) * 1024.0 : 0.0;
        for (std::size_t i = 0; i < m_groups.size(); ++i) {
            putGroup(m_groups[i], m_totals[i], context, seconds, sink);
        }
    }
    return isMalformed ? corruptFile("/proc/PID/stat", "is not in its documented format") : Result<void>{};
}

void ProcessCollector::countProcess(const Known &process)
{
    ++m_total;
    m_sleeping += process.state == 'S' || process.state == 'I' ? 1U : 0U;
    m_zombies += process.state == 'Z' ? 1U : 0U;
    m_threads += process.threads;
    m_known.push_back(process); // a walk is in ascending order
    if (process.isKernelThread) {
        m_known.back().state = 'S'; // what it is nearly always, however it was met
    }
}

/// Whether a process is what the last walk found, without its stat file. Its state and number of threads
/// change by its own doing only, except that another wakes it; and if it has more threads, each of those can
/// do that.
bool ProcessCollector::isUnchanged(const Known &process, ReadBuffer &buffer)
{
    if (process.isKernelThread) {
        return true;
    }
    return process.threads == 1 && process.state != 'R' && m_processes.isOnlyRunner()
        && m_processes.hasSlept(process.pid, buffer);
}

void ProcessCollector::addToGroups(std::int32_t pid, const ProcessStat &stat, ReadBuffer &buffer)
{
    for (std::size_t i = 0; i < m_groups.size(); ++i) {
        if (matches(m_groups[i], pid, stat.command, buffer)) {
            addMember(m_groups[i], m_totals[i], pid, stat, buffer);
        }
    }
}

bool ProcessCollector::matches(
    const Group &group, std::int32_t pid, std::string_view command, ReadBuffer &buffer) const
{
    if (!group.filter.name.empty()) {
        return command == group.filter.name;
    }
    const std::string_view text = m_processes.read(pid, "cmdline", buffer);
    std::string line{text};
    std::ranges::replace(line, '\0', ' ');
    return line.find(group.filter.cmdline) != std::string::npos;
}

void ProcessCollector::addMember(
    Group &group, Totals &totals, std::int32_t pid, const ProcessStat &stat, ReadBuffer &buffer)
{
    ++totals.processes;
    totals.rssPages += stat.rssPages;
    totals.threads += stat.threads;
    totals.oldestStart = std::min(totals.oldestStart, stat.startTicks);
    const auto descriptors = m_processes.countDescriptors(pid);
    totals.hasDescriptors = totals.hasDescriptors && descriptors.has_value();
    totals.descriptors += descriptors.value_or(0);

    Member &member = group.members[pid];
    const bool isKnown = member.startTicks == stat.startTicks && stat.startTicks != 0;
    if (!isKnown) {
        member = Member{.startTicks = stat.startTicks};
    }
    // What a process did before the first walk is not of this interval; one born since counts in full.
    const bool isCounted = isKnown || group.hasWalked;
    if (isCounted) {
        totals.cpuTicks += stat.cpuTicks - std::min(member.cpuTicks, stat.cpuTicks);
    }
    member.cpuTicks = stat.cpuTicks;
    member.isSeen = true;
    addIo(group, totals, member, pid, isCounted, buffer);
}

void ProcessCollector::addIo(
    Group &group, Totals &totals, Member &member, std::int32_t pid, bool isCounted, ReadBuffer &buffer)
{
    const std::string_view io = m_processes.read(pid, "io", buffer);
    if (io.empty()) {
        totals.hasIo = false;
        return;
    }
    const std::uint64_t readBytes = numberAfter(io, "read_bytes:");
    const std::uint64_t writtenBytes = numberAfter(io, "write_bytes:");
    if (isCounted) {
        group.readBytes += readBytes - std::min(member.readBytes, readBytes);
        group.writtenBytes += writtenBytes - std::min(member.writtenBytes, writtenBytes);
    }
    member.readBytes = readBytes;
    member.writtenBytes = writtenBytes;
}

void ProcessCollector::putGroup(
    Group &group, const Totals &totals, const CollectContext &context, double uptime, SampleSink &sink)
{
    std::erase_if(group.members, [](const auto &entry) { return !entry.second.isSeen; });
    for (auto &[pid, member] : group.members) {
        member.isSeen = false;
    }
    const auto elapsedMs = static_cast<double>((context.steady - group.walkedAt).count());
    const bool hasInterval = group.hasWalked && elapsedMs > 0.0;
    group.walkedAt = context.steady;
    group.hasWalked = true;

    SeriesGroup &series = group.series;
    series.put(sink, Number, static_cast<double>(totals.processes));
    const double rss = static_cast<double>(totals.rssPages) * static_cast<double>(pageBytes());
    series.put(sink, Rss, rss);
    series.put(sink, GroupThreads, static_cast<double>(totals.threads));
    if (m_memoryBytes > 0.0) {
        series.put(sink, MemoryPercent, rounded(rss * 100.0 / m_memoryBytes, 2));
    }
    if (hasInterval) {
        const double busyMs = static_cast<double>(totals.cpuTicks) * 1000.0 / ticksPerSecond();
        series.put(sink, Cpu, rounded(busyMs * 100.0 / elapsedMs, 2));
    }
    if (totals.hasDescriptors) {
        series.put(sink, Descriptors, static_cast<double>(totals.descriptors));
    }
    if (totals.hasIo) {
        series.put(sink, ReadBytes, static_cast<double>(group.readBytes));
        series.put(sink, WrittenBytes, static_cast<double>(group.writtenBytes));
    }
    if (totals.processes > 0 && uptime > 0.0) {
        const double age = uptime - static_cast<double>(totals.oldestStart) / ticksPerSecond();
        series.put(sink, GroupUptime, rounded(std::max(age, 0.0), 0));
    }
}

} // namespace qd::agent
