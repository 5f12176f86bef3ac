// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/model/access.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qd::backend::access {

inline constexpr int kMostRecordsPerPage = 1000;
inline constexpr std::size_t kLongestTokenLabel = 64;

enum class TokenKind : int { Api = 0, Session = 1 };

/// A user as administrators see it: never with a secret.
struct UserRecord
{
    UserId id;
    std::string name;
    Role role = Role::Viewer;
    bool isDisabled = false;
    TimeMs passwordChangedAt{};

    bool operator==(const UserRecord &) const = default;
};

/// A token that is good now, without its secret.
struct TokenRecord
{
    TokenId id;
    std::string user;
    TokenKind kind = TokenKind::Api;
    std::string label;
    TimeMs createdAt{};
    std::optional<TimeMs> expiresAt; ///< none: never
    std::optional<TimeMs> lastUsedAt; ///< exact to an hour; none: not yet
};

struct IssuedToken
{
    TokenId id;
    std::string secret; ///< told once, kept as a hash
};

/// What to change of a user; what is absent stays.
struct UserEdit
{
    std::optional<std::string> password;
    std::optional<std::string> currentPassword; ///< checked if present; needed by who is no administrator
    std::optional<Role> role;
    std::optional<bool> isDisabled;
    std::string reason; ///< for the audit; may be empty
};

/// Part of a list in ascending order of id.
struct Page
{
    std::int32_t after = 0; ///< the last id of the page before
    int limit = kMostRecordsPerPage; ///< 1 to kMostRecordsPerPage
};

/// Somebody may no longer come in as before; what is open under it has to end.
struct AccessRevocation
{
    UserId user;
    std::vector<std::byte> tokenDigest; ///< as hashToken() makes it; empty: whatever token or password it was
};

/// Whether this edit may be tried: one's own password with the present one, everything else as an
/// administrator.
/// @errors Denied (context "needed"), InvalidInput (context "field"; also when there is nothing to change)
[[nodiscard]] Result<void> checkUserEdit(const Principal &by, const std::string &name, const UserEdit &edit);

/// @errors InvalidInput (field "label"): empty, longer than kLongestTokenLabel bytes, or with control
/// characters
[[nodiscard]] Result<void> checkTokenLabel(std::string_view label);

/// The refusal that keeps the house from locking itself out. @param field  the one that would do it
[[nodiscard]] Failure lastAdministrator(std::string field);

} // namespace qd::backend::access
