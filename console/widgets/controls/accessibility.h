// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace qd::console {

/// Tells screen readers what painted controls are and say: tiles have a value, pills, chips and labels are
/// text. Idempotent; installTheme() calls it.
void installControlAccessibility();

} // namespace qd::console
