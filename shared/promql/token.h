// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qd::promql {

enum class TokenType : std::uint8_t {
    End,
    Word,
    Number,
    Duration,
    String,
    LeftParen,
    RightParen,
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    Comma,
    Colon,
    At,
    Assign,
    RegexMatch,
    RegexNoMatch,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
};

struct Token
{
    TokenType type = TokenType::End;
    std::size_t begin = 0; ///< byte offsets into the query: [begin, end)
    std::size_t end = 0;
    std::string_view text; ///< as written
    std::string value; ///< String: decoded; Word: in lower case, which is how keywords are recognised
};

} // namespace qd::promql
