// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/charttest.h"
#include "tests/gui/widgets/gallerydata.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/chartlegend.h"
#include "console/widgets/charts/charttooltip.h"
#include "console/widgets/controls/appstyle.h"
#include "console/widgets/controls/popover.h"

#include <QAbstractSeries>
#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>
#include <QXYSeries>

#include <algorithm>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace std::chrono_literals;

class tst_TimeChart : public ChartTest
{
    Q_OBJECT

private Q_SLOTS:
    void everyTheme_drawsWithoutWarnings_data();
    void everyTheme_drawsWithoutWarnings();
    void ticks_lieInsideThePlot();
    void cursor_isSharedButOnlyOneTooltipShows();
    void tooltip_clickPinsAndEscReleases();
    void tooltip_listsValuesSorted();
    void drag_zoomsTheWholeContext();
    void drag_writesRangeAndHoldsLive();
    void altDrag_zoomsValuesAndBackspaceGoesBack();
    void shiftDrag_measuresAndLeavesTheRange();
    void escape_goesOneZoomBack();
    void doubleClick_resetsEveryZoom();
    void controlWheel_zooms_plainWheelIsLeftToThePage();
    void controlArrows_moveCursorBySample();
    void altEnter_opensTable();
    void bandBar_clickOpensAlert();
    void gap_saysItsReason();
    void dashedLine_breaksAtTheGap();
    void gap_isARowOfTheTable();
    void previousPeriod_isInTheTooltip();
    void smallValue_isNotRoundedToNothing();
    void mark_saysItsWordsOnHover();
    void fewSamples_areShownAsDots();
    void live_unfinishedBucketIsInTheTail();
    void menu_copiesCsvAndQuery();
    void csv_quotesNamesAndUsesIso();
    void accessibility_hasValueAndDescription();
    void hiding_releasesPinnedHold();
    void axis_liveKeepsSteady();
};

void tst_TimeChart::everyTheme_drawsWithoutWarnings_data()
{
    QTest::addColumn<ThemeKind>("kind");
    QTest::addColumn<int>("percent");
    QTest::newRow("dark") << ThemeKind::Dark << 100;
    QTest::newRow("light at 150 %") << ThemeKind::Light << 150;
    QTest::newRow("high contrast at 85 %") << ThemeKind::HighContrast << 85;
}

void tst_TimeChart::everyTheme_drawsWithoutWarnings()
{
    QFETCH(ThemeKind, kind);
    QFETCH(int, percent);
    m_themes->setSettings({kind, Density::Normal, percent, true});
    for (ChartCard *card : std::as_const(m_cards)) {
        const QImage image = card->toImage();
        QSet<QRgb> colors;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3) {
                colors.insert(image.pixel(x, y));
            }
        }
        QCOMPARE_GE(colors.size(), 12);
        QVERIFY(colors.contains(m_themes->theme().color(Token::Surface).rgb()));
    }
}

void tst_TimeChart::ticks_lieInsideThePlot()
{
    const auto ticks = chart(0)->tickPositions();
    QCOMPARE_GE(ticks.size(), 4);
    const auto map = chart(0)->mapping();
    for (const TimeTick &tick : ticks) {
        const double x = map.x(static_cast<double>(toUnixMs(tick.time)));
        QVERIFY(x >= map.plot.left() - 0.5 && x <= map.plot.right() + 0.5);
        QCOMPARE(toUnixMs(tick.time) % 60'000, 0);
    }
}

void tst_TimeChart::cursor_isSharedButOnlyOneTooltipShows()
{
    QTest::mouseMove(chart(0)->viewport(), at(0, 0.5));
    QVERIFY(m_time->cursor().has_value());
    QCOMPARE(m_time->cursorSource(), chart(0));
    QVERIFY(chart(0)->isTooltipVisible());
    QVERIFY(!chart(1)->isTooltipVisible());
    QCOMPARE(chart(0)->valueAtCursor(0), chart(0)->data().series[0].points[120].y());
    QTest::mouseMove(chart(1)->viewport(), at(1, 0.25));
    QVERIFY(chart(1)->isTooltipVisible());
    QVERIFY(!chart(0)->isTooltipVisible());
}

void tst_TimeChart::tooltip_clickPinsAndEscReleases()
{
    QTest::mouseMove(chart(0)->viewport(), at(0, 0.5));
    QTest::mouseClick(chart(0)->viewport(), Qt::LeftButton, {}, at(0, 0.5));
    QVERIFY(chart(0)->isTooltipPinned());
    QVERIFY(m_time->isPaused());
    QTest::mouseMove(chart(1)->viewport(), at(1, 0.2));
    QVERIFY(chart(0)->isTooltipVisible());
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Escape);
    QVERIFY(!chart(0)->isTooltipPinned());
    QVERIFY(!m_time->isPaused());
}

void tst_TimeChart::tooltip_listsValuesSorted()
{
    QTest::mouseMove(chart(3)->viewport(), at(3, 0.25));
    QVERIFY(tooltip());
    const TooltipContent &content = tooltip()->content();
    QCOMPARE(content.rows.size(), ChartTooltip::kMaxRows);
    QCOMPARE(content.more, 4);
    const QPoint pointer = chart(3)->viewport()->mapTo(m_window.get(), at(3, 0.25));
    QVERIFY(!tooltip()->geometry().adjusted(7, 7, -7, -7).contains(pointer));
}

void tst_TimeChart::drag_zoomsTheWholeContext()
{
    const TimeRange before = m_time->range();
    drag(0, 0.25, 0.75);
    QVERIFY(m_time->isZoomed());
    const auto length = m_time->range().length();
    QVERIFY(std::abs((length - before.length() / 2).count()) < 30'000);
    QCOMPARE(chart(1)->mapping().range, m_time->range());
    QVERIFY(!m_time->isLive());
    QVERIFY(!m_time->isPaused());
}

void tst_TimeChart::drag_writesRangeAndHoldsLive()
{
    QWidget *view = chart(0)->viewport();
    QTest::mousePress(view, Qt::LeftButton, {}, at(0, 0.2));
    QVERIFY(m_time->isPaused());
    const TimeRange before = m_time->range();
    m_time->advance(gallery::now() + 5min);
    QCOMPARE(m_time->range(), before);
    QMouseEvent move(
        QEvent::MouseMove, at(0, 0.6), view->mapToGlobal(at(0, 0.6)), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(view, &move);
    QVERIFY(!chart(0)->isTooltipVisible());
    QTest::keyClick(chart(0), Qt::Key_Escape);
    QVERIFY(!m_time->isPaused());
    QVERIFY(!m_time->isZoomed());
}

void tst_TimeChart::altDrag_zoomsValuesAndBackspaceGoesBack()
{
    const double before = chart(0)->mapping().max;
    drag(0, 0.3, 0.6, Qt::AltModifier, 0.25, 0.75);
    QVERIFY(!m_time->isZoomed());
    QCOMPARE_LT(chart(0)->mapping().max, before * 0.8);
    QCOMPARE_GT(chart(0)->mapping().min, 0.0);
    QTest::keyClick(chart(0), Qt::Key_Backspace);
    QCOMPARE(chart(0)->mapping().max, before);
}

void tst_TimeChart::shiftDrag_measuresAndLeavesTheRange()
{
    const TimeRange before = m_time->range();
    QWidget *view = chart(0)->viewport();
    const QImage plain = view->grab().toImage();
    QTest::mousePress(view, Qt::LeftButton, Qt::ShiftModifier, at(0, 0.3, 0.8));
    QMouseEvent move(QEvent::MouseMove, at(0, 0.7, 0.2), view->mapToGlobal(at(0, 0.7, 0.2)), Qt::NoButton,
        Qt::LeftButton, Qt::ShiftModifier);
    QApplication::sendEvent(view, &move);
    const QColor accent = m_themes->theme().color(Token::Accent);
    QCOMPARE(view->grab().toImage().pixelColor(at(0, 0.7, 0.2)), accent); // the end of the measured line
    QVERIFY(plain.pixelColor(at(0, 0.7, 0.2)) != accent);
    QTest::mouseRelease(view, Qt::LeftButton, Qt::ShiftModifier, at(0, 0.7, 0.2));
    QCOMPARE(m_time->range(), before);
    QVERIFY(!m_time->isPaused());
}

void tst_TimeChart::escape_goesOneZoomBack()
{
    const TimeRange before = m_time->range();
    drag(0, 0.25, 0.75);
    const TimeRange once = m_time->range();
    QVERIFY(once != before);
    drag(1, 0.25, 0.75);
    QVERIFY(m_time->range() != once);
    QTest::keyClick(chart(2), Qt::Key_Escape);
    QCOMPARE(m_time->range(), once);
    QTest::keyClick(chart(2), Qt::Key_Escape);
    QCOMPARE(m_time->range(), before);
}

void tst_TimeChart::doubleClick_resetsEveryZoom()
{
    const TimeRange before = m_time->range();
    drag(0, 0.25, 0.75);
    drag(0, 0.25, 0.75);
    QVERIFY(m_time->isZoomed());
    QTest::mouseDClick(chart(1)->viewport(), Qt::LeftButton, {}, at(1, 0.5));
    QCOMPARE(m_time->range(), before);
    QVERIFY(!chart(1)->isTooltipPinned());
}

void tst_TimeChart::controlWheel_zooms_plainWheelIsLeftToThePage()
{
    QWidget *view = chart(0)->viewport();
    const QPointF where = at(0, 0.5);
    const auto turn = [&](Qt::KeyboardModifiers keys) {
        QWheelEvent event(where, view->mapToGlobal(where), {}, QPoint(0, 120), Qt::NoButton, keys,
            Qt::NoScrollPhase, false);
        QApplication::sendEvent(view, &event);
        return event.isAccepted();
    };
    const TimeRange before = m_time->range();
    turn({});
    QCOMPARE(m_time->range(), before);
    QVERIFY(turn(Qt::ControlModifier));
    QCOMPARE_LT(m_time->range().length(), before.length());
}

void tst_TimeChart::controlArrows_moveCursorBySample()
{
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(m_time->cursor());
    const TimeMs last = *m_time->cursor();
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(std::chrono::abs(last - *m_time->cursor() - 15s) < 100ms);
    QVERIFY(chart(0)->cursorText().contains(u"checkout-api"_s));
    QTest::keyClick(chart(0), Qt::Key_Right, Qt::ControlModifier);
    QCOMPARE(*m_time->cursor(), last);
}

void tst_TimeChart::altEnter_opensTable()
{
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Return, Qt::AltModifier);
    auto *table = m_window->findChild<QTableView *>(u"chartTable"_s);
    QVERIFY(table && table->isVisible());
    QCOMPARE(table->model()->columnCount(), 4);
    QCOMPARE(table->model()->rowCount(), 240);
    QVERIFY(table->model()->index(0, 1).data().toString().contains(u'%'));
    QTest::keyClick(table, Qt::Key_Escape);
    QVERIFY(!table->isVisible());
}

void tst_TimeChart::bandBar_clickOpensAlert()
{
    QSignalSpy opened(m_cards[1], &ChartCard::bandActivated);
    const QPoint bar = at(1, 0.9, 0.0) - QPoint(0, 3);
    QTest::mouseClick(chart(1)->viewport(), Qt::LeftButton, {}, bar);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened.first().first().toString(), u"A-10482"_s);
    QVERIFY(!chart(1)->isTooltipPinned());
}

void tst_TimeChart::gap_saysItsReason()
{
    QTest::mouseMove(chart(3)->viewport(), at(3, 135.0 / 240));
    QVERIFY(tooltip());
    QCOMPARE(tooltip()->content().rows.size(), 1); // the period before had samples here
    QVERIFY(tooltip()->content().rows.front().name.endsWith(u", before"_s));
    QCOMPARE(tooltip()->content().note, u"No data: the agent was down"_s);
}

void tst_TimeChart::dashedLine_breaksAtTheGap()
{
    ChartData data = gallery::busyChart();
    data.marks.clear();
    data.gaps.clear(); // no hatching: where the gap is there is only the grid
    data.previous.clear();
    m_cards[3]->setData(data);
    int dashed = 0;
    for (int i = 0; i < data.series.size(); ++i) {
        dashed += chart(3)->isDashed(i) ? 1 : 0;
    }
    QVERIFY(dashed >= 4);
    const QImage image = chart(3)->viewport()->grab().toImage();
    const int x = at(3, 135.0 / 240).x();
    const QRectF plot = chart(3)->plotArea();
    QSet<QRgb> colors;
    for (int y = static_cast<int>(plot.top()) + 1; y < static_cast<int>(plot.bottom()) - 1; ++y) {
        colors.insert(image.pixel(x, y));
    }
    QVERIFY2(colors.size() <= 2, qPrintable(QString::number(colors.size()))); // surface and grid
}

void tst_TimeChart::gap_isARowOfTheTable()
{
    QTest::keyClick(chart(3), Qt::Key_Return, Qt::AltModifier);
    auto *table = m_window->findChild<QTableView *>(u"chartTable"_s);
    QVERIFY(table);
    const QAbstractItemModel &model = *table->model();
    int gaps = 0;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, 0).data().toString().endsWith(u"No data: the agent was down"_s)) {
            ++gaps;
            QCOMPARE(table->columnSpan(row, 0), model.columnCount());
            const auto stampAt = [&](int at) { return model.index(at, 0).data().toString(); };
            QVERIFY(stampAt(row - 1) > stampAt(row + 1)); // newest first, the gap between
        }
    }
    QCOMPARE(gaps, 1);
    QVERIFY2(chart(3)->description().contains(u"No data: the agent was down"_s),
        qPrintable(chart(3)->description()));
}

void tst_TimeChart::previousPeriod_isInTheTooltip()
{
    QTest::mouseMove(chart(3)->viewport(), at(3, 0.3));
    QVERIFY(tooltip());
    ChartData few = gallery::busyChart();
    few.series.resize(2);
    m_cards[3]->setData(few);
    QCOMPARE(tooltip()->content().rows.size(), 3);
    QVERIFY(tooltip()->content().rows.back().isDashed);
    QVERIFY(tooltip()->content().rows.back().name.endsWith(u", before"_s));
}

void tst_TimeChart::smallValue_isNotRoundedToNothing()
{
    ChartData data = gallery::cpuChart();
    data.unit = Unit::Count;
    data.series.resize(2);
    data.series[0].points = gallery::points({12, 12, 12}, m_time->range());
    data.series[1].points = gallery::points({262'144, 262'144, 262'144}, m_time->range());
    m_cards[0]->setData(data);
    QCOMPARE(chart(0)->valueText(12), u"12"_s);
    QCOMPARE(chart(0)->valueText(262'144), u"262 k"_s);
}

void tst_TimeChart::mark_saysItsWordsOnHover()
{
    QTest::mouseMove(chart(3)->viewport(), at(3, 0.2));
    QVERIFY(tooltip());
    QVERIFY2(tooltip()->content().note.endsWith(u"4.18.1"_s), qPrintable(tooltip()->content().note));
}

void tst_TimeChart::fewSamples_areShownAsDots()
{
    ChartData data = gallery::cpuChart();
    data.series.resize(1);
    data.step = 10min;
    data.series[0].points = gallery::points({20, 80, 20, 80, 20, 80, 20}, m_time->range());
    m_cards[0]->setData(data);
    const QPointF middle(chart(0)->mapping().x(data.series[0].points[3].x()), chart(0)->mapping().y(80));
    const QImage image = chart(0)->viewport()->grab().toImage();
    QCOMPARE(image.pixelColor((middle + QPointF(-1.5, 0)).toPoint()), chart(0)->colorOf(0));
}

void tst_TimeChart::live_unfinishedBucketIsInTheTail()
{
    ChartData data = gallery::cpuChart();
    const auto end = static_cast<double>(toUnixMs(m_time->range().to));
    data.series[0].points.append({end - 5'000, 50.0});
    m_cards[0]->setData(data);
    const auto series = chart(0)->chart()->series();
    int tails = 0;
    for (QAbstractSeries *one : series) {
        tails += static_cast<QXYSeries *>(one)->count() == 2;
    }
    QCOMPARE_GE(tails, 1);
}

void tst_TimeChart::menu_copiesCsvAndQuery()
{
    const auto action = [&](const QString &name) { return m_cards[0]->menu()->findChild<QAction *>(name); };
    m_cards[0]->setQuery(u"avg by (component) (cpu.busy)"_s);
    QSignalSpy copied(m_cards[0], &ChartCard::copied);
    action(u"chart.copyQuery"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"avg by (component) (cpu.busy)"_s);
    action(u"chart.copyCsv"_s)->trigger();
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(u"time,checkout-api,edge-proxy,ledger\n"_s));
    action(u"chart.copyPng"_s)->trigger();
    QVERIFY(!QGuiApplication::clipboard()->image().isNull());
    QCOMPARE(copied.count(), 3);
}

void tst_TimeChart::csv_quotesNamesAndUsesIso()
{
    ChartData data;
    data.step = 1s;
    ChartSeries series;
    series.id = u"a"_s;
    series.name = u"disk \"/data\", sda"_s;
    series.points = {{0.0, 1.5}, {1000.0, std::numeric_limits<double>::quiet_NaN()}};
    data.series = {series};
    m_cards[0]->setData(data);
    QCOMPARE(m_cards[0]->toCsv(),
        u"time,\"disk \"\"/data\"\", sda\"\n1970-01-01T00:00:00.000Z,1.5\n1970-01-01T00:00:01.000Z,\n"_s);
}

void tst_TimeChart::accessibility_hasValueAndDescription()
{
    QAccessibleInterface *face = QAccessible::queryAccessibleInterface(chart(1));
    QVERIFY(face);
    QCOMPARE(face->role(), QAccessible::Chart);
    QCOMPARE(face->text(QAccessible::Name), u"Chart 1"_s);
    QVERIFY(face->text(QAccessible::Description).contains(u"p95: last 8"_s));
    QTest::mouseMove(chart(1)->viewport(), at(1, 0.5));
    QVERIFY(face->text(QAccessible::Value).contains(u"p99"_s));
}

void tst_TimeChart::hiding_releasesPinnedHold()
{
    QTest::mouseClick(chart(0)->viewport(), Qt::LeftButton, {}, at(0, 0.5));
    QVERIFY(m_time->isPaused());
    m_cards[0]->hide();
    QVERIFY(!m_time->isPaused());
    QTest::mousePress(chart(1)->viewport(), Qt::LeftButton, {}, at(1, 0.5));
    QVERIFY(m_time->isPaused());
    m_cards[1]->hide();
    QVERIFY(!m_time->isPaused());
}

void tst_TimeChart::axis_liveKeepsSteady()
{
    ChartData data = gallery::latencyChart();
    data.thresholds.clear();
    m_cards[1]->setData(data);
    const ValueAxis before = chart(1)->axis();
    for (ChartSeries &series : data.series) {
        for (QPointF &point : series.points) {
            point.ry() *= 0.7;
        }
    }
    m_cards[1]->setData(data);
    QCOMPARE(chart(1)->axis(), before);
    for (ChartSeries &series : data.series) {
        for (QPointF &point : series.points) {
            point.ry() *= 0.2;
        }
    }
    m_cards[1]->setData(data);
    QCOMPARE_LT(chart(1)->axis().max, before.max * 0.5);
}

QTEST_MAIN(tst_TimeChart)
#include "tst_timechart.moc"
