// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/model/host.h"

#include <QSet>
#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace qd::console {

class TreeState;

/// What the explorer asks for: a text and a chip. Empty and All show the whole tree.
struct TreeFilter
{
    enum class Chip { All, Problems, Starred };

    QString text; ///< part of a name
    QString address; ///< part of an address ("ip:")
    QString version; ///< start of the agent version ("agent:")
    QString tag; ///< start of one of the host's tags ("tag:")
    QString owner; ///< start of what the tag "owner=" says ("owner:")
    std::optional<HostState> state; ///< "state:"
    Chip chip = Chip::All;

    /// Only hosts can match.
    [[nodiscard]] bool asksForHosts() const
    {
        return !address.isEmpty() || !version.isEmpty() || !tag.isEmpty() || !owner.isEmpty()
            || state.has_value();
    }
    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && chip == Chip::All && !asksForHosts(); }
    bool operator==(const TreeFilter &) const = default;
};

/// A filter made ready to be asked about every place and host of the tree.
class TreeMatcher
{
public:
    explicit TreeMatcher(const TreeFilter &filter);

    /// Worst first up to `keep`, the others behind them in no order.
    [[nodiscard]] std::vector<HostId> hosts(const TreeState &tree, int keep) const;
    /// Parents before children.
    [[nodiscard]] std::vector<NodeId> nodes(const TreeState &tree, const QSet<int> &starred) const;

private:
    [[nodiscard]] bool accepts(const HostSummary &host) const;

    TreeFilter::Chip m_chip;
    std::optional<HostState> m_state;
    bool m_isHostsOnly;
    std::string m_text; ///< lower case, as the following
    std::string m_address;
    std::string m_version;
    std::string m_tag;
    std::string m_owner;
};

} // namespace qd::console
