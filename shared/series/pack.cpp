// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/pack.h"

#include "shared/series/crc32c.h"

#include <zstd.h>

#include <array>

namespace qd::series {
namespace {

constexpr std::uint8_t kPackVersion = 1;
constexpr std::size_t kSectionHeader = 4; ///< CRC-32C of what follows
constexpr int kZstdLevel = 1; // level 3 gained nothing on real columns
constexpr std::size_t kMaxSharedSets = 16;

Failure corrupt(const char *what)
{
    return failure(ErrorCode::Corrupt, std::string("pack: ") + what);
}

/// The largest plain sub-block that an encoder writes: each value at most 11 bytes (XOR, worst case, is 9.7).
std::size_t maxPlainBytes(std::size_t rows)
{
    return 64 + kPackColumns * (32 + rows * 11 + rows / 8);
}

void sealSection(std::size_t start, ByteWriter &out)
{
    const std::uint32_t checksum = crc32c(out.written(start + kSectionHeader));
    out.overwrite(start, std::as_bytes(std::span(&checksum, 1)));
}

Result<ByteView> openSection(ByteView section)
{
    if (section.size() <= kSectionHeader) {
        return corrupt("section shorter than its checksum");
    }
    ByteReader header(section);
    if (header.u32() != crc32c(section.subspan(kSectionHeader))) {
        return corrupt("checksum does not match");
    }
    return section.subspan(kSectionHeader);
}

/// The sets that more than one column uses; a set of one column travels with the column.
std::vector<RowSet> sharedSets(const RowSetTable &table)
{
    std::vector<std::uint32_t> uses(table.sets.size());
    for (const std::uint32_t index : table.indexOfColumn) {
        if (index != 0) {
            ++uses[index - 1];
        }
    }
    std::vector<RowSet> sets;
    for (std::size_t i = 0; i < uses.size() && sets.size() < kMaxSharedSets; ++i) {
        if (uses[i] > 1) {
            sets.push_back(table.sets[i]);
        }
    }
    return sets;
}

} // namespace

ByteView Pack::section(std::size_t index) const
{
    if (index >= directory.size()) {
        return {};
    }
    const std::size_t begin = index == 0 ? 0 : directory[index - 1];
    const std::size_t end = directory[index];
    return begin <= end && end <= bytes.size() ? ByteView(bytes).subspan(begin, end - begin) : ByteView{};
}

void PackEncoder::FreeContext::operator()(ZSTD_CCtx_s *context) const
{
    ZSTD_freeCCtx(context);
}

PackEncoder::PackEncoder()
    : m_zstd(ZSTD_createCCtx())
{
}

PackEncoder::~PackEncoder() = default;

Pack PackEncoder::encode(const Block &block)
{
    Pack pack;
    ByteWriter out(pack.bytes);
    writeTimes(block, out);
    pack.directory.push_back(static_cast<std::uint32_t>(out.size()));
    for (std::size_t i = 0; i < block.columns.size();) {
        const std::uint32_t subBlock = block.columns[i].slot / kPackColumns;
        std::size_t end = i;
        while (end < block.columns.size() && block.columns[end].slot / kPackColumns == subBlock) {
            ++end;
        }
        pack.directory.resize(subBlock + 1, static_cast<std::uint32_t>(out.size()));
        writeSubBlock(std::span(block.columns).subspan(i, end - i), out);
        pack.directory.push_back(static_cast<std::uint32_t>(out.size()));
        i = end;
    }
    out.finish();
    return pack;
}

void PackEncoder::writeTimes(const Block &block, ByteWriter &out)
{
    m_sets = sharedSets(collectRowSets(block.columns));
    out.u32(0);
    out.u8(kPackVersion);
    out.varint(block.times.size());
    m_encoder.encodeIntegers(block.times, out);
    out.varint(m_sets.size());
    for (const RowSet &set : m_sets) {
        set.write(out);
    }
    sealSection(0, out);
}

void PackEncoder::writeSubBlock(std::span<const Column> columns, ByteWriter &out)
{
    m_plain.clear();
    m_payload.clear();
    ByteWriter plain(m_plain);
    ByteWriter payload(m_payload);
    std::uint64_t mask = 0;
    for (const Column &column : columns) {
        mask |= std::uint64_t{1} << (column.slot % kPackColumns);
    }
    plain.varint(mask);
    for (const Column &column : columns) {
        const std::size_t start = payload.size();
        const RowSet set{std::span<const double>(column.values)};
        std::size_t index = 0;
        if (!set.isAll()) {
            const auto found = std::find(m_sets.begin(), m_sets.end(), set);
            index = 1 + static_cast<std::size_t>(found - m_sets.begin());
            if (found == m_sets.end()) {
                set.write(payload);
            }
        }
        m_present.clear();
        std::copy_if(column.values.begin(), column.values.end(), std::back_inserter(m_present),
            [](double value) { return !isAbsent(value); });
        m_encoder.encode(m_present, payload);
        plain.varint(index);
        plain.varint(payload.size() - start);
    }
    plain.bytes(payload.written(0));

    const std::size_t start = out.size();
    out.u32(0);
    const std::size_t bound = ZSTD_compressBound(plain.size());
    std::byte *target = out.room(bound);
    const ByteView source = plain.written(0);
    const std::size_t size =
        ZSTD_compressCCtx(m_zstd.get(), target, bound, source.data(), source.size(), kZstdLevel);
    out.advance(size); // cannot fail: the target has room for the bound
    sealSection(start, out);
}

void PackDecoder::FreeContext::operator()(ZSTD_DCtx_s *context) const
{
    ZSTD_freeDCtx(context);
}

PackDecoder::PackDecoder()
    : m_zstd(ZSTD_createDCtx())
{
}

PackDecoder::~PackDecoder() = default;

Result<PackTimes> PackDecoder::decodeTimes(ByteView section, const BlockLimits &limits)
{
    const auto body = openSection(section);
    if (!body) {
        return failure(body.error());
    }
    ByteReader in(*body);
    if (const unsigned version = in.u8(); version != kPackVersion) {
        return failure(
            ErrorCode::InvalidInput, "pack: unknown version", {{"version", std::to_string(version)}});
    }
    const std::uint64_t rows = in.varint();
    if (rows > limits.maxRows) {
        return failure(
            ErrorCode::InvalidInput, "pack: rows beyond the limit", {{"value", std::to_string(rows)}});
    }
    PackTimes result;
    result.times.resize(rows);
    if (!m_decoder.decodeIntegers(in, result.times)
        || std::adjacent_find(result.times.begin(), result.times.end(), std::greater_equal<>{})
            != result.times.end()) {
        return corrupt("times cannot be read");
    }
    const std::uint64_t sets = in.varint();
    if (sets > kMaxSharedSets) {
        return corrupt("more row sets than an encoder writes");
    }
    result.sets.resize(sets);
    for (RowSet &set : result.sets) {
        if (!set.read(in, rows)) {
            return corrupt("row sets cannot be read");
        }
    }
    if (!in.isOk() || !in.atEnd()) {
        return corrupt("time section has a wrong length");
    }
    return result;
}

Result<ByteView> PackDecoder::unpack(ByteView section, std::size_t maxBytes)
{
    auto body = openSection(section);
    if (!body) {
        return body;
    }
    const unsigned long long size = ZSTD_getFrameContentSize(body->data(), body->size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > maxBytes) {
        return corrupt("compressed size is impossible");
    }
    m_plain.resize(size);
    const std::size_t got =
        ZSTD_decompressDCtx(m_zstd.get(), m_plain.data(), m_plain.size(), body->data(), body->size());
    if (ZSTD_isError(got) != 0 || got != size) {
        return corrupt("compressed bytes cannot be read");
    }
    return ByteView(m_plain);
}

/// @param set  0 every row, then the shared row sets, then one of the column's own
bool PackDecoder::decodeColumn(
    const PackTimes &times, std::uint64_t set, ByteReader &payload, std::span<double> values)
{
    if (set == 0) {
        return m_decoder.decode(payload, values);
    }
    RowSet own;
    const bool isShared = set <= times.sets.size();
    if (set > times.sets.size() + 1 || (!isShared && !own.read(payload, values.size()))) {
        return false;
    }
    const RowSet &rows = isShared ? times.sets[set - 1] : own;
    m_present.resize(rows.count());
    if (!m_decoder.decode(payload, m_present)) {
        return false;
    }
    std::size_t next = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (rows.contains(row)) {
            values[row] = m_present[next++];
        }
    }
    return true;
}

Result<std::vector<Column>> PackDecoder::decodeSlice(
    const PackTimes &times, std::uint32_t subBlock, ByteView section, std::span<const std::uint32_t> slots)
{
    const std::size_t rows = times.times.size();
    const auto plain = unpack(section, maxPlainBytes(rows));
    if (!plain) {
        return failure(plain.error());
    }
    ByteReader in(*plain);
    const std::uint64_t mask = in.varint();
    if (mask >> kPackColumns != 0) {
        return corrupt("more columns than a sub-block holds");
    }
    struct Entry
    {
        std::uint64_t set;
        std::uint64_t bytes;
    };
    std::array<Entry, kPackColumns> entries{};
    for (std::uint32_t i = 0; i < kPackColumns; ++i) {
        if ((mask >> i & 1U) != 0) {
            entries[i].set = in.varint();
            entries[i].bytes = in.varint();
        }
    }
    std::vector<Column> columns;
    for (std::uint32_t i = 0; i < kPackColumns && in.isOk(); ++i) {
        if ((mask >> i & 1U) == 0) {
            continue;
        }
        ByteReader payload(in.bytes(entries[i].bytes));
        const std::uint32_t slot = subBlock * kPackColumns + i;
        if (!in.isOk() || (!slots.empty() && !std::binary_search(slots.begin(), slots.end(), slot))) {
            continue;
        }
        Column column{slot, std::vector<double>(rows, kAbsent)};
        if (!decodeColumn(times, entries[i].set, payload, column.values)) {
            return corrupt("column cannot be read");
        }
        if (!payload.atEnd()) {
            return corrupt("column has a wrong length");
        }
        columns.push_back(std::move(column));
    }
    if (!in.isOk() || !in.atEnd()) {
        return corrupt("sub-block has a wrong length");
    }
    return columns;
}

Pack encodePack(const Block &block)
{
    return PackEncoder().encode(block);
}

Result<Block> decodePack(const Pack &pack, const BlockLimits &limits)
{
    PackDecoder decoder;
    auto times = decoder.decodeTimes(pack.section(0), limits);
    if (!times) {
        return failure(std::move(times).error());
    }
    Block block;
    for (std::size_t i = 1; i < pack.directory.size(); ++i) {
        const ByteView section = pack.section(i);
        if (section.empty()) {
            continue;
        }
        auto columns = decoder.decodeSlice(*times, static_cast<std::uint32_t>(i - 1), section);
        if (!columns) {
            return failure(std::move(columns).error());
        }
        std::move(columns->begin(), columns->end(), std::back_inserter(block.columns));
    }
    block.times = std::move(times->times);
    return block;
}

} // namespace qd::series
