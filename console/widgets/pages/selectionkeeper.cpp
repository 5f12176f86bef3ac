// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/selectionkeeper.h"

#include "console/models/hosttablemodel.h"

#include <QItemSelectionModel>
#include <QScrollBar>
#include <QTableView>

#include <algorithm>

namespace qd::console {

SelectionKeeper::SelectionKeeper(QTableView &view, HostTableModel &model)
    : QObject(&view)
    , m_view(view)
    , m_model(model)
{
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &SelectionKeeper::remember);
    connect(&model, &QAbstractItemModel::modelReset, this, &SelectionKeeper::restore);
}

void SelectionKeeper::remember()
{
    m_selected.clear();
    for (const QItemSelectionRange &range : m_view.selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            m_selected.push_back(m_model.hostAt(row));
        }
    }
    m_current = m_model.hostAt(m_view.currentIndex().row());
    m_column = std::max(0, m_view.currentIndex().column());
    m_scroll = m_view.verticalScrollBar()->value();
}

void SelectionKeeper::restore()
{
    std::vector<int> rows;
    for (const HostId host : m_selected) {
        if (const int row = m_model.rowOf(host); row >= 0) {
            rows.push_back(row);
        }
    }
    std::ranges::sort(rows);
    QItemSelection selection;
    for (std::size_t first = 0; first < rows.size();) {
        std::size_t last = first;
        while (last + 1 < rows.size() && rows[last + 1] <= rows[last] + 1) {
            ++last;
        }
        selection.select(m_model.index(rows[first], 0), m_model.index(rows[last], m_model.columnCount() - 1));
        first = last + 1;
    }
    QItemSelectionModel &selected = *m_view.selectionModel();
    if (const int row = m_model.rowOf(m_current); row >= 0) {
        selected.setCurrentIndex(m_model.index(row, m_column), QItemSelectionModel::NoUpdate);
    }
    selected.select(selection, QItemSelectionModel::ClearAndSelect);
    m_view.verticalScrollBar()->setValue(m_scroll);
}

} // namespace qd::console
