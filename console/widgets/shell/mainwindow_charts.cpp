// SPDX-License-Identifier: GPL-3.0-or-later
// What MainWindow passes on to the charts of its page.
#include "console/widgets/pages/page.h"
#include "console/widgets/shell/mainwindow.h"
#include "console/widgets/shell/workspace.h"

namespace qd::console {

void MainWindow::maximizeChart()
{
    if (Page *page = m_workspace->currentPage()) {
        page->maximizeChart();
    }
}

void MainWindow::togglePeriodBefore()
{
    if (Page *page = m_workspace->currentPage()) {
        page->togglePeriodBefore();
    }
}

} // namespace qd::console
