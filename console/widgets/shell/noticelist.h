// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/shellpresenter.h"
#include "console/widgets/controls/themedwidget.h"

class QTableView;

namespace qd::console {

class CellTableModel;
class Label;
class StateView;
class TableDelegate;

/// The content of the notifications popover: everything that was a toast, newest first.
class NoticeList final : public ThemedWidget
{
    Q_OBJECT

public:
    NoticeList(ThemeController &themes, ShellPresenter &shell, QWidget *parent = nullptr);
    ~NoticeList() override;

    void open();

    /// Fixed: a popover takes the size of its content.
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }

protected:
    void retranslate() override;

private:
    void update();

    ShellPresenter &m_shell;
    CellTableModel *m_model;
    Label *m_heading;
    QTableView *m_table;
    TableDelegate *m_delegate;
    StateView *m_state;
};

} // namespace qd::console
