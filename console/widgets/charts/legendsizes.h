// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Measures of a chart's legend at 100 %, for the parts of ChartLegend.
namespace qd::console::legend {

inline constexpr int kMargin = 14;
inline constexpr int kLine = 22;
inline constexpr int kSwatch = 18; ///< with the space after it

} // namespace qd::console::legend
