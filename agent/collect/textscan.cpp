// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/textscan.h"

#include <algorithm>
#include <charconv>

namespace qd::agent {

namespace {

// Words are short: comparing each character beats std::string_view's searches, which call a function for
// each.
bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

bool isWhiteSpace(char c)
{
    return isBlank(c) || c == '\r' || c == '\n';
}

template <typename Number>
std::optional<Number> parseWhole(std::string_view text)
{
    text = trimmed(text);
    Number value{};
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

} // namespace

bool takeLine(std::string_view &rest, std::string_view &line)
{
    if (rest.empty()) {
        return false;
    }
    const std::size_t end = rest.find('\n');
    line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    return true;
}

std::string_view takeWord(std::string_view &rest)
{
    const auto begin = std::find_if_not(rest.begin(), rest.end(), isBlank);
    const auto end = std::find_if(begin, rest.end(), isBlank);
    const std::string_view word{begin, end};
    rest = {end, rest.end()};
    return word;
}

std::optional<std::uint64_t> takeUnsigned(std::string_view &rest)
{
    // One pass over the digits: the collectors read some 20,000 numbers a minute.
    const char *position = rest.data();
    const char *end = position + rest.size();
    while (position != end && isBlank(*position)) {
        ++position;
    }
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(position, end, value);
    if (error != std::errc{} || (stop != end && !isWhiteSpace(*stop))) {
        return std::nullopt;
    }
    rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
    return value;
}

std::optional<std::uint64_t> parseUnsigned(std::string_view text)
{
    return parseWhole<std::uint64_t>(text);
}

std::optional<std::int64_t> parseSigned(std::string_view text)
{
    return parseWhole<std::int64_t>(text);
}

std::optional<double> parseDecimal(std::string_view text)
{
    text = trimmed(text);
    const auto isOfDecimal = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    if (text.empty() || !std::ranges::all_of(text, isOfDecimal)) {
        return std::nullopt;
    }
    double value = 0.0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
    if (error != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && isWhiteSpace(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isWhiteSpace(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

bool matchesPattern(std::string_view text, std::string_view pattern)
{
    // Greedy with one point of return: the last star is the only one that ever needs to take more.
    std::size_t t = 0;
    std::size_t p = 0;
    std::size_t star = std::string_view::npos;
    std::size_t resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') {
            ++t;
            ++p;
        } else if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string unescapedOctal(std::string_view text)
{
    const auto isOctal = [](char c) { return c >= '0' && c <= '7'; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && isOctal(text[i + 1]) && isOctal(text[i + 2])
            && isOctal(text[i + 3])) {
            out +=
                static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0'));
            i += 3;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::optional<std::uint32_t> countCpuList(std::string_view text)
{
    text = trimmed(text);
    std::uint32_t count = 0;
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view range = text.substr(0, comma);
        const std::size_t dash = range.find('-');
        const auto first = parseWhole<std::uint32_t>(range.substr(0, dash));
        const auto last =
            dash == std::string_view::npos ? first : parseWhole<std::uint32_t>(range.substr(dash + 1));
        if (!first || !last || *last < *first) {
            return std::nullopt;
        }
        count += *last - *first + 1;
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return count == 0 ? std::nullopt : std::optional{count};
}

Failure corruptFile(std::string_view path, std::string_view reason)
{
    return failure(ErrorCode::Corrupt, std::string{path} + ": " + std::string{reason},
        {{"file", std::string{path}}, {"reason", std::string{reason}}});
}

} // namespace qd::agent
