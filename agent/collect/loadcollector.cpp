// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/loadcollector.h"

#include "agent/collect/textscan.h"

#include <array>

namespace qd::agent {

namespace {

constexpr std::array<MetricSpec, 6> kMetrics{{
    {"load.1min", "tasks", MetricKind::Gauge, Tier::Fast},
    {"load.5min", "tasks", MetricKind::Gauge, Tier::Fast},
    {"load.15min", "tasks", MetricKind::Gauge, Tier::Fast},
    {"load.1min.percore", "tasks", MetricKind::Gauge, Tier::Fast},
    {"load.5min.percore", "tasks", MetricKind::Gauge, Tier::Fast},
    {"load.15min.percore", "tasks", MetricKind::Gauge, Tier::Fast},
}};

constexpr std::size_t kAverages = 3;

/// CPUs are plugged in and out so seldom that they are counted at every so many ticks (1 min).
constexpr std::size_t kCountEvery = 6;

} // namespace

LoadCollector::LoadCollector(const HostRoots &roots)
    : m_loadavg(roots.proc + "/loadavg")
    , m_online(roots.sys + "/devices/system/cpu/online")
    , m_series(kMetrics)
{
}

Result<void> LoadCollector::collect(const CollectContext &context, SampleSink &sink)
{
    auto text = m_loadavg.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::array<double, kAverages> averages{};
    std::string_view rest = *text;
    for (double &average : averages) {
        const auto number = parseDecimal(takeWord(rest));
        if (!number) {
            return corruptFile(m_loadavg.path(), "does not begin with three load averages");
        }
        average = *number;
    }
    for (std::size_t i = 0; i < kAverages; ++i) {
        m_series.put(sink, i, averages[i]);
    }
    if (m_cpus == 0 || m_runs % kCountEvery == 0) {
        if (auto counted = countCpus(context.buffer); !counted) {
            return counted;
        }
    }
    ++m_runs;
    for (std::size_t i = 0; m_cpus > 0 && i < kAverages; ++i) {
        m_series.put(sink, kAverages + i, rounded(averages[i] / m_cpus, 3));
    }
    return {};
}

/// Leaves 0 where the kernel does not say.
Result<void> LoadCollector::countCpus(ReadBuffer &buffer)
{
    m_cpus = 0;
    const auto online = m_online.read(buffer);
    if (!online) {
        return failure(online.error());
    }
    if (online->empty()) {
        return {};
    }
    const auto cpus = countCpuList(*online);
    if (!cpus) {
        return corruptFile(m_online.path(), "is not a list of CPUs");
    }
    m_cpus = *cpus;
    return {};
}

} // namespace qd::agent
