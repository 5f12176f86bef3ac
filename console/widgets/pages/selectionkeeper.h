// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <QObject>

#include <vector>

class QTableView;

namespace qd::console {

class HostTableModel;

/// What is selected in the host table stays selected, by host, when filters or new hosts rebuild its rows; so
/// does the place to which it was scrolled. Lives as a child of the table.
class SelectionKeeper final : public QObject
{
    Q_OBJECT

public:
    /// Call after the view got its model: a view forgets its selection first.
    SelectionKeeper(QTableView &view, HostTableModel &model);

private:
    void remember();
    void restore();

    QTableView &m_view;
    HostTableModel &m_model;
    std::vector<HostId> m_selected;
    HostId m_current;
    int m_column = 0;
    int m_scroll = 0;
};

} // namespace qd::console
