// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/flatblock.h"

#include <memory>

struct ZSTD_CCtx_s;
struct ZSTD_DCtx_s;

namespace qd::series {

/// So many consecutive slots (host ordinals) share a sub-block: large enough for zstd to find what series
/// have in common, small enough that reading one series does not decompress a host.
inline constexpr std::uint32_t kPackColumns = 25;

/// One host's rows in the form in which they are stored: a time section, then one section per kPackColumns
/// slots. Each section can be read alone, so that the database sends only what a query needs.
struct Pack
{
    std::vector<std::uint32_t> directory; ///< end offset of each section; [0] ends the time section
    Bytes bytes;

    /// Bytes of section 0 (times) or 1 + slot / kPackColumns; empty if the pack has no such section.
    [[nodiscard]] ByteView section(std::size_t index) const;
};

/// What every slice of a pack needs: the rows, and the row sets that its columns share.
struct PackTimes
{
    std::vector<std::int64_t> times;
    std::vector<RowSet> sets;
};

/// Writes packs. Holds a zstd context and scratch memory: one per thread, reused.
class PackEncoder
{
public:
    PackEncoder();
    ~PackEncoder();

    /// Precondition: well formed as for encodeBlock().
    [[nodiscard]] Pack encode(const Block &block);

private:
    void writeTimes(const Block &block, ByteWriter &out);
    void writeSubBlock(std::span<const Column> columns, ByteWriter &out);

    struct FreeContext
    {
        void operator()(ZSTD_CCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_CCtx_s, FreeContext> m_zstd;
    ColumnEncoder m_encoder;
    std::vector<RowSet> m_sets;
    Bytes m_plain;
    Bytes m_payload;
    std::vector<double> m_present;
};

/// Reads packs section by section. One per thread, reused.
class PackDecoder
{
public:
    PackDecoder();
    ~PackDecoder();

    /// @errors Corrupt (checksum, truncation, impossible fields), InvalidInput (unknown version, beyond
    /// limits)
    [[nodiscard]] Result<PackTimes> decodeTimes(ByteView section, const BlockLimits &limits = {});

    /// The columns of one sub-block.
    /// @param slots  ascending; columns of other slots are skipped. Empty: all columns.
    /// @errors as decodeTimes()
    [[nodiscard]] Result<std::vector<Column>> decodeSlice(const PackTimes &times, std::uint32_t subBlock,
        ByteView section, std::span<const std::uint32_t> slots = {});

private:
    Result<ByteView> unpack(ByteView section, std::size_t maxBytes);
    bool decodeColumn(
        const PackTimes &times, std::uint64_t set, ByteReader &payload, std::span<double> values);

    struct FreeContext
    {
        void operator()(ZSTD_DCtx_s *context) const;
    };
    std::unique_ptr<ZSTD_DCtx_s, FreeContext> m_zstd;
    ColumnDecoder m_decoder;
    Bytes m_plain;
    std::vector<double> m_present;
};

[[nodiscard]] Pack encodePack(const Block &block);

/// @errors as PackDecoder
[[nodiscard]] Result<Block> decodePack(const Pack &pack, const BlockLimits &limits = {});

} // namespace qd::series
