// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/themecontroller.h"

#include <QHeaderView>
#include <QList>

namespace qd::console {

/// The header of tables: muted words, a sort chevron, a line below. Shift+click on a column makes it the
/// second sort key, numbered beside its chevron. By keys: Tab leads here from the table, Left and Right
/// choose a column, Enter and Shift+Enter sort by it, Down leads back. The first columns stay in place while
/// the others scroll away below them; there they can be sorted and resized, but not moved: they are the ones
/// that stay.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    struct SortKey
    {
        int column = 0;
        Qt::SortOrder order = Qt::AscendingOrder;
        bool operator==(const SortKey &) const = default;
    };

    explicit TableHeader(ThemeController &themes, QWidget *parent = nullptr);

    /// Takes clicks and keys to sort by; without it the header only names the columns.
    void setSortable();
    /// At most two, the first one first; empty: no column.
    void setSortKeys(const QList<SortKey> &keys);
    [[nodiscard]] QList<SortKey> sortKeys() const;

    /// How many of the shown columns, from the left, stay in place.
    void setFrozenCount(int count);
    /// The frozen columns with their place in the viewport; empty while nothing is scrolled sideways.
    struct Frozen
    {
        int column = 0;
        int left = 0;
        int width = 0;
    };
    [[nodiscard]] QList<Frozen> frozen() const;
    [[nodiscard]] int frozenWidth() const;

    /// Takes the focus, on the column of the table's current cell.
    void takeKeys();
    /// The column that the keys sort by; -1 before the first focus.
    [[nodiscard]] int keyColumn() const { return m_keyColumn; }

    [[nodiscard]] QSize sizeHint() const override;
    void setModel(QAbstractItemModel *model) override;

Q_SIGNALS:
    /// A person chose another order.
    void sortKeysChanged(const QList<qd::console::TableHeader::SortKey> &keys);

protected:
    void paintSection(QPainter *painter, const QRect &area, int section) const override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool event(QEvent *event) override;
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

private:
    void sortBy(int section, bool isSecond);
    void onIndicatorChanged(int section, Qt::SortOrder order);
    /// -1: no frozen column is there.
    [[nodiscard]] int frozenAt(const QPoint &position) const;
    /// The frozen column whose right edge is there and can be dragged; -1: none.
    [[nodiscard]] int frozenEdgeAt(const QPoint &position) const;
    /// -1, as from shownFrom(), changes nothing.
    void setKeyColumn(int section);
    /// The first shown column from a place on, to the right (step 1) or the left (-1); -1: there is none.
    [[nodiscard]] int shownFrom(int visual, int step) const;
    void describe();
    [[nodiscard]] int sortPlace(int section) const; ///< 0 or 1; -1: not sorted by it

    ThemeController &m_themes;
    QList<SortKey> m_keys;
    int m_frozen = 0;
    int m_pressed = -1; ///< section of a press that this class answers itself
    int m_resized = -1; ///< frozen section whose edge is dragged
    int m_grab = 0; ///< from its edge to the pointer
    int m_keyColumn = -1;
    bool m_isSetting = false;
};

} // namespace qd::console
