// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/accessrecords.h"

#include "backend/domain/access/credentials.h"

#include <algorithm>

namespace qd::backend::access {

Result<void> checkUserEdit(const Principal &by, const std::string &name, const UserEdit &edit)
{
    if (!allows(by.role, Role::Administrator)) {
        if (by.name != name || edit.role || edit.isDisabled) {
            return failure(ErrorCode::Denied,
                by.name + " is no administrator and may change nothing but the own password",
                {{"needed", "administrator"}});
        }
        if (!edit.currentPassword) {
            return failure(ErrorCode::InvalidInput,
                "currentPassword is missing: the present password is needed", {{"field", "currentPassword"}});
        }
    }
    if (!edit.password && !edit.role && !edit.isDisabled) {
        return failure(ErrorCode::InvalidInput,
            "there is nothing to change: password, role or disabled is needed", {{"field", "password"}});
    }
    return edit.password ? checkNewPassword(*edit.password) : Result<void>{};
}

Result<void> checkTokenLabel(std::string_view label)
{
    const bool hasControl = std::any_of(label.begin(), label.end(),
        [](char c) { return static_cast<unsigned char>(c) < 0x20U || c == 0x7f; });
    if (label.empty() || label.size() > kLongestTokenLabel || hasControl) {
        return failure(ErrorCode::InvalidInput, "label has to have 1 to 64 bytes without control characters",
            {{"field", "label"}});
    }
    return {};
}

Failure lastAdministrator(std::string field)
{
    return failure(ErrorCode::Conflict,
        "this is the last administrator who is not disabled: make another one first",
        {{"field", std::move(field)}});
}

} // namespace qd::backend::access
