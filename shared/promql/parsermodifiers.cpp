// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/parserimpl.h"

#include <cmath>

namespace qd::promql {

namespace {

/// Where a modifier of time goes: the selector or subquery directly before it, if that is what stands there.
struct TimeModifiers
{
    std::int64_t *offsetMs = nullptr;
    std::optional<AtModifier> *at = nullptr;
};

TimeModifiers timeModifiersOf(Expr &expr)
{
    if (auto *vector = std::get_if<VectorSelector>(&expr.node)) {
        return {&vector->offsetMs, &vector->at};
    }
    if (auto *matrix = std::get_if<MatrixSelector>(&expr.node)) {
        return {&matrix->selector.offsetMs, &matrix->selector.at};
    }
    if (auto *subquery = std::get_if<Subquery>(&expr.node)) {
        return {&subquery->offsetMs, &subquery->at};
    }
    return {};
}

} // namespace

Result<ExprPtr> Parser::parseBrackets(ExprPtr inner)
{
    const std::size_t bracket = current().begin;
    const std::size_t begin = inner->begin;
    const std::uint32_t depth = inner->depth;
    advance();
    const Result<std::int64_t> range = parseDurationToken("range or subquery selector");
    if (!range) {
        return failure(range.error());
    }
    if (accept(TokenType::Colon)) {
        std::int64_t stepMs = 0;
        if (current().type != TokenType::RightBracket) {
            const Result<std::int64_t> step = parseDurationToken("subquery selector");
            if (!step) {
                return failure(step.error());
            }
            stepMs = *step;
        }
        if (!accept(TokenType::RightBracket)) {
            return unexpected("in subquery selector", "\"]\"");
        }
        return make(Subquery{std::move(inner), *range, stepMs, 0, {}}, begin, depth);
    }
    if (!accept(TokenType::RightBracket)) {
        return unexpected("in range selector", "\":\" or \"]\"");
    }
    auto *selector = std::get_if<VectorSelector>(&inner->node);
    if (selector == nullptr) {
        return fail(bracket, "ranges only allowed for vector selectors");
    }
    if (selector->offsetMs != 0) {
        return fail(bracket, "no offset modifiers allowed before range");
    }
    if (selector->at) {
        return fail(bracket, "no @ modifiers allowed before range");
    }
    return make(MatrixSelector{std::move(*selector), *range}, begin, 0);
}

Result<ExprPtr> Parser::parseOffset(ExprPtr inner)
{
    const std::size_t keyword = current().begin;
    advance();
    const bool negative = accept(TokenType::Subtract);
    const Result<std::int64_t> offset = parseDurationToken("offset");
    if (!offset) {
        return failure(offset.error());
    }
    const TimeModifiers modifiers = timeModifiersOf(*inner);
    if (modifiers.offsetMs == nullptr) {
        return fail(keyword,
            "offset modifier must be preceded by an instant vector selector or range vector selector "
            "or a subquery");
    }
    if (*modifiers.offsetMs != 0) {
        return fail(keyword, "offset may not be set multiple times");
    }
    *modifiers.offsetMs = negative ? -*offset : *offset;
    inner->end = previousEnd();
    return inner;
}

Result<ExprPtr> Parser::parseAt(ExprPtr inner)
{
    const std::size_t sign = current().begin;
    advance();
    const Result<AtModifier> at = parseAtValue();
    if (!at) {
        return failure(at.error());
    }
    const TimeModifiers modifiers = timeModifiersOf(*inner);
    if (modifiers.at == nullptr) {
        return fail(sign,
            "@ modifier must be preceded by an instant vector selector or range vector selector or a "
            "subquery");
    }
    if (modifiers.at->has_value()) {
        return fail(sign, "@ <timestamp> may not be set multiple times");
    }
    *modifiers.at = *at;
    inner->end = previousEnd();
    return inner;
}

Result<AtModifier> Parser::parseAtValue()
{
    if (isWord("start") || isWord("end")) {
        const auto kind = isWord("start") ? AtModifier::Kind::Start : AtModifier::Kind::End;
        advance();
        if (!accept(TokenType::LeftParen) || !accept(TokenType::RightParen)) {
            return unexpected("in @", "\"()\" after start or end");
        }
        return AtModifier{kind, 0};
    }
    const bool negative = current().type == TokenType::Subtract;
    if (negative || current().type == TokenType::Add) {
        advance();
    }
    if (current().type != TokenType::Number) {
        return unexpected("in @", "timestamp, start() or end()");
    }
    const std::size_t begin = current().begin;
    const Result<double> seconds = parseNumber(current());
    if (!seconds) {
        return failure(seconds.error());
    }
    advance();
    const double ms = std::round((negative ? -*seconds : *seconds) * 1000.0);
    // Beyond this, sums with ranges and offsets could leave 64 bits; it is some 140 million years.
    constexpr double kLatest = 4.6e18;
    if (!(std::abs(ms) <= kLatest)) {
        return fail(begin, "timestamp out of bounds for @ modifier");
    }
    return AtModifier{AtModifier::Kind::Timestamp, static_cast<std::int64_t>(ms)};
}

} // namespace qd::promql
