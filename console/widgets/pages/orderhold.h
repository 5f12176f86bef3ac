// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

class QTableView;

namespace qd::console {

/// Nothing jumps under the pointer: tells when the pointer comes over the rows of a table and when it leaves.
/// Lives as a child of the table.
class OrderHold final : public QObject
{
    Q_OBJECT

public:
    /// @param hold  called with true when the order is to be held, with false when it may catch up
    OrderHold(QTableView &view, std::function<void(bool)> hold);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<void(bool)> m_hold;
};

/// "3 new · press N to sort in"; empty while nothing waits.
[[nodiscard]] QString waitingOrder(bool isWaiting, int newRows);

} // namespace qd::console
