// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <string>

namespace qd {

/// What somebody may do; each role includes the ones before it.
enum class Role : std::uint8_t { Viewer, Operator, Administrator };

/// Who is asking, after authentication.
struct Principal
{
    UserId user;
    std::string name;
    Role role = Role::Viewer;

    bool operator==(const Principal &) const = default;
};

[[nodiscard]] constexpr bool allows(Role held, Role needed)
{
    return held >= needed;
}

} // namespace qd
