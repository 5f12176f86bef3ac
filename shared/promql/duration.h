// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qd::promql {

/// Reads `1h30m`, `250ms`, `1y2w`: units y (365 d), w, d, h, m, s, ms, each at most once and from large to
/// small.
/// @return milliseconds; nothing for another order, an unknown unit or a sum beyond 292 years
[[nodiscard]] std::optional<std::int64_t> parseDuration(std::string_view text);

/// The canonical text of a duration >= 0 ms ("1h30m"); only exact years and weeks are written with y and w.
[[nodiscard]] std::string formatDuration(std::int64_t ms);

} // namespace qd::promql
