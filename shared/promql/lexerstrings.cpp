// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/lexer.h"

#include "shared/promql/utf8.h"

#include <cstdint>

namespace qd::promql {

namespace {

/// The value of a digit; 16 if it is none in any base.
std::uint32_t digitOf(char c)
{
    if (c >= '0' && c <= '9') {
        return static_cast<std::uint32_t>(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return static_cast<std::uint32_t>(c - 'a' + 10);
    }
    return c >= 'A' && c <= 'F' ? static_cast<std::uint32_t>(c - 'A' + 10) : 16;
}

} // namespace

Result<Token> Lexer::quotedString()
{
    const std::size_t begin = m_pos;
    const char quote = m_query[m_pos++];
    std::string value;
    while (m_pos < m_query.size() && peek() != '\n') {
        const char c = m_query[m_pos++];
        if (c == quote) {
            Token token = made(TokenType::String, begin);
            token.value = std::move(value);
            return token;
        }
        if (c != '\\') {
            value += c;
        } else if (const Result<void> done = escape(quote, value); !done) {
            return failure(done.error());
        }
    }
    return fail(begin, "unterminated quoted string");
}

Result<Token> Lexer::rawString()
{
    const std::size_t begin = m_pos;
    const std::size_t end = m_query.find('`', begin + 1);
    if (end == std::string_view::npos) {
        return fail(begin, "unterminated raw string");
    }
    m_pos = end + 1;
    Token token = made(TokenType::String, begin);
    token.value = m_query.substr(begin + 1, end - begin - 1);
    return token;
}

Result<void> Lexer::escape(char quote, std::string &out)
{
    static constexpr std::string_view kLetters = "abfnrtv\\";
    static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
    const std::size_t start = m_pos - 1;
    if (m_pos >= m_query.size()) {
        return fail(start, "escape sequence not terminated");
    }
    const char c = m_query[m_pos++];
    if (c == quote) {
        out += c;
        return {};
    }
    if (const std::size_t at = kLetters.find(c); at != std::string_view::npos) {
        out += kMeanings[at];
        return {};
    }
    if ((c >= '0' && c <= '7') || c == 'x' || c == 'u' || c == 'U') {
        return numericEscape(start, c, out);
    }
    return fail(start, "unknown escape sequence: backslash and " + quotedFirst(m_query.substr(m_pos - 1)));
}

Result<void> Lexer::numericEscape(std::size_t start, char kind, std::string &out)
{
    const bool octal = digitOf(kind) < 8;
    const std::uint32_t base = octal ? 8 : 16;
    const int digits = octal ? 3 : kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    if (octal) {
        --m_pos;
    }
    std::uint64_t code = 0;
    for (int i = 0; i < digits; ++i) {
        const std::uint32_t digit = digitOf(peek());
        if (digit >= base) {
            return fail(start,
                "escape sequence needs " + std::to_string(digits) + (octal ? " octal" : " hexadecimal")
                    + " digits");
        }
        code = code * base + digit;
        ++m_pos;
    }
    if (octal || kind == 'x') {
        // These name a byte, not a character, as in Go.
        if (code > 0xFF) {
            return fail(start, "escape sequence is beyond one byte");
        }
        out += static_cast<char>(static_cast<unsigned char>(code));
    } else if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) {
        return fail(start, "escape sequence is an invalid Unicode code point");
    } else {
        appendUtf8(out, static_cast<char32_t>(code));
    }
    return {};
}

} // namespace qd::promql
