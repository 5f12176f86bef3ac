// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/fields.h"

#include <msgpack.hpp>

#include <bit>
#include <cstring>

namespace qd::protocol {

/// Counts the fields of a struct, which is the length of its array on the wire.
struct FieldCounter
{
    std::uint32_t count = 0;
    template <typename T>
    void operator()(const char *, const T &)
    {
        ++count;
    }
    void raw(const char *, const std::string &) { ++count; }
};

/// Writes values as MessagePack. A visitor for fields().
class Writer
{
public:
    explicit Writer(msgpack::packer<msgpack::sbuffer> &out)
        : m_out(out)
    {
    }

    template <typename T>
    void operator()(const char *, const T &value)
    {
        write(value);
    }

    void raw(const char *, const std::string &bytes) { writeBin(bytes.data(), bytes.size()); }

    template <typename T>
    requires(std::is_class_v<T>) void write(const T &value)
    {
        FieldCounter counter;
        fields(counter, value);
        m_out.pack_array(counter.count);
        fields(*this, value);
    }

    template <typename T>
    requires(std::is_arithmetic_v<T>) void write(T value)
    {
        if constexpr (std::same_as<T, char>) {
            m_out.pack(static_cast<int>(value));
        } else {
            m_out.pack(value);
        }
    }

    template <typename T>
    requires(std::is_enum_v<T>) void write(T value) { m_out.pack(static_cast<unsigned>(value)); }

    /// By name, so that a code which the reader does not know yet still reads as a failure.
    void write(ErrorCode code) { write(std::string{toString(code)}); }
    void write(const std::string &text) { m_out.pack(text); }
    void write(TimeMs time) { m_out.pack(toUnixMs(time)); }
    void write(const Blob &bytes) { writeBin(bytes.data(), bytes.size()); }

    template <typename Tag, typename Number>
    void write(Id<Tag, Number> id)
    {
        m_out.pack(id.value);
    }

    void write(const Labels &labels)
    {
        m_out.pack_map(static_cast<std::uint32_t>(labels.size()));
        for (const auto &[name, value] : labels.pairs()) {
            m_out.pack(name);
            m_out.pack(value);
        }
    }

    template <typename T>
    void write(const std::vector<T> &list)
    {
        m_out.pack_array(static_cast<std::uint32_t>(list.size()));
        for (const T &item : list) {
            write(item);
        }
    }

    /// Times of points: zigzag varints of the differences; regular steps take two bytes each.
    void write(const std::vector<std::int64_t> &times)
    {
        Blob bytes;
        bytes.reserve(times.size() * 3);
        std::int64_t previous = 0;
        for (const std::int64_t time : times) {
            const std::uint64_t difference =
                static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(std::exchange(previous, time));
            std::uint64_t rest = (difference << 1) ^ (0 - (difference >> 63));
            for (; rest >= 0x80; rest >>= 7) {
                bytes.push_back(static_cast<std::byte>(rest | 0x80));
            }
            bytes.push_back(static_cast<std::byte>(rest));
        }
        write(bytes);
    }

    /// Values of points: IEEE doubles, little endian, back to back.
    void write(const std::vector<double> &values)
    {
        static_assert(std::endian::native == std::endian::little);
        writeBin(values.data(), values.size() * sizeof(double));
    }

private:
    void writeBin(const void *data, std::size_t size)
    {
        m_out.pack_bin(static_cast<std::uint32_t>(size));
        m_out.pack_bin_body(static_cast<const char *>(data), static_cast<std::uint32_t>(size));
    }

    msgpack::packer<msgpack::sbuffer> &m_out;
};

} // namespace qd::protocol
