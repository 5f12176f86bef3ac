// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/series/block.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include <sys/types.h>

namespace qd::agent {

/// Where a record lies on disk; segment 0 means "nowhere".
struct RecordPlace
{
    std::uint32_t segment = 0;
    std::uint32_t offset = 0; ///< of its header
    std::uint32_t size = 0; ///< of its payload, in bytes

    [[nodiscard]] bool isOnDisk() const { return segment != 0; }
};

/// Checksummed records in numbered segment files of one directory. Appends go to the newest segment without
/// fsync: a killed process loses nothing, and a host that loses power loses what the kernel had not written
/// yet. A segment is deleted when none of its records is live any more. Not thread safe; blocks on the disk.
class RecordLog
{
public:
    /// Writes like ::write(2); replaced in tests that fill the disk.
    using WriteCall = std::function<ssize_t(int descriptor, const void *data, std::size_t size)>;

    struct Options
    {
        std::filesystem::path directory; ///< created (mode 0700) by open()
        std::uint64_t segmentBytes = 1'000'000; ///< a new segment is begun beyond this
        std::uint64_t deadBytes = 256'000; ///< ... or beyond this when none of its records is live
        WriteCall write{}; ///< empty: ::write
    };

    struct Recovered
    {
        std::uint64_t records = 0;
        std::uint64_t corrupted = 0; ///< places where bytes had to be skipped
        std::uint64_t tornTails = 0; ///< incomplete last records, as a crash leaves them
    };

    using Reader = std::function<void(std::uint8_t kind, series::ByteView payload, RecordPlace place)>;
    /// Gives the record that opens each segment, so that older segments can go.
    using Preamble = std::function<series::Bytes()>;

    RecordLog(Options options, std::uint8_t preambleKind, Preamble preamble);
    ~RecordLog();
    RecordLog(const RecordLog &) = delete;
    RecordLog &operator=(const RecordLog &) = delete;

    /// Reads every record of every segment, oldest first. All count as live until release().
    /// @errors Unavailable: the directory cannot be created or read; the log works once append() succeeds
    [[nodiscard]] Result<Recovered> open(const Reader &reader);

    /// @param payload  at most 16 MB
    /// @errors Unavailable (disk full, read-only, broken; context "errno"): the file is as it was before
    [[nodiscard]] Result<RecordPlace> append(std::uint8_t kind, series::ByteView payload);

    /// Appends with the next append(), in the same write: for marks whose loss is harmless. Never live.
    void appendLater(std::uint8_t kind, series::ByteView payload);

    /// Waits until the disk has what was appended to the newest segment. Best effort: a disk that refuses
    /// shows itself at the next append.
    void flush() const;

    /// Reads one record back and checks it.
    /// @errors Corrupt, Unavailable
    [[nodiscard]] Result<series::Bytes> read(const RecordPlace &place) const;

    /// The record is not needed any more; a place that is not on disk is ignored.
    void release(const RecordPlace &place);

    /// Deletes a segment whatever lies in it; its places must not be used again.
    void discard(std::uint32_t segment);

    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; } ///< of all segments
    [[nodiscard]] std::uint32_t oldestSegment() const; ///< 0 if there is none
    [[nodiscard]] bool isActive(std::uint32_t segment) const { return segment == m_active; }

private:
    struct Segment
    {
        std::uint64_t size = 0;
        std::uint64_t live = 0;
    };

    [[nodiscard]] std::filesystem::path pathOf(std::uint32_t segment) const;
    [[nodiscard]] Result<void> startSegment();
    [[nodiscard]] Result<RecordPlace> appendToActive(std::uint8_t kind, series::ByteView payload);
    void scan(std::uint32_t number, bool isNewest, const Reader &reader, Recovered &recovered);
    void closeActive();
    void sweep();

    Options m_options;
    std::uint8_t m_preambleKind;
    Preamble m_preamble;
    std::map<std::uint32_t, Segment> m_segments;
    std::uint64_t m_bytes = 0;
    std::uint32_t m_active = 0; ///< 0: the next append begins a segment
    std::uint32_t m_newest = 0; ///< highest number ever used
    int m_descriptor = -1;
    series::Bytes m_later; ///< whole records
};

} // namespace qd::agent
