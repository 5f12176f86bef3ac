// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace qd::series {

using Bytes = std::vector<std::byte>;
using ByteView = std::span<const std::byte>;

/// Marks a cell of a column in which there is no sample. A NaN with a payload of its own, so that a sender's
/// NaN (a stale marker, for example) still travels as a value.
inline constexpr double kAbsent = std::bit_cast<double>(std::uint64_t{0x7FF8'0000'0000'5144});

/// Compares bits: kAbsent is a NaN, == would never hold.
[[nodiscard]] inline bool isAbsent(double value)
{
    return std::bit_cast<std::uint64_t>(value) == std::bit_cast<std::uint64_t>(kAbsent);
}

/// The values of one series over the block's time rows.
struct Column
{
    std::uint32_t slot = 0; ///< the number that stands for the labels: agent dictionary or host ordinal
    std::vector<double> values; ///< one per time row, kAbsent where the series has no sample
};

/// Many series of one host over one span of time: the unit of transport and storage.
struct Block
{
    std::vector<std::int64_t> times; ///< UTC ms, strictly ascending
    std::vector<Column> columns; ///< ascending by slot, slots unique
};

/// A sample of a single time row.
struct Point
{
    std::uint32_t slot = 0; ///< as in Column
    double value = 0.0; ///< not kAbsent
};

/// What a decoder accepts; a block beyond it is InvalidInput, whatever its header claims, before memory is
/// taken.
struct BlockLimits
{
    std::uint32_t maxRows = 4096;
    std::uint32_t maxColumns = 65'536;
    std::uint64_t maxCells = 4'000'000;
};

/// Encodes a block for the wire and the journal (docs/protocol/block.md). Lossless to the bit.
/// Precondition: block is well formed as the struct comments say.
[[nodiscard]] Bytes encodeBlock(const Block &block);

/// The bytes of encodeBlock() for a block of one time row, which needs no memory for each of its columns.
/// Precondition: points ascend by slot, slots are unique.
[[nodiscard]] Bytes encodeRow(std::int64_t time, std::span<const Point> points);

/// @errors Corrupt (checksum, truncation, impossible fields), InvalidInput (beyond limits, unknown version)
[[nodiscard]] Result<Block> decodeBlock(ByteView bytes, const BlockLimits &limits = {});

/// What a block says of itself, read from its header and checked against the checksum, without decoding
/// values.
struct BlockInfo
{
    std::uint32_t rows = 0;
    std::uint32_t columns = 0;
    std::uint64_t samples = 0; ///< present cells
    std::int64_t firstTime = 0;
    std::int64_t lastTime = 0;
};

[[nodiscard]] Result<BlockInfo> inspectBlock(ByteView bytes, const BlockLimits &limits = {});

} // namespace qd::series
