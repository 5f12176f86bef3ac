// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <cstdint>

namespace qd::agent {

/// load.*: the kernel's load averages, also divided by the CPUs that are online.
class LoadCollector final : public Collector
{
public:
    explicit LoadCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "load"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Fast}); }
    [[nodiscard]] bool joinsBursts() const override { return true; }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    Result<void> countCpus(ReadBuffer &buffer);

    TextFile m_loadavg;
    TextFile m_online;
    std::uint32_t m_cpus = 0;
    std::size_t m_runs = 0;
    SeriesGroup m_series;
};

} // namespace qd::agent
