// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QClipboard>
#include <QTableView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The view of one host, in every state, in both languages and themes.
class TestHostPage : public QObject
{
    Q_OBJECT

    static void open(const ConsoleWindow &c, const std::string &host = "edge-proxy-0001")
    {
        c.goByPalette(u"@"_s + QString::fromStdString(host));
        QTRY_COMPARE(c.window->location().host, c.server.hostNamed(host));
        QVERIFY(c.find(u"hostPage"_s)->isVisible());
    }
    /// Without a tree the palette finds nothing.
    static void openUnknown(ConsoleWindow &c) { c.window->goTo({Location::Page::Host, {}, HostId{1}}); }
    [[nodiscard]] static ViewState cardState(const ConsoleWindow &c, const QString &card)
    {
        return c.find(u"hostPage"_s)->findChild<Card *>(card)->stateView()->state();
    }
    [[nodiscard]] static Pill *pill(const ConsoleWindow &c) { return c.find<Pill>(u"hostState"_s); }
    static void waitForData(const ConsoleWindow &c)
    {
        QTRY_COMPARE(cardState(c, u"cpu.usage"_s).kind, ViewState::Kind::Ready);
        QTRY_VERIFY(c.find<QTableView>(u"processTable"_s)->model()->rowCount() > 3);
        QTRY_COMPARE(c.find<QTableView>(u"filesystemTable"_s)->model()->rowCount(), 3);
    }

private Q_SLOTS:
    void loading_showsNoValues_data() { addLookRows(); }
    void loading_showsNoValues()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.server.setHolding(true);
        open(c);
        c.wear(language, theme);
        QCOMPARE(cardState(c, u"cpu.usage"_s), ViewState::loading());
        QCOMPARE(cardState(c, u"processCard"_s), ViewState::loading());
        QCOMPARE(c.lookProblem(), QString());
    }

    void ready_showsChartsTablesFactsAndPath_data() { addLookRows(); }
    void ready_showsChartsTablesFactsAndPath()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        waitForData(c);
        QCOMPARE(pill(c)->word(), u"Online"_s);
        QCOMPARE(pill(c)->severity(), Severity::Healthy);
        QTRY_VERIFY(c.find(u"eventList"_s)->isVisible());
        QVERIFY(c.find(u"eventList"_s)->accessibleDescription().contains(u"spool"_s));
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
    }

    void noSamples_isEmptyAndSaysWhy_data() { addLookRows(); }
    void noSamples_isEmptyAndSaysWhy()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setEmpty(true);
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c, u"cpu.usage"_s).kind, ViewState::Kind::Empty);
        QVERIFY(!cardState(c, u"cpu.usage"_s).title.isEmpty());
        QCOMPARE(c.lookProblem(), QString());
    }

    void silentServer_makesItStale_data() { addLookRows(); }
    void silentServer_makesItStale()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        waitForData(c);
        c.wear(language, theme);
        QVERIFY(c.silence());
        QTRY_COMPARE(cardState(c, u"cpu.usage"_s).kind, ViewState::Kind::Stale);
        QTRY_COMPARE(cardState(c, u"processCard"_s).kind, ViewState::Kind::Stale);
        QCOMPARE(pill(c)->severity(), Severity::Unknown);
        QCOMPARE(c.lookProblem(), QString());
    }

    void lostServer_makesItStaleWithItsAge_data() { addLookRows(); }
    void lostServer_makesItStaleWithItsAge()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        waitForData(c);
        c.wear(language, theme);
        QVERIFY(c.loseServer(4min));
        QTRY_VERIFY(cardState(c, u"cpu.usage"_s).age.contains(u"4"_s));
        QTRY_VERIFY(c.find<Label>(u"hostAge"_s)->text().contains(u"4"_s));
        QCOMPARE(pill(c)->severity(), Severity::Unknown);
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
        open(c);
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c, u"cpu.usage"_s).kind, ViewState::Kind::Failed);
        QTRY_COMPARE(cardState(c, u"processCard"_s).kind, ViewState::Kind::Ready);
        QCOMPARE(pill(c)->severity(), Severity::Healthy);
        QCOMPARE(c.lookProblem(), QString());
    }

    void failedFacts_failTheirCardsAndComeBackByRetry_data() { addLookRows(); }
    void failedFacts_failTheirCardsAndComeBackByRetry()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setCallFailure(ErrorCode::Internal);
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c, u"factCard"_s).kind, ViewState::Kind::Failed);
        QCOMPARE(cardState(c, u"factCard"_s).code, u"Internal"_s);
        QTRY_COMPARE(cardState(c, u"cpu.usage"_s).kind, ViewState::Kind::Ready);
        QCOMPARE(c.lookProblem(), QString());
        c.server.setCallFailure({});
        auto *retry = c.find<Card>(u"factCard"_s)->findChild<QWidget *>(u"stateAction"_s);
        QTest::mouseClick(retry, Qt::LeftButton);
        QTRY_COMPARE(cardState(c, u"factCard"_s).kind, ViewState::Kind::Ready);
    }

    void missingRight_saysWhichAndWhoGrantsIt_data() { addLookRows(); }
    void missingRight_saysWhichAndWhoGrantsIt()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setRole(Role::Viewer);
        c.server.setCallFailure(ErrorCode::Denied);
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        QTRY_COMPARE(cardState(c, u"factCard"_s).kind, ViewState::Kind::Denied);
        QVERIFY(!cardState(c, u"factCard"_s).detail.isEmpty());
        QCOMPARE(c.lookProblem(), QString());
    }

    void hostState_isToldInWords_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("word");
        QTest::addColumn<Severity>("severity");
        addLookColumns();
        struct Row
        {
            const char *name;
            QString host;
            QString english;
            QString chinese;
            Severity severity;
        };
        const QList<Row> rows{
            {"online", u"edge-proxy-0001"_s, u"Online"_s, u"在线"_s, Severity::Healthy},
            {"stale", u"mysql-ledger-0002"_s, u"Stale"_s, u"数据陈旧"_s, Severity::Warning},
            {"offline", u"checkout-api-0003"_s, u"Offline"_s, u"离线"_s, Severity::Critical}};
        for (const Row &row : rows) {
            for (const LookRow &look : looks()) {
                QTest::addRow("%s, %s", row.name, look.name)
                    << row.host << (look.language == "en"_L1 ? row.english : row.chinese) << row.severity
                    << look.language << look.theme;
            }
        }
    }
    void hostState_isToldInWords()
    {
        QFETCH(QString, host);
        QFETCH(QString, word);
        QFETCH(Severity, severity);
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c, host.toStdString());
        c.wear(language, theme);
        QTRY_COMPARE(pill(c)->word(), word);
        QCOMPARE(pill(c)->severity(), severity);
        QCOMPARE(c.lookProblem(), QString());
    }

    void hostThatIsGone_saysSo_data() { addLookRows(); }
    void hostThatIsGone_saysSo()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        c.server.removeHost(c.window->location().host);
        auto *title = c.find(u"hostPage"_s)->findChild<Label *>(u"pageTitle"_s);
        QTRY_COMPARE(title->text(), language == "en"_L1 ? u"This host is gone"_s : u"此主机已不存在"_s);
        QVERIFY(pill(c)->severity() != Severity::Healthy);
        QCOMPARE(c.lookProblem(), QString());
    }

    void unknownHost_isNotGreen()
    {
        ConsoleWindow c;
        c.server.setHolding(true);
        QVERIFY(c.signInWithoutTree());
        openUnknown(c);
        QVERIFY(pill(c)->severity() != Severity::Healthy);
    }

    void charts_shareZoomAndPause()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        waitForData(c);
        TimeContext &time = c.window->workspace()->time();
        QWidget *plot = c.find<ChartCard>(u"cpu.usage"_s)->chart()->viewport();
        const QPoint from(plot->width() / 2, plot->height() / 2);
        const QPoint to(plot->width() * 3 / 4, plot->height() / 2);
        QTest::mousePress(plot, Qt::LeftButton, {}, from);
        for (const QPoint &at : {(from + to) / 2, to}) {
            QMouseEvent move(
                QEvent::MouseMove, at, plot->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, {});
            QApplication::sendEvent(plot, &move);
        }
        QTest::mouseRelease(plot, Qt::LeftButton, {}, to);
        QVERIFY(time.isZoomed());
        QVERIFY(time.range().length() < 30min);
        c.key(Qt::Key_Backspace);
        QVERIFY(!time.isZoomed());
        c.key(Qt::Key_Space);
        QVERIFY(time.isPaused());
    }

    void processes_standStillUnderThePointer()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        waitForData(c);
        auto *table = c.find<QTableView>(u"processTable"_s);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(table->viewport(), &enter);
        QTRY_VERIFY(c.find<Card>(u"processCard"_s)->subtitle().contains(u"paused"_s));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(table->viewport(), &leave);
        QTRY_VERIFY(c.find<Card>(u"processCard"_s)->subtitle().contains(u"live"_s));
    }

    void rows_ofTheFocusedTableAreCopied()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        waitForData(c);
        c.find<QTableView>(u"filesystemTable"_s)->setFocus();
        c.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text().count(u'\n'), 2);
        QVERIFY(QApplication::clipboard()->text().contains(u"/var/log"_s));
    }

    void leaving_stopsWatchingProcesses()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        QTRY_VERIFY(c.server.isWatchingProcesses());
        c.key(Qt::Key_Left, Qt::AltModifier);
        QTRY_VERIFY(!c.server.isWatchingProcesses());
    }
};

QTEST_MAIN(TestHostPage)
#include "tst_hostpage.moc"
