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
    const int gap = theme().space(Space::Medium);
    const int fitting = std::max(1, (width() + gap) / (theme().px(m_minColumn) + gap));
    int columns = std::min(fitting, m_maxColumns);
    while (columns > 1 && m_maxColumns % columns != 0) {
        --columns; // three above three, never five above one
    }
    m_columns = columns;
    QList<QWidget *> shown;
    std::ranges::copy_if(
        m_children, std::back_inserter(shown), [](const QWidget *child) { return !child->isHidden(); });
    const int count = static_cast<int>(shown.size());
    const double columnWidth = (width() - (columns - 1) * gap) / static_cast<double>(columns);
    int top = 0;
    for (int first = 0, row = 0; first < count; first += columns, ++row) {
        const int height = theme().px(m_rowHeight + extraHeight(row));
        for (int i = first; i < std::min(first + columns, count); ++i) {
            const int left = qRound((i - first) * (columnWidth + gap));
            const int right = qRound((i - first) * (columnWidth + gap) + columnWidth);
            shown[i]->setGeometry(left, top, right - left, height);
        }
        top += height + gap;
    }
    setFixedHeight(std::max(0, top - gap));
}

} // namespace qd::console
