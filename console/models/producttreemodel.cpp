// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/producttreemodel.h"

#include "console/format/formatter.h"
#include "console/state/treestate.h"
#include "shared/model/hostcounts.h"

namespace qd::console {

using namespace Qt::StringLiterals;

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
    for (const auto &[node, item] : shown().nodes()) {
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
    for (int i = 0; i < shown().size(); ++i) {
        const auto &children = shown().at(i).children;
        if (!children.empty()) {
            Q_EMIT dataChanged(indexOfItem(children.front()), indexOfItem(children.back()), {kTreeCellRole});
        }
    }
}

void ProductTreeModel::setWords(const TreeWords &words)
{
    m_words = words;
    if (hiddenMatches() > 0) {
        const QModelIndex last = index(rowCount() - 1, 0);
        Q_EMIT dataChanged(last, last);
    }
}

void ProductTreeModel::rebuild()
{
    beginResetModel();
    m_all.clear();
    for (const NodeId node : m_tree.allNodes()) {
        m_all.addNode(m_tree, node, true);
    }
    rebuildMatches();
    endResetModel();
}

void ProductTreeModel::rebuildMatches()
{
    m_matches.clear();
    m_matchCount = 0;
    if (!m_isFiltered) {
        return;
    }
    const TreeMatcher matcher(m_filter);
    int shownMatches = 0;
    for (const NodeId node : matcher.nodes(m_tree, m_starred)) {
        ++m_matchCount;
        if (shownMatches < kMaxMatches) {
            ++shownMatches;
            m_matches.addBranch(m_tree, node);
        }
    }
    for (const HostId host : matcher.hosts(m_tree, kMaxMatches)) {
        ++m_matchCount;
        if (shownMatches >= kMaxMatches) {
            continue;
        }
        ++shownMatches;
        const HostSummary *summary = m_tree.host(host);
        const int parent = m_matches.addNode(
            m_tree, summary->components.empty() ? NodeId{} : summary->components.front(), false);
        m_matches.at(parent).isPrepared = true; // only what matches, not the other hosts of the component
        TreeItem item;
        item.host = host;
        m_matches.append(parent, std::move(item));
    }
    if (hiddenMatches() > 0) {
        TreeItem more;
        more.isMatch = false;
        m_matches.append(0, std::move(more));
    }
}

QModelIndex ProductTreeModel::indexOfItem(int item) const
{
    return item <= 0 ? QModelIndex() : createIndex(shown().at(item).row, 0, static_cast<quintptr>(item));
}

const TreeItem &ProductTreeModel::itemAt(const QModelIndex &index) const
{
    return shown().at(index.isValid() ? static_cast<int>(index.internalId()) : 0);
}

QModelIndex ProductTreeModel::indexOf(NodeId node) const
{
    return indexOfItem(shown().find(node));
}

QModelIndex ProductTreeModel::indexOf(HostId host)
{
    const HostSummary *summary = m_tree.host(host);
    if (summary == nullptr || summary->components.empty()) {
        return {};
    }
    const QModelIndex component = indexOf(summary->components.front());
    while (component.isValid() && shown().find(host).empty() && canFetchMore(component)) {
        fetchMore(component);
    }
    const std::vector<int> found = shown().find(host);
    return found.empty() ? QModelIndex() : indexOfItem(found.front());
}

QModelIndex ProductTreeModel::firstMatch() const
{
    int at = 0;
    while (at == 0 || !shown().at(at).isMatch) {
        const auto &children = shown().at(at).children;
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
    return !itemAt(parent).children.empty() || canFetchMore(parent);
}

bool ProductTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && shown().hasMore(m_tree, static_cast<int>(parent.internalId()));
}

void ProductTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    const int at = static_cast<int>(parent.internalId());
    const std::vector<HostId> next = shown().takePage(m_tree, at, kPage);
    const int first = rowCount(parent);
    beginInsertRows(parent, first, first + static_cast<int>(next.size()) - 1);
    for (const HostId host : next) {
        TreeItem item;
        item.host = host;
        shown().append(at, std::move(item));
    }
    endInsertRows();
}

TreeCell ProductTreeModel::cellOf(const TreeItem &item) const
{
    TreeCell cell;
    cell.isDimmed = m_isFiltered && !item.isMatch;
    if (item.isMore()) {
        cell.kind = TreeCell::Kind::More;
        cell.name = m_words.more.arg(Formatter().count(hiddenMatches()));
        return cell;
    }
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
        cell.critical = counts.offline;
        cell.warning = counts.stale;
        cell.hosts = counts.total();
        cell.isStarred = m_starred.contains(item.node.value);
    }
    if (!m_isFresh && cell.severity == Severity::Healthy) {
        cell.severity = Severity::Unknown;
    }
    return cell;
}

QString ProductTreeModel::spokenText(const TreeItem &item) const
{
    const TreeCell cell = cellOf(item);
    if (cell.kind == TreeCell::Kind::More) {
        return cell.name;
    }
    QStringList parts{cell.name, m_words.severities.value(static_cast<int>(cell.severity))};
    if (cell.problems > 0) {
        parts.append(m_words.problems.arg(Formatter().count(cell.problems)));
    }
    parts.removeAll(QString());
    return parts.join(u", "_s);
}

Qt::ItemFlags ProductTreeModel::flags(const QModelIndex &index) const
{
    return index.isValid() && itemAt(index).isMore() ? Qt::NoItemFlags : QAbstractItemModel::flags(index);
}

QVariant ProductTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const TreeItem &item = itemAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return cellOf(item).name;
    case Qt::AccessibleTextRole:
        return spokenText(item);
    case kTreeCellRole:
        return QVariant::fromValue(cellOf(item));
    case NodeRole:
        return item.node.value;
    case HostRole:
        return item.host.value;
    case MatchRole:
        return item.isMatch;
    default:
        return {};
    }
}

} // namespace qd::console
