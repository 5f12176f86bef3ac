// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPoint>

#include <functional>

class QTableView;

namespace qd::console {

class CellTableModel;

} // namespace qd::console

namespace qd::console::tables {

/// Selected rows, or all when none is selected, of the visible columns in their order: tab-separated text and
/// HTML, or CSV with a header line. @return number of rows
int copyRows(const QTableView &view, bool asCsv);

/// What a cell says in plain text: ISO 8601 times, plain digits, words for shapes.
[[nodiscard]] QString plainText(const QModelIndex &index);

/// How many rows are selected; quick for a hundred thousand.
[[nodiscard]] int selectedRows(const QTableView &view);

/// A chooser of columns on the right button of the header; the columns of `fixed` always stay.
/// @param reset  brings back the columns as they came; empty: the menu does not offer it
void addColumnChooser(QTableView &view, const QList<int> &fixed, std::function<void()> reset = {});

/// J and K move like Down and Up; typing letters does not search, because letters are commands.
void addRowKeys(QTableView &view);

/// Sorts by a click on the header, Shift+click adds a second column, the third click on a column brings the
/// order back in which the rows were given. takeSortKeys() leads there by keys. Call after
/// TableDelegate::prepare() and setModel().
/// @param changed  called after another order was chosen; may be empty
void addSorting(QTableView &view, CellTableModel &model, std::function<void()> changed = {});
/// The keys go to the header: Left and Right choose a column, Enter sorts by it.
void takeSortKeys(const QTableView &view);
/// For text that became `factor` times as large: columns keep what they show, also those that were dragged.
void scaleColumns(QTableView &view, double factor);
/// Order, width and visibility of the columns and what they are sorted by, as addSorting() knows it.
[[nodiscard]] QByteArray columnState(const QTableView &view);
/// An empty or foreign array restores nothing.
void restoreColumns(QTableView &view, CellTableModel &model, const QByteArray &state);

/// Right button and Shift+F10 on a row: selects it and asks for its menu at a point of the screen.
void addRowMenu(QTableView &view, std::function<void(const QPoint &)> open);

} // namespace qd::console::tables
