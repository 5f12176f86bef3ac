// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/shared/promql/testscript.h"

#include "shared/promql/duration.h"
#include "shared/promql/parser.h"

#include <bit>
#include <charconv>
#include <optional>

namespace qd::promql::test {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Lines without margins; comments count as empty.
std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed(text.substr(0, end));
        lines.push_back(line.starts_with('#') ? std::string_view{} : line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Takes a number with optional sign ("-1.5e3", "Inf") off the front.
std::optional<double> takeNumber(std::string_view &text)
{
    const bool negative = text.starts_with('-');
    std::string_view digits = text.substr(negative || text.starts_with('+') ? 1 : 0);
    double value = 0.0;
    const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (status != std::errc{}) {
        return std::nullopt;
    }
    text = digits.substr(static_cast<std::size_t>(end - digits.data()));
    return negative ? -value : value;
}

std::string_view takeWord(std::string_view &text)
{
    const std::size_t end = std::min(text.find_first_of(" \t"), text.size());
    const std::string_view word = text.substr(0, end);
    text = trimmed(text.substr(end));
    return word;
}

/// Takes `name{label="value"}` off the front.
std::optional<Labels> takeSeries(std::string_view &text)
{
    std::size_t end = std::min(text.find_first_of(" \t{"), text.size());
    const std::string name{text.substr(0, end)};
    std::string braces = "{}";
    if (end < text.size() && text[end] == '{') {
        bool quoted = false;
        std::size_t close = end;
        while (close < text.size() && (quoted || text[close] != '}')) {
            close += text[close] == '\\' ? 1 : 0;
            quoted = text[close] == '"' ? !quoted : quoted;
            ++close;
        }
        braces = text.substr(end, close - end + 1);
        end = close + 1;
    }
    Labels labels;
    if (!name.empty() || braces != "{}") {
        const Result<VectorSelector> selector = parseSelector(name + braces);
        if (!selector) {
            return std::nullopt;
        }
        for (const Matcher &matcher : selector->matchers) {
            labels.set(matcher.name, matcher.value);
        }
    }
    text = trimmed(text.substr(std::min(end, text.size())));
    return labels;
}

class ScriptReader
{
public:
    ScriptReader(const std::string &fileName, std::string_view text)
        : m_file(fileName)
        , m_lines(linesOf(text))
    {
    }

    Result<std::vector<EvalCase>> read()
    {
        for (; m_line < m_lines.size(); ++m_line) {
            std::string_view line = m_lines[m_line];
            const std::string_view command = takeWord(line);
            if (command.empty()) {
                continue;
            }
            const bool known = command == "clear" ? clear()
                : command == "load"               ? load(line)
                : command.starts_with("eval")     ? eval(command, line)
                                                  : false;
            if (!known) {
                return failure(ErrorCode::InvalidInput,
                    m_file + ": cannot read \"" + std::string{m_lines[m_line]} + "\"",
                    {{"line", std::to_string(m_line + 1)}});
            }
        }
        return std::move(m_cases);
    }

private:
    bool clear()
    {
        m_store = std::make_shared<const MemorySource>();
        return true;
    }

    bool load(std::string_view step)
    {
        const std::optional<std::int64_t> stepMs = parseDuration(step);
        // Within one load the later definition of a series replaces the earlier one.
        std::map<Labels, std::map<std::int64_t, double>> definitions;
        while (m_line + 1 < m_lines.size() && !m_lines[m_line + 1].empty()) {
            std::string_view line = m_lines[++m_line];
            const std::optional<Labels> labels = takeSeries(line);
            if (!labels || !stepMs || !readValues(line, *stepMs, definitions[*labels])) {
                return false;
            }
        }
        auto store = std::make_shared<MemorySource>(*m_store);
        for (const auto &[labels, samples] : definitions) {
            store->add(labels, samples);
        }
        m_store = std::move(store);
        return stepMs.has_value();
    }

    static bool readValues(
        std::string_view text, std::int64_t stepMs, std::map<std::int64_t, double> &samples)
    {
        samples.clear();
        std::int64_t time = 0;
        while (!text.empty()) {
            std::string_view item = takeWord(text);
            double value = std::bit_cast<double>(kStaleNanBits);
            const bool gap = item.starts_with('_');
            if (gap || item.starts_with("stale")) {
                item.remove_prefix(gap ? 1 : 5);
            } else if (const std::optional<double> number = takeNumber(item)) {
                value = *number;
            } else {
                return false;
            }
            double increment = 0.0;
            if (item.starts_with('+') || item.starts_with('-')) {
                increment = takeNumber(item).value_or(0.0);
            }
            std::size_t repeats = 0;
            if (item.starts_with('x')) {
                item.remove_prefix(1);
                repeats = static_cast<std::size_t>(takeNumber(item).value_or(0.0));
                repeats -= gap && repeats > 0 ? 1 : 0; // `_x3` is three gaps, `1x3` four values
            }
            for (std::size_t i = 0; i <= repeats; ++i, time += stepMs) {
                if (!gap) {
                    samples[time] = value;
                }
                value += increment;
            }
        }
        return true;
    }

    bool eval(std::string_view command, std::string_view rest)
    {
        EvalCase one;
        one.file = m_file;
        one.line = static_cast<int>(m_line) + 1;
        one.ordered = command == "eval_ordered";
        one.fails = command == "eval_fail";
        one.store = m_store;
        if (takeWord(rest) != "instant" || takeWord(rest) != "at") {
            return false;
        }
        const std::optional<std::int64_t> time = parseDuration(takeWord(rest));
        if (!time) {
            return false;
        }
        one.timeMs = *time;
        one.query = rest;
        while (m_line + 1 < m_lines.size() && !m_lines[m_line + 1].empty()) {
            if (!expectation(m_lines[++m_line], one)) {
                return false;
            }
        }
        m_cases.push_back(std::move(one));
        return true;
    }

    static bool expectation(std::string_view line, EvalCase &one)
    {
        std::string_view rest = line;
        if (const std::optional<double> number = takeNumber(rest); number && rest.empty()) {
            one.scalar = true;
            one.expected.push_back({{}, *number});
            return true;
        }
        const std::optional<Labels> labels = takeSeries(line);
        const std::optional<double> value = takeNumber(line);
        if (!labels || !value) {
            return false;
        }
        one.expected.push_back({*labels, *value});
        return true;
    }

    std::string m_file;
    std::vector<std::string_view> m_lines;
    std::size_t m_line = 0;
    std::shared_ptr<const MemorySource> m_store = std::make_shared<const MemorySource>();
    std::vector<EvalCase> m_cases;
};

} // namespace

Result<std::vector<EvalCase>> readScript(const std::string &fileName, std::string_view text)
{
    return ScriptReader{fileName, text}.read();
}

} // namespace qd::promql::test
