// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/model/labels.h"
#include "shared/promql/matcher.h"

#include <algorithm>
#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace qd::backend {

/// The labels that a series has because of where its host is: the host's name and the path of each of its
/// mounts. They come from the CMDB at query time, so that a rename or a move changes no stored series.
/// Implementations may be called from any thread and answer from memory.
class TreeLabels
{
public:
    static constexpr std::array<std::string_view, 5> kNames{
        "host", "region", "category", "service", "component"};

    [[nodiscard]] static bool owns(std::string_view label)
    {
        return std::find(kNames.begin(), kNames.end(), label) != kNames.end();
    }

    virtual ~TreeLabels() = default;

    /// One set per mount, each with kNames only; a host on two components yields two, so its series are seen
    /// twice. Empty for a host that is not known (any more): its series are not seen.
    [[nodiscard]] virtual std::shared_ptr<const std::vector<Labels>> labelsOf(HostId host) const = 0;

    /// Hosts with at least one mount that meets all matchers; every matcher names one of kNames.
    [[nodiscard]] virtual std::vector<HostId> hostsMatching(
        std::span<const promql::CompiledMatcher> matchers) const = 0;
};

} // namespace qd::backend
