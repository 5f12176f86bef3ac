// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <unordered_map>
#include <vector>

namespace qd::console {

class TreeState;

/// One row of the explorer.
struct TreeItem
{
    NodeId node; ///< null for a host and for the row "more"
    HostId host; ///< null for a node and for the row "more"
    int parent = -1;
    int row = 0;
    std::vector<int> children;
    std::vector<HostId> waiting; ///< hosts of a component not shown yet, last one next
    bool isPrepared = false; ///< `waiting` was filled
    bool isMatch = true;

    [[nodiscard]] bool isMore() const { return node.isNull() && host.isNull(); }
};

/// The rows of one product tree; 0 is the invisible root. Rows that left stay as holes until the next
/// clear(), so that numbers of rows stay good. A plain value.
class TreeStore
{
public:
    TreeStore() { clear(); }

    void clear();
    [[nodiscard]] TreeItem &at(int item) { return m_items[static_cast<std::size_t>(item)]; }
    [[nodiscard]] const TreeItem &at(int item) const { return m_items[static_cast<std::size_t>(item)]; }
    [[nodiscard]] int size() const { return static_cast<int>(m_items.size()); }

    /// As the last child of a row. @return its number
    int append(int parent, TreeItem item);
    /// A place with the way to it; those that are there stay. @return its number, 0 if it is unknown
    int addNode(const TreeState &tree, NodeId node, bool isMatch);
    /// A place with everything below it, hosts excepted.
    void addBranch(const TreeState &tree, NodeId node);
    /// Takes a row from its parent, with everything below it.
    void remove(int item);
    /// Forgets a host that has no row yet.
    void forgetWaiting(HostId host);
    /// The next rows of a component, at most `page` hosts, worst first; they still have to be appended.
    [[nodiscard]] std::vector<HostId> takePage(const TreeState &tree, int component, int page);
    [[nodiscard]] bool hasMore(const TreeState &tree, int component) const;

    [[nodiscard]] int find(NodeId node) const; ///< -1 if it has no row
    /// Rows of a host: one below each of its components that shows it.
    [[nodiscard]] std::vector<int> find(HostId host) const;
    [[nodiscard]] const std::unordered_map<NodeId, int> &nodes() const { return m_nodes; }

private:
    void forget(int item);
    void prepare(const TreeState &tree, TreeItem &item) const;

    std::vector<TreeItem> m_items;
    std::unordered_map<NodeId, int> m_nodes;
    std::unordered_multimap<HostId, int> m_hosts;
};

} // namespace qd::console
