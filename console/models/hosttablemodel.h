// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"
#include "console/models/hostfilter.h"
#include "console/models/columnsort.h"
#include "shared/base/ids.h"
#include "shared/model/host.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <array>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace qd::console {

class TreeState;

/// Hosts below one node with their newest values. Sorts by up to two columns and filters by an own index of
/// visible rows, which is built in a worker for long lists and swapped in at once; a refresh moves nothing
/// unless asked. Main thread.
class HostTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        State,
        Name,
        Address,
        Site,
        Component,
        Cpu,
        Memory,
        Disk,
        Network,
        Load,
        Trend,
        Version,
        LastSeen
    };
    static constexpr int kColumns = LastSeen + 1;
    /// Columns fed by metrics, in the order of Column.
    enum class Metric { Cpu, Memory, Disk, Network, Load };
    static constexpr int kMetrics = 5;
    static constexpr int kWorkerRows = 5'000; ///< longer lists are sorted in a worker
    static constexpr int kMaxSorts = 2;

    enum Role {
        HostRole = 0x0200, ///< int: HostId
        SeverityRole, ///< int: Severity
        MetricRole, ///< double: value of Cpu ... Load columns; NaN if absent
    };

    explicit HostTableModel(TreeState &tree, QObject *parent = nullptr);
    ~HostTableModel() override;

    void setScope(NodeId node);
    [[nodiscard]] NodeId scope() const { return m_scope; }
    void setFilters(const HostFilterSet &filters);
    [[nodiscard]] const HostFilterSet &filters() const { return m_filters; }
    /// The filter that lets only this cell's value through, or keeps it out; nullopt where that means
    /// nothing.
    [[nodiscard]] std::optional<HostFilter> filterOf(const QModelIndex &index, bool isExcluded) const;
    /// By one column; -1: worst first, as it came.
    void sort(int column, Qt::SortOrder order) override;
    /// By at most kMaxSorts columns; empty: worst first.
    void setSorts(const QList<ColumnSort> &sorts);
    [[nodiscard]] const QList<ColumnSort> &sorts() const { return m_sorts; }
    /// Sorting or filtering depends on this value, so it has to be known of every host.
    [[nodiscard]] bool needsMetric(Metric metric) const;
    /// "state", "lastseen": how a column is called in what is saved.
    [[nodiscard]] static QString columnId(int column);
    [[nodiscard]] static int columnOf(QStringView id); ///< -1 if there is none
    /// While held (pointer over the table) values change in place and the order waits.
    void setOrderHeld(bool isHeld);
    [[nodiscard]] bool isOrderWaiting() const { return m_isOrderWaiting; }
    /// Hosts that came while the order was held and have no row yet.
    [[nodiscard]] int newRows() const { return static_cast<int>(m_arrived.size()); }
    /// Brings the newest order in, and goes on holding that one.
    void sortIn();

    /// Newest values by host; hosts not named lose theirs.
    void setMetric(Metric metric, const std::unordered_map<HostId, double> &values);
    void setTrends(const std::unordered_map<HostId, QList<double>> &trends);
    /// Time went on: the ages of the last samples read anew.
    void tick();
    /// False: nothing healthy, values marked old.
    void setFresh(bool isFresh);

    /// Translated by the page; the model only carries them.
    void setHeaders(const QStringList &headers);

    /// What the pill of each state says, in the order of HostState; empty: the word of its level.
    void setStateWords(const QStringList &words);

    [[nodiscard]] int totalCount() const { return static_cast<int>(m_rows.size()); }
    /// Every shown host, in shown order.
    [[nodiscard]] std::vector<HostId> shownHosts() const;
    /// Newest value of a host in the scope, shown or not; NaN if absent.
    [[nodiscard]] double metricOf(HostId host, Metric metric) const;
    /// Plain text of a host's cell for copies and exports, without metrics: ISO 8601 times, plain digits.
    [[nodiscard]] QString plainText(const HostSummary &host, int column) const;
    [[nodiscard]] HostId hostAt(int row) const;
    [[nodiscard]] const HostSummary *summaryAt(int row) const; ///< null: no such row, or the host is gone
    [[nodiscard]] int rowOf(HostId host) const; ///< -1 if not shown

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// A new order or filter is on the screen.
    void settled();
    void orderWaitingChanged();
    /// Sorts or filters are others.
    void setUpChanged();

private:
    struct Row
    {
        HostId host;
        std::array<double, kMetrics> metrics;
        QList<double> trend;
        std::size_t nameHash = 0; ///< of the name that `rank` was found with
        std::int32_t rank = 0; ///< by name among all rows
    };

    void rebuild();
    void waitForOrder();
    void onHostsChanged(const std::vector<HostId> &changed, const std::vector<HostId> &moved,
        const std::vector<HostId> &removed);
    void requestOrder();
    void applyOrder(std::vector<int> order);
    void show(std::vector<int> order);
    void rankRows();
    [[nodiscard]] bool isSortedBy(int column) const;
    [[nodiscard]] std::vector<RowSortKey> keys() const;
    [[nodiscard]] std::array<Qt::SortOrder, kMaxSorts> orders() const;
    void fillKeys(std::vector<RowSortKey> &keys, std::size_t which, int column) const;
    [[nodiscard]] double keyOf(const Row &row, const HostSummary &host, int column) const;
    [[nodiscard]] QVariant cell(const Row &row, const HostSummary &host, int column) const;
    [[nodiscard]] QVariant metricCell(const Row &row, const HostSummary &host, int column) const;
    [[nodiscard]] QString text(const Row &row, const HostSummary &host, int column) const;
    [[nodiscard]] QString spokenText(const Row &row, const HostSummary &host, int column) const;
    [[nodiscard]] QString placeName(const HostSummary &host, bool isRegion) const;
    [[nodiscard]] bool isStale(const HostSummary &host) const;

    TreeState &m_tree;
    NodeId m_scope;
    std::vector<Row> m_rows;
    std::unordered_map<HostId, int> m_rowOf;
    std::vector<int> m_visible; ///< indexes into m_rows, in shown order
    std::unordered_map<HostId, int> m_visibleOf;
    std::unordered_set<HostId> m_arrived; ///< while the order is held
    HostFilterSet m_filters;
    QList<ColumnSort> m_sorts{{State, Qt::AscendingOrder}};
    QStringList m_headers;
    QStringList m_stateWords;
    std::uint64_t m_generation = 0;
    bool m_areRanksOld = false; ///< a host was renamed
    bool m_isHeld = false;
    bool m_isOrderWaiting = false;
    bool m_isRebuildWaiting = false; ///< hosts came or went while the order was held
    bool m_isFresh = true;
};

} // namespace qd::console
