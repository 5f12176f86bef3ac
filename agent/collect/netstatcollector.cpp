// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/netstatcollector.h"

#include "agent/collect/counterdelta.h"
#include "agent/collect/textscan.h"

#include <algorithm>
#include <array>

namespace qd::agent {

namespace {

constexpr MetricSpec tcpExt(std::string_view name)
{
    return {name, "count", MetricKind::Counter, Tier::Normal};
}

constexpr MetricSpec snmp(std::string_view name, MetricKind kind = MetricKind::Counter)
{
    return {name, "count", kind, Tier::Normal};
}

constexpr std::array<MetricSpec, 41> kMetrics{{
    tcpExt("TcpExt.PruneCalled"),
    tcpExt("TcpExt.LockDroppedIcmps"),
    tcpExt("TcpExt.ArpFilter"),
    tcpExt("TcpExt.TW"),
    tcpExt("TcpExt.DelayedACKLocked"),
    tcpExt("TcpExt.ListenOverflows"),
    tcpExt("TcpExt.ListenDrops"),
    tcpExt("TcpExt.TCPTSReorder"),
    tcpExt("TcpExt.TCPDSACKUndo"),
    tcpExt("TcpExt.TCPLostRetransmit"),
    tcpExt("TcpExt.TCPLossFailures"),
    tcpExt("TcpExt.TCPFastRetrans"),
    tcpExt("TcpExt.TCPSlowStartRetrans"),
    tcpExt("TcpExt.TCPTimeouts"),
    tcpExt("TcpExt.TCPAbortOnMemory"),
    tcpExt("TcpExt.TCPAbortOnTimeout"),
    tcpExt("TcpExt.TCPAbortFailed"),
    tcpExt("TcpExt.TCPMemoryPressures"),
    tcpExt("TcpExt.TCPSpuriousRTOs"),
    tcpExt("TcpExt.TCPBacklogDrop"),
    tcpExt("TcpExt.TCPMinTTLDrop"),
    tcpExt("TcpExt.TCPSynRetrans"),
    snmp("snmp.Tcp.ActiveOpens"),
    snmp("snmp.Tcp.PassiveOpens"),
    snmp("snmp.Tcp.AttemptFails"),
    snmp("snmp.Tcp.EstabResets"),
    snmp("snmp.Tcp.InSegs"),
    snmp("snmp.Tcp.OutSegs"),
    snmp("snmp.Tcp.RetransSegs"),
    snmp("snmp.Tcp.InErrs"),
    snmp("snmp.Tcp.OutRsts"),
    snmp("snmp.Tcp.CurrEstab", MetricKind::Gauge),
    snmp("snmp.Udp.InDatagrams"),
    snmp("snmp.Udp.NoPorts"),
    snmp("snmp.Udp.InErrors"),
    snmp("snmp.Udp.OutDatagrams"),
    snmp("snmp.Udp.RcvbufErrors"),
    snmp("snmp.Udp.SndbufErrors"),
    snmp("snmp.Udp.InCsumErrors"),
    snmp("snmp.Udp.IgnoredMulti"),
    {"TcpExt.TCPFastRetransRate", "1/10000", MetricKind::Gauge, Tier::Normal},
}};

constexpr std::size_t kRetransmits = 11; ///< TcpExt.TCPFastRetrans
constexpr std::size_t kOutSegments = 27; ///< snmp.Tcp.OutSegs
constexpr std::size_t kRetransmitRate = 40;
static_assert(kMetrics[kRetransmits].name == "TcpExt.TCPFastRetrans");
static_assert(kMetrics[kOutSegments].name == "snmp.Tcp.OutSegs");
static_assert(kMetrics[kRetransmitRate].name == "TcpExt.TCPFastRetransRate");

/// @param prefix  what the metric names put before the kernel's column name: "snmp.Tcp."
std::vector<int> lookUpColumns(std::string_view headings, std::string_view prefix)
{
    std::vector<int> metrics;
    for (std::string_view column = takeWord(headings); !column.empty(); column = takeWord(headings)) {
        const auto found = std::ranges::find_if(kMetrics, [&](const MetricSpec &metric) {
            return metric.name.starts_with(prefix) && metric.name.substr(prefix.size()) == column;
        });
        metrics.push_back(found == kMetrics.end() ? -1 : static_cast<int>(found - kMetrics.begin()));
    }
    return metrics;
}

std::string_view prefixOf(std::string_view label)
{
    return label == "TcpExt:" ? "TcpExt." : label == "Tcp:" ? "snmp.Tcp." : "snmp.Udp.";
}

} // namespace

NetstatCollector::NetstatCollector(const HostRoots &roots)
    : m_netstat(roots.proc + "/net/netstat")
    , m_snmp(roots.proc + "/net/snmp")
    , m_sections{{"TcpExt:", {}, {}}, {"Tcp:", {}, {}}, {"Udp:", {}, {}}}
    , m_series(kMetrics)
    , m_values(kMetrics.size())
{
}

Result<void> NetstatCollector::collect(const CollectContext &context, SampleSink &sink)
{
    std::ranges::fill(m_values, std::nullopt);
    const auto extended = collectFile(m_netstat, 0, 1, context, sink);
    const auto basic = collectFile(m_snmp, 1, 3, context, sink);
    putRetransmitRate(sink);
    return extended ? basic : extended;
}

Result<void> NetstatCollector::collectFile(TextFile &file, std::size_t firstSection, std::size_t lastSection,
    const CollectContext &context, SampleSink &sink)
{
    auto text = file.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::string_view rest = *text;
    std::string_view headings;
    std::string_view numbers;
    std::size_t found = 0;
    while (takeLine(rest, headings) && takeLine(rest, numbers)) {
        const std::string_view label = takeWord(headings);
        if (takeWord(numbers) != label) {
            return corruptFile(
                file.path(), "headings and numbers of " + std::string{label} + " do not go together");
        }
        for (std::size_t i = firstSection; i < lastSection; ++i) {
            if (m_sections[i].label != label) {
                continue;
            }
            ++found;
            if (auto outcome = putSection(m_sections[i], file.path(), headings, numbers, sink); !outcome) {
                return outcome;
            }
        }
    }
    if (found < lastSection - firstSection && !text->empty()) {
        return corruptFile(file.path(), "ends before all of its sections");
    }
    return {};
}

Result<void> NetstatCollector::putSection(Section &section, const std::string &path,
    std::string_view headings, std::string_view numbers, SampleSink &sink)
{
    if (section.headings != headings) {
        section.metrics = lookUpColumns(headings, prefixOf(section.label));
        section.headings = headings;
    }
    for (const int metric : section.metrics) {
        std::string_view word = takeWord(numbers);
        if (word.empty()) {
            return corruptFile(path, std::string{section.label} + " has fewer numbers than headings");
        }
        if (metric < 0) {
            continue;
        }
        const auto number = takeUnsigned(word);
        if (!number) {
            return corruptFile(path, std::string{section.label} + " has a column that is not a number");
        }
        const auto index = static_cast<std::size_t>(metric);
        m_values[index] = *number;
        m_series.put(sink, index, static_cast<double>(*number));
    }
    return {};
}

void NetstatCollector::putRetransmitRate(SampleSink &sink)
{
    const auto retransmits = m_values[kRetransmits];
    const auto segments = m_values[kOutSegments];
    if (retransmits && segments && m_retransmitsBefore && m_segmentsBefore) {
        const auto repeated = counterDelta(*m_retransmitsBefore, *retransmits);
        const auto sent = counterDelta(*m_segmentsBefore, *segments);
        if (repeated && sent) {
            const double share =
                *sent == 0 ? 0.0 : static_cast<double>(*repeated) * 10'000.0 / static_cast<double>(*sent);
            m_series.put(sink, kRetransmitRate, rounded(share, 2));
        }
    }
    m_retransmitsBefore = retransmits;
    m_segmentsBefore = segments;
}

} // namespace qd::agent
