// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/columns.h"

#include <span>
#include <string>
#include <unordered_map>

namespace qd::promql {

struct LabelsHash
{
    std::size_t operator()(const Labels &labels) const { return static_cast<std::size_t>(labels.hash()); }
};

/// Only the named labels; `by (...)` and `on (...)`.
[[nodiscard]] Labels keepLabels(const Labels &labels, std::span<const std::string> names);

/// All but the named labels and the metric's name; `without (...)` and `ignoring (...)`.
[[nodiscard]] Labels dropLabels(const Labels &labels, std::span<const std::string> names);

/// Series that share what their labels have in common.
struct Group
{
    Labels labels;
    std::vector<std::size_t> members; ///< indices of columns, ascending
};

/// In the order of the first members.
[[nodiscard]] std::vector<Group> groupColumns(
    const VectorColumns &columns, std::span<const std::string> names, bool keepNamed);

} // namespace qd::promql
