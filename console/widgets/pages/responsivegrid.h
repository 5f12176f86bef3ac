// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

/// Children in equal columns, as many as fit, all rows of one height; hidden ones take no room. Grows with
/// its rows, so it lives in a scroll area. Owns the children.
class ResponsiveGrid : public ThemedWidget
{
    Q_OBJECT

public:
    /// @param minColumn  narrowest column, @param rowHeight  both in pixels at 100 %
    ResponsiveGrid(
        ThemeController &themes, int minColumn, int rowHeight, int maxColumns, QWidget *parent = nullptr);

    void add(QWidget *child);
    [[nodiscard]] int columns() const { return m_columns; }
    void setMaxColumns(int columns);

Q_SIGNALS:
    void columnsChanged();

protected:
    /// Lays out the children that are not hidden.
    void place();
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;

private:
    QList<QWidget *> m_children;
    int m_minColumn;
    int m_rowHeight;
    int m_maxColumns;
    int m_columns = 1;
};

} // namespace qd::console
