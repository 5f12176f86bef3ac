// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/cpucollector.h"

#include "agent/collect/textscan.h"

#include <algorithm>
#include <string>
#include <utility>

namespace qd::agent {

namespace {

enum Metric : std::size_t {
    Idle,
    Busy,
    User,
    Nice,
    System,
    Iowait,
    Irq,
    Softirq,
    Steal,
    Guest,
    Switches,
    Interrupts,
    Running,
    Blocked
};

constexpr std::array<MetricSpec, 14> kMetrics{{
    {"cpu.idle", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.busy", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.user", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.nice", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.system", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.iowait", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.irq", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.softirq", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.steal", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.guest", "percent", MetricKind::Gauge, Tier::Fast},
    {"cpu.switches", "count", MetricKind::Counter, Tier::Fast},
    {"cpu.interrupts", "count", MetricKind::Counter, Tier::Normal},
    {"proc.count.running", "count", MetricKind::Gauge, Tier::Normal},
    {"proc.count.blocked", "count", MetricKind::Gauge, Tier::Normal},
}};

constexpr std::array<MetricSpec, 1> kCoreMetrics{
    {{"percore.busy", "percent", MetricKind::Gauge, Tier::Normal}}};

/// Columns of CpuTimes that make up the whole; guest time is part of user and nice already.
constexpr std::size_t kWholeColumns = 8;
constexpr std::size_t kIdleColumn = 3;
constexpr std::size_t kGuestColumn = 8;
constexpr std::size_t kOldestKernelColumns = 4;

/// What each column grew. iowait is known to step back a little on some kernels; that is no growth.
CpuTimes grown(const CpuTimes &before, const CpuTimes &after)
{
    CpuTimes delta{};
    for (std::size_t i = 0; i < delta.size(); ++i) {
        delta[i] = after[i] > before[i] ? after[i] - before[i] : 0;
    }
    return delta;
}

double wholeOf(const CpuTimes &delta)
{
    std::uint64_t whole = 0;
    for (std::size_t i = 0; i < kWholeColumns; ++i) {
        whole += delta[i];
    }
    return static_cast<double>(whole);
}

std::string coreName(std::uint32_t number)
{
    const std::string digits = std::to_string(number);
    return digits.size() < 2 ? "core0" + digits : "core" + digits;
}

} // namespace

CpuCollector::CpuCollector(const HostRoots &roots, bool hasPercore)
    : m_stat(roots.proc + "/stat")
    , m_hasPercore(hasPercore)
    , m_series(kMetrics)
{
}

Result<void> CpuCollector::collect(const CollectContext &context, SampleSink &sink)
{
    auto text = m_stat.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    const bool isCoreTurn = m_hasPercore && sink.wants(Tier::Normal);
    std::string_view rest = *text;
    std::string_view line;
    bool hasTotal = false;
    while (takeLine(rest, line)) {
        const std::string_view label = takeWord(line);
        if (label.starts_with("cpu")) {
            hasTotal = hasTotal || label == "cpu";
            if (label != "cpu" && !isCoreTurn) {
                continue;
            }
            if (auto outcome = takeCpuLine(label, line, sink); !outcome) {
                return outcome;
            }
            continue;
        }
        // "intr" has a number per interrupt line: only the first, their sum, is read.
        const std::size_t metric = label == "ctxt" ? Switches
            : label == "intr"                      ? Interrupts
            : label == "procs_running"             ? Running
            : label == "procs_blocked"             ? Blocked
                                                   : kMetrics.size();
        if (metric == kMetrics.size()) {
            continue;
        }
        const auto number = takeUnsigned(line);
        if (!number) {
            return corruptFile(m_stat.path(), "no number after " + std::string{label});
        }
        m_series.put(sink, metric, static_cast<double>(*number));
    }
    if (!hasTotal) {
        return corruptFile(m_stat.path(), "no line begins with cpu");
    }
    if (isCoreTurn) {
        std::erase_if(m_cores, [](const auto &entry) { return !entry.second.isOnline; });
        for (auto &[number, core] : m_cores) {
            core.isOnline = false; // until the next turn says otherwise
        }
    }
    return {};
}

Result<void> CpuCollector::takeCpuLine(std::string_view label, std::string_view numbers, SampleSink &sink)
{
    CpuTimes times{};
    std::size_t columns = 0;
    while (columns < times.size()) {
        const auto number = takeUnsigned(numbers);
        if (!number) {
            break;
        }
        times[columns++] = *number;
    }
    if (columns < kOldestKernelColumns || (columns < times.size() && !trimmed(numbers).empty())) {
        return corruptFile(m_stat.path(), "line " + std::string{label} + " has fewer than 4 numbers");
    }
    if (label == "cpu") {
        putShares(times, sink);
        return {};
    }
    const auto number = parseUnsigned(label.substr(3));
    if (!number || *number > 65'535) {
        return corruptFile(m_stat.path(), "'" + std::string{label} + "' is not a CPU");
    }
    putCore(static_cast<std::uint32_t>(*number), times, sink);
    return {};
}

void CpuCollector::putShares(const CpuTimes &now, SampleSink &sink)
{
    const std::optional<CpuTimes> before = std::exchange(m_before, now);
    if (!before) {
        return;
    }
    const CpuTimes delta = grown(*before, now);
    const double whole = wholeOf(delta);
    if (whole <= 0.0) {
        return;
    }
    const auto share = [&](std::size_t column) { return static_cast<double>(delta[column]) * 100.0 / whole; };
    const double idle = rounded(share(kIdleColumn), 2);
    m_series.put(sink, Idle, idle);
    m_series.put(sink, Busy, rounded(100.0 - idle, 2));
    constexpr std::array<std::pair<Metric, std::size_t>, 8> kShares{{{User, 0}, {Nice, 1}, {System, 2},
        {Iowait, 4}, {Irq, 5}, {Softirq, 6}, {Steal, 7}, {Guest, kGuestColumn}}};
    for (const auto &[metric, column] : kShares) {
        m_series.put(sink, metric, rounded(share(column), 2));
    }
}

void CpuCollector::putCore(std::uint32_t number, const CpuTimes &now, SampleSink &sink)
{
    const auto found = m_cores.find(number);
    if (found == m_cores.end()) {
        m_cores.emplace(number, Core{now, true, SeriesGroup{kCoreMetrics, {{"core", coreName(number)}}}});
        return;
    }
    Core &core = found->second;
    const CpuTimes delta = grown(std::exchange(core.before, now), now);
    core.isOnline = true;
    if (const double whole = wholeOf(delta); whole > 0.0) {
        core.series.put(sink, 0, rounded(100.0 - static_cast<double>(delta[kIdleColumn]) * 100.0 / whole, 2));
    }
}

} // namespace qd::agent
