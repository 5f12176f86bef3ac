// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <string>

namespace qd::agent {

/// Writes a file that only its owner reads (mode 0600) and waits until the disk has it. Follows no symbolic
/// link.
/// @errors Unavailable (context "file"): the file may be there in part
[[nodiscard]] Result<void> writeDurably(const std::filesystem::path &file, const std::string &content);

/// Replaces a file at once and for good: whoever reads it, after a crash too, sees the old or the new one.
/// @errors Unavailable (context "file"): the old one is still there
[[nodiscard]] Result<void> replaceDurably(const std::filesystem::path &file, const std::string &content);

} // namespace qd::agent
