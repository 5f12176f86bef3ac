// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/parser.h"
#include "shared/promql/token.h"

#include <optional>
#include <string>
#include <vector>

namespace qd::promql {

/// Recursive descent with precedence climbing over the tokens of one query. Every way to recurse passes
/// parseBinary(), which counts the depth, so that no input can exhaust the stack.
class Parser
{
public:
    Parser(std::string_view query, std::vector<Token> tokens)
        : m_query(query)
        , m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] Result<ExprPtr> parseAll();

private:
    // Binary and unary forms: parser.cpp
    [[nodiscard]] Result<ExprPtr> parseBinary(int minimumPrecedence);
    [[nodiscard]] Result<ExprPtr> parseUnary();
    [[nodiscard]] Result<ExprPtr> parsePostfix();
    [[nodiscard]] Result<void> parseBinaryModifiers(Binary &binary);

    // What follows an operand: parsermodifiers.cpp
    [[nodiscard]] Result<ExprPtr> parseBrackets(ExprPtr inner);
    [[nodiscard]] Result<ExprPtr> parseOffset(ExprPtr inner);
    [[nodiscard]] Result<ExprPtr> parseAt(ExprPtr inner);
    [[nodiscard]] Result<AtModifier> parseAtValue();

    // What stands alone: parserprimary.cpp
    [[nodiscard]] Result<ExprPtr> parsePrimary();
    [[nodiscard]] Result<ExprPtr> parseParen();
    [[nodiscard]] Result<ExprPtr> parseWord();
    [[nodiscard]] Result<ExprPtr> parseCall();
    [[nodiscard]] Result<ExprPtr> parseAggregate(AggregateOp op);
    [[nodiscard]] Result<bool> parseGrouping(Aggregate &aggregate);
    [[nodiscard]] Result<std::vector<ExprPtr>> parseArguments();
    [[nodiscard]] Result<std::vector<std::string>> parseLabelList(std::string_view where);
    [[nodiscard]] Result<double> parseNumber(const Token &token) const;
    [[nodiscard]] Result<std::int64_t> parseDurationToken(std::string_view where);

    // Selectors: parserselectors.cpp
    [[nodiscard]] Result<ExprPtr> parseSelector();
    [[nodiscard]] Result<std::vector<Matcher>> parseMatchers();
    [[nodiscard]] Result<Matcher> parseMatcher();

    [[nodiscard]] Result<ExprPtr> make(Expr::Node node, std::size_t begin, std::uint32_t childDepth);
    [[nodiscard]] const Token &current() const { return m_tokens[m_next]; }
    [[nodiscard]] const Token &following() const;
    [[nodiscard]] bool isWord(std::string_view lowerCase) const;
    [[nodiscard]] bool accept(TokenType type);
    [[nodiscard]] std::size_t previousEnd() const { return m_next == 0 ? 0 : m_tokens[m_next - 1].end; }
    void advance() { ++m_next; }
    [[nodiscard]] Failure unexpected(std::string_view where, std::string_view expected = {}) const;
    [[nodiscard]] Failure fail(std::size_t position, std::string message) const;

    std::string_view m_query;
    std::vector<Token> m_tokens;
    std::size_t m_next = 0;
    std::uint32_t m_nesting = 0;
};

} // namespace qd::promql
