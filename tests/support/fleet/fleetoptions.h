// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>

namespace qd::fleet {

struct Options
{
    std::string backend = "ws://127.0.0.1:7700";
    int hosts = 200;
    std::uint64_t seed = 1;
    std::chrono::milliseconds interval{10'000};
    int seriesPerHost = 0; ///< 0: the whole catalogue
    std::string adminTokenFile; ///< API token: enrolment tokens, tree and mounts
    std::string enrolTokenFile; ///< enrolment tokens, one a line, instead of asking for them
    std::string ledgerFile; ///< where acknowledged samples are written down; empty: nowhere
    std::string stateDir = "qd-fleet-state";
    std::chrono::seconds history{7'200}; ///< sent first, when the fleet is new
    std::uint64_t samplesPerSecond = 0; ///< of all hosts together; 0: as fast as acknowledgements allow
    int rowsPerBlock = 60; ///< at most, when catching up
    std::chrono::seconds duration{0}; ///< 0: until a signal
    bool isAllOnline = false; ///< without the few hosts that stop sending
    bool withTree = true; ///< create the product tree and mount the hosts

    bool operator==(const Options &) const = default;
};

/// `--name value` or `--name=value`; durations as 90s, 15m, 2h.
/// @errors InvalidInput
[[nodiscard]] Result<Options> parseOptions(std::span<const char *const> arguments);

[[nodiscard]] const char *helpText();

} // namespace qd::fleet
