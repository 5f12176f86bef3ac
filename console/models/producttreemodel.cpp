// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/producttreemodel.h"

#include "console/state/nameindex.h"
#include "console/state/treestate.h"

#include <algorithm>
#include <unordered_set>

namespace qd::console {

void ProductTreeModel::Store::clear()
{
    items.clear();
    items.emplace_back();
    nodes.clear();
    nodes.emplace(NodeId{}, 0);
    hosts.clear();
}

ProductTreeModel::ProductTreeModel(TreeState &tree, QObject *parent)
    : QAbstractItemModel(parent)
    , m_tree(tree)
{
    rebuild();
    connect(&tree, &TreeState::resetDone, this, &ProductTreeModel::rebuild);
    connect(&tree, &TreeState::nodesChanged, this, &ProductTreeModel::onNodesChanged);
    connect(&tree, &TreeState::hostsChanged, this, &ProductTreeModel::onHostsChanged);
}

void ProductTreeModel::setFilter(const TreeFilter &filter)
{
    if (filter == m_filter) {
        return;
    }
    beginResetModel();
    m_filter = filter;
    m_isFiltered = !filter.isEmpty();
    rebuildMatches();
    endResetModel();
}

void ProductTreeModel::setStarred(const QSet<int> &nodes)
{
    m_starred = nodes;
    if (m_filter.chip == TreeFilter::Chip::Starred) {
        beginResetModel();
        rebuildMatches();
        endResetModel();
        return;
    }
    for (const auto &[node, item] : shown().nodes) {
        const QModelIndex at = indexOfItem(item);
        Q_EMIT dataChanged(at, at, {kTreeCellRole});
    }
}

void ProductTreeModel::setFresh(bool isFresh)
{
    if (isFresh == m_isFresh) {
        return;
    }
    m_isFresh = isFresh;
    for (std::size_t i = 0; i < shown().items.size(); ++i) {
        const auto &children = shown().items[i].children;
        if (!children.empty()) {
            Q_EMIT dataChanged(indexOfItem(children.front()), indexOfItem(children.back()), {kTreeCellRole});
        }
    }
}

void ProductTreeModel::rebuild()
{
    beginResetModel();
    m_all.clear();
    for (const NodeId node : m_tree.allNodes()) {
        addNode(m_all, node, true);
    }
    rebuildMatches();
    endResetModel();
}

int ProductTreeModel::append(Store &store, int parent, Item item)
{
    const int at = static_cast<int>(store.items.size());
    item.parent = parent;
    item.row = static_cast<int>(store.items[static_cast<std::size_t>(parent)].children.size());
    store.items[static_cast<std::size_t>(parent)].children.push_back(at);
    if (item.host.isNull()) {
        store.nodes.emplace(item.node, at);
    } else {
        store.hosts.emplace(item.host, at);
    }
    store.items.push_back(std::move(item));
    return at;
}

int ProductTreeModel::addNode(Store &store, NodeId node, bool isMatch)
{
    if (const auto known = store.nodes.find(node); known != store.nodes.end()) {
        Item &item = store.items[static_cast<std::size_t>(known->second)];
        item.isMatch = item.isMatch || isMatch;
        return known->second;
    }
    const TreeNode *value = m_tree.node(node);
    if (value == nullptr) {
        return 0;
    }
    const int parent = addNode(store, value->parent, false);
    Item item;
    item.node = node;
    item.isMatch = isMatch;
    return append(store, parent, std::move(item));
}

void ProductTreeModel::addBranch(Store &store, NodeId node)
{
    addNode(store, node, true);
    for (const NodeId child : m_tree.children(node)) {
        addBranch(store, child);
    }
}

bool ProductTreeModel::accepts(const HostSummary &host) const
{
    return (m_filter.chip != TreeFilter::Chip::Problems || isProblem(host.state))
        && (!m_filter.state || host.state == *m_filter.state)
        && (m_filter.address.isEmpty()
            || host.address.find(m_filter.address.toStdString()) != std::string::npos)
        && (m_filter.version.isEmpty() || host.agentVersion.starts_with(m_filter.version.toStdString()))
        && (m_filter.tag.isEmpty()
            || std::ranges::any_of(
                host.tags, [wanted = lowered(m_filter.tag.toStdString())](const auto &tag) {
                    return lowered(tag).starts_with(wanted);
                }));
}

std::vector<HostId> ProductTreeModel::matchingHosts()
{
    const std::string text = lowered(m_filter.text.toStdString());
    std::vector<HostId> found;
    if (text.empty() && m_filter.chip == TreeFilter::Chip::Starred) {
        return found;
    }
    std::string name;
    for (const HostSummary &host : m_tree.hosts()) {
        if (!accepts(host)) {
            continue;
        }
        name.assign(host.name);
        std::ranges::transform(name, name.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (text.empty() || name.find(text) != std::string::npos) {
            found.push_back(host.id);
        }
    }
    const auto worse = [this](HostId a, HostId b) {
        const HostSummary &left = *m_tree.host(a);
        const HostSummary &right = *m_tree.host(b);
        const int byState = severityRank(severityOf(left.state)) - severityRank(severityOf(right.state));
        return byState != 0 ? byState < 0 : left.name < right.name;
    };
    const auto keep = std::min<std::ptrdiff_t>(kMaxMatches, std::ssize(found));
    std::partial_sort(found.begin(), found.begin() + keep, found.end(), worse);
    return found;
}

std::vector<NodeId> ProductTreeModel::matchingNodes() const
{
    std::vector<NodeId> found;
    const std::string text = lowered(m_filter.text.toStdString());
    const bool isStarredOnly = m_filter.chip == TreeFilter::Chip::Starred;
    const bool isHostsOnly = m_filter.asksForHosts() || m_filter.chip == TreeFilter::Chip::Problems;
    if (isHostsOnly || (text.empty() && !isStarredOnly)) {
        return found;
    }
    for (const NodeId id : m_tree.allNodes()) {
        const bool isNamed = text.empty() || lowered(m_tree.node(id)->name).find(text) != std::string::npos;
        if (isNamed && (!isStarredOnly || m_starred.contains(id.value))) {
            found.push_back(id);
        }
    }
    return found;
}

void ProductTreeModel::rebuildMatches()
{
    m_matches.clear();
    m_matchCount = 0;
    if (!m_isFiltered) {
        return;
    }
    int shownMatches = 0;
    for (const NodeId node : matchingNodes()) {
        ++m_matchCount;
        if (shownMatches < kMaxMatches) {
            ++shownMatches;
            addBranch(m_matches, node);
        }
    }
    for (const HostId host : matchingHosts()) {
        ++m_matchCount;
        if (shownMatches >= kMaxMatches) {
            continue;
        }
        ++shownMatches;
        const HostSummary *summary = m_tree.host(host);
        const int parent =
            addNode(m_matches, summary->components.empty() ? NodeId{} : summary->components.front(), false);
        Item &component = m_matches.items[static_cast<std::size_t>(parent)];
        component.isPrepared = true; // only what matches, not the other hosts of the component
        Item item;
        item.host = host;
        append(m_matches, parent, std::move(item));
    }
}

QModelIndex ProductTreeModel::indexOfItem(int item) const
{
    if (item <= 0) {
        return {};
    }
    return createIndex(shown().items[static_cast<std::size_t>(item)].row, 0, static_cast<quintptr>(item));
}

const ProductTreeModel::Item &ProductTreeModel::itemAt(const QModelIndex &index) const
{
    return shown().items[index.isValid() ? static_cast<std::size_t>(index.internalId()) : 0];
}

QModelIndex ProductTreeModel::indexOf(NodeId node) const
{
    const auto found = shown().nodes.find(node);
    return found == shown().nodes.end() ? QModelIndex() : indexOfItem(found->second);
}

QModelIndex ProductTreeModel::indexOf(HostId host)
{
    const HostSummary *summary = m_tree.host(host);
    if (summary == nullptr || summary->components.empty()) {
        return {};
    }
    const QModelIndex component = indexOf(summary->components.front());
    while (component.isValid() && !shown().hosts.contains(host) && canFetchMore(component)) {
        fetchMore(component);
    }
    const auto found = shown().hosts.find(host);
    return found == shown().hosts.end() ? QModelIndex() : indexOfItem(found->second);
}

QModelIndex ProductTreeModel::firstMatch() const
{
    int at = 0;
    while (at == 0 || !shown().items[static_cast<std::size_t>(at)].isMatch) {
        const auto &children = shown().items[static_cast<std::size_t>(at)].children;
        if (children.empty()) {
            return {};
        }
        at = children.front();
    }
    return indexOfItem(at);
}

QModelIndex ProductTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const auto &children = itemAt(parent).children;
    if (column != 0 || row < 0 || row >= static_cast<int>(children.size())) {
        return {};
    }
    return createIndex(row, 0, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex ProductTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfItem(itemAt(child).parent) : QModelIndex();
}

int ProductTreeModel::rowCount(const QModelIndex &parent) const
{
    return static_cast<int>(itemAt(parent).children.size());
}

int ProductTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

bool ProductTreeModel::hasChildren(const QModelIndex &parent) const
{
    const Item &item = itemAt(parent);
    return !item.children.empty() || canFetchMore(parent);
}

bool ProductTreeModel::canFetchMore(const QModelIndex &parent) const
{
    const Item &item = itemAt(parent);
    if (item.node.isNull()) {
        return false;
    }
    return item.isPrepared ? !item.waiting.empty() : !m_tree.mounted(item.node).empty();
}

void ProductTreeModel::prepare(Item &item) const
{
    item.isPrepared = true;
    item.waiting = m_tree.mounted(item.node);
    // Worst first at the time of opening; later changes recolour rows but do not move them under the pointer.
    std::ranges::sort(item.waiting, [this](HostId a, HostId b) {
        const HostSummary &left = *m_tree.host(a);
        const HostSummary &right = *m_tree.host(b);
        const int byState = severityRank(severityOf(left.state)) - severityRank(severityOf(right.state));
        return byState != 0 ? byState > 0 : left.name > right.name;
    });
}

void ProductTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    const int at = static_cast<int>(parent.internalId());
    Store &store = shown();
    if (!store.items[static_cast<std::size_t>(at)].isPrepared) {
        prepare(store.items[static_cast<std::size_t>(at)]);
    }
    std::vector<HostId> &waiting = store.items[static_cast<std::size_t>(at)].waiting;
    const int page = std::min<int>(kPage, static_cast<int>(waiting.size()));
    std::vector<HostId> next(waiting.rbegin(), waiting.rbegin() + page);
    waiting.erase(waiting.end() - page, waiting.end());
    const int first = rowCount(parent);
    beginInsertRows(parent, first, first + page - 1);
    for (const HostId host : next) {
        Item item;
        item.host = host;
        append(store, at, std::move(item));
    }
    endInsertRows();
}

void ProductTreeModel::onNodesChanged(const std::vector<NodeId> &changed, const std::vector<NodeId> &removed)
{
    // A filtered tree is rebuilt whole; in the other one only true moves, which are rare, cost a reset.
    const bool isMoved = std::ranges::any_of(changed, [this](NodeId id) {
        const auto known = m_all.nodes.find(id);
        return known != m_all.nodes.end()
            && m_all
                   .items[static_cast<std::size_t>(
                       m_all.items[static_cast<std::size_t>(known->second)].parent)]
                   .node
            != m_tree.node(id)->parent;
    });
    if (m_isFiltered || isMoved) {
        rebuild();
        return;
    }
    for (const NodeId id : changed) {
        if (const QModelIndex known = indexOf(id); known.isValid()) {
            Q_EMIT dataChanged(known, known);
            continue;
        }
        const TreeNode *node = m_tree.node(id);
        const auto above = node == nullptr ? m_all.nodes.end() : m_all.nodes.find(node->parent);
        if (above == m_all.nodes.end()) {
            continue;
        }
        const int parent = above->second;
        const int row = static_cast<int>(m_all.items[static_cast<std::size_t>(parent)].children.size());
        beginInsertRows(indexOfItem(parent), row, row);
        Item item;
        item.node = id;
        append(m_all, parent, std::move(item));
        endInsertRows();
    }
    for (const NodeId id : removed) {
        if (const auto known = m_all.nodes.find(id); known != m_all.nodes.end()) {
            removeItem(known->second);
            m_all.nodes.erase(id);
        }
    }
}

void ProductTreeModel::onHostsChanged(
    const std::vector<HostId> &changed, const std::vector<HostId> &moved, const std::vector<HostId> &removed)
{
    if (m_isFiltered && !(moved.empty() && removed.empty())) {
        rebuild();
        return;
    }
    for (const HostId id : moved) {
        std::vector<NodeId> shownBelow;
        const auto [from, to] = m_all.hosts.equal_range(id);
        std::vector<int> items;
        for (auto at = from; at != to; ++at) {
            items.push_back(at->second);
        }
        const std::vector<NodeId> &components = m_tree.host(id)->components;
        for (const int item : items) {
            const NodeId below =
                m_all.items[static_cast<std::size_t>(m_all.items[static_cast<std::size_t>(item)].parent)]
                    .node;
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
    for (const HostId id : removed) {
        while (m_all.hosts.contains(id)) {
            removeItem(m_all.hosts.find(id)->second);
        }
        for (Item &item : m_all.items) {
            std::erase(item.waiting, id);
        }
    }
    announce(changed);
}

void ProductTreeModel::insertHost(NodeId component, HostId host)
{
    const auto found = m_all.nodes.find(component);
    if (found == m_all.nodes.end()) {
        return;
    }
    Item &item = m_all.items[static_cast<std::size_t>(found->second)];
    if (!item.isPrepared) {
        return; // it comes with the first page
    }
    if (!item.waiting.empty()) {
        item.waiting.insert(item.waiting.begin(), host);
        return;
    }
    const int row = static_cast<int>(item.children.size());
    beginInsertRows(indexOfItem(found->second), row, row);
    Item fresh;
    fresh.host = host;
    append(m_all, found->second, std::move(fresh));
    endInsertRows();
}

void ProductTreeModel::removeItem(int item)
{
    const Item gone = m_all.items[static_cast<std::size_t>(item)];
    beginRemoveRows(indexOfItem(gone.parent), gone.row, gone.row);
    auto &siblings = m_all.items[static_cast<std::size_t>(gone.parent)].children;
    siblings.erase(siblings.begin() + gone.row);
    for (std::size_t row = static_cast<std::size_t>(gone.row); row < siblings.size(); ++row) {
        m_all.items[static_cast<std::size_t>(siblings[row])].row = static_cast<int>(row);
    }
    const auto [from, to] = m_all.hosts.equal_range(gone.host);
    for (auto at = from; at != to; ++at) {
        if (at->second == item) {
            m_all.hosts.erase(at);
            break;
        }
    }
    m_all.items[static_cast<std::size_t>(item)].children.clear();
    endRemoveRows();
}

void ProductTreeModel::announce(const std::vector<HostId> &hosts)
{
    std::unordered_set<NodeId> above;
    for (const HostId id : hosts) {
        const auto [from, to] = shown().hosts.equal_range(id);
        for (auto at = from; at != to; ++at) {
            const QModelIndex index = indexOfItem(at->second);
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

TreeCell ProductTreeModel::cellOf(const Item &item) const
{
    TreeCell cell;
    cell.isDimmed = m_isFiltered && !item.isMatch;
    if (!item.host.isNull()) {
        cell.kind = TreeCell::Kind::Host;
        if (const HostSummary *host = m_tree.host(item.host); host != nullptr) {
            cell.name = QString::fromStdString(host->name);
            cell.severity = severityOf(host->state);
        }
    } else if (const TreeNode *node = m_tree.node(item.node); node != nullptr) {
        const HostCounts counts = m_tree.counts(item.node);
        cell.kind = static_cast<TreeCell::Kind>(node->level);
        cell.name = QString::fromStdString(node->name);
        cell.severity = counts.worst();
        cell.problems = counts.problems();
        cell.hosts = counts.total();
        cell.isStarred = m_starred.contains(item.node.value);
    }
    if (!m_isFresh && cell.severity == Severity::Healthy) {
        cell.severity = Severity::Unknown;
    }
    return cell;
}

QVariant ProductTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Item &item = itemAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return cellOf(item).name;
    case kTreeCellRole:
        return QVariant::fromValue(cellOf(item));
    case NodeRole:
        return item.host.isNull() ? item.node.value : 0;
    case HostRole:
        return item.host.value;
    case MatchRole:
        return item.isMatch;
    default:
        return {};
    }
}

} // namespace qd::console
