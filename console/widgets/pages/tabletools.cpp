// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/tabletools.h"

#include "console/format/cells.h"
#include "console/format/csv.h"
#include "console/format/formatter.h"
#include "console/models/celltablemodel.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/delegates/tableheader.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QDataStream>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>
#include <QTableView>

#include <algorithm>
#include <cmath>

namespace qd::console::tables {

using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] QList<int> shownColumns(const QTableView &view)
{
    QList<int> columns;
    const QHeaderView *header = view.horizontalHeader();
    for (int visual = 0; visual < header->count(); ++visual) {
        const int column = header->logicalIndex(visual);
        if (!view.isColumnHidden(column)) {
            columns.append(column);
        }
    }
    return columns;
}

[[nodiscard]] QString plainNumber(const std::optional<double> &value)
{
    return value && std::isfinite(*value) ? QString::number(*value, 'g', 12) : QString();
}

class RowKeys final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::KeyPress) {
            return false;
        }
        auto *view = static_cast<QTableView *>(watched);
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool isPlain = (key->modifiers() & ~Qt::ShiftModifier) == Qt::NoModifier;
        if (isPlain && (key->key() == Qt::Key_J || key->key() == Qt::Key_K)) {
            const int step = key->key() == Qt::Key_J ? 1 : -1;
            const int row = std::clamp(view->currentIndex().row() + step, 0, view->model()->rowCount() - 1);
            const QModelIndex next = view->model()->index(row, std::max(0, view->currentIndex().column()));
            const bool isMany = view->selectionMode() == QAbstractItemView::ExtendedSelection;
            if (isMany && key->modifiers() == Qt::ShiftModifier) {
                view->selectionModel()->select(next, QItemSelectionModel::Select | QItemSelectionModel::Rows);
                view->selectionModel()->setCurrentIndex(next, QItemSelectionModel::NoUpdate);
            } else {
                view->setCurrentIndex(next);
            }
            return true;
        }
        if (isPlain && key->key() == Qt::Key_X && view->currentIndex().isValid()) {
            view->selectionModel()->select(
                view->currentIndex(), QItemSelectionModel::Toggle | QItemSelectionModel::Rows);
            return true;
        }
        // A printable key would otherwise start the view's own search.
        const bool isLetter = !key->text().isEmpty() && key->text().front().isPrint() && isPlain;
        if (isLetter && key->key() != Qt::Key_Space) {
            event->ignore();
            return true;
        }
        return false;
    }
};

} // namespace

QString plainText(const QModelIndex &index)
{
    const QVariant cell = index.data(kCellRole);
    const int type = cell.metaType().id();
    if (type == qMetaTypeId<SeverityCell>()) {
        const auto value = cell.value<SeverityCell>();
        return value.word.isEmpty() ? paint::severityWord(value.severity) : value.word;
    }
    if (type == qMetaTypeId<NumberCell>()) {
        return plainNumber(cell.value<NumberCell>().value);
    }
    if (type == qMetaTypeId<BarCell>()) {
        return plainNumber(cell.value<BarCell>().value);
    }
    if (type == qMetaTypeId<TimeCell>()) {
        const TimeMs time = cell.value<TimeCell>().time;
        return toUnixMs(time) == 0 ? QString() : Formatter().iso(time);
    }
    if (type == qMetaTypeId<DurationCell>()) {
        return QString::number(cell.value<DurationCell>().length.count() / 1000);
    }
    return index.data().toString();
}

int selectedRows(const QTableView &view)
{
    int rows = 0;
    for (const QItemSelectionRange &range : view.selectionModel()->selection()) {
        rows += range.height();
    }
    return rows;
}

int copyRows(const QTableView &view, bool asCsv)
{
    const QList<int> columns = shownColumns(view);
    QList<int> rows;
    for (const QModelIndex &index : view.selectionModel()->selectedRows()) {
        rows.append(index.row());
    }
    if (rows.isEmpty()) {
        for (int row = 0; row < view.model()->rowCount(); ++row) {
            rows.append(row);
        }
    }
    std::ranges::sort(rows);
    QStringList lines;
    QString html = u"<table>"_s;
    if (asCsv) {
        QStringList header;
        for (const int column : columns) {
            header.append(csvField(view.model()->headerData(column, Qt::Horizontal).toString()));
        }
        lines.append(header.join(u','));
    }
    for (const int row : std::as_const(rows)) {
        QStringList cells;
        html += "<tr>"_L1;
        for (const int column : columns) {
            const QString text = plainText(view.model()->index(row, column));
            cells.append(asCsv ? csvField(text) : text);
            html += "<td>"_L1 + text.toHtmlEscaped() + "</td>"_L1;
        }
        html += "</tr>"_L1;
        lines.append(cells.join(asCsv ? u',' : u'\t'));
    }
    auto *data = new QMimeData; // owned by the clipboard
    data->setText(lines.join(u'\n'));
    if (!asCsv) {
        data->setHtml(html + "</table>"_L1);
    }
    QGuiApplication::clipboard()->setMimeData(data);
    return static_cast<int>(rows.size());
}

void addColumnChooser(QTableView &view, const QList<int> &fixed, std::function<void()> reset)
{
    QHeaderView *header = view.horizontalHeader();
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(
        header, &QWidget::customContextMenuRequested, &view, [&view, header, fixed, reset](const QPoint &at) {
            auto *menu = new QMenu(&view);
            menu->setObjectName(u"columnMenu"_s);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            for (int column = 0; column < header->count(); ++column) {
                QAction *action =
                    menu->addAction(view.model()->headerData(column, Qt::Horizontal).toString());
                action->setCheckable(true);
                action->setChecked(!view.isColumnHidden(column));
                action->setEnabled(!fixed.contains(column));
                QObject::connect(action, &QAction::toggled, &view,
                    [&view, column](bool isShown) { view.setColumnHidden(column, !isShown); });
            }
            if (reset) {
                menu->addSeparator();
                menu->addAction(
                    QCoreApplication::translate("qd::console::tables", "Columns as they came"), &view, reset);
            }
            menu->popup(header->mapToGlobal(at));
        });
}

void addRowKeys(QTableView &view)
{
    view.installEventFilter(new RowKeys(&view));
}

namespace {

[[nodiscard]] TableHeader &headerOf(const QTableView &view)
{
    return static_cast<TableHeader &>(*view.horizontalHeader());
}

} // namespace

void addSorting(QTableView &view, CellTableModel &model, std::function<void()> changed)
{
    TableHeader &header = headerOf(view);
    header.setSortable();
    header.setSortIndicatorClearable(true);
    header.setSortKeys({});
    QObject::connect(&header, &TableHeader::sortKeysChanged, &model,
        [&model, changed = std::move(changed)](const QList<TableHeader::SortKey> &keys) {
            QList<ColumnSort> sorts;
            for (const TableHeader::SortKey &key : keys) {
                sorts.append({key.column, key.order});
            }
            model.setSorts(sorts);
            if (changed) {
                changed();
            }
        });
}

void takeSortKeys(const QTableView &view)
{
    headerOf(view).takeKeys();
}

void scaleColumns(QTableView &view, double factor)
{
    for (int column = 0; factor != 1.0 && column < view.model()->columnCount(); ++column) {
        if (!view.isColumnHidden(column)) {
            view.setColumnWidth(column, qRound(view.columnWidth(column) * factor));
        }
    }
}

QByteArray columnState(const QTableView &view)
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << view.horizontalHeader()->saveState();
    for (const TableHeader::SortKey &key : headerOf(view).sortKeys()) {
        out << key.column << static_cast<int>(key.order);
    }
    return state;
}

void restoreColumns(QTableView &view, CellTableModel &model, const QByteArray &state)
{
    QDataStream in(state);
    QByteArray columns;
    in >> columns;
    QList<TableHeader::SortKey> keys;
    QList<ColumnSort> sorts;
    while (!in.atEnd() && in.status() == QDataStream::Ok && sorts.size() < CellTableModel::kMaxSorts) {
        int column = -1;
        int order = 0;
        in >> column >> order;
        if (column >= 0 && column < model.columnCount()) {
            sorts.append({column, order == Qt::DescendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder});
            keys.append({column, sorts.back().order});
        }
    }
    if (!columns.isEmpty() && view.horizontalHeader()->restoreState(columns)) {
        headerOf(view).setSortKeys(keys);
        model.setSorts(sorts);
    }
}

void addRowMenu(QTableView &view, std::function<void(const QPoint &)> open)
{
    view.setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(&view, &QWidget::customContextMenuRequested, &view,
        [&view, open = std::move(open)](const QPoint &at) {
            const QModelIndex index = view.indexAt(at);
            if (index.isValid()) {
                // A row of several that are selected leaves them so; the cell is the one that is pointed at.
                const bool isSelected = view.selectionModel()->isRowSelected(index.row());
                view.selectionModel()->setCurrentIndex(index,
                    isSelected ? QItemSelectionModel::NoUpdate
                               : QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            }
            if (view.currentIndex().isValid()) {
                view.setFocus(Qt::OtherFocusReason);
                open(view.viewport()->mapToGlobal(at));
            }
        });
}

} // namespace qd::console::tables
