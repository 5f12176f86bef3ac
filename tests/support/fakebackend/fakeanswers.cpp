// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakebackend/fakebackend.h"

#include <cmath>

/// What the fake server makes up: series, details of hosts, processes.
namespace qd::test {

using namespace std::chrono_literals;

namespace {

[[nodiscard]] TimeMs now()
{
    return SystemClock().now();
}

/// A steady wave with a little noise, the same for the same name and instant.
[[nodiscard]] double wave(std::uint64_t seed, std::int64_t ms, double low, double high)
{
    const double t = static_cast<double>(ms) / 1000.0;
    const double phase = static_cast<double>(seed % 628) / 100.0;
    const double slow = std::sin(t / 900.0 + phase);
    const double mid = 0.45 * std::sin(t / 170.0 + 2.3 * phase);
    const std::uint64_t mixed =
        (static_cast<std::uint64_t>(ms / 10'000) * 0x9E3779B97F4A7C15ULL) ^ (seed * 0xBF58476DULL);
    const double noise = static_cast<double>((mixed >> 33) % 1000) / 1000.0 - 0.5;
    const double base = static_cast<double>(seed / 7 % 100) / 100.0;
    const double share = std::clamp(0.25 + 0.5 * base + 0.10 * slow + 0.06 * mid + 0.10 * noise, 0.0, 1.0);
    return low + (high - low) * share;
}

struct Scale
{
    const char *part; ///< of the query
    double low;
    double high;
};

/// First match wins.
constexpr Scale kScales[]{
    {"delta(df.bytes.used", 1e6, 4e9},
    {"percent", 12, 88},
    {"cpu.busy", 5, 90},
    {"cpu.user", 5, 40},
    {"cpu.", 0.2, 9},
    {"pressure", 0, 6},
    {"load.", 0.1, 6},
    {"net.if", 2e6, 9e8},
    {"disk.io.util", 1, 60},
    {"disk.io.await", 0.3, 8},
    {"avgqu", 0.1, 4},
    {"disk.io.", 2e5, 8e7},
    {"df.bytes", 4e10, 9e11},
    {"df.inodes", 4, 40},
    {"mem.", 2e9, 4e10},
    {"agent.mem", 6e6, 9e6},
    {"agent.cpu", 0.01, 0.05},
    {"agent.", 1, 40},
    {"kernel.", 1000, 90'000},
    {"", 5, 400},
};

[[nodiscard]] std::string after(const std::string &text, const std::string &key)
{
    const std::size_t at = text.find(key);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + key.size();
    return text.substr(begin, text.find('"', begin) - begin);
}

/// What an agent that has run without a fault for an hour tells about itself; empty: nothing of the kind.
[[nodiscard]] std::optional<double> evidenceOf(const std::string &promql, std::int64_t at)
{
    const double seconds = static_cast<double>(at) / 1000.0;
    if (promql.find("agent.collect.errors") != std::string::npos) {
        return 0.0;
    }
    if (promql.find("timestamp(") == std::string::npos) {
        return std::nullopt;
    }
    return promql.find("agent.uptime") == std::string::npos ? seconds : 1'700'000'000.0;
}

} // namespace

std::string FakeBackend::placeOf(const HostSummary &host, TreeLevel level) const
{
    NodeId at = host.components.front();
    while (!at.isNull()) {
        const TreeNode &node = m_nodes[static_cast<std::size_t>(at.value - 1)];
        if (node.level == level) {
            return node.name;
        }
        at = node.parent;
    }
    return {};
}

bool FakeBackend::isInScope(const HostSummary &host, const std::string &promql) const
{
    for (const TreeLevel level :
        {TreeLevel::Region, TreeLevel::Category, TreeLevel::Service, TreeLevel::Component}) {
        const std::string wanted = after(promql, std::string(labelOf(level)) + "=\"");
        if (!wanted.empty() && placeOf(host, level) != wanted) {
            return false;
        }
    }
    const std::string name = after(promql, "host=\"");
    const std::string names = '|' + after(promql, "host=~\"") + '|';
    return (name.empty() || name == host.name)
        && (names == "||" || names.find('|' + host.name + '|') != std::string::npos);
}

std::vector<Labels> FakeBackend::labelsFor(const std::string &promql) const
{
    if (m_isEmpty) {
        return {};
    }
    // A sum over everything is one series, whatever was grouped inside it.
    const std::size_t by = promql.starts_with("sum(") ? std::string::npos : promql.find("by (");
    const std::string label =
        by == std::string::npos ? std::string() : promql.substr(by + 4, promql.find(')', by) - by - 4);
    std::vector<Labels> all;
    if (label == "__name__") {
        for (const std::string &name : m_metrics) {
            all.emplace_back(std::vector<Labels::Pair>{{"__name__", name}});
        }
    } else if (label.starts_with("mount")) {
        for (const char *mount : {"/", "/data", "/var/log"}) {
            all.emplace_back(std::vector<Labels::Pair>{{"mount", mount}, {"fstype", "ext4"}});
        }
    } else if (label == "device") {
        for (const char *device : {"sda", "nvme0n1"}) {
            all.emplace_back(std::vector<Labels::Pair>{{"device", device}});
        }
    } else if (label == "collector") {
        for (const char *collector : {"cpu", "disk", "memory", "network"}) {
            all.emplace_back(std::vector<Labels::Pair>{{"collector", collector}});
        }
    } else if (label == "iface") {
        all.emplace_back(std::vector<Labels::Pair>{{"iface", "eth0"}});
    } else if (label.empty()) {
        all.emplace_back();
    } else {
        for (const HostSummary &host : m_hosts) {
            if (!isInScope(host, promql)) {
                continue;
            }
            std::string value = host.name;
            for (const TreeLevel level :
                {TreeLevel::Region, TreeLevel::Category, TreeLevel::Service, TreeLevel::Component}) {
                value = label == labelOf(level) ? placeOf(host, level) : value;
            }
            const Labels labels{std::vector<Labels::Pair>{{label.substr(0, label.find(',')), value}}};
            if (std::ranges::find(all, labels) == all.end()) {
                all.push_back(labels);
            }
        }
    }
    return all;
}

protocol::QueryResult FakeBackend::evaluate(
    const std::string &promql, std::int64_t from, std::int64_t to, std::int64_t step) const
{
    protocol::QueryResult result;
    result.evaluatedAt = fromUnixMs(to);
    result.newestSample = fromUnixMs(to) - 1200ms;
    result.windowStart = from;
    result.resolution = "raw";
    if (!m_queryFailure.empty()) {
        result.errorCode = m_failureCode;
        result.error = m_queryFailure;
        return result;
    }
    const auto *scale = std::ranges::find_if(
        kScales, [&](const Scale &candidate) { return promql.find(candidate.part) != std::string::npos; });
    for (const Labels &labels : labelsFor(promql)) {
        protocol::SeriesPoints series;
        series.labels = labels;
        const std::uint64_t seed = (labels.hash() ^ std::hash<std::string>{}(promql.substr(0, 40))) % 100'000;
        const std::int64_t first = from == to ? to - to % step : from - from % step + step;
        for (std::int64_t at = first; at <= to; at += step) {
            series.times.push_back(at);
            series.values.push_back(evidenceOf(promql, at).value_or(wave(seed, at, scale->low, scale->high)));
        }
        result.series.push_back(std::move(series));
    }
    return result;
}

protocol::HostDetails FakeBackend::detailsOf(const HostSummary &host) const
{
    protocol::HostDetails details;
    details.summary = host;
    details.facts.hostname = host.name;
    details.facts.kernel = "Linux 6.1.0-18-amd64";
    details.facts.version = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)";
    details.facts.arch = "x86_64";
    details.facts.operatingSystem = "Debian GNU/Linux 12 (bookworm)";
    details.facts.cpuModel = "AMD EPYC 7763 64-Core Processor";
    details.facts.cpuVendor = "AuthenticAMD";
    details.facts.cpuMhz = 2445.0;
    details.facts.cpuCacheBytes = 512LL << 10;
    details.facts.cpuPhysicalCores = 8;
    details.facts.cpuLogicalCores = 16;
    details.facts.memoryBytes = 64LL << 30;
    details.facts.swapBytes = 4LL << 30;
    details.facts.disks = {{"sda", "SAMSUNG MZ7L3", 960LL * 1000 * 1000 * 1000, false}};
    details.facts.interfaces = {
        {"eth0", "52:54:00:12:34:56", {host.address + "/24"}, 10'000'000'000, "virtio_net"}};
    details.facts.primaryAddress = host.address;
    details.facts.bootTime = now() - 24h * 41;
    details.facts.agentVersion = host.agentVersion;
    details.facts.tags = host.tags;
    const bool isOnline = host.state == HostState::Online;
    const TimeMs newest = isOnline ? now() - 1200ms : host.lastSeen;
    details.path = {newest, newest + 300ms, 0, newest + 350ms, newest + 400ms, isOnline, m_held.bytes(),
        m_held.blocks, m_held.memoryBytes, newest + 350ms, m_isOld ? -1 : 1'240, newest - 2s};
    details.events = {
        {"e2", now() - 3min, EventSeverity::Warning, "spool", "the spool was half full for 40 s"},
        {"e1", now() - 41min, EventSeverity::Info, "agent", "started, version " + host.agentVersion}};
    return details;
}

protocol::ProcessList FakeBackend::processesOf(HostId host) const
{
    protocol::ProcessList list{host, now(), {}};
    const char *commands[]{"/usr/sbin/mysqld --basedir=/usr", "/usr/bin/java -Xmx8g -jar checkout.jar",
        "nginx: worker process", "quarterdeck-agent --config /etc/quarterdeck/agent.yaml",
        "/usr/lib/systemd/systemd-journald", "sshd: lin@pts/0", "/usr/sbin/cron -f"};
    int pid = 700;
    for (const char *command : commands) {
        pid += 137;
        ProcessInfo process;
        process.pid = pid;
        process.user = pid % 2 == 0 ? "root" : "app";
        process.command = command;
        process.cpuPercent = wave(static_cast<std::uint64_t>(pid), toUnixMs(now()), 0.0, 9000.0 / pid);
        process.rssBytes = 8LL << (20 + pid % 7);
        process.threads = pid % 40;
        process.state = pid % 5 == 0 ? 'R' : 'S';
        list.processes.push_back(process);
    }
    return list;
}

} // namespace qd::test
