// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/timeseriessource.h"

namespace qd::backend {

/// Drops the series that have no sample within the range, and hosts that have none left. What is in memory
/// answers for live series; only for the others the packs are asked, or roll-ups where the range is long or
/// older than raw samples: they are exact to an hour. Blocks on the database then.
/// @errors Timeout, Unavailable, Cancelled
[[nodiscard]] Result<void> keepPresent(
    const QueryContext &context, TimeRange range, std::vector<SelectedHost> &hosts);

} // namespace qd::backend
