// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/panel.h"

#include <QString>

/// The vocabulary in which the panels of the host view are written down: short calls that become PromQL.
namespace qd::console::panels {

// Colours by meaning, so that "user" is blue and "in" is blue on every page.
inline constexpr int kBlue = 0;
inline constexpr int kOrange = 1;
inline constexpr int kTeal = 2;
inline constexpr int kPink = 3;
inline constexpr int kYellow = 4;
inline constexpr int kViolet = 5;
inline constexpr int kCyan = 6;

/// The newest value of a metric without labels. The host's places are joined as labels, once per mount;
/// aggregating without them shows each series once.
[[nodiscard]] PanelQuery gauge(const char *name, const char *word, std::optional<int> slot = std::nullopt);
/// A curve for each value of a label; of several labels, separated by commas, for each of their combinations.
[[nodiscard]] PanelQuery gaugeBy(const char *name, const char *label, const char *word = "");
/// Per second.
[[nodiscard]] PanelQuery rate(const char *name, const char *word, std::optional<int> slot = std::nullopt);
[[nodiscard]] PanelQuery rateBy(const char *name, const char *label, const char *word);
/// Per second, summed over a label that only tells why or where.
[[nodiscard]] PanelQuery rateOver(
    const char *name, const char *label, const char *word, std::optional<int> slot = std::nullopt);
/// How much it grew per window: for what happens too seldom to be told per second.
[[nodiscard]] PanelQuery growth(const char *name, const char *word, std::optional<int> slot = std::nullopt);

[[nodiscard]] PanelSpec panel(const char *id, Unit unit, std::vector<PanelQuery> queries);
[[nodiscard]] PanelSpec percentPanel(const char *id, std::vector<PanelQuery> queries);
/// A stack; of several hosts over each other only one curve each can be read.
[[nodiscard]] PanelSpec stacked(PanelSpec spec, PanelQuery compared);
/// Names the collector of the agent that measures all of a panel.
[[nodiscard]] PanelSpec by(const char *collector, PanelSpec spec);
/// Not every host has this: it is shown once the host is known to.
[[nodiscard]] PanelSpec optional(PanelSpec spec);

} // namespace qd::console::panels
