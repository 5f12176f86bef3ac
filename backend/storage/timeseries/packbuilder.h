// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/headrows.h"
#include "shared/series/pack.h"

namespace qd::backend {

/// The sealed rows of a host as blocks ready for packing, slots being ordinals. No block spans more than
/// maxSpanMs or more than one UTC day, so that a query knows where to look and retention can drop whole days.
[[nodiscard]] std::vector<series::Block> blocksOf(const SealedRows &rows, std::int64_t maxSpanMs);

} // namespace qd::backend
