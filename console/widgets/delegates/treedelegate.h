// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/cells.h"
#include "console/format/formatter.h"
#include "console/theme/themecontroller.h"

#include <QStyledItemDelegate>

class QTreeView;

namespace qd::console {

/// Paints rows of the product tree from TreeCell under kTreeCellRole: guide lines, chevron, type icon or
/// severity glyph, name elided in the middle, problem pill, host count. The view draws no branches of its
/// own; call prepare() on it once. Clicks on the chevron fold and unfold.
class TreeDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    TreeDelegate(ThemeController &themes, const Formatter &formatter, QObject *parent = nullptr);

    /// Sets up a view: uniform rows, no root decoration, this delegate, tokens for its palette.
    void prepare(QTreeView &view);
    void setFormatter(const Formatter &formatter) { m_formatter = formatter; }

    /// Where things are in a row; pure, so that tests and hit tests agree with the painter.
    struct Layout
    {
        QRectF selection;
        QRectF chevron;
        QRectF icon;
        QRectF name;
        QRectF pill; ///< empty without problems
        QRectF hosts; ///< empty without hosts
    };
    [[nodiscard]] Layout layout(const QRect &row, int depth, const TreeCell &cell) const;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;

private:
    /// "2 critical, 3 warning, 1 unknown"; empty without problems.
    [[nodiscard]] QString problemWords(const TreeCell &cell) const;

    ThemeController &m_themes;
    Formatter m_formatter;
};

} // namespace qd::console
