// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/temperaturecollector.h"

#include "agent/collect/textscan.h"

#include <algorithm>
#include <array>

namespace qd::agent {

namespace {

constexpr std::array<MetricSpec, 1> kMetrics{{{"hw.temperature", "celsius", MetricKind::Gauge, Tier::Slow}}};

/// Sensors come and go with modules and hot-plugged devices; they are looked for every so many runs (10 min).
constexpr std::size_t kSearchEvery = 10;

constexpr std::size_t kMaxSensors = 128;

std::vector<std::string> sortedEntries(
    const std::string &directory, std::string_view prefix, std::string_view suffix)
{
    std::vector<std::string> names;
    eachEntry(directory, [&](std::string_view name) {
        if (name.starts_with(prefix) && name.ends_with(suffix)) {
            names.emplace_back(name);
        }
    });
    std::ranges::sort(names);
    return names;
}

} // namespace

TemperatureCollector::TemperatureCollector(const HostRoots &roots)
    : m_hwmon(roots.sys + "/class/hwmon/")
    , m_thermal(roots.sys + "/class/thermal/")
{
}

Result<void> TemperatureCollector::collect(const CollectContext &context, SampleSink &sink)
{
    if (m_runs++ % kSearchEvery == 0) {
        findSensors();
    }
    Result<void> first;
    for (Sensor &sensor : m_sensors) {
        const auto text = sensor.value.read(context.buffer);
        // A sleeping disk or card does not answer (ENXIO, EAGAIN, ENODATA): it has no temperature just now.
        if (!text || text->empty()) {
            continue;
        }
        const auto thousandths = parseSigned(*text);
        if (!thousandths) {
            if (first) {
                first = corruptFile(sensor.value.path(), "is not a number");
            }
            continue;
        }
        sensor.series.put(sink, 0, rounded(static_cast<double>(*thousandths) / 1000.0, 1));
    }
    return first;
}

void TemperatureCollector::findSensors()
{
    m_sensors.clear();
    m_names.clear();
    for (const std::string &chip : sortedEntries(m_hwmon, "hwmon", "")) {
        addHwmon(chip);
    }
    for (const std::string &zone : sortedEntries(m_thermal, "thermal_zone", "")) {
        addZone(zone);
    }
}

void TemperatureCollector::addHwmon(const std::string &chip)
{
    const std::string directory = m_hwmon + chip + "/";
    const std::string chipName{trimmed(readSmallFile(directory + "name"))};
    for (const std::string &file : sortedEntries(directory, "temp", "_input")) {
        const std::string stem = file.substr(0, file.size() - std::string_view{"_input"}.size());
        const std::string label{trimmed(readSmallFile(directory + stem + "_label"))};
        addSensor(
            directory + file, (chipName.empty() ? chip : chipName) + "/" + (label.empty() ? stem : label));
    }
}

void TemperatureCollector::addZone(const std::string &zone)
{
    const std::string directory = m_thermal + zone + "/";
    const std::string type{trimmed(readSmallFile(directory + "type"))};
    // Most zones are registered as an hwmon chip of the same name as well.
    const bool isKnown =
        std::ranges::any_of(m_names, [&](const std::string &name) { return name.starts_with(type + "/"); });
    if (!type.empty() && !isKnown) {
        addSensor(directory + "temp", type);
    }
}

void TemperatureCollector::addSensor(const std::string &path, const std::string &name)
{
    if (m_sensors.size() >= kMaxSensors) {
        return;
    }
    std::string unique = name;
    for (int number = 2; std::ranges::find(m_names, unique) != m_names.end(); ++number) {
        unique = name + " #" + std::to_string(number);
    }
    m_names.push_back(unique);
    m_sensors.push_back({TextFile{path}, SeriesGroup{kMetrics, {{"sensor", unique}}}});
}

} // namespace qd::agent
