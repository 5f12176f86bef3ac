// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/block.h"

#include "shared/series/crc32c.h"
#include "shared/series/flatblock.h"
#include "shared/series/pointcodec.h"

#include <numeric>

namespace qd::series {
namespace {

constexpr std::uint8_t kFormatVersion = 1;
constexpr std::size_t kChecksumAt = 1;
constexpr std::size_t kBodyAt = kChecksumAt + 4;
constexpr std::size_t kMaxPointRows = 3;
constexpr std::uint8_t kPoints = 1; ///< layout flag: every value for itself

struct Header
{
    BlockInfo info;
    bool isPoints = false;
};

Failure corrupt(const char *what)
{
    return failure(ErrorCode::Corrupt, std::string("block: ") + what);
}

Failure beyond(const char *field, std::uint64_t value, std::uint64_t limit)
{
    return failure(ErrorCode::InvalidInput, std::string("block: ") + field + " beyond the limit",
        {{"field", field}, {"value", std::to_string(value)}, {"limit", std::to_string(limit)}});
}

/// Checks version, checksum and limits, and leaves `in` behind the header.
Result<Header> readHeader(ByteView bytes, const BlockLimits &limits, ByteReader &in)
{
    if (bytes.size() <= kBodyAt) {
        return corrupt("shorter than its header");
    }
    if (const auto version = std::to_integer<unsigned>(bytes[0]); version != kFormatVersion) {
        return failure(
            ErrorCode::InvalidInput, "block: unknown version", {{"version", std::to_string(version)}});
    }
    ByteReader checksum(bytes.subspan(kChecksumAt, 4));
    in = ByteReader(bytes.subspan(kBodyAt));
    if (checksum.u32() != crc32c(bytes.subspan(kBodyAt))) {
        return corrupt("checksum does not match");
    }
    const std::uint8_t layout = in.u8();
    const std::uint64_t rows = in.varint();
    const std::uint64_t columns = in.varint();
    const std::uint64_t samples = in.varint();
    if (!in.isOk() || layout > kPoints) {
        return corrupt("header cannot be read");
    }
    if (rows > limits.maxRows) {
        return beyond("rows", rows, limits.maxRows);
    }
    if (columns > limits.maxColumns) {
        return beyond("columns", columns, limits.maxColumns);
    }
    if (rows * columns > limits.maxCells) {
        return beyond("cells", rows * columns, limits.maxCells);
    }
    Header header{.info = {.rows = static_cast<std::uint32_t>(rows),
                      .columns = static_cast<std::uint32_t>(columns),
                      .samples = samples},
        .isPoints = layout == kPoints};
    if (rows > 0) {
        header.info.firstTime = in.signedVarint();
        header.info.lastTime = static_cast<std::int64_t>(
            static_cast<std::uint64_t>(header.info.firstTime) + (rows > 1 ? in.varint() : 0));
    }
    if (!in.isOk() || samples > rows * columns
        || (rows > 1 && header.info.lastTime <= header.info.firstTime)) {
        return corrupt("header contradicts itself");
    }
    return header;
}

/// Leaves a place for the checksum.
void writeHeader(
    std::uint8_t layout, std::size_t rows, std::size_t columns, std::uint64_t samples, ByteWriter &out)
{
    out.u8(kFormatVersion);
    out.u32(0);
    out.u8(layout);
    out.varint(rows);
    out.varint(columns);
    out.varint(samples);
}

/// Fills in the checksum when all else is written.
void seal(ByteWriter &out)
{
    const std::uint32_t checksum = crc32c(out.written(kBodyAt));
    out.overwrite(kChecksumAt, std::as_bytes(std::span(&checksum, 1)));
    out.finish();
}

constexpr std::size_t expectedSize(std::uint64_t samples)
{
    return 64 + samples * 5;
}

/// @param columns  of anything that has a slot
template <typename Slotted>
void writeSlots(std::span<const Slotted> columns, ByteWriter &out)
{
    Bytes runs;
    ByteWriter writer(runs);
    std::uint64_t count = 0;
    std::uint64_t next = 0;
    for (std::size_t i = 0; i < columns.size(); ++count) {
        std::size_t end = i + 1;
        while (end < columns.size() && columns[end].slot == columns[end - 1].slot + 1) {
            ++end;
        }
        writer.varint(columns[i].slot - next);
        writer.varint(end - i - 1);
        next = std::uint64_t{columns[end - 1].slot} + 1;
        i = end;
    }
    out.varint(count);
    out.bytes(writer.written(0));
}

void writeRowSets(const RowSetTable &table, ByteWriter &out)
{
    out.varint(table.sets.size());
    for (const RowSet &set : table.sets) {
        set.write(out);
    }
    if (table.sets.empty()) {
        return;
    }
    const std::vector<std::uint32_t> &index = table.indexOfColumn;
    for (std::size_t i = 0; i < index.size();) {
        std::size_t end = i + 1;
        while (end < index.size() && index[end] == index[i]) {
            ++end;
        }
        out.varint(index[i]);
        out.varint(end - i - 1);
        i = end;
    }
}

void writeValues(const Block &block, bool isPoints, std::uint64_t samples, ByteWriter &out)
{
    std::vector<double> present;
    if (isPoints) {
        present.reserve(samples);
    }
    ColumnEncoder encoder;
    for (const Column &column : block.columns) {
        if (!isPoints) {
            present.clear();
        }
        std::copy_if(column.values.begin(), column.values.end(), std::back_inserter(present),
            [](double value) { return !isAbsent(value); });
        if (!isPoints) {
            encoder.encode(present, out);
        }
    }
    if (isPoints) {
        encodePoints(present, out);
    }
}

} // namespace

Bytes encodeBlock(const Block &block)
{
    const std::size_t rows = block.times.size();
    const RowSetTable table = collectRowSets(block.columns);
    std::uint64_t samples = 0;
    for (const std::uint32_t index : table.indexOfColumn) {
        samples += index == 0 ? rows : table.sets[index - 1].count();
    }
    const bool isPoints = rows <= kMaxPointRows;

    Bytes bytes;
    bytes.reserve(expectedSize(samples));
    ByteWriter out(bytes);
    writeHeader(isPoints ? kPoints : 0, rows, block.columns.size(), samples, out);
    if (rows > 0) {
        out.signedVarint(block.times.front());
    }
    if (rows > 1) {
        out.varint(
            static_cast<std::uint64_t>(block.times.back()) - static_cast<std::uint64_t>(block.times.front()));
    }
    if (rows > 2) {
        ColumnEncoder().encodeIntegers(block.times, out);
    }
    writeSlots(std::span(block.columns), out);
    writeRowSets(table, out);
    writeValues(block, isPoints, samples, out);
    seal(out);
    return bytes;
}

Bytes encodeRow(std::int64_t time, std::span<const Point> points)
{
    Bytes bytes;
    bytes.reserve(expectedSize(points.size()));
    ByteWriter out(bytes);
    writeHeader(kPoints, 1, points.size(), points.size(), out);
    out.signedVarint(time);
    writeSlots(points, out);
    out.varint(0); // no row sets: every column has its row
    encodePoints(points, out);
    seal(out);
    return bytes;
}

Result<BlockInfo> inspectBlock(ByteView bytes, const BlockLimits &limits)
{
    ByteReader in{{}};
    return readHeader(bytes, limits, in).transform([](const Header &header) { return header.info; });
}

Result<Block> decodeBlock(ByteView bytes, const BlockLimits &limits)
{
    FlatBlock flat;
    BlockDecoder decoder;
    if (auto decoded = decoder.decode(bytes, flat, limits); !decoded) {
        return failure(std::move(decoded).error());
    }
    Block block;
    block.columns.reserve(flat.slots.size());
    for (std::size_t i = 0; i < flat.slots.size(); ++i) {
        const std::span<const double> values = flat.column(i);
        block.columns.push_back({flat.slots[i], {values.begin(), values.end()}});
    }
    block.times = std::move(flat.times);
    return block;
}

Result<void> BlockDecoder::decode(ByteView bytes, FlatBlock &out, const BlockLimits &limits)
{
    ByteReader in{{}};
    const auto header = readHeader(bytes, limits, in);
    if (!header) {
        return failure(header.error());
    }
    const BlockInfo &info = header->info;
    out.times.resize(info.rows);
    if (info.rows > 0) {
        out.times.front() = info.firstTime;
        out.times.back() = info.lastTime;
    }
    if (info.rows > 2
        && (!m_columns.decodeIntegers(in, out.times) || out.times.front() != info.firstTime
            || out.times.back() != info.lastTime)) {
        return corrupt("times cannot be read");
    }
    if (std::adjacent_find(out.times.begin(), out.times.end(), std::greater_equal<>{}) != out.times.end()) {
        return corrupt("times are not ascending");
    }
    if (!readSlots(in, info.columns, out)) {
        return corrupt("slots cannot be read");
    }
    if (!readRowSets(in, info.rows, info.columns) || presentCells(info.rows, info.columns) != info.samples) {
        return corrupt("row sets cannot be read");
    }
    if (!readValues(in, header->isPoints, info.samples, out)) {
        return corrupt("values cannot be read");
    }
    if (!in.atEnd()) {
        return corrupt("bytes behind the last value");
    }
    return {};
}

bool BlockDecoder::readSlots(ByteReader &in, std::uint32_t columns, FlatBlock &out)
{
    out.slots.clear();
    const std::uint64_t runs = in.varint();
    std::uint64_t next = 0;
    for (std::uint64_t run = 0; run < runs && in.isOk(); ++run) {
        const std::uint64_t gap = in.varint();
        const std::uint64_t length = in.varint();
        constexpr std::uint64_t kSlotEnd = std::uint64_t{1} << 32;
        if (gap >= kSlotEnd || length >= columns - out.slots.size() || next + gap + length >= kSlotEnd) {
            return false;
        }
        next += gap;
        const std::size_t before = out.slots.size();
        out.slots.resize(before + length + 1);
        std::iota(out.slots.begin() + static_cast<std::ptrdiff_t>(before), out.slots.end(),
            static_cast<std::uint32_t>(next));
        next += length + 1;
    }
    return in.isOk() && out.slots.size() == columns;
}

bool BlockDecoder::readRowSets(ByteReader &in, std::uint32_t rows, std::uint32_t columns)
{
    m_setOfColumn.clear();
    const std::uint64_t count = in.varint();
    if (!in.isOk() || count > columns) {
        return false;
    }
    m_sets.resize(count);
    for (RowSet &set : m_sets) {
        if (!set.read(in, rows)) {
            return false;
        }
    }
    while (count > 0 && m_setOfColumn.size() < columns && in.isOk()) {
        const std::uint64_t index = in.varint();
        const std::uint64_t length = in.varint();
        if (index > count || length >= columns - m_setOfColumn.size()) {
            return false;
        }
        m_setOfColumn.insert(m_setOfColumn.end(), length + 1, static_cast<std::uint32_t>(index));
    }
    return in.isOk();
}

std::uint64_t BlockDecoder::presentCells(std::uint32_t rows, std::uint32_t columns) const
{
    if (m_setOfColumn.empty()) {
        return std::uint64_t{rows} * columns;
    }
    std::uint64_t cells = 0;
    for (const std::uint32_t index : m_setOfColumn) {
        cells += index == 0 ? rows : m_sets[index - 1].count();
    }
    return cells;
}

const RowSet *BlockDecoder::setOf(std::size_t column) const
{
    return m_setOfColumn.empty() || m_setOfColumn[column] == 0 ? nullptr : &m_sets[m_setOfColumn[column] - 1];
}

bool BlockDecoder::readValues(ByteReader &in, bool isPoints, std::uint64_t samples, FlatBlock &out)
{
    const std::size_t rows = out.times.size();
    const std::size_t columns = out.slots.size();
    out.values.resize(rows * columns);
    if (isPoints && m_setOfColumn.empty()) {
        return decodePoints(in, out.values);
    }
    if (isPoints) {
        m_present.resize(samples);
        if (!decodePoints(in, m_present)) {
            return false;
        }
    }
    std::size_t next = 0;
    for (std::size_t column = 0; column < columns; ++column) {
        const std::span<double> cells{out.values.data() + column * rows, rows};
        const RowSet *set = setOf(column);
        if (!isPoints) {
            if (set == nullptr) {
                if (!m_columns.decode(in, cells)) {
                    return false;
                }
                continue;
            }
            next = 0;
            m_present.resize(set->count());
            if (!m_columns.decode(in, m_present)) {
                return false;
            }
        }
        for (std::size_t row = 0; row < rows; ++row) {
            cells[row] = set == nullptr || set->contains(row) ? m_present[next++] : kAbsent;
        }
    }
    return true;
}

} // namespace qd::series
