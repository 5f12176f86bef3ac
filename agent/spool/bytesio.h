// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace qd::agent {

/// Appends a number with its least significant byte first.
template <typename Number>
void putNumber(series::Bytes &bytes, Number number)
{
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        bytes.push_back(static_cast<std::byte>(static_cast<std::uint64_t>(number) >> (8 * i)));
    }
}

/// Takes a number from the front of the view; nothing if it is too short.
template <typename Number>
[[nodiscard]] std::optional<Number> takeNumber(series::ByteView &view)
{
    if (view.size() < sizeof(Number)) {
        return std::nullopt;
    }
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        number |= static_cast<std::uint64_t>(view[i]) << (8 * i);
    }
    view = view.subspan(sizeof(Number));
    return static_cast<Number>(number);
}

} // namespace qd::agent
