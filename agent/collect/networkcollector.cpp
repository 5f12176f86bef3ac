// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/networkcollector.h"

#include "agent/collect/counterdelta.h"
#include "agent/collect/textscan.h"

#include <algorithm>
#include <optional>

namespace qd::agent {

namespace {

enum Column : std::size_t {
    InBytes,
    InPackets,
    InErrors,
    InDropped,
    InFifo,
    InFrame,
    InCompressed,
    InMulticast,
    OutBytes,
    OutPackets,
    OutErrors,
    OutDropped,
    OutFifo,
    OutCollisions,
    OutCarrier,
    OutCompressed
};

/// Metrics 0 to 15 are the columns themselves.
enum Metric : std::size_t {
    InBits = 16,
    InPercent,
    OutBits,
    OutPercent,
    TotalBytes,
    TotalBits,
    TotalPackets,
    TotalErrors,
    TotalDropped,
    Speed,
    Up
};

constexpr std::array<MetricSpec, 27> kMetrics{{
    {"net.if.in.bytes", "bytes", MetricKind::Counter, Tier::Fast},
    {"net.if.in.packets", "packets", MetricKind::Counter, Tier::Fast},
    {"net.if.in.errors", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.in.dropped", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.in.fifo.errs", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.in.frame.errs", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.in.compressed", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.in.multicast", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.out.bytes", "bytes", MetricKind::Counter, Tier::Fast},
    {"net.if.out.packets", "packets", MetricKind::Counter, Tier::Fast},
    {"net.if.out.errors", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.out.dropped", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.out.fifo.errs", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.out.collisions", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.out.carrier.errs", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.out.compressed", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.in.bits", "bits", MetricKind::Counter, Tier::Fast},
    {"net.if.in.percent", "percent", MetricKind::Gauge, Tier::Fast},
    {"net.if.out.bits", "bits", MetricKind::Counter, Tier::Fast},
    {"net.if.out.percent", "percent", MetricKind::Gauge, Tier::Fast},
    {"net.if.total.bytes", "bytes", MetricKind::Counter, Tier::Fast},
    {"net.if.total.bits", "bits", MetricKind::Counter, Tier::Fast},
    {"net.if.total.packets", "packets", MetricKind::Counter, Tier::Fast},
    {"net.if.total.errors", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.total.dropped", "count", MetricKind::Counter, Tier::Fast},
    {"net.if.speed.bits", "bits/s", MetricKind::Gauge, Tier::Rare},
    {"net.if.up", "bool", MetricKind::Gauge, Tier::Normal},
}};

constexpr double kBits = 8.0;

} // namespace

NetworkCollector::NetworkCollector(const HostRoots &roots, std::vector<std::string> ignored)
    : m_dev(roots.proc + "/net/dev")
    , m_classDirectory(roots.sys + "/class/net/")
    , m_ignored(std::move(ignored))
{
}

Result<void> NetworkCollector::collect(const CollectContext &context, SampleSink &sink)
{
    for (const auto &interface : m_interfaces) {
        if (interface->isWanted && sink.wants(Tier::Rare)) {
            readSpeed(*interface, context.buffer);
        }
        if (interface->isWanted && sink.wants(Tier::Normal)) {
            readState(*interface, context.buffer);
        }
    }
    return collectTraffic(context, sink);
}

Result<void> NetworkCollector::collectTraffic(const CollectContext &context, SampleSink &sink)
{
    auto text = m_dev.read(m_devBuffer);
    if (!text) {
        return failure(std::move(text).error());
    }
    std::string_view rest = *text;
    std::string_view line;
    if (!takeLine(rest, line) || !takeLine(rest, line) || line.find("bytes") == std::string_view::npos) {
        return corruptFile(m_dev.path(), "does not begin with two lines of headings");
    }
    Result<void> outcome;
    std::size_t position = 0;
    while (takeLine(rest, line)) {
        // Old kernels write no space after the colon.
        const std::size_t colon = line.rfind(':');
        std::string_view numbers =
            colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
        InterfaceCounters counters{};
        const bool isWhole = std::ranges::all_of(counters, [&](std::uint64_t &counter) {
            const auto number = takeUnsigned(numbers);
            counter = number.value_or(0);
            return number.has_value();
        });
        if (!isWhole) {
            outcome = corruptFile(m_dev.path(), "a line has fewer than 16 numbers");
            continue;
        }
        Interface &interface = interfaceFor(trimmed(line.substr(0, colon)), position++, context.buffer);
        interface.isSeen = true;
        if (interface.isWanted) {
            putTraffic(interface, counters, context.steady, sink);
        }
    }
    if (outcome) {
        std::erase_if(m_interfaces, [](const auto &one) { return !std::exchange(one->isSeen, false); });
    }
    return outcome;
}

NetworkCollector::Interface &NetworkCollector::interfaceFor(
    std::string_view name, std::size_t position, ReadBuffer &buffer)
{
    if (position < m_interfaces.size() && m_interfaces[position]->name == name) {
        return *m_interfaces[position];
    }
    const auto found = std::ranges::find_if(m_interfaces, [&](const auto &one) { return one->name == name; });
    if (found != m_interfaces.end()) {
        return **found;
    }
    const std::string owned{name};
    const std::string directory = m_classDirectory + owned;
    const bool isIgnored = std::ranges::any_of(
        m_ignored, [&](const std::string &pattern) { return matchesPattern(owned, pattern); });
    auto interface = std::make_unique<Interface>(Interface{owned, !isIgnored, true, false, false, false, 0.0,
        {}, {}, TextFile{directory + "/speed"}, TextFile{directory + "/operstate"},
        TextFile{directory + "/carrier"}, SeriesGroup{kMetrics, {{"iface", owned}}}});
    if (interface->isWanted) {
        readSpeed(*interface, buffer);
        readState(*interface, buffer);
    }
    const auto place = std::min(position, m_interfaces.size());
    return **m_interfaces.insert(
        m_interfaces.begin() + static_cast<std::ptrdiff_t>(place), std::move(interface));
}

void NetworkCollector::putTraffic(
    Interface &interface, const InterfaceCounters &now, SteadyMs readAt, SampleSink &sink)
{
    interface.isInUse = interface.isInUse || interface.isUp || now[InPackets] > 0 || now[OutPackets] > 0;
    if (!interface.isInUse) {
        return;
    }
    SeriesGroup &series = interface.series;
    const auto value = [&](Column column) { return static_cast<double>(now[column]); };
    for (std::size_t column = 0; column < now.size(); ++column) {
        series.put(sink, column, static_cast<double>(now[column]));
    }
    series.put(sink, InBits, value(InBytes) * kBits);
    series.put(sink, OutBits, value(OutBytes) * kBits);
    series.put(sink, TotalBytes, value(InBytes) + value(OutBytes));
    series.put(sink, TotalBits, (value(InBytes) + value(OutBytes)) * kBits);
    series.put(sink, TotalPackets, value(InPackets) + value(OutPackets));
    series.put(sink, TotalErrors, value(InErrors) + value(OutErrors));
    series.put(sink, TotalDropped, value(InDropped) + value(OutDropped));
    series.put(sink, Up, interface.isUp ? 1.0 : 0.0);
    if (interface.speedBits > 0.0) {
        series.put(sink, Speed, interface.speedBits);
    }
    const auto elapsed = static_cast<double>((readAt - interface.readAt).count());
    if (interface.hasBefore && elapsed > 0.0 && interface.speedBits > 0.0) {
        putPercent(interface, now, elapsed, sink);
    }
    interface.before = now;
    interface.readAt = readAt;
    interface.hasBefore = true;
}

void NetworkCollector::putPercent(
    Interface &interface, const InterfaceCounters &now, double elapsedMs, SampleSink &sink)
{
    const auto put = [&](Metric metric, Column column) {
        if (const auto delta = counterDelta(interface.before[column], now[column])) {
            const double bitsPerSecond = static_cast<double>(*delta) * kBits * 1000.0 / elapsedMs;
            interface.series.put(sink, metric, rounded(bitsPerSecond * 100.0 / interface.speedBits, 2));
        }
    };
    put(InPercent, InBytes);
    put(OutPercent, OutBytes);
}

void NetworkCollector::readSpeed(Interface &interface, ReadBuffer &buffer)
{
    // Megabits; -1 or EINVAL where there is no link or no such thing as a speed.
    const auto text = interface.speed.read(buffer);
    const auto megabits = text ? parseSigned(*text) : std::nullopt;
    interface.speedBits = megabits && *megabits > 0 ? static_cast<double>(*megabits) * 1e6 : 0.0;
}

void NetworkCollector::readState(Interface &interface, ReadBuffer &buffer)
{
    const auto text = interface.state.read(buffer);
    const std::string_view state = text ? trimmed(*text) : std::string_view{};
    interface.isUp = state == "up";
    if (state == "unknown" || state.empty()) {
        // Tunnels and old drivers do not tell; whether they have a carrier is the next best answer.
        const auto carrier = interface.carrier.read(buffer);
        interface.isUp = carrier && trimmed(*carrier) == "1";
    }
}

} // namespace qd::agent
