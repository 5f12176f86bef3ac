// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/producttreemodel.h"
#include "console/state/treestate.h"

#include <algorithm>
#include <unordered_set>

// What the server tells about the tree while it is on the screen.
namespace qd::console {

bool ProductTreeModel::isMovedNode(NodeId node) const
{
    const int known = m_all.find(node);
    return known > 0 && m_all.at(m_all.at(known).parent).node != m_tree.node(node)->parent;
}

void ProductTreeModel::onNodesChanged(const std::vector<NodeId> &changed, const std::vector<NodeId> &removed)
{
    // A filtered tree is rebuilt whole; in the other one only true moves, which are rare, cost a reset.
    const bool isMoved = std::ranges::any_of(changed, [this](NodeId id) { return isMovedNode(id); });
    if (m_isFiltered || isMoved) {
        rebuild();
        return;
    }
    for (const NodeId id : changed) {
        if (const QModelIndex known = indexOf(id); known.isValid()) {
            Q_EMIT dataChanged(known, known);
        } else {
            insertNode(id);
        }
    }
    for (const NodeId id : removed) {
        if (const int known = m_all.find(id); known > 0) {
            removeItem(known);
        }
    }
}

void ProductTreeModel::insertNode(NodeId id)
{
    const TreeNode *node = m_tree.node(id);
    const int parent = node == nullptr ? -1 : m_all.find(node->parent);
    if (parent < 0) {
        return;
    }
    const int row = static_cast<int>(m_all.at(parent).children.size());
    beginInsertRows(indexOfItem(parent), row, row);
    TreeItem item;
    item.node = id;
    m_all.append(parent, std::move(item));
    endInsertRows();
}

void ProductTreeModel::onHostsChanged(
    const std::vector<HostId> &changed, const std::vector<HostId> &moved, const std::vector<HostId> &removed)
{
    if (m_isFiltered && !(moved.empty() && removed.empty())) {
        rebuild();
        return;
    }
    for (const HostId id : moved) {
        moveHost(id);
    }
    for (const HostId id : removed) {
        for (std::vector<int> rows = m_all.find(id); !rows.empty(); rows = m_all.find(id)) {
            removeItem(rows.front());
        }
        m_all.forgetWaiting(id);
    }
    announce(changed);
}

void ProductTreeModel::moveHost(HostId id)
{
    const std::vector<NodeId> &components = m_tree.host(id)->components;
    std::vector<NodeId> shownBelow;
    for (const int item : m_all.find(id)) {
        const NodeId below = m_all.at(m_all.at(item).parent).node;
        if (std::ranges::find(components, below) == components.end()) {
            removeItem(item);
        } else {
            shownBelow.push_back(below);
        }
    }
    for (const NodeId component : components) {
        if (std::ranges::find(shownBelow, component) == shownBelow.end()) {
            insertHost(component, id);
        }
    }
}

void ProductTreeModel::insertHost(NodeId component, HostId host)
{
    const int found = m_all.find(component);
    if (found < 0 || !m_all.at(found).isPrepared) {
        return; // it comes with the first page
    }
    TreeItem &item = m_all.at(found);
    if (!item.waiting.empty()) {
        item.waiting.insert(item.waiting.begin(), host);
        return;
    }
    const int row = static_cast<int>(item.children.size());
    beginInsertRows(indexOfItem(found), row, row);
    TreeItem fresh;
    fresh.host = host;
    m_all.append(found, std::move(fresh));
    endInsertRows();
}

void ProductTreeModel::removeItem(int item)
{
    const TreeItem &gone = m_all.at(item);
    beginRemoveRows(indexOfItem(gone.parent), gone.row, gone.row);
    m_all.remove(item);
    endRemoveRows();
}

void ProductTreeModel::announce(const std::vector<HostId> &hosts)
{
    std::unordered_set<NodeId> above;
    for (const HostId id : hosts) {
        for (const int item : shown().find(id)) {
            const QModelIndex index = indexOfItem(item);
            Q_EMIT dataChanged(index, index, {kTreeCellRole, Qt::AccessibleTextRole});
        }
        for (const NodeId component : m_tree.host(id)->components) {
            for (const NodeId node : m_tree.path(component)) {
                above.insert(node);
            }
        }
    }
    for (const NodeId node : above) {
        if (const QModelIndex index = indexOf(node); index.isValid()) {
            Q_EMIT dataChanged(index, index, {kTreeCellRole, Qt::AccessibleTextRole});
        }
    }
}

} // namespace qd::console
