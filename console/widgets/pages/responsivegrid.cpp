// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/responsivegrid.h"

#include <QResizeEvent>

#include <algorithm>
#include <iterator>

namespace qd::console {

ResponsiveGrid::ResponsiveGrid(
    ThemeController &themes, int minColumn, int rowHeight, int maxColumns, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_minColumn(minColumn)
    , m_rowHeight(rowHeight)
    , m_maxColumns(maxColumns)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ResponsiveGrid::add(QWidget *child)
{
    child->setParent(this);
    m_children.append(child);
    child->show();
    place();
}

void ResponsiveGrid::setMaxColumns(int columns)
{
    if (columns != m_maxColumns) {
        m_maxColumns = columns;
        place();
    }
}

void ResponsiveGrid::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) {
        place();
    }
}

void ResponsiveGrid::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void ResponsiveGrid::place()
{
    const int gap = theme().space(Space::Medium) + theme().space(Space::Tight);
    const int fitting = std::max(1, (width() + gap) / (theme().px(m_minColumn) + gap));
    int columns = std::min(fitting, m_maxColumns);
    while (columns > 1 && m_maxColumns % columns != 0) {
        --columns; // three above three, never five above one
    }
    QList<QWidget *> shown;
    std::ranges::copy_if(
        m_children, std::back_inserter(shown), [](const QWidget *child) { return !child->isHidden(); });
    const int count = static_cast<int>(shown.size());
    const int rowHeight = theme().px(m_rowHeight);
    const int rows = (count + columns - 1) / columns;
    setFixedHeight(std::max(0, rows * (rowHeight + gap) - gap));
    const double columnWidth = (width() - (columns - 1) * gap) / static_cast<double>(columns);
    for (int i = 0; i < count; ++i) {
        const int column = i % columns;
        const int left = qRound(column * (columnWidth + gap));
        const int right = qRound(column * (columnWidth + gap) + columnWidth);
        shown[i]->setGeometry(left, (i / columns) * (rowHeight + gap), right - left, rowHeight);
    }
    if (columns != m_columns) {
        m_columns = columns;
        Q_EMIT columnsChanged();
    }
}

} // namespace qd::console
