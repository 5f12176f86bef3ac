// SPDX-License-Identifier: GPL-3.0-or-later
// Budgets of whole pages in the wired console: first visit, return visit, and the longest turn of the event
// loop while every chart of a page refreshes.
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/meter/benchline.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <functional>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

constexpr int kRuns = 5;
constexpr int kQuietTurns = 50;

[[nodiscard]] double timed(const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

[[nodiscard]] double median(const std::function<double()> &work)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        times.push_back(work());
    }
    std::ranges::sort(times);
    return times[kRuns / 2];
}

/// Goes to a page and paints it, as its first frame.
[[nodiscard]] double visit(ConsoleWindow &c, QImage &frame, const Location &to)
{
    return timed([&] {
        c.window->goTo(to);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        c.window->render(&frame);
    });
}

[[nodiscard]] bool settle(const ConsoleWindow &c, const QString &card)
{
    return QTest::qWaitFor([&] {
        const auto *chart = c.window->findChild<ChartCard *>(card);
        return chart != nullptr && !chart->chart()->data().series.isEmpty();
    });
}

/// The charts of a page that are on the screen, refreshed one a turn: the longest turn and all of them.
struct Refresh
{
    double longest = 0.0;
    double all = 0.0;
    int charts = 0;
};

[[nodiscard]] Refresh refreshAll(ConsoleWindow &c, const QString &page)
{
    TimeContext &time = c.find<Workspace>(u"workspace"_s)->time();
    Refresh refresh;
    for (int turn = 0; turn < kQuietTurns; ++turn) {
        QCoreApplication::processEvents(); // what the last visit left to do
    }
    for (ChartCard *card : c.find(page)->findChildren<ChartCard *>()) {
        if (card->isVisible() && !card->visibleRegion().isEmpty()) {
            ++refresh.charts;
            time.turns().add(card, [card, data = card->chart()->data()] { card->setData(data); });
        }
    }
    while (!time.turns().isEmpty()) {
        const double turn = timed([] { QCoreApplication::processEvents(); });
        refresh.longest = std::max(refresh.longest, turn);
        refresh.all += turn;
    }
    return refresh;
}

[[nodiscard]] double residentMb()
{
    QFile statm(u"/proc/self/statm"_s);
    static_cast<void>(statm.open(QIODevice::ReadOnly));
    return statm.readAll().split(' ').value(1).toDouble() * 4096.0 / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ConsoleWindow c;
    c.window->resize(1920, 1080);
    if (!c.signIn() || !settle(c, u"overview.cpu"_s)) {
        return 1;
    }
    QImage frame(c.window->size(), QImage::Format_ARGB32_Premultiplied);
    const Location overview;
    const Location first{Location::Page::Host, {}, c.server.hosts()[0].id};
    const Location second{Location::Page::Host, {}, c.server.hosts()[1].id};
    const double before = residentMb();
    printBench("page_host_first_visit", visit(c, frame, first), "ms", atMost(100));
    if (!settle(c, u"cpu.load"_s)) {
        return 1;
    }
    c.server.setQuiet(true); // what comes on its own would be measured along
    printBench("page_host_memory", residentMb() - before, "MB", atMost(40));
    printBench("page_host_return", median([&] {
        static_cast<void>(visit(c, frame, overview));
        return visit(c, frame, first);
    }),
        "ms", atMost(30));
    printBench("page_overview_return", median([&] {
        static_cast<void>(visit(c, frame, first));
        return visit(c, frame, overview);
    }),
        "ms", atMost(30));
    printBench("page_other_host", median([&] {
        static_cast<void>(visit(c, frame, second));
        return visit(c, frame, first);
    }),
        "ms", atMost(100));
    std::vector<Refresh> refreshes;
    for (int run = 0; run < kRuns; ++run) {
        refreshes.push_back(refreshAll(c, u"hostPage"_s));
    }
    std::ranges::sort(refreshes, {}, &Refresh::longest);
    const Refresh &typical = refreshes[kRuns / 2];
    printBench("page_host_refresh_longest_turn", typical.longest, "ms", atMost(8));
    printBench("page_host_refresh_all", typical.all, "ms", atMost(50));
    QTextStream(stdout) << "page_host_refresh: " << typical.charts << " charts on the screen\n";
    return 0;
}
