// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/gpucollector.h"

#include "agent/collect/textscan.h"

#include <algorithm>

namespace qd::agent {

namespace {

enum HostMetric : std::size_t { Count, UtilAverage, MemoryUtilAverage };

constexpr std::array<MetricSpec, 3> kHostMetrics{{
    {"gpu.count", "count", MetricKind::Gauge, Tier::Normal},
    {"gpu.util.avg", "percent", MetricKind::Gauge, Tier::Normal},
    {"gpu.memory.util.avg", "percent", MetricKind::Gauge, Tier::Normal},
}};

enum CardMetric : std::size_t {
    Util,
    CardMemoryTotal,
    CardMemoryUsed,
    MemoryUtil,
    PowerUsage,
    CardTemperature,
    FanSpeed
};

constexpr std::array<MetricSpec, 7> kCardMetrics{{
    {"gpu.util", "percent", MetricKind::Gauge, Tier::Normal},
    {"gpu.memory.total", "bytes", MetricKind::Gauge, Tier::Normal},
    {"gpu.memory.used", "bytes", MetricKind::Gauge, Tier::Normal},
    {"gpu.memory.util", "percent", MetricKind::Gauge, Tier::Normal},
    {"gpu.power.usage", "watts", MetricKind::Gauge, Tier::Normal},
    {"gpu.temperature", "celsius", MetricKind::Gauge, Tier::Normal},
    {"gpu.fan.speed", "percent", MetricKind::Gauge, Tier::Normal},
}};

constexpr std::size_t kSearchEvery = 20; ///< runs, 10 minutes
constexpr double kMicrowatts = 1e6;
constexpr double kMillidegrees = 1e3;

/// card0 and card12, but not card0-HDMI-A-1, which is a connector.
bool isCard(std::string_view name)
{
    return name.starts_with("card") && name.size() > 4
        && name.find_first_not_of("0123456789", 4) == std::string_view::npos;
}

/// The management chips of servers have a frame buffer and nothing to measure.
bool isRealGpu(const std::string &device)
{
    const std::string driver = linkName(device + "/driver");
    constexpr std::array<std::string_view, 4> kDrivers{"amdgpu", "nouveau", "i915", "xe"};
    const bool hasCounters = !readSmallFile(device + "/gpu_busy_percent").empty();
    return hasCounters || std::ranges::find(kDrivers, driver) != kDrivers.end();
}

std::string hwmonOf(const std::string &device)
{
    std::string found;
    eachEntry(device + "/hwmon", [&](std::string_view name) {
        if (name.starts_with("hwmon")) {
            found = device + "/hwmon/" + std::string{name};
        }
    });
    return found.empty() ? device + "/hwmon" : found;
}

std::optional<double> numberIn(TextFile &file, ReadBuffer &buffer)
{
    const auto text = file.read(buffer);
    const auto number = text ? parseUnsigned(*text) : std::nullopt; // a card that sleeps refuses to answer
    return number ? std::optional{static_cast<double>(*number)} : std::nullopt;
}

} // namespace

GpuCollector::GpuCollector(const HostRoots &roots)
    : m_drm(roots.sys + "/class/drm/")
    , m_nvidia(roots.proc + "/driver/nvidia/gpus")
    , m_series(kHostMetrics)
{
}

Result<void> GpuCollector::collect(const CollectContext &context, SampleSink &sink)
{
    if (m_runs++ % kSearchEvery == 0) {
        findCards();
    }
    if (m_cards.empty() && m_nvidiaCards == 0) {
        return {};
    }
    m_series.put(sink, Count, static_cast<double>(m_cards.size() + m_nvidiaCards));
    Averages averages;
    for (Card &card : m_cards) {
        putCard(card, context.buffer, averages, sink);
    }
    if (averages.utils > 0) {
        m_series.put(sink, UtilAverage, rounded(averages.utilSum / static_cast<double>(averages.utils), 2));
    }
    if (averages.memories > 0) {
        m_series.put(
            sink, MemoryUtilAverage, rounded(averages.memorySum / static_cast<double>(averages.memories), 2));
    }
    return {};
}

void GpuCollector::findCards()
{
    m_cards.clear();
    m_nvidiaCards = 0;
    std::vector<std::string> names;
    eachEntry(m_drm, [&](std::string_view name) {
        if (isCard(name)) {
            names.emplace_back(name);
        }
    });
    std::ranges::sort(names);
    for (const std::string &name : names) {
        if (isRealGpu(m_drm + name + "/device")) {
            addCard(name);
        }
    }
    eachEntry(m_nvidia, [&](std::string_view) { ++m_nvidiaCards; });
}

void GpuCollector::addCard(const std::string &card)
{
    const std::string device = m_drm + card + "/device";
    const std::string hwmon = hwmonOf(device);
    m_cards.push_back(
        {{TextFile{device + "/gpu_busy_percent"}, TextFile{device + "/mem_info_vram_total"},
             TextFile{device + "/mem_info_vram_used"}, TextFile{hwmon + "/power1_average"},
             TextFile{hwmon + "/temp1_input"}, TextFile{hwmon + "/pwm1"}, TextFile{hwmon + "/pwm1_max"}},
            SeriesGroup{kCardMetrics, {{"gpu", card.substr(4)}}}});
}

void GpuCollector::putCard(Card &card, ReadBuffer &buffer, Averages &averages, SampleSink &sink)
{
    if (const auto busy = numberIn(card.files[Busy], buffer)) {
        card.series.put(sink, Util, *busy);
        averages.utilSum += *busy;
        ++averages.utils;
    }
    const auto total = numberIn(card.files[MemoryTotal], buffer);
    const auto used = numberIn(card.files[MemoryUsed], buffer);
    if (total && used && *total > 0.0) {
        const double share = rounded(*used * 100.0 / *total, 2);
        card.series.put(sink, CardMemoryTotal, *total);
        card.series.put(sink, CardMemoryUsed, *used);
        card.series.put(sink, MemoryUtil, share);
        averages.memorySum += share;
        ++averages.memories;
    }
    if (const auto power = numberIn(card.files[Power], buffer)) {
        card.series.put(sink, PowerUsage, rounded(*power / kMicrowatts, 2));
    }
    if (const auto temperature = numberIn(card.files[Temperature], buffer)) {
        card.series.put(sink, CardTemperature, rounded(*temperature / kMillidegrees, 1));
    }
    const auto fan = numberIn(card.files[Fan], buffer);
    if (fan) {
        const double full = numberIn(card.files[FanMax], buffer).value_or(255.0);
        card.series.put(sink, FanSpeed, full > 0.0 ? rounded(*fan * 100.0 / full, 1) : 0.0);
    }
}

} // namespace qd::agent
