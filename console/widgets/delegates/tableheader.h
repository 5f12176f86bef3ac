// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/themecontroller.h"

#include <QHeaderView>
#include <QList>

namespace qd::console {

/// The header of tables: muted words, a sort chevron, a line below. Shift+click on a column makes it the
/// second sort key, numbered beside its chevron. The first columns stay in place while the others scroll away
/// below them.
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

    [[nodiscard]] QSize sizeHint() const override;

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
    [[nodiscard]] QSize sectionSizeFromContents(int section) const override;

private:
    void sortBy(int section, bool isSecond);
    void onIndicatorChanged(int section, Qt::SortOrder order);
    /// -1: no frozen column is there.
    [[nodiscard]] int frozenAt(const QPoint &position) const;
    [[nodiscard]] int sortPlace(int section) const; ///< 0 or 1; -1: not sorted by it

    ThemeController &m_themes;
    QList<SortKey> m_keys;
    int m_frozen = 0;
    int m_pressed = -1; ///< section of a press that this class answers itself
    bool m_isSetting = false;
};

} // namespace qd::console
