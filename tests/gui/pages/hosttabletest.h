// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/console/consolewindow.h"

#include <QTableView>

namespace qd::test {

/// What the tests of the host table share.
[[nodiscard]] inline QTableView *hostTable(const ConsoleWindow &c)
{
    return c.find<QTableView>(QStringLiteral("hostTable"));
}

/// Goes to the host table of the place of the moment, with a key.
inline void openHostTable(const ConsoleWindow &c)
{
    c.key(Qt::Key_2, Qt::ControlModifier);
    QTRY_VERIFY(c.find(QStringLiteral("hostTablePage"))->isVisible());
}

} // namespace qd::test
