// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hostmodels.h"
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/pages/words.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/console/scriptedbackend.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QTableView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The overview of every tree level, in every state, in both languages and themes.
class TestOverviewPage : public QObject
{
    Q_OBJECT

    [[nodiscard]] static ViewState cardState(const ConsoleWindow &c)
    {
        return c.find<ChartCard>(u"overview.cpu"_s)->stateView()->state();
    }
    [[nodiscard]] static ViewState tileState(const ConsoleWindow &c, const QString &tile)
    {
        return c.find<StatTile>(tile)->state();
    }
    [[nodiscard]] static ViewState tableState(const ConsoleWindow &c)
    {
        return c.find<Card>(u"attentionCard"_s)->stateView()->state();
    }
    [[nodiscard]] static Severity pill(const ConsoleWindow &c)
    {
        return c.find(u"overviewPage"_s)->findChild<Pill *>()->severity();
    }
    static void waitForData(const ConsoleWindow &c)
    {
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Ready);
        QTRY_COMPARE(tileState(c, u"tile.cpu"_s).kind, ViewState::Kind::Ready);
    }

private Q_SLOTS:
    void loading_showsNoNumbers_data() { addLookRows(); }
    void loading_showsNoNumbers()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setHolding(true);
        QVERIFY(c.signInWithoutTree());
        c.wear(language, theme);
        QCOMPARE(cardState(c), ViewState::loading());
        QCOMPARE(tileState(c, u"tile.hosts"_s), ViewState::loading());
        QCOMPARE(tileState(c, u"tile.cpu"_s), ViewState::loading());
        QCOMPARE(tableState(c), ViewState::loading());
        QVERIFY(!c.find(u"overviewPage"_s)->findChild<Pill *>()->isVisible());
        QCOMPARE(c.lookProblem(), QString());
    }

    void treeInParts_isNotCalledGoodBeforeItIsWhole_data() { addLookRows(); }
    void treeInParts_isNotCalledGoodBeforeItIsWhole()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setHolding(true);
        QVERIFY(c.signInWithoutTree());
        c.wear(language, theme);
        const auto parts = smallTreeInParts({HostState::Online, HostState::Online, HostState::Online});
        Q_EMIT c.backend.treeReceived(parts.first);
        QCOMPARE(pill(c), Severity::Unknown);
        QCOMPARE(tileState(c, u"tile.hosts"_s), ViewState::loading());
        QCOMPARE(c.find<Chip>(u"overviewHosts"_s)->text(), words::hostsLoaded(1, 3, Formatter()));
        QCOMPARE(c.lookProblem(), QString());
        Q_EMIT c.backend.hostsReceived(parts.others);
        QCOMPARE(pill(c), Severity::Healthy);
        QCOMPARE(c.find<StatTile>(u"tile.hosts"_s)->content().number, u"3"_s);
        QCOMPARE(tileState(c, u"tile.hosts"_s), ViewState::ready());
        QCOMPARE(c.lookProblem(), QString());
    }

    void treeInParts_showsProblemsAtOnce()
    {
        ConsoleWindow c;
        c.server.setHolding(true);
        QVERIFY(c.signInWithoutTree());
        Q_EMIT c.backend.treeReceived(smallTreeInParts({HostState::Offline, HostState::Online}).first);
        QCOMPARE(pill(c), Severity::Critical);
    }

    void ready_fillsTilesChartsAndTable_data() { addLookRows(); }
    void ready_fillsTilesChartsAndTable()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.wear(language, theme);
        QVERIFY(c.signIn());
        waitForData(c);
        QTRY_COMPARE(c.find<StatTile>(u"tile.hosts"_s)->content().number, u"59"_s);
        QVERIFY(!c.find<StatTile>(u"tile.cpu"_s)->content().number.isEmpty());
        QTRY_COMPARE(c.find<ChartCard>(u"overview.cpu"_s)->chart()->data().series.size(), 3);
        QCOMPARE(c.find<QTableView>(u"attentionTable"_s)->model()->rowCount(), 3);
        QCOMPARE(tableState(c).kind, ViewState::Kind::Ready);
        QCOMPARE(pill(c), Severity::Critical);
        QCOMPARE(c.lookProblem(), QString());
    }

    void look_changesWhileThePageIsOpen_data() { addLookRows(); }
    void look_changesWhileThePageIsOpen()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        waitForData(c);
        c.wear(u"zh_CN"_s, ThemeChoice::Light);
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
    }

    void empty_saysWhy_data() { addLookRows(); }
    void empty_saysWhy()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c(false);
        c.server.setEmpty(true);
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Empty);
        QVERIFY(!cardState(c).title.isEmpty());
        QTRY_COMPARE(tileState(c, u"tile.cpu"_s).kind, ViewState::Kind::Empty);
        QCOMPARE(tableState(c).kind, ViewState::Kind::Empty);
        QVERIFY(!tableState(c).title.isEmpty());
        QVERIFY(pill(c) != Severity::Healthy); // nothing reports, so nothing is well
        QCOMPARE(c.lookProblem(), QString());
    }

    void silentServer_makesEverythingStale_data() { addLookRows(); }
    void silentServer_makesEverythingStale()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        waitForData(c);
        c.wear(language, theme);
        QVERIFY(c.silence());
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Stale);
        QVERIFY(!cardState(c).age.isEmpty());
        QTRY_COMPARE(tileState(c, u"tile.hosts"_s).kind, ViewState::Kind::Stale);
        QTRY_COMPARE(tileState(c, u"tile.cpu"_s).kind, ViewState::Kind::Stale);
        QTRY_COMPARE(tableState(c).kind, ViewState::Kind::Stale);
        QCOMPARE(pill(c), Severity::Unknown);
        QVERIFY(c.find<Banner>(u"banner"_s)->isVisible());
        QCOMPARE(c.lookProblem(), QString());
    }

    void lostServer_makesEverythingStaleWithItsAge_data() { addLookRows(); }
    void lostServer_makesEverythingStaleWithItsAge()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        waitForData(c);
        c.wear(language, theme);
        QVERIFY(c.loseServer(4min));
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Stale);
        QTRY_VERIFY(cardState(c).age.contains(u"4"_s));
        QTRY_COMPARE(tileState(c, u"tile.memory"_s).kind, ViewState::Kind::Stale);
        QCOMPARE(tableState(c).kind, ViewState::Kind::Stale);
        QCOMPARE(pill(c), Severity::Unknown);
        QVERIFY(c.find<QTableView>(u"attentionTable"_s)->model()->rowCount() > 0); // still readable
        QCOMPARE(c.lookProblem(), QString());
    }

    void failedQueries_failTheirCardsOnly_data() { addLookRows(); }
    void failedQueries_failTheirCardsOnly()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setQueryFailure("too slow");
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Failed);
        QCOMPARE(cardState(c).code, u"Timeout"_s);
        QVERIFY(!cardState(c).action.isEmpty());
        QTRY_COMPARE(tileState(c, u"tile.cpu"_s).kind, ViewState::Kind::Failed);
        QCOMPARE(tileState(c, u"tile.hosts"_s).kind, ViewState::Kind::Ready);
        QCOMPARE(c.lookProblem(), QString());
    }

    void retry_asksAgain()
    {
        ConsoleWindow c;
        c.server.setQueryFailure("too slow");
        QVERIFY(c.signIn());
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Failed);
        c.server.setQueryFailure({});
        auto *retry = c.find<ChartCard>(u"overview.cpu"_s)->findChild<QWidget *>(u"stateAction"_s);
        QVERIFY(retry->isVisible());
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Ready);
    }

    void failureDetails_canBeCopied()
    {
        ConsoleWindow c;
        c.server.setQueryFailure("too slow");
        QVERIFY(c.signIn());
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Failed);
        auto *copy = c.find<ChartCard>(u"overview.cpu"_s)->findChild<QWidget *>(u"stateCopyDetails"_s);
        QTest::mouseClick(copy, Qt::LeftButton);
        QVERIFY(QApplication::clipboard()->text().contains(u"Timeout"_s));
    }

    void missingRight_saysWhichAndWhoGrantsIt_data() { addLookRows(); }
    void missingRight_saysWhichAndWhoGrantsIt()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setRole(Role::Viewer);
        c.server.setQueryFailure("not for viewers", ErrorCode::Denied);
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c).kind, ViewState::Kind::Denied);
        QVERIFY(!cardState(c).title.isEmpty());
        QVERIFY(!cardState(c).detail.isEmpty());
        QVERIFY(cardState(c).action.isEmpty()); // trying again helps nobody
        QCOMPARE(c.lookProblem(), QString());
    }

    void level_showsItsChildren_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("level");
        QTest::addColumn<int>("hosts");
        QTest::addColumn<int>("children");
        addLookColumns();
        struct Level
        {
            const char *name;
            QString place;
            QString level;
            int hosts;
            int children;
        };
        const QList<Level> levels{{"region", u"cn-north-1"_s, u"Region"_s, 38, 3},
            {"category", u"Trading"_s, u"Category"_s, 10, 1},
            {"service", u"payment-gateway"_s, u"Service"_s, 24, 4},
            {"component", u"checkout-api"_s, u"Component"_s, 6, 6}};
        for (const Level &level : levels) {
            for (const LookRow &look : looks()) {
                QTest::addRow("%s, %s", level.name, look.name)
                    << level.place << level.level << level.hosts << level.children << look.language
                    << look.theme;
            }
        }
    }
    void level_showsItsChildren()
    {
        QFETCH(QString, place);
        QFETCH(QString, level);
        QFETCH(int, hosts);
        QFETCH(int, children);
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@"_s + place);
        auto *page = c.find(u"overviewPage"_s);
        QTRY_COMPARE(page->findChild<Label *>(u"pageTitle"_s)->text(), place);
        QStringList chips;
        for (const Chip *chip : page->findChildren<Chip *>()) {
            chips.append(chip->text());
        }
        QVERIFY2(chips.contains(level), qPrintable(chips.join(u' ')));
        QVERIFY2(chips.contains(u"%1 hosts"_s.arg(hosts)), qPrintable(chips.join(u' ')));
        QTRY_COMPARE(c.find<QTableView>(u"attentionTable"_s)->model()->rowCount(), children);
        waitForData(c);
        QTRY_COMPARE(c.find<ChartCard>(u"overview.cpu"_s)->chart()->data().series.size(), children);
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
    }

    void worstChild_isFirstAndOpensByKey()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"cn-north-1"_s);
        table->setFocus();
        c.key(Qt::Key_J);
        c.key(Qt::Key_K);
        QCOMPARE(table->currentIndex().row(), 0);
        c.key(Qt::Key_Return);
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("cn-north-1"));
    }

    void child_opensByClickOnItsName()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@checkout-api"_s);
        auto *table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 6);
        const QRect cell = table->visualRect(table->model()->index(0, 1));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, cell.center());
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        QCOMPARE(c.window->location().host, c.server.hostNamed("checkout-api-0003")); // the offline one
    }

    void tile_opensTheHostsOfThePlace()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@Trading"_s);
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("Trading"));
        c.click(u"tile.problems"_s);
        QTRY_COMPARE(c.window->location().page, Location::Page::Hosts);
        QCOMPARE(c.window->location().node, c.server.nodeNamed("Trading"));
    }

    void hostThatFails_changesCountsAndPill()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@quote-cache"_s);
        QTRY_COMPARE(c.find<StatTile>(u"tile.hosts"_s)->content().number, u"10"_s);
        QCOMPARE(pill(c), Severity::Healthy);
        c.server.setHostState(c.server.hostNamed("kafka-ingest-0001"), HostState::Offline);
        QTRY_COMPARE(c.find<StatTile>(u"tile.hosts"_s)->content().number, u"9"_s);
        QCOMPARE(pill(c), Severity::Critical);
        QTRY_COMPARE(c.find<QTableView>(u"attentionTable"_s)->model()->index(0, 1).data().toString(),
            u"kafka-ingest"_s);
    }

    void rows_areCopiedWithAToast()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->setFocus();
        c.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 3);
        c.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 2);
    }

    void hiddenPage_asksNothing()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTRY_VERIFY(c.server.subscriptionCount() >= 10);
        c.key(Qt::Key_G);
        c.key(Qt::Key_S);
        QTRY_COMPARE(c.server.subscriptionCount(), 0);
    }

    void children_areSortedByHeaderAndSoAtTheNextStart()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        const auto first = [&] { return table->model()->index(0, 1).data().toString(); };
        const auto click = [&](int column) {
            QHeaderView *header = table->horizontalHeader();
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                QPoint(header->sectionViewportPosition(column) + 15, header->height() / 2));
        };
        const QString worst = first();
        click(AttentionModel::Hosts);
        QCOMPARE(first(), u"eu-central-1"_s); // the fewest hosts
        click(AttentionModel::Hosts);
        QCOMPARE(first(), u"cn-north-1"_s);
        QVERIFY(!c.find<Card>(u"attentionCard"_s)->subtitle().contains(u"worst"));
        click(AttentionModel::Hosts);
        QCOMPARE(first(), worst); // the third click: as it came
        QVERIFY(c.find<Card>(u"attentionCard"_s)->subtitle().contains(u"worst"));
        click(AttentionModel::Name);
        click(AttentionModel::Name);
        QCOMPARE(first(), u"eu-central-1"_s);
        c.key(Qt::Key_2, Qt::ControlModifier);
        c.window = std::make_unique<MainWindow>(c.themes, c.services, c.commands);
        QVERIFY(c.signIn());
        c.key(Qt::Key_1, Qt::ControlModifier);
        table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QCOMPARE(first(), u"eu-central-1"_s);
    }
};

QTEST_MAIN(TestOverviewPage)
#include "tst_overviewpage.moc"
