// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"
#include "console/models/treefilter.h"
#include "console/models/treestore.h"

#include <QAbstractItemModel>
#include <QSet>
#include <QStringList>

namespace qd::console {

class TreeState;

/// Translated by the explorer; the model only fills in numbers.
struct TreeWords
{
    QString more; ///< "%1 more"
    QString problems; ///< "%1 problems"
    QStringList severities; ///< in the order of Severity
};

/// The product tree for the explorer: nodes at once, hosts of a component in pages of 500 when it is first
/// opened. A second, filtered tree holds only matches with their ancestors, at most 500, and a last row that
/// says how many more there are; leaving the filter brings back the first one untouched. Rows answer TreeCell
/// under kTreeCellRole. Main thread.
class ProductTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    static constexpr int kPage = 500;
    static constexpr int kMaxMatches = 500;

    enum Role {
        NodeRole = 0x0200, ///< int: NodeId, 0 for hosts
        HostRole, ///< int: HostId, 0 for nodes
        MatchRole, ///< bool: a match, not only the way to one
    };

    explicit ProductTreeModel(TreeState &tree, QObject *parent = nullptr);

    void setFilter(const TreeFilter &filter);
    [[nodiscard]] const TreeFilter &filter() const { return m_filter; }
    [[nodiscard]] bool isFiltered() const { return m_isFiltered; }
    [[nodiscard]] int matchCount() const { return m_matchCount; }
    /// Matches beyond kMaxMatches: "1,204 more".
    [[nodiscard]] int hiddenMatches() const { return std::max(0, m_matchCount - kMaxMatches); }
    void setStarred(const QSet<int> &nodes);
    /// False: nothing is shown as healthy.
    void setFresh(bool isFresh);
    void setWords(const TreeWords &words);

    [[nodiscard]] QModelIndex indexOf(NodeId node) const;
    /// Below its first component, loading pages as needed; invalid if it is not in the tree shown.
    [[nodiscard]] QModelIndex indexOf(HostId host);
    [[nodiscard]] QModelIndex firstMatch() const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void rebuild();
    void rebuildMatches();
    void onNodesChanged(const std::vector<NodeId> &changed, const std::vector<NodeId> &removed);
    void onHostsChanged(const std::vector<HostId> &changed, const std::vector<HostId> &moved,
        const std::vector<HostId> &removed);
    [[nodiscard]] bool isMovedNode(NodeId node) const;
    void insertNode(NodeId node);
    void moveHost(HostId host);
    void insertHost(NodeId component, HostId host);
    void removeItem(int item);
    void announce(const std::vector<HostId> &hosts);
    [[nodiscard]] QModelIndex indexOfItem(int item) const;
    [[nodiscard]] TreeStore &shown() { return m_isFiltered ? m_matches : m_all; }
    [[nodiscard]] const TreeStore &shown() const { return m_isFiltered ? m_matches : m_all; }
    [[nodiscard]] const TreeItem &itemAt(const QModelIndex &index) const;
    [[nodiscard]] TreeCell cellOf(const TreeItem &item) const;
    [[nodiscard]] QString spokenText(const TreeItem &item) const;

    TreeState &m_tree;
    TreeStore m_all;
    TreeStore m_matches;
    TreeFilter m_filter;
    TreeWords m_words;
    QSet<int> m_starred;
    int m_matchCount = 0;
    bool m_isFiltered = false;
    bool m_isFresh = true;
};

} // namespace qd::console
