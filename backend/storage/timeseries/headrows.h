// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/samplecolumn.h"
#include "shared/series/flatblock.h"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace qd::backend {

inline constexpr std::uint32_t kNoOrdinal = 0xFFFF'FFFF;

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
    /// Appends the samples of the ordinals within [from, to], ordinal by ordinal.
    void read(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to,
        series::ColumnDecoder &decoder, std::span<SampleColumn> out) const;
};

using Chunks = std::vector<std::shared_ptr<const MiniChunk>>; // shared with queries and flushes under way

/// Samples older than the open rows, by time and ordinal.
using LateSamples = std::map<std::int64_t, std::map<std::uint32_t, double>>;

/// Rows that will not change any more, and the late samples that belong between them.
struct SealedRows
{
    Chunks chunks; ///< ascending and without overlap
    LateSamples late;
    std::size_t chunkRows = 0;
    std::size_t chunkBytes = 0;

    [[nodiscard]] std::size_t rows() const { return chunkRows + late.size(); }
    [[nodiscard]] bool hasLate(std::int64_t from, std::int64_t to) const;
    /// Appends the late samples of the ordinals within [from, to].
    void readLate(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to,
        std::span<SampleColumn> out) const;
};

/// The rows of one host on their way from blocks into chunks. Not locked; its owner does that.
class HeadRows
{
public:
    static constexpr std::size_t kChunkRows = 24;
    static constexpr std::size_t kMaxOpenRows = 8 * kChunkRows; ///< when rows come between open ones

    struct Outcome
    {
        std::uint64_t added = 0;
        std::uint64_t unknownSlot = 0;
    };

    /// Looks up the columns of a block before its rows are added.
    /// @param ordinals  by slot; kNoOrdinal or beyond the end: unknown
    void prepare(const series::FlatBlock &block, std::span<const std::uint32_t> ordinals);
    /// @param sealedUntilMs  a row up to here is late, also where there is no chunk yet
    Outcome add(const series::FlatBlock &block, std::size_t row, std::int64_t sealedUntilMs);

    /// Seals all rows and hands them over.
    [[nodiscard]] SealedRows take();
    /// Takes rows that are older than every row here but the late ones.
    void prepend(SealedRows older);

    [[nodiscard]] const SealedRows &sealed() const { return m_sealed; }
    [[nodiscard]] const std::vector<std::int64_t> &openTimes() const { return m_openTimes; }
    [[nodiscard]] bool isEmpty() const { return m_openTimes.empty() && m_sealed.rows() == 0; }
    [[nodiscard]] std::size_t rows() const { return m_sealed.rows() + m_openTimes.size(); }
    [[nodiscard]] std::size_t sizeBytes() const;
    /// Appends the open samples of the ordinals within [from, to].
    void readOpen(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to,
        std::span<SampleColumn> out) const;

private:
    void widen(std::size_t columns);
    void seal();
    [[nodiscard]] double *openRow(std::int64_t time, std::int64_t sealedUntilMs);

    SealedRows m_sealed;
    std::vector<std::int64_t> m_openTimes;
    std::vector<double> m_openCells; ///< row by row, m_width cells each: a block touches few cache lines
    std::size_t m_width = 0;
    std::vector<std::uint32_t> m_ordinalOfColumn; ///< of the block that was prepared
};

} // namespace qd::backend
