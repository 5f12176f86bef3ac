// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/spool/recordlog.h"
#include "agent/spool/reporter.h"
#include "shared/base/clock.h"
#include "shared/model/event.h"
#include "shared/model/host.h"

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace qd::agent {

/// Why a block was thrown away instead of being kept by the backend.
enum class SpoolDrop : std::uint8_t { Full, Refused, TooOld, Corrupt };
inline constexpr std::size_t kSpoolDropCount = 4;

/// A block that waits. The ordinal orders blocks of all dictionaries; the sequence counts within one, from 1.
struct SpooledBlock
{
    std::uint64_t ordinal = 0;
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0;
    std::uint32_t samples = 0;
    TimeMs storedAt;
};

struct SpoolStats
{
    std::uint64_t memoryBytes = 0; ///< payloads held in memory
    std::uint64_t diskBytes = 0; ///< segment files, with what is acknowledged but not deleted yet
    std::uint64_t blocks = 0;
    std::uint64_t events = 0;
    std::chrono::milliseconds oldestAge{0}; ///< of the oldest block; 0 if there is none
    std::uint64_t samplesAcknowledged = 0; ///< since this process began
    std::array<std::uint64_t, kSpoolDropCount> samplesDropped{}; ///< by SpoolDrop, since this process began
    std::uint64_t eventsDropped = 0;
    bool isOnDisk = false; ///< false while the disk refuses
};

/// The bounded queue of blocks and events that the backend has not kept yet. Every block goes to disk at once
/// (a write of a few hundred bytes without fsync, so that kill -9 loses none) and stays in memory while there
/// is room. When the bound is reached the oldest blocks go first, then events. While the disk refuses, blocks
/// are held in memory and written as soon as there is room again. Not thread safe.
class Spool
{
public:
    struct Options
    {
        std::filesystem::path directory;
        std::uint64_t memoryBytes = 30'000'000; ///< bound of what is in memory only
        std::uint64_t diskBytes = 30'000'000; ///< 0: nothing is kept on disk
        std::uint64_t cacheBytes = 1'000'000; ///< payloads that are on disk too are kept in memory up to this
        std::chrono::milliseconds diskRetry{30'000};
        RecordLog::WriteCall write{}; ///< as in RecordLog::Options
    };

    /// @param clock, reporter  must outlive the spool
    Spool(Options options, const Clock &clock, Reporter &reporter);

    /// Takes over what an earlier process left. Call once, before anything else. Trouble with the disk is
    /// reported and leaves a working spool in memory.
    void open();

    /// Queues a block under the next sequence number of its dictionary.
    void push(std::uint64_t dictionary, series::Bytes block, std::uint32_t samples);
    void push(HostEvent event);

    /// The oldest block after the given ordinal (0: the oldest of all); null if there is none.
    /// Valid until the spool changes.
    [[nodiscard]] const SpooledBlock *after(std::uint64_t ordinal) const;

    /// The bytes of a waiting block. A block that cannot be read back is dropped and counted.
    /// @errors NotFound (acknowledged or dropped meanwhile), Corrupt
    [[nodiscard]] Result<series::Bytes> load(std::uint64_t ordinal);

    /// Every block of the dictionary up to the sequence is kept by the backend. A repeat is harmless.
    void acknowledge(std::uint64_t dictionary, std::uint64_t sequence);

    /// The backend will never keep this block.
    void drop(std::uint64_t dictionary, std::uint64_t sequence, SpoolDrop reason);

    /// The sequence that the next block of this dictionary gets.
    [[nodiscard]] std::uint64_t nextSequence(std::uint64_t dictionary) const;

    /// Moves waiting blocks of one dictionary to another with the same slots, numbered from 1.
    void renumber(std::uint64_t from, std::uint64_t to);

    [[nodiscard]] std::vector<HostEvent> events(std::size_t atMost) const; ///< oldest first
    void eventKept(std::string_view id);

    [[nodiscard]] std::set<std::uint64_t> dictionaries() const; ///< those of waiting blocks
    [[nodiscard]] SpoolStats stats() const;
    [[nodiscard]] SpoolDepth depth() const; ///< at no cost, for every block that is sent

private:
    struct BlockEntry
    {
        SpooledBlock info;
        std::uint32_t size = 0;
        series::Bytes payload; ///< empty when it is on disk only
        RecordPlace place;
    };
    struct EventEntry
    {
        std::uint64_t ordinal = 0;
        HostEvent event;
        RecordPlace place;
    };

    /// last dictionary, its next sequence, next ordinal: opens each segment
    static constexpr std::uint8_t kMarkRecord = 1;

    [[nodiscard]] static std::uint64_t memorySizeOf(const HostEvent &event);
    void readRecord(std::uint8_t kind, series::ByteView payload, RecordPlace place);
    void readBlock(series::ByteView payload, RecordPlace place);
    void readEvent(series::ByteView payload, RecordPlace place);
    void settleRecovered();
    [[nodiscard]] series::Bytes preamble() const;
    [[nodiscard]] Result<void> writeBlock(BlockEntry &entry);
    [[nodiscard]] Result<void> writeEvent(EventEntry &entry);
    void markAcknowledged();
    [[nodiscard]] Result<void> writeAll();
    void writeEventKept(std::string_view id);
    [[nodiscard]] Result<series::Bytes> readPayload(const BlockEntry &entry) const;
    void writeWaiting();
    void evictSegment(std::uint32_t segment);
    void enforceBounds();
    void unload(BlockEntry &entry);
    void forget(const BlockEntry &entry);
    void noteWritten(const BlockEntry &entry);
    void count(const BlockEntry &entry, SpoolDrop reason);
    void reportFull();
    [[nodiscard]] std::deque<BlockEntry>::iterator find(std::uint64_t ordinal);

    Options m_options;
    const Clock &m_clock;
    Reporter &m_reporter;
    RecordLog m_log;
    std::deque<BlockEntry> m_blocks; ///< ascending by ordinal
    std::deque<EventEntry> m_events; ///< ascending by ordinal
    std::map<std::uint64_t, std::uint64_t> m_nextSequence; ///< by dictionary
    std::uint64_t m_nextOrdinal = 1;
    std::uint64_t m_lastDictionary = 0;
    std::uint64_t m_memoryBytes = 0;
    std::uint64_t m_waitingBytes = 0; ///< payloads of all blocks
    std::uint64_t m_unwrittenBytes = 0; ///< of them, those not on disk
    std::uint64_t m_notOnDisk = 0; ///< blocks and events that wait to be written
    std::map<std::uint64_t, std::uint64_t> m_acknowledged; ///< by dictionary; not written yet, or recovered
    std::set<std::string, std::less<>> m_keptEvents; ///< recovered marks, while opening
    SpoolStats m_counts;
    bool m_isDiskFailing = false;
    SteadyMs m_nextDiskTry;
    std::uint64_t m_droppedUnreported = 0; ///< samples that the full spool lost since the last event about it
    SteadyMs m_nextFullReport;
};

} // namespace qd::agent
