// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace qd::agent {

/// How much a kernel counter grew between two readings.
/// @return nothing if it was reset (a module reloaded, a device replaced); a 32-bit counter that ran over the
/// top,
///         as those of 32-bit kernels and the millisecond columns of diskstats do, is told apart by having
///         been in the upper half of its range and being in the lower half now
[[nodiscard]] constexpr std::optional<std::uint64_t> counterDelta(std::uint64_t before, std::uint64_t after)
{
    constexpr std::uint64_t kTop = std::numeric_limits<std::uint32_t>::max();
    if (after >= before) {
        return after - before;
    }
    if (before <= kTop && before > kTop / 2 && after <= kTop / 2) {
        return kTop - before + after + 1;
    }
    return std::nullopt;
}

} // namespace qd::agent
