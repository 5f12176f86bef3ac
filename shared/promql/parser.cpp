// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/parser.h"

#include "shared/promql/lexer.h"
#include "shared/promql/parserimpl.h"
#include "shared/promql/typecheck.h"

#include <algorithm>
#include <array>

namespace qd::promql {

namespace {

struct Operator
{
    BinaryOp op;
    int precedence;
    bool rightAssociative;
};

constexpr int kUnaryOperandPrecedence =
    6; // a unary sign binds like `*`, so that only `^` goes into its operand

std::optional<Operator> operatorOf(const Token &token)
{
    struct Symbol
    {
        TokenType type;
        Operator op;
    };
    static constexpr std::array<Symbol, 12> kSymbols{{
        {TokenType::Equal, {BinaryOp::Equal, 3, false}},
        {TokenType::NotEqual, {BinaryOp::NotEqual, 3, false}},
        {TokenType::Greater, {BinaryOp::Greater, 3, false}},
        {TokenType::Less, {BinaryOp::Less, 3, false}},
        {TokenType::GreaterOrEqual, {BinaryOp::GreaterOrEqual, 3, false}},
        {TokenType::LessOrEqual, {BinaryOp::LessOrEqual, 3, false}},
        {TokenType::Add, {BinaryOp::Add, 4, false}},
        {TokenType::Subtract, {BinaryOp::Subtract, 4, false}},
        {TokenType::Multiply, {BinaryOp::Multiply, 5, false}},
        {TokenType::Divide, {BinaryOp::Divide, 5, false}},
        {TokenType::Modulo, {BinaryOp::Modulo, 5, false}},
        {TokenType::Power, {BinaryOp::Power, 6, true}},
    }};
    struct Word
    {
        std::string_view text;
        Operator op;
    };
    static constexpr std::array<Word, 4> kWords{{
        {"or", {BinaryOp::Or, 1, false}},
        {"and", {BinaryOp::And, 2, false}},
        {"unless", {BinaryOp::Unless, 2, false}},
        {"atan2", {BinaryOp::Atan2, 5, false}},
    }};
    for (const auto &[type, op] : kSymbols) {
        if (token.type == type) {
            return op;
        }
    }
    for (const auto &[text, op] : kWords) {
        if (token.type == TokenType::Word && token.value == text) {
            return op;
        }
    }
    return std::nullopt;
}

/// Counts one level of recursion for as long as it lives.
class Nesting
{
public:
    explicit Nesting(std::uint32_t &count)
        : m_count(count)
    {
        ++m_count;
    }
    ~Nesting() { --m_count; }
    Nesting(const Nesting &) = delete;
    Nesting &operator=(const Nesting &) = delete;

private:
    std::uint32_t &m_count;
};

std::string tooDeep()
{
    return "expression is nested deeper than " + std::to_string(kMaxExprDepth) + " levels";
}

} // namespace

Result<ExprPtr> parse(std::string_view text)
{
    if (text.size() > kMaxQueryBytes) {
        return syntaxError(
            text, kMaxQueryBytes, "query is longer than " + std::to_string(kMaxQueryBytes) + " bytes");
    }
    Result<std::vector<Token>> tokens = Lexer{text}.tokens();
    if (!tokens) {
        return failure(std::move(tokens).error());
    }
    return Parser{text, std::move(tokens).value()}.parseAll();
}

Result<VectorSelector> parseSelector(std::string_view text)
{
    Result<ExprPtr> expr = parse(text);
    if (!expr) {
        return failure(std::move(expr).error());
    }
    auto *selector = std::get_if<VectorSelector>(&(*expr)->node);
    if (selector == nullptr || selector->offsetMs != 0 || selector->at) {
        return syntaxError(text, 0, "expected a plain series selector such as name{label=\"value\"}");
    }
    return std::move(*selector);
}

Result<ExprPtr> Parser::parseAll()
{
    if (current().type == TokenType::End) {
        return fail(0, "no expression found in input");
    }
    Result<ExprPtr> expr = parseBinary(1);
    if (expr && current().type != TokenType::End) {
        return unexpected("after expression", "an operator or the end of the query");
    }
    return expr;
}

Result<ExprPtr> Parser::parseBinary(int minimumPrecedence)
{
    if (m_nesting >= kMaxExprDepth) {
        return fail(current().begin, tooDeep());
    }
    const Nesting level{m_nesting};
    Result<ExprPtr> left = parseUnary();
    while (left) {
        const std::optional<Operator> next = operatorOf(current());
        if (!next || next->precedence < minimumPrecedence) {
            break;
        }
        advance();
        Binary binary{.op = next->op, .lhs = {}, .rhs = {}, .returnBool = false, .matching = {}};
        if (const Result<void> modifiers = parseBinaryModifiers(binary); !modifiers) {
            return failure(modifiers.error());
        }
        Result<ExprPtr> right = parseBinary(next->rightAssociative ? next->precedence : next->precedence + 1);
        if (!right) {
            return right;
        }
        const std::size_t begin = (*left)->begin;
        const std::uint32_t depth = std::max((*left)->depth, (*right)->depth);
        binary.lhs = std::move(left).value();
        binary.rhs = std::move(right).value();
        left = make(std::move(binary), begin, depth);
    }
    return left;
}

Result<ExprPtr> Parser::parseUnary()
{
    const Token &sign = current();
    if (sign.type != TokenType::Add && sign.type != TokenType::Subtract) {
        return parsePostfix();
    }
    const bool negative = sign.type == TokenType::Subtract;
    const std::size_t begin = sign.begin;
    advance();
    Result<ExprPtr> operand = parseBinary(kUnaryOperandPrecedence);
    if (!operand) {
        return operand;
    }
    if (auto *number = std::get_if<NumberLiteral>(&(*operand)->node)) {
        number->value = negative ? -number->value : number->value;
        (*operand)->begin = begin;
        return operand;
    }
    const std::uint32_t depth = (*operand)->depth;
    return make(Unary{negative, std::move(operand).value()}, begin, depth);
}

Result<ExprPtr> Parser::parsePostfix()
{
    Result<ExprPtr> expr = parsePrimary();
    while (expr) {
        if (current().type == TokenType::LeftBracket) {
            expr = parseBrackets(std::move(expr).value());
        } else if (current().type == TokenType::At) {
            expr = parseAt(std::move(expr).value());
        } else if (isWord("offset")) {
            expr = parseOffset(std::move(expr).value());
        } else {
            break;
        }
    }
    return expr;
}

Result<void> Parser::parseBinaryModifiers(Binary &binary)
{
    if (isWord("bool")) {
        if (!isComparison(binary.op)) {
            return fail(current().begin, "bool modifier can only be used on comparison operators");
        }
        binary.returnBool = true;
        advance();
    }
    if (!isWord("on") && !isWord("ignoring")) {
        return {};
    }
    binary.matching.on = isWord("on");
    advance();
    Result<std::vector<std::string>> labels = parseLabelList("grouping opts");
    if (!labels) {
        return failure(std::move(labels).error());
    }
    binary.matching.labels = std::move(labels).value();
    if (!isWord("group_left") && !isWord("group_right")) {
        return {};
    }
    using Cardinality = VectorMatching::Cardinality;
    binary.matching.cardinality = isWord("group_left") ? Cardinality::ManyToOne : Cardinality::OneToMany;
    advance();
    if (current().type == TokenType::LeftParen) {
        Result<std::vector<std::string>> include = parseLabelList("grouping opts");
        if (!include) {
            return failure(std::move(include).error());
        }
        binary.matching.include = std::move(include).value();
    }
    return {};
}

Result<ExprPtr> Parser::make(Expr::Node node, std::size_t begin, std::uint32_t childDepth)
{
    if (childDepth >= kMaxExprDepth) {
        return fail(begin, tooDeep());
    }
    auto expr = std::make_unique<Expr>(Expr{std::move(node), begin, previousEnd(), childDepth + 1});
    if (const Result<void> checked = checkNode(*expr, m_query); !checked) {
        return failure(checked.error());
    }
    return expr;
}

const Token &Parser::following() const
{
    return m_tokens[std::min(m_next + 1, m_tokens.size() - 1)];
}

bool Parser::isWord(std::string_view lowerCase) const
{
    return current().type == TokenType::Word && current().value == lowerCase;
}

bool Parser::accept(TokenType type)
{
    if (current().type != type) {
        return false;
    }
    advance();
    return true;
}

Failure Parser::unexpected(std::string_view where, std::string_view expected) const
{
    const Token &token = current();
    std::string message = "unexpected ";
    message += token.type == TokenType::End ? "end of input" : "\"" + std::string{token.text} + "\"";
    message += where.empty() ? "" : " " + std::string{where};
    message += expected.empty() ? "" : ", expected " + std::string{expected};
    return fail(token.begin, std::move(message));
}

Failure Parser::fail(std::size_t position, std::string message) const
{
    return syntaxError(m_query, position, std::move(message));
}

} // namespace qd::promql
