// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/metric.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>

namespace qd::agent {

/// How often a metric is collected. The names stand for the default intervals of the catalogue: 10, 30, 60,
/// 120 s.
enum class Tier : std::uint8_t { Fast, Normal, Slow, Rare };

inline constexpr std::size_t kTierCount = 4;

/// The interval of each tier. All are whole multiples of the fastest, which is the length of a tick.
struct TierPlan
{
    std::array<std::chrono::seconds, kTierCount> intervals{std::chrono::seconds{10}, std::chrono::seconds{30},
        std::chrono::seconds{60}, std::chrono::seconds{120}};

    [[nodiscard]] std::chrono::milliseconds tick() const { return intervals[0]; }
    [[nodiscard]] std::chrono::milliseconds interval(Tier tier) const
    {
        return intervals[static_cast<std::size_t>(tier)];
    }
    /// Ticks between two collections of the tier, at least 1.
    [[nodiscard]] std::int64_t ticks(Tier tier) const { return interval(tier) / tick(); }

    bool operator==(const TierPlan &) const = default;
};

/// A set of tiers, as a bit each.
struct TierSet
{
    std::uint8_t bits = 0;

    [[nodiscard]] constexpr bool has(Tier tier) const
    {
        return (bits >> static_cast<unsigned>(tier) & 1U) != 0;
    }
    constexpr void add(Tier tier)
    {
        bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(tier));
    }
    [[nodiscard]] constexpr bool empty() const { return bits == 0; }

    [[nodiscard]] static constexpr TierSet all() { return {0x0F}; }
    [[nodiscard]] static constexpr TierSet of(std::initializer_list<Tier> tiers)
    {
        TierSet set;
        for (const Tier tier : tiers) {
            set.add(tier);
        }
        return set;
    }

    bool operator==(const TierSet &) const = default;
};

/// One row of the metric catalogue; collectors keep theirs in constant tables.
struct MetricSpec
{
    std::string_view name;
    std::string_view unit; ///< as the catalogue writes it: percent, bytes, count, ms, ...
    MetricKind kind = MetricKind::Gauge;
    Tier tier = Tier::Fast;
};

} // namespace qd::agent
