// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/agentcounters.h"
#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// agent.*: what the agent costs and how its samples fare. agent.collect.* come from the Scheduler.
class SelfCollector final : public Collector
{
public:
    /// @param counters  must outlive the collector
    SelfCollector(const HostRoots &roots, const AgentCounters &counters, const std::string &version);

    [[nodiscard]] std::string_view name() const override { return "agent"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Fast, Tier::Normal}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    void putCpu(SteadyMs now, SampleSink &sink);
    Result<void> putMemory(const CollectContext &context, SampleSink &sink);
    void putDescriptors(SampleSink &sink);
    void putCounters(SampleSink &sink);

    const AgentCounters &m_counters;
    TextFile m_statm;
    std::string m_descriptors;
    bool m_isProcfs; ///< not the folder of a captured host
    SeriesGroup m_series;
    SeriesGroup m_version;
    std::vector<SeriesGroup> m_dropped; ///< by DropReason
    std::optional<SteadyMs> m_startedAt;
    std::optional<std::chrono::nanoseconds> m_cpuBefore;
    SteadyMs m_cpuReadAt;
};

} // namespace qd::agent
