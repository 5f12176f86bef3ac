// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/bytestream.h"

#include <span>
#include <vector>

namespace qd::series {

/// Which rows of a block have a sample of a series, one bit a row. Series of one collection tier share a set,
/// so a block in which tiers of 10, 30, 60 and 120 s meet carries four sets and not one per series.
class RowSet
{
public:
    RowSet() = default;
    /// The present cells of a column.
    explicit RowSet(std::span<const double> cells);
    /// Every row.
    static RowSet all(std::size_t rows);

    /// Reads write()'s bytes. @return false if truncated or with bits beyond the last row
    [[nodiscard]] bool read(ByteReader &in, std::size_t rows);
    void write(ByteWriter &out) const;

    [[nodiscard]] std::size_t count() const { return m_count; }
    [[nodiscard]] bool isAll() const { return m_count == m_rows; }
    [[nodiscard]] bool contains(std::size_t row) const { return (m_words[row / 64] >> (row % 64) & 1U) != 0; }
    /// FNV-1a over the words, to find equal sets.
    [[nodiscard]] std::uint64_t hash() const;

    bool operator==(const RowSet &) const = default;

private:
    std::size_t m_rows = 0;
    std::size_t m_count = 0;
    std::vector<std::uint64_t> m_words;
};

/// The distinct row sets of some columns. Index 0 stands for "every row" and is never stored.
struct RowSetTable
{
    std::vector<RowSet> sets; ///< index 1 is sets[0]
    std::vector<std::uint32_t> indexOfColumn;
};

[[nodiscard]] RowSetTable collectRowSets(std::span<const Column> columns);

} // namespace qd::series
