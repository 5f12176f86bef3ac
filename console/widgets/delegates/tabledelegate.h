// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"
#include "console/format/formatter.h"
#include "console/theme/themecontroller.h"

#include <QStyledItemDelegate>

#include <functional>

class QTableView;

namespace qd::console {

/// Paints table cells from the cell structs under kCellRole; a cell without one shows its DisplayRole as
/// text.
class TableDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// @param now  the wall clock for ages; called while painting, so it must be cheap
    TableDelegate(ThemeController &themes, const Formatter &formatter, std::function<TimeMs()> now,
        QObject *parent = nullptr);

    /// Sets up a view: header, row height, no grid, this delegate, row selection, tokens for its palette.
    void prepare(QTableView &view);
    void setFormatter(const Formatter &formatter) { m_formatter = formatter; }
    /// Row under the pointer; -1: none. prepare() keeps it up to date for its view.
    void setHoverRow(int row) { m_hoverRow = row; }

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

Q_SIGNALS:
    /// A link was clicked.
    void linkActivated(const QModelIndex &index);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Row;
    void paintCell(QPainter &painter, const Row &row, const QVariant &cell) const;
    void paintName(QPainter &painter, const Row &row, const NameCell &cell) const;
    void paintNumber(QPainter &painter, const Row &row, const NumberCell &cell) const;
    void paintBar(QPainter &painter, const Row &row, const BarCell &cell) const;
    void paintChips(QPainter &painter, const Row &row, const ChipsCell &cell) const;
    /// The room that a cell needs to be read whole, without padding.
    [[nodiscard]] double widthOf(const QModelIndex &index) const;
    [[nodiscard]] QString barText(const BarCell &cell) const;
    void paintText(
        QPainter &painter, const Row &row, const QString &text, const QColor &color, bool strong) const;

    ThemeController &m_themes;
    Formatter m_formatter;
    std::function<TimeMs()> m_now;
    int m_hoverRow = -1;
};

} // namespace qd::console
