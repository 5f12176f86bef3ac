// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/reader.h"

#include <cstring>

namespace qd::protocol {

namespace {

/// Length of the well-formed sequence at the start of text, 0 if there is none (Unicode 15, table 3-7).
std::size_t sequenceLength(std::string_view text)
{
    const auto at = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    const auto continues = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
    const unsigned lead = at(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        return continues(1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        const bool isOverlong = lead == 0xE0 && at(1) < 0xA0;
        const bool isSurrogate = lead == 0xED && at(1) > 0x9F;
        return continues(1) && continues(2) && !isOverlong && !isSurrogate ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        const bool isOverlong = lead == 0xF0 && at(1) < 0x90;
        const bool isBeyond = lead == 0xF4 && at(1) > 0x8F;
        return continues(1) && continues(2) && continues(3) && !isOverlong && !isBeyond ? 4 : 0;
    }
    return 0;
}

} // namespace

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0) {
            return false;
        }
        text.remove_prefix(length);
    }
    return true;
}

bool readTimes(std::string_view bytes, std::vector<std::int64_t> &times)
{
    std::uint64_t previous = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        std::uint64_t zigzag = 0;
        int shift = 0;
        unsigned char byte = 0;
        do {
            if (i == bytes.size() || shift > 63) {
                return false;
            }
            byte = static_cast<unsigned char>(bytes[i++]);
            zigzag |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            shift += 7;
        } while ((byte & 0x80U) != 0);
        previous += (zigzag >> 1) ^ (0 - (zigzag & 1));
        times.push_back(static_cast<std::int64_t>(previous));
    }
    return true;
}

void Reader::readInto(const msgpack::object &object, const std::string &path, std::string &text)
{
    if (object.type != msgpack::type::STR) {
        refuse(path, "is not text");
        return;
    }
    const std::string_view view{object.via.str.ptr, object.via.str.size};
    // A NUL is good UTF-8, but no database column takes it.
    if (!isUtf8(view) || view.find('\0') != std::string_view::npos) {
        refuse(path, "is not UTF-8 text");
        return;
    }
    text = view;
}

void Reader::readInto(const msgpack::object &object, const std::string &path, Labels &labels)
{
    if (object.type != msgpack::type::MAP) {
        refuse(path, "is not a map");
        return;
    }
    std::vector<Labels::Pair> pairs(object.via.map.size);
    for (std::uint32_t i = 0; i < object.via.map.size && !m_error; ++i) {
        readInto(object.via.map.ptr[i].key, path + ".key", pairs[i].first);
        if (!m_error) {
            readInto(object.via.map.ptr[i].val, path + "." + pairs[i].first, pairs[i].second);
        }
    }
    labels = Labels{std::move(pairs)};
}

void Reader::readInto(const msgpack::object &object, const std::string &path, Blob &bytes)
{
    std::string_view view;
    if (readBin(object, path, view)) {
        const auto *first = reinterpret_cast<const std::byte *>(view.data());
        bytes.assign(first, first + view.size());
    }
}

void Reader::readInto(
    const msgpack::object &object, const std::string &path, std::vector<std::int64_t> &times)
{
    std::string_view view;
    if (readBin(object, path, view) && !readTimes(view, times)) {
        refuse(path, "ends within a number");
    }
}

void Reader::readInto(const msgpack::object &object, const std::string &path, std::vector<double> &values)
{
    std::string_view view;
    if (!readBin(object, path, view)) {
        return;
    }
    if (view.size() % sizeof(double) != 0) {
        refuse(path, "ends within a number");
        return;
    }
    values.resize(view.size() / sizeof(double));
    if (!values.empty()) {
        std::memcpy(values.data(), view.data(), view.size());
    }
}

} // namespace qd::protocol
