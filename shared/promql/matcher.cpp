// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/matcher.h"

#include <re2/re2.h>

#include <algorithm>

namespace qd::promql {

namespace {

// A pattern of a few hundred bytes compiles to far less; the bound keeps x{1000}{1000} from eating memory.
constexpr std::int64_t kMaxPatternMemory = 2 * 1024 * 1024;

std::optional<std::vector<std::string>> literalAlternatives(std::string_view pattern)
{
    constexpr std::string_view kMeta = R"(\.+*?()[]{}^$)";
    if (pattern.find_first_of(kMeta) != std::string_view::npos) {
        return std::nullopt;
    }
    std::vector<std::string> literals;
    for (std::size_t start = 0;;) {
        const std::size_t end = pattern.find('|', start);
        literals.emplace_back(pattern.substr(start, end - start));
        if (end == std::string_view::npos) {
            break;
        }
        start = end + 1;
    }
    std::ranges::sort(literals);
    const auto repeated = std::ranges::unique(literals);
    literals.erase(repeated.begin(), repeated.end());
    return literals;
}

} // namespace

std::string_view toString(MatchOp op)
{
    switch (op) {
    case MatchOp::Equal:
        return "=";
    case MatchOp::NotEqual:
        return "!=";
    case MatchOp::Regex:
        return "=~";
    case MatchOp::NotRegex:
        return "!~";
    }
    return "=";
}

Result<CompiledMatcher> CompiledMatcher::compile(Matcher matcher)
{
    CompiledMatcher compiled;
    if (matcher.op == MatchOp::Regex || matcher.op == MatchOp::NotRegex) {
        compiled.m_literals = literalAlternatives(matcher.value);
        if (!compiled.m_literals) {
            re2::RE2::Options options;
            options.set_log_errors(false);
            options.set_max_mem(kMaxPatternMemory);
            auto pattern = std::make_shared<const re2::RE2>(matcher.value, options);
            if (!pattern->ok()) {
                return failure(ErrorCode::InvalidInput, "invalid regular expression: " + pattern->error(),
                    {{"label", matcher.name}, {"pattern", matcher.value}});
            }
            compiled.m_pattern = std::move(pattern);
        }
    }
    compiled.m_matcher = std::move(matcher);
    return compiled;
}

bool CompiledMatcher::matches(std::string_view value) const
{
    const auto found = [&] {
        return m_literals ? std::ranges::binary_search(*m_literals, value, std::less<>{})
                          : re2::RE2::FullMatch(re2::StringPiece(value.data(), value.size()), *m_pattern);
    };
    switch (m_matcher.op) {
    case MatchOp::Equal:
        return value == m_matcher.value;
    case MatchOp::NotEqual:
        return value != m_matcher.value;
    case MatchOp::Regex:
        return found();
    case MatchOp::NotRegex:
        return !found();
    }
    return false;
}

Result<std::vector<CompiledMatcher>> compileAll(std::span<const Matcher> matchers)
{
    std::vector<CompiledMatcher> compiled;
    compiled.reserve(matchers.size());
    for (const Matcher &matcher : matchers) {
        Result<CompiledMatcher> one = CompiledMatcher::compile(matcher);
        if (!one) {
            return failure(std::move(one).error());
        }
        compiled.push_back(std::move(one).value());
    }
    return compiled;
}

bool matchesAll(std::span<const CompiledMatcher> matchers, const Labels &labels)
{
    return std::ranges::all_of(
        matchers, [&](const CompiledMatcher &one) { return one.matches(labels.get(one.matcher().name)); });
}

} // namespace qd::promql
