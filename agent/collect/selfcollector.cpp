// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/selfcollector.h"

#include "agent/collect/procdirectory.h"
#include "agent/collect/textscan.h"

#include <array>

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>

namespace qd::agent {

namespace {

enum Metric : std::size_t {
    Alive,
    Cpu,
    Rss,
    Descriptors,
    Uptime,
    Sent,
    SpoolBytes,
    SpoolOldest,
    SendLatency,
    Plugins,
    Restarts
};

constexpr std::array<MetricSpec, 11> kMetrics{{
    {"agent.alive", "bool", MetricKind::Gauge, Tier::Fast},
    {"agent.cpu", "percent", MetricKind::Gauge, Tier::Normal},
    {"agent.mem.rss", "bytes", MetricKind::Gauge, Tier::Normal},
    {"agent.fds", "count", MetricKind::Gauge, Tier::Normal},
    {"agent.uptime", "seconds", MetricKind::Gauge, Tier::Normal},
    {"agent.samples.sent", "count", MetricKind::Counter, Tier::Normal},
    {"agent.spool.bytes", "bytes", MetricKind::Gauge, Tier::Normal},
    {"agent.spool.oldest", "seconds", MetricKind::Gauge, Tier::Normal},
    {"agent.send.latency", "milliseconds", MetricKind::Gauge, Tier::Normal},
    {"agent.plugins", "count", MetricKind::Gauge, Tier::Normal},
    {"agent.restarts", "count", MetricKind::Counter, Tier::Normal},
}};

constexpr std::array<MetricSpec, 1> kVersion{{{"agent.version", "info", MetricKind::Gauge, Tier::Normal}}};
constexpr std::array<MetricSpec, 1> kDropped{
    {{"agent.samples.dropped", "count", MetricKind::Counter, Tier::Normal}}};

std::chrono::nanoseconds cpuTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
}

bool isProcfs(const std::string &path)
{
    struct statfs filesystem
    {
    };
    return ::statfs(path.c_str(), &filesystem) == 0 && filesystem.f_type == PROC_SUPER_MAGIC;
}

} // namespace

SelfCollector::SelfCollector(
    const HostRoots &roots, const AgentCounters &counters, const std::string &version)
    : m_counters(counters)
    , m_statm(roots.proc + "/self/statm")
    , m_descriptors(roots.proc + "/self/fd")
    , m_isProcfs(isProcfs(m_descriptors))
    , m_series(kMetrics)
    , m_version(kVersion, {{"version", version}})
{
    for (const std::string_view reason : kDropReasonNames) {
        m_dropped.emplace_back(kDropped, std::vector<Labels::Pair>{{"reason", std::string{reason}}});
    }
}

Result<void> SelfCollector::collect(const CollectContext &context, SampleSink &sink)
{
    m_series.put(sink, Alive, 1.0);
    if (!sink.wants(Tier::Normal)) {
        return {};
    }
    if (!m_startedAt) {
        m_startedAt = context.steady;
    }
    const auto uptime = std::chrono::duration_cast<std::chrono::seconds>(context.steady - *m_startedAt);
    m_series.put(sink, Uptime, static_cast<double>(uptime.count()));
    m_version.put(sink, 0, 1.0);
    putCpu(context.steady, sink);
    putDescriptors(sink);
    putCounters(sink);
    return putMemory(context, sink);
}

void SelfCollector::putCpu(SteadyMs now, SampleSink &sink)
{
    const std::chrono::nanoseconds used = cpuTime();
    const std::chrono::nanoseconds elapsed = now - m_cpuReadAt;
    if (m_cpuBefore && elapsed.count() > 0) {
        const auto busy = static_cast<double>((used - *m_cpuBefore).count());
        m_series.put(sink, Cpu, rounded(busy * 100.0 / static_cast<double>(elapsed.count()), 3));
    }
    m_cpuBefore = used;
    m_cpuReadAt = now;
}

Result<void> SelfCollector::putMemory(const CollectContext &context, SampleSink &sink)
{
    auto text = m_statm.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    const auto bytes = residentBytes(*text);
    if (!bytes) {
        return corruptFile(m_statm.path(), "has fewer than two numbers");
    }
    m_series.put(sink, Rss, static_cast<double>(*bytes));
    return {};
}

void SelfCollector::putDescriptors(SampleSink &sink)
{
    struct stat directory
    {
    };
    if (m_isProcfs && ::stat(m_descriptors.c_str(), &directory) == 0 && directory.st_size > 0) {
        m_series.put(
            sink, Descriptors, static_cast<double>(directory.st_size)); // their number since Linux 6.2
        return;
    }
    std::size_t count = 0;
    if (eachEntry(m_descriptors, [&](std::string_view) { ++count; }) && count > 0) {
        m_series.put(sink, Descriptors, static_cast<double>(count - 1)); // without the one of this directory
    }
}

void SelfCollector::putCounters(SampleSink &sink)
{
    const auto load = [](const auto &counter) { return counter.load(std::memory_order_relaxed); };
    m_series.put(sink, Sent, static_cast<double>(load(m_counters.samplesSent)));
    for (std::size_t reason = 0; reason < m_dropped.size(); ++reason) {
        m_dropped[reason].put(sink, 0, static_cast<double>(load(m_counters.samplesDropped[reason])));
    }
    m_series.put(sink, SpoolBytes, static_cast<double>(load(m_counters.spoolBytes)));
    m_series.put(sink, SpoolOldest, rounded(static_cast<double>(load(m_counters.spoolOldestMs)) / 1000.0, 1));
    if (const std::int64_t latency = load(m_counters.sendLatencyUs); latency >= 0) {
        m_series.put(sink, SendLatency, rounded(static_cast<double>(latency) / 1000.0, 1));
    }
    m_series.put(sink, Plugins, static_cast<double>(load(m_counters.plugins)));
    m_series.put(sink, Restarts, static_cast<double>(load(m_counters.restarts)));
}

} // namespace qd::agent
