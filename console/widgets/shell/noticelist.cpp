// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/noticelist.h"

#include "console/models/celltablemodel.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/delegates/tabledelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

NoticeList::NoticeList(ThemeController &themes, ShellPresenter &shell, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_shell(shell)
{
    setObjectName(u"noticeList"_s);
    m_model = new CellTableModel(3, this);
    m_table = new QTableView;
    m_table->setObjectName(u"noticeTable"_s);
    m_table->setModel(m_model);
    m_delegate = new TableDelegate(
        themes, Formatter(), [this] { return m_shell.now(); }, this);
    m_delegate->prepare(*m_table);
    m_table->horizontalHeader()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_table->setColumnWidth(0, theme().px(104));
    m_table->setColumnWidth(2, theme().px(110));
    m_state = new StateView(themes, m_table, SkeletonShape::Table, this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(6), theme().px(6), theme().px(6), theme().px(6));
    column->setSpacing(theme().px(4));
    m_heading = new Label(themes, {}, TextRole::Section, Token::Text, this);
    m_heading->setObjectName(u"noticeHeading"_s);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme().px(8), theme().px(6), theme().px(8), theme().px(4));
    head->addWidget(m_heading);
    column->addLayout(head);
    column->addWidget(m_state, 1);
    setFixedSize(theme().px(560), theme().px(340));
    connect(&shell, &ShellPresenter::noticesChanged, this, &NoticeList::update);
    retranslate();
}

NoticeList::~NoticeList() = default;

void NoticeList::open()
{
    update();
    m_table->setFocus(Qt::PopupFocusReason);
}

void NoticeList::update()
{
    std::vector<CellRow> rows;
    int number = 0;
    for (const Notice &notice : m_shell.notices()) {
        CellRow row;
        row.key = notice.id.isEmpty()
            ? QString::number(toUnixMs(notice.time)) + u'-' + QString::number(number)
            : notice.id;
        ++number;
        row.texts = {{}, notice.text, {}};
        row.cells = {QVariant::fromValue(SeverityCell{notice.severity, {}}),
            QVariant::fromValue(NameCell{notice.text, notice.detail, 0, false}),
            QVariant::fromValue(TimeCell{notice.time})};
        rows.push_back(std::move(row));
    }
    m_state->setState(
        rows.empty() ? ViewState::empty(tr("No notifications since the start.")) : ViewState::ready());
    m_model->setRows(std::move(rows));
}

void NoticeList::retranslate()
{
    m_delegate->setFormatter(Formatter());
    m_model->setHeaders({tr("Level", "severity"), tr("Message"), tr("When", "time of a message")});
    m_heading->setText(tr("Notifications"));
    m_table->setAccessibleName(tr("Notifications"));
    update();
}

} // namespace qd::console
