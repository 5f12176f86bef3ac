// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/promql/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace qd::promql {

/// The error of a query at a place: adds "position", "line" and "column" to the message.
[[nodiscard]] Failure syntaxError(std::string_view query, std::size_t position, std::string message);

[[nodiscard]] bool isLabelName(std::string_view name); ///< [A-Za-z_][A-Za-z0-9_]*
[[nodiscard]] bool isMetricName(std::string_view name); ///< what can be written without braces, dots included

/// Splits a query into tokens; comments and white space fall away. Comparisons and regular expression
/// operators are told apart here because `=` means something only between braces, and `:` only between
/// brackets.
class Lexer
{
public:
    explicit Lexer(std::string_view query)
        : m_query(query)
    {
    }

    /// All tokens, the last of type End. The tokens look into the query's text.
    [[nodiscard]] Result<std::vector<Token>> tokens();

private:
    [[nodiscard]] Result<Token> next();
    [[nodiscard]] Result<Token> symbol();
    [[nodiscard]] Result<Token> braceSymbol();
    [[nodiscard]] Result<Token> numberOrDuration();
    [[nodiscard]] Result<Token> quotedString();
    [[nodiscard]] Result<Token> rawString();
    [[nodiscard]] Token word();
    [[nodiscard]] Result<void> escape(char quote, std::string &out);
    [[nodiscard]] Result<void> numericEscape(std::size_t start, char kind, std::string &out);

    void skipBlanksAndComments();
    void skipDigits();
    [[nodiscard]] bool scanNumber();
    [[nodiscard]] bool scanRestOfDuration();
    [[nodiscard]] bool accept(std::string_view oneOf);
    [[nodiscard]] char peek(std::size_t ahead = 0) const;
    [[nodiscard]] Token made(TokenType type, std::size_t begin) const;
    [[nodiscard]] Failure fail(std::size_t position, std::string message) const;

    std::string_view m_query;
    std::size_t m_pos = 0;
    bool m_inBraces = false;
    bool m_inBrackets = false;
};

} // namespace qd::promql
