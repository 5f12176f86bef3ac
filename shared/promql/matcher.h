// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/model/labels.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace qd::promql {

enum class MatchOp : std::uint8_t { Equal, NotEqual, Regex, NotRegex };

/// "=", "!=", "=~" or "!~".
[[nodiscard]] std::string_view toString(MatchOp op);

/// One condition of a selector: label, operator, value. A label that a series lacks counts as the empty
/// string.
struct Matcher
{
    std::string name;
    MatchOp op = MatchOp::Equal;
    std::string value;

    bool operator==(const Matcher &) const = default;
};

/// A matcher ready to be asked about many values. Cheap to copy: copies share the compiled expression, which
/// is immutable, so they may be used from several threads.
class CompiledMatcher
{
public:
    /// Regular expressions are RE2, anchored at both ends, case sensitive, `.` does not match a line feed.
    /// @errors InvalidInput for an expression that does not compile, context "label" and "pattern"
    [[nodiscard]] static Result<CompiledMatcher> compile(Matcher matcher);

    [[nodiscard]] bool matches(std::string_view value) const;
    [[nodiscard]] bool matchesEmpty() const { return matches({}); }
    [[nodiscard]] const Matcher &matcher() const { return m_matcher; }

    /// If the expression of a Regex or NotRegex is only literals joined by `|`, those literals, sorted; an
    /// index looks them up instead of trying the expression on every value. Empty optional otherwise.
    [[nodiscard]] const std::optional<std::vector<std::string>> &literals() const { return m_literals; }

private:
    Matcher m_matcher;
    std::optional<std::vector<std::string>> m_literals;
    std::shared_ptr<const re2::RE2> m_pattern; // shared by the copies
};

/// Compiles all, or fails with the first that does not compile.
[[nodiscard]] Result<std::vector<CompiledMatcher>> compileAll(std::span<const Matcher> matchers);

[[nodiscard]] bool matchesAll(std::span<const CompiledMatcher> matchers, const Labels &labels);

} // namespace qd::promql
