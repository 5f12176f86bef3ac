// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/duration.h"

#include <array>
#include <charconv>
#include <limits>

namespace qd::promql {

namespace {

struct Unit
{
    std::string_view name;
    std::int64_t ms;
    bool onlyExact; ///< written only if nothing smaller is left, as Prometheus does
};

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
// Prometheus counts durations in nanoseconds in 64 bits; longer ones are errors there and here.
constexpr std::int64_t kMaxDurationMs = std::numeric_limits<std::int64_t>::max() / 1'000'000;

constexpr std::array<Unit, 7> kUnits{{
    {"y", 365 * kDayMs, true},
    {"w", 7 * kDayMs, true},
    {"d", kDayMs, true},
    {"h", 3600 * 1000, false},
    {"m", 60 * 1000, false},
    {"s", 1000, false},
    {"ms", 1, false},
}};

} // namespace

std::optional<std::int64_t> parseDuration(std::string_view text)
{
    std::int64_t total = 0;
    std::size_t nextUnit = 0;
    if (text.empty()) {
        return std::nullopt;
    }
    while (!text.empty()) {
        std::int64_t count = 0;
        const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), count);
        if (status != std::errc{} || count < 0) {
            return std::nullopt;
        }
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        const std::string_view name = text.substr(0, text.find_first_of("0123456789"));
        while (nextUnit < kUnits.size() && kUnits[nextUnit].name != name) {
            ++nextUnit;
        }
        if (nextUnit == kUnits.size() || count > (kMaxDurationMs - total) / kUnits[nextUnit].ms) {
            return std::nullopt;
        }
        total += count * kUnits[nextUnit].ms;
        ++nextUnit;
        text.remove_prefix(name.size());
    }
    return total;
}

std::string formatDuration(std::int64_t ms)
{
    if (ms == 0) {
        return "0s";
    }
    std::string text;
    for (const Unit &unit : kUnits) {
        const bool fits = unit.onlyExact ? ms % unit.ms == 0 : true;
        if (fits && ms >= unit.ms) {
            text += std::to_string(ms / unit.ms);
            text += unit.name;
            ms %= unit.ms;
        }
    }
    return text;
}

} // namespace qd::promql
