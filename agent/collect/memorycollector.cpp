// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/memorycollector.h"

#include "agent/collect/textscan.h"

#include <array>
#include <optional>
#include <string>

namespace qd::agent {

namespace {

/// Lines of /proc/meminfo that are read; the order is that of kLines.
enum Line : std::size_t {
    MemTotal,
    MemFree,
    Buffers,
    Cached,
    Shmem,
    Slab,
    PageTables,
    MemAvailable,
    Dirty,
    SwapTotal,
    SwapFree,
    Reclaimable,
    LineCount
};

constexpr std::array<std::string_view, LineCount> kLines{"MemTotal:", "MemFree:", "Buffers:", "Cached:",
    "Shmem:", "Slab:", "PageTables:", "MemAvailable:", "Dirty:", "SwapTotal:", "SwapFree:", "SReclaimable:"};

/// The first eleven metrics are the lines themselves, in the order of Line.
enum Metric : std::size_t {
    FirstLine = 0,
    MemUsed = Reclaimable,
    SwapUsed,
    FreePercent,
    UsedPercent,
    AvailablePercent,
    SwapFreePercent,
    SwapUsedPercent
};

constexpr std::array<MetricSpec, 18> kMemory{{
    {"mem.memtotal", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.memfree", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.buffers", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.cached", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.shmem", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.slab", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.pagetables", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.memavailable", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.dirty", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.swaptotal", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.swapfree", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.memused", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.swapused", "bytes", MetricKind::Gauge, Tier::Fast},
    {"mem.memfree.percent", "percent", MetricKind::Gauge, Tier::Fast},
    {"mem.memused.percent", "percent", MetricKind::Gauge, Tier::Fast},
    {"mem.memavailable.percent", "percent", MetricKind::Gauge, Tier::Fast},
    {"mem.swapfree.percent", "percent", MetricKind::Gauge, Tier::Fast},
    {"mem.swapused.percent", "percent", MetricKind::Gauge, Tier::Fast},
}};

constexpr std::array<std::string_view, 5> kPagingLines{
    "pswpin", "pswpout", "pgfault", "pgmajfault", "oom_kill"};

constexpr std::array<MetricSpec, kPagingLines.size()> kPaging{{
    {"swap.pages.in", "pages", MetricKind::Counter, Tier::Normal},
    {"swap.pages.out", "pages", MetricKind::Counter, Tier::Normal},
    {"vm.pgfault", "count", MetricKind::Counter, Tier::Normal},
    {"vm.pgmajfault", "count", MetricKind::Counter, Tier::Normal},
    {"vm.oom_kill", "count", MetricKind::Counter, Tier::Normal},
}};

using MemoryLines = std::array<std::optional<std::uint64_t>, LineCount>; ///< bytes

Result<MemoryLines> parseMeminfo(std::string_view path, std::string_view text)
{
    MemoryLines lines;
    std::string_view line;
    std::size_t hint = 0; // the kernel keeps its order, so the next wanted line is mostly the first compared
    while (takeLine(text, line)) {
        const std::string_view label = takeWord(line);
        for (std::size_t step = 0; step < LineCount; ++step) {
            const std::size_t i = (hint + step) % LineCount;
            if (label != kLines[i]) {
                continue;
            }
            const auto kilobytes = takeUnsigned(line);
            if (!kilobytes || takeWord(line) != "kB") {
                return corruptFile(path, std::string{label} + " is not a number of kB");
            }
            lines[i] = *kilobytes * 1024;
            hint = i + 1;
            break;
        }
    }
    for (const Line needed : {MemTotal, MemFree, Buffers, Cached}) {
        if (!lines[needed]) {
            return corruptFile(path, "has no line " + std::string{kLines[needed]});
        }
    }
    return lines;
}

/// @return a missing line counts as zero: kernels without swap or shared memory leave them out
std::uint64_t valueOf(const MemoryLines &lines, Line line)
{
    return lines[line].value_or(0);
}

std::uint64_t minus(std::uint64_t whole, std::uint64_t part)
{
    return whole > part ? whole - part : 0;
}

double percent(std::uint64_t part, std::uint64_t whole)
{
    return rounded(static_cast<double>(part) * 100.0 / static_cast<double>(whole), 2);
}

} // namespace

MemoryCollector::MemoryCollector(const HostRoots &roots)
    : m_meminfo(roots.proc + "/meminfo")
    , m_vmstat(roots.proc + "/vmstat")
    , m_memory(kMemory)
    , m_paging(kPaging)
{
}

Result<void> MemoryCollector::collect(const CollectContext &context, SampleSink &sink)
{
    Result<void> memory;
    if (sink.wants(Tier::Fast)) {
        memory = collectMeminfo(context, sink);
    }
    Result<void> paging;
    if (sink.wants(Tier::Normal)) {
        paging = collectVmstat(context, sink);
    }
    return memory ? paging : memory;
}

Result<void> MemoryCollector::collectMeminfo(const CollectContext &context, SampleSink &sink)
{
    auto text = m_meminfo.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    const auto parsed = parseMeminfo(m_meminfo.path(), *text);
    if (!parsed) {
        return failure(parsed.error());
    }
    const MemoryLines &lines = *parsed;
    for (std::size_t i = FirstLine; i < MemUsed; ++i) {
        if (lines[i]) {
            m_memory.put(sink, i, static_cast<double>(*lines[i]));
        }
    }
    const std::uint64_t total = valueOf(lines, MemTotal);
    const std::uint64_t cache =
        valueOf(lines, Buffers) + valueOf(lines, Cached) + valueOf(lines, Reclaimable);
    // tmpfs pages are inside Cached, but they are real use: nothing can reclaim them.
    const std::uint64_t used = minus(total + valueOf(lines, Shmem), valueOf(lines, MemFree) + cache);
    m_memory.put(sink, MemUsed, static_cast<double>(used));
    if (total > 0) {
        m_memory.put(sink, FreePercent, percent(valueOf(lines, MemFree), total));
        m_memory.put(sink, UsedPercent, percent(used, total));
        if (lines[MemAvailable]) {
            m_memory.put(sink, AvailablePercent, percent(*lines[MemAvailable], total));
        }
    }
    if (!lines[SwapTotal] || !lines[SwapFree]) {
        return {};
    }
    const std::uint64_t swapUsed = minus(*lines[SwapTotal], *lines[SwapFree]);
    m_memory.put(sink, SwapUsed, static_cast<double>(swapUsed));
    // A host without swap has none in use and none left to run out of.
    m_memory.put(
        sink, SwapFreePercent, *lines[SwapTotal] == 0 ? 100.0 : percent(*lines[SwapFree], *lines[SwapTotal]));
    m_memory.put(sink, SwapUsedPercent, *lines[SwapTotal] == 0 ? 0.0 : percent(swapUsed, *lines[SwapTotal]));
    return {};
}

Result<void> MemoryCollector::collectVmstat(const CollectContext &context, SampleSink &sink)
{
    auto text = m_vmstat.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::string_view rest = *text;
    std::string_view line;
    std::size_t found = 0;
    while (found < kPagingLines.size() && takeLine(rest, line)) {
        const std::string_view label = takeWord(line);
        for (std::size_t i = 0; i < kPagingLines.size(); ++i) {
            if (label != kPagingLines[i]) {
                continue;
            }
            const auto number = takeUnsigned(line);
            if (!number) {
                return corruptFile(m_vmstat.path(), std::string{label} + " is not a number");
            }
            m_paging.put(sink, i, static_cast<double>(*number));
            ++found;
            break;
        }
    }
    if (found == 0 && !text->empty()) {
        return corruptFile(m_vmstat.path(), "has none of the expected lines");
    }
    return {};
}

} // namespace qd::agent
