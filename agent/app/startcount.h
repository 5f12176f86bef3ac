// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/spool/reporter.h"

#include <cstdint>
#include <filesystem>

namespace qd::agent {

/// Counts this start of the agent in a file, and returns how many there were before it: the agent's restarts
/// (agent.restarts), whoever or whatever ended the process. A damaged file is told and begins anew; a disk
/// that refuses is told, and then this start is not remembered. Blocks on the disk. Call once per process.
[[nodiscard]] std::uint64_t countStart(const std::filesystem::path &file, Reporter &reporter);

} // namespace qd::agent
