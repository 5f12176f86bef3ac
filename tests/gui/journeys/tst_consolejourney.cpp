// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/shell/pagewindow.h"
#include "console/widgets/shell/windowset.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Start, sign in, find a host by the palette, open its view, zoom, pause, lose the connection, see
/// everything turn stale, come back, see it live: over a real socket, with keys only, once in each language.
class TestConsoleJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromSignInToReconnect_data() { addLookRows(); }
    void fromSignInToReconnect()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        const bool isEnglish = language == "en"_L1;
        ConsoleWindow c;
        c.wear(language, theme);

        // Start and sign in.
        QVERIFY(c.showConnectPage());
        QTRY_VERIFY(c.find(u"user"_s)->hasFocus());
        c.type(QString::fromLatin1(FakeBackend::kUser));
        c.key(Qt::Key_Tab);
        c.type(QString::fromLatin1(FakeBackend::kPassword));
        c.key(Qt::Key_Return);
        QTRY_VERIFY(c.window->isSignedIn() && c.tree.isLoaded());
        Workspace &workspace = *c.window->workspace();

        // Find the host by the palette.
        c.goByPalette(u"@chk3"_s);
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        auto *host = c.find(u"hostPage"_s);
        QVERIFY(host->isVisible());
        QCOMPARE(host->findChild<Label *>(u"pageTitle"_s)->text(), u"checkout-api-0003"_s);
        QCOMPARE(host->findChild<Pill *>(u"hostState"_s)->word(), isEnglish ? u"Offline"_s : u"离线"_s);
        QTRY_VERIFY(c.server.isWatchingProcesses());

        // Its charts fill.
        auto *cpu = host->findChild<ChartCard *>(u"cpu.load"_s);
        QTRY_VERIFY(!cpu->chart()->data().series.isEmpty());

        // Zoom in and back.
        const TimeRange before = workspace.time().range();
        c.key(Qt::Key_Equal);
        QVERIFY(workspace.time().isZoomed());
        QVERIFY(workspace.time().range().length() < before.length());
        c.key(Qt::Key_Backspace);
        QVERIFY(!workspace.time().isZoomed());

        // Pause and resume.
        c.key(Qt::Key_Space);
        QVERIFY(workspace.time().isPaused());
        c.key(Qt::Key_Space);
        QVERIFY(!workspace.time().isPaused());

        // Lose the server: everything says so.
        c.key(Qt::Key_G);
        c.key(Qt::Key_O);
        QTRY_COMPARE(c.window->location().page, Location::Page::Overview);
        auto *chart = c.find<ChartCard>(u"overview.cpu"_s);
        QTRY_COMPARE(chart->stateView()->state().kind, ViewState::Kind::Ready);
        auto *live = c.find<QAbstractButton>(u"live"_s);
        const QString liveWord = live->text();
        const quint16 port = c.server.port();
        c.server.stop();
        auto *banner = c.find<Banner>(u"banner"_s);
        QTRY_VERIFY(banner->isVisible());
        QTRY_VERIFY(banner->text().contains(isEnglish ? u"showing data of"_s : u"显示"_s));
        QVERIFY(c.find<StatusStrip>(u"statusBar"_s)
                    ->textOf(u"connection"_s)
                    .startsWith(isEnglish ? u"Disconnected"_s : u"已断开"_s));
        QVERIFY(live->text() != liveWord);
        QTRY_COMPARE(chart->stateView()->state().kind, ViewState::Kind::Stale);
        auto *overview = c.find(u"overviewPage"_s);
        QCOMPARE(overview->findChild<Pill *>()->severity(), Severity::Unknown);
        QCOMPARE(c.lookProblem(), QString());

        // It comes back by itself and is live again.
        QVERIFY(c.server.start(port));
        QTRY_VERIFY_WITH_TIMEOUT(c.connection.isLive(), 15'000);
        QTRY_VERIFY(!banner->isVisible());
        QTRY_COMPARE(chart->stateView()->state().kind, ViewState::Kind::Ready);
        QTRY_VERIFY(overview->findChild<Pill *>()->severity() != Severity::Unknown);
        QCOMPARE(live->text(), liveWord);
        QCOMPARE(c.lookProblem(), QString());
    }

    void lookingBack_isPlayedComparedAndLeft_data() { addLookRows(); }
    void lookingBack_isPlayedComparedAndLeft()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        const TimeContext &time = c.window->workspace()->time();
        auto *bar = c.find(u"replayBar"_s);

        // Yesterday, by its word.
        c.goByPalette(u"@edge-proxy-0001"_s);
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        c.key(Qt::Key_T);
        QTRY_VERIFY(c.find(u"timePicker"_s)->isVisible());
        c.type(u"yesterday"_s);
        c.key(Qt::Key_Return);
        QTRY_VERIFY(bar->isVisible());
        QVERIFY(c.window->isPast());
        auto *cpu = c.find(u"hostPage"_s)->findChild<ChartCard *>(u"cpu.load"_s);
        QTRY_COMPARE(cpu->stateView()->state().kind, ViewState::Kind::Ready);
        QCOMPARE(c.lookProblem(), QString());

        // Played, in a second window beside.
        c.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(c.window->isPlaying());
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        PageWindow *beside = c.window->windows().at(0);
        QVERIFY(QTest::qWaitForWindowActive(beside));
        QVERIFY(beside->isPlaying());
        c.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(!c.window->isPlaying());

        // That one goes back to now; the first one stays where it is.
        c.key(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        c.key(Qt::Key_Space);
        QVERIFY(beside->isLive());
        QVERIFY(c.window->isPast());
        c.key(Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(c.window->windows().count(), 0);

        c.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(c.window.get()));
        c.key(Qt::Key_Space);
        QVERIFY(time.isLive());
        QVERIFY(!bar->isVisible());
    }

    void keysAlone_reachEveryPage()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(c.window->location().page, Location::Page::Hosts);
        c.key(Qt::Key_G);
        c.key(Qt::Key_S);
        QCOMPARE(c.window->location().page, Location::Page::Settings);
        c.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(c.window->location().page, Location::Page::Hosts);
        c.key(Qt::Key_G);
        c.key(Qt::Key_O);
        QCOMPARE(c.window->location().page, Location::Page::Overview);
    }
};

QTEST_MAIN(TestConsoleJourney)
#include "tst_consolejourney.moc"
