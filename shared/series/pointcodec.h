// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/bytestream.h"

#include <span>
#include <vector>

namespace qd::series {

/// The layout for blocks of one to three rows, the live case: every value stands for itself, as a 4-bit kind
/// and a varint. About 4.3 bytes a sample on real hosts, where a column header would cost as much as the
/// value.
void encodePoints(std::span<const double> values, ByteWriter &out);
void encodePoints(std::span<const Point> points, ByteWriter &out); ///< their values

/// @return false for bytes that encodePoints() did not write
[[nodiscard]] bool decodePoints(ByteReader &in, std::span<double> values);

} // namespace qd::series
