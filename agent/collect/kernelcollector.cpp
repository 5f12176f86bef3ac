// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/kernelcollector.h"

#include "agent/collect/textscan.h"

#include <algorithm>

namespace qd::agent {

namespace {

/// The first five have a file of their own.
enum Metric : std::size_t {
    ConntrackCount,
    ConntrackMax,
    MaxFiles,
    MaxProcesses,
    Entropy,
    FilesAllocated,
    FilesLeft
};

constexpr std::array<MetricSpec, 7> kMetrics{{
    {"conntrack.count", "count", MetricKind::Gauge, Tier::Normal},
    {"conntrack.max", "count", MetricKind::Gauge, Tier::Rare},
    {"kernel.maxfiles", "count", MetricKind::Gauge, Tier::Rare},
    {"kernel.maxproc", "count", MetricKind::Gauge, Tier::Rare},
    {"kernel.entropy", "count", MetricKind::Gauge, Tier::Rare},
    {"kernel.files.allocated", "count", MetricKind::Gauge, Tier::Slow},
    {"kernel.files.left", "count", MetricKind::Gauge, Tier::Slow},
}};

} // namespace

KernelCollector::KernelCollector(const HostRoots &roots)
    : m_numbers{TextFile{roots.proc + "/sys/net/netfilter/nf_conntrack_count"},
        TextFile{roots.proc + "/sys/net/netfilter/nf_conntrack_max"},
        TextFile{roots.proc + "/sys/fs/file-max"}, TextFile{roots.proc + "/sys/kernel/pid_max"},
        TextFile{roots.proc + "/sys/kernel/random/entropy_avail"}}
    , m_fileNumbers(roots.proc + "/sys/fs/file-nr")
    , m_series(kMetrics)
{
}

Result<void> KernelCollector::collect(const CollectContext &context, SampleSink &sink)
{
    Result<void> first;
    for (std::size_t metric = 0; metric < m_numbers.size(); ++metric) {
        if (!sink.wants(kMetrics[metric].tier)) {
            continue;
        }
        auto outcome = collectNumber(metric, context, sink);
        if (first && !outcome) {
            first = std::move(outcome);
        }
    }
    if (sink.wants(Tier::Slow)) {
        auto outcome = collectFiles(context, sink);
        if (first && !outcome) {
            first = std::move(outcome);
        }
    }
    return first;
}

Result<void> KernelCollector::collectNumber(
    std::size_t metric, const CollectContext &context, SampleSink &sink)
{
    auto text = m_numbers[metric].read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    if (text->empty()) {
        return {};
    }
    const auto number = parseUnsigned(*text);
    if (!number) {
        return corruptFile(m_numbers[metric].path(), "is not a number");
    }
    m_series.put(sink, metric, static_cast<double>(*number));
    return {};
}

Result<void> KernelCollector::collectFiles(const CollectContext &context, SampleSink &sink)
{
    auto text = m_fileNumbers.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    if (text->empty()) {
        return {};
    }
    // Allocated, free among them (always 0 since 2.6), maximum.
    std::string_view rest = trimmed(*text);
    const auto allocated = takeUnsigned(rest);
    const auto unused = takeUnsigned(rest);
    const auto maximum = takeUnsigned(rest);
    if (!allocated || !unused || !maximum) {
        return corruptFile(m_fileNumbers.path(), "is not three numbers");
    }
    const std::uint64_t inUse = *allocated - std::min(*unused, *allocated);
    m_series.put(sink, FilesAllocated, static_cast<double>(*allocated));
    m_series.put(sink, FilesLeft, static_cast<double>(*maximum - std::min(inUse, *maximum)));
    return {};
}

} // namespace qd::agent
