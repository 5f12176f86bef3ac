// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

namespace qd::agent {

/// mem.* from /proc/meminfo; swap.* and vm.* from /proc/vmstat.
class MemoryCollector final : public Collector
{
public:
    explicit MemoryCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "memory"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Fast, Tier::Normal}); }
    [[nodiscard]] bool joinsBursts() const override { return true; }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    Result<void> collectMeminfo(const CollectContext &context, SampleSink &sink);
    Result<void> collectVmstat(const CollectContext &context, SampleSink &sink);

    TextFile m_meminfo;
    TextFile m_vmstat;
    SeriesGroup m_memory;
    SeriesGroup m_paging;
};

} // namespace qd::agent
