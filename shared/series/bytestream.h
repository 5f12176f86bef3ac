// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

#include <algorithm>
#include <cstring>

namespace qd::series {

/// Maps small magnitudes of either sign to small unsigned numbers.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

/// Appends little-endian numbers and varints (LEB128) to a buffer. finish() cuts the buffer to what was
/// written; until then it may be longer, so that a write is a pointer move and not a reallocation.
class ByteWriter
{
public:
    explicit ByteWriter(Bytes &out)
        : m_out(out)
        , m_used(out.size())
    {
    }

    void u8(std::uint8_t value) { *room(1) = std::byte{value}, ++m_used; }
    void u32(std::uint32_t value) { fixed(value); }
    void u64(std::uint64_t value) { fixed(value); }
    void varint(std::uint64_t value)
    {
        std::byte *at = room(10);
        const std::byte *start = at;
        for (; value >= 0x80; value >>= 7) {
            *at++ = static_cast<std::byte>(value | 0x80);
        }
        *at++ = static_cast<std::byte>(value);
        m_used += static_cast<std::size_t>(at - start);
    }
    void signedVarint(std::int64_t value) { varint(zigzag(value)); }
    void bytes(ByteView value)
    {
        if (!value.empty()) {
            std::memcpy(room(value.size()), value.data(), value.size());
            m_used += value.size();
        }
    }

    [[nodiscard]] std::size_t size() const { return m_used; }
    /// Space for at least `count` bytes at the end; take it with advance().
    [[nodiscard]] std::byte *room(std::size_t count)
    {
        if (m_out.size() - m_used < count) {
            // Within what was reserved as long as that will do; beyond it the vector grows by itself.
            m_out.resize(std::max(m_used + count + 64, std::min(m_out.size() * 2, m_out.capacity())));
        }
        return m_out.data() + m_used;
    }
    void advance(std::size_t count) { m_used += count; }
    /// Replaces bytes written before, for a field that is known only later.
    void overwrite(std::size_t offset, ByteView value)
    {
        if (!value.empty()) {
            std::memcpy(m_out.data() + offset, value.data(), value.size());
        }
    }
    [[nodiscard]] ByteView written(std::size_t from) const { return {m_out.data() + from, m_used - from}; }
    void finish() { m_out.resize(m_used); }

private:
    template <typename T>
    void fixed(T value)
    {
        static_assert(std::endian::native == std::endian::little);
        std::memcpy(room(sizeof value), &value, sizeof value);
        m_used += sizeof value;
    }

    Bytes &m_out;
    std::size_t m_used;
};

/// Reads what ByteWriter wrote. A read past the end yields 0 and makes isOk() false for good, so that a
/// decoder can check once per section instead of once per number.
class ByteReader
{
public:
    explicit ByteReader(ByteView bytes)
        : m_at(bytes.data())
        , m_end(bytes.data() + bytes.size())
    {
    }

    [[nodiscard]] bool isOk() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] std::size_t remaining() const { return static_cast<std::size_t>(m_end - m_at); }

    [[nodiscard]] std::uint8_t u8() { return fixed<std::uint8_t>(); }
    [[nodiscard]] std::uint32_t u32() { return fixed<std::uint32_t>(); }
    [[nodiscard]] std::uint64_t u64() { return fixed<std::uint64_t>(); }
    [[nodiscard]] std::uint64_t varint()
    {
        if (remaining() >= 8) {
            // Up to eight bytes at once: the first byte without its top bit ends the number, and three folds
            // close the gaps of one bit. No branch depends on the length.
            std::uint64_t word = 0;
            std::memcpy(&word, m_at, sizeof word);
            const std::uint64_t ends = ~word & 0x8080'8080'8080'8080ULL;
            if (ends != 0) {
                const auto bits = static_cast<unsigned>(std::countr_zero(ends)) + 1;
                m_at += bits / 8;
                word &= ~std::uint64_t{0} >> (64 - bits);
                word = (word & 0x007F'007F'007F'007FULL) | (word & 0x7F00'7F00'7F00'7F00ULL) >> 1;
                word = (word & 0x0000'3FFF'0000'3FFFULL) | (word & 0x3FFF'0000'3FFF'0000ULL) >> 2;
                return (word & 0x0000'0000'0FFF'FFFFULL) | (word & 0x0FFF'FFFF'0000'0000ULL) >> 4;
            }
        }
        return longVarint();
    }
    [[nodiscard]] std::uint64_t longVarint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && m_at != m_end; shift += 7) {
            const auto byte = std::to_integer<std::uint64_t>(*m_at++);
            value |= (byte & 0x7F) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        m_ok = false;
        return 0;
    }
    [[nodiscard]] std::int64_t signedVarint() { return unzigzag(varint()); }
    [[nodiscard]] ByteView bytes(std::size_t count)
    {
        if (remaining() < count) {
            m_ok = false;
            return {};
        }
        const ByteView view{m_at, count};
        m_at += count;
        return view;
    }
    void fail() { m_ok = false; }

private:
    template <typename T>
    T fixed()
    {
        T value{};
        if (remaining() < sizeof value) {
            m_ok = false;
            return value;
        }
        std::memcpy(&value, m_at, sizeof value);
        m_at += sizeof value;
        return value;
    }

    const std::byte *m_at;
    const std::byte *m_end;
    bool m_ok = true;
};

} // namespace qd::series
