// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/socketcollector.h"

#include "agent/collect/textscan.h"

#include <charconv>
#include <optional>

namespace qd::agent {

namespace {

constexpr std::size_t kSynRecv = 3;
constexpr std::size_t kNewSynRecv = 12; ///< half-open requests, their own number since 4.1
constexpr std::size_t kTimeWait = 6;
constexpr std::size_t kListen = 10;
constexpr std::size_t kUdpUnconnected = 7;
constexpr std::size_t kOrphaned = 10;

constexpr std::array<MetricSpec, 11> kMetrics{{
    {"ss.established", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.syn-sent", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.syn-recv", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.fin-wait-1", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.fin-wait-2", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.time-wait", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.close-wait", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.last-ack", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.listen", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.closing", "count", MetricKind::Gauge, Tier::Normal},
    {"ss.orphaned", "count", MetricKind::Gauge, Tier::Normal},
}};

/// State number of the first ten metrics; 7 (closed) has none.
constexpr std::array<std::size_t, 10> kStates{1, 2, 3, 4, 5, 6, 8, 9, 10, 11};

constexpr std::array<MetricSpec, 1> kPortMetrics{
    {{"net.port.listen", "bool", MetricKind::Gauge, Tier::Normal}}};

constexpr std::uint32_t kNoNumber = UINT32_MAX;
constexpr std::uint32_t kMaxPort = 65'535;

/// @return kNoNumber if the text is not a hexadecimal number
std::uint32_t parseHex(std::string_view text)
{
    std::uint32_t value = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, 16);
    return error == std::errc{} && stop == end && !text.empty() ? value : kNoNumber;
}

} // namespace

SocketCollector::SocketCollector(const HostRoots &roots, std::vector<ListenPort> ports, Source source)
    : m_source(source)
    , m_tcp(roots.proc + "/net/tcp")
    , m_tcp6(roots.proc + "/net/tcp6")
    , m_udp(roots.proc + "/net/udp")
    , m_udp6(roots.proc + "/net/udp6")
    , m_sockstat(roots.proc + "/net/sockstat")
    , m_series(kMetrics)
{
    for (ListenPort &port : ports) {
        std::vector<Labels::Pair> labels{{"port", std::to_string(port.port)}, {"proto", port.protocol}};
        m_hasUdp = m_hasUdp || port.protocol == "udp";
        m_ports.insert(port.port);
        m_watched.push_back({std::move(port), SeriesGroup{kPortMetrics, std::move(labels)}});
    }
}

Result<void> SocketCollector::collect(const CollectContext &context, SampleSink &sink)
{
    SocketTable table;
    if (auto outcome = readTcp(context, table); !outcome) {
        return outcome;
    }
    Sums sums;
    const auto outcome = readSums(context, sums);
    putStates(table, sums, sink);
    auto ports = putPorts(context, table, sink);
    return outcome ? ports : outcome;
}

void SocketCollector::putStates(const SocketTable &table, const Sums &sums, SampleSink &sink)
{
    for (std::size_t metric = 0; metric < kStates.size(); ++metric) {
        const std::size_t state = kStates[metric];
        std::optional<std::uint64_t> count = table.byState[state];
        if (state == kSynRecv) {
            *count += table.byState[kNewSynRecv];
        } else if (state == kTimeWait && m_source == Source::Netlink) {
            count = sums.timeWaits; // the dump leaves them out
        }
        if (count) {
            m_series.put(sink, metric, static_cast<double>(*count));
        }
    }
    if (sums.orphans) {
        m_series.put(sink, kOrphaned, static_cast<double>(*sums.orphans));
    }
}

Result<void> SocketCollector::readTcp(const CollectContext &context, SocketTable &table)
{
    if (m_source == Source::Netlink) {
        if (const auto outcome = m_dump.read(m_ports, context.buffer, table); outcome) {
            return outcome;
        }
        // No tcp_diag module, or a sandbox without netlink: that will not change while we run.
        m_source = Source::Files;
        table = {};
    }
    auto four = readTable(m_tcp, context, table);
    auto six = readTable(m_tcp6, context, table);
    return four ? six : four;
}

Result<void> SocketCollector::readTable(
    TextFile &file, const CollectContext &context, SocketTable &table) const
{
    auto text = file.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::string_view rest = *text;
    std::string_view line;
    if (!takeLine(rest, line)) {
        return {}; // a kernel without IPv6
    }
    while (takeLine(rest, line)) {
        static_cast<void>(takeWord(line)); // "12:", its number in the table
        const std::string_view local = takeWord(line);
        static_cast<void>(takeWord(line)); // remote address
        const std::size_t colon = local.find(':');
        const std::uint32_t port =
            colon == std::string_view::npos ? kNoNumber : parseHex(local.substr(colon + 1));
        const std::uint32_t state = parseHex(takeWord(line));
        if (port > kMaxPort || state >= table.byState.size()) {
            return corruptFile(file.path(), "a line has no local address or state");
        }
        ++table.byState[state];
        const bool isListening = state == kListen || state == kUdpUnconnected;
        if (isListening && m_ports.contains(static_cast<std::uint16_t>(port))) {
            table.listening.insert(static_cast<std::uint16_t>(port));
        }
    }
    return {};
}

Result<void> SocketCollector::readSums(const CollectContext &context, Sums &sums)
{
    auto text = m_sockstat.read(context.buffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::string_view rest = *text;
    std::string_view line;
    while (takeLine(rest, line)) {
        if (takeWord(line) != "TCP:") {
            continue;
        }
        for (std::string_view word = takeWord(line); !word.empty(); word = takeWord(line)) {
            const auto number = takeUnsigned(line);
            sums.orphans = word == "orphan" ? number : sums.orphans;
            sums.timeWaits = word == "tw" ? number : sums.timeWaits;
        }
        const bool isWhole = sums.orphans && sums.timeWaits;
        return isWhole ? Result<void>{}
                       : corruptFile(m_sockstat.path(), "line TCP has no orphans or time-waits");
    }
    return text->empty() ? Result<void>{} : corruptFile(m_sockstat.path(), "has no line TCP");
}

Result<void> SocketCollector::putPorts(
    const CollectContext &context, const SocketTable &tcp, SampleSink &sink)
{
    SocketTable udp;
    Result<void> outcome;
    if (m_hasUdp) {
        auto four = readTable(m_udp, context, udp);
        auto six = readTable(m_udp6, context, udp);
        outcome = four ? std::move(six) : std::move(four);
    }
    for (Watched &watched : m_watched) {
        const bool isUdp = watched.port.protocol == "udp";
        if (isUdp && !outcome) {
            continue; // not knowing is not "closed"
        }
        const auto &listening = isUdp ? udp.listening : tcp.listening;
        watched.series.put(sink, 0, listening.contains(watched.port.port) ? 1.0 : 0.0);
    }
    return outcome;
}

} // namespace qd::agent
