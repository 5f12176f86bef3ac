// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartgeometry.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace qd;
using namespace qd::console;
using namespace qd::console::geometry;
using namespace std::chrono_literals;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

Mapping mapping()
{
    return {QRectF(50, 10, 1000, 100), {fromUnixMs(0), fromUnixMs(100'000)}, 0.0, 50.0};
}

QList<QPointF> line(int count, double value, double stepMs = 1000.0)
{
    QList<QPointF> points;
    for (int i = 0; i < count; ++i) {
        points.append({i * stepMs, value});
    }
    return points;
}

int gapsIn(const QList<QPointF> &points)
{
    return static_cast<int>(
        std::ranges::count_if(points, [](const QPointF &p) { return std::isnan(p.y()); }));
}

} // namespace

class tst_ChartGeometry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mapping_goesThereAndBack();
    void nearestSample_isWithinReachOrNone();
    void nearestSample_inGap_isNone();
    void hitTest_findsNearestLineWithinReach();
    void prepared_joinsShortGapsAndBreaksLongOnes();
    void prepared_keepsExtremesWhenThereAreTooMany();
    void stacked_sumsUpwards_andKeepsGaps();
    void extent_looksOnlyAtTheRange();
    void brokenLine_fallsIntoItsParts();
    void legend_isOneLineWhileItFits_data();
    void legend_isOneLineWhileItFits();
    void legend_withoutRoomForRows_showsWhatFits();
    void legend_thatFitsAFewLines_wraps();
    void tooltip_isNeverUnderThePointer_data();
    void tooltip_isNeverUnderThePointer();
    void marks_foldWhenCrowded();
    void statistics_ignoreGaps();
};

void tst_ChartGeometry::mapping_goesThereAndBack()
{
    const Mapping map = mapping();
    QCOMPARE(map.x(0), 50.0);
    QCOMPARE(map.x(100'000), 1050.0);
    QCOMPARE(map.y(0), 110.0);
    QCOMPARE(map.y(50), 10.0);
    QCOMPARE(toUnixMs(map.timeAt(map.x(12'345))), 12'345);
    QCOMPARE(map.valueAt(map.y(17.5)), 17.5);
}

void tst_ChartGeometry::nearestSample_isWithinReachOrNone()
{
    const QList<QPointF> points = line(10, 5.0);
    QCOMPARE(nearestSample(points, fromUnixMs(2'400), 1500ms), 2);
    QCOMPARE(nearestSample(points, fromUnixMs(2'600), 1500ms), 3);
    QCOMPARE(nearestSample(points, fromUnixMs(-5'000), 1500ms), -1);
    QCOMPARE(nearestSample(points, fromUnixMs(10'400), 1500ms), 9);
    QCOMPARE(nearestSample({}, fromUnixMs(0), 1500ms), -1);
}

void tst_ChartGeometry::nearestSample_inGap_isNone()
{
    QList<QPointF> points = line(10, 5.0);
    points[4].setY(kNan);
    QCOMPARE(nearestSample(points, fromUnixMs(4'000), 1500ms), -1);
}

void tst_ChartGeometry::hitTest_findsNearestLineWithinReach()
{
    const QList<QList<QPointF>> lines{line(100, 10.0), line(100, 20.0)};
    const Mapping map = mapping();
    QCOMPARE(hitTest(lines, map, QPointF(505, map.y(10.0) + 3)), 0);
    QCOMPARE(hitTest(lines, map, QPointF(505, map.y(20.0) - 3)), 1);
    QCOMPARE(hitTest(lines, map, QPointF(505, map.y(40.0))), -1);
}

void tst_ChartGeometry::prepared_joinsShortGapsAndBreaksLongOnes()
{
    QList<QPointF> points{{0, 1}, {1000, 1}, {2400, 1}, {5000, 1}, {6000, kNan}, {7000, 1}};
    const QList<QPointF> result = prepared(points, 1000ms, 3000);
    QCOMPARE(gapsIn(result), 2); // 2400 to 5000, and 5000 to 7000; 1000 to 2400 is joined
    QCOMPARE(result.size(), 7);
}

void tst_ChartGeometry::prepared_keepsExtremesWhenThereAreTooMany()
{
    QList<QPointF> points = line(20'000, 5.0, 10.0);
    points[7'777].setY(99.0);
    points[13'333].setY(-99.0);
    const QList<QPointF> result = prepared(points, 10ms, 1000);
    QCOMPARE_LE(result.size(), 1000);
    const Extent extent = extentOf({result}, {fromUnixMs(0), fromUnixMs(1'000'000)});
    QCOMPARE(extent.max, 99.0);
    QCOMPARE(extent.min, -99.0);
    QCOMPARE(gapsIn(result), 0);
}

void tst_ChartGeometry::stacked_sumsUpwards_andKeepsGaps()
{
    QList<QPointF> lower = line(4, 1.0);
    lower[2].setY(kNan);
    const auto sums = stacked({lower, line(4, 2.0)});
    QCOMPARE(sums[1][0].y(), 3.0);
    QCOMPARE(sums[1][2].y(), 2.0);
    QVERIFY(std::isnan(sums[0][2].y()));
}

void tst_ChartGeometry::extent_looksOnlyAtTheRange()
{
    QList<QPointF> points = line(10, 5.0);
    points[0].setY(1000.0);
    const Extent extent = extentOf({points}, {fromUnixMs(1'000), fromUnixMs(9'000)});
    QCOMPARE(extent.max, 5.0);
    QVERIFY(extentOf({}, {fromUnixMs(0), fromUnixMs(1)}).isEmpty);
}

void tst_ChartGeometry::brokenLine_fallsIntoItsParts()
{
    const double gap = std::numeric_limits<double>::quiet_NaN();
    const QList<QPointF> points{{0, gap}, {1, 5}, {2, 6}, {3, gap}, {4, gap}, {5, 7}};
    const QList<QList<QPointF>> parts = unbroken(points);
    QCOMPARE(parts, (QList<QList<QPointF>>{{{1, 5}, {2, 6}}, {{5, 7}}}));
    QVERIFY(unbroken({{0, gap}}).isEmpty());
}

void tst_ChartGeometry::legend_isOneLineWhileItFits_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("fits");
    QTest::addColumn<int>("shown");
    QTest::addColumn<int>("overflow");
    QTest::newRow("no series") << 0 << true << 0 << 0;
    QTest::newRow("three short names") << 3 << true << 3 << 0;
    QTest::newRow("four do not fit") << 4 << false << 4 << 0;
    QTest::newRow("more rows than room") << 12 << false << 5 << 7;
}

void tst_ChartGeometry::legend_isOneLineWhileItFits()
{
    QFETCH(int, count);
    QFETCH(bool, fits);
    const LegendLayout layout =
        layoutLegend(QList<LegendEntryWidth>(count, {60.0, 30.0}), QRectF(14, 0, 400, 0), {22.0, 18.0}, 5);
    QCOMPARE(layout.fitsOneLine, fits);
    QTEST(static_cast<int>(layout.entries.size()), "shown");
    QTEST(layout.overflow, "overflow");
    for (qsizetype i = 1; i < layout.entries.size(); ++i) {
        QVERIFY(!layout.entries[i].intersects(layout.entries[i - 1]));
    }
}

void tst_ChartGeometry::legend_withoutRoomForRows_showsWhatFits()
{
    const LegendLayout layout =
        layoutLegend(QList<LegendEntryWidth>(12, {60.0, 30.0}), QRectF(14, 0, 400, 0), {22.0, 18.0}, 0);
    QCOMPARE(layout.entries.size() + layout.overflow, 12);
    QCOMPARE(layout.height, 22.0);
    QVERIFY(layout.entries.size() >= 2 && layout.entries.last().right() < 414.0);
    const LegendLayout large =
        layoutLegend(QList<LegendEntryWidth>(2, {60.0, 30.0}), QRectF(14, 0, 400, 0), {33.0, 27.0}, 5, 1.5);
    QCOMPARE(large.entries[0].width(), 60.0 + 30.0 + 1.5 * 24.0);
}

void tst_ChartGeometry::legend_thatFitsAFewLines_wraps()
{
    const QList<LegendEntryWidth> seven(7, {60.0, 30.0}); // three of them in a line
    const LegendLayout wrapped = layoutLegend(seven, QRectF(14, 0, 400, 0), {22.0, 18.0}, 5, 1.0, 3);
    QVERIFY(!wrapped.isTable && !wrapped.fitsOneLine);
    QCOMPARE(wrapped.entries.size(), 7);
    QCOMPARE(wrapped.overflow, 0);
    QCOMPARE(wrapped.height, 66.0);
    QCOMPARE(wrapped.entries[3].topLeft(), QPointF(14, 22));
    for (const QRectF &entry : wrapped.entries) {
        QVERIFY(entry.right() <= 414.5);
    }
    const LegendLayout table = layoutLegend(seven, QRectF(14, 0, 400, 0), {22.0, 18.0}, 5, 1.0, 1);
    QVERIFY(table.isTable);
    QCOMPARE(table.height, 6 * 18.0); // the head and five rows
    QCOMPARE(table.entries[1].top(), 2 * 18.0);
    QVERIFY(layoutLegend(seven.mid(0, 2), QRectF(14, 0, 400, 0), {22.0, 18.0}, 5, 1.0, 0).isTable);
    const LegendLayout cut = layoutLegend(seven, QRectF(14, 0, 400, 0), {22.0, 18.0}, 0, 1.0, 2);
    QVERIFY(!cut.isTable);
    QCOMPARE(cut.entries.size() + cut.overflow, 7);
    QCOMPARE(cut.height, 44.0);
    QVERIFY(cut.entries.size() >= 5);
}

void tst_ChartGeometry::tooltip_isNeverUnderThePointer_data()
{
    QTest::addColumn<QPointF>("pointer");
    QTest::newRow("left edge") << QPointF(1, 50);
    QTest::newRow("middle") << QPointF(200, 100);
    QTest::newRow("right edge") << QPointF(399, 100);
    QTest::newRow("corner") << QPointF(399, 199);
}

void tst_ChartGeometry::tooltip_isNeverUnderThePointer()
{
    QFETCH(QPointF, pointer);
    const QRectF bounds(0, 0, 400, 200);
    const QRectF area = placeTooltip(pointer, QSizeF(150, 120), bounds);
    QVERIFY(!area.contains(pointer));
    QVERIFY(bounds.contains(area));
    const QRectF wide = placeTooltip(pointer, QSizeF(390, 40), bounds);
    QVERIFY(!wide.contains(pointer));
    QVERIFY(bounds.contains(wide));
}

void tst_ChartGeometry::marks_foldWhenCrowded()
{
    QList<ChartMark> few;
    for (const int second : {10, 50, 51, 90, 200}) {
        few.append({fromUnixMs(second * 1000), ChartMark::Kind::Deploy, {}});
    }
    const auto groups = foldMarks(few, mapping(), 12.0);
    QCOMPARE(groups.size(), 3); // the one outside the range is gone, two neighbours are one
    QCOMPARE(groups[1].count, 2);
    QList<ChartMark> many;
    for (int i = 0; i < 100; ++i) {
        many.append({fromUnixMs(i * 1000), ChartMark::Kind::Deploy, {}});
    }
    const auto folded = foldMarks(many, mapping(), 12.0);
    QCOMPARE_LE(folded.size(), 13);
    int total = 0;
    for (const MarkGroup &group : folded) {
        total += group.count;
    }
    QCOMPARE(total, 100);
}

void tst_ChartGeometry::statistics_ignoreGaps()
{
    const QList<QPointF> points{{0, 2}, {1000, kNan}, {2000, 6}, {3000, 4}, {4000, kNan}};
    const Statistics facts = statisticsOf(points, {fromUnixMs(0), fromUnixMs(4'000)});
    QCOMPARE(facts.count, 3);
    QCOMPARE(facts.last, 4.0);
    QCOMPARE(facts.min, 2.0);
    QCOMPARE(facts.mean, 4.0);
    QCOMPARE(facts.max, 6.0);
    QCOMPARE(toUnixMs(facts.maxAt), 2'000);
}

QTEST_APPLESS_MAIN(tst_ChartGeometry)
#include "tst_chartgeometry.moc"
