// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/bytestream.h"

namespace qd::series {

/// Packs numbers of 0 to 64 bits, lowest bits first, behind what a ByteWriter has written.
class BitWriter
{
public:
    explicit BitWriter(ByteWriter &out)
        : m_out(out)
    {
    }

    /// Precondition: value < 2^bits.
    void put(std::uint64_t value, unsigned bits)
    {
        m_pending |= value << m_fill;
        if (m_fill + bits < 64) {
            m_fill += bits;
            return;
        }
        m_out.u64(m_pending);
        m_pending = m_fill == 0 ? 0 : value >> (64 - m_fill);
        m_fill = m_fill + bits - 64;
    }

    void finish()
    {
        for (unsigned written = 0; written < m_fill; written += 8) {
            m_out.u8(static_cast<std::uint8_t>(m_pending >> written));
        }
        m_pending = 0;
        m_fill = 0;
    }

private:
    ByteWriter &m_out;
    std::uint64_t m_pending = 0;
    unsigned m_fill = 0;
};

/// Reads what BitWriter packed; past the end it yields zeros and isOk() turns false.
class BitReader
{
public:
    explicit BitReader(ByteView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] std::uint64_t get(unsigned bits)
    {
        const std::size_t byte = m_bit >> 3;
        const unsigned offset = static_cast<unsigned>(m_bit & 7);
        m_bit += bits;
        if (byte + 9 <= m_bytes.size()) {
            return extract(m_bytes.data() + byte, offset, bits);
        }
        std::byte tail[9] = {};
        if (byte < m_bytes.size()) {
            std::memcpy(tail, m_bytes.data() + byte, m_bytes.size() - byte);
        }
        return extract(tail, offset, bits);
    }

    [[nodiscard]] bool isOk() const { return bytesUsed() <= m_bytes.size(); }
    [[nodiscard]] std::size_t bytesUsed() const { return (m_bit + 7) / 8; }

private:
    static std::uint64_t extract(const std::byte *from, unsigned offset, unsigned bits)
    {
        std::uint64_t word = 0;
        std::memcpy(&word, from, sizeof word);
        word >>= offset;
        if (offset + bits > 64) {
            word |= std::to_integer<std::uint64_t>(from[8]) << (64 - offset);
        }
        return bits == 64 ? word : word & ((std::uint64_t{1} << bits) - 1);
    }

    ByteView m_bytes;
    std::size_t m_bit = 0;
};

} // namespace qd::series
