// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/crc32c.h"

#include <array>
#include <cstring>

namespace qd::series {
namespace {

using Table = std::array<std::array<std::uint32_t, 256>, 8>;

// Eight tables, so that eight bytes are folded at once where the CPU has no instruction for it.
constexpr Table makeTables()
{
    Table tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t crc = i;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82F6'3B78U : 0U);
        }
        tables[0][i] = crc;
    }
    for (std::size_t i = 0; i < 256; ++i) {
        for (std::size_t t = 1; t < 8; ++t) {
            tables[t][i] = (tables[t - 1][i] >> 8) ^ tables[0][tables[t - 1][i] & 0xFF];
        }
    }
    return tables;
}

constexpr Table kTables = makeTables();

std::uint32_t byTables(ByteView bytes)
{
    std::uint32_t crc = 0xFFFF'FFFFU;
    const std::byte *at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        word ^= crc;
        crc = 0;
        for (std::size_t t = 0; t < 8; ++t) {
            crc ^= kTables[7 - t][(word >> (8 * t)) & 0xFF];
        }
    }
    for (; left > 0; ++at, --left) {
        crc = (crc >> 8) ^ kTables[0][(crc ^ std::to_integer<std::uint32_t>(*at)) & 0xFF];
    }
    return ~crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) std::uint32_t byInstruction(ByteView bytes)
{
    std::uint64_t crc = 0xFFFF'FFFFU;
    const std::byte *at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= 8; at += 8, left -= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, sizeof word);
        crc = __builtin_ia32_crc32di(crc, word);
    }
    auto rest = static_cast<std::uint32_t>(crc);
    for (; left > 0; ++at, --left) {
        rest = __builtin_ia32_crc32qi(rest, std::to_integer<unsigned char>(*at));
    }
    return ~rest;
}
#endif

} // namespace

std::uint32_t crc32c(ByteView bytes)
{
#if defined(__x86_64__)
    static const bool hasInstruction = __builtin_cpu_supports("sse4.2") != 0;
    if (hasInstruction) {
        return byInstruction(bytes);
    }
#endif
    return byTables(bytes);
}

std::uint32_t crc32cPortable(ByteView bytes)
{
    return byTables(bytes);
}

} // namespace qd::series
