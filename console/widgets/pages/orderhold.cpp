// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/orderhold.h"

#include <QCoreApplication>
#include <QEvent>
#include <QTableView>

namespace qd::console {

OrderHold::OrderHold(QTableView &view, std::function<void(bool)> hold)
    : QObject(&view)
    , m_hold(std::move(hold))
{
    view.viewport()->installEventFilter(this);
}

bool OrderHold::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Enter:
        m_hold(true);
        break;
    case QEvent::Leave:
    case QEvent::Hide: // another page: no Leave comes for what is not there any more
        m_hold(false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

QString waitingOrder(bool isWaiting, int newRows)
{
    if (!isWaiting) {
        return {};
    }
    return newRows > 0
        ? QCoreApplication::translate(
            "qd::console::OrderHold", "%n new · press N to sort in", "rows of a table", newRows)
        : QCoreApplication::translate("qd::console::OrderHold", "another order waits · press N to sort in");
}

} // namespace qd::console
