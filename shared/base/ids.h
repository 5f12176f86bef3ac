// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <compare> // not first: the moc of Qt 6.4 cannot read it there

namespace qd {

/// A number that names one kind of object; two kinds cannot be mixed up. 0 means "none".
template <typename Tag, typename Number = std::int64_t>
struct Id
{
    Number value = 0;

    [[nodiscard]] constexpr bool isNull() const { return value == 0; }
    auto operator<=>(const Id &) const = default;
};

using HostId = Id<struct HostTag, std::int32_t>;
using NodeId = Id<struct NodeTag, std::int32_t>; ///< a node of the product tree, of any level
using SeriesId = Id<struct SeriesTag, std::int32_t>;
using UserId = Id<struct UserTag, std::int32_t>;
using TokenId = Id<struct TokenTag, std::int32_t>;

} // namespace qd

template <typename Tag, typename Number>
struct std::hash<qd::Id<Tag, Number>>
{
    std::size_t operator()(qd::Id<Tag, Number> id) const noexcept { return std::hash<Number>{}(id.value); }
};
