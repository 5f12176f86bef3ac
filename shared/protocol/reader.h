// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/fields.h"

#include <msgpack.hpp>

#include <limits>
#include <optional>

namespace qd::protocol {

/// The largest value of each enum on the wire.
template <typename E>
inline constexpr unsigned kEnumMax = 0;
template <>
inline constexpr unsigned kEnumMax<Role> = static_cast<unsigned>(Role::Administrator);
template <>
inline constexpr unsigned kEnumMax<EventSeverity> = static_cast<unsigned>(EventSeverity::Error);
template <>
inline constexpr unsigned kEnumMax<HostState> = static_cast<unsigned>(HostState::Offline);
template <>
inline constexpr unsigned kEnumMax<TreeLevel> = static_cast<unsigned>(TreeLevel::Component);
template <>
inline constexpr unsigned kEnumMax<MetricKind> = static_cast<unsigned>(MetricKind::Counter);

[[nodiscard]] bool isUtf8(std::string_view text);

/// Undoes Writer::write of times; false if the bytes end within a number.
[[nodiscard]] bool readTimes(std::string_view bytes, std::vector<std::int64_t> &times);

/// Reads values from a parsed MessagePack object. A visitor for fields(): it keeps the first thing that is
/// wrong, with the path of the field, and reads nothing after it.
class Reader
{
public:
    explicit Reader(const msgpack::object &object, std::string path)
        : m_object(&object)
        , m_path(std::move(path))
    {
    }

    /// What was wrong, if something was.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    /// Reads the struct that this reader stands on.
    template <typename T>
    void readStruct(T &value)
    {
        if (m_object->type != msgpack::type::ARRAY) {
            refuse("is not an array of fields");
            return;
        }
        fields(*this, value);
    }

    template <typename T>
    void operator()(const char *name, T &value)
    {
        if (const msgpack::object *field = nextField()) {
            readInto(*field, m_path + "." + name, value);
        }
    }

    void raw(const char *name, std::string &bytes)
    {
        if (const msgpack::object *field = nextField()) {
            std::string_view view;
            if (readBin(*field, m_path + "." + name, view)) {
                bytes = view;
            }
        }
    }

private:
    /// The next field, or null when the sender is older and did not send it, or something was wrong before.
    const msgpack::object *nextField()
    {
        if (m_error || m_next >= m_object->via.array.size) {
            return nullptr;
        }
        return &m_object->via.array.ptr[m_next++];
    }

    void refuse(const std::string &reason) { refuse(m_path, reason); }
    void refuse(const std::string &path, const std::string &reason)
    {
        m_error = Error{ErrorCode::InvalidInput, path + " " + reason, {{"field", path}, {"reason", reason}}};
    }

    template <typename T>
    requires(std::is_class_v<T>) void readInto(
        const msgpack::object &object, const std::string &path, T &value)
    {
        Reader inner{object, path};
        inner.readStruct(value);
        m_error = inner.m_error;
    }

    template <std::integral T>
    void readInto(const msgpack::object &object, const std::string &path, T &value)
    {
        if (object.type == msgpack::type::POSITIVE_INTEGER) {
            if (std::in_range<T>(object.via.u64)) {
                value = static_cast<T>(object.via.u64);
                return;
            }
        } else if (object.type == msgpack::type::NEGATIVE_INTEGER) {
            if (std::in_range<T>(object.via.i64)) {
                value = static_cast<T>(object.via.i64);
                return;
            }
        } else {
            refuse(path, "is not an integer");
            return;
        }
        refuse(path, "is out of range");
    }

    void readInto(const msgpack::object &object, const std::string &path, char &value)
    {
        std::int8_t code = 0;
        readInto(object, path, code);
        value = static_cast<char>(code);
    }

    void readInto(const msgpack::object &object, const std::string &path, bool &value)
    {
        if (object.type != msgpack::type::BOOLEAN) {
            refuse(path, "is not true or false");
            return;
        }
        value = object.via.boolean;
    }

    void readInto(const msgpack::object &object, const std::string &path, double &value)
    {
        switch (object.type) {
        case msgpack::type::FLOAT32:
        case msgpack::type::FLOAT64:
            value = object.via.f64;
            break;
        case msgpack::type::POSITIVE_INTEGER:
            value = static_cast<double>(object.via.u64);
            break;
        case msgpack::type::NEGATIVE_INTEGER:
            value = static_cast<double>(object.via.i64);
            break;
        default:
            refuse(path, "is not a number");
        }
    }

    template <typename T>
    requires(std::is_enum_v<T>) void readInto(
        const msgpack::object &object, const std::string &path, T &value)
    {
        unsigned number = 0;
        readInto(object, path, number);
        if (!m_error && number > kEnumMax<T>) {
            refuse(path, "is out of range");
        }
        if (!m_error) {
            value = static_cast<T>(number);
        }
    }

    void readInto(const msgpack::object &object, const std::string &path, ErrorCode &code)
    {
        std::string name;
        readInto(object, path, name);
        code = errorCodeFromString(name);
    }

    void readInto(const msgpack::object &object, const std::string &path, std::string &text);
    void readInto(const msgpack::object &object, const std::string &path, Labels &labels);
    void readInto(const msgpack::object &object, const std::string &path, Blob &bytes);
    void readInto(const msgpack::object &object, const std::string &path, std::vector<std::int64_t> &times);
    void readInto(const msgpack::object &object, const std::string &path, std::vector<double> &values);

    void readInto(const msgpack::object &object, const std::string &path, TimeMs &time)
    {
        std::int64_t ms = 0;
        readInto(object, path, ms);
        time = fromUnixMs(ms);
    }

    template <typename Tag, typename Number>
    void readInto(const msgpack::object &object, const std::string &path, Id<Tag, Number> &id)
    {
        readInto(object, path, id.value);
    }

    template <typename T>
    void readInto(const msgpack::object &object, const std::string &path, std::vector<T> &list)
    {
        if (object.type != msgpack::type::ARRAY) {
            refuse(path, "is not a list");
            return;
        }
        list.reserve(object.via.array.size);
        for (std::uint32_t i = 0; i < object.via.array.size && !m_error; ++i) {
            readInto(object.via.array.ptr[i], path + "[" + std::to_string(i) + "]", list.emplace_back());
        }
    }

    bool readBin(const msgpack::object &object, const std::string &path, std::string_view &bytes)
    {
        if (object.type != msgpack::type::BIN) {
            refuse(path, "is not binary");
            return false;
        }
        bytes = {object.via.bin.ptr, object.via.bin.size};
        return true;
    }

    const msgpack::object *m_object;
    std::string m_path;
    std::uint32_t m_next = 0;
    std::optional<Error> m_error;
};

} // namespace qd::protocol
