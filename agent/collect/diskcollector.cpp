// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/diskcollector.h"

#include "agent/collect/counterdelta.h"
#include "agent/collect/textscan.h"

#include <algorithm>
#include <optional>

#include <unistd.h>

namespace qd::agent {

namespace {

enum Column : std::size_t {
    Reads,
    ReadMerged,
    ReadSectors,
    ReadMs,
    Writes,
    WriteMerged,
    WriteSectors,
    WriteMs,
    InProgress,
    BusyMs,
    WeightedMs
};

/// Metrics 0 to 10 are the columns themselves.
enum Metric : std::size_t { ReadBytes = 11, WriteBytes, RequestSize, QueueSize, Await, ServiceTime, Util };

constexpr std::array<MetricSpec, 18> kMetrics{{
    {"disk.io.read_requests", "count", MetricKind::Counter, Tier::Fast},
    {"disk.io.read_merged", "count", MetricKind::Counter, Tier::Fast},
    {"disk.io.read_sectors", "sectors", MetricKind::Counter, Tier::Fast},
    {"disk.io.msec_read", "ms", MetricKind::Counter, Tier::Fast},
    {"disk.io.write_requests", "count", MetricKind::Counter, Tier::Fast},
    {"disk.io.write_merged", "count", MetricKind::Counter, Tier::Fast},
    {"disk.io.write_sectors", "sectors", MetricKind::Counter, Tier::Fast},
    {"disk.io.msec_write", "ms", MetricKind::Counter, Tier::Fast},
    {"disk.io.ios_in_progress", "count", MetricKind::Gauge, Tier::Fast},
    {"disk.io.msec_total", "ms", MetricKind::Counter, Tier::Fast},
    {"disk.io.msec_weighted_total", "ms", MetricKind::Counter, Tier::Fast},
    {"disk.io.read_bytes", "bytes/s", MetricKind::Gauge, Tier::Fast},
    {"disk.io.write_bytes", "bytes/s", MetricKind::Gauge, Tier::Fast},
    {"disk.io.avgrq_sz", "sectors", MetricKind::Gauge, Tier::Fast},
    {"disk.io.avgqu-sz", "requests", MetricKind::Gauge, Tier::Fast},
    {"disk.io.await", "ms", MetricKind::Gauge, Tier::Fast},
    {"disk.io.svctm", "ms", MetricKind::Gauge, Tier::Fast},
    {"disk.io.util", "percent", MetricKind::Gauge, Tier::Fast},
}};

constexpr double kSectorBytes = 512.0;

/// For so long, and up to a tick more, a disk is not seen that is new or used for the first time.
constexpr std::chrono::milliseconds kTableInterval{55'000};

std::optional<DiskCounters> parseCounters(std::string_view text)
{
    DiskCounters counters{};
    const bool isWhole = std::ranges::all_of(counters, [&](std::uint64_t &counter) {
        const auto number = takeUnsigned(text);
        counter = number.value_or(0);
        return number.has_value();
    });
    return isWhole ? std::optional{counters} : std::nullopt;
}

/// sysfs cannot have a slash in a name: cciss/c0d0 is cciss!c0d0 there.
std::string sysfsName(std::string name)
{
    std::ranges::replace(name, '/', '!');
    return name;
}

} // namespace

DiskCollector::DiskCollector(const HostRoots &roots, std::vector<std::string> ignored)
    : m_diskstats(roots.proc + "/diskstats")
    , m_blockDirectory(roots.sys + "/block/")
    , m_hasBlockDirectory(::access(m_blockDirectory.c_str(), F_OK) == 0)
    , m_ignored(std::move(ignored))
{
}

Result<void> DiskCollector::collect(const CollectContext &context, SampleSink &sink)
{
    if (context.steady >= m_nextTable || !readOwnFiles(context.buffer)) {
        return collectTable(context, sink);
    }
    for (const auto &device : m_devices) {
        if (device->hasBefore) {
            putDevice(*device, context.steady, sink);
        }
    }
    return {};
}

/// The kernel needs several times as long for the table, which has partitions and idle loop devices too.
/// @return false if one of the files cannot be read: the table knows what became of that disk
bool DiskCollector::readOwnFiles(ReadBuffer &buffer)
{
    return std::ranges::all_of(m_devices, [&](const auto &device) {
        if (!device->hasBefore) {
            return true;
        }
        const auto text = device->ownFile.read(buffer);
        const auto counters = text ? parseCounters(*text) : std::nullopt;
        device->now = counters.value_or(DiskCounters{});
        return counters.has_value();
    });
}

Result<void> DiskCollector::collectTable(const CollectContext &context, SampleSink &sink)
{
    auto text = m_diskstats.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    Result<void> outcome;
    std::size_t position = 0;
    std::string_view rest = *text;
    std::string_view line;
    while (takeLine(rest, line)) {
        const bool hasNumbers = takeUnsigned(line) && takeUnsigned(line); // major and minor
        const std::string_view name = takeWord(line);
        const auto counters = parseCounters(line);
        if (!hasNumbers || name.empty() || !counters) {
            outcome = corruptFile(m_diskstats.path(), "a line has fewer than 14 columns");
            continue;
        }
        Device &device = deviceFor(name, position++);
        device.isSeen = true;
        if (device.isWanted) {
            device.now = *counters;
            putDevice(device, context.steady, sink);
        }
    }
    // In a container the table may be of the container's own use, which the disks' files are not.
    const bool areFilesAlike = outcome && m_hasBlockDirectory && m_diskstats.isOfProcfs();
    m_nextTable = areFilesAlike ? context.steady + kTableInterval : context.steady;
    if (outcome) {
        // A file that could not be read whole says nothing about what has vanished.
        std::erase_if(m_devices, [](const auto &device) { return !std::exchange(device->isSeen, false); });
    }
    return outcome;
}

DiskCollector::Device &DiskCollector::deviceFor(std::string_view name, std::size_t position)
{
    if (position < m_devices.size() && m_devices[position]->name == name) {
        return *m_devices[position];
    }
    const auto found =
        std::ranges::find_if(m_devices, [&](const auto &device) { return device->name == name; });
    if (found != m_devices.end()) {
        return **found;
    }
    const std::string owned{name};
    auto device = std::make_unique<Device>(Device{.name = owned,
        .isWanted = isWanted(owned),
        .ownFile = TextFile{m_blockDirectory + sysfsName(owned) + "/stat"},
        .readAt = {},
        .series = SeriesGroup{kMetrics, {{"device", owned}}}});
    const auto place = std::min(position, m_devices.size());
    return **m_devices.insert(m_devices.begin() + static_cast<std::ptrdiff_t>(place), std::move(device));
}

bool DiskCollector::isWanted(const std::string &name) const
{
    const auto matches = [&](const std::string &pattern) { return matchesPattern(name, pattern); };
    if (std::ranges::any_of(m_ignored, matches)) {
        return false;
    }
    return !m_hasBlockDirectory || ::access((m_blockDirectory + sysfsName(name)).c_str(), F_OK) == 0;
}

void DiskCollector::putDevice(Device &device, SteadyMs readAt, SampleSink &sink)
{
    const DiskCounters &now = device.now;
    const bool isUnused = now[Reads] == 0 && now[Writes] == 0 && now[InProgress] == 0;
    if (isUnused && !device.hasBefore) {
        return;
    }
    for (std::size_t column = 0; column < now.size(); ++column) {
        device.series.put(sink, column, static_cast<double>(now[column]));
    }
    const auto elapsed = static_cast<double>((readAt - device.readAt).count());
    if (device.hasBefore && elapsed > 0.0) {
        putRates(device, elapsed, sink);
    }
    device.before = now;
    device.hasBefore = true;
    device.readAt = readAt;
}

void DiskCollector::putRates(Device &device, double elapsedMs, SampleSink &sink)
{
    std::array<double, kMetrics.size()> grown{};
    for (std::size_t column = 0; column < device.now.size(); ++column) {
        if (column == InProgress) {
            continue;
        }
        const auto delta = counterDelta(device.before[column], device.now[column]);
        if (!delta) {
            return; // another device under the same name: there is no interval to speak about
        }
        grown[column] = static_cast<double>(*delta);
    }
    const double requests = grown[Reads] + grown[Writes];
    const auto perRequest = [&](double sum) { return requests > 0.0 ? rounded(sum / requests, 2) : 0.0; };
    SeriesGroup &series = device.series;
    series.put(sink, ReadBytes, rounded(grown[ReadSectors] * kSectorBytes * 1000.0 / elapsedMs, 0));
    series.put(sink, WriteBytes, rounded(grown[WriteSectors] * kSectorBytes * 1000.0 / elapsedMs, 0));
    series.put(sink, RequestSize, perRequest(grown[ReadSectors] + grown[WriteSectors]));
    series.put(sink, QueueSize, rounded(grown[WeightedMs] / elapsedMs, 2));
    series.put(sink, Await, perRequest(grown[ReadMs] + grown[WriteMs]));
    series.put(sink, ServiceTime, perRequest(grown[BusyMs]));
    // The kernel's clock tick and ours differ by some ms, so a busy disk would read 100.1.
    series.put(sink, Util, rounded(std::min(grown[BusyMs] * 100.0 / elapsedMs, 100.0), 2));
}

} // namespace qd::agent
