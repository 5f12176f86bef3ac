// SPDX-License-Identifier: GPL-3.0-or-later
// The half of TimeChart that listens: pointer, wheel, keys, tool tip.
#include "console/widgets/charts/charttooltip.h"
#include "console/widgets/charts/timechart.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr double kDragStart = 4.0;
constexpr double kBandReach = 7.0; ///< how near to the bar of a band a click must be
constexpr double kWheelZoom = 0.8;
constexpr double kMarkReach = 8.0;
constexpr int kMaxMarkTexts = 3;

} // namespace

TimeMs TimeChart::snapped(TimeMs time) const
{
    // The cursor jumps from sample to sample, so that line, dots and values say the same instant.
    for (const QList<QPointF> &line : m_lines) {
        const int sample = geometry::nearestSample(line, time, reach());
        if (sample >= 0) {
            return fromUnixMs(static_cast<std::int64_t>(line[sample].x()));
        }
    }
    return time;
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF position = event->position();
    m_pointer = position;
    if (m_isPressed) {
        m_dragTo = QPointF(std::clamp(position.x(), m_plot.left(), m_plot.right()),
            std::clamp(position.y(), m_plot.top(), m_plot.bottom()));
        if (m_drag == Drag::None && (m_dragTo - m_dragFrom).manhattanLength() >= kDragStart) {
            const auto keys = event->modifiers();
            m_drag = keys & Qt::AltModifier ? Drag::ValueZoom
                : keys & Qt::ShiftModifier  ? Drag::Measure
                                            : Drag::Zoom;
        }
        if (m_drag != Drag::None) {
            updateTooltip();
            viewport()->update();
            return;
        }
    }
    if (m_plot.adjusted(-2, -8, 2, 2).contains(position)) {
        const int series = geometry::hitTest(m_lines, mapping(), position);
        Q_EMIT seriesHovered(series);
        m_time.setCursor(snapped(mapping().timeAt(position.x())), this);
        updateTooltip();
    } else if (m_time.cursorSource() == this) {
        m_time.setCursor({}, nullptr);
    }
}

void TimeChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_plot.adjusted(0, -8, 0, 0).contains(event->position())) {
        event->ignore();
        return;
    }
    m_isPressed = true;
    m_drag = Drag::None;
    m_dragFrom = m_dragTo = event->position();
    m_time.hold();
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_isPressed) {
        event->ignore();
        return;
    }
    m_isPressed = false;
    endDrag(event->position());
    m_time.release();
}

void TimeChart::endDrag(QPointF position)
{
    const Drag drag = m_drag;
    m_drag = Drag::None;
    const geometry::Mapping map = mapping();
    switch (drag) {
    case Drag::Zoom: {
        m_time.zoomTo({map.timeAt(std::min(m_dragFrom.x(), m_dragTo.x())),
            map.timeAt(std::max(m_dragFrom.x(), m_dragTo.x()))});
        break;
    }
    case Drag::ValueZoom: {
        const double top = std::min(m_dragFrom.y(), m_dragTo.y());
        const double bottom = std::max(m_dragFrom.y(), m_dragTo.y());
        if (bottom - top >= kDragStart) {
            m_valueZoom = std::pair(map.valueAt(bottom), map.valueAt(top));
            updateAxes(false);
            dropCache();
        }
        break;
    }
    case Drag::Measure:
        break;
    case Drag::None: {
        const TimeMs time = map.timeAt(position.x());
        const auto band = std::ranges::find_if(
            m_data.bands, [&](const ChartBand &one) { return one.from <= time && time <= one.to; });
        if (band != m_data.bands.cend() && position.y() < m_plot.top() + kBandReach) {
            Q_EMIT bandActivated(band->id);
        } else if (m_pinned) {
            unpin();
        } else {
            pin(position);
        }
        break;
    }
    }
    viewport()->update();
    updateTooltip();
}

void TimeChart::cancelDrag()
{
    m_drag = Drag::None;
    if (m_isPressed) {
        m_isPressed = false;
        m_time.release();
    }
}

void TimeChart::pin(QPointF position)
{
    m_pinned = snapped(mapping().timeAt(position.x()));
    m_pointer = position;
    m_time.hold();
}

void TimeChart::unpin()
{
    if (!m_pinned) {
        return;
    }
    m_pinned.reset();
    m_time.release();
    viewport()->update();
    updateTooltip();
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    unpin();
    m_valueZoom.reset();
    m_time.resetZoom();
    updateAxes(false);
    dropCache();
}

void TimeChart::wheelEvent(QWheelEvent *event)
{
    // Without Ctrl the wheel belongs to the page.
    if (!(event->modifiers() & Qt::ControlModifier) || event->angleDelta().y() == 0) {
        event->ignore();
        return;
    }
    const double turns = event->angleDelta().y() / 120.0;
    m_time.zoomAround(mapping().timeAt(event->position().x()), std::pow(kWheelZoom, turns));
    event->accept();
}

bool TimeChart::zoomOut()
{
    if (m_pinned) {
        unpin();
        return true;
    }
    if (m_valueZoom) {
        m_valueZoom.reset();
        updateAxes(false);
        dropCache();
        return true;
    }
    return m_time.zoomBack();
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const bool isControl = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (isControl) {
            const int step = event->key() == Qt::Key_Left ? -1 : 1;
            event->modifiers() & Qt::ShiftModifier ? stretchBySample(step) : moveCursorBySample(step);
            return;
        }
        break;
    case Qt::Key_Escape:
        if (m_drag != Drag::None) {
            cancelDrag();
            viewport()->update();
            return;
        }
        [[fallthrough]];
    case Qt::Key_Backspace:
        if (zoomOut()) {
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() & Qt::AltModifier) {
            Q_EMIT tableRequested();
            return;
        }
        if (pressEnter()) {
            return;
        }
        break;
    default:
        break;
    }
    // Not QChartView: the graphics view would scroll an empty scene and swallow the page's keys.
    event->ignore();
}

std::optional<TimeMs> TimeChart::sampleBeside(std::optional<TimeMs> time, int steps) const
{
    const auto longest = std::ranges::max_element(
        m_data.series, {}, [](const ChartSeries &series) { return series.points.size(); });
    if (longest == m_data.series.cend() || longest->points.isEmpty()) {
        return {};
    }
    const QList<QPointF> &points = longest->points;
    const auto from = static_cast<double>(toUnixMs(time.value_or(m_range.to)));
    // To the left the first sample before, to the right the first one after: between two samples a step goes
    // to the nearer end in that direction, not past it.
    const auto place = steps < 0
        ? std::ranges::lower_bound(points, from, {}, [](const QPointF &point) { return point.x(); })
        : std::ranges::upper_bound(points, from, {}, [](const QPointF &point) { return point.x(); }) - 1;
    const qsizetype index = std::clamp<qsizetype>((place - points.cbegin()) + steps, 0, points.size() - 1);
    return fromUnixMs(static_cast<std::int64_t>(points[index].x()));
}

void TimeChart::moveCursorBySample(int steps)
{
    const auto time = sampleBeside(cursorTime(), steps);
    if (!time) {
        return;
    }
    if (m_pinned) {
        m_pinned = time;
    }
    m_pointer = QPointF(mapping().x(static_cast<double>(toUnixMs(*time))), m_plot.center().y());
    m_time.setCursor(time, this);
    updateTooltip();
    viewport()->update();
    QAccessibleValueChangeEvent spoken(this, cursorText());
    QAccessible::updateAccessibility(&spoken);
}

void TimeChart::stretchBySample(int steps)
{
    const bool isNew = m_drag != Drag::Zoom;
    const geometry::Mapping map = mapping();
    const auto xOf = [&](TimeMs time) { return map.x(static_cast<double>(toUnixMs(time))); };
    const std::optional<TimeMs> from =
        isNew ? sampleBeside(cursorTime(), 0) : std::optional(map.timeAt(m_dragTo.x()));
    const std::optional<TimeMs> to = sampleBeside(from, steps);
    if (!from || !to || m_drag == Drag::Measure || m_drag == Drag::ValueZoom) {
        return;
    }
    if (isNew) {
        m_dragFrom = QPointF(xOf(*from), m_plot.center().y());
        m_drag = Drag::Zoom;
        if (!m_isPressed) {
            m_isPressed = true;
            m_time.hold();
        }
    }
    m_dragTo = QPointF(std::clamp(xOf(*to), m_plot.left(), m_plot.right()), m_plot.center().y());
    updateTooltip();
    viewport()->update();
}

bool TimeChart::pressEnter()
{
    if (m_drag == Drag::Zoom) {
        m_isPressed = false;
        endDrag(m_dragTo);
        m_time.release();
        return true;
    }
    if (m_pinned) {
        unpin();
        return true;
    }
    if (!m_time.cursor() || m_time.cursorSource() != this || !m_pointer) {
        return false;
    }
    pin(*m_pointer);
    viewport()->update();
    updateTooltip();
    return true;
}

void TimeChart::contextMenuEvent(QContextMenuEvent *event)
{
    event->ignore(); // the card has the menu; a graphics view would offer it to its empty scene
}

void TimeChart::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    m_pointer.reset();
    Q_EMIT seriesHovered(-1);
    if (m_time.cursorSource() == this) {
        m_time.setCursor({}, nullptr);
    }
    updateTooltip();
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    QChartView::focusOutEvent(event);
    if (!underMouse() && m_time.cursorSource() == this) {
        m_time.setCursor({}, nullptr);
    }
}

void TimeChart::hideEvent(QHideEvent *event)
{
    QChartView::hideEvent(event);
    // The release of a pressed button goes elsewhere now; a hold left behind would stop the window's clock.
    cancelDrag();
    unpin();
    m_pointer.reset();
    if (m_tooltip) {
        m_tooltip->hide();
    }
}

bool TimeChart::isTooltipVisible() const
{
    const bool isSource = m_time.cursor() && m_time.cursorSource() == this && m_pointer;
    return m_drag == Drag::None && isVisible() && (isSource || m_pinned);
}

QString TimeChart::marksAt(double x) const
{
    const geometry::Mapping map = mapping();
    QStringList texts;
    for (const ChartMark &mark : m_data.marks) {
        const bool isNear = std::abs(map.x(static_cast<double>(toUnixMs(mark.time))) - x) <= kMarkReach;
        if (isNear && texts.size() < kMaxMarkTexts) {
            texts.append(m_formatter.clockTime(mark.time) + u' ' + mark.text);
        }
    }
    return texts.join(u" · "_s);
}

void TimeChart::addPreviousRows(TooltipContent &content, TimeMs time) const
{
    for (const ChartSeries &series : m_data.previous) {
        const int sample = geometry::nearestSample(series.points, time, reach());
        if (sample >= 0 && content.rows.size() < ChartTooltip::kMaxRows) {
            const QString name =
                //: %1: a curve of the period before the shown one
                series.name.isEmpty() ? tr("period before") : tr("%1, before").arg(series.name);
            content.rows.append({m_themes.theme().color(Token::SeriesRest), true, name,
                valueText(series.points[sample].y()), false});
        }
    }
}

void TimeChart::updateTooltip()
{
    const auto time = cursorTime();
    if (!isTooltipVisible() || !time) {
        if (m_tooltip) {
            m_tooltip->hide();
        }
        return;
    }
    const geometry::Mapping map = mapping();
    const QPointF pointer = m_pointer.value_or(m_plot.center());
    const int hovered = m_pointer ? geometry::hitTest(m_lines, map, pointer) : -1;
    QList<int> order;
    for (int i = 0; i < m_data.series.size(); ++i) {
        if (isSeriesVisible(i) && std::isfinite(valueAtCursor(i))) {
            order.append(i);
        }
    }
    std::stable_sort(
        order.begin(), order.end(), [this](int a, int b) { return valueAtCursor(a) > valueAtCursor(b); });
    // The series under the pointer is always among the rows that are shown.
    if (const qsizetype place = order.indexOf(hovered); place >= ChartTooltip::kMaxRows) {
        order.move(place, ChartTooltip::kMaxRows - 1);
    }
    TooltipContent content;
    content.title = m_formatter.timestamp(*time, m_range.to);
    for (const int i : std::as_const(order)) {
        if (content.rows.size() == ChartTooltip::kMaxRows) {
            ++content.more;
            continue;
        }
        content.rows.append(
            {colorOf(i), isDashed(i), m_data.series[i].name, valueText(valueAtCursor(i)), i == hovered});
    }
    content.more += m_data.hiddenSeries;
    addPreviousRows(content, *time);
    const QString marks = marksAt(pointer.x());
    if (order.isEmpty()) {
        content.note = gapTextAt(*time); // the period before may have values here all the same
    } else if (!marks.isEmpty()) {
        content.note = marks;
    } else if (m_pinned) {
        content.note = tr("Pinned · Esc releases");
    }
    if (!m_tooltip || m_tooltip->parentWidget() != window()) {
        delete m_tooltip;
        m_tooltip = new ChartTooltip(m_themes, window());
    }
    const QPointF anchor(
        m_pinned ? map.x(static_cast<double>(toUnixMs(*m_pinned))) : pointer.x(), pointer.y());
    const QRectF home(viewport()->mapTo(window(), QPoint(0, 0)), QSizeF(viewport()->size()));
    m_tooltip->showAt(QPointF(viewport()->mapTo(window(), anchor.toPoint())), home, content);
}

} // namespace qd::console
