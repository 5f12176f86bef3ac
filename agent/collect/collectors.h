// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/agentcounters.h"
#include "agent/collect/collector.h"
#include "agent/collect/collectsettings.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace qd::agent {

class UrlProbe;
class WorkerPool;

/// What collectors need beside their settings. All pointers must outlive the collectors.
struct CollectorServices
{
    HostRoots roots;
    WorkerPool *pool = nullptr; ///< required
    const AgentCounters *counters = nullptr; ///< required
    UrlProbe *urlProbe = nullptr; ///< without one, configured URLs are an error of the collector "url"
    std::string agentVersion;
};

/// Every collector that the settings turn on, ready for Scheduler::add().
[[nodiscard]] std::vector<std::unique_ptr<Collector>> makeCollectors(
    const CollectSettings &settings, const CollectorServices &services);

/// How many checks these settings add to what every agent collects (agent.plugins): each port, process group,
/// URL, NTP server and folder counts, and percore and cgroup; nothing whose collector is turned off.
[[nodiscard]] std::int64_t pluginCount(const CollectSettings &settings);

/// Names of all collectors, for checking configuration; sorted.
[[nodiscard]] const std::vector<std::string_view> &collectorNames();

} // namespace qd::agent
