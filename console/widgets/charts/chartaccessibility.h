// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace qd::console {

/// Lets screen readers read charts: role chart, the value at the cursor, a sentence per series. Idempotent.
void installChartAccessibility();

} // namespace qd::console
