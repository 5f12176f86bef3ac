// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpanels.h"
#include "console/presenters/panelbuilders.h"

namespace qd::console::panels {

using namespace Qt::StringLiterals;

PanelFamily cpuFamily()
{
    PanelSpec usage = percentPanel("cpu.usage",
        {gauge("cpu.user", "user", kBlue), gauge("cpu.system", "system", kOrange),
            gauge("cpu.iowait", "iowait", kPink), gauge("cpu.nice", "nice", kTeal),
            gauge("cpu.irq", "irq", kYellow), gauge("cpu.softirq", "softirq", kViolet),
            gauge("cpu.steal", "steal", kCyan)});
    return {u"cpu"_s,
        {by("cpu", stacked(std::move(usage), gauge("cpu.busy", ""))),
            by("load",
                panel("cpu.load", Unit::None,
                    {gauge("load.1min", "1 min", kBlue), gauge("load.5min", "5 min", kOrange),
                        gauge("load.15min", "15 min", kTeal)})),
            by("cpu",
                panel("cpu.switches", Unit::PerSecond,
                    {rate("cpu.switches", "context switches", kBlue),
                        rate("cpu.interrupts", "interrupts", kOrange)})),
            by("pressure",
                panel("pressure", Unit::Percent,
                    {gauge("pressure.cpu.some.avg10", "cpu some", kBlue),
                        gauge("pressure.memory.some.avg10", "memory some", kOrange),
                        gauge("pressure.memory.full.avg10", "memory full", kPink),
                        gauge("pressure.io.some.avg10", "io some", kTeal),
                        gauge("pressure.io.full.avg10", "io full", kViolet)})),
            by("cpu",
                percentPanel("cpu.share",
                    {gauge("cpu.busy", "busy", kBlue), gauge("cpu.idle", "idle", kTeal),
                        gauge("cpu.guest", "guest", kViolet)})),
            by("load",
                panel("cpu.loadpercore", Unit::None,
                    {gauge("load.1min.percore", "1 min", kBlue), gauge("load.5min.percore", "5 min", kOrange),
                        gauge("load.15min.percore", "15 min", kTeal)})),
            optional(by("cpu", percentPanel("cpu.cores", {gaugeBy("percore.busy", "core")})))}};
}

PanelFamily memoryFamily()
{
    PanelSpec use = panel("memory.use", Unit::Bytes,
        {gauge("mem.memused", "used", kViolet), gauge("mem.buffers", "buffers", kOrange),
            gauge("mem.cached", "cached", kBlue), gauge("mem.memfree", "free", kTeal)});
    return {u"memory"_s,
        {by("memory", stacked(std::move(use), gauge("mem.memused", "used"))),
            by("memory",
                percentPanel("memory.percent",
                    {gauge("mem.memused.percent", "used", kViolet),
                        gauge("mem.memavailable.percent", "available", kTeal),
                        gauge("mem.memfree.percent", "free", kBlue)})),
            by("memory",
                panel("memory.available", Unit::Bytes,
                    {gauge("mem.memavailable", "available", kTeal), gauge("mem.memtotal", "total", kBlue)})),
            by("memory",
                panel("memory.kernel", Unit::Bytes,
                    {gauge("mem.slab", "slab", kBlue), gauge("mem.shmem", "shared", kOrange),
                        gauge("mem.pagetables", "page tables", kTeal), gauge("mem.dirty", "dirty", kPink)})),
            by("memory",
                panel("memory.swap", Unit::Bytes,
                    {gauge("mem.swapused", "used", kOrange), gauge("mem.swapfree", "free", kTeal),
                        gauge("mem.swaptotal", "total", kBlue)})),
            by("memory",
                percentPanel("memory.swappercent",
                    {gauge("mem.swapused.percent", "used", kOrange),
                        gauge("mem.swapfree.percent", "free", kTeal)})),
            by("memory",
                panel("memory.paging", Unit::PerSecond,
                    {rate("swap.pages.in", "swap in", kBlue), rate("swap.pages.out", "swap out", kOrange),
                        rate("vm.pgmajfault", "major faults", kPink)})),
            by("memory", panel("memory.faults", Unit::PerSecond, {rate("vm.pgfault", "page faults", kBlue)})),
            by("memory", panel("memory.oom", Unit::Count, {growth("vm.oom_kill", "killed", kPink)}))}};
}

PanelFamily diskFamily()
{
    return {u"disk"_s,
        {by("disk",
             panel("disk.io", Unit::BytesPerSecond,
                 {gaugeBy("disk.io.read_bytes", "device", "read"),
                     gaugeBy("disk.io.write_bytes", "device", "write")})),
            by("disk", percentPanel("disk.util", {gaugeBy("disk.io.util", "device")})),
            by("disk",
                panel("disk.await", Unit::Milliseconds,
                    {gaugeBy("disk.io.await", "device", "wait"),
                        gaugeBy("disk.io.svctm", "device", "service")})),
            by("disk",
                panel("disk.queue", Unit::None,
                    {gaugeBy("disk.io.avgqu-sz", "device", "queue"),
                        gaugeBy("disk.io.ios_in_progress", "device", "in progress")})),
            by("disk",
                panel("disk.requests", Unit::PerSecond,
                    {rateBy("disk.io.read_requests", "device", "read"),
                        rateBy("disk.io.write_requests", "device", "write")})),
            by("disk",
                panel("disk.merged", Unit::PerSecond,
                    {rateBy("disk.io.read_merged", "device", "read"),
                        rateBy("disk.io.write_merged", "device", "write")})),
            by("disk", panel("disk.size", Unit::Count, {gaugeBy("disk.io.avgrq_sz", "device")})),
            by("disk",
                panel("disk.time", Unit::None,
                    {rateBy("disk.io.msec_read", "device", "read"),
                        rateBy("disk.io.msec_write", "device", "write")})),
            by("filesystem", percentPanel("disk.filesystems", {gaugeBy("df.bytes.used.percent", "mount")})),
            by("filesystem",
                panel("disk.space", Unit::Bytes,
                    {gaugeBy("df.bytes.used", "mount", "used"),
                        gaugeBy("df.bytes.total", "mount", "total")})),
            by("filesystem", panel("disk.free", Unit::Bytes, {gaugeBy("df.bytes.free", "mount")})),
            by("filesystem", percentPanel("disk.inodes", {gaugeBy("df.inodes.used.percent", "mount")})),
            by("filesystem",
                panel("disk.inodecount", Unit::Count,
                    {gaugeBy("df.inodes.used", "mount", "used"),
                        gaugeBy("df.inodes.total", "mount", "total")})),
            by("filesystem",
                panel("disk.all", Unit::Bytes,
                    {gauge("df.statistics.used", "used", kViolet),
                        gauge("df.statistics.total", "total", kBlue)})),
            by("filesystem",
                percentPanel("disk.allpercent", {gauge("df.statistics.used.percent", "used", kViolet)})),
            by("filesystem", panel("disk.readonly", Unit::Bool, {gaugeBy("fs.readonly", "mount")})),
            optional(by("du", panel("disk.directories", Unit::Bytes, {gaugeBy("du.bs", "path")})))}};
}

PanelFamily sensorFamily()
{
    return {u"sensors"_s,
        {optional(by("temperature",
            panel("sensors.temperature", Unit::Celsius, {gaugeBy("hw.temperature", "sensor")})))}};
}

PanelFamily gpuFamily()
{
    const auto own = [](PanelSpec spec) { return optional(by("gpu", std::move(spec))); };
    return {u"gpu"_s,
        {own(percentPanel("gpu.util", {gaugeBy("gpu.util", "gpu"), gauge("gpu.util.avg", "average")})),
            own(panel("gpu.memory", Unit::Bytes,
                {gaugeBy("gpu.memory.used", "gpu", "used"), gaugeBy("gpu.memory.total", "gpu", "total")})),
            own(percentPanel("gpu.memorypercent",
                {gaugeBy("gpu.memory.util", "gpu"), gauge("gpu.memory.util.avg", "average")})),
            own(panel("gpu.temperature", Unit::Celsius, {gaugeBy("gpu.temperature", "gpu")})),
            own(panel("gpu.power", Unit::Watts, {gaugeBy("gpu.power.usage", "gpu")})),
            own(percentPanel("gpu.fan", {gaugeBy("gpu.fan.speed", "gpu")})),
            own(panel("gpu.count", Unit::Count, {gauge("gpu.count", "cards", kBlue)}))}};
}

} // namespace qd::console::panels
