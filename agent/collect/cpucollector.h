// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>

namespace qd::agent {

/// Jiffies of one CPU line of /proc/stat, in the kernel's order: user, nice, system, idle, iowait, irq,
/// softirq, steal, guest, guest_nice. Columns that an old kernel does not have are zero.
using CpuTimes = std::array<std::uint64_t, 10>;

/// cpu.*, percore.busy and, from the same file, proc.count.running and proc.count.blocked.
class CpuCollector final : public Collector
{
public:
    CpuCollector(const HostRoots &roots, bool hasPercore);

    [[nodiscard]] std::string_view name() const override { return "cpu"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Fast, Tier::Normal}); }
    [[nodiscard]] bool joinsBursts() const override { return true; }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Core
    {
        CpuTimes before{};
        bool isOnline = true;
        SeriesGroup series;
    };

    Result<void> takeCpuLine(std::string_view label, std::string_view numbers, SampleSink &sink);
    void putShares(const CpuTimes &now, SampleSink &sink);
    void putCore(std::uint32_t number, const CpuTimes &now, SampleSink &sink);

    TextFile m_stat;
    bool m_hasPercore;
    SeriesGroup m_series;
    std::optional<CpuTimes> m_before;
    std::map<std::uint32_t, Core> m_cores;
};

} // namespace qd::agent
