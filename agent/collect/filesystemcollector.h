// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/backgroundtask.h"
#include "agent/collect/collector.h"
#include "agent/collect/mounttable.h"
#include "agent/collect/textfile.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// What statvfs() says, in bytes and inodes.
struct MountUsage
{
    std::uint64_t totalBytes = 0;
    std::uint64_t freeBytes = 0; ///< free, also for root only
    std::uint64_t availableBytes = 0; ///< free for everybody
    std::uint64_t totalInodes = 0; ///< 0: the file system has no fixed number
    std::uint64_t freeInodes = 0;
    bool isReadOnly = false;
};

/// Asks the file system; hangs as long as it hangs. A write is tried by access(), which changes nothing.
/// @errors Unavailable
[[nodiscard]] Result<MountUsage> readMountUsage(const std::string &mountPoint);

/// df.* and fs.readonly of real mounts. Those that may hang are asked on the worker pool: a dead NFS server
/// costs its own metrics and an error. For the others waking a thread would cost more than the question.
class FilesystemCollector final : public Collector
{
public:
    using UsageReader = std::function<Result<MountUsage>(const std::string &mountPoint)>;

    FilesystemCollector(const HostRoots &roots, WorkerPool &pool, MountFilter filter,
        std::chrono::milliseconds timeout, UsageReader reader = readMountUsage);

    [[nodiscard]] std::string_view name() const override { return "filesystem"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Slow}); }
    void prepare(const CollectContext &context) override;
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Watched
    {
        Mount mount;
        SeriesGroup usage; ///< labels mount and fstype
        SeriesGroup state; ///< label mount
        BackgroundTask<Result<MountUsage>> task{};
    };

    Result<void> readMounts(const CollectContext &context);
    void adopt(std::vector<Mount> mounts);
    static void putUsage(Watched &watched, const MountUsage &usage, SampleSink &sink);

    WorkerPool &m_pool;
    MountFilter m_filter;
    std::chrono::milliseconds m_timeout;
    UsageReader m_reader;
    TextFile m_mountinfo;
    bool m_hasMounts = false; ///< m_mounts are those of the newest text
    Result<void> m_prepared; ///< how the last prepare() went
    std::vector<std::unique_ptr<Watched>> m_mounts;
    SeriesGroup m_sums;
};

} // namespace qd::agent
