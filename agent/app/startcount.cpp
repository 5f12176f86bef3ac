// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/startcount.h"

#include "agent/spool/durablefile.h"

#include <charconv>
#include <fstream>
#include <optional>
#include <string>

namespace qd::agent {

namespace {

/// One line with a number, as countStart() writes it.
std::optional<std::uint64_t> parseCount(const std::string &line)
{
    std::uint64_t count = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), count);
    const bool isWhole = error == std::errc{} && end == line.data() + line.size();
    return isWhole ? std::optional{count} : std::nullopt;
}

} // namespace

std::uint64_t countStart(const std::filesystem::path &file, Reporter &reporter)
{
    std::uint64_t before = 0;
    if (std::ifstream stream{file}; stream) {
        std::string line;
        std::getline(stream, line);
        if (const auto count = parseCount(line)) {
            before = *count;
        } else {
            reporter.raise(EventSeverity::Warning, "agent",
                "The number of starts is damaged and begins anew: " + file.string());
        }
    }
    if (const auto written = replaceDurably(file, std::to_string(before + 1) + "\n"); !written) {
        reporter.raise(
            EventSeverity::Warning, "agent", "This start is not counted: " + written.error().toString());
    }
    return before;
}

} // namespace qd::agent
