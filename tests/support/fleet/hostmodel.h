// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/host.h"
#include "shared/series/block.h"
#include "tests/support/fleet/catalog.h"
#include "tests/support/fleet/rowplan.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace qd::fleet {

/// A component of the product tree, by the names of its four levels.
struct ComponentPath
{
    std::array<std::string, 4> names; ///< region, category, service, component

    bool operator==(const ComponentPath &) const = default;
};

/// Every component that the fleet is spread over.
[[nodiscard]] const std::vector<ComponentPath> &componentPaths();

/// What one simulated host is and measures. All of it is a function of seed, index and time, so that a
/// restart goes on where it was, and history joins the present without a step.
class HostModel
{
public:
    HostModel(std::uint64_t seed, int index);

    [[nodiscard]] std::string name() const; ///< checkout-api-0117
    [[nodiscard]] std::size_t component() const { return m_component; } ///< index in componentPaths()
    [[nodiscard]] HostFacts facts() const;
    [[nodiscard]] std::vector<ProcessInfo> processes(std::int64_t timeMs, int top) const;

    /// A fixed few hosts are in trouble: they stay connected but send nothing, or are gone.
    [[nodiscard]] bool isSilent() const { return m_index % 67 == 29; }
    [[nodiscard]] bool isGone() const { return m_index % 101 == 57; }

    /// 0 to 1: the daily rhythm of the service, what is special about the host, noise, and incidents.
    [[nodiscard]] double loadAt(std::int64_t timeMs) const;

    /// @param intervalMs  of the rows outside bursts; which rows have the slower tiers depends on it
    [[nodiscard]] series::Block rows(
        const Catalog &catalog, const RowSpan &span, std::int64_t intervalMs) const;

private:
    [[nodiscard]] double gauge(std::size_t series, const MetricShape &shape, std::int64_t timeMs, double load,
        std::int64_t stepMs) const;
    [[nodiscard]] double counter(
        std::size_t series, const MetricShape &shape, std::int64_t timeMs, std::int64_t intervalMs) const;
    [[nodiscard]] double loadIntegral(double seconds) const;
    [[nodiscard]] double incidentAt(std::int64_t timeMs) const;
    [[nodiscard]] double dice(
        std::uint64_t a, std::uint64_t b) const; ///< 0 to 1, the same for the same arguments

    std::uint64_t m_seed;
    int m_index;
    std::size_t m_component;
    double m_base; ///< load at the quietest hour
    double m_swing; ///< of the daily rhythm
    double m_phase; ///< hour of the peak, in radians
};

} // namespace qd::fleet
