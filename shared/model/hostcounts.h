// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/severity.h"
#include "shared/model/host.h"

namespace qd {

/// What a host's state means for a person looking for trouble: offline is critical, stale a warning.
[[nodiscard]] constexpr Severity severityOf(HostState state)
{
    switch (state) {
    case HostState::Offline:
        return Severity::Critical;
    case HostState::Stale:
        return Severity::Warning;
    case HostState::Online:
        return Severity::Healthy;
    case HostState::Unknown:
        return Severity::Unknown;
    }
    return Severity::Unknown;
}

/// What a person has to look at: everything that is not known to report, a host never heard of included.
[[nodiscard]] constexpr bool isProblem(HostState state)
{
    return state != HostState::Online;
}

/// Hosts below a place of the tree by state. A host mounted twice below the same place counts once.
struct HostCounts
{
    int online = 0;
    int stale = 0;
    int offline = 0;
    int unknown = 0;

    [[nodiscard]] int total() const { return online + stale + offline + unknown; }
    [[nodiscard]] int problems() const { return stale + offline + unknown; }

    /// Of the worst host; Unknown where a host never reported or there is none: an empty node is not healthy.
    [[nodiscard]] Severity worst() const
    {
        if (offline > 0) {
            return Severity::Critical;
        }
        if (stale > 0) {
            return Severity::Warning;
        }
        return online > 0 && unknown == 0 ? Severity::Healthy : Severity::Unknown;
    }

    void add(HostState state, int step)
    {
        switch (state) {
        case HostState::Online:
            online += step;
            break;
        case HostState::Stale:
            stale += step;
            break;
        case HostState::Offline:
            offline += step;
            break;
        case HostState::Unknown:
            unknown += step;
            break;
        }
    }

    bool operator==(const HostCounts &) const = default;
};

} // namespace qd
