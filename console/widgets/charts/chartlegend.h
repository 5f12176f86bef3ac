// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// The legend of one chart: a line of swatch, name and value when it fits, else a table with last, min, mean
/// and max that can be sorted. Click shows only that series, Ctrl+click toggles it, hovering fades the
/// others; a click on the swatch (key C) picks another colour.
class ChartLegend final : public ThemedWidget
{
    Q_OBJECT

public:
    static constexpr int kMaxRows = 6; ///< table rows with the head before it scrolls by wheel and keys
    static constexpr int kLeastRows = 3; ///< the head and two series; with less room, lines say more

    ChartLegend(ThemeController &themes, TimeChart &chart, QWidget *parent = nullptr);

    enum class Column { Name, Last, Min, Mean, Max };
    void sortBy(Column column);
    [[nodiscard]] bool isTable() const { return m_isTable; }
    /// Shows the colours of the palette beside a swatch.
    void pickColor(int series);
    /// True if one line is not enough and a table has room for all its columns.
    [[nodiscard]] bool wantsTable(int width) const;
    /// Height of the line, the table, or, where that is too narrow, of two lines.
    [[nodiscard]] int wantedHeight(int width) const;
    /// The most of `room` that a legend which wants `wanted` can use: whole lines or whole rows.
    [[nodiscard]] int usableHeight(int wanted, int room) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
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
    void sortEntries();
    void choose(int series, bool toggle);
    [[nodiscard]] int seriesAt(QPointF position) const;
    [[nodiscard]] bool isOnSwatch(QPointF position) const;
    [[nodiscard]] geometry::LegendLayout layoutFor(double width, int maxRows, int maxLines) const;
    [[nodiscard]] double rowHeight() const; ///< of the table
    [[nodiscard]] int rowRoom() const; ///< rows of series that fit
    void keepFirstRowInside();
    void paintRow(QPainter &painter, const Entry &entry, const QRectF &area, bool isFocused);
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
    bool m_isAscending = false;
    int m_focused = -1;
    int m_firstRow = 0;
};

} // namespace qd::console
