// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/explorerpresenter.h"
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QTableView>
#include <QTreeView>

#include <ctime>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overview_fillsTilesAndCharts()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTRY_COMPARE(c.find<StatTile>(u"tile.hosts"_s)->content().number, u"59"_s);
        QTRY_VERIFY(!c.find<StatTile>(u"tile.cpu"_s)->content().number.isEmpty());
        QTRY_COMPARE(c.find<ChartCard>(u"overview.cpu"_s)->chart()->data().series.size(), 3);
        QTRY_COMPARE(c.find<QTableView>(u"attentionTable"_s)->model()->rowCount(), 3);
    }

    void queryThatFails_failsItsCardsOnly()
    {
        ConsoleWindow c;
        c.server.setQueryFailure("too slow");
        QVERIFY(c.signIn());
        auto *card = c.find<ChartCard>(u"overview.cpu"_s);
        QTRY_COMPARE(card->stateView()->state().kind, ViewState::Kind::Failed);
        QCOMPARE(card->stateView()->state().code, u"Timeout"_s);
        QCOMPARE(c.find<StatTile>(u"tile.hosts"_s)->state().kind, ViewState::Kind::Ready);
    }

    void noSamples_isEmptyAndSaysWhy()
    {
        ConsoleWindow c;
        c.server.setEmpty(true);
        QVERIFY(c.signIn());
        auto *card = c.find<ChartCard>(u"overview.cpu"_s);
        QTRY_COMPARE(card->stateView()->state().kind, ViewState::Kind::Empty);
        QVERIFY(!card->stateView()->state().title.isEmpty());
    }

    void explorer_filtersGoesThereAndRestores()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *tree = c.find<QTreeView>(u"productTree"_s);
        QTRY_COMPARE(tree->model()->rowCount(), 3);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find<SearchField>(u"treeFilter"_s)->hasFocus());
        c.type(u"mysql-ledger-0002"_s);
        QTRY_COMPARE(tree->currentIndex().data().toString(), u"mysql-ledger-0002"_s);
        c.key(Qt::Key_Down);
        c.key(Qt::Key_Return);
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        QTest::keyClick(tree, Qt::Key_Escape);
        QTRY_COMPARE(tree->model()->rowCount(), 3);
        QVERIFY(c.find<SearchField>(u"treeFilter"_s)->text().isEmpty());
    }

    void explorer_hidesAndComesBack()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QVERIFY(c.find(u"explorer"_s)->isVisible());
        c.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!c.find(u"explorer"_s)->isVisible());
        c.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(c.find(u"explorer"_s)->isVisible());
        c.window->resize(1200, 800);
        QTRY_VERIFY(!c.find(u"explorer"_s)->isVisible());
    }

    void explorer_edgeIsDraggedAndRemembered_data()
    {
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("width");
        QTest::newRow("wider") << 400 << 400;
        QTest::newRow("no wider than 480") << 900 << 480;
        QTest::newRow("no narrower than 220") << 20 << 220;
    }
    void explorer_edgeIsDraggedAndRemembered()
    {
        QFETCH(int, to);
        QFETCH(int, width);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *explorer = c.find(u"explorer"_s);
        QTest::mousePress(explorer, Qt::LeftButton, {}, QPoint(explorer->width() - 2, 200));
        QTest::mouseMove(explorer, QPoint(to, 200));
        QTest::mouseRelease(explorer, Qt::LeftButton, {}, QPoint(to, 200));
        QCOMPARE(explorer->width(), width);
        QCOMPARE(c.settings.layout(u"explorerWidth"_s).toInt(), width);
    }

    void timeZone_isChosenInThePickerAndInTheSettings()
    {
        qputenv("TZ", "Asia/Shanghai");
        tzset();
        {
            ConsoleWindow c;
            QVERIFY(c.signIn());
            c.key(Qt::Key_T);
            auto *from = c.find<LineInput>(u"timeFrom"_s);
            QTRY_VERIFY(from->isVisible());
            const QString local = from->text();
            QTest::mouseClick(c.find(u"timeZone"_s)->findChild<QAbstractButton *>(u"utc"_s), Qt::LeftButton);
            QVERIFY(c.settings.look().isUtc);
            QVERIFY(from->text() != local);
            QCOMPARE(Formatter().zoneName(fromUnixMs(1'795'000'000'000)), u"UTC"_s);
            c.key(Qt::Key_Escape);
            c.window->goTo({Location::Page::Settings, {}, {}});
            auto *zone = c.find<SegmentedControl>(u"zone"_s);
            QCOMPARE(zone->current(), u"utc"_s);
            QTest::mouseClick(zone->findChild<QAbstractButton *>(u"local"_s), Qt::LeftButton);
            QVERIFY(!c.settings.look().isUtc);
            QCOMPARE(Formatter().zoneName(fromUnixMs(1'795'000'000'000)), u"UTC+8"_s);
        }
        qunsetenv("TZ");
        tzset();
    }

    void timePicker_takesTextAndRefusesNonsense()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_T);
        auto *text = c.find<LineInput>(u"timeText"_s);
        QTRY_VERIFY(text->hasFocus());
        c.type(u"when it broke"_s);
        c.key(Qt::Key_Return);
        QVERIFY(text->isInvalid());
        QVERIFY(text->isVisible());
        text->clear();
        c.type(u"15m"_s);
        c.key(Qt::Key_Return);
        QTRY_VERIFY(!text->isVisible());
        QCOMPARE(c.window->workspace()->time().range().length(), 15min);
        QVERIFY(c.window->workspace()->time().isLive());
    }

    void hosts_filterHeatMapAndCopy()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        auto *table = c.find<QTableView>(u"hostTable"_s);
        QCOMPARE(table->model()->rowCount(), 61);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find<SearchField>(u"hostFilter"_s)->hasFocus());
        c.type(u"edge-"_s);
        QTRY_COMPARE(table->model()->rowCount(), 11);
        c.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 11);
        table->setFocus();
        c.key(Qt::Key_H);
        QTRY_VERIFY(c.find(u"heatMap"_s)->isVisible());
    }

    void hiddenPage_asksNothing()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTRY_VERIFY(c.server.subscriptionCount() >= 10);
        c.window->goTo({Location::Page::Settings, {}, {}});
        QTRY_COMPARE(c.server.subscriptionCount(), 0);
    }

    void settings_changeTheLookAtOnce()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.window->goTo({Location::Page::Settings, {}, {}});
        c.click(u"fontLarger"_s);
        QCOMPARE(c.themes.theme().settings().fontPercent, 105);
        QTest::mouseClick(c.find(u"theme"_s)->findChild<QAbstractButton *>(u"1"_s), Qt::LeftButton);
        QVERIFY(!c.themes.theme().isDark());
        c.click(u"resetLook"_s);
        QVERIFY(c.themes.theme().isDark());
    }

    void f6_cyclesThroughTheRegions()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QSet<QString> seen;
        for (int i = 0; i < 6; ++i) {
            c.key(Qt::Key_F6);
            for (const QString &name :
                {u"rail"_s, u"explorer"_s, u"topBar"_s, u"tabs"_s, u"overviewPage"_s, u"statusBar"_s}) {
                if (c.find(name)->isAncestorOf(QApplication::focusWidget())
                    || c.find(name) == QApplication::focusWidget()) {
                    seen.insert(name);
                }
            }
        }
        QCOMPARE(seen.size(), 6);
    }

    void overlays_openByKeyAndCloseByEscape_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<QString>("widget");
        QTest::newRow("palette") << static_cast<int>(Qt::Key_K) << u"palette"_s;
        QTest::newRow("keys") << static_cast<int>(Qt::Key_Question) << u"keyHelp"_s;
    }
    void overlays_openByKeyAndCloseByEscape()
    {
        QFETCH(int, key);
        QFETCH(QString, widget);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(static_cast<Qt::Key>(key), key == Qt::Key_K ? Qt::ControlModifier : Qt::NoModifier);
        QTRY_VERIFY(c.find(widget)->isVisible());
        c.key(Qt::Key_Escape);
        QTRY_VERIFY(!c.find(widget)->isVisible());
    }
};

QTEST_MAIN(TestWorkspace)
#include "tst_workspace.moc"
