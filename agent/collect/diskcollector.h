// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace qd::agent {

/// The first eleven numbers of a line of /proc/diskstats and of /sys/block/NAME/stat, which every kernel
/// since 2.6 has: reads completed, merged, sectors, ms; writes completed, merged, sectors, ms; in progress,
/// ms busy, ms weighted. Sectors are 512 bytes.
using DiskCounters = std::array<std::uint64_t, 11>;

/// disk.io.* of whole disks (partitions would count everything twice) that have ever been used.
class DiskCollector final : public Collector
{
public:
    /// @param ignored  shell patterns of device names
    DiskCollector(const HostRoots &roots, std::vector<std::string> ignored);

    [[nodiscard]] std::string_view name() const override { return "disk"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Fast}); }
    [[nodiscard]] bool joinsBursts() const override { return true; }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Device
    {
        std::string name;
        bool isWanted = false;
        bool isSeen = true; ///< in this run
        bool hasBefore = false; ///< it has ever been used
        TextFile ownFile;
        DiskCounters now{};
        DiskCounters before{};
        SteadyMs readAt;
        SeriesGroup series;
    };

    [[nodiscard]] bool readOwnFiles(ReadBuffer &buffer);
    Result<void> collectTable(const CollectContext &context, SampleSink &sink);
    [[nodiscard]] Device &deviceFor(std::string_view name, std::size_t position);
    [[nodiscard]] bool isWanted(const std::string &name) const;
    static void putDevice(Device &device, SteadyMs readAt, SampleSink &sink);
    static void putRates(Device &device, double elapsedMs, SampleSink &sink);

    TextFile m_diskstats;
    std::string m_blockDirectory;
    bool m_hasBlockDirectory;
    std::vector<std::string> m_ignored;
    std::vector<std::unique_ptr<Device>> m_devices; ///< in the order of the table
    SteadyMs m_nextTable; ///< until then the disks' own files say the same
};

} // namespace qd::agent
