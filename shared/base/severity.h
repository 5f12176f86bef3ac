// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace qd {

/// How bad something is. A level, not a state: acknowledged, silenced or stale are told beside it.
enum class Severity : std::uint8_t { Critical, Major, Warning, Info, Healthy, Unknown };

inline constexpr std::size_t kSeverityCount = 6;

/// Place in a "worst first" order, 0 = worst. Unknown ranks above Info and Healthy: what nobody has seen
/// lately must not hide behind what is known to be fine.
[[nodiscard]] constexpr int severityRank(Severity severity)
{
    constexpr std::array<int, kSeverityCount> kRank{0, 1, 2, 4, 5, 3};
    return kRank[static_cast<std::size_t>(severity)];
}

[[nodiscard]] constexpr Severity worseOf(Severity a, Severity b)
{
    return severityRank(a) <= severityRank(b) ? a : b;
}

} // namespace qd
