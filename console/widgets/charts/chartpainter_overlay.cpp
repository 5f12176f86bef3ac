// SPDX-License-Identifier: GPL-3.0-or-later
// What ChartPainter paints over the cached picture: cursor, drag, measure.
#include "console/widgets/charts/chartpainter.h"
#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

double toMs(TimeMs time)
{
    return static_cast<double>(toUnixMs(time));
}

} // namespace

void ChartPainter::overlay()
{
    m_painter.setRenderHint(QPainter::Antialiasing);
    switch (m_chart.m_drag) {
    case TimeChart::Drag::Zoom:
    case TimeChart::Drag::ValueZoom:
        dragArea();
        return;
    case TimeChart::Drag::Measure:
        measure();
        return;
    case TimeChart::Drag::None:
        break;
    }
    cursor();
}

void ChartPainter::cursor()
{
    const auto time = m_chart.cursorTime();
    if (!time || *time < m_map.range.from || *time > m_map.range.to) {
        return;
    }
    const Theme &look = m_chart.m_themes.theme();
    const double x = std::round(m_map.x(toMs(*time))) + 0.5;
    m_painter.setPen(QPen(look.color(Token::TextSecondary, 0.8), 1.0, Qt::DashLine));
    m_painter.drawLine(QPointF(x, m_map.plot.top()), QPointF(x, m_map.plot.bottom()));
    for (int i = 0; i < m_chart.m_lines.size(); ++i) {
        if (!m_chart.isSeriesVisible(i)) {
            continue;
        }
        const int sample = geometry::nearestSample(m_chart.m_lines[i], *time, m_chart.reach());
        if (sample < 0) {
            continue;
        }
        const double y = m_map.y(m_chart.m_lines[i][sample].y());
        if (y < m_map.plot.top() - 1 || y > m_map.plot.bottom() + 1) {
            continue;
        }
        m_painter.setPen(QPen(look.color(Token::Surface), 2.0));
        m_painter.setBrush(m_chart.colorOf(i));
        m_painter.drawEllipse(QPointF(x, y), 4.0, 4.0);
    }
    cursorLabel(x, m_chart.m_formatter.clockTime(*time));
}

void ChartPainter::cursorLabel(double x, const QString &text)
{
    const Theme &look = m_chart.m_themes.theme();
    m_painter.setFont(look.font(TextRole::Small));
    const double width = paint::digitsWidth(m_painter.font(), text) + look.px(10);
    const double left = std::clamp(x - width / 2, 0.0, std::max(0.0, m_chart.viewport()->width() - width));
    const QRectF box(left, m_map.plot.bottom() + 3, width, look.px(16));
    // A tick label that would show half behind the box is wiped: half a time misleads.
    for (const TimeTick &tick : m_chart.m_ticks) {
        const QRectF label = m_chart.tickLabelArea(tick);
        if (label.intersects(box.adjusted(-4, 0, 4, 0))) {
            m_painter.fillRect(label.adjusted(-1, 3, 1, 0), look.color(Token::Surface));
        }
    }
    paint::roundedBox(m_painter, box, 3, look.color(Token::TextSecondary), {});
    m_painter.setPen(look.color(Token::Surface));
    paint::digits(m_painter, box, Qt::AlignHCenter, text);
}

void ChartPainter::dragArea()
{
    const Theme &look = m_chart.m_themes.theme();
    const bool isTime = m_chart.m_drag == TimeChart::Drag::Zoom;
    QRectF area = QRectF(m_chart.m_dragFrom, m_chart.m_dragTo).normalized();
    if (isTime) {
        area.setTop(m_map.plot.top());
        area.setBottom(m_map.plot.bottom());
    } else {
        area.setLeft(m_map.plot.left());
        area.setRight(m_map.plot.right());
    }
    area = area.intersected(m_map.plot);
    m_painter.fillRect(area, look.color(Token::Accent, look.isDark() ? 0.16 : 0.12));
    m_painter.setPen(QPen(look.color(Token::Accent), 1.0));
    QString text;
    if (isTime) {
        m_painter.drawLine(area.topLeft(), area.bottomLeft());
        m_painter.drawLine(area.topRight(), area.bottomRight());
        const TimeMs from = m_map.timeAt(area.left());
        const TimeMs to = m_map.timeAt(area.right());
        text = u"%1 – %2  (%3)"_s.arg(m_chart.m_formatter.clockTime(from), m_chart.m_formatter.clockTime(to),
            m_chart.m_formatter.duration(to - from));
    } else {
        m_painter.drawLine(area.topLeft(), area.topRight());
        m_painter.drawLine(area.bottomLeft(), area.bottomRight());
        text = u"%1 – %2"_s.arg(
            m_chart.valueText(m_map.valueAt(area.bottom())), m_chart.valueText(m_map.valueAt(area.top())));
    }
    m_chart.paintNote(m_painter, QPointF(area.center().x(), m_map.plot.top() + look.px(14)), text);
}

void ChartPainter::measure()
{
    const Theme &look = m_chart.m_themes.theme();
    const QPointF from = m_chart.m_dragFrom;
    const QPointF to = m_chart.m_dragTo;
    m_painter.setPen(QPen(look.color(Token::Accent), 1.5, Qt::SolidLine, Qt::RoundCap));
    m_painter.drawLine(from, to);
    m_painter.setBrush(look.color(Token::Accent));
    m_painter.drawEllipse(from, 3, 3);
    m_painter.drawEllipse(to, 3, 3);
    const auto time = m_map.timeAt(to.x()) - m_map.timeAt(from.x());
    const double value = m_map.valueAt(to.y()) - m_map.valueAt(from.y());
    const double seconds = static_cast<double>(time.count()) / 1000.0;
    QString text = u"Δt %1   Δv %2"_s.arg(
        m_chart.m_formatter.duration(std::chrono::abs(time)), m_chart.valueText(value));
    if (std::abs(seconds) > 0.0) {
        //: Slope of a measured line: a value per minute
        text += u"   "_s + TimeChart::tr("%1 per min").arg(m_chart.valueText(value / seconds * 60.0));
    }
    m_chart.paintNote(
        m_painter, QPointF((from.x() + to.x()) / 2, std::min(from.y(), to.y()) - look.px(16)), text);
}

} // namespace qd::console
