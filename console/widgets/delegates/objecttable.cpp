// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/delegates/objecttable.h"

#include "console/widgets/delegates/tableheader.h"

#include <QAbstractItemDelegate>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

namespace qd::console {

ObjectTable::ObjectTable(QWidget *parent)
    : QTableView(parent)
{
}

const TableHeader *ObjectTable::tableHeader() const
{
    return qobject_cast<const TableHeader *>(horizontalHeader());
}

void ObjectTable::setFrozenCount(int count)
{
    if (auto *header = qobject_cast<TableHeader *>(horizontalHeader())) {
        header->setFrozenCount(count);
    }
    viewport()->update();
}

QModelIndex ObjectTable::indexAt(const QPoint &position) const
{
    if (const TableHeader *header = tableHeader()) {
        for (const TableHeader::Frozen &column : header->frozen()) {
            if (position.x() >= column.left && position.x() < column.left + column.width) {
                const int row = rowAt(position.y());
                return row < 0 ? QModelIndex() : model()->index(row, column.column);
            }
        }
    }
    return QTableView::indexAt(position);
}

QRect ObjectTable::visualRect(const QModelIndex &index) const
{
    const QRect area = QTableView::visualRect(index);
    if (const TableHeader *header = tableHeader(); header != nullptr && area.isValid()) {
        for (const TableHeader::Frozen &column : header->frozen()) {
            if (column.column == index.column()) {
                return {column.left, area.top(), column.width, area.height()};
            }
        }
    }
    return area;
}

void ObjectTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const TableHeader *header = tableHeader();
    const int before = horizontalScrollBar()->value();
    QTableView::scrollTo(index, hint);
    if (header == nullptr || before == 0) {
        return;
    }
    // Walking down a table that was scrolled sideways keeps it there; only a column out of sight moves it.
    if (header->visualIndex(index.column()) == 0) {
        horizontalScrollBar()->setValue(before);
    } else if (const int hidden = header->frozenWidth() - QTableView::visualRect(index).left(); hidden > 0) {
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - hidden);
    }
}

void ObjectTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    const TableHeader *header = tableHeader();
    const QList<TableHeader::Frozen> columns =
        header == nullptr ? QList<TableHeader::Frozen>() : header->frozen();
    if (columns.isEmpty() || event->rect().left() > header->frozenWidth()) {
        return;
    }
    QPainter painter(viewport());
    painter.setClipRegion(event->region());
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    painter.fillRect(0, 0, header->frozenWidth(), viewport()->height(), palette().color(QPalette::Base));
    const int first = std::max(0, rowAt(event->rect().top()));
    const int end =
        rowAt(event->rect().bottom()) < 0 ? model()->rowCount() : rowAt(event->rect().bottom()) + 1;
    for (int row = first; row < end; ++row) {
        for (const TableHeader::Frozen &column : columns) {
            const QModelIndex index = model()->index(row, column.column);
            option.rect = QRect(column.left, rowViewportPosition(row), column.width, rowHeight(row));
            option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
            itemDelegateForIndex(index)->paint(&painter, option, index);
        }
    }
    painter.fillRect(header->frozenWidth() - 1, 0, 1, viewport()->height(), palette().color(QPalette::Mid));
}

void ObjectTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dx != 0) {
        // Scrolling moved the painted columns along with the others.
        viewport()->update();
        horizontalHeader()->viewport()->update();
    }
}

void ObjectTable::mousePressEvent(QMouseEvent *event)
{
    m_isPicking = event->button() == Qt::LeftButton && event->modifiers() == Qt::AltModifier;
    if (!m_isPicking) {
        QTableView::mousePressEvent(event);
    } else if (const QModelIndex index = indexAt(event->pos()); index.isValid()) {
        Q_EMIT cellPicked(index);
    }
}

void ObjectTable::mouseReleaseEvent(QMouseEvent *event)
{
    if (!std::exchange(m_isPicking, false)) {
        QTableView::mouseReleaseEvent(event);
    }
}

} // namespace qd::console
