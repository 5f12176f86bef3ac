// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hosttablemodel.h"
#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// One square per row of the host table, coloured by a metric on a single-hue ramp; problems carry their
/// glyph. Arrow keys move, Enter opens.
class HeatMap final : public ThemedWidget
{
    Q_OBJECT

public:
    HeatMap(ThemeController &themes, HostTableModel &model, QWidget *parent = nullptr);

    void setMetric(HostTableModel::Metric metric);
    [[nodiscard]] int current() const { return m_current; }
    /// "checkout-api-0003, Offline, 61.3 %": what the tool tip and a screen reader say of a row.
    [[nodiscard]] QString spoken(int row) const;

    /// Row under a point, -1 if none.
    [[nodiscard]] int rowAt(const QPoint &position) const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void activated(int row);
    /// The menu of the current square, at a point of the screen.
    void menuRequested(const QPoint &at);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void retranslate() override;
    bool event(QEvent *event) override;

private:
    void relayout();
    [[nodiscard]] int columns() const;
    [[nodiscard]] int cellSize() const;
    void fitCells();
    void paintValue(QPainter &painter, int row, const QRect &cell, double share) const;
    [[nodiscard]] QRect cellOf(int row) const;
    [[nodiscard]] double shareOf(int row) const;
    [[nodiscard]] QString valueText(int row) const;
    /// The value at the dark and at the bright end of the ramp.
    [[nodiscard]] QString endText(bool isFull) const;
    void paintLegend(QPainter &painter) const;
    void setCurrent(int row);
    [[nodiscard]] int rowsPerPage() const;

    HostTableModel &m_model;
    HostTableModel::Metric m_metric = HostTableModel::Metric::Cpu;
    int m_current = 0;
    int m_cell = 28; ///< edge in pixels
};

} // namespace qd::console
