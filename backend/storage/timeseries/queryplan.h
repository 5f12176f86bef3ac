// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/samplecolumn.h"
#include "backend/storage/timeseries/rollup.h"
#include "backend/storage/timeseries/retention.h"
#include "shared/promql/source.h"

#include <array>

namespace qd::backend {

/// Which resolution answers a selector: the coarsest whose points the evaluation cannot tell from raw samples
/// at its step, and never raw where retention has dropped it.
/// @param nowMs  UTC
[[nodiscard]] Resolution chooseResolution(
    const promql::SelectRequest &request, const Retention &retention, std::int64_t nowMs);

/// The one column that stands for a roll-up in the eyes of a function: the largest value of a counter is its
/// last, min_over_time wants minima, and a gauge is its average.
[[nodiscard]] SampleColumn representRollup(
    const std::array<SampleColumn, kAggregates> &aggregates, std::string_view function, MetricKind kind);

/// For instant selectors over hourly points: repeats each point every five minutes through its bucket, so
/// that the usual lookback finds it. Points of five minutes come back as they are.
[[nodiscard]] SampleColumn spreadForLookback(SampleColumn points, Resolution resolution);

} // namespace qd::backend
