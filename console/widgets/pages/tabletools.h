// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPoint>

#include <functional>

class QTableView;

namespace qd::console::tables {

/// Selected rows, or all when none is selected, of the visible columns in their order: tab-separated text and
/// HTML, or CSV with a header line. @return number of rows
int copyRows(const QTableView &view, bool asCsv);

/// A chooser of columns on the right button of the header; the columns of `fixed` always stay.
void addColumnChooser(QTableView &view, const QList<int> &fixed);

/// J and K move like Down and Up; typing letters does not search, because letters are commands.
void addRowKeys(QTableView &view);

/// Right button and Shift+F10 on a row: selects it and asks for its menu at a point of the screen.
void addRowMenu(QTableView &view, std::function<void(const QPoint &)> open);

} // namespace qd::console::tables
