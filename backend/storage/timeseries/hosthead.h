// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "shared/series/flatblock.h"

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>
#include <vector>

namespace qd::backend {

/// Rows of one host sealed into compressed columns: about a byte a sample where open rows take eight.
/// Immutable.
struct MiniChunk
{
    std::vector<std::int64_t> times;
    std::vector<std::uint16_t> lengths; ///< bytes of each column, by ordinal
    series::Bytes bytes;

    [[nodiscard]] std::size_t sizeBytes() const
    {
        return sizeof *this + times.size() * 8 + lengths.size() * 2 + bytes.size();
    }
    /// Reads one column. @return false if the chunk has none of that ordinal
    [[nodiscard]] bool readColumn(
        std::uint32_t ordinal, series::ColumnDecoder &decoder, std::span<double> cells) const;
};

/// Samples older than the open rows, by time and ordinal.
using LateSamples = std::map<std::int64_t, std::map<std::uint32_t, double>>;

/// What a flush takes out of a head. Stays readable through the head until the packs that hold it are
/// committed.
struct DetachedRows
{
    std::vector<std::shared_ptr<const MiniChunk>> chunks; // shared with queries that still read them
    LateSamples late;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> progress; ///< dictionary, last sequence inside
    HostProgress newest;
    std::size_t rows = 0;
};

/// One series' samples in ascending time.
struct SampleColumn
{
    std::vector<std::int64_t> times;
    std::vector<double> values;
};

/// Merges columns that may overlap; of samples with equal times the later column's wins.
[[nodiscard]] SampleColumn mergeColumns(std::vector<SampleColumn> columns);

/// The newest rows of one host, in memory, on their way into packs. Every function may be called from any
/// thread; each locks this host only, and decoding for queries happens outside the lock.
class HostHead
{
public:
    static constexpr std::size_t kChunkRows = 24;

    explicit HostHead(HostId host);

    struct AppendOutcome
    {
        std::uint64_t added = 0;
        std::uint64_t unknownSlot = 0;
        std::uint64_t refusedLate = 0;
        std::uint64_t refusedFuture = 0;
    };
    struct AppendLimits
    {
        std::int64_t lateWindowMs = 0; ///< older than the newest sample by more than this: refused
        std::int64_t latestMs = 0; ///< beyond: refused
    };
    static constexpr std::uint32_t kNoOrdinal = 0xFFFF'FFFF;

    /// Adds a committed block.
    /// @param ordinals   by slot of the block's dictionary; kNoOrdinal or beyond the end: unknown
    /// @param writtenMs  the journal time of the block: its partition is needed until a flush
    AppendOutcome append(const series::FlatBlock &block, std::span<const std::uint32_t> ordinals,
        std::uint64_t dictionary, std::uint64_t sequence, const HostProgress &progress,
        std::int64_t writtenMs, const AppendLimits &limits);

    struct Reading
    {
        std::vector<SampleColumn> columns; ///< one per ordinal, in their order
        std::int64_t packedUntilMs = 0; ///< packs hold nothing newer than this that is not in the columns
    };
    /// Samples of the ordinals within [from, to].
    [[nodiscard]] Reading read(
        std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to) const;

    struct Fill
    {
        std::size_t rows = 0; ///< sealed and open, late rows included, without those being flushed
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
    void appendRow(const series::FlatBlock &block, std::size_t row, AppendOutcome &outcome);
    void widen(std::size_t columns);
    void sealOpenRows();
    [[nodiscard]] double *openRow(std::int64_t time);

    const HostId m_host;
    mutable std::mutex m_mutex;
    std::vector<std::shared_ptr<const MiniChunk>> m_chunks; // shared with queries and flushes
    std::vector<std::int64_t> m_openTimes;
    std::vector<double> m_openCells; ///< row by row, m_width cells each: a block touches few cache lines
    std::size_t m_width = 0;
    LateSamples m_late;
    std::shared_ptr<const DetachedRows> m_flushing; // shared with the flusher
    std::unordered_map<std::uint64_t, std::uint64_t> m_unflushedSequences;
    std::size_t m_chunkBytes = 0;
    std::size_t m_chunkRows = 0;
    std::int64_t m_unflushedSinceMs = 0;
    std::int64_t m_flushingSinceMs = 0;
    std::int64_t m_packedUntilMs = 0;
    HostProgress m_progress;
    std::vector<std::uint32_t> m_ordinalOfColumn; ///< scratch of append()
};

} // namespace qd::backend
