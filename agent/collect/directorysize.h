// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>

namespace qd::agent {

/// Bytes on disk (blocks, as du counts them) of everything below a directory, itself included; other file
/// systems and the targets of symbolic links are left out, hard links count once. Blocks on the disk.
/// @errors NotFound, Unavailable (a directory below cannot be read: a part is not an answer), Timeout,
/// Cancelled
[[nodiscard]] Result<std::uint64_t> directorySize(
    const std::string &path, std::chrono::milliseconds timeout, const std::stop_token &stop);

} // namespace qd::agent
