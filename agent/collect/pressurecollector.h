// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <array>

namespace qd::agent {

/// pressure.*: stall shares of the last 10 s, where the kernel has PSI (4.20 and later, if turned on).
class PressureCollector final : public Collector
{
public:
    explicit PressureCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "pressure"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Fast}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    Result<void> collectFile(std::size_t file, const CollectContext &context, SampleSink &sink);

    std::array<TextFile, 3> m_files;
    SeriesGroup m_series;
};

} // namespace qd::agent
