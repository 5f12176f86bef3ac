// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"
#include "shared/base/ids.h"
#include "shared/model/host.h"

#include <QAbstractItemModel>
#include <QSet>

#include <optional>
#include <unordered_map>
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
    std::optional<HostState> state; ///< "state:"
    Chip chip = Chip::All;

    /// Only hosts can match.
    [[nodiscard]] bool asksForHosts() const
    {
        return !address.isEmpty() || !version.isEmpty() || !tag.isEmpty() || state.has_value();
    }
    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && chip == Chip::All && !asksForHosts(); }
    bool operator==(const TreeFilter &) const = default;
};

/// The product tree for the explorer: nodes at once, hosts of a component in pages of 500 when it is first
/// opened. A second, filtered tree holds only matches with their ancestors, at most 500; leaving the filter
/// brings back the first one untouched. Rows answer TreeCell under kTreeCellRole. Main thread.
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
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Item
    {
        NodeId node;
        HostId host;
        int parent = -1;
        int row = 0;
        std::vector<int> children;
        std::vector<HostId> waiting; ///< hosts of a component not shown yet, last one next
        bool isPrepared = false; ///< `waiting` was filled
        bool isMatch = true;
    };
    /// One tree of items; 0 is the invisible root. Items that left stay as holes until the next rebuild.
    struct Store
    {
        std::vector<Item> items;
        std::unordered_map<NodeId, int> nodes;
        std::unordered_multimap<HostId, int> hosts;
        void clear();
    };

    void rebuild();
    void rebuildMatches();
    void onNodesChanged(const std::vector<NodeId> &changed, const std::vector<NodeId> &removed);
    void onHostsChanged(const std::vector<HostId> &changed, const std::vector<HostId> &moved,
        const std::vector<HostId> &removed);
    [[nodiscard]] std::vector<HostId> matchingHosts();
    [[nodiscard]] std::vector<NodeId> matchingNodes() const;
    [[nodiscard]] bool accepts(const HostSummary &host) const;
    int addNode(Store &store, NodeId node, bool isMatch);
    void addBranch(Store &store, NodeId node);
    int append(Store &store, int parent, Item item);
    void prepare(Item &item) const;
    void insertHost(NodeId component, HostId host);
    void removeItem(int item);
    void announce(const std::vector<HostId> &hosts);
    [[nodiscard]] QModelIndex indexOfItem(int item) const;
    [[nodiscard]] Store &shown() { return m_isFiltered ? m_matches : m_all; }
    [[nodiscard]] const Store &shown() const { return m_isFiltered ? m_matches : m_all; }
    [[nodiscard]] const Item &itemAt(const QModelIndex &index) const;
    [[nodiscard]] TreeCell cellOf(const Item &item) const;

    TreeState &m_tree;
    Store m_all;
    Store m_matches;
    TreeFilter m_filter;
    QSet<int> m_starred;
    int m_matchCount = 0;
    bool m_isFiltered = false;
    bool m_isFresh = true;
};

} // namespace qd::console
