// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/lexer.h"

#include "shared/promql/utf8.h"

#include <algorithm>
#include <array>

namespace qd::promql {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isWordPart(char c)
{
    return isWordStart(c) || isDigit(c);
}

/// Length of the identifier at the start of text; colons and dots count where metric names may stand.
std::size_t wordLength(std::string_view text, bool withColonsAndDots)
{
    std::size_t length = 0;
    while (length < text.size()) {
        const char c = text[length];
        const bool dotInside = c == '.' && length + 1 < text.size() && isWordPart(text[length + 1]);
        if (!isWordPart(c) && !(withColonsAndDots && (c == ':' || dotInside))) {
            break;
        }
        ++length;
    }
    return length;
}

} // namespace

Failure syntaxError(std::string_view query, std::size_t position, std::string message)
{
    const std::string_view before = query.substr(0, std::min(position, query.size()));
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const std::size_t column = utf8Count(before.substr(lineStart)) + 1;
    return failure(ErrorCode::InvalidInput, std::move(message),
        {{"position", std::to_string(position)}, {"line", std::to_string(line)},
            {"column", std::to_string(column)}});
}

bool isLabelName(std::string_view name)
{
    return !name.empty() && isWordStart(name.front()) && std::ranges::all_of(name, isWordPart);
}

bool isMetricName(std::string_view name)
{
    return !name.empty() && (isWordStart(name.front()) || name.front() == ':')
        && wordLength(name, true) == name.size();
}

Result<std::vector<Token>> Lexer::tokens()
{
    std::vector<Token> all;
    do {
        Result<Token> token = next();
        if (!token) {
            return failure(std::move(token).error());
        }
        all.push_back(std::move(token).value());
    } while (all.back().type != TokenType::End);
    return all;
}

Result<Token> Lexer::next()
{
    skipBlanksAndComments();
    if (m_pos >= m_query.size()) {
        return made(TokenType::End, m_query.size());
    }
    const char c = peek();
    if (c == '"' || c == '\'') {
        return quotedString();
    }
    if (c == '`') {
        return rawString();
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
        return numberOrDuration();
    }
    if (isWordStart(c) || (c == ':' && !m_inBrackets && !m_inBraces)) {
        return word();
    }
    return m_inBraces ? braceSymbol() : symbol();
}

Result<Token> Lexer::symbol()
{
    struct Spelling
    {
        std::string_view text;
        TokenType type;
    };
    // Longer spellings first: the first that fits is taken.
    static constexpr std::array<Spelling, 22> kSpellings{{
        {"==", TokenType::Equal},
        {"!=", TokenType::NotEqual},
        {">=", TokenType::GreaterOrEqual},
        {"<=", TokenType::LessOrEqual},
        {">", TokenType::Greater},
        {"<", TokenType::Less},
        {"+", TokenType::Add},
        {"-", TokenType::Subtract},
        {"*", TokenType::Multiply},
        {"/", TokenType::Divide},
        {"%", TokenType::Modulo},
        {"^", TokenType::Power},
        {"(", TokenType::LeftParen},
        {")", TokenType::RightParen},
        {"{", TokenType::LeftBrace},
        {"}", TokenType::RightBrace},
        {"[", TokenType::LeftBracket},
        {"]", TokenType::RightBracket},
        {",", TokenType::Comma},
        {"@", TokenType::At},
        {":", TokenType::Colon},
        {"=", TokenType::Assign},
    }};
    const std::size_t begin = m_pos;
    for (const auto &[text, type] : kSpellings) {
        if (m_query.substr(m_pos).starts_with(text)) {
            m_pos += text.size();
            m_inBraces = type == TokenType::LeftBrace;
            if (type == TokenType::LeftBracket && m_inBrackets) {
                return fail(begin, "unexpected left bracket '[' inside brackets");
            }
            m_inBrackets =
                type == TokenType::LeftBracket || (m_inBrackets && type != TokenType::RightBracket);
            return made(type, begin);
        }
    }
    return fail(begin, "unexpected character " + quotedFirst(m_query.substr(begin)));
}

Result<Token> Lexer::braceSymbol()
{
    const std::size_t begin = m_pos;
    switch (m_query[m_pos++]) {
    case ',':
        return made(TokenType::Comma, begin);
    case '}':
        m_inBraces = false;
        return made(TokenType::RightBrace, begin);
    case '=':
        return made(accept("~") ? TokenType::RegexMatch : TokenType::Assign, begin);
    case '!':
        if (accept("~")) {
            return made(TokenType::RegexNoMatch, begin);
        }
        if (accept("=")) {
            return made(TokenType::NotEqual, begin);
        }
        return fail(begin, "unexpected '!' inside braces, expected '!=' or '!~'");
    case '{':
        return fail(begin, "unexpected left brace '{' inside braces");
    default:
        return fail(begin, "unexpected character inside braces: " + quotedFirst(m_query.substr(begin)));
    }
}

Result<Token> Lexer::numberOrDuration()
{
    const std::size_t begin = m_pos;
    if (scanNumber()) {
        return made(TokenType::Number, begin);
    }
    m_pos = begin;
    skipDigits();
    if (m_pos > begin && scanRestOfDuration()) {
        return made(TokenType::Duration, begin);
    }
    while (isWordPart(peek()) || peek() == '.') {
        ++m_pos;
    }
    return fail(begin,
        "bad number or duration syntax: \"" + std::string{m_query.substr(begin, m_pos - begin)} + "\"");
}

Token Lexer::word()
{
    const std::size_t begin = m_pos;
    m_pos += wordLength(m_query.substr(begin), !m_inBraces && !m_inBrackets);
    Token token = made(TokenType::Word, begin);
    token.value = token.text;
    std::ranges::transform(token.value, token.value.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (!m_inBraces && (token.value == "inf" || token.value == "nan")) {
        token.type = TokenType::Number;
    }
    return token;
}

void Lexer::skipBlanksAndComments()
{
    while (m_pos < m_query.size()) {
        const char c = peek();
        if (c == '#') {
            m_pos = std::min(m_query.find('\n', m_pos), m_query.size());
        } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            ++m_pos;
        } else {
            return;
        }
    }
}

void Lexer::skipDigits()
{
    while (isDigit(peek())) {
        ++m_pos;
    }
}

bool Lexer::scanNumber()
{
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
        m_pos += 2;
        while (accept("0123456789abcdefABCDEF")) { }
        return !isWordPart(peek());
    }
    skipDigits();
    if (accept(".")) {
        skipDigits();
    }
    if (accept("eE")) {
        static_cast<void>(accept("+-"));
        skipDigits();
    }
    return !isWordPart(peek());
}

bool Lexer::scanRestOfDuration()
{
    // Bad units ("hs") and bad orders are told apart when the duration's value is read.
    do {
        if (!accept("smhdwy")) {
            return false;
        }
        static_cast<void>(accept("s"));
        if (!isDigit(peek())) {
            break;
        }
        skipDigits();
    } while (true);
    return !isWordPart(peek());
}

bool Lexer::accept(std::string_view oneOf)
{
    if (m_pos < m_query.size() && oneOf.find(m_query[m_pos]) != std::string_view::npos) {
        ++m_pos;
        return true;
    }
    return false;
}

char Lexer::peek(std::size_t ahead) const
{
    return m_pos + ahead < m_query.size() ? m_query[m_pos + ahead] : '\0';
}

Token Lexer::made(TokenType type, std::size_t begin) const
{
    return {type, begin, m_pos, m_query.substr(begin, m_pos - begin), {}};
}

Failure Lexer::fail(std::size_t position, std::string message) const
{
    return syntaxError(m_query, position, std::move(message));
}

} // namespace qd::promql
