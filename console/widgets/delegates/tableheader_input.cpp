// SPDX-License-Identifier: GPL-3.0-or-later
// TableHeader under the mouse and the keys.
#include "console/widgets/delegates/tableheader.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QStyle>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace qd::console {

namespace {

[[nodiscard]] bool takes(const QKeyEvent &event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeyboardModifiers(Qt::KeypadModifier);
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Down:
    case Qt::Key_Space:
        return modifiers == Qt::NoModifier;
    default:
        return false;
    }
}

} // namespace

int TableHeader::frozenAt(const QPoint &position) const
{
    for (const Frozen &column : frozen()) {
        if (position.x() >= column.left && position.x() < column.left + column.width) {
            return column.column;
        }
    }
    return -1;
}

int TableHeader::frozenEdgeAt(const QPoint &position) const
{
    const int grip = style()->pixelMetric(QStyle::PM_HeaderGripMargin, nullptr, this);
    for (const Frozen &column : frozen()) {
        if (std::abs(position.x() - column.left - column.width) <= grip
            && sectionResizeMode(column.column) == QHeaderView::Interactive) {
            return column.column;
        }
    }
    return -1;
}

void TableHeader::mousePressEvent(QMouseEvent *event)
{
    const bool isLeft = event->button() == Qt::LeftButton;
    if (const int edge = frozenEdgeAt(event->pos()); isLeft && edge >= 0) {
        m_resized = edge;
        m_grab = event->pos().x() - sectionSize(edge);
        return;
    }
    const int fixed = frozenAt(event->pos());
    const bool isSecond = event->modifiers() == Qt::ShiftModifier;
    if (isLeft && (fixed >= 0 || isSecond)) {
        m_pressed = fixed >= 0 ? fixed : logicalIndexAt(event->pos());
        return;
    }
    QHeaderView::mousePressEvent(event);
}

void TableHeader::mouseReleaseEvent(QMouseEvent *event)
{
    if (std::exchange(m_resized, -1) >= 0) {
        return;
    }
    if (m_pressed < 0) {
        QHeaderView::mouseReleaseEvent(event);
        return;
    }
    const int fixed = frozenAt(event->pos());
    const int released = fixed >= 0 ? fixed : logicalIndexAt(event->pos());
    const int pressed = std::exchange(m_pressed, -1);
    if (released == pressed && rect().contains(event->pos())) {
        sortBy(pressed, event->modifiers() == Qt::ShiftModifier);
    }
}

void TableHeader::mouseMoveEvent(QMouseEvent *event)
{
    if (m_resized >= 0) {
        resizeSection(m_resized, std::max(minimumSectionSize(), event->pos().x() - m_grab));
        return;
    }
    const bool isIdle = event->buttons() == Qt::NoButton;
    if (isIdle && frozenEdgeAt(event->pos()) >= 0) {
        setCursor(Qt::SplitHCursor);
        return;
    }
    // What lies below a frozen column can be neither seen nor dragged there.
    if (m_pressed >= 0 || (isIdle && frozenAt(event->pos()) >= 0)) {
        unsetCursor();
        return;
    }
    QHeaderView::mouseMoveEvent(event);
}

void TableHeader::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int edge = frozenEdgeAt(event->pos()); edge >= 0) {
        Q_EMIT sectionHandleDoubleClicked(edge);
    } else if (frozenAt(event->pos()) < 0) {
        QHeaderView::mouseDoubleClickEvent(event);
    }
}

void TableHeader::takeKeys()
{
    const auto *view = qobject_cast<const QTableView *>(parentWidget());
    const int column = view == nullptr ? -1 : view->currentIndex().column();
    if (column >= 0 && !isSectionHidden(column)) {
        m_keyColumn = column;
    }
    setFocus(Qt::ShortcutFocusReason);
}

int TableHeader::shownFrom(int visual, int step) const
{
    for (; visual >= 0 && visual < count(); visual += step) {
        if (!isSectionHidden(logicalIndex(visual))) {
            return logicalIndex(visual);
        }
    }
    return -1;
}

void TableHeader::setKeyColumn(int section)
{
    if (section < 0) {
        return;
    }
    m_keyColumn = section;
    describe();
    auto *view = qobject_cast<QTableView *>(parentWidget());
    if (view != nullptr && view->model()->rowCount() > 0) {
        const int rows = view->verticalScrollBar()->value();
        view->scrollTo(view->model()->index(std::max(0, view->rowAt(0)), section));
        view->verticalScrollBar()->setValue(rows); // sideways only
    }
    viewport()->update();
}

bool TableHeader::event(QEvent *event)
{
    // Enter and Space mean something else where no header has the keys.
    if (event->type() == QEvent::ShortcutOverride && takes(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QHeaderView::event(event);
}

void TableHeader::keyPressEvent(QKeyEvent *event)
{
    if (!takes(*event) || m_keyColumn < 0) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        setKeyColumn(shownFrom(visualIndex(m_keyColumn) - 1, -1));
        break;
    case Qt::Key_Right:
        setKeyColumn(shownFrom(visualIndex(m_keyColumn) + 1, 1));
        break;
    case Qt::Key_Home:
        setKeyColumn(shownFrom(0, 1));
        break;
    case Qt::Key_End:
        setKeyColumn(shownFrom(count() - 1, -1));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        sortBy(m_keyColumn, event->modifiers().testFlag(Qt::ShiftModifier));
        break;
    case Qt::Key_Down:
        parentWidget()->setFocus(Qt::OtherFocusReason);
        break;
    default:
        event->ignore();
        break;
    }
}

void TableHeader::focusInEvent(QFocusEvent *event)
{
    QHeaderView::focusInEvent(event);
    const bool isShown = m_keyColumn >= 0 && m_keyColumn < count() && !isSectionHidden(m_keyColumn);
    const bool isSorted = !m_keys.isEmpty() && !isSectionHidden(m_keys.front().column);
    setKeyColumn(isShown ? m_keyColumn : isSorted ? m_keys.front().column : shownFrom(0, 1));
}

void TableHeader::focusOutEvent(QFocusEvent *event)
{
    QHeaderView::focusOutEvent(event);
    viewport()->update();
}

void TableHeader::setModel(QAbstractItemModel *model)
{
    QHeaderView::setModel(model);
    if (model != nullptr) {
        connect(model, &QAbstractItemModel::headerDataChanged, this, &TableHeader::describe);
    }
}

void TableHeader::describe()
{
    const int section = m_keyColumn >= 0 ? m_keyColumn : m_keys.isEmpty() ? 0 : m_keys.front().column;
    if (model() == nullptr || section >= count()) {
        return;
    }
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const int place = sortPlace(section);
    setAccessibleName(place < 0                         ? tr("Column %1, not sorted").arg(name)
            : m_keys[place].order == Qt::AscendingOrder ? tr("Column %1, sorted, smallest first").arg(name)
                                                        : tr("Column %1, sorted, largest first").arg(name));
}

} // namespace qd::console
