// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

#include <cmath>
#include <cstdint>
#include <random>

namespace qd::test {

/// Equal to the bit: NaN payloads and signs of zero count.
inline bool sameBits(std::span<const double> a, std::span<const double> b)
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](double x, double y) {
        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
    });
}

inline bool sameBlock(const series::Block &a, const series::Block &b)
{
    return a.times == b.times && a.columns.size() == b.columns.size()
        && std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(),
            [](const auto &x, const auto &y) { return x.slot == y.slot && sameBits(x.values, y.values); });
}

/// One value of a series of a random kind: what hosts send, and what nobody should send.
inline double randomValue(std::mt19937_64 &random, int kind, double &state)
{
    const auto uniform = [&random] { return std::uniform_real_distribution<>(0.0, 1.0)(random); };
    switch (kind) {
    case 0:
        return 42.0;
    case 1:
        return state += std::floor(uniform() * 1000);
    case 2:
        return state += std::floor(uniform() * 50) * 4096;
    case 3:
        return std::round(uniform() * 10'000) / 100;
    case 4:
        return uniform() * 100;
    case 5:
        return std::bit_cast<double>(random());
    case 6:
        return uniform() < 0.05 ? std::bit_cast<double>(0x7FF0'0000'0000'0002ULL) : std::floor(uniform() * 9);
    case 7:
        return uniform() < 0.3 ? -0.0 : (uniform() < 0.5 ? INFINITY : -INFINITY);
    case 8:
        return std::round(uniform() * 1e9) / 1e9;
    default:
        return std::ldexp(1.0, static_cast<int>(uniform() * 100));
    }
}

inline constexpr int kRandomKinds = 10;

/// A well-formed block of random shape and values, with absent cells by tier and at random.
inline series::Block randomBlock(std::uint64_t seed, std::size_t rows, std::size_t columns)
{
    std::mt19937_64 random(seed);
    series::Block block;
    std::int64_t time = 1'700'000'000'000 + static_cast<std::int64_t>(random() % 10'000);
    for (std::size_t row = 0; row < rows; ++row) {
        block.times.push_back(time);
        time += 10'000 + static_cast<std::int64_t>(random() % 7) - 3;
    }
    std::uint32_t slot = 0;
    for (std::size_t i = 0; i < columns; ++i) {
        slot += random() % 9 == 0 ? 1 + static_cast<std::uint32_t>(random() % 40) : 0;
        const int kind = static_cast<int>(random() % kRandomKinds);
        constexpr std::size_t kTiers[] = {1, 1, 3, 6, 12};
        const std::size_t tier = kTiers[random() % 5];
        const bool isHoley = random() % 8 == 0;
        double state = std::floor(static_cast<double>(random() % 1'000'000'000));
        series::Column column{slot++, {}};
        for (std::size_t row = 0; row < rows; ++row) {
            const double value = randomValue(random, kind, state);
            column.values.push_back(
                row % tier != 0 || (isHoley && random() % 3 == 0) ? series::kAbsent : value);
        }
        block.columns.push_back(std::move(column));
    }
    return block;
}

} // namespace qd::test
