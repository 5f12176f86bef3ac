// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/pagewindow.h"
#include "console/widgets/shell/replay.h"
#include "console/widgets/shell/screenset.h"
#include "console/widgets/shell/windowset.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/console/visiblewords.h"

#include <QApplication>
#include <QMenu>
#include <QTableView>
#include <QTreeView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Windows beside the main one: how they open, what they share, and that they come back.
class TestWindows : public QObject
{
    Q_OBJECT

    [[nodiscard]] static WindowSet &windows(const ConsoleWindow &c) { return c.window->windows(); }
    [[nodiscard]] static TimeContext &time(const ShellWindow &window) { return window.area().time(); }
    /// The newest window, active and shown; null if that does not come.
    [[nodiscard]] static PageWindow *newest(const ConsoleWindow &c)
    {
        if (windows(c).count() == 0) {
            return nullptr;
        }
        PageWindow *window = windows(c).at(windows(c).count() - 1);
        return QTest::qWaitForWindowActive(window) ? window : nullptr;
    }
    static void backToMain(const ConsoleWindow &c)
    {
        c.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(c.window.get()));
    }
    static void press(QWidget *window, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = window->focusWidget();
        QTest::keyClick(focus == nullptr ? window : focus, key, modifiers);
    }

private Q_SLOTS:
    void key_opensThePageInAWindow_data() { addLookRows(); }
    void key_opensThePageInAWindow()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.goByPalette(u"@edge-proxy-0001"_s);
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        QCOMPARE(window->location(), c.window->location());
        QVERIFY(window->windowTitle().contains(u"edge-proxy-0001"_s));
        QTRY_COMPARE(window->findChild<QWidget *>(u"hostPage"_s)->findChild<Label *>(u"pageTitle"_s)->text(),
            u"edge-proxy-0001"_s);
        QTRY_VERIFY(c.server.isWatchingProcesses());
        QVERIFY(!window->findChild<QWidget *>(u"me"_s)->isVisible());
        QVERIFY(window->findChild<QWidget *>(u"timeLink"_s)->isVisible());
        const QStringList words = visibleWords(*window);
        QVERIFY(words.size() > 20);
        if (language == "en"_L1) {
            QCOMPARE(chinese(words), QStringList());
        } else {
            QCOMPARE(untranslated(words), QStringList());
        }
        QCOMPARE(cutButtons(*window), QStringList());
    }

    void palette_opensResultsInAWindow()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(c.find(u"paletteField"_s)->hasFocus());
        c.type(u"@Trading"_s);
        c.key(Qt::Key_Return, Qt::ControlModifier);
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        QCOMPARE(window->location().node, c.server.nodeNamed("Trading"));
        QVERIFY(c.window->location().node.isNull()); // the main window stays where it is
        QVERIFY(!c.find(u"palette"_s)->isVisible());
    }

    void tree_opensAWindowByItsMenu()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.find(u"productTree"_s)->setFocus();
        c.key(Qt::Key_Down);
        const Location place = c.window->location();
        c.key(Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QCOMPARE(menu->actions()[1]->text(), u"Open in new window"_s);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions()[1]).center());
        QVERIFY(newest(c) != nullptr);
        QCOMPARE(newest(c)->location(), place);
    }

    void row_opensAWindowByItsMenu()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        auto *table = c.find<QTableView>(u"hostTable"_s);
        table->setFocus();
        QTRY_VERIFY(table->model()->rowCount() > 0);
        table->setCurrentIndex(table->model()->index(0, 0));
        c.key(Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        auto *open = menu->findChild<QAction *>(u"subject.window"_s);
        QVERIFY(open != nullptr);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(open).center());
        QVERIFY(newest(c) != nullptr);
        QCOMPARE(newest(c)->location().page, Location::Page::Host);
        QCOMPARE(c.window->location().page, Location::Page::Hosts);
    }

    void time_isSharedUntilUnlinked()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        press(window, Qt::Key_Equal);
        QVERIFY(c.window->isTimeZoomed());
        QCOMPARE(time(*window).range(), time(*c.window).range());
        QTRY_VERIFY(window->findChild<QWidget *>(u"replayBar"_s)->isVisible());
        QVERIFY(c.find(u"replayBar"_s)->isVisible()); // half an hour ago, in both
        press(window, Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(c.window->area().replay().isPlaying());
        press(window, Qt::Key_Space);
        QVERIFY(c.window->isLive());
        QVERIFY(!c.find(u"replayBar"_s)->isVisible());

        press(window, Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!window->isLinked());
        press(window, Qt::Key_BracketLeft);
        QVERIFY(window->isPast());
        QVERIFY(window->findChild<QWidget *>(u"replayBar"_s)->isVisible());
        QVERIFY(c.window->isLive());
        QVERIFY(!c.find(u"replayBar"_s)->isVisible());
        QTest::mouseClick(window->findChild<QWidget *>(u"timeLink"_s), Qt::LeftButton);
        QVERIFY(window->isLinked());
        QVERIFY(window->isLive());
    }

    void window_goesItsOwnWay()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        press(window, Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(window->location().page, Location::Page::Hosts);
        QCOMPARE(c.window->location().page, Location::Page::Overview);
        press(window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = window->findChild<QWidget *>(u"palette"_s);
        QTRY_VERIFY(palette->isVisible());
        press(window, Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
        press(window, Qt::Key_B, Qt::ControlModifier); // has no explorer, and says so
        QCOMPARE(window->findChild<ToastStack *>()->shownCount(), 1);
        QVERIFY(c.find(u"explorer"_s)->isVisible());
        press(window, Qt::Key_W, Qt::ControlModifier);
        QCOMPARE(windows(c).count(), 0);
        QVERIFY(c.window->isVisible());
    }

    void sameHost_isWatchedUntilTheLastWindowLeaves()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@edge-proxy-0001"_s);
        QTRY_VERIFY(c.server.isWatchingProcesses());
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(newest(c) != nullptr);
        newest(c)->close();
        backToMain(c);
        const int asked = c.server.queryCount();
        c.window->workspace()->time().setFixed({c.clock.now() - 3h, c.clock.now() - 2h});
        QTRY_VERIFY(c.server.queryCount() > asked); // the server has heard all that was said before
        QVERIFY(c.server.isWatchingProcesses());
        c.key(Qt::Key_G);
        c.key(Qt::Key_O);
        QTRY_VERIFY(!c.server.isWatchingProcesses());
    }

    void smallestWindow_hasRoomForEverything_data() { addLookRows(); }
    void smallestWindow_hasRoomForEverything()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.window->openWindow({Location::Page::Overview, c.server.nodeNamed("Trading"), {}});
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        window->resize(10, 10);
        QTRY_COMPARE(window->size(), window->minimumSize());
        const TimeMs now = c.clock.now();
        time(*window).setFixed({now - 48h, now - 47h}); // the longest text of a range, and the bar
        QCoreApplication::processEvents();
        QCOMPARE(cutButtons(*window), QStringList());
        const auto *bar = window->findChild<QWidget *>(u"topBar"_s);
        QRect before;
        for (const QString &name : {u"breadcrumbs"_s, u"star"_s, u"search"_s, u"earlier"_s, u"timeRange"_s,
                 u"later"_s, u"live"_s, u"refresh"_s, u"timeLink"_s}) {
            const QRect at = bar->findChild<QWidget *>(name)->geometry();
            QVERIFY2(bar->rect().contains(at) && (before.isNull() || at.left() >= before.right()),
                qPrintable(name));
            before = at;
        }
        for (const auto overlay :
            {AppContext::Overlay::Palette, AppContext::Overlay::TimePicker, AppContext::Overlay::KeyHelp}) {
            window->open(overlay);
            const QString name = overlay == AppContext::Overlay::Palette ? u"palette"_s
                : overlay == AppContext::Overlay::TimePicker             ? u"timePicker"_s
                                                                         : u"keyHelp"_s;
            const auto *shown = window->findChild<QWidget *>(name);
            QTRY_VERIFY(shown->isVisible());
            QVERIFY2(window->rect().contains(QRect(shown->mapTo(window, QPoint()), shown->size())),
                qPrintable(name));
            press(window, Qt::Key_Escape);
            QVERIFY(!shown->isVisible());
        }
    }

    void moreThanTwelve_areRefusedAndTold()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        for (int i = 0; i < WindowSet::kMaxWindows; ++i) {
            c.window->openWindow({});
        }
        QCOMPARE(windows(c).count(), WindowSet::kMaxWindows);
        c.window->openWindow({});
        QCOMPARE(windows(c).count(), WindowSet::kMaxWindows);
        QCOMPARE(c.find<ToastStack>(u"toasts"_s)->shownCount(), 1);
    }

    void lostServer_isToldInEveryWindow()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        QVERIFY(c.loseServer(0s));
        QTRY_VERIFY(window->findChild<QWidget *>(u"banner"_s)->isVisible());
        QVERIFY(c.find(u"banner"_s)->isVisible());
    }

    void windowOpenedWithoutALink_showsWhatIsKnownAtOnce()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@edge-proxy-0001"_s);
        const auto state = [](const ShellWindow &window, const QString &card) {
            return window.area().currentPage()->findChild<Card *>(card)->stateView()->state();
        };
        QTRY_COMPARE(state(*c.window, u"cpu.usage"_s).kind, ViewState::Kind::Ready);
        QTRY_COMPARE(state(*c.window, u"factCard"_s).kind, ViewState::Kind::Ready);
        // Left behind: what it showed last is known all the same.
        c.window->goTo({Location::Page::Hosts, {}, {}});
        QVERIFY(c.loseServer(4min));
        c.window->openWindow({Location::Page::Host, {}, c.server.hostNamed("edge-proxy-0001")});
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        QTRY_COMPARE(state(*window, u"cpu.usage"_s).kind, ViewState::Kind::Stale);
        QVERIFY(state(*window, u"cpu.usage"_s).age.contains(u"4"_s));
        QCOMPARE(state(*window, u"factCard"_s).kind, ViewState::Kind::Ready);
        QCOMPARE(state(*window, u"processCard"_s).title, u"No connection"_s); // what runs now is not known
        QVERIFY(window->findChild<QWidget *>(u"banner"_s)->isVisible());
    }

    void windowOpenedWithoutALink_saysSoWhereNothingIsKnown_data() { addLookRows(); }
    void windowOpenedWithoutALink_saysSoWhereNothingIsKnown()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        const quint16 port = c.server.port();
        QVERIFY(c.loseServer(0s));
        c.window->openWindow({Location::Page::Host, {}, c.server.hostNamed("mysql-ledger-0001")});
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        const auto state = [&](const QString &card) {
            return window->area().currentPage()->findChild<Card *>(card)->stateView()->state();
        };
        QCoreApplication::processEvents(); // at once: nothing is waited for
        for (const QString &card : {u"cpu.usage"_s, u"factCard"_s, u"processCard"_s}) {
            QCOMPARE(state(card).kind, ViewState::Kind::Failed);
            QCOMPARE(state(card).title, language == "en"_L1 ? u"No connection"_s : u"未连接"_s);
            QVERIFY(state(card).action.isEmpty());
        }
        const QStringList words = visibleWords(*window);
        QCOMPARE(language == "en"_L1 ? chinese(words) : untranslated(words), QStringList());
        // Another time, which has to be asked for, waits in the same way.
        time(*window).setFixed({c.clock.now() - 3h, c.clock.now() - 2h});
        QCoreApplication::processEvents();
        QCOMPARE(state(u"cpu.usage"_s).title, language == "en"_L1 ? u"No connection"_s : u"未连接"_s);
        QVERIFY(c.server.start(port));
        c.window->retryConnection();
        QTRY_COMPARE_WITH_TIMEOUT(state(u"cpu.usage"_s).kind, ViewState::Kind::Ready, 15'000);
        c.window->goLive();
        QTRY_COMPARE(state(u"factCard"_s).kind, ViewState::Kind::Ready);
        QTRY_COMPARE(state(u"processCard"_s).kind, ViewState::Kind::Ready);
    }

    void signOut_closesThemAndSignInBringsThemBack()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.window->openWindow({Location::Page::Overview, c.server.nodeNamed("Trading"), {}});
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        window->setLinked(false);
        window->resize(960, 600);
        c.window->run(u"session.signout"_s);
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        QCOMPARE(windows(c).count(), 0);
        QVERIFY(c.signIn());
        QTRY_COMPARE(windows(c).count(), 1);
        QCOMPARE(windows(c).at(0)->location().node, c.server.nodeNamed("Trading"));
        QVERIFY(!windows(c).at(0)->isLinked());
        QCOMPARE(windows(c).at(0)->size(), QSize(960, 600));
    }

    void layout_isThereAfterARestart()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.window->resize(1300, 760);
        c.window->openWindow({Location::Page::Host, {}, c.server.hostNamed("edge-proxy-0001")});
        QVERIFY(newest(c) != nullptr);
        c.window->close();
        QCOMPARE(windows(c).count(), 0);
        c.window.reset();
        c.window = std::make_unique<MainWindow>(c.themes, c.services, c.commands);
        QCOMPARE(c.window->size(), QSize(1300, 760));
        c.backend.disconnectFromServer();
        QVERIFY(c.signIn());
        QTRY_COMPARE(windows(c).count(), 1);
        QCOMPARE(windows(c).at(0)->location().host, c.server.hostNamed("edge-proxy-0001"));
        QVERIFY(windows(c).at(0)->isVisible());
    }

    void layout_ofOtherScreensIsLeftAlone()
    {
        ConsoleWindow c;
        const QByteArray other = WindowSet::packed({{{}, true, {}}});
        c.settings.setLayout(u"windows.0badcafe"_s, other);
        QVERIFY(c.signIn());
        QTRY_VERIFY(c.tree.isLoaded());
        QCOMPARE(windows(c).count(), 0);
        c.window->close();
        QCOMPARE(c.settings.layout(u"windows.0badcafe"_s), other);
        QVERIFY(!c.settings.layout(screenset::keyed(u"window"_s)).isEmpty());
    }

    void hostThatIsGone_isNotBroughtBack()
    {
        ConsoleWindow c;
        c.settings.setLayout(screenset::keyed(u"windows"_s),
            WindowSet::packed({{{Location::Page::Host, {}, HostId{99'999}}, true, {}},
                {{Location::Page::Hosts, {}, {}}, true, {}}}));
        QVERIFY(c.signIn());
        QTRY_COMPARE(windows(c).count(), 1);
        QCOMPARE(windows(c).at(0)->location().page, Location::Page::Hosts);
    }

    void endedSession_keepsThemOutOfReach()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_O, Qt::ControlModifier | Qt::ShiftModifier);
        PageWindow *window = newest(c);
        QVERIFY(window != nullptr);
        c.server.setMood(FakeBackend::Mood::DeniesAll);
        c.server.dropConnections();
        QTRY_VERIFY_WITH_TIMEOUT(!c.window->isSignedIn(), 15'000);
        QCOMPARE(windows(c).count(), 1);
        QVERIFY(!window->area().isEnabled());
        press(window, Qt::Key_T);
        QVERIFY(!window->findChild<QWidget *>(u"timePicker"_s)->isVisible());
    }
};

QTEST_MAIN(TestWindows)
#include "tst_windows.moc"
