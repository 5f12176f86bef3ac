// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qd::promql {

/// Bytes of the first character of a text that is not empty; 1 for a byte that begins none.
[[nodiscard]] std::size_t utf8Length(std::string_view text);

/// The first character of a text that is not empty, in single quotes, for a message.
[[nodiscard]] std::string quotedFirst(std::string_view text);

/// Number of characters.
[[nodiscard]] std::size_t utf8Count(std::string_view text);

void appendUtf8(std::string &out, char32_t code);

} // namespace qd::promql
