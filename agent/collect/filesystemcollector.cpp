// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/filesystemcollector.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <sys/statvfs.h>
#include <unistd.h>

namespace qd::agent {

namespace {

enum UsageMetric : std::size_t {
    BytesTotal,
    BytesUsed,
    BytesFree,
    BytesUsedPercent,
    BytesFreePercent,
    InodesTotal,
    InodesUsed,
    InodesFree,
    InodesUsedPercent,
    InodesFreePercent
};

constexpr std::array<MetricSpec, 10> kUsage{{
    {"df.bytes.total", "bytes", MetricKind::Gauge, Tier::Slow},
    {"df.bytes.used", "bytes", MetricKind::Gauge, Tier::Slow},
    {"df.bytes.free", "bytes", MetricKind::Gauge, Tier::Slow},
    {"df.bytes.used.percent", "percent", MetricKind::Gauge, Tier::Slow},
    {"df.bytes.free.percent", "percent", MetricKind::Gauge, Tier::Slow},
    {"df.inodes.total", "count", MetricKind::Gauge, Tier::Slow},
    {"df.inodes.used", "count", MetricKind::Gauge, Tier::Slow},
    {"df.inodes.free", "count", MetricKind::Gauge, Tier::Slow},
    {"df.inodes.used.percent", "percent", MetricKind::Gauge, Tier::Slow},
    {"df.inodes.free.percent", "percent", MetricKind::Gauge, Tier::Slow},
}};

constexpr std::array<MetricSpec, 1> kState{{{"fs.readonly", "bool", MetricKind::Gauge, Tier::Slow}}};

enum SumMetric : std::size_t { SumTotal, SumUsed, SumUsedPercent };

constexpr std::array<MetricSpec, 3> kSums{{
    {"df.statistics.total", "bytes", MetricKind::Gauge, Tier::Slow},
    {"df.statistics.used", "bytes", MetricKind::Gauge, Tier::Slow},
    {"df.statistics.used.percent", "percent", MetricKind::Gauge, Tier::Slow},
}};

/// Their answer is in memory, whatever became of the disk. Others wait for somebody: a server, a program, or
/// as XFS on some kernels, work of their own.
constexpr std::array<std::string_view, 4> kPromptTypes{"ext2", "ext3", "ext4", "tmpfs"};

bool isPrompt(const Mount &mount)
{
    return std::ranges::find(kPromptTypes, mount.type) != kPromptTypes.end();
}

std::uint64_t usedBytes(const MountUsage &usage)
{
    return usage.totalBytes - std::min(usage.freeBytes, usage.totalBytes);
}

double percent(std::uint64_t part, std::uint64_t whole)
{
    return whole == 0 ? 0.0 : rounded(static_cast<double>(part) * 100.0 / static_cast<double>(whole), 2);
}

} // namespace

Result<MountUsage> readMountUsage(const std::string &mountPoint)
{
    struct statvfs status
    {
    };
    if (::statvfs(mountPoint.c_str(), &status) != 0) {
        return failure(ErrorCode::Unavailable, "mount " + mountPoint + ": " + std::strerror(errno),
            {{"mount", mountPoint}});
    }
    const std::uint64_t block = status.f_frsize;
    MountUsage usage{status.f_blocks * block, status.f_bfree * block, status.f_bavail * block, status.f_files,
        status.f_ffree, (status.f_flag & ST_RDONLY) != 0};
    usage.isReadOnly = usage.isReadOnly || (::access(mountPoint.c_str(), W_OK) != 0 && errno == EROFS);
    return usage;
}

FilesystemCollector::FilesystemCollector(const HostRoots &roots, WorkerPool &pool, MountFilter filter,
    std::chrono::milliseconds timeout, UsageReader reader)
    : m_pool(pool)
    , m_filter(std::move(filter))
    , m_timeout(timeout)
    , m_reader(std::move(reader))
    , m_mountinfo(roots.proc + "/self/mountinfo")
    , m_sums(kSums)
{
}

Result<void> FilesystemCollector::readMounts(const CollectContext &context)
{
    // Mounts seldom change, and the kernel says when they did. It does not when a disk's errors make a file
    // system read-only, but asking each for its usage shows that.
    if (m_hasMounts && m_mountinfo.isKnownUnchanged()) {
        return {};
    }
    m_hasMounts = false;
    auto text = m_mountinfo.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    auto mounts = parseMountinfo(*text, m_filter);
    if (!mounts) {
        return failure(std::move(mounts).error());
    }
    adopt(std::move(*mounts));
    m_hasMounts = true;
    return {};
}

void FilesystemCollector::prepare(const CollectContext &context)
{
    m_prepared = readMounts(context);
    if (!m_prepared) {
        return;
    }
    for (const auto &watched : m_mounts) {
        if (isPrompt(watched->mount)) {
            watched->task.finish(m_reader(watched->mount.mountPoint));
            continue;
        }
        const bool isAccepted = watched->task.start(
            m_pool,
            [reader = m_reader, point = watched->mount.mountPoint](
                const std::stop_token &) { return reader(point); },
            m_timeout, context.steady);
        if (!isAccepted && m_prepared) {
            m_prepared = failure(
                ErrorCode::Unavailable, "no thread is left to ask mount " + watched->mount.mountPoint);
        }
    }
}

void FilesystemCollector::adopt(std::vector<Mount> mounts)
{
    std::vector<std::unique_ptr<Watched>> kept;
    for (Mount &mount : mounts) {
        const auto known = std::ranges::find_if(m_mounts, [&](const auto &watched) {
            return watched && watched->mount.mountPoint == mount.mountPoint
                && watched->mount.type == mount.type;
        });
        if (known != m_mounts.end()) {
            (*known)->mount = std::move(mount);
            kept.push_back(std::move(*known));
            continue;
        }
        std::vector<Labels::Pair> labels{{"mount", mount.mountPoint}, {"fstype", mount.type}};
        kept.push_back(std::make_unique<Watched>(Watched{mount, SeriesGroup{kUsage, std::move(labels)},
            SeriesGroup{kState, {{"mount", mount.mountPoint}}}}));
    }
    m_mounts = std::move(kept);
}

Result<void> FilesystemCollector::collect(const CollectContext &context, SampleSink &sink)
{
    Result<void> first = m_prepared;
    MountUsage sum;
    std::size_t summed = 0;
    bool isWhole = true;
    for (const auto &watched : m_mounts) {
        const auto usage = watched->task.take();
        if (usage && *usage) {
            putUsage(*watched, **usage, sink);
            sum.totalBytes += watched->mount.isLocal ? (*usage)->totalBytes : 0;
            sum.freeBytes += watched->mount.isLocal ? (*usage)->freeBytes : 0;
            summed += watched->mount.isLocal ? 1U : 0U;
            continue;
        }
        isWhole = isWhole && !watched->mount.isLocal;
        if (usage && first) {
            first = failure(usage->error());
        } else if (watched->task.isOverdue(context.steady) && first) {
            first = failure(ErrorCode::Timeout, "mount " + watched->mount.mountPoint + " does not answer",
                {{"mount", watched->mount.mountPoint}});
        }
    }
    // A sum over some of the mounts would look like a disk that was pulled out.
    if (isWhole && summed > 0) {
        m_sums.put(sink, SumTotal, static_cast<double>(sum.totalBytes));
        m_sums.put(sink, SumUsed, static_cast<double>(usedBytes(sum)));
        m_sums.put(sink, SumUsedPercent, percent(usedBytes(sum), sum.totalBytes));
    }
    return first;
}

void FilesystemCollector::putUsage(Watched &watched, const MountUsage &usage, SampleSink &sink)
{
    SeriesGroup &series = watched.usage;
    const std::uint64_t used = usedBytes(usage);
    series.put(sink, BytesTotal, static_cast<double>(usage.totalBytes));
    series.put(sink, BytesUsed, static_cast<double>(used));
    series.put(sink, BytesFree, static_cast<double>(usage.availableBytes));
    // As df counts it: what is reserved for root is neither used nor free.
    if (const std::uint64_t usable = used + usage.availableBytes; usable > 0) {
        const double usedPercent = percent(used, usable);
        series.put(sink, BytesUsedPercent, usedPercent);
        series.put(sink, BytesFreePercent, rounded(100.0 - usedPercent, 2));
    }
    if (usage.totalInodes > 0) {
        const std::uint64_t usedInodes = usage.totalInodes - std::min(usage.freeInodes, usage.totalInodes);
        const double usedPercent = percent(usedInodes, usage.totalInodes);
        series.put(sink, InodesTotal, static_cast<double>(usage.totalInodes));
        series.put(sink, InodesUsed, static_cast<double>(usedInodes));
        series.put(sink, InodesFree, static_cast<double>(usage.freeInodes));
        series.put(sink, InodesUsedPercent, usedPercent);
        series.put(sink, InodesFreePercent, rounded(100.0 - usedPercent, 2));
    }
    watched.state.put(sink, 0, usage.isReadOnly || watched.mount.isReadOnly ? 1.0 : 0.0);
}

} // namespace qd::agent
