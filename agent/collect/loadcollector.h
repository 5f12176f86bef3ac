// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

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
    TextFile m_loadavg;
    TextFile m_online;
    SeriesGroup m_series;
};

} // namespace qd::agent
