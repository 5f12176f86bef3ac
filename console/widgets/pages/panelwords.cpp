// SPDX-License-Identifier: GPL-3.0-or-later
// What the panels of the catalogue, their sections and their curves are called.
#include "console/widgets/pages/words.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <string_view>

namespace qd::console::words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::words)
};

[[nodiscard]] QHash<QString, QString> panelTitles()
{
    return {
        {u"overview.cpu"_s, Words::tr("CPU usage")},
        {u"overview.memory"_s, Words::tr("Memory used")},
        {u"overview.network"_s, Words::tr("Network throughput")},
        {u"overview.load"_s, Words::tr("Load per core")},
        {u"overview.disk"_s, Words::tr("Disk throughput")},
        {u"overview.filesystems"_s, Words::tr("Fullest filesystem")},
        {u"cpu.usage"_s, Words::tr("CPU by kind of work")},
        {u"cpu.load"_s, Words::tr("Load average")},
        {u"cpu.switches"_s, Words::tr("Context switches and interrupts")},
        {u"pressure"_s, Words::tr("Pressure stall")},
        {u"memory.use"_s, Words::tr("Memory by use")},
        {u"memory.percent"_s, Words::tr("Memory share")},
        {u"memory.swap"_s, Words::tr("Swap")},
        {u"memory.paging"_s, Words::tr("Paging")},
        {u"disk.io"_s, Words::tr("Disk throughput")},
        {u"disk.util"_s, Words::tr("Disk utilisation")},
        {u"disk.await"_s, Words::tr("Disk wait per request")},
        {u"disk.queue"_s, Words::tr("Disk queue length")},
        {u"disk.requests"_s, Words::tr("Disk requests")},
        {u"disk.filesystems"_s, Words::tr("Filesystem fill")},
        {u"net.bits"_s, Words::tr("Network throughput")},
        {u"net.packets"_s, Words::tr("Network packets")},
        {u"net.errors"_s, Words::tr("Network errors")},
        {u"net.conntrack"_s, Words::tr("Connection tracking")},
        {u"tcp.connections"_s, Words::tr("TCP connections opened")},
        {u"tcp.segments"_s, Words::tr("TCP segments")},
        {u"tcp.retransmits"_s, Words::tr("TCP retransmits")},
        {u"tcp.sockets"_s, Words::tr("TCP sockets by state")},
        {u"udp.datagrams"_s, Words::tr("UDP datagrams")},
        {u"udp.errors"_s, Words::tr("UDP errors")},
        {u"proc.count"_s, Words::tr("Processes and threads")},
        {u"proc.states"_s, Words::tr("Processes by state")},
        {u"kernel.files"_s, Words::tr("Open files")},
        {u"kernel.entropy"_s, Words::tr("Entropy and users")},
        {u"agent.cpu"_s, Words::tr("Agent CPU")},
        {u"agent.memory"_s, Words::tr("Agent memory and spool")},
        {u"agent.samples"_s, Words::tr("Agent samples")},
        {u"agent.latency"_s, Words::tr("Agent acknowledgement time")},
        {u"cpu.share"_s, Words::tr("CPU busy, idle and guests")},
        {u"cpu.loadpercore"_s, Words::tr("Load average per core")},
        {u"cpu.cores"_s, Words::tr("CPU by core")},
        {u"memory.available"_s, Words::tr("Memory available")},
        {u"memory.kernel"_s, Words::tr("Memory of kernel and shared")},
        {u"memory.swappercent"_s, Words::tr("Swap share")},
        {u"memory.faults"_s, Words::tr("Page faults")},
        {u"memory.oom"_s, Words::tr("Processes killed for want of memory")},
        {u"disk.merged"_s, Words::tr("Disk requests merged")},
        {u"disk.size"_s, Words::tr("Sectors per disk request")},
        {u"disk.time"_s, Words::tr("Disk time per second, ms")},
        {u"disk.space"_s, Words::tr("Filesystem space")},
        {u"disk.free"_s, Words::tr("Filesystem free")},
        {u"disk.inodes"_s, Words::tr("Inode fill")},
        {u"disk.inodecount"_s, Words::tr("Inodes")},
        {u"disk.all"_s, Words::tr("Space of all filesystems")},
        {u"disk.allpercent"_s, Words::tr("Fill of all filesystems")},
        {u"disk.readonly"_s, Words::tr("Filesystem read-only")},
        {u"disk.directories"_s, Words::tr("Directory sizes")},
        {u"sensors.temperature"_s, Words::tr("Temperature")},
        {u"gpu.util"_s, Words::tr("GPU utilisation")},
        {u"gpu.memory"_s, Words::tr("GPU memory")},
        {u"gpu.memorypercent"_s, Words::tr("GPU memory share")},
        {u"gpu.temperature"_s, Words::tr("GPU temperature")},
        {u"gpu.power"_s, Words::tr("GPU power")},
        {u"gpu.fan"_s, Words::tr("GPU fan")},
        {u"gpu.count"_s, Words::tr("GPU cards")},
        {u"net.dropped"_s, Words::tr("Network drops")},
        {u"net.link"_s, Words::tr("Network link errors")},
        {u"net.special"_s, Words::tr("Multicast and compressed packets")},
        {u"net.up"_s, Words::tr("Interface up")},
        {u"net.percent"_s, Words::tr("Share of the link speed")},
        {u"net.speed"_s, Words::tr("Link speed")},
        {u"net.ports"_s, Words::tr("Port listens")},
        {u"tcp.retransrate"_s, Words::tr("TCP fast retransmit share")},
        {u"tcp.recovery"_s, Words::tr("TCP loss recovery")},
        {u"tcp.reordering"_s, Words::tr("TCP reordering")},
        {u"tcp.queues"_s, Words::tr("TCP queue drops")},
        {u"tcp.failures"_s, Words::tr("TCP failures")},
        {u"tcp.aborts"_s, Words::tr("TCP aborts")},
        {u"tcp.kernel"_s, Words::tr("TCP in the kernel")},
        {u"tcp.transient"_s, Words::tr("TCP sockets in transition")},
        {u"tcp.current"_s, Words::tr("TCP connections now")},
        {u"udp.buffers"_s, Words::tr("UDP buffers full")},
        {u"kernel.limits"_s, Words::tr("Kernel limits")},
        {u"sys.uptime"_s, Words::tr("Host uptime")},
        {u"sys.synced"_s, Words::tr("Clock synchronised")},
        {u"sys.offset"_s, Words::tr("Clock offset")},
        {u"groups.count"_s, Words::tr("Processes by group")},
        {u"groups.cpu"_s, Words::tr("CPU by process group")},
        {u"groups.memory"_s, Words::tr("Memory by process group")},
        {u"groups.memorypercent"_s, Words::tr("Memory share by process group")},
        {u"groups.io"_s, Words::tr("Disk traffic by process group")},
        {u"groups.files"_s, Words::tr("Open files by process group")},
        {u"groups.threads"_s, Words::tr("Threads by process group")},
        {u"groups.uptime"_s, Words::tr("Uptime by process group")},
        {u"cgroups.cpu"_s, Words::tr("CPU by cgroup")},
        {u"cgroups.memory"_s, Words::tr("Memory by cgroup")},
        {u"checks.health"_s, Words::tr("URL answers")},
        {u"checks.duration"_s, Words::tr("URL answer time")},
        {u"checks.code"_s, Words::tr("URL status code")},
        {u"checks.certificate"_s, Words::tr("Certificate days left")},
        {u"agent.oldest"_s, Words::tr("Oldest sample in the spool")},
        {u"agent.collect"_s, Words::tr("Time of collectors")},
        {u"agent.failures"_s, Words::tr("Errors of collectors")},
        {u"agent.files"_s, Words::tr("Agent open files")},
        {u"agent.uptime"_s, Words::tr("Agent uptime")},
        {u"agent.restarts"_s, Words::tr("Agent restarts and plugins")},
        {u"agent.alive"_s, Words::tr("Agent reports")},
    };
}

/// A word that series are called by: the id of the catalogue, and its text with what it means.
struct SeriesWord
{
    std::string_view id;
    struct
    {
        const char *text;
        const char *meaning;
    } shown;
};

constexpr auto kSeriesWords = std::to_array<SeriesWord>({
    {"user", QT_TRANSLATE_NOOP3("qd::console::words", "user", "CPU time in programs")},
    {"system", QT_TRANSLATE_NOOP3("qd::console::words", "system", "CPU time in the kernel")},
    {"iowait", QT_TRANSLATE_NOOP3("qd::console::words", "I/O wait", "CPU time waiting for disks")},
    {"nice", QT_TRANSLATE_NOOP3("qd::console::words", "nice", "CPU time of programs with low priority")},
    {"irq", QT_TRANSLATE_NOOP3("qd::console::words", "interrupts", "CPU time in interrupts")},
    {"softirq", QT_TRANSLATE_NOOP3("qd::console::words", "soft interrupts", "CPU time in soft interrupts")},
    {"steal", QT_TRANSLATE_NOOP3("qd::console::words", "steal", "CPU time taken by the hypervisor")},
    {"1 min", QT_TRANSLATE_NOOP3("qd::console::words", "1 min", "name of a curve")},
    {"5 min", QT_TRANSLATE_NOOP3("qd::console::words", "5 min", "name of a curve")},
    {"15 min", QT_TRANSLATE_NOOP3("qd::console::words", "15 min", "name of a curve")},
    {"context switches", QT_TRANSLATE_NOOP3("qd::console::words", "context switches", "name of a curve")},
    {"interrupts", QT_TRANSLATE_NOOP3("qd::console::words", "interrupts", "count of interrupts")},
    {"cpu some", QT_TRANSLATE_NOOP3("qd::console::words", "CPU, some", "pressure: some tasks wait")},
    {"memory some", QT_TRANSLATE_NOOP3("qd::console::words", "memory, some", "pressure: some tasks wait")},
    {"memory full", QT_TRANSLATE_NOOP3("qd::console::words", "memory, all", "pressure: all tasks wait")},
    {"io some", QT_TRANSLATE_NOOP3("qd::console::words", "I/O, some", "pressure: some tasks wait")},
    {"io full", QT_TRANSLATE_NOOP3("qd::console::words", "I/O, all", "pressure: all tasks wait")},
    {"used", QT_TRANSLATE_NOOP3("qd::console::words", "used", "name of a curve")},
    {"buffers", QT_TRANSLATE_NOOP3("qd::console::words", "buffers", "name of a curve")},
    {"cached", QT_TRANSLATE_NOOP3("qd::console::words", "cached", "name of a curve")},
    {"free", QT_TRANSLATE_NOOP3("qd::console::words", "free", "memory")},
    {"available", QT_TRANSLATE_NOOP3("qd::console::words", "available", "memory")},
    {"total", QT_TRANSLATE_NOOP3("qd::console::words", "total", "name of a curve")},
    {"swap in", QT_TRANSLATE_NOOP3("qd::console::words", "swapped in", "name of a curve")},
    {"swap out", QT_TRANSLATE_NOOP3("qd::console::words", "swapped out", "name of a curve")},
    {"major faults", QT_TRANSLATE_NOOP3("qd::console::words", "major faults", "name of a curve")},
    {"read", QT_TRANSLATE_NOOP3("qd::console::words", "read", "from a disk")},
    {"write", QT_TRANSLATE_NOOP3("qd::console::words", "written", "to a disk")},
    {"in", QT_TRANSLATE_NOOP3("qd::console::words", "in", "network traffic")},
    {"out", QT_TRANSLATE_NOOP3("qd::console::words", "out", "network traffic")},
    {"errors", QT_TRANSLATE_NOOP3("qd::console::words", "errors", "name of a curve")},
    {"dropped", QT_TRANSLATE_NOOP3("qd::console::words", "dropped", "name of a curve")},
    {"tracked", QT_TRANSLATE_NOOP3("qd::console::words", "tracked", "connections")},
    {"limit", QT_TRANSLATE_NOOP3("qd::console::words", "limit", "name of a curve")},
    {"active opens", QT_TRANSLATE_NOOP3("qd::console::words", "opened from here", "connections")},
    {"passive opens", QT_TRANSLATE_NOOP3("qd::console::words", "opened from outside", "connections")},
    {"resets", QT_TRANSLATE_NOOP3("qd::console::words", "resets", "name of a curve")},
    {"retransmitted", QT_TRANSLATE_NOOP3("qd::console::words", "retransmitted", "name of a curve")},
    {"timeouts", QT_TRANSLATE_NOOP3("qd::console::words", "timeouts", "name of a curve")},
    {"listen drops", QT_TRANSLATE_NOOP3("qd::console::words", "listen drops", "name of a curve")},
    {"established", QT_TRANSLATE_NOOP3("qd::console::words", "established", "sockets")},
    {"listen", QT_TRANSLATE_NOOP3("qd::console::words", "listening", "sockets")},
    {"buffer full", QT_TRANSLATE_NOOP3("qd::console::words", "buffer full", "name of a curve")},
    {"no port", QT_TRANSLATE_NOOP3("qd::console::words", "no port", "name of a curve")},
    {"threads", QT_TRANSLATE_NOOP3("qd::console::words", "threads", "name of a curve")},
    {"running", QT_TRANSLATE_NOOP3("qd::console::words", "running", "processes")},
    {"blocked", QT_TRANSLATE_NOOP3("qd::console::words", "blocked", "processes")},
    {"zombie", QT_TRANSLATE_NOOP3("qd::console::words", "zombie", "processes")},
    {"allocated", QT_TRANSLATE_NOOP3("qd::console::words", "allocated", "files")},
    {"entropy", QT_TRANSLATE_NOOP3("qd::console::words", "entropy", "name of a curve")},
    {"users", QT_TRANSLATE_NOOP3("qd::console::words", "users", "name of a curve")},
    {"rss", QT_TRANSLATE_NOOP3("qd::console::words", "memory", "of the agent")},
    {"spool", QT_TRANSLATE_NOOP3("qd::console::words", "spool", "name of a curve")},
    {"sent", QT_TRANSLATE_NOOP3("qd::console::words", "sent", "samples")},
    {"acknowledged after", QT_TRANSLATE_NOOP3("qd::console::words", "acknowledged after", "name of a curve")},
    {"busy", QT_TRANSLATE_NOOP3("qd::console::words", "busy", "share of CPU time")},
    {"idle", QT_TRANSLATE_NOOP3("qd::console::words", "idle", "share of CPU time")},
    {"guest", QT_TRANSLATE_NOOP3("qd::console::words", "guests", "CPU time of virtual machines")},
    {"slab", QT_TRANSLATE_NOOP3("qd::console::words", "slab", "memory of the kernel")},
    {"shared", QT_TRANSLATE_NOOP3("qd::console::words", "shared", "memory")},
    {"page tables", QT_TRANSLATE_NOOP3("qd::console::words", "page tables", "memory")},
    {"dirty", QT_TRANSLATE_NOOP3("qd::console::words", "dirty", "memory to be written")},
    {"page faults", QT_TRANSLATE_NOOP3("qd::console::words", "page faults", "name of a curve")},
    {"killed", QT_TRANSLATE_NOOP3("qd::console::words", "killed", "processes")},
    {"wait", QT_TRANSLATE_NOOP3("qd::console::words", "wait", "time of a disk request")},
    {"service", QT_TRANSLATE_NOOP3("qd::console::words", "service", "time of a disk request")},
    {"queue", QT_TRANSLATE_NOOP3("qd::console::words", "queue", "disk requests")},
    {"in progress", QT_TRANSLATE_NOOP3("qd::console::words", "in progress", "disk requests")},
    {"average", QT_TRANSLATE_NOOP3("qd::console::words", "average", "name of a curve")},
    {"cards", QT_TRANSLATE_NOOP3("qd::console::words", "cards", "graphics processors")},
    {"frames", QT_TRANSLATE_NOOP3("qd::console::words", "frame errors", "network interface")},
    {"carrier", QT_TRANSLATE_NOOP3("qd::console::words", "carrier errors", "network interface")},
    {"collisions", QT_TRANSLATE_NOOP3("qd::console::words", "collisions", "network interface")},
    {"fifo in", QT_TRANSLATE_NOOP3("qd::console::words", "queue overruns in", "network interface")},
    {"fifo out", QT_TRANSLATE_NOOP3("qd::console::words", "queue overruns out", "network interface")},
    {"multicast", QT_TRANSLATE_NOOP3("qd::console::words", "multicast", "network packets")},
    {"compressed in", QT_TRANSLATE_NOOP3("qd::console::words", "compressed in", "network packets")},
    {"compressed out", QT_TRANSLATE_NOOP3("qd::console::words", "compressed out", "network packets")},
    {"handshake again", QT_TRANSLATE_NOOP3("qd::console::words", "handshake repeated", "TCP")},
    {"fast", QT_TRANSLATE_NOOP3("qd::console::words", "fast retransmits", "TCP")},
    {"slow start", QT_TRANSLATE_NOOP3("qd::console::words", "in slow start", "TCP retransmits")},
    {"lost again", QT_TRANSLATE_NOOP3("qd::console::words", "lost again", "TCP retransmits")},
    {"needless", QT_TRANSLATE_NOOP3("qd::console::words", "needless timeouts", "TCP")},
    {"recovery failed", QT_TRANSLATE_NOOP3("qd::console::words", "recovery failed", "TCP")},
    {"reordered", QT_TRANSLATE_NOOP3("qd::console::words", "reordered", "TCP segments")},
    {"undone", QT_TRANSLATE_NOOP3("qd::console::words", "undone", "TCP: a reduction taken back")},
    {"delayed acknowledgements", QT_TRANSLATE_NOOP3("qd::console::words", "delayed acknowledgements", "TCP")},
    {"listen overflows", QT_TRANSLATE_NOOP3("qd::console::words", "listen overflows", "TCP")},
    {"backlog drops", QT_TRANSLATE_NOOP3("qd::console::words", "backlog drops", "TCP")},
    {"pruned", QT_TRANSLATE_NOOP3("qd::console::words", "pruned", "TCP receive queue")},
    {"short-lived drops", QT_TRANSLATE_NOOP3("qd::console::words", "TTL too small", "TCP segments dropped")},
    {"failed opens", QT_TRANSLATE_NOOP3("qd::console::words", "failed opens", "TCP")},
    {"resets sent", QT_TRANSLATE_NOOP3("qd::console::words", "resets sent", "TCP")},
    {"bad segments", QT_TRANSLATE_NOOP3("qd::console::words", "bad segments", "TCP")},
    {"on timeout", QT_TRANSLATE_NOOP3("qd::console::words", "on timeout", "TCP connections given up")},
    {"out of memory", QT_TRANSLATE_NOOP3("qd::console::words", "out of memory", "TCP connections given up")},
    {"not sent", QT_TRANSLATE_NOOP3("qd::console::words", "reset not sent", "TCP")},
    {"memory pressure", QT_TRANSLATE_NOOP3("qd::console::words", "memory pressure", "TCP")},
    {"time-wait ended", QT_TRANSLATE_NOOP3("qd::console::words", "time-wait ended", "TCP")},
    {"arp filter", QT_TRANSLATE_NOOP3("qd::console::words", "ARP filtered", "network")},
    {"icmp dropped", QT_TRANSLATE_NOOP3("qd::console::words", "ICMP dropped", "network")},
    {"orphaned", QT_TRANSLATE_NOOP3("qd::console::words", "orphaned", "sockets")},
    {"ignored", QT_TRANSLATE_NOOP3("qd::console::words", "multicast ignored", "UDP datagrams")},
    {"checksum", QT_TRANSLATE_NOOP3("qd::console::words", "checksum wrong", "UDP datagrams")},
    {"sleeping", QT_TRANSLATE_NOOP3("qd::console::words", "sleeping", "processes")},
    {"files", QT_TRANSLATE_NOOP3("qd::console::words", "files", "a limit of the kernel")},
    {"files left", QT_TRANSLATE_NOOP3("qd::console::words", "files left", "a limit of the kernel")},
    {"processes", QT_TRANSLATE_NOOP3("qd::console::words", "processes", "a limit of the kernel")},
    {"uptime", QT_TRANSLATE_NOOP3("qd::console::words", "uptime", "name of a curve")},
    {"synchronised", QT_TRANSLATE_NOOP3("qd::console::words", "synchronised", "clock")},
    {"offset", QT_TRANSLATE_NOOP3("qd::console::words", "offset", "clock")},
    {"oldest", QT_TRANSLATE_NOOP3("qd::console::words", "oldest", "sample in the spool")},
    {"open", QT_TRANSLATE_NOOP3("qd::console::words", "open", "files of the agent")},
    {"restarts", QT_TRANSLATE_NOOP3("qd::console::words", "restarts", "of the agent")},
    {"plugins", QT_TRANSLATE_NOOP3("qd::console::words", "plugins", "of the agent")},
    {"reports", QT_TRANSLATE_NOOP3("qd::console::words", "reports", "the agent")},
});

} // namespace

QString panelTitle(const QString &id)
{
    return panelTitles().value(id, id);
}

QString familyTitle(const QString &id)
{
    const QHash<QString, QString> titles{
        {u"cpu"_s, Words::tr("CPU and load")},
        {u"memory"_s, Words::tr("Memory and swap")},
        {u"disk"_s, Words::tr("Disks and filesystems")},
        {u"network"_s, Words::tr("Network interfaces")},
        {u"tcp"_s, Words::tr("TCP")},
        {u"udp"_s, Words::tr("UDP")},
        {u"kernel"_s, Words::tr("Processes and kernel")},
        {u"sensors"_s, Words::tr("Sensors")},
        {u"gpu"_s, Words::tr("Graphics processors")},
        {u"groups"_s, Words::tr("Process groups")},
        {u"cgroups"_s, Words::tr("Containers and services")},
        {u"checks"_s, Words::tr("URL checks")},
        {u"agent"_s, Words::tr("Agent")},
    };
    return titles.value(id, id);
}

QString seriesWord(const QString &id)
{
    const QByteArray wanted = id.toLatin1();
    const auto word = std::ranges::find(kSeriesWords, std::string_view(wanted), &SeriesWord::id);
    if (word == kSeriesWords.end()) {
        return id; // what the kernel calls it, the same in every language
    }
    return QCoreApplication::translate("qd::console::words", word->shown.text, word->shown.meaning);
}

} // namespace qd::console::words
