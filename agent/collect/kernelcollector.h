// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <array>

namespace qd::agent {

/// Single numbers under /proc/sys: kernel.* and conntrack.*.
class KernelCollector final : public Collector
{
public:
    explicit KernelCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "kernel"; }
    [[nodiscard]] TierSet tiers() const override
    {
        return TierSet::of({Tier::Normal, Tier::Slow, Tier::Rare});
    }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    Result<void> collectNumber(std::size_t metric, const CollectContext &context, SampleSink &sink);
    Result<void> collectFiles(const CollectContext &context, SampleSink &sink);

    std::array<TextFile, 5> m_numbers; ///< in the order of the metrics
    TextFile m_fileNumbers;
    SeriesGroup m_series;
};

} // namespace qd::agent
