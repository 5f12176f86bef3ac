// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/charttest.h"
#include "tests/gui/widgets/gallerydata.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/chartlegend.h"
#include "console/widgets/controls/popover.h"

#include <QAbstractSeries>
#include <QApplication>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QXYSeries>

#include <algorithm>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace std::chrono_literals;

class tst_ChartLegend : public ChartTest
{
    Q_OBJECT

private Q_SLOTS:
    void legend_clickShowsOnlyThatSeries();
    void legend_controlClickToggles();
    void legend_swatchPicksAColorThatStaysWithTheSeries();
    void manySeries_becomeATable();
    void tableHead_sortsAndTurnsRound();
    void severitySeries_keepItsColor();
    void legendHeight_ofANeighbourMakesATable();
    void narrowLegend_isATableOnlyWhereLinesHideSeries_data();
    void narrowLegend_isATableOnlyWhereLinesHideSeries();
    void tooManySeries_areCutAndCounted();
    void colors_belongToIds();
};

void tst_ChartLegend::legend_clickShowsOnlyThatSeries()
{
    auto *legend = m_cards[0]->findChild<ChartLegend *>();
    QVERIFY(!legend->isTable());
    QTest::mouseClick(legend, Qt::LeftButton, {}, QPoint(42, legend->height() / 2));
    QVERIFY(chart(0)->isSeriesVisible(0));
    QVERIFY(!chart(0)->isSeriesVisible(1));
    QTest::mouseClick(legend, Qt::LeftButton, {}, QPoint(42, legend->height() / 2));
    QVERIFY(chart(0)->isSeriesVisible(1));
}

void tst_ChartLegend::legend_controlClickToggles()
{
    auto *legend = m_cards[0]->findChild<ChartLegend *>();
    QTest::mouseClick(legend, Qt::LeftButton, Qt::ControlModifier, QPoint(42, legend->height() / 2));
    QVERIFY(!chart(0)->isSeriesVisible(0));
    QVERIFY(chart(0)->isSeriesVisible(1));
    QTest::keyClick(legend, Qt::Key_Right);
    QTest::keyClick(legend, Qt::Key_Space);
    QVERIFY(chart(0)->isSeriesVisible(0));
}

void tst_ChartLegend::legend_swatchPicksAColorThatStaysWithTheSeries()
{
    auto *legend = m_cards[0]->findChild<ChartLegend *>();
    const QColor before = chart(0)->colorOf(0);
    QTest::mouseClick(legend, Qt::LeftButton, {}, QPoint(20, legend->height() / 2));
    auto *menu = legend->findChild<QMenu *>(u"seriesColors"_s);
    QVERIFY(menu);
    const int wanted = m_themes->theme().series(5) == before ? 4 : 5;
    menu->actions().at(wanted)->trigger();
    QCOMPARE(chart(0)->colorOf(0), m_themes->theme().series(wanted));
    QVERIFY(chart(0)->isSeriesVisible(1)); // a click beside the swatch would have hidden it
    ChartData turned = gallery::cpuChart();
    std::reverse(turned.series.begin(), turned.series.end());
    m_cards[0]->setData(turned);
    QCOMPARE(chart(0)->colorOf(static_cast<int>(turned.series.size()) - 1), m_themes->theme().series(wanted));
    menu->close();
    legend->setFocus();
    chart(0)->chooseColor(static_cast<int>(turned.series.size()) - 1, std::nullopt);
    QCOMPARE(chart(0)->colorOf(static_cast<int>(turned.series.size()) - 1), before);
}

void tst_ChartLegend::manySeries_becomeATable()
{
    auto *legend = m_cards[3]->findChild<ChartLegend *>();
    QVERIFY(legend->isTable());
    legend->sortBy(ChartLegend::Column::Max);
    QTest::mouseClick(legend, Qt::LeftButton, {}, QPoint(60, 27));
    QVERIFY(chart(3)->isSeriesVisible(15)); // the largest is now the first row
    QVERIFY(!chart(3)->isSeriesVisible(0));
}

void tst_ChartLegend::tableHead_sortsAndTurnsRound()
{
    auto *legend = m_cards[3]->findChild<ChartLegend *>();
    const QPoint mean(legend->width() - 20 - 74, 8); // the last but one
    const QPoint firstRow(60, 27);
    QTest::mouseClick(legend, Qt::LeftButton, {}, mean);
    QTest::mouseClick(legend, Qt::LeftButton, {}, firstRow);
    QVERIFY(chart(3)->isSeriesVisible(15) && !chart(3)->isSeriesVisible(0)); // the largest
    QTest::mouseClick(legend, Qt::LeftButton, {}, firstRow);
    QTest::mouseClick(legend, Qt::LeftButton, {}, mean);
    QTest::mouseClick(legend, Qt::LeftButton, {}, firstRow);
    QVERIFY(chart(3)->isSeriesVisible(0) && !chart(3)->isSeriesVisible(15)); // the smallest
}

void tst_ChartLegend::severitySeries_keepItsColor()
{
    ChartData data = gallery::cpuChart();
    data.series[0].severity = Severity::Critical;
    m_cards[0]->setData(data);
    auto *legend = m_cards[0]->findChild<ChartLegend *>();
    QTest::mouseClick(legend, Qt::LeftButton, {}, QPoint(20, legend->height() / 2));
    QVERIFY(!legend->findChild<QMenu *>(u"seriesColors"_s));
}

void tst_ChartLegend::legendHeight_ofANeighbourMakesATable()
{
    auto *legend = m_cards[0]->findChild<ChartLegend *>();
    QVERIFY(!legend->isTable());
    m_cards[0]->setLegendHeight(m_cards[3]->wantedLegendHeight());
    QVERIFY(legend->isTable());
    m_cards[0]->setLegendHeight(0);
    QVERIFY(!legend->isTable());
}

void tst_ChartLegend::narrowLegend_isATableOnlyWhereLinesHideSeries_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("series");
    QTest::addColumn<bool>("isTable");
    QTest::newRow("narrow, two lines are enough") << 340 << 2 << false;
    QTest::newRow("narrow, two lines hide some") << 340 << 7 << true;
    QTest::newRow("wide, one line is enough") << 560 << 2 << false;
    QTest::newRow("wide, one line is not enough") << 560 << 4 << true;
}

void tst_ChartLegend::narrowLegend_isATableOnlyWhereLinesHideSeries()
{
    QFETCH(int, width);
    QFETCH(int, series);
    ChartData data = gallery::busyChart();
    data.series.resize(series);
    m_cards[3]->setData(data);
    QTEST(m_cards[3]->findChild<ChartLegend *>()->wantsTable(width), "isTable");
}

void tst_ChartLegend::tooManySeries_areCutAndCounted()
{
    ChartData data = gallery::busyChart();
    const ChartSeries pattern = data.series[0];
    while (data.series.size() < 55) {
        ChartSeries more = pattern;
        more.id = more.name = u"extra-%1"_s.arg(data.series.size());
        data.series.append(more);
    }
    m_cards[3]->setData(data);
    QCOMPARE(chart(3)->data().series.size(), kMaxSeriesPerChart);
    QVERIFY2(m_cards[3]->subtitle().contains(u"40 of 55"_s), qPrintable(m_cards[3]->subtitle()));
}

void tst_ChartLegend::colors_belongToIds()
{
    ChartData data = gallery::busyChart();
    data.series.resize(5);
    m_cards[3]->setData(data);
    const QColor before = chart(3)->colorOf(2);
    data.series.removeFirst();
    m_cards[3]->setData(data);
    QCOMPARE(chart(3)->colorOf(1), before);
}

QTEST_MAIN(tst_ChartLegend)
#include "tst_chartlegend.moc"
