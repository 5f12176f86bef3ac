// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/collectsettings.h"
#include "agent/collect/procdirectory.h"
#include "agent/collect/textfile.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace qd::agent {

/// proc.count.* of all processes (running and blocked come from the collector "cpu") and proc.* of each
/// configured group. One walk over /proc serves both.
class ProcessCollector final : public Collector
{
public:
    ProcessCollector(const HostRoots &roots, const std::vector<ProcessGroup> &groups);

    [[nodiscard]] std::string_view name() const override { return "process"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Normal}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    /// What a walk found, for the next.
    struct Known
    {
        std::int32_t pid = 0;
        std::uint32_t threads = 0;
        char state = '?';
        bool isKernelThread = false;
    };
    /// What is remembered of a group's process between two walks.
    struct Member
    {
        std::uint64_t startTicks = 0;
        std::uint64_t cpuTicks = 0;
        std::uint64_t readBytes = 0;
        std::uint64_t writtenBytes = 0;
        bool isSeen = true;
    };
    struct Group
    {
        ProcessGroup filter;
        SeriesGroup series;
        std::unordered_map<std::int32_t, Member> members{};
        std::uint64_t readBytes = 0; ///< grows only: processes that end take nothing away
        std::uint64_t writtenBytes = 0;
        SteadyMs walkedAt{};
        bool hasWalked = false;
    };
    /// Sums of one walk.
    struct Totals
    {
        std::size_t processes = 0;
        std::uint64_t rssPages = 0;
        std::uint64_t threads = 0;
        std::uint64_t cpuTicks = 0; ///< since the walk before
        std::size_t descriptors = 0;
        bool hasDescriptors = true;
        bool hasIo = true;
        std::uint64_t oldestStart = UINT64_MAX;
    };

    void countProcess(const Known &process);
    [[nodiscard]] bool isUnchanged(const Known &process, ReadBuffer &buffer);
    void addToGroups(std::int32_t pid, const ProcessStat &stat, ReadBuffer &buffer);
    void addMember(
        Group &group, Totals &totals, std::int32_t pid, const ProcessStat &stat, ReadBuffer &buffer);
    void addIo(
        Group &group, Totals &totals, Member &member, std::int32_t pid, bool isCounted, ReadBuffer &buffer);
    void putGroup(
        Group &group, const Totals &totals, const CollectContext &context, double uptime, SampleSink &sink);
    [[nodiscard]] bool matches(
        const Group &group, std::int32_t pid, std::string_view command, ReadBuffer &buffer) const;

    ProcDirectory m_processes;
    TextFile m_uptime;
    TextFile m_meminfo;
    double m_memoryBytes = 0.0;
    std::vector<Known> m_known; ///< of this walk so far, by pid
    std::vector<Known> m_before; ///< of the last one
    std::size_t m_walks = 0;
    std::vector<Group> m_groups;
    std::vector<Totals> m_totals; ///< of this walk, by group
    std::uint64_t m_total = 0;
    std::uint64_t m_sleeping = 0;
    std::uint64_t m_zombies = 0;
    std::uint64_t m_threads = 0;
    SeriesGroup m_series;
};

} // namespace qd::agent
