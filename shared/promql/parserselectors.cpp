// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/parserimpl.h"

#include <algorithm>

namespace qd::promql {

Result<ExprPtr> Parser::parseSelector()
{
    const std::size_t begin = current().begin;
    VectorSelector selector;
    if (current().type == TokenType::Word) {
        selector.name = current().text;
        advance();
    }
    if (current().type == TokenType::LeftBrace) {
        Result<std::vector<Matcher>> matchers = parseMatchers();
        if (!matchers) {
            return failure(std::move(matchers).error());
        }
        selector.matchers = std::move(matchers).value();
    }
    if (!selector.name.empty()) {
        for (const Matcher &matcher : selector.matchers) {
            if (matcher.name == Labels::kMetricName) {
                return fail(begin,
                    "metric name must not be set twice: \"" + selector.name + "\" or \"" + matcher.value
                        + "\"");
            }
        }
        selector.matchers.push_back({std::string{Labels::kMetricName}, MatchOp::Equal, selector.name});
    }
    // A selector that also takes series without any label would read the whole database by mistake.
    const bool selective = std::ranges::any_of(selector.matchers, [](const Matcher &matcher) {
        const Result<CompiledMatcher> compiled = CompiledMatcher::compile(matcher);
        return compiled && !compiled->matchesEmpty();
    });
    if (!selective) {
        return fail(begin, "vector selector must contain at least one non-empty matcher");
    }
    return make(std::move(selector), begin, 0);
}

Result<std::vector<Matcher>> Parser::parseMatchers()
{
    const std::size_t brace = current().begin;
    std::vector<Matcher> matchers;
    advance();
    while (current().type != TokenType::RightBrace) {
        if (current().type == TokenType::End) {
            return fail(brace, "unclosed left brace");
        }
        Result<Matcher> matcher = parseMatcher();
        if (!matcher) {
            return failure(std::move(matcher).error());
        }
        matchers.push_back(std::move(matcher).value());
        if (!accept(TokenType::Comma) && current().type != TokenType::RightBrace
            && current().type != TokenType::End) {
            return unexpected("in label matching", "\",\" or \"}\"");
        }
    }
    advance();
    return matchers;
}

Result<Matcher> Parser::parseMatcher()
{
    // As Prometheus 3 has it, in quotes: a metric alone, {"disk.io.avgqu-sz", host="a"}, or a label.
    const bool isQuoted = current().type == TokenType::String;
    if (current().type != TokenType::Word && !isQuoted) {
        return unexpected("in label matching", "a label name or \"}\"");
    }
    Matcher matcher;
    matcher.name = isQuoted ? current().value : current().text;
    advance();
    if (isQuoted && (current().type == TokenType::Comma || current().type == TokenType::RightBrace)) {
        return Matcher{std::string{Labels::kMetricName}, MatchOp::Equal, matcher.name};
    }
    switch (current().type) {
    case TokenType::Assign:
        matcher.op = MatchOp::Equal;
        break;
    case TokenType::NotEqual:
        matcher.op = MatchOp::NotEqual;
        break;
    case TokenType::RegexMatch:
        matcher.op = MatchOp::Regex;
        break;
    case TokenType::RegexNoMatch:
        matcher.op = MatchOp::NotRegex;
        break;
    default: // all other tokens are wrong here, whatever they are
        return unexpected("in label matching", "one of =, !=, =~, !~");
    }
    advance();
    if (current().type != TokenType::String) {
        return unexpected("in label matching", "a string");
    }
    matcher.value = current().value;
    if (const Result<CompiledMatcher> compiled = CompiledMatcher::compile(matcher); !compiled) {
        return fail(current().begin, compiled.error().message);
    }
    advance();
    return matcher;
}

} // namespace qd::promql
