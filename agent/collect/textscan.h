// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qd::agent {

/// Parsing of the kernel's text files without allocation: every function moves the front of its argument on.

/// Takes a line without its end; false when nothing is left.
[[nodiscard]] bool takeLine(std::string_view &rest, std::string_view &line);

/// Takes the next run of characters other than space and tab; empty when nothing is left.
[[nodiscard]] std::string_view takeWord(std::string_view &rest);

/// Takes the next word as an unsigned decimal number that fits 64 bits.
/// @return nothing if there is no word or it is not such a number
[[nodiscard]] std::optional<std::uint64_t> takeUnsigned(std::string_view &rest);

/// The whole text as a number; surrounding white space (sysfs ends with a newline) is allowed.
[[nodiscard]] std::optional<std::uint64_t> parseUnsigned(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parseSigned(std::string_view text);

/// Plain decimals only ("0.00", "12.5"), as /proc writes them; no exponent, sign or locale.
[[nodiscard]] std::optional<double> parseDecimal(std::string_view text);

[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Shell pattern with * and ?; the whole text must match.
[[nodiscard]] bool matchesPattern(std::string_view text, std::string_view pattern);

/// Undoes the octal escapes (\040) of mountinfo.
[[nodiscard]] std::string unescapedOctal(std::string_view text);

/// "0-3,8" -> 5: how many numbers a kernel CPU list names.
/// @return nothing if the text is not such a list
[[nodiscard]] std::optional<std::uint32_t> countCpuList(std::string_view text);

/// The error of a file that is not in its documented format.
[[nodiscard]] Failure corruptFile(std::string_view path, std::string_view reason);

} // namespace qd::agent
