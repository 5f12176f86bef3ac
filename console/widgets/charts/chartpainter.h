// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/chartdata.h"
#include "console/widgets/charts/chartgeometry.h"

#include <QColor>
#include <QRectF>

#include <optional>

class QPainter;

namespace qd::console {

class TimeChart;

/// Paints everything of a chart that Qt Charts does not: what lies below the lines, above them, and over the
/// cached picture of both. Lives for one paint; reads the chart, changes nothing.
class ChartPainter
{
public:
    ChartPainter(const TimeChart &chart, QPainter &painter);

    /// Grid, ticks, bands, bad sides of thresholds, gaps, fills.
    void below();
    /// Threshold lines, marks, and the words where the samples begin and end.
    void above();
    /// Cursor, dots, time label, drag and measure: repainted with every move of the pointer.
    void overlay();

private:
    void grid();
    void timeLabels();
    void bands();
    void gaps();
    void beginning();
    void lastMinute();
    void ending();
    /// Of a silence that lasts, if it is in the range.
    [[nodiscard]] std::optional<TimeMs> lastInstant() const;
    void edgeNote(double x, const QString &text, bool isLeftOf);
    void thresholdTints();
    void thresholdLines();
    void fills();
    void fillLine(int series);
    void fillStack(int series);
    void marks();
    void sampleDots();
    void cursor();
    void cursorLabel(double x, const QString &text);
    void dragArea();
    void measure();

    const TimeChart &m_chart;
    QPainter &m_painter;
    geometry::Mapping m_map;
};

} // namespace qd::console
