// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartgeometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace qd::console::geometry {

namespace {

constexpr double kJoinedSteps = 1.5;

double toMs(TimeMs time)
{
    return static_cast<double>(toUnixMs(time));
}

/// First point at or after an instant.
qsizetype lowerBound(const QList<QPointF> &points, double ms)
{
    const auto found = std::lower_bound(
        points.cbegin(), points.cend(), ms, [](const QPointF &point, double x) { return point.x() < x; });
    return found - points.cbegin();
}

double distanceToSegment(QPointF p, QPointF a, QPointF b)
{
    const QPointF along = b - a;
    const double length = QPointF::dotProduct(along, along);
    const double share =
        length <= 0.0 ? 0.0 : std::clamp(QPointF::dotProduct(p - a, along) / length, 0.0, 1.0);
    const QPointF away = p - (a + along * share);
    return std::hypot(away.x(), away.y());
}

/// Minimum and maximum per column, in the order in which they came.
QList<QPointF> reduced(const QList<QPointF> &points, int maxPoints)
{
    const qsizetype columns = std::max(1, maxPoints / 2);
    QList<QPointF> result;
    result.reserve(maxPoints);
    for (qsizetype column = 0; column < columns; ++column) {
        const qsizetype from = column * points.size() / columns;
        const qsizetype to = (column + 1) * points.size() / columns;
        qsizetype low = -1;
        qsizetype high = -1;
        for (qsizetype i = from; i < to; ++i) {
            if (!std::isfinite(points[i].y())) {
                continue;
            }
            low = low < 0 || points[i].y() < points[low].y() ? i : low;
            high = high < 0 || points[i].y() > points[high].y() ? i : high;
        }
        if (low < 0) {
            if (from < to) {
                result.append(points[from]);
            }
            continue;
        }
        result.append(points[std::min(low, high)]);
        if (low != high) {
            result.append(points[std::max(low, high)]);
        }
    }
    return result;
}

} // namespace

double Mapping::x(double ms) const
{
    const double from = toMs(range.from);
    const double length = static_cast<double>(range.length().count());
    return length <= 0.0 ? plot.left() : plot.left() + (ms - from) / length * plot.width();
}

double Mapping::y(double value) const
{
    return max <= min ? plot.bottom() : plot.bottom() - (value - min) / (max - min) * plot.height();
}

TimeMs Mapping::timeAt(double px) const
{
    const double share = plot.width() <= 0.0 ? 0.0 : (px - plot.left()) / plot.width();
    return range.from
        + std::chrono::milliseconds(std::llround(share * static_cast<double>(range.length().count())));
}

double Mapping::valueAt(double py) const
{
    return plot.height() <= 0.0 ? min : min + (plot.bottom() - py) / plot.height() * (max - min);
}

int nearestSample(const QList<QPointF> &points, TimeMs time, std::chrono::milliseconds reach)
{
    const double at = toMs(time);
    const qsizetype after = lowerBound(points, at);
    qsizetype best = -1;
    double distance = static_cast<double>(reach.count());
    for (const qsizetype i : {after - 1, after}) {
        if (i < 0 || i >= points.size()) {
            continue;
        }
        const double away = std::abs(points[i].x() - at);
        if (away <= distance) {
            distance = away;
            best = i;
        }
    }
    return best >= 0 && std::isfinite(points[best].y()) ? static_cast<int>(best) : -1;
}

int hitTest(const QList<QList<QPointF>> &lines, const Mapping &mapping, QPointF position, double reachPx)
{
    int best = -1;
    double distance = reachPx;
    const double from = toMs(mapping.timeAt(position.x() - reachPx));
    const double to = toMs(mapping.timeAt(position.x() + reachPx));
    for (qsizetype series = 0; series < lines.size(); ++series) {
        const QList<QPointF> &points = lines[series];
        const qsizetype first = std::max<qsizetype>(1, lowerBound(points, from));
        for (qsizetype i = first; i < points.size() && points[i - 1].x() <= to; ++i) {
            const QPointF a(mapping.x(points[i - 1].x()), mapping.y(points[i - 1].y()));
            const QPointF b(mapping.x(points[i].x()), mapping.y(points[i].y()));
            if (!std::isfinite(a.y()) || !std::isfinite(b.y())) {
                continue;
            }
            const double away = distanceToSegment(position, a, b);
            if (away < distance) {
                distance = away;
                best = static_cast<int>(series);
            }
        }
    }
    return best;
}

QList<QPointF> prepared(const QList<QPointF> &points, std::chrono::milliseconds step, int maxPoints)
{
    const bool isTooLong = points.size() > maxPoints;
    const QList<QPointF> &source = isTooLong ? reduced(points, maxPoints) : points;
    const double columnMs = isTooLong && points.size() > 1
        ? 2.0 * (points.last().x() - points.first().x()) / std::max(1, maxPoints / 2)
        : 0.0;
    const double join = std::max(kJoinedSteps * static_cast<double>(step.count()), columnMs);
    QList<QPointF> result;
    result.reserve(source.size());
    bool hasLast = false;
    QPointF last;
    for (const QPointF &point : source) {
        if (!std::isfinite(point.y())) {
            continue; // judged by the distance of its neighbours
        }
        if (hasLast && point.x() - last.x() > join) {
            result.append({(last.x() + point.x()) / 2.0, std::numeric_limits<double>::quiet_NaN()});
        }
        result.append(point);
        last = point;
        hasLast = true;
    }
    return result;
}

QList<QList<QPointF>> unbroken(const QList<QPointF> &line)
{
    QList<QList<QPointF>> runs;
    bool isRunning = false;
    for (const QPointF &point : line) {
        if (std::isfinite(point.y())) {
            if (!isRunning) {
                runs.append(QList<QPointF>());
            }
            runs.last().append(point);
        }
        isRunning = std::isfinite(point.y());
    }
    return runs;
}

QList<QList<QPointF>> stacked(const QList<QList<QPointF>> &lines)
{
    QList<double> instants;
    for (const QList<QPointF> &line : lines) {
        for (const QPointF &point : line) {
            instants.append(point.x());
        }
    }
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    QList<double> sums(instants.size(), 0.0);
    QList<QList<QPointF>> result;
    result.reserve(lines.size());
    for (const QList<QPointF> &line : lines) {
        QList<QPointF> sum;
        sum.reserve(instants.size());
        qsizetype next = 0;
        for (qsizetype i = 0; i < instants.size(); ++i) {
            const bool isHere = next < line.size() && line[next].x() == instants[i];
            const double value = isHere ? line[next++].y() : std::numeric_limits<double>::quiet_NaN();
            if (std::isfinite(value)) {
                sums[i] += value;
                sum.append({instants[i], sums[i]});
            } else if (isHere) {
                sum.append({instants[i], value});
            }
        }
        result.append(sum);
    }
    return result;
}

Extent extentOf(const QList<QList<QPointF>> &lines, const TimeRange &range)
{
    Extent extent;
    const double from = toMs(range.from);
    const double to = toMs(range.to);
    for (const QList<QPointF> &line : lines) {
        for (qsizetype i = lowerBound(line, from); i < line.size() && line[i].x() <= to; ++i) {
            const double value = line[i].y();
            if (!std::isfinite(value)) {
                continue;
            }
            extent.min = extent.isEmpty ? value : std::min(extent.min, value);
            extent.max = extent.isEmpty ? value : std::max(extent.max, value);
            extent.isEmpty = false;
        }
    }
    return extent;
}

LegendLayout layoutLegend(const QList<LegendEntryWidth> &entries, const QRectF &area,
    const LegendHeights &heights, int maxRows, double scale, int maxLines)
{
    const double swatch = 18.0 * scale;
    const double beforeValue = 6.0 * scale;
    const double between = 18.0 * scale;
    LegendLayout layout;
    double x = area.left();
    int line = 0;
    for (const LegendEntryWidth &entry : entries) {
        const double width = swatch + entry.name + (entry.value > 0.0 ? beforeValue + entry.value : 0.0);
        if (x > area.left() && x + width > area.right() + 0.5) {
            x = area.left();
            ++line;
        }
        layout.entries.append(QRectF(x, area.top() + line * heights.line, width, heights.line));
        x += width + between;
    }
    layout.height = entries.isEmpty() ? 0.0 : std::min(line + 1, maxLines) * heights.line;
    layout.fitsOneLine = line == 0;
    if (line < maxLines || entries.isEmpty()) {
        return layout;
    }
    if (maxRows <= 0) {
        const double lastLine = area.top() + (maxLines - 1) * heights.line;
        const double room = area.right() - 2.0 * between; // for "+ 12"
        layout.entries.removeIf([&](const QRectF &entry) {
            return entry.top() > lastLine + 0.5 || (entry.top() > lastLine - 0.5 && entry.right() > room);
        });
        layout.overflow = static_cast<int>(entries.size() - layout.entries.size());
        return layout;
    }
    layout.isTable = true;
    layout.entries.clear();
    const int rows = std::min(static_cast<int>(entries.size()), maxRows);
    for (int row = 0; row < rows; ++row) {
        layout.entries.append(
            QRectF(area.left(), area.top() + (row + 1) * heights.row, area.width(), heights.row));
    }
    layout.overflow = static_cast<int>(entries.size()) - rows;
    layout.height = (rows + 1) * heights.row;
    return layout;
}

QRectF placeTooltip(QPointF pointer, const QSizeF &size, const QRectF &bounds, double distance)
{
    double x = pointer.x() + distance;
    if (x + size.width() > bounds.right()) {
        x = pointer.x() - distance - size.width();
    }
    double y = std::clamp(pointer.y() - size.height() / 2.0, bounds.top(),
        std::max(bounds.top(), bounds.bottom() - size.height()));
    if (x < bounds.left()) {
        // No room on either side: above or below the pointer instead.
        x = std::clamp(pointer.x() - size.width() / 2.0, bounds.left(),
            std::max(bounds.left(), bounds.right() - size.width()));
        y = pointer.y() + distance;
        if (y + size.height() > bounds.bottom()) {
            y = pointer.y() - distance - size.height();
        }
    }
    return {QPointF(x, y), size};
}

QList<MarkGroup> foldMarks(
    const QList<ChartMark> &marks, const Mapping &mapping, double minDistance, int maxMarks)
{
    QList<std::pair<double, int>> visible;
    for (qsizetype i = 0; i < marks.size(); ++i) {
        if (marks[i].time >= mapping.range.from && marks[i].time <= mapping.range.to) {
            visible.append({mapping.x(toMs(marks[i].time)), static_cast<int>(i)});
        }
    }
    std::sort(visible.begin(), visible.end());
    const bool isCrowded = visible.size() > maxMarks;
    const double distance = isCrowded ? std::max(minDistance, mapping.plot.width() / maxMarks) : minDistance;
    QList<MarkGroup> groups;
    double groupStart = 0.0;
    for (const auto &[x, index] : std::as_const(visible)) {
        if (!groups.isEmpty() && x - groupStart < distance) {
            ++groups.last().count;
            continue;
        }
        groups.append({x, 1, index});
        groupStart = x;
    }
    return groups;
}

Statistics statisticsOf(const QList<QPointF> &points, const TimeRange &range)
{
    Statistics result;
    double sum = 0.0;
    const double to = toMs(range.to);
    for (qsizetype i = lowerBound(points, toMs(range.from)); i < points.size() && points[i].x() <= to; ++i) {
        const double value = points[i].y();
        if (!std::isfinite(value)) {
            continue;
        }
        if (result.count == 0 || value > result.max) {
            result.max = value;
            result.maxAt = fromUnixMs(static_cast<std::int64_t>(points[i].x()));
        }
        result.min = result.count == 0 ? value : std::min(result.min, value);
        result.last = value;
        sum += value;
        ++result.count;
    }
    result.mean = result.count > 0 ? sum / result.count : 0.0;
    return result;
}

std::optional<TimeMs> firstSample(const QList<ChartSeries> &series)
{
    std::optional<TimeMs> first;
    for (const ChartSeries &one : series) {
        const auto point =
            std::ranges::find_if(one.points, [](const QPointF &sample) { return std::isfinite(sample.y()); });
        if (point != one.points.cend()) {
            const TimeMs time = fromUnixMs(static_cast<std::int64_t>(point->x()));
            first = std::min(first.value_or(time), time);
        }
    }
    return first;
}

std::optional<TimeMs> beyondSince(
    const QList<QPointF> &points, const ChartThreshold &threshold, const TimeRange &range)
{
    std::optional<TimeMs> since;
    const double to = toMs(range.to);
    for (qsizetype i = lowerBound(points, toMs(range.from)); i < points.size() && points[i].x() <= to; ++i) {
        const double value = points[i].y();
        if (!std::isfinite(value)) {
            continue;
        }
        const bool isBeyond = threshold.isUpper ? value > threshold.value : value < threshold.value;
        if (!isBeyond) {
            since.reset();
        } else if (!since) {
            since = fromUnixMs(static_cast<std::int64_t>(points[i].x()));
        }
    }
    return since;
}

} // namespace qd::console::geometry
