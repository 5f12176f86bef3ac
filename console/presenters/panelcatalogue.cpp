// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panelcatalogue.h"

#include "console/state/treestate.h"

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

// Colours by meaning, so that "user" is blue and "in" is blue on every page.
constexpr int kBlue = 0;
constexpr int kOrange = 1;
constexpr int kTeal = 2;
constexpr int kPink = 3;
constexpr int kYellow = 4;
constexpr int kViolet = 5;
constexpr int kCyan = 6;

/// The host's places are joined as labels, once per mount; aggregating without them shows each series once.
[[nodiscard]] PanelQuery gauge(const char *name, const char *shown, std::optional<int> slot = std::nullopt)
{
    return {u"max%each("_s + metric(QString::fromLatin1(name)) + u')', QString::fromLatin1(shown), {}, slot};
}

[[nodiscard]] PanelQuery gaugeBy(const char *name, const char *label, const char *shown = "")
{
    const QString by = QString::fromLatin1(label);
    return {u"max by (%and"_s + by + u") ("_s + metric(QString::fromLatin1(name)) + u')',
        QString::fromLatin1(shown), by};
}

[[nodiscard]] PanelQuery rate(const char *name, const char *shown, std::optional<int> slot = std::nullopt)
{
    return {u"max%each(rate("_s + metric(QString::fromLatin1(name)) + u"[%rate]))"_s,
        QString::fromLatin1(shown), {}, slot};
}

[[nodiscard]] PanelQuery rateBy(const char *name, const char *label, const char *shown)
{
    const QString by = QString::fromLatin1(label);
    return {u"max by (%and"_s + by + u") (rate("_s + metric(QString::fromLatin1(name)) + u"[%rate]))"_s,
        QString::fromLatin1(shown), by};
}

[[nodiscard]] PanelSpec panel(const char *id, Unit unit, std::vector<PanelQuery> queries)
{
    PanelSpec spec;
    spec.id = QString::fromLatin1(id);
    spec.unit = unit;
    spec.queries = std::move(queries);
    return spec;
}

[[nodiscard]] PanelSpec percentPanel(const char *id, std::vector<PanelQuery> queries)
{
    PanelSpec spec = panel(id, Unit::Percent, std::move(queries));
    spec.axisMax = 100.0;
    return spec;
}

/// A stack; of several hosts over each other only one curve each can be read.
[[nodiscard]] PanelSpec stacked(PanelSpec spec, PanelQuery compared)
{
    spec.isStacked = true;
    spec.compared = {std::move(compared)};
    return spec;
}

/// Names the collector of the agent that measures all of a panel.
[[nodiscard]] PanelSpec by(const char *collector, PanelSpec spec)
{
    spec.collector = QString::fromLatin1(collector);
    return spec;
}

[[nodiscard]] PanelFamily cpuFamily()
{
    return {u"cpu"_s,
        {by("cpu",
             stacked(percentPanel("cpu.usage",
                         {gauge("cpu.user", "user", kBlue), gauge("cpu.system", "system", kOrange),
                             gauge("cpu.iowait", "iowait", kPink), gauge("cpu.nice", "nice", kTeal),
                             gauge("cpu.irq", "irq", kYellow), gauge("cpu.softirq", "softirq", kViolet),
                             gauge("cpu.steal", "steal", kCyan)}),
                 gauge("cpu.busy", ""))),
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
                        gauge("pressure.io.full.avg10", "io full", kViolet)}))}};
}

[[nodiscard]] PanelFamily memoryFamily()
{
    return {u"memory"_s,
        {by("memory",
             stacked(panel("memory.use", Unit::Bytes,
                         {gauge("mem.memused", "used", kViolet), gauge("mem.buffers", "buffers", kOrange),
                             gauge("mem.cached", "cached", kBlue), gauge("mem.memfree", "free", kTeal)}),
                 gauge("mem.memused", "used"))),
            by("memory",
                percentPanel("memory.percent",
                    {gauge("mem.memused.percent", "used", kViolet),
                        gauge("mem.memavailable.percent", "available", kTeal)})),
            by("memory",
                panel("memory.swap", Unit::Bytes,
                    {gauge("mem.swapused", "used", kOrange), gauge("mem.swaptotal", "total", kBlue)})),
            by("memory",
                panel("memory.paging", Unit::PerSecond,
                    {rate("swap.pages.in", "swap in", kBlue), rate("swap.pages.out", "swap out", kOrange),
                        rate("vm.pgmajfault", "major faults", kPink)}))}};
}

[[nodiscard]] PanelFamily diskFamily()
{
    return {u"disk"_s,
        {by("disk",
             panel("disk.io", Unit::BytesPerSecond,
                 {gaugeBy("disk.io.read_bytes", "device", "read"),
                     gaugeBy("disk.io.write_bytes", "device", "write")})),
            by("disk", percentPanel("disk.util", {gaugeBy("disk.io.util", "device")})),
            by("disk", panel("disk.await", Unit::Milliseconds, {gaugeBy("disk.io.await", "device")})),
            by("disk", panel("disk.queue", Unit::None, {gaugeBy("disk.io.avgqu-sz", "device")})),
            by("disk",
                panel("disk.requests", Unit::PerSecond,
                    {rateBy("disk.io.read_requests", "device", "read"),
                        rateBy("disk.io.write_requests", "device", "write")})),
            by("filesystem", percentPanel("disk.filesystems", {gaugeBy("df.bytes.used.percent", "mount")}))}};
}

[[nodiscard]] PanelFamily networkFamily()
{
    return {u"network"_s,
        {by("network",
             panel("net.bits", Unit::BitsPerSecond,
                 {rateBy("net.if.in.bits", "iface", "in"), rateBy("net.if.out.bits", "iface", "out")})),
            by("network",
                panel("net.packets", Unit::PerSecond,
                    {rateBy("net.if.in.packets", "iface", "in"),
                        rateBy("net.if.out.packets", "iface", "out")})),
            by("network",
                panel("net.errors", Unit::PerSecond,
                    {rateBy("net.if.total.errors", "iface", "errors"),
                        rateBy("net.if.total.dropped", "iface", "dropped")})),
            by("kernel",
                panel("net.conntrack", Unit::Count,
                    {gauge("conntrack.count", "tracked", kBlue),
                        gauge("conntrack.max", "limit", kOrange)}))}};
}

[[nodiscard]] PanelFamily tcpFamily()
{
    return {u"tcp"_s,
        {by("netstat",
             panel("tcp.connections", Unit::PerSecond,
                 {rate("snmp.Tcp.ActiveOpens", "active opens", kBlue),
                     rate("snmp.Tcp.PassiveOpens", "passive opens", kOrange),
                     rate("snmp.Tcp.EstabResets", "resets", kPink)})),
            by("netstat",
                panel("tcp.segments", Unit::PerSecond,
                    {rate("snmp.Tcp.InSegs", "in", kBlue), rate("snmp.Tcp.OutSegs", "out", kOrange)})),
            by("netstat",
                panel("tcp.retransmits", Unit::PerSecond,
                    {rate("snmp.Tcp.RetransSegs", "retransmitted", kOrange),
                        rate("TcpExt.TCPTimeouts", "timeouts", kPink),
                        rate("TcpExt.ListenDrops", "listen drops", kViolet)})),
            by("sockets",
                panel("tcp.sockets", Unit::Count,
                    {gauge("ss.established", "established", kBlue),
                        gauge("ss.time-wait", "time-wait", kOrange),
                        gauge("ss.close-wait", "close-wait", kPink), gauge("ss.listen", "listen", kTeal)})),
            by("netstat",
                panel("udp.datagrams", Unit::PerSecond,
                    {rate("snmp.Udp.InDatagrams", "in", kBlue),
                        rate("snmp.Udp.OutDatagrams", "out", kOrange)})),
            by("netstat",
                panel("udp.errors", Unit::PerSecond,
                    {rate("snmp.Udp.InErrors", "errors", kOrange),
                        rate("snmp.Udp.RcvbufErrors", "buffer full", kPink),
                        rate("snmp.Udp.NoPorts", "no port", kBlue)}))}};
}

[[nodiscard]] PanelFamily kernelFamily()
{
    return {u"kernel"_s,
        {by("process",
             panel("proc.count", Unit::Count,
                 {gauge("proc.count.total", "total", kBlue), gauge("proc.count.threads", "threads", kTeal)})),
            panel("proc.states", Unit::Count,
                {gauge("proc.count.running", "running", kBlue),
                    gauge("proc.count.blocked", "blocked", kOrange),
                    gauge("proc.count.zombie", "zombie", kPink)}),
            by("kernel",
                panel("kernel.files", Unit::Count,
                    {gauge("kernel.files.allocated", "allocated", kBlue),
                        gauge("kernel.maxfiles", "limit", kOrange)})),
            panel("kernel.entropy", Unit::Count,
                {gauge("kernel.entropy", "entropy", kBlue), gauge("sys.users", "users", kTeal)})}};
}

[[nodiscard]] PanelFamily agentFamily()
{
    return {u"agent"_s,
        {panel("agent.cpu", Unit::Percent, {gauge("agent.cpu", "CPU", kBlue)}),
            panel("agent.memory", Unit::Bytes,
                {gauge("agent.mem.rss", "rss", kViolet), gauge("agent.spool.bytes", "spool", kOrange)}),
            panel("agent.samples", Unit::PerSecond,
                {rate("agent.samples.sent", "sent", kBlue), rate("agent.samples.dropped", "dropped", kPink)}),
            panel("agent.latency", Unit::Milliseconds,
                {gauge("agent.send.latency", "acknowledged after", kBlue)})}};
}

} // namespace

std::vector<PanelSpec> overviewPanels()
{
    const auto avgByChild = [](const char *name) {
        return PanelQuery{u"avg by (%by) ("_s + metric(QString::fromLatin1(name)) + u')', {}, u"%by"_s};
    };
    const auto summed = [](const char *name, const char *shown, int slot) {
        return PanelQuery{u"sum("_s + onceByHost(u"device"_s, metric(QString::fromLatin1(name))) + u')',
            QString::fromLatin1(shown), {}, slot};
    };
    const QString wire = u"iface!=\"lo\",%sel"_s;
    const auto throughput = [&](const char *name, const char *shown, int slot) {
        const QString rates = u"rate("_s + metric(QString::fromLatin1(name), wire) + u"[%rate])"_s;
        return PanelQuery{
            u"sum("_s + onceByHost(u"iface"_s, rates) + u')', QString::fromLatin1(shown), {}, slot};
    };
    std::vector<PanelSpec> panels{
        percentPanel("overview.cpu", {avgByChild("cpu.busy")}),
        percentPanel("overview.memory", {avgByChild("mem.memused.percent")}),
        panel("overview.network", Unit::BitsPerSecond,
            {throughput("net.if.in.bits", "in", kBlue), throughput("net.if.out.bits", "out", kOrange)}),
        panel("overview.load", Unit::None, {avgByChild("load.1min.percore")}),
        panel("overview.disk", Unit::BytesPerSecond,
            {summed("disk.io.read_bytes", "read", kBlue), summed("disk.io.write_bytes", "write", kOrange)}),
        percentPanel("overview.filesystems",
            {{u"max by (%by) ("_s + metric(u"df.bytes.used.percent"_s) + u')', {}, u"%by"_s}}),
    };
    return panels;
}

std::vector<PanelFamily> hostPanels()
{
    return {cpuFamily(), memoryFamily(), diskFamily(), networkFamily(), tcpFamily(), kernelFamily(),
        agentFamily()};
}

PanelScope scopeOf(const TreeState &tree, NodeId node)
{
    QStringList matchers;
    int depth = 0;
    for (const NodeId id : tree.path(node)) {
        const TreeNode *at = tree.node(id);
        const std::string_view label = labelOf(at->level);
        matchers.append(QString::fromLatin1(label.data(), static_cast<qsizetype>(label.size())) + u'='
            + quoted(QString::fromStdString(at->name)));
        ++depth;
    }
    PanelScope scope;
    scope.matchers = matchers.join(u',');
    if (depth < 4) {
        const std::string_view child = labelOf(static_cast<TreeLevel>(depth));
        scope.childLabel = QString::fromLatin1(child.data(), static_cast<qsizetype>(child.size()));
    } else {
        scope.childLabel = u"host"_s;
    }
    return scope;
}

PanelScope scopeOf(const HostSummary &host)
{
    return {u"host="_s + quoted(QString::fromStdString(host.name)), u"host"_s};
}

PanelScope scopeOfHosts(const QStringList &names)
{
    return {hostMatcher(names), u"host"_s, true};
}

QStringList seriesWords()
{
    std::vector<PanelFamily> families = hostPanels();
    families.push_back({{}, overviewPanels()});
    QStringList words;
    for (const PanelFamily &family : families) {
        for (const PanelSpec &spec : family.panels) {
            for (const PanelQuery &query : spec.queries) {
                words.append(query.word);
            }
        }
    }
    words.removeDuplicates();
    words.removeAll(QString());
    return words;
}

} // namespace qd::console
