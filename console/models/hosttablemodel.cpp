// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"

#include "console/state/nameindex.h"
#include "console/state/treestate.h"

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::console {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] bool isTextColumn(int column)
{
    switch (column) {
    case HostTableModel::Name:
    case HostTableModel::Address:
    case HostTableModel::Site:
    case HostTableModel::Component:
    case HostTableModel::Version:
        return true;
    default:
        return false;
    }
}

[[nodiscard]] bool isMetricColumn(int column)
{
    return column >= HostTableModel::Cpu && column <= HostTableModel::Load;
}

/// From which use on a resource is worth a look; the colours of the bars.
[[nodiscard]] Severity severityOfUse(double percent)
{
    if (percent >= 95.0) {
        return Severity::Critical;
    }
    return percent >= 85.0 ? Severity::Warning : Severity::Info;
}

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

void HostTableModel::setFilter(const QString &text)
{
    std::string wanted = lowered(text.trimmed().toStdString());
    if (wanted != m_filter) {
        m_filter = std::move(wanted);
        requestOrder();
    }
}

void HostTableModel::setProblemsOnly(bool isOn)
{
    if (isOn != m_isProblemsOnly) {
        m_isProblemsOnly = isOn;
        requestOrder();
    }
}

void HostTableModel::sort(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_sortOrder = order;
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
        Row row{host, {}, {}};
        row.metrics.fill(kNone);
        m_rowOf.emplace(host, static_cast<int>(m_rows.size()));
        m_rows.push_back(known == old.end() ? row : std::move(known->second));
    }
    m_visible = sorted(keys(), m_sortOrder, isTextColumn(m_sortColumn));
    m_visibleOf.clear();
    for (std::size_t i = 0; i < m_visible.size(); ++i) {
        m_visibleOf[m_rows[static_cast<std::size_t>(m_visible[i])].host] = static_cast<int>(i);
    }
    endResetModel();
    Q_EMIT settled();
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
        if (const int row = rowOf(id); row >= 0) {
            Q_EMIT dataChanged(index(row, 0), index(row, kColumns - 1));
        }
    }
    m_isRebuildWaiting = m_isRebuildWaiting || isLeaving || isMoving;
    if (m_sortColumn == State || m_isProblemsOnly || m_isRebuildWaiting) {
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
    if (m_sortColumn == Cpu + static_cast<int>(metric)) {
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

bool HostTableModel::accepts(const HostSummary &host) const
{
    if (m_isProblemsOnly && !isProblem(host.state)) {
        return false;
    }
    return m_filter.empty() || lowered(host.name).find(m_filter) != std::string::npos
        || host.address.find(m_filter) != std::string::npos;
}

std::vector<HostTableModel::SortKey> HostTableModel::keys() const
{
    const bool isText = isTextColumn(m_sortColumn);
    std::vector<SortKey> keys;
    keys.reserve(m_rows.size());
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row &row = m_rows[i];
        const HostSummary *host = m_tree.host(row.host);
        if (host == nullptr || !accepts(*host)) {
            continue;
        }
        SortKey key{0.0, host->name, static_cast<int>(i)};
        if (isText && m_sortColumn != Name) {
            key.text = text(row, *host, m_sortColumn).toStdString();
        } else if (isMetricColumn(m_sortColumn)) {
            const double value = row.metrics[static_cast<std::size_t>(m_sortColumn - Cpu)];
            key.number = std::isnan(value) ? -1.0 : value;
        } else if (m_sortColumn == LastSeen) {
            key.number = static_cast<double>(toUnixMs(host->lastSeen));
        } else if (m_sortColumn == State) {
            key.number = severityRank(severityOf(host->state));
        }
        keys.push_back(std::move(key));
    }
    return keys;
}

std::vector<int> HostTableModel::sorted(std::vector<SortKey> keys, Qt::SortOrder order, bool isText)
{
    const bool isUp = order == Qt::AscendingOrder;
    std::ranges::sort(keys, [&](const SortKey &a, const SortKey &b) {
        if (!isText && a.number != b.number) {
            return isUp ? a.number < b.number : a.number > b.number;
        }
        if (const int byText = a.text.compare(b.text); byText != 0) {
            return isText && !isUp ? byText > 0 : byText < 0;
        }
        return a.row < b.row;
    });
    std::vector<int> rows;
    rows.reserve(keys.size());
    for (const SortKey &key : keys) {
        rows.push_back(key.row);
    }
    return rows;
}

void HostTableModel::requestOrder()
{
    std::vector<SortKey> all = keys();
    const bool isText = isTextColumn(m_sortColumn);
    ++m_generation;
    if (std::ssize(all) <= kWorkerRows) {
        applyOrder(sorted(std::move(all), m_sortOrder, isText));
        return;
    }
    auto *watcher = new QFutureWatcher<std::vector<int>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, asked = m_generation] {
        watcher->deleteLater();
        if (asked == m_generation) {
            applyOrder(watcher->result());
        }
    });
    watcher->setFuture(QtConcurrent::run(&HostTableModel::sorted, std::move(all), m_sortOrder, isText));
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
    m_visible = std::move(order);
    m_visibleOf.clear();
    for (std::size_t i = 0; i < m_visible.size(); ++i) {
        m_visibleOf[m_rows[static_cast<std::size_t>(m_visible[i])].host] = static_cast<int>(i);
    }
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

bool HostTableModel::isStale(const HostSummary &host) const
{
    return !m_isFresh || host.state != HostState::Online;
}

QString HostTableModel::placeName(const HostSummary &host, bool isRegion) const
{
    if (host.components.empty()) {
        return {};
    }
    const std::vector<NodeId> path = m_tree.path(host.components.front());
    if (path.empty()) {
        return {};
    }
    return QString::fromStdString(m_tree.node(isRegion ? path.front() : path.back())->name);
}

QString HostTableModel::text(const Row &row, const HostSummary &host, int column) const
{
    switch (column) {
    case State:
        return m_stateWords.value(static_cast<int>(host.state));
    case Name:
        return QString::fromStdString(host.name);
    case Address:
        return QString::fromStdString(host.address);
    case Site:
        return placeName(host, true);
    case Component:
        return placeName(host, false);
    case Version:
        return QString::fromStdString(host.agentVersion);
    default:
        break;
    }
    if (isMetricColumn(column)) {
        const double value = row.metrics[static_cast<std::size_t>(column - Cpu)];
        return std::isnan(value) ? QString() : QString::number(value, 'g', 6);
    }
    return {};
}

QVariant HostTableModel::metricCell(const Row &row, const HostSummary &host, int column) const
{
    const double value = row.metrics[static_cast<std::size_t>(column - Cpu)];
    const std::optional<double> known = std::isnan(value) ? std::nullopt : std::optional(value);
    if (column == Network || column == Load) {
        return QVariant::fromValue(
            NumberCell{known, column == Network ? Unit::BitsPerSecond : Unit::None, isStale(host)});
    }
    BarCell bar;
    bar.value = known;
    bar.fraction = std::clamp(known.value_or(0.0) / 100.0, 0.0, 1.0);
    bar.severity = severityOfUse(known.value_or(0.0));
    bar.isStale = isStale(host);
    return QVariant::fromValue(bar);
}

QVariant HostTableModel::cell(const Row &row, const HostSummary &host, int column) const
{
    switch (column) {
    case State: {
        const Severity severity = severityOf(host.state);
        return QVariant::fromValue(
            SeverityCell{!m_isFresh && severity == Severity::Healthy ? Severity::Unknown : severity,
                m_stateWords.value(static_cast<int>(host.state))});
    }
    case Name:
        return QVariant::fromValue(NameCell{text(row, host, Name), {}, 0, isStale(host)});
    case Trend: {
        const double cpu = row.metrics[0];
        return QVariant::fromValue(
            SparkCell{row.trend, std::isnan(cpu) ? Severity::Info : severityOfUse(cpu)});
    }
    case LastSeen:
        return QVariant::fromValue(TimeCell{host.lastSeen});
    default:
        return isMetricColumn(column) ? metricCell(row, host, column) : QVariant();
    }
}

QVariant HostTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(m_visible[static_cast<std::size_t>(index.row())])];
    const HostSummary *host = m_tree.host(row.host);
    if (host == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(row, *host, index.column());
    case kCellRole:
        return cell(row, *host, index.column());
    case HostRole:
        return row.host.value;
    case SeverityRole:
        return static_cast<int>(
            isStale(*host) && host->state == HostState::Online ? Severity::Unknown : severityOf(host->state));
    case MetricRole:
        return isMetricColumn(index.column()) ? row.metrics[static_cast<std::size_t>(index.column() - Cpu)]
                                              : kNone;
    default:
        return {};
    }
}

void HostTableModel::setHeaders(const QStringList &headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
}

void HostTableModel::setStateWords(const QStringList &words)
{
    m_stateWords = words;
    if (!m_visible.empty()) {
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
    }
}

QVariant HostTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        return m_headers.value(section);
    }
    return {};
}

} // namespace qd::console
