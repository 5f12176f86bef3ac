// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/sampleingest.h"
#include "shared/series/bytestream.h"

#include <functional>

namespace qd::backend {

/// A block inside a journal row, not copied.
struct JournalFrame
{
    HostId host;
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0;
    std::int64_t receivedMs = 0;
    std::int64_t sentMs = 0;
    std::int32_t clockOffsetMs = 0;
    series::ByteView raw;
};

/// Appends a block to a journal row: varint host, u64 dictionary, varint sequence, svarint received, svarint
/// sent minus received, svarint clock offset, varint length, block.
void writeFrame(const IngestBlock &block, series::ByteWriter &out);

/// Calls onFrame for each block of a row, in order.
/// @errors Corrupt
[[nodiscard]] Result<void> readFrames(
    series::ByteView row, const std::function<void(const JournalFrame &)> &onFrame);

} // namespace qd::backend
