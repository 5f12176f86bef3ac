// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/packbuilder.h"

#include "backend/storage/timeseries/partitions.h"

#include <algorithm>

namespace qd::backend {
namespace {

std::int64_t dayOf(std::int64_t timeMs)
{
    return PartitionedTable({}, kDayMs).startOf(timeMs);
}

/// Every row and ordinal; late samples in rows of their own where their time has none.
series::Block matrixOf(const SealedRows &rows)
{
    series::Block block;
    std::size_t width = 0;
    for (const auto &chunk : rows.chunks) {
        block.times.insert(block.times.end(), chunk->times.begin(), chunk->times.end());
        width = std::max(width, chunk->lengths.size());
    }
    for (const auto &[time, samples] : rows.late) {
        block.times.push_back(time);
        width = samples.empty() ? width : std::max<std::size_t>(width, samples.rbegin()->first + 1);
    }
    std::sort(block.times.begin(), block.times.end());
    block.times.erase(std::unique(block.times.begin(), block.times.end()), block.times.end());
    block.columns.reserve(width);
    for (std::size_t ordinal = 0; ordinal < width; ++ordinal) {
        block.columns.push_back(
            {static_cast<std::uint32_t>(ordinal), std::vector<double>(block.times.size(), series::kAbsent)});
    }
    return block;
}

std::size_t rowOf(const series::Block &block, std::int64_t time)
{
    return static_cast<std::size_t>(
        std::lower_bound(block.times.begin(), block.times.end(), time) - block.times.begin());
}

void fillFromChunk(const MiniChunk &chunk, series::Block &block)
{
    std::vector<std::size_t> rows;
    for (const std::int64_t time : chunk.times) {
        rows.push_back(rowOf(block, time));
    }
    series::ColumnDecoder decoder;
    std::vector<double> cells(chunk.times.size());
    std::size_t offset = 0;
    for (std::size_t ordinal = 0; ordinal < chunk.lengths.size(); ++ordinal) {
        series::ByteReader in(series::ByteView(chunk.bytes).subspan(offset, chunk.lengths[ordinal]));
        offset += chunk.lengths[ordinal];
        if (decoder.decodeCells(in, cells)) {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                block.columns[ordinal].values[rows[i]] = cells[i];
            }
        }
    }
}

series::Block slice(const series::Block &block, std::size_t begin, std::size_t end)
{
    series::Block part;
    const auto from = static_cast<std::ptrdiff_t>(begin);
    const auto to = static_cast<std::ptrdiff_t>(end);
    part.times.assign(block.times.begin() + from, block.times.begin() + to);
    for (const series::Column &column : block.columns) {
        const auto first = column.values.begin() + from;
        const auto last = column.values.begin() + to;
        if (std::any_of(first, last, [](double value) { return !series::isAbsent(value); })) {
            part.columns.push_back({column.slot, {first, last}});
        }
    }
    return part;
}

} // namespace

std::vector<series::Block> blocksOf(const SealedRows &rows, std::int64_t maxSpanMs)
{
    series::Block whole = matrixOf(rows);
    for (const auto &chunk : rows.chunks) {
        fillFromChunk(*chunk, whole);
    }
    for (const auto &[time, samples] : rows.late) {
        const std::size_t row = rowOf(whole, time);
        for (const auto &[ordinal, value] : samples) {
            whole.columns[ordinal].values[row] = value;
        }
    }
    constexpr std::size_t kMaxRows = series::BlockLimits{}.maxRows;
    std::vector<series::Block> blocks;
    for (std::size_t begin = 0; begin < whole.times.size();) {
        const std::int64_t first = whole.times[begin];
        std::size_t end = begin + 1;
        while (end < whole.times.size() && end - begin < kMaxRows && whole.times[end] - first <= maxSpanMs
            && dayOf(whole.times[end]) == dayOf(first)) {
            ++end;
        }
        blocks.push_back(slice(whole, begin, end));
        begin = end;
    }
    return blocks;
}

} // namespace qd::backend
