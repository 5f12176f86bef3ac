// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/delegates/objecttable.h"
#include "console/widgets/delegates/tableheader.h"
#include "console/widgets/pages/filterbar.h"
#include "console/widgets/pages/heatmap.h"
#include "console/widgets/pages/hosttablepage.h"
#include "console/widgets/pages/tabletools.h"
#include "console/widgets/pages/viewbar.h"
#include "console/widgets/controls/button.h"

#include <QDir>
#include <QFileDialog>
#include <QStandardPaths>

// How the host table is set up: its state, its saved views, its filters, and the file that it is written to.
namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kWidths{104, 178, 108, 84, 126, 94, 94, 94, 94, 60, 118, 90, 104};
static_assert(kWidths.size() == HostTableModel::kColumns);

} // namespace

double HostTablePage::scale() const
{
    return theme().px(1000) / 1000.0;
}

HostTableState HostTablePage::defaultState()
{
    HostTableState state;
    for (int column = 0; column < HostTableModel::kColumns; ++column) {
        state.columns.append({column, kWidths[static_cast<std::size_t>(column)], false});
    }
    state.sorts = {{HostTableModel::State, Qt::AscendingOrder}};
    return state;
}

HostTableState HostTablePage::state() const
{
    HostTableState state;
    for (int visual = 0; visual < HostTableModel::kColumns; ++visual) {
        const int column = m_header->logicalIndex(visual);
        const bool isHidden = m_table->isColumnHidden(column);
        // The last column takes what is left over; that is not its width.
        const bool isStretched = column == shownColumns().back();
        const int width = isHidden || isStretched ? kWidths[static_cast<std::size_t>(column)]
                                                  : qRound(m_table->columnWidth(column) / scale());
        state.columns.append({column, width, isHidden});
    }
    state.sorts = m_presenter.model()->sorts();
    state.filters = m_filter->filters();
    return state;
}

void HostTablePage::setState(const HostTableState &state)
{
    QList<HostTableState::Column> columns = state.columns;
    for (const HostTableState::Column &known : defaultState().columns) {
        const bool isNamed = std::ranges::any_of(
            columns, [&](const HostTableState::Column &column) { return column.column == known.column; });
        if (!isNamed) {
            columns.append(known);
        }
    }
    for (int visual = 0; visual < columns.size(); ++visual) {
        const HostTableState::Column &column = columns[visual];
        const bool isFixed = column.column == HostTableModel::State || column.column == HostTableModel::Name;
        m_header->moveSection(m_header->visualIndex(column.column), visual);
        m_table->setColumnHidden(column.column, column.isHidden && !isFixed);
        const int width = column.width > 0 ? column.width : kWidths[static_cast<std::size_t>(column.column)];
        m_table->setColumnWidth(column.column, qRound(width * scale()));
    }
    m_presenter.model()->setSorts(state.sorts);
    QList<TableHeader::SortKey> keys;
    for (const ColumnSort &sort : m_presenter.model()->sorts()) {
        keys.append({sort.column, sort.order});
    }
    m_header->setSortKeys(keys);
    m_filter->setFilters(state.filters);
    m_presenter.model()->setFilters(state.filters);
    updateShownView();
    updateState();
}

QByteArray HostTablePage::saveState() const
{
    HostTableState kept = state();
    kept.filters = {}; // a filter from yesterday hides what is wrong today
    return kept.toJson();
}

void HostTablePage::restoreState(const QByteArray &json)
{
    const HostTableState kept = HostTableState::fromJson(json);
    if (!kept.columns.isEmpty()) {
        setState(kept);
    }
}

QList<int> HostTablePage::shownColumns() const
{
    QList<int> shown;
    for (int visual = 0; visual < HostTableModel::kColumns; ++visual) {
        const int column = m_header->logicalIndex(visual);
        if (!m_table->isColumnHidden(column)) {
            shown.append(column);
        }
    }
    return shown;
}

void HostTablePage::updateShownView()
{
    const HostTableState now = state();
    if (now.showsTheSame(defaultState())) {
        m_views->setShown(QString());
        return;
    }
    const QString opened = m_views->opened();
    QStringList names = m_presenter.views().names();
    if (names.removeOne(opened)) {
        names.prepend(opened); // of two equal ones, the one that was asked for
    }
    for (const QString &name : std::as_const(names)) {
        if (m_presenter.views().find(name)->showsTheSame(now)) {
            m_views->setShown(name);
            return;
        }
    }
    m_views->setShown(std::nullopt);
}

void HostTablePage::openView(const QString &name)
{
    const std::optional<HostTableState> saved = m_presenter.views().find(name);
    m_views->setOpened(saved ? name : QString());
    setState(saved.value_or(defaultState()));
}

void HostTablePage::saveView(const QString &name, bool isRenaming)
{
    if (isRenaming) {
        m_presenter.views().rename(m_views->opened(), name);
    } else {
        m_presenter.views().save(name, state());
    }
    m_views->setOpened(name);
    updateShownView();
}

void HostTablePage::removeView(const QString &name)
{
    const auto removed = m_presenter.views().remove(name);
    if (!removed) {
        return;
    }
    if (m_views->opened() == name) {
        m_views->setOpened({});
    }
    updateShownView();
    m_context.tell({Severity::Info, tr("The view %1 is deleted").arg(name), {}, [this, removed = *removed] {
                        m_presenter.views().restore(removed);
                        updateShownView();
                    }});
}

std::optional<HostFilter> HostTablePage::cellFilter(bool isExcluded) const
{
    return isHeatMap() ? std::nullopt : m_presenter.model()->filterOf(m_table->currentIndex(), isExcluded);
}

void HostTablePage::filterBy(const std::optional<HostFilter> &filter)
{
    if (filter) {
        m_filter->add(*filter);
    }
}

bool HostTablePage::canDo(TableAction action) const
{
    switch (action) {
    case TableAction::FilterByCell:
        return cellFilter(false).has_value();
    case TableAction::ExcludeCell:
        return cellFilter(true).has_value();
    case TableAction::ClearFilters:
        return !m_filter->filters().isEmpty();
    case TableAction::ChooseColumns:
    case TableAction::SortByColumn:
        return !isHeatMap();
    case TableAction::SaveView:
        return true;
    case TableAction::UpdateView:
    case TableAction::RenameView:
    case TableAction::DeleteView:
        return !m_views->opened().isEmpty();
    case TableAction::Export:
        return m_presenter.model()->rowCount() > 0;
    }
    return false;
}

void HostTablePage::doToTable(TableAction action)
{
    switch (action) {
    case TableAction::FilterByCell:
    case TableAction::ExcludeCell:
        filterBy(cellFilter(action == TableAction::ExcludeCell));
        break;
    case TableAction::ClearFilters:
        m_filter->clear();
        break;
    case TableAction::ChooseColumns:
        Q_EMIT m_header->customContextMenuRequested(
            m_header->mapFromGlobal(m_columns->mapToGlobal(QPoint(0, m_columns->height()))));
        break;
    case TableAction::SortByColumn:
        tables::takeSortKeys(*m_table);
        break;
    case TableAction::SaveView:
        m_views->askForName(false);
        break;
    case TableAction::UpdateView:
        saveView(m_views->opened(), false);
        break;
    case TableAction::RenameView:
        m_views->askForName(true);
        break;
    case TableAction::DeleteView:
        removeView(m_views->opened());
        break;
    case TableAction::Export:
        chooseExportFile();
        break;
    }
}

void HostTablePage::chooseExportFile()
{
    auto *dialog = new QFileDialog(this, tr("Export all rows to a file"));
    dialog->setObjectName(u"exportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("CSV files (*.csv)"));
    dialog->setDefaultSuffix(u"csv"_s);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(u"hosts.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &HostTablePage::exportTo);
    dialog->open();
}

void HostTablePage::exportTo(const QString &file)
{
    QList<int> columns = shownColumns();
    columns.removeAll(HostTableModel::Trend); // a curve is no value
    QStringList headers;
    for (const int column : std::as_const(columns)) {
        const QString header =
            m_presenter.model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        headers.append(column == HostTableModel::Network ? tr("%1 bit/s", "a column").arg(header) : header);
    }
    m_presenter.exportRows(file, columns, headers);
    updateState();
}

void HostTablePage::onExported(const QString &file, int rows, int withoutValues)
{
    QString detail = QDir::toNativeSeparators(file);
    if (withoutValues > 0) {
        detail += u" · "_s
            + tr("without the values of %n host(s), which the server did not give", nullptr, withoutValues);
    }
    m_context.tell({withoutValues > 0 ? Severity::Warning : Severity::Info,
        tr("%n row(s) written", nullptr, rows), detail, {}});
    updateState();
}

} // namespace qd::console
