// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <string_view>

namespace qd::backend::cmdb {

inline constexpr std::size_t kLongestNodeName = 128; // bytes of UTF-8

/// A name of the product tree is a label's value and a path's part: not empty, no control characters, no '/',
/// no space at its ends, valid UTF-8, at most kLongestNodeName bytes. @errors InvalidInput (field "name")
[[nodiscard]] Result<void> checkNodeName(std::string_view name);

} // namespace qd::backend::cmdb
