// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpanels.h"
#include "console/presenters/panelbuilders.h"

namespace qd::console::panels {

using namespace Qt::StringLiterals;

PanelFamily networkFamily()
{
    const auto own = [](PanelSpec spec) { return by("network", std::move(spec)); };
    return {u"network"_s,
        {own(panel("net.bits", Unit::BitsPerSecond,
             {rateBy("net.if.in.bits", "iface", "in"), rateBy("net.if.out.bits", "iface", "out")})),
            own(panel("net.packets", Unit::PerSecond,
                {rateBy("net.if.in.packets", "iface", "in"), rateBy("net.if.out.packets", "iface", "out")})),
            own(panel("net.errors", Unit::PerSecond,
                {rateBy("net.if.in.errors", "iface", "in"), rateBy("net.if.out.errors", "iface", "out")})),
            own(panel("net.dropped", Unit::PerSecond,
                {rateBy("net.if.in.dropped", "iface", "in"), rateBy("net.if.out.dropped", "iface", "out")})),
            own(panel("net.link", Unit::PerSecond,
                {rateBy("net.if.in.frame.errs", "iface", "frames"),
                    rateBy("net.if.out.carrier.errs", "iface", "carrier"),
                    rateBy("net.if.out.collisions", "iface", "collisions"),
                    rateBy("net.if.in.fifo.errs", "iface", "fifo in"),
                    rateBy("net.if.out.fifo.errs", "iface", "fifo out")})),
            own(panel("net.special", Unit::PerSecond,
                {rateBy("net.if.in.multicast", "iface", "multicast"),
                    rateBy("net.if.in.compressed", "iface", "compressed in"),
                    rateBy("net.if.out.compressed", "iface", "compressed out")})),
            own(panel("net.up", Unit::Bool, {gaugeBy("net.if.up", "iface")})),
            by("kernel",
                panel("net.conntrack", Unit::Count,
                    {gauge("conntrack.count", "tracked", kBlue), gauge("conntrack.max", "limit", kOrange)})),
            optional(own(percentPanel("net.percent",
                {gaugeBy("net.if.in.percent", "iface", "in"), gaugeBy("net.if.out.percent", "iface", "out")}))),
            optional(own(panel("net.speed", Unit::BitsPerSecond, {gaugeBy("net.if.speed.bits", "iface")}))),
            optional(
                by("sockets", panel("net.ports", Unit::Bool, {gaugeBy("net.port.listen", "port,proto")})))}};
}

PanelFamily tcpFamily()
{
    const auto own = [](PanelSpec spec) { return by("netstat", std::move(spec)); };
    PanelQuery share = gauge("TcpExt.TCPFastRetransRate", "retransmitted", kOrange);
    share.promql += u" / 100"_s; // told in 1/10000
    return {u"tcp"_s,
        {own(panel("tcp.connections", Unit::PerSecond,
             {rate("snmp.Tcp.ActiveOpens", "active opens", kBlue),
                 rate("snmp.Tcp.PassiveOpens", "passive opens", kOrange),
                 rate("snmp.Tcp.EstabResets", "resets", kPink)})),
            own(panel("tcp.segments", Unit::PerSecond,
                {rate("snmp.Tcp.InSegs", "in", kBlue), rate("snmp.Tcp.OutSegs", "out", kOrange)})),
            own(panel("tcp.retransmits", Unit::PerSecond,
                {rate("snmp.Tcp.RetransSegs", "retransmitted", kOrange),
                    rate("TcpExt.TCPTimeouts", "timeouts", kPink),
                    rate("TcpExt.TCPSynRetrans", "handshake again", kBlue)})),
            own(panel("tcp.retransrate", Unit::Percent, {share})),
            own(panel("tcp.recovery", Unit::PerSecond,
                {rate("TcpExt.TCPFastRetrans", "fast", kBlue),
                    rate("TcpExt.TCPSlowStartRetrans", "slow start", kOrange),
                    rate("TcpExt.TCPLostRetransmit", "lost again", kPink),
                    rate("TcpExt.TCPSpuriousRTOs", "needless", kTeal),
                    rate("TcpExt.TCPLossFailures", "recovery failed", kViolet)})),
            own(panel("tcp.reordering", Unit::PerSecond,
                {rate("TcpExt.TCPTSReorder", "reordered", kBlue),
                    rate("TcpExt.TCPDSACKUndo", "undone", kOrange),
                    rate("TcpExt.DelayedACKLocked", "delayed acknowledgements", kTeal)})),
            own(panel("tcp.queues", Unit::PerSecond,
                {rate("TcpExt.ListenOverflows", "listen overflows", kOrange),
                    rate("TcpExt.ListenDrops", "listen drops", kViolet),
                    rate("TcpExt.TCPBacklogDrop", "backlog drops", kPink),
                    rate("TcpExt.PruneCalled", "pruned", kBlue),
                    rate("TcpExt.TCPMinTTLDrop", "short-lived drops", kTeal)})),
            own(panel("tcp.failures", Unit::PerSecond,
                {rate("snmp.Tcp.AttemptFails", "failed opens", kOrange),
                    rate("snmp.Tcp.OutRsts", "resets sent", kPink),
                    rate("snmp.Tcp.InErrs", "bad segments", kViolet)})),
            own(panel("tcp.aborts", Unit::PerSecond,
                {rate("TcpExt.TCPAbortOnTimeout", "on timeout", kOrange),
                    rate("TcpExt.TCPAbortOnMemory", "out of memory", kPink),
                    rate("TcpExt.TCPAbortFailed", "not sent", kViolet),
                    rate("TcpExt.TCPMemoryPressures", "memory pressure", kBlue)})),
            own(panel("tcp.kernel", Unit::PerSecond,
                {rate("TcpExt.TW", "time-wait ended", kBlue), rate("TcpExt.ArpFilter", "arp filter", kOrange),
                    rate("TcpExt.LockDroppedIcmps", "icmp dropped", kPink)})),
            by("sockets",
                panel("tcp.sockets", Unit::Count,
                    {gauge("ss.established", "established", kBlue),
                        gauge("ss.time-wait", "time-wait", kOrange),
                        gauge("ss.close-wait", "close-wait", kPink), gauge("ss.listen", "listen", kTeal)})),
            by("sockets",
                panel("tcp.transient", Unit::Count,
                    {gauge("ss.syn-sent", "syn-sent", kBlue), gauge("ss.syn-recv", "syn-recv", kOrange),
                        gauge("ss.fin-wait-1", "fin-wait-1", kTeal),
                        gauge("ss.fin-wait-2", "fin-wait-2", kPink),
                        gauge("ss.last-ack", "last-ack", kYellow), gauge("ss.closing", "closing", kViolet),
                        gauge("ss.orphaned", "orphaned", kCyan)})),
            own(panel("tcp.current", Unit::Count, {gauge("snmp.Tcp.CurrEstab", "established", kBlue)}))}};
}

PanelFamily udpFamily()
{
    const auto own = [](PanelSpec spec) { return by("netstat", std::move(spec)); };
    return {u"udp"_s,
        {own(panel("udp.datagrams", Unit::PerSecond,
             {rate("snmp.Udp.InDatagrams", "in", kBlue), rate("snmp.Udp.OutDatagrams", "out", kOrange),
                 rate("snmp.Udp.IgnoredMulti", "ignored", kTeal)})),
            own(panel("udp.errors", Unit::PerSecond,
                {rate("snmp.Udp.InErrors", "errors", kOrange), rate("snmp.Udp.NoPorts", "no port", kBlue),
                    rate("snmp.Udp.InCsumErrors", "checksum", kViolet)})),
            own(panel("udp.buffers", Unit::PerSecond,
                {rate("snmp.Udp.RcvbufErrors", "in", kPink), rate("snmp.Udp.SndbufErrors", "out", kTeal)}))}};
}

} // namespace qd::console::panels
