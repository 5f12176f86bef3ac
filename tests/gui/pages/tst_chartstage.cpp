// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/pages/hintstrip.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What pages do with their charts: one shown large, the period before, another range offered, and what is
/// there while there is nothing to draw.
class TestChartStage : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QWidget *large(const ConsoleWindow &c)
    {
        const QList<QWidget *> all = c.window->findChildren<QWidget *>(u"largeChart"_s);
        const auto shown = std::ranges::find_if(all, &QWidget::isVisible); // closed ones go a little later
        return shown == all.cend() ? nullptr : *shown;
    }
    [[nodiscard]] static ChartCard *card(const ConsoleWindow &c, const QString &name)
    {
        return c.find<ChartCard>(name);
    }
    static void openHost(ConsoleWindow &c)
    {
        QVERIFY(c.signIn());
        c.window->goTo({Location::Page::Host, {}, c.server.hosts().front().id});
        QTRY_VERIFY(c.find(u"hostPage"_s)->findChild<ChartCard *>(u"cpu.load"_s) != nullptr);
    }

private Q_SLOTS:
    void chart_isShownLargeByKeyAndComesBack_data() { addLookRows(); }
    void chart_isShownLargeByKeyAndComesBack()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        TimeChart *small = card(c, u"overview.memory"_s)->chart();
        QTRY_VERIFY(!small->data().series.isEmpty());
        small->setFocus();
        c.key(Qt::Key_V);
        QVERIFY(large(c));
        auto *shown = large(c)->findChild<ChartCard *>(u"overview.memory"_s);
        QVERIFY(shown);
        QVERIFY(shown->width() > 2 * card(c, u"overview.memory"_s)->width());
        QTRY_COMPARE(shown->chart()->data().series.size(), small->data().series.size());
        QVERIFY(shown->chart()->hasFocus());
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_V);
        QTRY_VERIFY(!large(c));
        QVERIFY(small->hasFocus());
    }

    void largeChart_closesByEscAndByItsButton()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        card(c, u"overview.cpu"_s)->chart()->setFocus();
        c.key(Qt::Key_V);
        QVERIFY(large(c));
        c.key(Qt::Key_Escape);
        QVERIFY(!large(c));
        c.key(Qt::Key_V); // at once, while the first one is still on its way out
        QVERIFY(large(c));
        QTest::mouseClick(large(c)->findChild<QWidget *>(u"largeChartClose"_s), Qt::LeftButton);
        QTRY_VERIFY(!large(c));
    }

    void largeChart_opensFromTheMenuAndLeavesWithItsPage()
    {
        ConsoleWindow c;
        openHost(c);
        ChartCard *load = card(c, u"cpu.load"_s);
        auto *action = load->menu()->findChild<QAction *>(u"chart.maximize"_s);
        QVERIFY(action->isVisible());
        action->trigger();
        QVERIFY(large(c));
        QTRY_VERIFY(!large(c)->findChild<ChartCard *>(u"cpu.load"_s)->chart()->data().series.isEmpty());
        const int asked = c.server.subscriptionCount();
        c.window->goTo({});
        QTRY_VERIFY(!large(c));
        QVERIFY(asked > 0);
    }

    void largeChart_takesMorePointsAndTheSameZoom()
    {
        ConsoleWindow c;
        openHost(c);
        card(c, u"cpu.load"_s)->chart()->setFocus();
        c.key(Qt::Key_V);
        TimeContext &time = c.find<Workspace>(u"workspace"_s)->time();
        auto *chart = large(c)->findChild<ChartCard *>(u"cpu.load"_s)->chart();
        time.zoomTo({time.range().to - 20min, time.range().to - 10min});
        QTRY_COMPARE(chart->mapping().range, time.range());
        c.key(Qt::Key_Escape); // first the zoom
        QVERIFY(large(c));
        QVERIFY(!time.isZoomed());
        c.key(Qt::Key_Escape);
        QTRY_VERIFY(!large(c));
    }

    void paletteCommand_showsTheFirstChart()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u">chart large"_s);
        QTRY_VERIFY(large(c));
    }

    void chartMenu_opensTheHostsOfThePlace()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@Trading"_s);
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("Trading"));
        card(c, u"overview.cpu"_s)->menu()->findChild<QAction *>(u"chart.open"_s)->trigger();
        QTRY_COMPARE(c.window->location().page, Location::Page::Hosts);
        QCOMPARE(c.window->location().node, c.server.nodeNamed("Trading"));
    }

    void focusedChart_isTheSubjectOfCommands()
    {
        ConsoleWindow c;
        openHost(c);
        TimeChart *chart = card(c, u"cpu.load"_s)->chart();
        QTRY_VERIFY(!chart->data().series.isEmpty());
        chart->setFocus();
        QCOMPARE(c.window->subject().value, chart->valuesText());
        QVERIFY(c.window->subject().query.contains("load.1min"_L1));
        QVERIFY(!c.window->subject().place);
    }

    void menuKey_opensTheMenuOfTheChart()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        ChartCard *cpu = card(c, u"overview.cpu"_s);
        cpu->chart()->setFocus();
        c.key(Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(cpu->menu()->isVisible());
        cpu->menu()->close();
    }

    void periodBefore_isDrawnByChipAndByCommand()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        TimeChart *cpu = card(c, u"overview.cpu"_s)->chart();
        QTRY_VERIFY(!cpu->data().series.isEmpty());
        QVERIFY(cpu->data().previous.isEmpty());
        c.click(u"periodBefore"_s);
        QTRY_COMPARE(cpu->data().previous.size(), cpu->data().series.size());
        c.goByPalette(u">period before"_s);
        QTRY_VERIFY(cpu->data().previous.isEmpty());
        QVERIFY(!c.find<ToggleChip>(u"periodBefore"_s)->isChecked());
    }

    void tiles_haveTheirTrendAndJudgeItOnlyWhereMoreIsWorse()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        using Tile = TileContent;
        for (const QString &name : {u"tile.cpu"_s, u"tile.memory"_s, u"tile.network"_s, u"tile.disk"_s}) {
            auto *tile = c.find<StatTile>(name);
            QTRY_VERIFY2(tile->content().spark.size() > 1, qPrintable(name));
            const Tile &content = tile->content();
            const bool isJudged =
                name != "tile.network"_L1 && content.trend != Tile::Trend::None && !content.number.isEmpty();
            QCOMPARE(content.judgement != Tile::Judgement::Neutral, isJudged);
            if (isJudged) {
                QCOMPARE(content.judgement == Tile::Judgement::Worse, content.trend == Tile::Trend::Up);
            }
        }
        QTRY_VERIFY(!c.find<StatTile>(u"tile.disk"_s)->content().note.isEmpty());
    }

    void placeWithoutHosts_saysHowToBringOneIn_data() { addLookRows(); }
    void placeWithoutHosts_saysHowToBringOneIn()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c(false);
        c.server.setEmpty(true);
        QVERIFY(c.signIn());
        c.wear(language, theme);
        auto *guide = c.find(u"installCard"_s);
        QTRY_VERIFY(guide->isVisible());
        QVERIFY(!card(c, u"overview.cpu"_s)->isVisible()); // empty frames would only be in the way
        c.click(u"copyTokenCommand"_s);
        const QString token = QApplication::clipboard()->text();
        const QString host = u"http://127.0.0.1:"_s + QString::number(c.server.port());
        QVERIFY2(token.endsWith(host + u"/api/quarterdeck/v1/enrol-tokens"_s), qPrintable(token));
        c.click(u"copyAgentCommand"_s);
        const QString agent = QApplication::clipboard()->text();
        QVERIFY2(agent.startsWith("quarterdeck-agent --backend ws://127.0.0.1:"_L1)
                && agent.endsWith("--enrol-token-file enrol.token"_L1),
            qPrintable(agent));
        QCOMPARE(c.lookProblem(), QString());
    }

    void firstHost_putsTheChartsInPlaceOfTheGuide()
    {
        ConsoleWindow c(false);
        const NodeId region = c.server.addNode({}, TreeLevel::Region, "north");
        const NodeId category = c.server.addNode(region, TreeLevel::Category, "shop");
        const NodeId service = c.server.addNode(category, TreeLevel::Service, "cart");
        const NodeId component = c.server.addNode(service, TreeLevel::Component, "web");
        QVERIFY(c.signIn());
        auto *guide = c.find(u"installCard"_s);
        QTRY_VERIFY(guide->isVisible());
        c.server.addHost(component, "web-1");
        QTRY_VERIFY(!guide->isVisible());
        QVERIFY(card(c, u"overview.cpu"_s)->isVisible());
    }

    void hint_goesToTheSamplesInOneClick_data() { addLookRows(); }
    void hint_goesToTheSamplesInOneClick()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        TimeContext time;
        const TimeMs now = c.clock.now();
        time.setLive(1h, now);
        // Owned by its banner, and that by the window.
        auto *strip = new HintStrip({c.themes, time, {}, [now] { return now; }, {}}, c.window.get());
        Banner *banner = strip->widget();
        banner->resize(700, 30);
        QVERIFY(!banner->isVisible());
        strip->setHint({RangeHint::Kind::BeginsLate, now - 4min, {true, 5min, {}, {}}});
        QVERIFY(banner->isVisible());
        QCOMPARE(c.lookProblem(), QString());
        auto *button = banner->findChild<QWidget *>(u"bannerAction"_s);
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(time.isLive());
        QCOMPARE(time.range().length(), 5min);
        QCOMPARE(time.liveLength(), 5min); // where "back to live" goes from now on
        const TimeRange before{now - 4h, now - 3h};
        strip->setHint({RangeHint::Kind::Silent, now - 190min, {false, 1h, before.from, before.to}});
        QCOMPARE(c.lookProblem(), QString());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(time.range(), before);
        QVERIFY(time.zoomBack()); // nothing is lost by looking
        QVERIFY(time.isLive());
        strip->setHint({});
        QVERIFY(!banner->isVisible());
        delete banner; // before the time that it refers to
    }
};

QTEST_MAIN(TestChartStage)
#include "tst_chartstage.moc"
