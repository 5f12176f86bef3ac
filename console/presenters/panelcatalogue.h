// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/panel.h"
#include "shared/model/tree.h"

#include <vector>

namespace qd::console {

class TreeState;

/// The six charts of the overview, for any level of the tree.
[[nodiscard]] std::vector<PanelSpec> overviewPanels();

/// A family of charts on the host view: "cpu", "memory", ...
struct PanelFamily
{
    QString id;
    std::vector<PanelSpec> panels;
};

/// Every family of the built-in host metrics, in the order of the page.
[[nodiscard]] std::vector<PanelFamily> hostPanels();

/// Matchers and child label of a node; of the whole tree for the null id.
[[nodiscard]] PanelScope scopeOf(const TreeState &tree, NodeId node);
/// `host="checkout-api-0117"`.
[[nodiscard]] PanelScope scopeOf(const HostSummary &host);
/// Several hosts over each other: `host=~"web-1|web-2"`.
[[nodiscard]] PanelScope scopeOfHosts(const QStringList &names);
/// Ids of all words that series are called by, for the pages to translate.
[[nodiscard]] QStringList seriesWords();

} // namespace qd::console
