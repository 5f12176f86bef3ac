// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"

#include <QAbstractTableModel>
#include <QStringList>

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

/// A table of at most a few thousand rows that somebody else computes. A refresh compares by key: rows that
/// stay keep their selection, gone ones leave, new ones come, and only cells that differ are announced. Main
/// thread.
class CellTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int KeyRole = 0x0200; ///< QString

    explicit CellTableModel(int columns, QObject *parent = nullptr);

    /// Rows in the order in which they are to be shown; keys unique.
    void setRows(std::vector<CellRow> rows);
    [[nodiscard]] const std::vector<CellRow> &rows() const { return m_rows; }
    [[nodiscard]] QString keyAt(int row) const;

    /// Translated by the page; the model only carries them.
    void setHeaders(const QStringList &headers);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void removeGone(const std::vector<CellRow> &wanted);
    void reorder(const std::vector<CellRow> &wanted);

    std::vector<CellRow> m_rows;
    QStringList m_headers;
    int m_columns;
};

} // namespace qd::console
