// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/fleet/fleethost.h"

#include <boost/asio/signal_set.hpp>

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace qd::fleet {

/// Runs all hosts on one thread: enrols and mounts them, starts them one after another, keeps count, ends
/// them.
class Fleet
{
public:
    Fleet(Options options, agent::BackendUrl backend, FleetState state, std::string adminToken,
        std::deque<std::string> enrolTokens);

    /// Until a signal or --duration. Prints the report on standard output.
    /// @return the exit code
    int run();

private:
    [[nodiscard]] agent::Task<void> prepare();
    [[nodiscard]] agent::Task<void> buildTree();
    [[nodiscard]] agent::Task<void> provideTokens();
    [[nodiscard]] agent::Task<void> mountAll();
    [[nodiscard]] agent::Task<void> startReportOver();
    [[nodiscard]] agent::Task<void> refill();
    [[nodiscard]] agent::Task<void> watch();
    [[nodiscard]] agent::Task<void> sleep(std::chrono::milliseconds time);
    [[nodiscard]] std::size_t missingTokens() const;
    void saveState();
    void stop();

    Options m_options;
    boost::asio::io_context m_io{1};
    FleetState m_state;
    Report m_report;
    Ledger m_ledger;
    FleetContext m_context;
    std::optional<FleetApi> m_api;
    std::vector<std::unique_ptr<FleetHost>> m_hosts;
    std::vector<std::int32_t> m_components; ///< node ids of componentPaths(); empty without a tree
    std::deque<std::pair<int, std::int32_t>> m_toMount; ///< index, host id
    std::chrono::steady_clock::time_point m_startedAt;
};

} // namespace qd::fleet
