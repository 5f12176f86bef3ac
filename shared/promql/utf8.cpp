// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/utf8.h"

#include <algorithm>

namespace qd::promql {

namespace {

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t lengthFromLead(char lead)
{
    const auto byte = static_cast<unsigned char>(lead);
    if (byte < 0x80) {
        return 1;
    }
    if (byte >= 0xC2 && byte < 0xE0) {
        return 2;
    }
    if (byte >= 0xE0 && byte < 0xF0) {
        return 3;
    }
    return byte >= 0xF0 && byte < 0xF5 ? 4 : 0;
}

/// Overlong forms, surrogates and what lies beyond U+10FFFF show in the second byte.
bool isPossibleSecond(char lead, char second)
{
    const auto first = static_cast<unsigned char>(lead);
    const auto byte = static_cast<unsigned char>(second);
    switch (first) {
    case 0xE0:
        return byte >= 0xA0;
    case 0xED:
        return byte < 0xA0;
    case 0xF0:
        return byte >= 0x90;
    case 0xF4:
        return byte < 0x90;
    default:
        return true;
    }
}

/// 0 if no well-formed character begins here.
std::size_t wellFormedLength(std::string_view text)
{
    const std::size_t length = lengthFromLead(text.front());
    if (length == 0 || length > text.size()
        || !std::ranges::all_of(text.substr(1, length - 1), isContinuation)) {
        return 0;
    }
    return length == 1 || isPossibleSecond(text[0], text[1]) ? length : 0;
}

} // namespace

std::size_t utf8Length(std::string_view text)
{
    return std::max<std::size_t>(1, wellFormedLength(text));
}

std::string quotedFirst(std::string_view text)
{
    return "'" + std::string{text.substr(0, utf8Length(text))} + "'";
}

std::size_t utf8Count(std::string_view text)
{
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !isContinuation(c); }));
}

void appendUtf8(std::string &out, char32_t code)
{
    const auto add = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xC0 | (code >> 6));
        add(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        add(0xE0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    } else {
        add(0xF0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3F));
        add(0x80 | ((code >> 6) & 0x3F));
        add(0x80 | (code & 0x3F));
    }
}

} // namespace qd::promql
