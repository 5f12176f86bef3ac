// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <string>
#include <vector>

namespace qd::agent {

/// hw.temperature: sensors of /sys/class/hwmon, and thermal zones that hwmon does not show.
class TemperatureCollector final : public Collector
{
public:
    explicit TemperatureCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "temperature"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Slow}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Sensor
    {
        TextFile value; ///< thousandths of a degree
        SeriesGroup series;
    };

    void findSensors();
    void addHwmon(const std::string &chip);
    void addZone(const std::string &zone);
    void addSensor(const std::string &path, const std::string &name);

    std::string m_hwmon;
    std::string m_thermal;
    std::vector<Sensor> m_sensors;
    std::vector<std::string> m_names; ///< given out already; sensors of equal name get a number
    std::size_t m_runs = 0;
};

} // namespace qd::agent
