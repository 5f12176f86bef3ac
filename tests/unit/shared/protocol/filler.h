// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/fields.h"
#include "shared/protocol/wire.h"

namespace qd::protocol {

/// Gives every field of a message a value of its own, the same in every run: a visitor for fields().
class Filler
{
public:
    template <typename T>
    void operator()(const char *name, T &value)
    {
        fill(name, value);
    }
    void raw(const char *, std::string &bytes)
    {
        bytes = std::string("\xFF\x00\x80", 3) + std::to_string(++m_count);
    }

private:
    template <typename T>
    requires(std::is_class_v<T>) void fill(const char *, T &value) { fields(*this, value); }
    template <typename T>
    requires(std::is_arithmetic_v<T>) void fill(const char *, T &value) { value = static_cast<T>(++m_count); }
    template <typename T>
    requires(std::is_enum_v<T>) void fill(const char *, T &value) { value = static_cast<T>(1); }
    void fill(const char *, bool &value) { value = true; }
    void fill(const char *, double &value) { value = ++m_count + 0.125; }
    void fill(const char *name, std::string &text)
    {
        text = name + std::string{" 名 "} + std::to_string(++m_count);
    }
    void fill(const char *, TimeMs &time) { time = fromUnixMs(1'700'000'000'000 + ++m_count); }
    void fill(const char *, Blob &bytes) { bytes = {std::byte{0}, std::byte{0xFF}, std::byte(++m_count)}; }
    void fill(const char *, Labels &labels)
    {
        labels = Labels{{{"__name__", "cpu.busy"}, {"core", "core01"}}};
    }
    void fill(const char *, std::vector<std::int64_t> &times)
    {
        times = {1'700'000'000'000, 1'700'000'010'000, -1};
    }
    void fill(const char *, std::vector<double> &values) { values = {0.5, -0.0, 1e300}; }
    template <typename Tag, typename Number>
    void fill(const char *, Id<Tag, Number> &id)
    {
        id.value = ++m_count;
    }
    template <typename T>
    void fill(const char *name, std::vector<T> &list)
    {
        list.resize(2);
        for (T &item : list) {
            fill(name, item);
        }
    }

    int m_count = 0;
};

/// One filled message per kind, in wire order.
inline std::vector<Message> filledMessages()
{
    std::vector<Message> messages;
    [&]<std::size_t... Kind>(std::index_sequence<Kind...>)
    {
        (
            [&] {
                Filler filler;
                Message message{std::in_place_index<Kind>};
                fields(filler, std::get<Kind>(message));
                messages.push_back(std::move(message));
            }(),
            ...);
    }
    (std::make_index_sequence<std::variant_size_v<AnyMessage>>{});
    return messages;
}

} // namespace qd::protocol
