// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/units.h"

#include <QList>

namespace qd::console {

/// A value axis: bounds that are ticks themselves.
struct ValueAxis
{
    double min = 0.0;
    double max = 1.0;
    double step = 1.0;

    /// min, min + step, ..., max.
    [[nodiscard]] QList<double> ticks() const;
    bool operator==(const ValueAxis &) const = default;
};

/// An axis around the data with about `intervals` steps of 1, 2, 2.5 or 5 x 10^n (binary units: 1, 2, 4 x 2^n
/// within powers of 1024). Starts at 0 for counts, rates, bytes and percent that are not negative; percent
/// that stays below 100 but above half ends at 100. Non-finite or reversed bounds give 0-1, and so does what
/// is only yes or no.
/// @param factor  ticks are round in multiples of it: 3600 for seconds that are shown in hours
[[nodiscard]] ValueAxis valueAxis(
    double dataMin, double dataMax, Unit unit, int intervals = 4, double factor = 1.0);

} // namespace qd::console
