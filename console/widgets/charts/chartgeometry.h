// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/chartdata.h"
#include "console/widgets/charts/timecontext.h"

#include <QRectF>
#include <QSizeF>

#include <optional>

/// The arithmetic of charts: pure functions, tested without a window.
namespace qd::console::geometry {

/// Maps time and value to pixels and back.
struct Mapping
{
    QRectF plot;
    TimeRange range;
    double min = 0.0;
    double max = 1.0;

    [[nodiscard]] double x(double ms) const;
    [[nodiscard]] double y(double value) const;
    [[nodiscard]] TimeMs timeAt(double x) const;
    [[nodiscard]] double valueAt(double y) const;
};

/// Index of the sample nearest to an instant; -1 if there is none within `reach`, or it is a gap.
[[nodiscard]] int nearestSample(const QList<QPointF> &points, TimeMs time, std::chrono::milliseconds reach);

/// Index of the series whose line is nearest to a point, within `reachPx`; -1: none.
[[nodiscard]] int hitTest(
    const QList<QList<QPointF>> &lines, const Mapping &mapping, QPointF position, double reachPx = 8.0);

/// Makes points safe to draw: joins gaps of at most 1.5 steps by leaving the NaN out, breaks longer ones by
/// putting one in, and keeps minimum and maximum per column when there are more than `maxPoints` (a server
/// that keeps its word never needs it).
[[nodiscard]] QList<QPointF> prepared(
    const QList<QPointF> &points, std::chrono::milliseconds step, int maxPoints);

/// The unbroken parts of a line: what lies between its NaN. A line without points gives none.
[[nodiscard]] QList<QList<QPointF>> unbroken(const QList<QPointF> &line);

/// Running sums of series from the bottom up, on the union of their instants; a gap in one series counts as
/// zero for those above it but stays a gap in its own line.
[[nodiscard]] QList<QList<QPointF>> stacked(const QList<QList<QPointF>> &lines);

/// Smallest and largest finite value within the range; {0, 0} if there is none.
struct Extent
{
    double min = 0.0;
    double max = 0.0;
    bool isEmpty = true;
};
[[nodiscard]] Extent extentOf(const QList<QList<QPointF>> &lines, const TimeRange &range);

struct LegendEntryWidth
{
    double name = 0.0;
    double value = 0.0;
};
struct LegendLayout
{
    bool fitsOneLine = true;
    bool isTable = false;
    QList<QRectF> entries; ///< one per series that is shown; in table form one row each
    int overflow = 0; ///< entries that did not fit
    double height = 0.0;
};
struct LegendHeights
{
    double line = 22.0;
    double row = 18.0; ///< of the table
};
/// Lines of entries while `maxLines` are enough, else rows of a table, at most `maxRows` beside its head;
/// with maxRows 0 as many entries as the lines hold, with maxLines 0 always a table.
/// @param scale  the font scale, 1 at 100 %
[[nodiscard]] LegendLayout layoutLegend(const QList<LegendEntryWidth> &entries, const QRectF &area,
    const LegendHeights &heights, int maxRows, double scale = 1.0, int maxLines = 1);

/// Where the tool tip goes: beside the cursor line, on the side with room, never under the pointer, inside
/// `bounds`.
[[nodiscard]] QRectF placeTooltip(
    QPointF pointer, const QSizeF &size, const QRectF &bounds, double distance = 14.0);

/// Groups of marks that lie closer than `minDistance` pixels, or all in even bins when there are more than
/// `maxMarks`: (x, count, index of the first).
struct MarkGroup
{
    double x = 0.0;
    int count = 1;
    int first = 0;
    bool operator==(const MarkGroup &) const = default;
};
[[nodiscard]] QList<MarkGroup> foldMarks(
    const QList<ChartMark> &marks, const Mapping &mapping, double minDistance, int maxMarks = 12);

/// Last, minimum, mean and maximum of the finite values within the range.
struct Statistics
{
    double last = 0.0;
    double min = 0.0;
    double mean = 0.0;
    double max = 0.0;
    TimeMs maxAt{};
    int count = 0;
};
[[nodiscard]] Statistics statisticsOf(const QList<QPointF> &points, const TimeRange &range);

/// The oldest finite value of all series; nullopt if there is none.
[[nodiscard]] std::optional<TimeMs> firstSample(const QList<ChartSeries> &series);

/// Since when every value up to the newest one in the range has been on the bad side of a limit; nullopt if
/// the newest one is not.
[[nodiscard]] std::optional<TimeMs> beyondSince(
    const QList<QPointF> &points, const ChartThreshold &threshold, const TimeRange &range);

} // namespace qd::console::geometry
