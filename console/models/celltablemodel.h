// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"
#include "console/models/columnsort.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace qd::console {

/// One row of a small table: what it is (key), what each cell shows, and the same as plain text for copying.
struct CellRow
{
    QString key; ///< unique; by it a refresh finds the row again
    QList<QVariant> cells; ///< one of the structs of format/cells.h, or invalid: the text
    QStringList texts;

    bool operator==(const CellRow &) const = default;
};

/// A table of at most a few thousand rows that somebody else computes, in the order that they give or sorted
/// by columns. A refresh compares by key: rows that
/// stay keep their selection, gone ones leave, new ones come, and only cells that differ are announced. While
/// the order is held, values update in place but no row comes, goes or moves. Main thread.
class CellTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int KeyRole = 0x0200; ///< QString

    explicit CellTableModel(int columns, QObject *parent = nullptr);

    static constexpr int kMaxSorts = 2;

    /// Rows in the order in which they are to be shown while nobody sorts; keys unique.
    void setRows(std::vector<CellRow> rows);
    /// By at most kMaxSorts columns: numbers by size, levels by severity, anything else by its text; a cell
    /// without a value stands last. Empty: in the order given.
    void setSorts(const QList<ColumnSort> &sorts);
    [[nodiscard]] const QList<ColumnSort> &sorts() const { return m_sorts; }
    /// Drops every row, held or not: what comes next is about something else.
    void clear();
    [[nodiscard]] const std::vector<CellRow> &rows() const { return m_rows; }
    [[nodiscard]] QString keyAt(int row) const;

    /// Held: nothing moves under the pointer. Letting go brings the newest order in.
    void setOrderHeld(bool isHeld);
    /// Held, and the newest rows would stand elsewhere.
    [[nodiscard]] bool isOrderWaiting() const { return m_waiting.has_value(); }
    /// Rows that are not shown yet because the order is held.
    [[nodiscard]] int newRows() const { return m_newRows; }
    /// Brings the newest order in, and goes on holding that one.
    void sortIn();

    /// Translated by the page; the model only carries them.
    void setHeaders(const QStringList &headers);
    /// Columns whose cells and header stand at the right edge.
    void setNumberColumns(const QList<int> &columns) { m_numberColumns = columns; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void orderWaitingChanged();

private:
    void apply(std::vector<CellRow> rows);
    void arrange(std::vector<CellRow> &rows) const;
    void updateInPlace(std::vector<CellRow> rows);
    void setWaiting(std::optional<std::vector<CellRow>> rows, int newRows);
    void replace(std::size_t place, CellRow row);
    void removeGone(const std::vector<CellRow> &wanted);
    void reorder(const std::vector<CellRow> &wanted);

    std::vector<CellRow> m_rows;
    std::optional<std::vector<CellRow>> m_waiting; ///< the newest rows, if their order is another
    QStringList m_givenOrder; ///< keys
    QList<ColumnSort> m_sorts;
    QStringList m_headers;
    QList<int> m_numberColumns;
    int m_columns;
    int m_newRows = 0;
    bool m_isHeld = false;
};

} // namespace qd::console
