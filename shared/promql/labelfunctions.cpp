// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/lexer.h"
#include "shared/promql/operations.h"

#include <re2/re2.h>

#include <cctype>

namespace qd::promql {

namespace {

constexpr std::int64_t kMaxPatternMemory = 2 * 1024 * 1024;

Failure badArgument(std::string message)
{
    return failure(ErrorCode::InvalidInput, std::move(message));
}

bool isNamePart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

/// The groups that one match captured, by number and by name; number 0 is the whole match.
class Captures
{
public:
    explicit Captures(const re2::RE2 &pattern)
        : m_pattern(pattern)
        , m_groups(static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1)
    {
    }

    bool match(std::string_view text)
    {
        const re2::StringPiece piece{text.data(), text.size()};
        return m_pattern.Match(
            piece, 0, text.size(), re2::RE2::ANCHOR_BOTH, m_groups.data(), static_cast<int>(m_groups.size()));
    }

    /// An unknown group is empty.
    [[nodiscard]] std::string_view group(std::string_view name) const
    {
        const bool numeric = name.find_first_not_of("0123456789") == std::string_view::npos;
        std::size_t index = m_groups.size();
        if (numeric) {
            index = name.size() < 4 ? static_cast<std::size_t>(std::stoi(std::string{name})) : index;
        } else if (const auto found = m_pattern.NamedCapturingGroups().find(std::string{name});
                   found != m_pattern.NamedCapturingGroups().end()) {
            index = static_cast<std::size_t>(found->second);
        }
        return index < m_groups.size() ? std::string_view{m_groups[index].data(), m_groups[index].size()}
                                       : std::string_view{};
    }

private:
    const re2::RE2 &m_pattern;
    std::vector<re2::StringPiece> m_groups;
};

/// Fills $1, ${1}, $name and ${name} as Go's regexp.Expand does: the longest name wins, $$ is a dollar sign.
std::string expand(std::string_view pattern, const Captures &captures)
{
    std::string out;
    while (!pattern.empty()) {
        const std::size_t dollar = std::min(pattern.find('$'), pattern.size());
        out += pattern.substr(0, dollar);
        pattern.remove_prefix(dollar);
        if (pattern.empty()) {
            break;
        }
        pattern.remove_prefix(1);
        if (pattern.starts_with('$')) {
            out += '$';
            pattern.remove_prefix(1);
            continue;
        }
        const bool braced = pattern.starts_with('{');
        const std::string_view rest = pattern.substr(braced ? 1 : 0);
        std::size_t length = 0;
        while (length < rest.size() && isNamePart(rest[length])) {
            ++length;
        }
        if (length == 0 || (braced && (length == rest.size() || rest[length] != '}'))) {
            out += '$'; // malformed, so it is only a dollar sign
            continue;
        }
        out += captures.group(rest.substr(0, length));
        pattern.remove_prefix(length + (braced ? 2 : 0));
    }
    return out;
}

Result<std::vector<std::string>> stringArguments(Evaluation &run, const Call &call, const Grid &grid)
{
    std::vector<std::string> strings;
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        Result<std::string> text = run.string(*call.arguments[i], grid);
        if (!text) {
            return failure(std::move(text).error());
        }
        strings.push_back(std::move(text).value());
    }
    return strings;
}

/// Lets change(labels) work on each series, and refuses the outcome if two series became one.
template <typename Change>
Result<Columns> changeLabels(Evaluation &run, const Call &call, const Grid &grid, Change change)
{
    Result<VectorColumns> columns = run.vector(*call.arguments.front(), grid);
    if (!columns) {
        return failure(std::move(columns).error());
    }
    for (SeriesColumn &column : *columns) {
        change(column.labels);
    }
    if (const Result<void> ok = joinEqualLabels(*columns, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(columns).value()};
}

} // namespace

Result<Columns> evaluateLabelReplace(Evaluation &run, const Call &call, const Grid &grid)
{
    const Result<std::vector<std::string>> arguments = stringArguments(run, call, grid);
    if (!arguments) {
        return failure(arguments.error());
    }
    const std::string &target = (*arguments)[0];
    const std::string &replacement = (*arguments)[1];
    const std::string &origin = (*arguments)[2];
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMaxPatternMemory);
    const re2::RE2 pattern{(*arguments)[3], options};
    if (!pattern.ok()) {
        return badArgument("invalid regular expression in label_replace(): " + pattern.error());
    }
    if (!isLabelName(target)) {
        return badArgument("invalid destination label name in label_replace(): \"" + target + "\"");
    }
    Captures captures{pattern};
    return changeLabels(run, call, grid, [&](Labels &labels) {
        const std::string value{labels.get(origin)};
        if (captures.match(value)) {
            labels.set(target, expand(replacement, captures));
        }
    });
}

Result<Columns> evaluateLabelJoin(Evaluation &run, const Call &call, const Grid &grid)
{
    const Result<std::vector<std::string>> arguments = stringArguments(run, call, grid);
    if (!arguments) {
        return failure(arguments.error());
    }
    const std::string &target = (*arguments)[0];
    const std::string &separator = (*arguments)[1];
    if (!isLabelName(target)) {
        return badArgument("invalid destination label name in label_join(): \"" + target + "\"");
    }
    for (std::size_t i = 2; i < arguments->size(); ++i) {
        if (!isLabelName((*arguments)[i])) {
            return badArgument("invalid source label name in label_join(): \"" + (*arguments)[i] + "\"");
        }
    }
    return changeLabels(run, call, grid, [&](Labels &labels) {
        std::string joined;
        for (std::size_t i = 2; i < arguments->size(); ++i) {
            joined += i == 2 ? "" : separator;
            joined += labels.get((*arguments)[i]);
        }
        labels.set(target, joined);
    });
}

} // namespace qd::promql
