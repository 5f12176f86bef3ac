// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qd::backend::access {

inline constexpr std::size_t kShortestPassword = 10;
inline constexpr std::size_t kLongestPassword = 256;
inline constexpr std::size_t kLongestUserName = 64;

/// Letters, digits and . _ - @ , at most kLongestUserName bytes. @errors InvalidInput (field "name")
[[nodiscard]] Result<void> checkUserName(std::string_view name);

/// Length only: rules about kinds of characters make passwords worse. @errors InvalidInput (field "password")
[[nodiscard]] Result<void> checkNewPassword(std::string_view password);

/// Argon2id with 64 MiB and two passes, in its encoded form with salt and parameters. Takes about 0.1 s of
/// one core: not for a thread that serves others. @errors Unavailable: no memory
[[nodiscard]] Result<std::string> hashPassword(std::string_view password);

/// As slow as hashPassword(). False also for an encoded hash that cannot be read.
[[nodiscard]] bool verifyPassword(const std::string &encodedHash, std::string_view password);

/// A token of 256 random bits: the prefix, '_' and 43 characters of URL-safe base64.
[[nodiscard]] std::string newToken(std::string_view prefix);

/// 20 characters without those that are mistaken for one another; about 100 bits.
[[nodiscard]] std::string newPassword();

/// BLAKE2b-256, 32 bytes: tokens are random, so that a slow hash would add nothing.
[[nodiscard]] std::vector<std::byte> hashToken(std::string_view token);

} // namespace qd::backend::access
