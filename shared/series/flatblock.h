// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/columncodec.h"
#include "shared/series/rowset.h"

namespace qd::series {

/// A decoded block in three arrays, for paths that decode millions of samples a second and would spend their
/// time on one vector per column.
struct FlatBlock
{
    std::vector<std::int64_t> times; ///< UTC ms, strictly ascending
    std::vector<std::uint32_t> slots; ///< ascending, unique
    std::vector<double>
        values; ///< column by column: values[column * times.size() + row]; kAbsent where no sample

    [[nodiscard]] std::span<const double> column(std::size_t index) const
    {
        return {values.data() + index * times.size(), times.size()};
    }
};

/// decodeBlock() into memory that is reused from block to block. One decoder per thread.
class BlockDecoder
{
public:
    /// @param out  holds the block afterwards; unspecified on failure
    /// @errors as decodeBlock()
    [[nodiscard]] Result<void> decode(ByteView bytes, FlatBlock &out, const BlockLimits &limits = {});

private:
    bool readSlots(ByteReader &in, std::uint32_t columns, FlatBlock &out);
    bool readRowSets(ByteReader &in, std::uint32_t rows, std::uint32_t columns);
    bool readValues(ByteReader &in, bool isPoints, std::uint64_t samples, FlatBlock &out);
    [[nodiscard]] std::uint64_t presentCells(std::uint32_t rows, std::uint32_t columns) const;
    [[nodiscard]] const RowSet *setOf(std::size_t column) const;

    ColumnDecoder m_columns;
    std::vector<RowSet> m_sets;
    std::vector<std::uint32_t> m_setOfColumn; ///< empty when every column has every row
    std::vector<double> m_present;
};

} // namespace qd::series
