// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace qd::agent {

/// A line of /proc/net/dev. In: bytes, packets, errs, drop, fifo, frame, compressed, multicast; out: bytes,
/// packets, errs, drop, fifo, colls, carrier, compressed.
using InterfaceCounters = std::array<std::uint64_t, 16>;

/// net.if.* of interfaces that are up or have ever carried a packet.
class NetworkCollector final : public Collector
{
public:
    /// @param ignored  shell patterns of interface names
    NetworkCollector(const HostRoots &roots, std::vector<std::string> ignored);

    [[nodiscard]] std::string_view name() const override { return "network"; }
    [[nodiscard]] TierSet tiers() const override
    {
        return TierSet::of({Tier::Fast, Tier::Normal, Tier::Rare});
    }
    [[nodiscard]] bool joinsBursts() const override { return true; }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Interface
    {
        std::string name;
        bool isWanted = false;
        bool isSeen = true; ///< in this run
        bool isUp = false;
        bool isInUse = false; ///< was up or carried something since it appeared
        bool hasBefore = false;
        double speedBits = 0.0; ///< 0: unknown, as for virtual interfaces and those without carrier
        InterfaceCounters before{};
        SteadyMs readAt;
        TextFile speed;
        TextFile state;
        TextFile carrier;
        SeriesGroup series;
    };

    Result<void> collectTraffic(const CollectContext &context, SampleSink &sink);
    [[nodiscard]] Interface &interfaceFor(std::string_view name, std::size_t position, ReadBuffer &buffer);
    void putTraffic(Interface &interface, const InterfaceCounters &now, SteadyMs readAt, SampleSink &sink);
    void putPercent(Interface &interface, const InterfaceCounters &now, double elapsedMs, SampleSink &sink);
    static void readSpeed(Interface &interface, ReadBuffer &buffer);
    static void readState(Interface &interface, ReadBuffer &buffer);

    TextFile m_dev;
    ReadBuffer m_devBuffer; ///< its own: sysfs files are read while its lines are being parsed
    std::string m_classDirectory;
    std::vector<std::string> m_ignored;
    std::vector<std::unique_ptr<Interface>> m_interfaces; ///< in the order of the file
};

} // namespace qd::agent
