// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/pressurecollector.h"

#include "agent/collect/textscan.h"

#include <optional>

namespace qd::agent {

namespace {

constexpr std::array<MetricSpec, 5> kMetrics{{
    {"pressure.cpu.some.avg10", "percent", MetricKind::Gauge, Tier::Fast},
    {"pressure.memory.some.avg10", "percent", MetricKind::Gauge, Tier::Fast},
    {"pressure.memory.full.avg10", "percent", MetricKind::Gauge, Tier::Fast},
    {"pressure.io.some.avg10", "percent", MetricKind::Gauge, Tier::Fast},
    {"pressure.io.full.avg10", "percent", MetricKind::Gauge, Tier::Fast},
}};

/// Metric of the lines "some" and "full" of each file. The CPU's "full" means nothing for a whole host.
struct FileMetrics
{
    std::size_t some;
    std::size_t full;
};

constexpr std::size_t kNone = kMetrics.size();
constexpr std::array<FileMetrics, 3> kFiles{{{0, kNone}, {1, 2}, {3, 4}}};

} // namespace

PressureCollector::PressureCollector(const HostRoots &roots)
    : m_files{TextFile{roots.proc + "/pressure/cpu"}, TextFile{roots.proc + "/pressure/memory"},
        TextFile{roots.proc + "/pressure/io"}}
    , m_series(kMetrics)
{
}

Result<void> PressureCollector::collect(const CollectContext &context, SampleSink &sink)
{
    Result<void> first;
    for (std::size_t i = 0; i < m_files.size(); ++i) {
        auto outcome = collectFile(i, context, sink);
        if (first && !outcome) {
            first = std::move(outcome);
        }
    }
    return first;
}

Result<void> PressureCollector::collectFile(std::size_t file, const CollectContext &context, SampleSink &sink)
{
    auto text = m_files[file].read(context.buffer);
    if (!text) {
        // A kernel started with psi=0 has the files and refuses to read them.
        return text.error().context.at("reason") == "Operation not supported" ? Result<void>{}
                                                                              : failure(text.error());
    }
    std::string_view rest = *text;
    std::string_view line;
    while (takeLine(rest, line)) {
        const std::string_view label = takeWord(line);
        const std::size_t metric = label == "some" ? kFiles[file].some : kFiles[file].full;
        constexpr std::string_view kAverage = "avg10=";
        const std::string_view word = takeWord(line);
        const auto share =
            word.starts_with(kAverage) ? parseDecimal(word.substr(kAverage.size())) : std::nullopt;
        if (!share || (label != "some" && label != "full")) {
            return corruptFile(m_files[file].path(), "is not a list of some and full with avg10");
        }
        if (metric != kNone) {
            m_series.put(sink, metric, *share);
        }
    }
    return {};
}

} // namespace qd::agent
