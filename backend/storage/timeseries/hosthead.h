// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/storage/timeseries/headrows.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

namespace qd::backend {

/// What a flush takes out of a head. Stays readable through the head until the packs that hold it are
/// committed.
struct DetachedRows
{
    SealedRows sealed;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> progress; ///< dictionary, last sequence inside
    HostProgress newest;
};

/// How a block came.
struct BlockArrival
{
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0;
    HostProgress progress; ///< the head itself works out the newest sample
    std::int64_t writtenMs = 0; ///< journal time of the block: its partition is needed until a flush
};

/// A block of the journal as a start found it.
struct HeldBlock
{
    series::ByteView raw;
    std::shared_ptr<const void> memory; // shared by the blocks of a journal row: what raw points into
    std::shared_ptr<const std::vector<std::uint32_t>> ordinals; // shared with the catalogue; null: unknown
};

/// The newest rows of one host, in memory, on their way into packs. Every function may be called from any
/// thread; each locks this host only, and decoding for queries happens outside the lock.
///
/// A start only checks the journal's blocks and holds them here. They are decoded by settle(), which whoever
/// wants to see them calls first, so the backend serves long before the last host is decoded.
class HostHead
{
public:
    explicit HostHead(HostId host);

    struct AppendOutcome
    {
        std::uint64_t added = 0;
        std::uint64_t unknownSlot = 0;
        std::uint64_t refusedLate = 0;
    };

    /// Adds a committed block.
    /// @param ordinals    by slot of the block's dictionary; kNoOrdinal or beyond the end: unknown
    /// @param lateWindow  rows older than the newest sample by more than this are refused
    AppendOutcome append(const series::FlatBlock &block, std::span<const std::uint32_t> ordinals,
        const BlockArrival &arrival, std::chrono::milliseconds lateWindow);

    /// Keeps a block as it is. Not while settle() may run.
    /// @param info  of the block
    /// @return false if a row of it may have to be refused, or rows came that are not held: then append() it
    [[nodiscard]] bool hold(HeldBlock block, const series::BlockInfo &info, const BlockArrival &arrival,
        std::chrono::milliseconds lateWindow);
    /// Decodes what is held. Returns at once if there is nothing.
    /// @return blocks that could not be read since the last call
    std::uint64_t settle();

    struct Reading
    {
        std::vector<SampleColumn> columns; ///< one per ordinal, in their order
        std::int64_t packedUntilMs = 0; ///< packs hold nothing newer than this that is not in the columns
    };
    /// Samples of the ordinals within [from, to].
    [[nodiscard]] Reading read(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to);

    struct Fill
    {
        std::size_t rows = 0; ///< held, sealed, open and late, without those being flushed
        std::size_t sizeBytes = 0;
        std::int64_t firstMs = 0; ///< time of the oldest row
        std::int64_t lastMs = 0;
        std::int64_t oldestWrittenMs =
            0; ///< journal time of the oldest block, flushing included; max if none
        std::int64_t unflushedSinceMs = 0; ///< the same without flushing
        bool isFlushing = false;
    };
    [[nodiscard]] Fill fill() const;

    /// Takes all rows for a flush; null if there are none or a flush is under way.
    [[nodiscard]] std::shared_ptr<const DetachedRows> detach();
    /// The packs are committed: the detached rows may go.
    void flushed();

    [[nodiscard]] HostProgress progress() const;
    void setProgress(const HostProgress &progress); ///< what packs know, at start
    [[nodiscard]] HostId host() const { return m_host; }

private:
    struct Held
    {
        std::vector<HeldBlock> blocks; ///< empty while settle() decodes them; the figures stay
        std::size_t rows = 0;
        std::size_t bytes = 0;
        std::int64_t firstMs = 0;
        std::int64_t lastMs = 0;
    };

    void decodeHeld();
    void note(const BlockArrival &arrival, std::int64_t newestMs);
    [[nodiscard]] std::int64_t sealedUntil() const;

    const HostId m_host;
    std::mutex m_settling; ///< taken before m_mutex
    mutable std::mutex m_mutex;
    HeadRows m_rows;
    Held m_held; ///< older than m_rows, but for its late samples
    std::uint64_t m_unreadable = 0;
    std::shared_ptr<const DetachedRows> m_flushing; // shared with the flusher
    std::unordered_map<std::uint64_t, std::uint64_t> m_unflushedSequences;
    std::int64_t m_unflushedSinceMs;
    std::int64_t m_flushingSinceMs;
    std::int64_t m_packedUntilMs = 0;
    HostProgress m_progress;
};

} // namespace qd::backend
