// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/subject.h"
#include "console/presenters/tableaction.h"
#include "console/widgets/controls/themedwidget.h"

#include <QByteArray>

namespace qd::console {

/// One page of the shell. Created on first use; only the active one listens to the server.
class Page : public ThemedWidget
{
    Q_OBJECT

public:
    using ThemedWidget::ThemedWidget;

    virtual void activate() = 0;
    virtual void deactivate() = 0;
    /// Columns, sort and the like; an empty or foreign array restores nothing.
    [[nodiscard]] virtual QByteArray saveState() const { return {}; }
    virtual void restoreState(const QByteArray &state) { Q_UNUSED(state) }
    /// Moves the focus to the page's filter; false if it has none.
    virtual bool focusFilter() { return false; }
    /// Puts the selected rows, or all, on the clipboard. @return how many; 0 if there is no table
    virtual int copyRows(bool asCsv)
    {
        Q_UNUSED(asCsv)
        return 0;
    }
    /// What the row or tile that had the focus last stands for.
    [[nodiscard]] virtual Subject subject() const { return {}; }
    /// A table is held under the pointer although a newer order is known.
    [[nodiscard]] virtual bool isOrderWaiting() const { return false; }
    /// Brings that order in.
    virtual void sortIn() { }
    /// Shows the chart that the pointer or the focus is on over the whole page, or puts it back.
    virtual void maximizeChart() { }
    /// Draws the period before the shown one into every chart, or takes it away.
    virtual void togglePeriodBefore() { }
    /// The table of the page can do this at the moment.
    [[nodiscard]] virtual bool canDo(TableAction action) const
    {
        Q_UNUSED(action)
        return false;
    }
    /// Called only when it can.
    virtual void doToTable(TableAction action) { Q_UNUSED(action) }
    /// Sets the table up as the saved view with this name says.
    virtual void openView(const QString &name) { Q_UNUSED(name) }
    /// Asks the server for everything on the page again.
    virtual void refresh() { }
};

} // namespace qd::console
