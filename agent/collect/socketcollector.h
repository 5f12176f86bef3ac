// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/collectsettings.h"
#include "agent/collect/textfile.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace qd::agent {

/// TCP sockets by the kernel's state numbers (1 established ... 12 new syn-recv), and which ports listen.
struct SocketTable
{
    std::array<std::uint64_t, 16> byState{};
    std::set<std::uint16_t> listening;
};

/// Asks the kernel for its TCP sockets, IPv4 and IPv6, over a sock_diag netlink socket: a fifth of the cost
/// of /proc/net/tcp on a busy host.
class SocketDump
{
public:
    SocketDump() = default;
    ~SocketDump();
    SocketDump(const SocketDump &) = delete;
    SocketDump &operator=(const SocketDump &) = delete;

    /// Adds to the table all states but time-wait.
    /// @param ports  ports whose listeners matter
    /// @errors Unavailable: no netlink, or the kernel has no tcp_diag
    [[nodiscard]] Result<void> read(
        const std::set<std::uint16_t> &ports, ReadBuffer &buffer, SocketTable &table);

private:
    [[nodiscard]] bool open();
    [[nodiscard]] bool ask() const;
    void close();

    int m_descriptor = -1;
};

/// ss.* and net.port.listen.
class SocketCollector final : public Collector
{
public:
    enum class Source : std::uint8_t { Netlink, Files }; ///< netlink falls back to files

    SocketCollector(const HostRoots &roots, std::vector<ListenPort> ports, Source source);

    [[nodiscard]] std::string_view name() const override { return "sockets"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Normal}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Watched
    {
        ListenPort port;
        SeriesGroup series;
    };

    /// What /proc/net/sockstat sums up; absent where the kernel does not say.
    struct Sums
    {
        std::optional<std::uint64_t> orphans;
        std::optional<std::uint64_t> timeWaits;
    };

    Result<void> readTcp(const CollectContext &context, SocketTable &table);
    Result<void> readTable(TextFile &file, const CollectContext &context, SocketTable &table) const;
    Result<void> readSums(const CollectContext &context, Sums &sums);
    void putStates(const SocketTable &table, const Sums &sums, SampleSink &sink);
    Result<void> putPorts(const CollectContext &context, const SocketTable &tcp, SampleSink &sink);

    Source m_source;
    SocketDump m_dump;
    TextFile m_tcp;
    TextFile m_tcp6;
    TextFile m_udp;
    TextFile m_udp6;
    TextFile m_sockstat;
    std::vector<Watched> m_watched;
    std::set<std::uint16_t> m_ports;
    bool m_hasUdp = false;
    SeriesGroup m_series;
};

} // namespace qd::agent
