// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/collectors.h"

#include "agent/collect/cgroupcollector.h"
#include "agent/collect/cpucollector.h"
#include "agent/collect/diskcollector.h"
#include "agent/collect/ducollector.h"
#include "agent/collect/filesystemcollector.h"
#include "agent/collect/gpucollector.h"
#include "agent/collect/kernelcollector.h"
#include "agent/collect/loadcollector.h"
#include "agent/collect/memorycollector.h"
#include "agent/collect/netstatcollector.h"
#include "agent/collect/networkcollector.h"
#include "agent/collect/pressurecollector.h"
#include "agent/collect/processcollector.h"
#include "agent/collect/selfcollector.h"
#include "agent/collect/socketcollector.h"
#include "agent/collect/systemcollector.h"
#include "agent/collect/temperaturecollector.h"
#include "agent/collect/urlcollector.h"

#include <algorithm>
#include <array>
#include <utility>

namespace qd::agent {

std::vector<std::unique_ptr<Collector>> makeCollectors(
    const CollectSettings &settings, const CollectorServices &services)
{
    const HostRoots &roots = services.roots;
    WorkerPool &pool = *services.pool;
    // Only the running kernel can be asked over netlink; a captured tree answers by its files.
    const auto sockets =
        roots.proc == HostRoots{}.proc ? SocketCollector::Source::Netlink : SocketCollector::Source::Files;
    std::vector<std::unique_ptr<Collector>> all;
    all.push_back(std::make_unique<CpuCollector>(roots, settings.hasPercore));
    all.push_back(std::make_unique<LoadCollector>(roots));
    all.push_back(std::make_unique<MemoryCollector>(roots));
    all.push_back(std::make_unique<PressureCollector>(roots));
    all.push_back(std::make_unique<DiskCollector>(roots, settings.ignoredDisks));
    all.push_back(std::make_unique<NetworkCollector>(roots, settings.ignoredInterfaces));
    all.push_back(std::make_unique<NetstatCollector>(roots));
    all.push_back(std::make_unique<SocketCollector>(roots, settings.ports, sockets));
    all.push_back(std::make_unique<KernelCollector>(roots));
    all.push_back(std::make_unique<ProcessCollector>(roots, settings.processes));
    all.push_back(std::make_unique<TemperatureCollector>(roots));
    all.push_back(std::make_unique<GpuCollector>(roots));
    all.push_back(std::make_unique<SystemCollector>(
        roots, pool, SystemCollector::NtpSettings{settings.ntpServers, settings.ntpTimeout}));
    all.push_back(std::make_unique<FilesystemCollector>(roots, pool,
        MountFilter{settings.ignoredFilesystems, settings.ignoredMounts}, settings.filesystemTimeout));
    if (!settings.duPaths.empty()) {
        all.push_back(std::make_unique<DuCollector>(pool, settings.duPaths, settings.duTimeout));
    }
    if (!settings.urls.empty()) {
        all.push_back(
            std::make_unique<UrlCollector>(pool, services.urlProbe, settings.urls, settings.urlTimeout));
    }
    if (settings.hasCgroup) {
        all.push_back(std::make_unique<CgroupCollector>(roots, settings.maxCgroups));
    }
    all.push_back(std::make_unique<SelfCollector>(roots, *services.counters, services.agentVersion));
    std::erase_if(all, [&](const auto &collector) {
        return std::ranges::find(settings.disabled, collector->name()) != settings.disabled.end();
    });
    return all;
}

std::int64_t pluginCount(const CollectSettings &settings)
{
    const auto isOn = [&](std::string_view collector) {
        return std::ranges::find(settings.disabled, collector) == settings.disabled.end();
    };
    const std::array<std::pair<std::string_view, std::size_t>, 7> added{{
        {"cpu", settings.hasPercore ? 1 : 0},
        {"cgroup", settings.hasCgroup ? 1 : 0},
        {"sockets", settings.ports.size()},
        {"process", settings.processes.size()},
        {"system", settings.ntpServers.size()},
        {"du", settings.duPaths.size()},
        {"url", settings.urls.size()},
    }};
    std::size_t count = 0;
    for (const auto &[collector, checks] : added) {
        count += isOn(collector) ? checks : 0;
    }
    return static_cast<std::int64_t>(count);
}

const std::vector<std::string_view> &collectorNames()
{
    static const std::vector<std::string_view> names{"agent", "cgroup", "cpu", "disk", "du", "filesystem",
        "gpu", "kernel", "load", "memory", "netstat", "network", "pressure", "process", "sockets", "system",
        "temperature", "url"};
    return names;
}

} // namespace qd::agent
