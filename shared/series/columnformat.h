// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>

/// What encoder and decoder of columns share; see docs/protocol/block.md, "Columns".
namespace qd::series::columnformat {

// The header byte: bits 0-3 scale, 4-6 mode, 7 "patches follow".
inline constexpr unsigned kScaleShifted = 10; ///< multiples of a power of two, whose exponent follows
inline constexpr unsigned kScaleXor =
    15; ///< not integers: mode 0 one bit pattern for all, mode 1 an XOR stream
inline constexpr std::uint8_t kHasPatches = 0x80;
inline constexpr std::uint8_t kHasExceptions = 0x80;

enum Mode : unsigned { Constant, FromFirst, FromMinimum, Delta, DeltaFromMinimum, DeltaOfDelta };

[[nodiscard]] constexpr std::uint64_t asBits(double value)
{
    return std::bit_cast<std::uint64_t>(value);
}

[[nodiscard]] constexpr std::uint64_t asUnsigned(std::int64_t value)
{
    return static_cast<std::uint64_t>(value);
}

} // namespace qd::series::columnformat
