// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/journalframe.h"

namespace qd::backend {

void writeFrame(const IngestBlock &block, series::ByteWriter &out)
{
    const std::int64_t received = toUnixMs(block.receivedAt);
    out.varint(static_cast<std::uint32_t>(block.host.value));
    out.u64(block.dictionary);
    out.varint(block.sequence);
    out.signedVarint(received);
    out.signedVarint(toUnixMs(block.sentAt) - received);
    out.signedVarint(block.clockOffsetMs);
    out.varint(block.raw.size());
    out.bytes(block.raw);
}

Result<void> readFrames(series::ByteView row, const std::function<void(const JournalFrame &)> &onFrame)
{
    series::ByteReader in(row);
    while (!in.atEnd()) {
        JournalFrame frame;
        frame.host = HostId{static_cast<std::int32_t>(in.varint())};
        frame.dictionary = in.u64();
        frame.sequence = in.varint();
        frame.receivedMs = in.signedVarint();
        frame.sentMs = frame.receivedMs + in.signedVarint();
        frame.clockOffsetMs = static_cast<std::int32_t>(in.signedVarint());
        frame.raw = in.bytes(in.varint());
        if (!in.isOk()) {
            return failure(ErrorCode::Corrupt, "journal: row cannot be read");
        }
        onFrame(frame);
    }
    return {};
}

} // namespace qd::backend
