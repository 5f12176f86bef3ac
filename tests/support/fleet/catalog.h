// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/agentmessages.h"

#include <cstdint>
#include <vector>

namespace qd::fleet {

/// How one simulated metric follows the load of its host: value = offset + gain * load + noise.
/// A counter grows at that rate, per second.
struct MetricShape
{
    double offset = 0.0;
    double gain = 0.0;
    double noise = 0.0;
    double step = 0.01; ///< the resolution that the real metric has
    bool isCounter = false;
    std::int32_t everyRows = 1; ///< slower tiers appear in every n-th row only
    bool joinsBursts = false;
};

/// The series that every simulated host sends: named, labelled and scaled as a real agent's. Shared by all
/// hosts, which differ in values only.
struct Catalog
{
    std::vector<protocol::SeriesEntry> entries;
    std::vector<MetricShape> shapes; ///< one per entry
};

/// @param seriesPerHost  0: all that there are; more than that adds cores
[[nodiscard]] Catalog makeCatalog(int seriesPerHost, std::int32_t intervalMs);

} // namespace qd::fleet
