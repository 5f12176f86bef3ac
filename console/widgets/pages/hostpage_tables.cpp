// SPDX-License-Identifier: GPL-3.0-or-later
// Tables and lists of HostPage: filesystems, processes, facts, events.
#include "console/widgets/delegates/tabledelegate.h"
#include "console/widgets/pages/factlist.h"
#include "console/widgets/pages/hostpage.h"
#include "console/widgets/pages/orderhold.h"
#include "console/widgets/pages/pagelayout.h"
#include "console/widgets/pages/pathstrip.h"
#include "console/widgets/pages/tabletools.h"
#include "console/widgets/pages/words.h"
#include "console/widgets/controls/card.h"

#include <QDataStream>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIODevice>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kProcessRows = 9;
constexpr int kLeastRows = 2;
constexpr int kMaxEvents = 12;

} // namespace

QTableView *HostPage::makeTable(CellTableModel &model, const QString &name)
{
    auto *table = new QTableView;
    table->setObjectName(name);
    table->setModel(&model);
    m_delegate->prepare(*table);
    tables::addSorting(*table, model, [this] { updateTables(); });
    table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->horizontalHeader()->setStretchLastSection(false); // the room belongs to the name
    tables::addRowKeys(*table);
    tables::addColumnChooser(*table, {0});
    return table;
}

void HostPage::buildTables(QLayout *column, QWidget *content)
{
    ThemeController &themes = m_context.themes;
    auto *row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    m_filesystems = makeTable(*m_presenter.filesystems(), u"filesystemTable"_s);
    m_filesystems->horizontalHeader()->setSectionResizeMode(FilesystemModel::Mount, QHeaderView::Stretch);
    new OrderHold(*m_filesystems, [this](bool isHeld) { m_presenter.filesystems()->setOrderHeld(isHeld); });
    connect(m_presenter.filesystems(), &CellTableModel::orderWaitingChanged, this, &HostPage::updateTables);
    m_filesystemCard = new Card(themes, {}, m_filesystems, SkeletonShape::Table, content);
    m_processes = makeTable(*m_presenter.processes(), u"processTable"_s);
    m_processes->horizontalHeader()->setSectionResizeMode(ProcessModel::Command, QHeaderView::Stretch);
    m_processes->viewport()->installEventFilter(this);
    m_processCard = new Card(themes, {}, m_processes, SkeletonShape::Table, content);
    m_processCard->setObjectName(u"processCard"_s);
    m_facts = new FactList(themes);
    m_factCard = new Card(themes, {}, m_facts, SkeletonShape::Text, content);
    m_events = new FactList(themes);
    m_events->setObjectName(u"eventList"_s);
    m_eventCard = new Card(themes, {}, m_events, SkeletonShape::Text, content);
    m_factCard->setObjectName(u"factCard"_s);
    // What stays short beside what stays long, so that neither leaves a hole.
    const auto stack = [&](Card *upper, Card *lower, int share) {
        auto *part = new QVBoxLayout;
        part->setSpacing(theme().px(12));
        part->addWidget(upper);
        part->addWidget(lower, 1);
        row->addLayout(part, share);
    };
    stack(m_filesystemCard, m_factCard, 5);
    stack(m_processCard, m_eventCard, 6);
    static_cast<QBoxLayout *>(column)->addLayout(row);
    for (Card *card : {m_filesystemCard, m_processCard, m_factCard, m_eventCard}) {
        card->setMenuVisible(false);
    }
    connect(m_factCard, &Card::actionTriggered, this, [this] { m_presenter.refresh(); });
    fitColumns();
}

void HostPage::fitTables()
{
    const int chrome = theme().px(40) + m_processes->horizontalHeader()->sizeHint().height() + theme().px(10);
    const int filesystems = std::clamp(m_presenter.filesystems()->rowCount(), kLeastRows, kProcessRows);
    m_pathCard->setFixedHeight(theme().px(40) + m_path->sizeHint().height() + theme().px(10));
    m_processCard->setFixedHeight(chrome + kProcessRows * theme().rowHeight());
    m_filesystemCard->setFixedHeight(chrome + filesystems * theme().rowHeight());
    for (const auto &[card, list] : {std::pair(m_factCard, m_facts), std::pair(m_eventCard, m_events)}) {
        card->setMinimumHeight(theme().px(44) + std::max(theme().px(60), list->sizeHint().height()));
    }
}

void HostPage::fitColumns()
{
    // Room for the word and the mark of the order.
    const QList<int> filesystemWidths{0, 66, 84, 86, 88, 104};
    for (int column = 1; column < filesystemWidths.size(); ++column) {
        m_filesystems->setColumnWidth(column, theme().px(filesystemWidths[column]));
    }
    const QList<int> processWidths{64, 76, 0, 78, 86, 84, 66};
    for (int column = 0; column < processWidths.size(); ++column) {
        if (column != ProcessModel::Command) {
            m_processes->setColumnWidth(column, theme().px(processWidths[column]));
        }
    }
    m_scale = theme().px(1000) / 1000.0;
}

QTableView &HostPage::focusedTable() const
{
    const bool isInFilesystems = m_filesystems->hasFocus() || m_filesystems->horizontalHeader()->hasFocus();
    return isInFilesystems ? *m_filesystems : *m_processes;
}

bool HostPage::canDo(TableAction action) const
{
    return action == TableAction::SortByColumn && focusedTable().isVisible();
}

void HostPage::doToTable(TableAction)
{
    tables::takeSortKeys(focusedTable());
}

QByteArray HostPage::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << tables::columnState(*m_filesystems) << tables::columnState(*m_processes);
    return state;
}

void HostPage::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    QByteArray filesystems;
    QByteArray processes;
    in >> filesystems >> processes;
    tables::restoreColumns(*m_filesystems, *m_presenter.filesystems(), filesystems);
    tables::restoreColumns(*m_processes, *m_presenter.processes(), processes);
}

void HostPage::setEvents()
{
    QList<FactList::Fact> events;
    for (const HostEvent &event : m_presenter.details()->events) {
        if (events.size() >= kMaxEvents) {
            break;
        }
        events.append({m_formatter.timestamp(event.time, m_presenter.now()),
            QString::fromStdString(event.source) + u" · "_s + QString::fromStdString(event.message)});
    }
    m_events->setFacts(events);
}

void HostPage::updateTables()
{
    const TimeMs now = m_presenter.now();
    showTableState(*m_filesystemCard,
        words::viewState(m_presenter.filesystemsView(), m_presenter.isFresh(), freshUntil(), now, m_formatter,
            tr("This host reports no filesystem.")),
        waitingOrder(isOrderWaiting(), m_presenter.filesystems()->newRows()));
    showTableState(*m_processCard,
        words::viewState(m_presenter.processesView(), m_presenter.isFresh(), freshUntil(), now, m_formatter,
            tr("The agent sent no processes.")),
        !m_presenter.isFresh()                 ? QString()
            : m_presenter.areProcessesPaused() ? tr("paused while the pointer is here")
                                               : tr("live, every second"));
}

} // namespace qd::console
