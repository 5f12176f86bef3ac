// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/charttest.h"
#include "tests/gui/widgets/gallerydata.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/charttooltip.h"
#include "console/widgets/charts/turnqueue.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace std::chrono_literals;

/// What keys and menus do to a chart, what it says of where its samples begin and end, and how the charts of
/// a window take turns.
class tst_ChartKeys : public ChartTest
{
    Q_OBJECT

private Q_SLOTS:
    void cursor_saysItsTimeOnEveryChart();
    void enter_pinsAndReleasesTheTooltip();
    void controlArrow_movesThePinnedInstant();
    void controlShiftArrows_stretchAZoomThatEnterTakes();
    void controlShiftArrows_escGivesUp();
    void contextMenu_opensTheMenuOfTheCard();
    void menu_copiesTheValuesAtTheCursor();
    void menu_opensAndEnlargesOnlyWhereAsked();
    void stack_hasTheLargestAtTheBottomAndKeepsItsOrder();
    void beginning_saysSinceWhenThereAreSamples();
    void beginning_saysNothingWhenTheRangeIsFull();
    void lastMinute_isMarkedBeforeASilenceThatLasts();
    void description_saysSinceWhenALimitIsPassed();
    void slide_waitsForItsTurn();
    void turns_takeOneAtATimeAndKeepTheNewestWork();

private:
    [[nodiscard]] QColor pixel(int index, QPointF where) const
    {
        return chart(index)->viewport()->grab().toImage().pixelColor(where.toPoint());
    }
};

void tst_ChartKeys::cursor_saysItsTimeOnEveryChart()
{
    const QColor box = m_themes->theme().color(Token::TextSecondary);
    const auto labelAt = [&](int index) {
        const double x = chart(index)->mapping().x(static_cast<double>(toUnixMs(*m_time->cursor())));
        return QPointF(x - 20.0, chart(index)->plotArea().bottom() + 5.0);
    };
    QTest::mouseMove(chart(0)->viewport(), at(0, 0.5));
    QVERIFY(m_time->cursor());
    QCOMPARE(pixel(0, labelAt(0)), box); // the hovered one, beside its tool tip
    QCOMPARE(pixel(1, labelAt(1)), box);
}

void tst_ChartKeys::enter_pinsAndReleasesTheTooltip()
{
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Return);
    QVERIFY(!chart(0)->isTooltipPinned()); // no cursor, nothing to pin
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier);
    QTest::keyClick(chart(0), Qt::Key_Return);
    QVERIFY(chart(0)->isTooltipPinned());
    QVERIFY(m_time->isPaused());
    QVERIFY(tooltip());
    QTest::keyClick(chart(0), Qt::Key_Return);
    QVERIFY(!chart(0)->isTooltipPinned());
    QVERIFY(!m_time->isPaused());
}

void tst_ChartKeys::controlArrow_movesThePinnedInstant()
{
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier);
    QTest::keyClick(chart(0), Qt::Key_Return);
    const QString before = tooltip()->content().title;
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier);
    QVERIFY(chart(0)->isTooltipPinned());
    QVERIFY(tooltip()->content().title != before);
}

void tst_ChartKeys::controlShiftArrows_stretchAZoomThatEnterTakes()
{
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier);
    const auto both = Qt::ControlModifier | Qt::ShiftModifier;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(chart(0), Qt::Key_Left, both);
    }
    QVERIFY(m_time->isPaused());
    QVERIFY(!m_time->isZoomed());
    QTest::keyClick(chart(0), Qt::Key_Return);
    QVERIFY(m_time->isZoomed());
    QVERIFY(!m_time->isPaused());
    QVERIFY(std::chrono::abs(m_time->range().length() - 20 * 15s) < 15s);
}

void tst_ChartKeys::controlShiftArrows_escGivesUp()
{
    const TimeRange before = m_time->range();
    chart(0)->setFocus();
    QTest::keyClick(chart(0), Qt::Key_Left, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(m_time->isPaused());
    QTest::keyClick(chart(0), Qt::Key_Escape);
    QVERIFY(!m_time->isPaused());
    QCOMPARE(m_time->range(), before);
}

void tst_ChartKeys::contextMenu_opensTheMenuOfTheCard()
{
    const QPoint where = at(0, 0.5);
    QContextMenuEvent event(QContextMenuEvent::Mouse, where, chart(0)->viewport()->mapToGlobal(where));
    QApplication::sendEvent(chart(0)->viewport(), &event);
    QVERIFY(m_cards[0]->menu()->isVisible());
    m_cards[0]->menu()->close();
}

void tst_ChartKeys::menu_copiesTheValuesAtTheCursor()
{
    const auto *copy = m_cards[0]->menu()->findChild<QAction *>(u"chart.copyValue"_s);
    m_time->setCursor(gallery::now() - 30min, chart(0));
    const QString there = chart(0)->valuesText();
    m_cards[0]->menu()->popup(m_window->mapToGlobal(QPoint(10, 10)));
    m_time->setCursor({}, nullptr); // the pointer has gone to the menu
    QVERIFY(chart(0)->valuesText() != there);
    const_cast<QAction *>(copy)->trigger();
    m_cards[0]->menu()->close();
    QCOMPARE(QGuiApplication::clipboard()->text(), there);
    QCOMPARE(there.count(u'\n'), 2);
    QVERIFY2(there.startsWith("checkout-api\t"_L1) && there.contains(" %"_L1), qPrintable(there));
}

void tst_ChartKeys::menu_opensAndEnlargesOnlyWhereAsked()
{
    auto *open = m_cards[0]->menu()->findChild<QAction *>(u"chart.open"_s);
    auto *large = m_cards[0]->menu()->findChild<QAction *>(u"chart.maximize"_s);
    QVERIFY(!open->isVisible() && !large->isVisible());
    m_cards[0]->setOpenable(true);
    m_cards[0]->setMaximizable(true);
    QVERIFY(open->isVisible() && large->isVisible());
    QSignalSpy opened(m_cards[0], &ChartCard::openRequested);
    QSignalSpy enlarged(m_cards[0], &ChartCard::maximizeRequested);
    open->trigger();
    large->trigger();
    QCOMPARE(opened.count(), 1);
    QCOMPARE(enlarged.count(), 1);
}

void tst_ChartKeys::stack_hasTheLargestAtTheBottomAndKeepsItsOrder()
{
    ChartData data = gallery::cpuChart();
    data.isStacked = true;
    data.series[0].points = gallery::points({5, 5, 5}, m_time->range());
    data.series[1].points = gallery::points({50, 50, 50}, m_time->range());
    data.series[2].points = gallery::points({20, 20, 20}, m_time->range());
    const QStringList ids{data.series[1].id, data.series[2].id, data.series[0].id};
    const auto shown = [&] {
        QStringList order;
        for (const ChartSeries &series : chart(0)->data().series) {
            order.append(series.id);
        }
        return order;
    };
    m_cards[0]->setData(data);
    QCOMPARE(shown(), ids);
    data.series[0].points = gallery::points({25, 25, 25}, m_time->range());
    m_cards[0]->setData(data);
    QCOMPARE(shown(), ids); // layers that change places would look like values that change
    data.series[0].points = gallery::points({90, 90, 90}, m_time->range());
    m_cards[0]->setData(data);
    QCOMPARE(shown(), (QStringList{ids[2], ids[0], ids[1]})); // another host, or another hour
    data.series.removeLast();
    m_cards[0]->setData(data);
    QCOMPARE(shown(), (QStringList{ids[2], ids[0]}));
}

void tst_ChartKeys::beginning_saysSinceWhenThereAreSamples()
{
    ChartData data = gallery::cpuChart();
    for (ChartSeries &series : data.series) {
        series.points = series.points.mid(series.points.size() / 2);
    }
    m_cards[0]->setData(data);
    const QString expected = u"no samples before "_s
        + plainFormatter().clockTime(
            fromUnixMs(static_cast<std::int64_t>(data.series[0].points.front().x())));
    QCOMPARE(chart(0)->beginningText(), expected);
    QVERIFY2(chart(0)->description().endsWith(expected), qPrintable(chart(0)->description()));
    QTest::mouseMove(chart(0)->viewport(), at(0, 0.2));
    QVERIFY(tooltip());
    QCOMPARE(tooltip()->content().note, expected);
}

void tst_ChartKeys::beginning_saysNothingWhenTheRangeIsFull()
{
    QCOMPARE(chart(0)->beginningText(), QString());
    m_cards[0]->setData({});
    QCOMPARE(chart(0)->beginningText(), QString());
}

void tst_ChartKeys::lastMinute_isMarkedBeforeASilenceThatLasts()
{
    ChartData data = gallery::cpuChart();
    for (ChartSeries &series : data.series) {
        series.points.resize(series.points.size() / 2);
    }
    const TimeMs last = fromUnixMs(static_cast<std::int64_t>(data.series[0].points.back().x()));
    const auto barAt = [&] {
        const double x = chart(0)->mapping().x(static_cast<double>(toUnixMs(last - 30s)));
        return pixel(0, {x, chart(0)->plotArea().top() - 4.0});
    };
    m_cards[0]->setData(data);
    const QColor bar = m_themes->theme().color(Token::TextMuted);
    QVERIFY(barAt() != bar);
    data.gaps.append({last, TimeMs::max(), GapReason::NotConnected});
    m_cards[0]->setData(data);
    QCOMPARE(barAt(), bar);
}

void tst_ChartKeys::description_saysSinceWhenALimitIsPassed()
{
    ChartData data = gallery::cpuChart();
    data.series.resize(1);
    data.series[0].points = gallery::points({10, 70, 10, 70, 70, 90}, m_time->range());
    data.thresholds = {{60.0, Severity::Warning, true}, {85.0, Severity::Critical, true}};
    m_cards[0]->setData(data);
    const auto since = [&](int sample) {
        return plainFormatter().clockTime(
            fromUnixMs(static_cast<std::int64_t>(data.series[0].points[sample].x())));
    };
    QVERIFY2(chart(0)->description().contains(u", above 85 % since "_s + since(5)),
        qPrintable(chart(0)->description()));
    data.series[0].points.removeLast();
    m_cards[0]->setData(data);
    QVERIFY2(chart(0)->description().contains(u", above 60 % since "_s + since(3)),
        qPrintable(chart(0)->description()));
    data.series[0].points.back().setY(5.0);
    m_cards[0]->setData(data);
    QVERIFY(!chart(0)->description().contains("above"_L1));
}

void tst_ChartKeys::slide_waitsForItsTurn()
{
    const TimeRange before = chart(0)->mapping().range;
    m_time->advance(gallery::now() + 5min);
    QVERIFY(!m_time->turns().isEmpty());
    QCOMPARE(chart(0)->mapping().range, before);
    QTRY_COMPARE(chart(0)->mapping().range, m_time->range());
    QTRY_COMPARE(chart(3)->mapping().range, m_time->range());
    QVERIFY(m_time->turns().isEmpty());
}

void tst_ChartKeys::turns_takeOneAtATimeAndKeepTheNewestWork()
{
    TurnQueue turns;
    QObject first;
    auto second = std::make_unique<QObject>();
    QObject third;
    QStringList done;
    turns.add(&first, [&] { done.append(u"old"_s); });
    turns.add(second.get(), [&] { done.append(u"second"_s); });
    turns.add(&third, [&] {
        done.append(u"third"_s);
        turns.add(&first, [&] { done.append(u"again"_s); });
    });
    turns.add(&first, [&] { done.append(u"new"_s); });
    second.reset(); // takes its work along
    QTRY_COMPARE(done.size(), 3);
    QCOMPARE(done, (QStringList{u"new"_s, u"third"_s, u"again"_s}));
    QVERIFY(turns.isEmpty());
}

QTEST_MAIN(tst_ChartKeys)
#include "tst_chartkeys.moc"
