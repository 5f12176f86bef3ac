// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

#include <libpq-fe.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

/// PostgreSQL's binary forms of numbers and arrays: big-endian, fields with a length in front.
namespace qd::backend::pgbinary {

inline constexpr Oid kInt4 = 23;
inline constexpr Oid kInt8 = 20;
inline constexpr Oid kText = 25;
inline constexpr Oid kInt4Array = 1007;
inline constexpr Oid kInt8Array = 1016;

template <typename T>
T bigEndian(T value)
{
    static_assert(std::endian::native == std::endian::little);
    if constexpr (sizeof value == 2) {
        return static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(value)));
    } else if constexpr (sizeof value == 4) {
        return static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(value)));
    } else {
        return static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(value)));
    }
}

template <typename T>
void append(series::Bytes &out, T value)
{
    const T swapped = bigEndian(value);
    const auto *raw = reinterpret_cast<const std::byte *>(&swapped);
    out.insert(out.end(), raw, raw + sizeof swapped);
}

template <typename T>
void appendField(series::Bytes &out, T value)
{
    append(out, static_cast<std::int32_t>(sizeof value));
    append(out, value);
}

template <typename T>
T number(series::ByteView bytes)
{
    T value{};
    if (bytes.size() == sizeof value) {
        std::memcpy(&value, bytes.data(), sizeof value);
    }
    return bigEndian(value);
}

inline void appendArrayHeader(series::Bytes &out, Oid type, std::size_t count)
{
    append(out, std::int32_t{count == 0 ? 0 : 1}); // dimensions
    append(out, std::int32_t{0}); // no NULLs
    append(out, static_cast<std::int32_t>(type));
    if (count != 0) {
        append(out, static_cast<std::int32_t>(count));
        append(out, std::int32_t{1}); // lower bound
    }
}

template <typename T>
series::Bytes arrayOf(Oid type, std::span<const T> values)
{
    series::Bytes out;
    out.reserve(20 + values.size() * (4 + sizeof(T)));
    appendArrayHeader(out, type, values.size());
    for (const T value : values) {
        appendField(out, value);
    }
    return out;
}

} // namespace qd::backend::pgbinary
