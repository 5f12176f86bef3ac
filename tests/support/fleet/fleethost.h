// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/uplink/backoff.h"
#include "agent/uplink/channel.h"
#include "shared/protocol/wire.h"
#include "tests/support/fleet/fleetapi.h"
#include "tests/support/fleet/fleetoptions.h"
#include "tests/support/fleet/fleetstate.h"
#include "tests/support/fleet/hostmodel.h"
#include "tests/support/fleet/ledger.h"
#include "tests/support/fleet/report.h"
#include "tests/support/fleet/rowplan.h"

#include <boost/asio/io_context.hpp>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <random>

namespace qd::fleet {

/// What all hosts of a fleet share. Belongs to the loop's thread.
struct FleetContext
{
    boost::asio::io_context &io;
    const Options &options;
    agent::BackendUrl backend;
    Catalog catalog;
    FleetState &state;
    Report &report;
    Ledger &ledger;
    std::deque<std::string> enrolTokens;
    double tokens = 0.0; ///< samples that may be sent now, under --rate
    int connected = 0;
    int connecting = 0;
    bool isStopping = false;
    std::function<void(int index, std::int32_t host)> onWelcome;
};

/// One simulated host: a session of the agent protocol whose samples come from a HostModel. The rows that are
/// due and not kept yet are never stored: they are made again from their time, so an outage costs no memory.
class FleetHost
{
public:
    FleetHost(FleetContext &fleet, int index);

    /// Connects, and comes back after each end, until the fleet stops.
    void start(std::chrono::milliseconds delay);
    void stop();

    /// Up to when the backend has kept this host's rows; nothing of hosts that stop sending on purpose.
    [[nodiscard]] std::optional<std::int64_t> keptUntilMs() const;

private:
    /// A block that was sent. Its rows can be made again.
    struct Sent
    {
        std::uint64_t sequence = 0;
        RowSpan rows;
        std::uint64_t samples = 0;
        std::chrono::steady_clock::time_point sentAt;
    };
    struct Link
    {
        Link(boost::asio::io_context &io, std::unique_ptr<agent::Channel> openChannel)
            : channel(std::move(openChannel))
            , wake(io)
        {
        }
        std::unique_ptr<agent::Channel> channel;
        agent::Timer wake;
        std::deque<protocol::Blob> out;
        bool isOpen = false;
        bool isOver = false;
        bool isReading = true;
        bool reportsBursts = false; ///< the backend understands that
        bool hasBurstNews = false;
        std::size_t window = 1;
        std::size_t sentInSession = 0; ///< of m_sent, from the front
    };

    [[nodiscard]] agent::Task<void> run(std::chrono::milliseconds delay);
    [[nodiscard]] agent::Task<void> runOnce();
    [[nodiscard]] agent::Task<void> readAll(std::shared_ptr<Link> link);
    [[nodiscard]] agent::Task<void> writeAll(std::shared_ptr<Link> link);
    [[nodiscard]] agent::Task<void> sleep(agent::Timer &timer, std::chrono::milliseconds time);
    void receive(Link &link, std::span<const std::byte> frame);
    void onChallenge(Link &link, const protocol::Challenge &challenge);
    void onWelcome(Link &link, const protocol::Welcome &welcome);
    void onAck(Link &link, std::uint64_t sequence, bool isKept);
    void onBurstOrder(Link &link, const protocol::BurstOrder &order);
    [[nodiscard]] protocol::Blob burstReport() const;
    [[nodiscard]] std::optional<protocol::Blob> nextFrame(Link &link);
    [[nodiscard]] std::optional<protocol::Blob> nextBlock(Link &link);
    [[nodiscard]] std::chrono::milliseconds untilNext(const Link &link) const;
    [[nodiscard]] series::Block rowsOf(const Sent &sent) const;
    [[nodiscard]] protocol::Blob blockFrame(Sent &sent);
    [[nodiscard]] SpoolDepth spoolAt(std::int64_t now, std::int64_t rowBytes) const;
    [[nodiscard]] RoundTrip roundTrip() const;
    [[nodiscard]] std::int64_t nowMs() const;

    FleetContext &m_fleet;
    int m_index;
    HostModel m_model;
    HostIdentity m_identity;
    agent::Backoff m_backoff;
    agent::Timer m_timer;
    std::shared_ptr<Link> m_link; ///< shared by the coroutines that read and write
    std::uint64_t m_dictionary;
    std::uint64_t m_nextSequence = 1;
    std::deque<Sent> m_sent; ///< not acknowledged, oldest first
    RowPlan m_plan;
    std::int64_t m_keptUntilMs = 0;
    std::int64_t m_nextPingMs = 0;
    std::chrono::steady_clock::time_point m_pingLeft;
    std::chrono::steady_clock::time_point m_pongCame;
    std::int64_t m_roundTripUs = -1; ///< of the newest ping that was answered
    std::int64_t m_watchUntilMs = 0;
    std::int64_t m_watchIntervalMs = 0;
    std::int64_t m_nextListMs = 0;
    int m_watchTop = 20;
    bool m_hasUsedToken = false;
    bool m_isQuiet = false; ///< one of the silent hosts, with its history sent
};

} // namespace qd::fleet
