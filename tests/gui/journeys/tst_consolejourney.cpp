// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QLineEdit>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Sign in, find a host by the palette, open its view, zoom, pause, lose the connection, see everything turn
/// stale, come back, see it live: with keys and mouse over a real socket.
class TestConsoleJourney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fromSignInToReconnect()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        Workspace &workspace = *c.window->workspace();

        // Find the host by the palette.
        c.key(Qt::Key_K, Qt::ControlModifier);
        auto *field = c.find<QLineEdit>(u"paletteField"_s);
        QTRY_VERIFY(field->hasFocus());
        c.type(u"@chk3"_s);
        c.key(Qt::Key_Return);
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        auto *host = c.find(u"hostPage"_s);
        QVERIFY(host->isVisible());
        QCOMPARE(host->findChild<Label *>(u"pageTitle"_s)->text(), u"checkout-api-0003"_s);
        QCOMPARE(host->findChild<Pill *>(u"hostState"_s)->word(), u"Offline"_s);
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
        c.window->goTo({});
        const quint16 port = c.server.port();
        c.server.stop();
        auto *banner = c.find<Banner>(u"banner"_s);
        QTRY_VERIFY(banner->isVisible());
        QTRY_VERIFY(banner->text().contains(u"showing data of"_s));
        QVERIFY(c.find<StatusStrip>(u"statusBar"_s)->textOf(u"connection"_s).startsWith(u"Disconnected"_s));
        auto *chart = c.find<ChartCard>(u"overview.cpu"_s);
        QTRY_COMPARE(chart->stateView()->state().kind, ViewState::Kind::Stale);
        auto *overview = c.find(u"overviewPage"_s);
        QCOMPARE(overview->findChild<Pill *>()->severity(), Severity::Unknown);

        // It comes back by itself and is live again.
        QVERIFY(c.server.start(port));
        QTRY_VERIFY_WITH_TIMEOUT(c.connection.isLive(), 15'000);
        QTRY_VERIFY(!banner->isVisible());
        QTRY_COMPARE(chart->stateView()->state().kind, ViewState::Kind::Ready);
        QCOMPARE(overview->findChild<Pill *>()->severity(), Severity::Critical);
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
