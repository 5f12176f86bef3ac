// SPDX-License-Identifier: GPL-3.0-or-later
// Budgets of the charts: refresh and cursor of a page of twelve, one heavy chart, a theme switch.
#include "tests/gui/widgets/gallerydata.h"
#include "tests/support/meter/benchline.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/controls/appstyle.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QGridLayout>

#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace std::chrono_literals;

namespace {

constexpr int kCharts = 12;
constexpr int kRuns = 5;

/// Median of five runs, in ms.
double median(const std::function<void(int run)> &work)
{
    QList<double> times;
    for (int run = 0; run < kRuns; ++run) {
        QElapsedTimer timer;
        timer.start();
        work(run);
        times.append(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[kRuns / 2];
}

void report(const char *name, double value, double targetMs)
{
    test::printBench(name, value, "ms", test::atMost(targetMs));
}

ChartData chartOf(int series, int points, quint32 seed)
{
    ChartData data;
    data.unit = Unit::Percent;
    data.step = 10s;
    const TimeRange range = gallery::lastHour();
    for (int i = 0; i < series; ++i) {
        ChartSeries line;
        line.id = line.name = u"series %1"_s.arg(i);
        line.slot = i;
        line.isFilled = i == 0;
        line.points =
            gallery::points(gallery::wave(points, 30 + 15 * i, 8, seed + static_cast<quint32>(i)), range);
        data.series.append(line);
    }
    return data;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeController themes;
    installTheme(app, themes);
    TimeContext time;
    time.setStep(10s);
    time.setLive(1h, gallery::now());
    const Formatter formatter(QLocale(QLocale::English), QTimeZone::utc());

    QElapsedTimer opening;
    opening.start();
    QWidget page;
    auto *grid = new QGridLayout(&page);
    QList<ChartCard *> cards;
    for (int i = 0; i < kCharts; ++i) {
        auto *card = new ChartCard(themes, time, formatter, u"Chart %1"_s.arg(i));
        card->setData(chartOf(3, 360, static_cast<quint32>(i)));
        grid->addWidget(card, i / 4, i % 4);
        cards.append(card);
    }
    page.resize(1600, 900);
    page.show();
    QImage frame(page.size(), QImage::Format_ARGB32_Premultiplied);
    page.render(&frame);
    report("charts_12_open", static_cast<double>(opening.nsecsElapsed()) / 1e6, 100);

    QList<QList<ChartData>> next(kRuns);
    for (int run = 0; run < kRuns; ++run) {
        for (int i = 0; i < kCharts; ++i) {
            next[run].append(chartOf(3, 360, static_cast<quint32>(100 + run * kCharts + i)));
        }
    }
    report("charts_12_refresh", median([&](int run) {
        time.advance(gallery::now() + 10s * (run + 1));
        for (int i = 0; i < kCharts; ++i) {
            cards[i]->setData(next[run][i]);
        }
        page.render(&frame);
    }),
        50);
    report("charts_1_refresh", median([&](int run) {
        cards[0]->setData(next[run][1]);
        cards[0]->chart()->viewport()->render(&frame);
    }),
        8);
    report("charts_12_cursor_move", median([&](int run) {
        time.setCursor(gallery::now() - 60s * (run + 1), cards[0]->chart());
        for (ChartCard *card : std::as_const(cards)) {
            card->chart()->viewport()->render(&frame);
        }
    }),
        4);
    time.setCursor({}, nullptr);
    const QList<ChartData> heavy{chartOf(6, 1000, 7), chartOf(6, 1000, 8)};
    report("charts_6x1000_refresh", median([&](int run) {
        cards[0]->setData(heavy[run % 2]);
        cards[0]->chart()->viewport()->render(&frame);
    }),
        16);
    report("theme_switch_12_charts", median([&](int run) {
        themes.setKind(run % 2 == 0 ? ThemeKind::Light : ThemeKind::Dark);
        page.render(&frame);
    }),
        100);
    return 0;
}
