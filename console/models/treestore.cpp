// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/treestore.h"

#include "console/state/treestate.h"
#include "shared/model/hostcounts.h"

#include <algorithm>

namespace qd::console {

void TreeStore::clear()
{
    m_items.clear();
    m_items.emplace_back();
    m_nodes.clear();
    m_nodes.emplace(NodeId{}, 0);
    m_hosts.clear();
}

int TreeStore::append(int parent, TreeItem item)
{
    const int at = size();
    item.parent = parent;
    item.row = static_cast<int>(this->at(parent).children.size());
    this->at(parent).children.push_back(at);
    if (!item.node.isNull()) {
        m_nodes.emplace(item.node, at);
    } else if (!item.host.isNull()) {
        m_hosts.emplace(item.host, at);
    }
    m_items.push_back(std::move(item));
    return at;
}

int TreeStore::addNode(const TreeState &tree, NodeId node, bool isMatch)
{
    if (const auto known = m_nodes.find(node); known != m_nodes.end()) {
        TreeItem &item = at(known->second);
        item.isMatch = item.isMatch || isMatch;
        return known->second;
    }
    const TreeNode *value = tree.node(node);
    if (value == nullptr) {
        return 0;
    }
    const int parent = addNode(tree, value->parent, false);
    TreeItem item;
    item.node = node;
    item.isMatch = isMatch;
    return append(parent, std::move(item));
}

void TreeStore::addBranch(const TreeState &tree, NodeId node)
{
    addNode(tree, node, true);
    for (const NodeId child : tree.children(node)) {
        addBranch(tree, child);
    }
}

void TreeStore::remove(int item)
{
    const TreeItem &gone = at(item);
    auto &siblings = at(gone.parent).children;
    siblings.erase(siblings.begin() + gone.row);
    for (std::size_t row = static_cast<std::size_t>(gone.row); row < siblings.size(); ++row) {
        at(siblings[row]).row = static_cast<int>(row);
    }
    forget(item);
}

void TreeStore::forget(int item)
{
    for (const int child : at(item).children) {
        forget(child);
    }
    at(item).children.clear();
    if (!at(item).node.isNull()) {
        m_nodes.erase(at(item).node); // the null id is the root
    }
    const auto [from, to] = m_hosts.equal_range(at(item).host);
    for (auto known = from; known != to; ++known) {
        if (known->second == item) {
            m_hosts.erase(known);
            break;
        }
    }
}

void TreeStore::forgetWaiting(HostId host)
{
    for (TreeItem &item : m_items) {
        std::erase(item.waiting, host);
    }
}

void TreeStore::prepare(const TreeState &tree, TreeItem &item) const
{
    item.isPrepared = true;
    item.waiting = tree.mounted(item.node);
    // Worst first at the time of opening; later changes recolour rows but do not move them under the pointer.
    std::ranges::sort(item.waiting, [&tree](HostId a, HostId b) {
        const HostSummary &left = *tree.host(a);
        const HostSummary &right = *tree.host(b);
        const int byState = severityRank(severityOf(left.state)) - severityRank(severityOf(right.state));
        return byState != 0 ? byState > 0 : left.name > right.name;
    });
}

std::vector<HostId> TreeStore::takePage(const TreeState &tree, int component, int page)
{
    TreeItem &item = at(component);
    if (!item.isPrepared) {
        prepare(tree, item);
    }
    const auto count = std::min<std::ptrdiff_t>(page, std::ssize(item.waiting));
    std::vector<HostId> next(item.waiting.rbegin(), item.waiting.rbegin() + count);
    item.waiting.erase(item.waiting.end() - count, item.waiting.end());
    return next;
}

bool TreeStore::hasMore(const TreeState &tree, int component) const
{
    const TreeItem &item = at(component);
    if (item.node.isNull()) {
        return false;
    }
    return item.isPrepared ? !item.waiting.empty() : !tree.mounted(item.node).empty();
}

int TreeStore::find(NodeId node) const
{
    const auto found = m_nodes.find(node);
    return found == m_nodes.end() ? -1 : found->second;
}

std::vector<int> TreeStore::find(HostId host) const
{
    std::vector<int> items;
    const auto [from, to] = m_hosts.equal_range(host);
    for (auto known = from; known != to; ++known) {
        items.push_back(known->second);
    }
    return items;
}

} // namespace qd::console
