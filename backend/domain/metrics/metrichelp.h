// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace qd::backend {

/// One sentence in English on what a metric of the agent's catalogue counts, for clients that show it beside
/// the name. Empty for all others: what applications push describes itself by its name and unit.
[[nodiscard]] std::string_view helpOf(std::string_view metric);

} // namespace qd::backend
