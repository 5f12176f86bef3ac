// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/parserimpl.h"

#include "shared/promql/duration.h"
#include "shared/promql/functiontable.h"
#include "shared/promql/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

namespace qd::promql {

namespace {

constexpr std::array kAggregates{
    AggregateOp::Sum,
    AggregateOp::Min,
    AggregateOp::Max,
    AggregateOp::Avg,
    AggregateOp::Group,
    AggregateOp::Stddev,
    AggregateOp::Stdvar,
    AggregateOp::Count,
    AggregateOp::CountValues,
    AggregateOp::BottomK,
    AggregateOp::TopK,
    AggregateOp::Quantile,
};

std::optional<AggregateOp> aggregateOf(std::string_view lowerCase)
{
    const auto *const found =
        std::ranges::find_if(kAggregates, [&](AggregateOp op) { return toString(op) == lowerCase; });
    return found == kAggregates.end() ? std::nullopt : std::optional{*found};
}

/// Keywords that cannot begin an expression; all others (sum, by, offset, start ...) may also be metric
/// names.
bool isReserved(std::string_view lowerCase)
{
    static constexpr std::array<std::string_view, 6> kReserved{
        "atan2", "bool", "group_left", "group_right", "ignoring", "on"};
    return std::ranges::find(kReserved, lowerCase) != kReserved.end();
}

/// Integers as Go reads them: 0x1F is hexadecimal, 010 is octal; nothing if the text is no integer of 64
/// bits.
std::optional<std::int64_t> parseInteger(std::string_view text)
{
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() > 1 && text.front() == '0') {
        base = 8;
        text.remove_prefix(1);
    }
    std::int64_t value = 0;
    const char *const last = text.data() + text.size();
    const auto [end, status] = std::from_chars(text.data(), last, value, base);
    return status == std::errc{} && end == last ? std::optional{value} : std::nullopt;
}

std::uint32_t deepest(const std::vector<ExprPtr> &expressions)
{
    std::uint32_t depth = 0;
    for (const ExprPtr &expr : expressions) {
        depth = std::max(depth, expr->depth);
    }
    return depth;
}

} // namespace

Result<ExprPtr> Parser::parsePrimary()
{
    const Token &token = current();
    switch (token.type) {
    case TokenType::Number: {
        const Result<double> number = parseNumber(token);
        if (!number) {
            return failure(number.error());
        }
        const std::size_t begin = token.begin;
        advance();
        return make(NumberLiteral{*number}, begin, 0);
    }
    case TokenType::String: {
        const std::size_t begin = token.begin;
        std::string value = token.value;
        advance();
        return make(StringLiteral{std::move(value)}, begin, 0);
    }
    case TokenType::LeftParen:
        return parseParen();
    case TokenType::LeftBrace:
        return parseSelector();
    case TokenType::Word:
        return parseWord();
    case TokenType::Duration:
        return unexpected("", "a number: a duration stands only in brackets or after offset");
    default: // every other token is punctuation or an operator that nothing can begin with
        return unexpected("", "an expression");
    }
}

Result<ExprPtr> Parser::parseParen()
{
    const std::size_t begin = current().begin;
    advance();
    Result<ExprPtr> inner = parseBinary(1);
    if (!inner) {
        return inner;
    }
    if (current().type == TokenType::End) {
        return fail(begin, "unclosed left parenthesis");
    }
    if (!accept(TokenType::RightParen)) {
        return unexpected("in parentheses", "an operator or \")\"");
    }
    const std::uint32_t depth = (*inner)->depth;
    return make(Paren{std::move(inner).value()}, begin, depth);
}

Result<ExprPtr> Parser::parseWord()
{
    const Token &next = following();
    const bool grouped = next.type == TokenType::Word && (next.value == "by" || next.value == "without");
    const std::optional<AggregateOp> aggregate = aggregateOf(current().value);
    if (aggregate && (next.type == TokenType::LeftParen || grouped)) {
        return parseAggregate(*aggregate);
    }
    if (isReserved(current().value)) {
        return unexpected("", "an expression");
    }
    return next.type == TokenType::LeftParen ? parseCall() : parseSelector();
}

Result<ExprPtr> Parser::parseCall()
{
    const std::size_t begin = current().begin;
    const FunctionInfo *const function = findFunction(current().text);
    if (function == nullptr) {
        return fail(begin, "unknown function with name \"" + std::string{current().text} + "\"");
    }
    advance();
    Result<std::vector<ExprPtr>> arguments = parseArguments();
    if (!arguments) {
        return failure(std::move(arguments).error());
    }
    const std::uint32_t depth = deepest(*arguments);
    return make(Call{function, std::move(arguments).value()}, begin, depth);
}

Result<ExprPtr> Parser::parseAggregate(AggregateOp op)
{
    Aggregate aggregate;
    aggregate.op = op;
    const std::size_t begin = current().begin;
    advance();
    const Result<bool> before = parseGrouping(aggregate);
    if (!before) {
        return failure(before.error());
    }
    if (current().type != TokenType::LeftParen) {
        return unexpected("in aggregation", "\"(\"");
    }
    Result<std::vector<ExprPtr>> arguments = parseArguments();
    if (!arguments) {
        return failure(std::move(arguments).error());
    }
    if (!*before) {
        if (const Result<bool> after = parseGrouping(aggregate); !after) {
            return failure(after.error());
        }
    }
    const std::size_t wanted = parameterType(op) ? 2 : 1;
    if (arguments->size() != wanted) {
        return fail(begin,
            "wrong number of arguments for aggregate expression provided, expected " + std::to_string(wanted)
                + ", got " + std::to_string(arguments->size()));
    }
    const std::uint32_t depth = deepest(*arguments);
    aggregate.expr = std::move(arguments->back());
    if (wanted == 2) {
        aggregate.parameter = std::move(arguments->front());
    }
    return make(std::move(aggregate), begin, depth);
}

Result<bool> Parser::parseGrouping(Aggregate &aggregate)
{
    if (!isWord("by") && !isWord("without")) {
        return false;
    }
    aggregate.without = isWord("without");
    advance();
    Result<std::vector<std::string>> labels = parseLabelList("grouping opts");
    if (!labels) {
        return failure(std::move(labels).error());
    }
    aggregate.grouping = std::move(labels).value();
    return true;
}

Result<std::vector<ExprPtr>> Parser::parseArguments()
{
    const std::size_t paren = current().begin;
    std::vector<ExprPtr> arguments;
    advance();
    if (accept(TokenType::RightParen)) {
        return arguments;
    }
    for (;;) {
        Result<ExprPtr> argument = parseBinary(1);
        if (!argument) {
            return failure(std::move(argument).error());
        }
        arguments.push_back(std::move(argument).value());
        if (accept(TokenType::RightParen)) {
            return arguments;
        }
        if (current().type == TokenType::End) {
            return fail(paren, "unclosed left parenthesis");
        }
        if (!accept(TokenType::Comma)) {
            return unexpected("in arguments", "\",\" or \")\"");
        }
        if (current().type == TokenType::RightParen) {
            return fail(current().begin, "trailing commas not allowed in function call args");
        }
    }
}

Result<std::vector<std::string>> Parser::parseLabelList(std::string_view where)
{
    if (!accept(TokenType::LeftParen)) {
        return unexpected("in " + std::string{where}, "\"(\"");
    }
    std::vector<std::string> labels;
    while (!accept(TokenType::RightParen)) {
        if (current().type != TokenType::Word || !isLabelName(current().text)) {
            return unexpected("in " + std::string{where}, "a label name");
        }
        labels.emplace_back(current().text);
        advance();
        if (!accept(TokenType::Comma) && current().type != TokenType::RightParen) {
            return unexpected("in " + std::string{where}, "\",\" or \")\"");
        }
    }
    return labels;
}

Result<double> Parser::parseNumber(const Token &token) const
{
    if (token.value == "inf") {
        return std::numeric_limits<double>::infinity();
    }
    if (token.value == "nan") {
        return std::numeric_limits<double>::quiet_NaN();
    }
    if (const std::optional<std::int64_t> integer = parseInteger(token.text)) {
        return static_cast<double>(*integer);
    }
    double value = 0.0;
    const char *const last = token.text.data() + token.text.size();
    const auto [end, status] = std::from_chars(token.text.data(), last, value);
    if (status == std::errc::result_out_of_range && end == last) {
        // Too small is 0, too large is an error; from_chars does not say which it was, but the exponent's
        // sign does.
        if (token.text.find("e-") != std::string_view::npos
            || token.text.find("E-") != std::string_view::npos) {
            return 0.0;
        }
    }
    if (status != std::errc{} || end != last) {
        return fail(token.begin, "error parsing number: \"" + std::string{token.text} + "\"");
    }
    return value;
}

Result<std::int64_t> Parser::parseDurationToken(std::string_view where)
{
    if (current().type != TokenType::Duration) {
        return unexpected("in " + std::string{where}, "a duration such as 5m");
    }
    const std::optional<std::int64_t> duration = parseDuration(current().text);
    if (!duration) {
        return fail(current().begin, "not a valid duration string: \"" + std::string{current().text} + "\"");
    }
    if (*duration == 0) {
        return fail(current().begin, "duration must be greater than 0");
    }
    advance();
    return *duration;
}

} // namespace qd::promql
