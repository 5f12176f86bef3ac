// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/cgroupcollector.h"

#include "agent/collect/textscan.h"

#include <array>
#include <utility>
#include <vector>

#include <unistd.h>

namespace qd::agent {

namespace {

enum Metric : std::size_t { Cpu, Memory };

constexpr std::array<MetricSpec, 2> kMetrics{{
    {"cgroup.cpu", "percent", MetricKind::Gauge, Tier::Normal},
    {"cgroup.mem", "bytes", MetricKind::Gauge, Tier::Normal},
}};

constexpr int kMaxDepth = 3; ///< system.slice/docker-….scope, kubepods/burstable/pod…
constexpr std::size_t kSearchEvery = 2; ///< runs: a new container shows within a minute
constexpr double kNanoseconds = 1e3; ///< in a microsecond

bool exists(const std::string &path)
{
    return ::access(path.c_str(), F_OK) == 0;
}

} // namespace

CgroupCollector::CgroupCollector(const HostRoots &roots, std::size_t maxGroups)
    : m_root(roots.sys + "/fs/cgroup")
    , m_isUnified(exists(m_root + "/cgroup.controllers"))
    , m_maxGroups(maxGroups)
{
}

Result<void> CgroupCollector::collect(const CollectContext &context, SampleSink &sink)
{
    if (m_runs++ % kSearchEvery == 0) {
        findGroups();
    }
    for (auto &[path, group] : m_groups) {
        const auto cpu = cpuMicroseconds(group, context.buffer);
        const auto elapsed = static_cast<double>((context.steady - group.readAt).count());
        if (cpu && group.cpuUsBefore && *cpu >= *group.cpuUsBefore && elapsed > 0.0) {
            group.series.put(sink, Cpu, rounded((*cpu - *group.cpuUsBefore) / 10.0 / elapsed, 2));
        }
        group.cpuUsBefore = cpu;
        group.readAt = context.steady;
        const auto text = group.memory.read(context.buffer);
        if (const auto memory = text ? parseUnsigned(*text) : std::nullopt) {
            group.series.put(sink, Memory, static_cast<double>(*memory));
        }
    }
    return {};
}

void CgroupCollector::findGroups()
{
    for (auto &[path, group] : m_groups) {
        group.isSeen = false;
    }
    visit({}, 0);
    std::erase_if(m_groups, [](const auto &entry) { return !entry.second.isSeen; });
}

void CgroupCollector::visit(const std::string &relative, int depth)
{
    const std::string tree = m_isUnified ? m_root : m_root + "/cpuacct";
    std::vector<std::string> below;
    eachEntry(tree + relative, [&](std::string_view name) {
        // Directories only: the files of a control group have a dot after the controller's name, and so have
        // the directories that systemd makes. A directory has the file cgroup.procs in it.
        std::string path = relative + "/" + std::string{name};
        if (exists(tree + path + "/cgroup.procs")) {
            below.push_back(std::move(path));
        }
    });
    for (const std::string &path : below) {
        const auto known = m_groups.find(path);
        if (known != m_groups.end()) {
            known->second.isSeen = true;
        } else if (m_groups.size() < m_maxGroups) {
            const std::string memory = m_isUnified ? m_root + path + "/memory.current"
                                                   : m_root + "/memory" + path + "/memory.usage_in_bytes";
            m_groups.emplace(path,
                Group{TextFile{tree + path + (m_isUnified ? "/cpu.stat" : "/cpuacct.usage")},
                    TextFile{memory}, SeriesGroup{kMetrics, {{"cgroup", path.substr(1)}}}});
        }
        if (depth + 1 < kMaxDepth) {
            visit(path, depth + 1);
        }
    }
}

std::optional<double> CgroupCollector::cpuMicroseconds(Group &group, ReadBuffer &buffer) const
{
    const auto text = group.cpu.read(buffer);
    if (!text) {
        return std::nullopt;
    }
    if (!m_isUnified) {
        const auto nanoseconds = parseUnsigned(*text);
        return nanoseconds ? std::optional{static_cast<double>(*nanoseconds) / kNanoseconds} : std::nullopt;
    }
    std::string_view rest = *text;
    std::string_view line;
    while (takeLine(rest, line)) {
        if (takeWord(line) == "usage_usec") {
            const auto microseconds = takeUnsigned(line);
            return microseconds ? std::optional{static_cast<double>(*microseconds)} : std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace qd::agent
