// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

namespace qd::console {

class TableHeader;

/// A table whose first columns stay in place while the others scroll sideways: they are painted over what
/// scrolls, and answer for the pointer there. Alt+click picks a cell instead of a row. Works with the header
/// that TableDelegate::prepare() gives it.
class ObjectTable final : public QTableView
{
    Q_OBJECT

public:
    explicit ObjectTable(QWidget *parent = nullptr);

    /// How many of the shown columns, from the left, stay; call after TableDelegate::prepare().
    void setFrozenCount(int count);

    [[nodiscard]] QModelIndex indexAt(const QPoint &position) const override;
    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    /// Alt+click on a cell.
    void cellPicked(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] const TableHeader *tableHeader() const;
    bool m_isPicking = false;
};

} // namespace qd::console
