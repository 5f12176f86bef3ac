// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"

#include "console/state/treestate.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>
#include <functional>
#include <limits>

namespace qd::console {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

} // namespace

HostTableModel::HostTableModel(TreeState &tree, QObject *parent)
    : QAbstractTableModel(parent)
    , m_tree(tree)
{
    connect(&tree, &TreeState::resetDone, this, &HostTableModel::rebuild);
    connect(&tree, &TreeState::nodesChanged, this, &HostTableModel::rebuild);
    connect(&tree, &TreeState::hostsChanged, this, &HostTableModel::onHostsChanged);
    rebuild();
}

HostTableModel::~HostTableModel() = default;

void HostTableModel::setScope(NodeId node)
{
    if (node != m_scope) {
        m_scope = node;
        rebuild();
    }
}

void HostTableModel::setFilters(const HostFilterSet &filters)
{
    if (filters != m_filters) {
        m_filters = filters;
        Q_EMIT setUpChanged();
        requestOrder();
    }
}

void HostTableModel::sort(int column, Qt::SortOrder order)
{
    setSorts(column < 0 ? QList<ColumnSort>() : QList<ColumnSort>{{column, order}});
}

void HostTableModel::setSorts(const QList<ColumnSort> &sorts)
{
    m_sorts = sorts.mid(0, kMaxSorts);
    m_sorts.removeIf([](const ColumnSort &sort) { return sort.column < 0 || sort.column >= kColumns; });
    if (m_sorts.isEmpty()) {
        m_sorts = {{State, Qt::AscendingOrder}};
    }
    Q_EMIT setUpChanged();
    requestOrder();
}

void HostTableModel::setOrderHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (!isHeld) {
        sortIn();
    }
}

void HostTableModel::sortIn()
{
    if (!m_isOrderWaiting) {
        return;
    }
    m_isOrderWaiting = false;
    m_isRebuildWaiting ? rebuild() : requestOrder();
    Q_EMIT orderWaitingChanged();
}

void HostTableModel::waitForOrder()
{
    m_isOrderWaiting = true;
    Q_EMIT orderWaitingChanged();
}

void HostTableModel::rebuild()
{
    beginResetModel();
    ++m_generation;
    m_arrived.clear();
    m_isRebuildWaiting = false;
    std::unordered_map<HostId, Row> old;
    for (Row &row : m_rows) {
        old.emplace(row.host, std::move(row));
    }
    m_rows.clear();
    m_rowOf.clear();
    for (const HostId host : m_tree.hostsBelow(m_scope)) {
        const auto known = old.find(host);
        Row row{host, {}, {}, 0, 0};
        row.metrics.fill(kNone);
        m_rowOf.emplace(host, static_cast<int>(m_rows.size()));
        m_rows.push_back(known == old.end() ? row : std::move(known->second));
    }
    rankRows();
    show(sortedRows(keys(), orders()));
    endResetModel();
    Q_EMIT settled();
}

void HostTableModel::show(std::vector<int> order)
{
    m_visible = std::move(order);
    m_visibleOf.clear();
    for (std::size_t i = 0; i < m_visible.size(); ++i) {
        m_visibleOf[m_rows[static_cast<std::size_t>(m_visible[i])].host] = static_cast<int>(i);
    }
}

void HostTableModel::onHostsChanged(
    const std::vector<HostId> &changed, const std::vector<HostId> &moved, const std::vector<HostId> &removed)
{
    const auto isMember = [this](HostId id) { return m_rowOf.contains(id); };
    const bool isLeaving = std::ranges::any_of(removed, isMember);
    const bool isMoving = std::ranges::any_of(
        moved, [&](HostId id) { return isMember(id) != m_tree.isBelow(*m_tree.host(id), m_scope); });
    if ((isLeaving || isMoving) && !m_isHeld) {
        rebuild();
        return;
    }
    for (const HostId id : moved) {
        if (!isMember(id) && m_tree.isBelow(*m_tree.host(id), m_scope)) {
            m_arrived.insert(id);
        } else {
            m_arrived.erase(id);
        }
    }
    for (const HostId id : removed) {
        m_arrived.erase(id);
    }
    for (const HostId id : changed) {
        const auto known = m_rowOf.find(id);
        m_areRanksOld = m_areRanksOld
            || (known != m_rowOf.end()
                && m_rows[static_cast<std::size_t>(known->second)].nameHash
                    != std::hash<std::string>()(m_tree.host(id)->name));
        if (const int row = rowOf(id); row >= 0) {
            Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
        }
    }
    m_isRebuildWaiting = m_isRebuildWaiting || isLeaving || isMoving;
    const bool isFiltered = m_filters.isProblemsOnly || !m_filters.filters.isEmpty();
    if (isSortedBy(State) || isFiltered || m_areRanksOld || m_isRebuildWaiting) {
        m_isHeld ? waitForOrder() : requestOrder();
    }
}

void HostTableModel::setMetric(Metric metric, const std::unordered_map<HostId, double> &values)
{
    const auto slot = static_cast<std::size_t>(metric);
    for (Row &row : m_rows) {
        const auto found = values.find(row.host);
        row.metrics[slot] = found == values.end() ? kNone : found->second;
    }
    if (!m_visible.empty()) {
        const int column = Cpu + static_cast<int>(metric);
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column));
    }
    if (needsMetric(metric)) {
        m_isHeld ? waitForOrder() : requestOrder();
    }
}

void HostTableModel::setTrends(const std::unordered_map<HostId, QList<double>> &trends)
{
    for (const auto &[host, points] : trends) {
        const auto found = m_rowOf.find(host);
        if (found == m_rowOf.end()) {
            continue;
        }
        m_rows[static_cast<std::size_t>(found->second)].trend = points;
        if (const int row = rowOf(host); row >= 0) {
            Q_EMIT dataChanged(index(row, Trend), index(row, Trend));
        }
    }
}

void HostTableModel::setFresh(bool isFresh)
{
    if (isFresh != m_isFresh) {
        m_isFresh = isFresh;
        if (!m_visible.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        }
    }
}

void HostTableModel::tick()
{
    if (!m_visible.empty()) {
        Q_EMIT dataChanged(index(0, LastSeen), index(rowCount() - 1, LastSeen));
    }
}

void HostTableModel::requestOrder()
{
    if (m_areRanksOld) {
        rankRows();
    }
    std::vector<RowSortKey> all = keys();
    ++m_generation;
    if (std::ssize(all) <= kWorkerRows) {
        applyOrder(sortedRows(std::move(all), orders()));
        return;
    }
    auto *watcher = new QFutureWatcher<std::vector<int>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, asked = m_generation] {
        watcher->deleteLater();
        if (asked == m_generation) {
            applyOrder(watcher->result());
        }
    });
    watcher->setFuture(QtConcurrent::run(&sortedRows, std::move(all), orders()));
}

void HostTableModel::applyOrder(std::vector<int> order)
{
    if (order == m_visible) {
        Q_EMIT settled();
        return;
    }
    if (order.size() != m_visible.size()) {
        beginResetModel();
    } else {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    const bool isReset = order.size() != m_visible.size();
    const QModelIndexList before = isReset ? QModelIndexList() : persistentIndexList();
    QModelIndexList after;
    std::vector<HostId> held;
    for (const QModelIndex &index : before) {
        held.push_back(hostAt(index.row()));
    }
    show(std::move(order));
    if (isReset) {
        endResetModel();
    } else {
        for (qsizetype i = 0; i < before.size(); ++i) {
            const int row = rowOf(held[static_cast<std::size_t>(i)]);
            after.append(row < 0 ? QModelIndex() : index(row, before[i].column()));
        }
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }
    Q_EMIT settled();
}

HostId HostTableModel::hostAt(int row) const
{
    if (row < 0 || row >= rowCount()) {
        return {};
    }
    return m_rows[static_cast<std::size_t>(m_visible[static_cast<std::size_t>(row)])].host;
}

const HostSummary *HostTableModel::summaryAt(int row) const
{
    return m_tree.host(hostAt(row));
}

std::vector<HostId> HostTableModel::shownHosts() const
{
    std::vector<HostId> hosts;
    hosts.reserve(m_visible.size());
    for (const int row : m_visible) {
        hosts.push_back(m_rows[static_cast<std::size_t>(row)].host);
    }
    return hosts;
}

double HostTableModel::metricOf(HostId host, Metric metric) const
{
    const auto found = m_rowOf.find(host);
    return found == m_rowOf.end()
        ? kNone
        : m_rows[static_cast<std::size_t>(found->second)].metrics[static_cast<std::size_t>(metric)];
}

int HostTableModel::rowOf(HostId host) const
{
    const auto found = m_visibleOf.find(host);
    return found == m_visibleOf.end() ? -1 : found->second;
}

int HostTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

int HostTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumns;
}

} // namespace qd::console
