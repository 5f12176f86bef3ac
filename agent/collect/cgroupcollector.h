// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace qd::agent {

/// cgroup.cpu and cgroup.mem of slices, services and containers: control groups down to three levels, of the
/// unified hierarchy or of the old cpuacct and memory controllers. Off by default.
class CgroupCollector final : public Collector
{
public:
    CgroupCollector(const HostRoots &roots, std::size_t maxGroups);

    [[nodiscard]] std::string_view name() const override { return "cgroup"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Normal}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Group
    {
        TextFile cpu;
        TextFile memory;
        SeriesGroup series;
        std::optional<double> cpuUsBefore{};
        SteadyMs readAt{};
        bool isSeen = true; ///< in the last search
    };

    void findGroups();
    void visit(const std::string &relative, int depth);
    [[nodiscard]] std::optional<double> cpuMicroseconds(Group &group, ReadBuffer &buffer) const;

    std::string m_root;
    bool m_isUnified;
    std::size_t m_maxGroups;
    std::map<std::string, Group> m_groups; ///< by path below the root
    std::size_t m_runs = 0;
};

} // namespace qd::agent
