// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/metricspec.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace qd::agent {

/// A socket that net.port.listen watches.
struct ListenPort
{
    std::uint16_t port = 0;
    std::string protocol = "tcp"; ///< "tcp" or "udp", IPv4 and IPv6 alike

    bool operator==(const ListenPort &) const = default;
};

/// Processes that proc.* sums up: those of one name, or those whose command line contains a text. Exactly one
/// is set.
struct ProcessGroup
{
    std::string name; ///< /proc/PID/comm, exact
    std::string cmdline; ///< part of the command line, arguments separated by one space

    bool operator==(const ProcessGroup &) const = default;
};

/// What collectors can be told; part of the agent's configuration file (agent/app/config.h).
struct CollectSettings
{
    TierPlan tiers;
    std::vector<std::string> disabled; ///< names of collectors that do not run
    std::size_t maxSeries = 20'000;

    bool hasPercore = false;
    bool hasCgroup = false;
    std::size_t maxCgroups = 200;

    std::vector<std::string> ignoredInterfaces{"lo", "veth*"}; ///< shell patterns
    std::vector<std::string> ignoredDisks{"loop*", "ram*", "sr*", "fd*"}; ///< shell patterns
    std::vector<std::string> ignoredFilesystems; ///< types beside the kernel's own pseudo file systems
    std::vector<std::string> ignoredMounts; ///< shell patterns of mount points
    std::chrono::seconds filesystemTimeout{5};

    std::vector<std::string> duPaths;
    std::chrono::seconds duTimeout{110};

    std::vector<ListenPort> ports;
    std::vector<ProcessGroup> processes;

    std::vector<std::string> urls;
    std::chrono::seconds urlTimeout{10};

    std::vector<std::string> ntpServers; ///< host or host:port
    std::chrono::seconds ntpTimeout{3};

    bool operator==(const CollectSettings &) const = default;
};

} // namespace qd::agent
