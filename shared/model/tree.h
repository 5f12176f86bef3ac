// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace qd {

/// The four levels of the product tree (R033), top down. Hosts hang below components.
enum class TreeLevel : std::uint8_t { Region, Category, Service, Component };

/// The label under which a level joins a query: region, category, service, component.
[[nodiscard]] constexpr std::string_view labelOf(TreeLevel level)
{
    constexpr std::array<std::string_view, 4> kLabels{"region", "category", "service", "component"};
    return kLabels[static_cast<std::size_t>(level)];
}

struct TreeNode
{
    NodeId id;
    NodeId parent; ///< null for a region
    TreeLevel level = TreeLevel::Region;
    std::string name; ///< unique among its siblings, never translated

    bool operator==(const TreeNode &) const = default;
};

} // namespace qd
