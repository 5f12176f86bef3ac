// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// gpu.*, from what the kernel itself shows: everything for drivers with sysfs counters (amdgpu),
/// temperature, power and fan where there is an hwmon (nouveau, i915, xe), the number of cards for NVIDIA's
/// own driver. NVIDIA's other figures are only in its library, which a static program cannot load; see
/// docs/operations/agent-metrics.md.
class GpuCollector final : public Collector
{
public:
    explicit GpuCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "gpu"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Normal}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    enum File : std::size_t { Busy, MemoryTotal, MemoryUsed, Power, Temperature, Fan, FanMax, FileCount };

    struct Card
    {
        std::array<TextFile, FileCount> files;
        SeriesGroup series;
    };
    struct Averages
    {
        double utilSum = 0.0;
        std::size_t utils = 0;
        double memorySum = 0.0;
        std::size_t memories = 0;
    };

    void findCards();
    void addCard(const std::string &card);
    static void putCard(Card &card, ReadBuffer &buffer, Averages &averages, SampleSink &sink);

    std::string m_drm;
    std::string m_nvidia;
    std::vector<Card> m_cards;
    std::size_t m_nvidiaCards = 0;
    SeriesGroup m_series;
    std::size_t m_runs = 0;
};

} // namespace qd::agent
