// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/celltablemodel.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::console {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// A row that is gone but keeps its place under the pointer: its name, and nothing that could look good.
[[nodiscard]] CellRow goneRow(CellRow row)
{
    for (qsizetype i = 0; i < row.cells.size(); ++i) {
        if (row.cells[i].metaType() == QMetaType::fromType<NameCell>()) {
            auto name = row.cells[i].value<NameCell>();
            name.isDimmed = true;
            row.cells[i] = QVariant::fromValue(name);
        } else if (row.cells[i].isValid()) {
            row.cells[i] = QVariant();
            row.texts[i] = QStringLiteral("—");
        }
    }
    return row;
}

/// What a cell is sorted by: a number if it has one; NaN: by its text.
[[nodiscard]] double sortValue(const CellRow &row, int column)
{
    const QVariant cell = row.cells.value(column);
    const int type = cell.metaType().id();
    if (type == qMetaTypeId<SeverityCell>()) {
        return severityRank(cell.value<SeverityCell>().severity);
    }
    if (type == qMetaTypeId<NumberCell>()) {
        return cell.value<NumberCell>().value.value_or(kNone);
    }
    if (type == qMetaTypeId<BarCell>()) {
        return cell.value<BarCell>().value.value_or(kNone);
    }
    if (type == qMetaTypeId<DurationCell>()) {
        return static_cast<double>(cell.value<DurationCell>().length.count());
    }
    if (type == qMetaTypeId<SparkCell>()) {
        const QList<double> points = cell.value<SparkCell>().points;
        return points.isEmpty() ? kNone : points.back();
    }
    bool isNumber = false; // "48 / 50" by its first number
    const double number = row.texts.value(column).section(u' ', 0, 0).toDouble(&isNumber);
    return isNumber ? number : kNone;
}

/// Below zero if a stands before b.
[[nodiscard]] int compared(const CellRow &a, const CellRow &b, const ColumnSort &sort)
{
    const double left = sortValue(a, sort.column);
    const double right = sortValue(b, sort.column);
    const int turn = sort.order == Qt::AscendingOrder ? 1 : -1;
    if (std::isnan(left) != std::isnan(right)) {
        return std::isnan(left) ? 1 : -1;
    }
    if (left < right || left > right) {
        return left < right ? -turn : turn;
    }
    return turn * QString::localeAwareCompare(a.texts.value(sort.column), b.texts.value(sort.column));
}

} // namespace

CellTableModel::CellTableModel(int columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(columns)
{
}

void CellTableModel::arrange(std::vector<CellRow> &rows) const
{
    if (m_sorts.isEmpty()) {
        return;
    }
    std::ranges::stable_sort(rows, [this](const CellRow &a, const CellRow &b) {
        for (const ColumnSort &sort : m_sorts) {
            if (const int order = compared(a, b, sort); order != 0) {
                return order < 0;
            }
        }
        return false;
    });
}

void CellTableModel::setSorts(const QList<ColumnSort> &sorts)
{
    m_sorts = sorts.mid(0, kMaxSorts);
    m_sorts.removeIf([this](const ColumnSort &sort) { return sort.column < 0 || sort.column >= m_columns; });
    // Whoever clicks on a header wants to see the new order, held or not.
    std::vector<CellRow> rows = m_waiting ? std::move(*m_waiting) : m_rows;
    setWaiting(std::nullopt, 0);
    QHash<QString, qsizetype> given;
    for (const QString &key : std::as_const(m_givenOrder)) {
        given.insert(key, given.size());
    }
    std::ranges::sort(rows, {}, [&](const CellRow &row) { return given.value(row.key); });
    arrange(rows);
    apply(std::move(rows));
}

void CellTableModel::setRows(std::vector<CellRow> rows)
{
    m_givenOrder.clear();
    for (const CellRow &row : rows) {
        m_givenOrder.append(row.key);
    }
    arrange(rows);
    if (m_isHeld && !m_rows.empty()) {
        updateInPlace(std::move(rows));
    } else {
        apply(std::move(rows));
    }
}

void CellTableModel::clear()
{
    setWaiting(std::nullopt, 0);
    apply({});
}

void CellTableModel::setOrderHeld(bool isHeld)
{
    m_isHeld = isHeld;
    if (!isHeld) {
        sortIn();
    }
}

void CellTableModel::sortIn()
{
    if (m_waiting) {
        std::vector<CellRow> rows = std::move(*m_waiting);
        setWaiting(std::nullopt, 0);
        apply(std::move(rows));
    }
}

void CellTableModel::setWaiting(std::optional<std::vector<CellRow>> rows, int newRows)
{
    const bool isOther = rows.has_value() != m_waiting.has_value() || newRows != m_newRows;
    m_waiting = std::move(rows);
    m_newRows = newRows;
    if (isOther) {
        Q_EMIT orderWaitingChanged();
    }
}

void CellTableModel::updateInPlace(std::vector<CellRow> rows)
{
    QHash<QString, const CellRow *> wanted;
    for (const CellRow &row : rows) {
        wanted.insert(row.key, &row);
    }
    int known = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const auto found = wanted.constFind(m_rows[i].key);
        known += found == wanted.cend() ? 0 : 1;
        replace(i, found == wanted.cend() ? goneRow(m_rows[i]) : **found);
    }
    const bool isInOrder = std::ranges::equal(m_rows, rows, {}, &CellRow::key, &CellRow::key);
    const int newRows = static_cast<int>(rows.size()) - known;
    setWaiting(isInOrder ? std::nullopt : std::optional(std::move(rows)), newRows);
}

void CellTableModel::replace(std::size_t place, CellRow row)
{
    if (m_rows[place] != row) {
        m_rows[place] = std::move(row);
        const int at = static_cast<int>(place);
        Q_EMIT dataChanged(index(at, 0), index(at, m_columns - 1));
    }
}

void CellTableModel::apply(std::vector<CellRow> rows)
{
    removeGone(rows);
    QSet<QString> known;
    for (const CellRow &row : m_rows) {
        known.insert(row.key);
    }
    std::vector<CellRow> fresh;
    std::ranges::copy_if(
        rows, std::back_inserter(fresh), [&](const CellRow &row) { return !known.contains(row.key); });
    if (!fresh.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(fresh.size()) - 1);
        m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
        endInsertRows();
    }
    reorder(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        replace(i, std::move(rows[i]));
    }
}

void CellTableModel::removeGone(const std::vector<CellRow> &wanted)
{
    QSet<QString> keys;
    for (const CellRow &row : wanted) {
        keys.insert(row.key);
    }
    for (int i = rowCount() - 1; i >= 0; --i) {
        if (!keys.contains(m_rows[static_cast<std::size_t>(i)].key)) {
            beginRemoveRows({}, i, i);
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    }
}

void CellTableModel::reorder(const std::vector<CellRow> &wanted)
{
    if (std::ranges::equal(m_rows, wanted, {}, &CellRow::key, &CellRow::key)) {
        return;
    }
    QHash<QString, int> place;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        place.insert(wanted[i].key, static_cast<int>(i));
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &index : before) {
        after.append(this->index(place.value(keyAt(index.row())), index.column()));
    }
    std::ranges::sort(m_rows, {}, [&](const CellRow &row) { return place.value(row.key); });
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

QString CellTableModel::keyAt(int row) const
{
    return row < 0 || row >= rowCount() ? QString() : m_rows[static_cast<std::size_t>(row)].key;
}

void CellTableModel::setHeaders(const QStringList &headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, m_columns - 1);
}

int CellTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CellTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_columns;
}

QVariant CellTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const CellRow &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.texts.value(index.column());
    case kCellRole:
        return row.cells.value(index.column());
    case KeyRole:
        return row.key;
    case Qt::TextAlignmentRole:
        return m_numberColumns.contains(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter)
                                                        : QVariant();
    default:
        return {};
    }
}

QVariant CellTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        return m_headers.value(section);
    }
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && m_numberColumns.contains(section)) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

} // namespace qd::console
