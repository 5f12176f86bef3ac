// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// The legend of one chart: a line of swatch, name and value when it fits, else a table with last, min, mean
/// and max that can be sorted. Click shows only that series, Ctrl+click toggles it, hovering fades the
/// others.
class ChartLegend final : public ThemedWidget
{
    Q_OBJECT

public:
    static constexpr int kMaxRows = 5; ///< table rows before it scrolls by wheel and keys

    static constexpr int kLeastTableRows = 5; ///< the head and four series; with less room, lines say more
    static constexpr int kMaxLines = 3; ///< lines of entries before the table

    ChartLegend(ThemeController &themes, TimeChart &chart, QWidget *parent = nullptr);

    enum class Column { Name, Last, Min, Mean, Max };
    void sortBy(Column column);
    [[nodiscard]] bool isTable() const { return m_isTable; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Entry
    {
        int series = 0; ///< index in the chart's data
        QString name;
        geometry::Statistics statistics;
    };

    void rebuild();
    void choose(int series, bool toggle);
    [[nodiscard]] int seriesAt(QPointF position) const;
    [[nodiscard]] geometry::LegendLayout layoutFor(double width, int maxRows, int maxLines) const;
    void relayout();
    [[nodiscard]] QList<Column> columns(double width) const;
    [[nodiscard]] QRectF columnArea(Column column, const QRectF &row) const; ///< empty: no room for it
    void paintLine(QPainter &painter);
    void paintTable(QPainter &painter);
    void paintSwatch(QPainter &painter, int series, QPointF centreLeft) const;

    TimeChart &m_chart;
    QList<Entry> m_entries;
    geometry::LegendLayout m_layout;
    bool m_isTable = false;
    Column m_sort = Column::Max;
    bool m_isSorted = false;
    int m_focused = -1;
    int m_firstRow = 0;
};

} // namespace qd::console
