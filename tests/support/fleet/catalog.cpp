// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/catalog.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace qd::fleet {

namespace {

constexpr double kGb = 1e9;

/// One row of the table: a metric, and the label sets that it comes with.
struct Row
{
    std::string_view name;
    std::string_view unit;
    std::string_view labels; ///< which of the sets below
    MetricShape shape;
};

constexpr MetricShape gauge(
    double offset, double gain, double noise, double step = 0.01, std::int32_t every = 1)
{
    return {offset, gain, noise, step, false, every, false};
}

constexpr MetricShape counter(double offset, double gain, std::int32_t every = 1)
{
    return {offset, gain, 0.0, 1.0, true, every, false};
}

// Order is importance: a fleet with few series a host sends the first ones.
constexpr std::array kRows{
    Row{"cpu.idle", "percent", "", gauge(99.0, -92.0, 0.0)},
    Row{"cpu.busy", "percent", "", gauge(1.0, 92.0, 0.0)},
    Row{"mem.memused.percent", "percent", "", gauge(34.0, 38.0, 0.3)},
    Row{"load.1min", "tasks", "", gauge(0.1, 9.0, 0.4)},
    Row{"net.if.in.bytes", "bytes", "iface", counter(40'000, 6e7)},
    Row{"net.if.out.bytes", "bytes", "iface", counter(30'000, 9e7)},
    Row{"net.if.in.bits", "bits", "iface", counter(320'000, 4.8e8)},
    Row{"net.if.out.bits", "bits", "iface", counter(240'000, 7.2e8)},
    Row{"net.if.total.bits", "bits", "iface", counter(560'000, 1.2e9)},
    Row{"disk.io.util", "percent", "device", gauge(0.3, 55.0, 2.0)},
    Row{"disk.io.await", "ms", "device", gauge(0.2, 6.0, 0.4)},
    Row{"df.bytes.used.percent", "percent", "mount", gauge(41.0, 12.0, 0.0, 0.01, 6)},
    Row{"agent.alive", "bool", "", gauge(1.0, 0.0, 0.0, 1.0)},
    Row{"cpu.user", "percent", "", gauge(0.6, 64.0, 1.5)},
    Row{"cpu.system", "percent", "", gauge(0.3, 19.0, 0.6)},
    Row{"cpu.iowait", "percent", "", gauge(0.05, 6.0, 0.3)},
    Row{"cpu.nice", "percent", "", gauge(0.0, 0.0, 0.0)},
    Row{"cpu.irq", "percent", "", gauge(0.0, 0.0, 0.0)},
    Row{"cpu.softirq", "percent", "", gauge(0.05, 2.4, 0.1)},
    Row{"cpu.steal", "percent", "", gauge(0.0, 0.4, 0.05)},
    Row{"cpu.guest", "percent", "", gauge(0.0, 0.0, 0.0)},
    Row{"cpu.switches", "count", "", counter(900, 90'000)},
    Row{"cpu.interrupts", "count", "", counter(600, 52'000, 3)},
    Row{"load.1min.percore", "tasks", "", gauge(0.0, 0.56, 0.03)},
    Row{"load.5min", "tasks", "", gauge(0.1, 8.6, 0.1)},
    Row{"load.5min.percore", "tasks", "", gauge(0.0, 0.54, 0.01)},
    Row{"load.15min", "tasks", "", gauge(0.1, 8.2, 0.03)},
    Row{"load.15min.percore", "tasks", "", gauge(0.0, 0.51, 0.01)},
    Row{"mem.memtotal", "bytes", "", gauge(64 * kGb, 0.0, 0.0, 4096)},
    Row{"mem.memused", "bytes", "", gauge(21.8 * kGb, 24.3 * kGb, 0.1 * kGb, 4096)},
    Row{"mem.memfree", "bytes", "", gauge(18.0 * kGb, -14.0 * kGb, 0.1 * kGb, 4096)},
    Row{"mem.memavailable", "bytes", "", gauge(41.0 * kGb, -24.0 * kGb, 0.1 * kGb, 4096)},
    Row{"mem.memavailable.percent", "percent", "", gauge(64.0, -37.0, 0.2)},
    Row{"mem.memfree.percent", "percent", "", gauge(28.0, -22.0, 0.2)},
    Row{"mem.buffers", "bytes", "", gauge(0.6 * kGb, 0.2 * kGb, 0.0, 4096)},
    Row{"mem.cached", "bytes", "", gauge(22.0 * kGb, -8.0 * kGb, 0.05 * kGb, 4096)},
    Row{"mem.shmem", "bytes", "", gauge(0.2 * kGb, 0.0, 0.0, 4096)},
    Row{"mem.slab", "bytes", "", gauge(1.1 * kGb, 0.4 * kGb, 0.0, 4096)},
    Row{"mem.pagetables", "bytes", "", gauge(0.08 * kGb, 0.05 * kGb, 0.0, 4096)},
    Row{"mem.dirty", "bytes", "", gauge(0.002 * kGb, 0.2 * kGb, 0.02 * kGb, 4096)},
    Row{"mem.swaptotal", "bytes", "", gauge(8.0 * kGb, 0.0, 0.0, 4096)},
    Row{"mem.swapfree", "bytes", "", gauge(8.0 * kGb, 0.0, 0.0, 4096)},
    Row{"mem.swapused", "bytes", "", gauge(0.0, 0.0, 0.0, 4096)},
    Row{"mem.swapfree.percent", "percent", "", gauge(100.0, 0.0, 0.0)},
    Row{"mem.swapused.percent", "percent", "", gauge(0.0, 0.0, 0.0)},
    Row{"swap.pages.in", "pages", "", counter(0, 0, 3)},
    Row{"swap.pages.out", "pages", "", counter(0, 0, 3)},
    Row{"vm.pgfault", "count", "", counter(800, 41'000, 3)},
    Row{"vm.pgmajfault", "count", "", counter(0, 3, 3)},
    Row{"vm.oom_kill", "count", "", counter(0, 0, 3)},
    Row{"pressure.cpu.some.avg10", "percent", "", gauge(0.0, 14.0, 0.5)},
    Row{"pressure.memory.some.avg10", "percent", "", gauge(0.0, 0.2, 0.0)},
    Row{"pressure.memory.full.avg10", "percent", "", gauge(0.0, 0.1, 0.0)},
    Row{"pressure.io.some.avg10", "percent", "", gauge(0.0, 9.0, 0.4)},
    Row{"pressure.io.full.avg10", "percent", "", gauge(0.0, 6.0, 0.3)},
    Row{"df.bytes.total", "bytes", "mount", gauge(200 * kGb, 0.0, 0.0, 4096, 6)},
    Row{"df.bytes.used", "bytes", "mount", gauge(82 * kGb, 24 * kGb, 0.0, 4096, 6)},
    Row{"df.bytes.free", "bytes", "mount", gauge(118 * kGb, -24 * kGb, 0.0, 4096, 6)},
    Row{"df.bytes.free.percent", "percent", "mount", gauge(59.0, -12.0, 0.0, 0.01, 6)},
    Row{"df.inodes.used.percent", "percent", "mount", gauge(7.0, 2.0, 0.0, 0.01, 6)},
    Row{"df.statistics.total", "bytes", "", gauge(400 * kGb, 0.0, 0.0, 4096, 6)},
    Row{"df.statistics.used", "bytes", "", gauge(164 * kGb, 48 * kGb, 0.0, 4096, 6)},
    Row{"df.statistics.used.percent", "percent", "", gauge(41.0, 12.0, 0.0, 0.01, 6)},
    Row{"disk.io.read_requests", "count", "device", counter(2, 900)},
    Row{"disk.io.write_requests", "count", "device", counter(8, 2'400)},
    Row{"disk.io.read_sectors", "sectors", "device", counter(64, 90'000)},
    Row{"disk.io.write_sectors", "sectors", "device", counter(300, 160'000)},
    Row{"disk.io.msec_read", "ms", "device", counter(1, 400)},
    Row{"disk.io.msec_write", "ms", "device", counter(3, 1'200)},
    Row{"disk.io.msec_total", "ms", "device", counter(3, 560)},
    Row{"disk.io.ios_in_progress", "count", "device", gauge(0.0, 4.0, 0.8, 1.0)},
    Row{"disk.io.read_bytes", "bytes/s", "device", gauge(30'000, 4.6e7, 200'000, 1.0)},
    Row{"disk.io.write_bytes", "bytes/s", "device", gauge(150'000, 8.2e7, 400'000, 1.0)},
    Row{"disk.io.avgrq_sz", "sectors", "device", gauge(24.0, 60.0, 4.0)},
    Row{"disk.io.avgqu-sz", "requests", "device", gauge(0.01, 3.4, 0.2)},
    Row{"disk.io.svctm", "ms", "device", gauge(0.1, 0.8, 0.05)},
    Row{"fs.readonly", "bool", "mount", gauge(0.0, 0.0, 0.0, 1.0, 6)},
    Row{"net.if.in.packets", "packets", "iface", counter(90, 52'000)},
    Row{"net.if.out.packets", "packets", "iface", counter(80, 61'000)},
    Row{"net.if.in.errors", "count", "iface", counter(0, 0)},
    Row{"net.if.out.errors", "count", "iface", counter(0, 0)},
    Row{"net.if.in.dropped", "count", "iface", counter(0, 0.4)},
    Row{"net.if.out.dropped", "count", "iface", counter(0, 0)},
    Row{"net.if.in.percent", "percent", "iface", gauge(0.0, 4.8, 0.1)},
    Row{"net.if.out.percent", "percent", "iface", gauge(0.0, 7.2, 0.1)},
    Row{"net.if.total.bytes", "bytes", "iface", counter(70'000, 1.5e8)},
    Row{"net.if.speed.bits", "bits/s", "iface", gauge(1e10, 0.0, 0.0, 1.0, 12)},
    Row{"net.if.up", "bool", "iface", gauge(1.0, 0.0, 0.0, 1.0, 3)},
    Row{"TcpExt.ListenOverflows", "count", "", counter(0, 0.02, 3)},
    Row{"TcpExt.ListenDrops", "count", "", counter(0, 0.02, 3)},
    Row{"TcpExt.TCPTimeouts", "count", "", counter(0.1, 3, 3)},
    Row{"TcpExt.TCPFastRetrans", "count", "", counter(0.1, 9, 3)},
    Row{"TcpExt.TCPSynRetrans", "count", "", counter(0.02, 0.6, 3)},
    Row{"TcpExt.TW", "count", "", counter(2, 900, 3)},
    Row{"snmp.Tcp.ActiveOpens", "count", "", counter(3, 700, 3)},
    Row{"snmp.Tcp.PassiveOpens", "count", "", counter(2, 1'100, 3)},
    Row{"snmp.Tcp.RetransSegs", "count", "", counter(0.4, 24, 3)},
    Row{"snmp.Tcp.InSegs", "count", "", counter(90, 50'000, 3)},
    Row{"snmp.Tcp.OutSegs", "count", "", counter(80, 60'000, 3)},
    Row{"snmp.Tcp.CurrEstab", "count", "", gauge(24, 2'100, 8, 1.0, 3)},
    Row{"snmp.Udp.InDatagrams", "count", "", counter(4, 60, 3)},
    Row{"ss.established", "count", "", gauge(24, 2'100, 8, 1.0, 3)},
    Row{"ss.time-wait", "count", "", gauge(6, 900, 20, 1.0, 3)},
    Row{"ss.listen", "count", "", gauge(14, 0.0, 0.0, 1.0, 3)},
    Row{"kernel.files.allocated", "count", "", gauge(2'400, 6'000, 40, 32.0, 6)},
    Row{"sys.users", "count", "", gauge(0.0, 1.2, 0.3, 1.0, 6)},
    Row{"proc.count.total", "count", "", gauge(240, 90, 4, 1.0, 3)},
    Row{"proc.count.running", "count", "", gauge(1.0, 8.0, 0.8, 1.0, 3)},
    Row{"proc.count.blocked", "count", "", gauge(0.0, 1.4, 0.4, 1.0, 3)},
    Row{"proc.count.sleeping", "count", "", gauge(236, 80, 4, 1.0, 3)},
    Row{"proc.count.zombie", "count", "", gauge(0.0, 0.0, 0.0, 1.0, 3)},
    Row{"proc.count.threads", "count", "", gauge(900, 800, 10, 1.0, 3)},
    Row{"agent.cpu", "percent", "", gauge(0.02, 0.02, 0.01, 0.01, 3)},
    Row{"agent.mem.rss", "bytes", "", gauge(6.2e6, 0.0, 0.0, 4096, 3)},
    Row{"agent.fds", "count", "", gauge(9, 0.0, 0.0, 1.0, 3)},
    Row{"agent.uptime", "seconds", "", counter(1, 0, 3)},
};

std::vector<std::vector<Labels::Pair>> labelSets(std::string_view kind)
{
    if (kind == "iface") {
        return {{{"iface", "eth0"}}};
    }
    if (kind == "device") {
        return {{{"device", "nvme0n1"}}, {{"device", "nvme1n1"}}};
    }
    if (kind == "mount") {
        return {{{"mount", "/"}, {"fstype", "ext4"}}, {{"mount", "/var/lib/data"}, {"fstype", "xfs"}}};
    }
    return {{}};
}

/// As in an agent: the fast tier of CPU, load, memory, network and disks.
bool joinsBursts(std::string_view name, const MetricShape &shape)
{
    constexpr std::array<std::string_view, 5> kGroups{"cpu.", "load.", "mem.", "net.if.", "disk.io."};
    return shape.everyRows == 1
        && std::ranges::any_of(kGroups, [&](std::string_view group) { return name.starts_with(group); });
}

void add(Catalog &catalog, std::string_view name, std::string_view unit, std::vector<Labels::Pair> labels,
    const MetricShape &shape, std::int32_t intervalMs)
{
    labels.emplace_back("__name__", name);
    SeriesDescription series;
    series.labels = Labels{std::move(labels)};
    series.unit = unit;
    series.kind = shape.isCounter ? MetricKind::Counter : MetricKind::Gauge;
    series.intervalMs = intervalMs * shape.everyRows;
    catalog.entries.push_back({static_cast<std::uint32_t>(catalog.entries.size()), std::move(series)});
    catalog.shapes.push_back(shape);
    catalog.shapes.back().joinsBursts = joinsBursts(name, shape);
}

} // namespace

Catalog makeCatalog(int seriesPerHost, std::int32_t intervalMs)
{
    Catalog catalog;
    const auto wanted = static_cast<std::size_t>(seriesPerHost);
    for (const Row &row : kRows) {
        for (const auto &labels : labelSets(row.labels)) {
            if (wanted == 0 || catalog.entries.size() < wanted) {
                add(catalog, row.name, row.unit, labels, row.shape, intervalMs);
            }
        }
    }
    for (int core = 0; catalog.entries.size() < wanted; ++core) {
        std::array<char, 16> name{};
        std::snprintf(name.data(), name.size(), "core%02d", core);
        add(catalog, "percore.busy", "percent", {{"core", name.data()}}, gauge(1.0, 92.0, 4.0), intervalMs);
    }
    return catalog;
}

} // namespace qd::fleet
