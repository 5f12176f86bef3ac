// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

/// Children in equal columns, as many as fit, the children of a row of one height; hidden ones take no room.
/// Grows with its rows, so it lives in a scroll area. Owns the children.
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

protected:
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;
    void place();
    /// What a row needs beyond the common height, in pixels at 100 %.
    [[nodiscard]] virtual int extraHeight(int row) const
    {
        Q_UNUSED(row)
        return 0;
    }

private:
    QList<QWidget *> m_children;
    int m_minColumn;
    int m_rowHeight;
    int m_maxColumns;
    int m_columns = 1;
};

} // namespace qd::console
