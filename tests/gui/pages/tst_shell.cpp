// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/breadcrumbs.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/tabstrip.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/shell/keyhelp.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/console/visiblewords.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What is around the pages: rail, top bar, tabs, status bar, banner, toasts, notifications, keys.
class TestShell : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QAbstractButton *button(const ConsoleWindow &c, const QString &name)
    {
        return c.find<QAbstractButton>(name);
    }
    [[nodiscard]] static QString status(const ConsoleWindow &c, const QString &item)
    {
        return c.find<StatusStrip>(u"statusBar"_s)->textOf(item);
    }
    [[nodiscard]] static ToastStack *toasts(const ConsoleWindow &c)
    {
        return c.find<ToastStack>(u"toasts"_s);
    }
    [[nodiscard]] static QMenu *openMenu()
    {
        return QTest::qWaitFor([] { return QApplication::activePopupWidget() != nullptr; })
            ? qobject_cast<QMenu *>(QApplication::activePopupWidget())
            : nullptr;
    }
    static void pick(QMenu *menu, const QString &text)
    {
        for (QAction *action : menu->actions()) {
            if (action->text() == text) {
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
                return;
            }
        }
        QStringList entries;
        for (const QAction *action : menu->actions()) {
            entries.append(action->text());
        }
        QTest::qFail(
            qPrintable(u"no entry %1 among %2"_s.arg(text, entries.join(u", "_s))), __FILE__, __LINE__);
    }
    [[nodiscard]] static Location::Page page(const ConsoleWindow &c) { return c.window->location().page; }

private Q_SLOTS:
    void walker_findsWhatIsLeftInEnglish()
    {
        // Everything that the other tests trust: in English it must find plenty.
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const QStringList found = untranslated(visibleWords(*c.window));
        QVERIFY2(found.size() > 40, qPrintable(found.join(u" | "_s)));
        for (const QString &word :
            {u"Explorer"_s, u"Settings"_s, u"Needs attention"_s, u"Hosts up"_s, u"Live"_s, u"61 hosts"_s}) {
            QVERIFY2(found.contains(word), qPrintable(word));
        }
        c.wear(u"zh_CN"_s, ThemeChoice::Dark);
        QVERIFY(chinese(visibleWords(*c.window)).size() > 40);
    }

    void connected_isToldInTheStatusBar_data() { addLookRows(); }
    void connected_isToldInTheStatusBar()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTRY_VERIFY(status(c, u"connection"_s).endsWith(c.server.address()));
        QVERIFY(status(c, u"agents"_s).startsWith(u"59 / 61"_s));
        QTRY_VERIFY(status(c, u"delay"_s).contains(u"1"_s));
        QCOMPARE(button(c, u"live"_s)->text(), language == "en"_L1 ? u"Live"_s : u"实时"_s);
        QVERIFY(!c.find(u"banner"_s)->isVisible());
        QCOMPARE(c.lookProblem(), QString());
    }

    void silentServer_isToldEverywhere_data() { addLookRows(); }
    void silentServer_isToldEverywhere()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        const QString live = button(c, u"live"_s)->text();
        QVERIFY(c.silence());
        QTRY_VERIFY(c.find(u"banner"_s)->isVisible());
        QVERIFY(button(c, u"live"_s)->text() != live);
        QTRY_VERIFY(
            status(c, u"connection"_s).startsWith(language == "en"_L1 ? u"Server silent"_s : u"服务器"_s));
        QCOMPARE(c.lookProblem(), QString());
        c.server.setQuiet(false);
        QTRY_COMPARE(button(c, u"live"_s)->text(), live);
        QTRY_VERIFY(!c.find(u"banner"_s)->isVisible());
    }

    void lostServer_isToldAndComesBackWithAToast_data() { addLookRows(); }
    void lostServer_isToldAndComesBackWithAToast()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        const QString live = button(c, u"live"_s)->text();
        const quint16 port = c.server.port();
        QVERIFY(c.loseServer(2min));
        auto *banner = c.find<Banner>(u"banner"_s);
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(button(c, u"live"_s)->text() != live);
        QTRY_VERIFY(
            status(c, u"connection"_s).startsWith(language == "en"_L1 ? u"Disconnected"_s : u"已断开"_s));
        QCOMPARE(c.lookProblem(), QString());
        QVERIFY(c.server.start(port));
        c.key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(c.connection.isLive(), 15'000);
        QTRY_VERIFY(!banner->isVisible());
        QCOMPARE(button(c, u"live"_s)->text(), live);
        QTRY_COMPARE(toasts(c)->shownCount(), 1);
        QVERIFY(toasts(c)->shown().first().detail.contains(u'2'));
        QCOMPARE(c.lookProblem(), QString());
    }

    void banner_reconnectsByItsButton()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const quint16 port = c.server.port();
        QVERIFY(c.loseServer(0s));
        QVERIFY(c.server.start(port));
        auto *banner = c.find<Banner>(u"banner"_s);
        QTRY_VERIFY(banner->isVisible());
        auto *reconnect = banner->findChild<QAbstractButton *>();
        if (reconnect->isVisible()) { // it may have come back by itself meanwhile
            QTest::mouseClick(reconnect, Qt::LeftButton);
        }
        QTRY_VERIFY_WITH_TIMEOUT(c.connection.isLive(), 15'000);
    }

    void rail_goesByMouseAndKeys()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *rail = c.find<NavigationRail>(u"rail"_s);
        QTest::mouseClick(rail->findChild<QWidget *>(u"settings"_s), Qt::LeftButton);
        QCOMPARE(page(c), Location::Page::Settings);
        QCOMPARE(rail->current(), u"settings"_s);
        rail->findChild<QWidget *>(u"settings"_s)->setFocus();
        c.key(Qt::Key_Up);
        c.key(Qt::Key_Return);
        QCOMPARE(page(c), Location::Page::Overview);
        QCOMPARE(rail->current(), u"overview"_s);
    }

    void rail_hasNothingWithoutAPage()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QCOMPARE(c.find(u"rail"_s)->findChildren<QAbstractButton *>().size(), 2);
    }

    void tabs_goByMouseAndKeysAndCount()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *tabs = c.find<TabStrip>(u"tabs"_s);
        QTest::mouseClick(tabs->findChild<QWidget *>(u"hosts"_s), Qt::LeftButton);
        QCOMPARE(page(c), Location::Page::Hosts);
        QCOMPARE(tabs->currentIndex(), 1);
        QCOMPARE(tabs->findChild<QWidget *>(u"hosts"_s)->accessibleDescription(), u"61"_s);
        tabs->findChild<QWidget *>(u"hosts"_s)->setFocus();
        c.key(Qt::Key_Left);
        QCOMPARE(page(c), Location::Page::Overview);
        c.goByPalette(u"@Trading"_s);
        QTRY_COMPARE(tabs->findChild<QWidget *>(u"hosts"_s)->accessibleDescription(), u"10"_s);
        QVERIFY(tabs->isVisible());
        c.goByPalette(u"@edge-proxy-0001"_s);
        QTRY_COMPARE(page(c), Location::Page::Host);
        QVERIFY(!tabs->isVisible());
    }

    void breadcrumbs_offerSiblings_data() { addLookRows(); }
    void breadcrumbs_offerSiblings()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.goByPalette(u"@Trading"_s);
        auto *crumbs = c.find<Breadcrumbs>(u"breadcrumbs"_s);
        QTRY_COMPARE(crumbs->parts().size(), 3);
        QCOMPARE(crumbs->parts().last(), u"Trading"_s);
        const QList<QAbstractButton *> parts = crumbs->findChildren<QAbstractButton *>();
        const auto region = std::ranges::find_if(parts,
            [](const QAbstractButton *part) { return part->isVisible() && part->text() == u"cn-north-1"_s; });
        QVERIFY(region != parts.end());
        QTest::mouseClick(*region, Qt::LeftButton);
        QMenu *menu = openMenu();
        QVERIFY(menu != nullptr);
        QCOMPARE(c.lookProblem(), QString());
        pick(menu, u"eu-central-1"_s);
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("eu-central-1"));
    }

    void star_isSetAndTakenAway()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QVERIFY(!button(c, u"star"_s)->isVisible()); // everything has none
        c.goByPalette(u"@Trading"_s);
        QTRY_VERIFY(button(c, u"star"_s)->isVisible());
        c.click(u"star"_s);
        QVERIFY(c.settings.isStarred(c.server.nodeNamed("Trading").value));
        c.click(u"star"_s);
        QVERIFY(!c.settings.isStarred(c.server.nodeNamed("Trading").value));
    }

    void live_pausesAndResumes_data() { addLookRows(); }
    void live_pausesAndResumes()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        TimeContext &time = c.window->workspace()->time();
        const QString live = button(c, u"live"_s)->text();
        c.click(u"live"_s);
        QVERIFY(time.isPaused());
        QVERIFY(button(c, u"live"_s)->text() != live);
        QCOMPARE(c.lookProblem(), QString());
        c.click(u"live"_s);
        QVERIFY(!time.isPaused());
        c.click(u"earlier"_s);
        QVERIFY(!time.isLive());
        QVERIFY(button(c, u"later"_s)->isEnabled());
        QCOMPARE(c.lookProblem(), QString());
        c.click(u"live"_s);
        QVERIFY(time.isLive());
        QCOMPARE(button(c, u"live"_s)->text(), live);
        QVERIFY(!button(c, u"later"_s)->isEnabled());
    }

    void me_hasAMenu_data() { addLookRows(); }
    void me_hasAMenu()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QVERIFY(button(c, u"me"_s)->toolTip().contains(QString::fromLatin1(FakeBackend::kUser)));
        c.click(u"me"_s);
        QMenu *menu = openMenu();
        QVERIFY(menu != nullptr);
        QCOMPARE(c.lookProblem(), QString());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().last()).center());
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
    }

    void notifications_keepEverything_data() { addLookRows(); }
    void notifications_keepEverything()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.key(Qt::Key_G);
        c.key(Qt::Key_N);
        QTRY_VERIFY(c.find(u"noticeList"_s)->isVisible());
        QCOMPARE(c.lookProblem(), QString()); // empty, and says so
        QCOMPARE(
            c.find<Label>(u"noticeHeading"_s)->text(), language == "en"_L1 ? u"Notifications"_s : u"通知"_s);
        QVERIFY(c.find(u"noticeHeading"_s)->isVisible());
        c.key(Qt::Key_Escape);
        QVERIFY(!c.find(u"noticeList"_s)->isVisible());
        QVERIFY(c.silence());
        c.server.setQuiet(false);
        QTRY_VERIFY(c.connection.isLive());
        c.key(Qt::Key_Escape); // the toast
        c.key(Qt::Key_G);
        c.key(Qt::Key_N);
        QTRY_VERIFY(c.find(u"noticeList"_s)->isVisible());
        QCOMPARE(c.find<QTableView>(u"noticeTable"_s)->model()->rowCount(), 2);
        QCOMPARE(c.lookProblem(), QString());
    }

    void toasts_areThreeAtMostAndErrorsStay()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        for (int i = 0; i < 5; ++i) {
            c.window->showToast(Severity::Major, QString::number(i), u"Number %1"_s.arg(i), {});
        }
        QCOMPARE(toasts(c)->shownCount(), 3);
        const QRect area = toasts(c)->geometry();
        QVERIFY(area.right() <= c.window->width());
        QVERIFY(area.bottom() <= c.window->height() - c.window->findChild<StatusStrip *>()->height());
        QTest::mouseClick(toasts(c)->findChild<QWidget *>(u"toastClose"_s), Qt::LeftButton);
        QCOMPARE(toasts(c)->shownCount(), 3); // the next one moved up
        QCOMPARE(toasts(c)->shown().last().text, u"Number 3"_s);
        for (int i = 0; i < 4; ++i) {
            c.find(u"productTree"_s)->setFocus();
            c.key(Qt::Key_Escape);
        }
        QCOMPARE(toasts(c)->shownCount(), 0);
        c.key(Qt::Key_G);
        c.key(Qt::Key_N);
        QTRY_COMPARE(c.find<QTableView>(u"noticeTable"_s)->model()->rowCount(), 5);
    }

    void obstacle_isSaidInAToast_data() { addLookRows(); }
    void obstacle_isSaidInAToast()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.key(Qt::Key_Right, Qt::AltModifier); // there is nothing ahead
        QCOMPARE(toasts(c)->shownCount(), 1);
        QCOMPARE(c.lookProblem(), QString());
    }

    void signOutThatTheServerDoesNotHear_isTold_data() { addLookRows(); }
    void signOutThatTheServerDoesNotHear_isTold()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.server.setCallFailure(ErrorCode::Internal);
        c.window->run(u"session.signout"_s);
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        QTRY_COMPARE(toasts(c)->shownCount(), 1);
        QCOMPARE(c.lookProblem(), QString());
    }

    void keyHelp_listsTheKeysOfThePage_data() { addLookRows(); }
    void keyHelp_listsTheKeysOfThePage()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.find(u"productTree"_s)->setFocus();
        c.key(Qt::Key_Question);
        auto *help = c.find<KeyHelp>(u"keyHelp"_s);
        QTRY_VERIFY(help->isVisible());
        for (const QString &keys : {u"Ctrl+K"_s, u"Alt+Left"_s, u"J  K"_s, u"Space"_s, u"Ctrl+Left"_s}) {
            QVERIFY2(help->text().contains(keys), qPrintable(keys));
        }
        QVERIFY(!help->text().contains(u"\nH: "_s)); // of the host table
        QVERIFY(c.window->rect().contains(QRect(help->mapTo(c.window.get(), QPoint(0, 0)), help->size())));
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_Escape);
        QVERIFY(!help->isVisible());
        c.key(Qt::Key_2, Qt::ControlModifier);
        c.find(u"hostTable"_s)->setFocus();
        c.key(Qt::Key_Question);
        QVERIFY(help->text().contains(u"\nH: "_s));
        QVERIFY(!help->text().contains(u"Ctrl+Left"_s));
    }

    void keyHelp_fitsTheSmallestWindow()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        LookSettings look = c.settings.look();
        look.fontPercent = 120;
        c.settings.setLook(look);
        c.window->resize(1180, 720);
        c.key(Qt::Key_Question);
        auto *help = c.find<KeyHelp>(u"keyHelp"_s);
        QTRY_VERIFY(help->isVisible());
        QVERIFY(
            c.window->rect().contains(QRect(help->mapTo(c.window.get(), QPoint(0, 0)), help->minimumSize())));
    }

    void f6_cyclesThroughTheRegionsBothWays_data()
    {
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("forward") << Qt::KeyboardModifiers(Qt::NoModifier);
        QTest::newRow("backward") << Qt::KeyboardModifiers(Qt::ShiftModifier);
    }
    void f6_cyclesThroughTheRegionsBothWays()
    {
        QFETCH(Qt::KeyboardModifiers, modifiers);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QStringList seen;
        for (int i = 0; i < 6; ++i) {
            c.key(Qt::Key_F6, modifiers);
            for (const QString &name :
                {u"rail"_s, u"explorer"_s, u"topBar"_s, u"tabs"_s, u"overviewPage"_s, u"statusBar"_s}) {
                if (c.find(name)->isAncestorOf(QApplication::focusWidget())) {
                    seen.append(name);
                }
            }
        }
        QCOMPARE(seen.size(), 6);
        QCOMPARE(QSet<QString>(seen.cbegin(), seen.cend()).size(), 6);
        const qsizetype rail = seen.indexOf(u"rail"_s);
        const QString next = seen[(rail + (modifiers == Qt::NoModifier ? 1 : 5)) % 6];
        QCOMPARE(next, u"explorer"_s);
    }

    void key_doesWhatTheTableSays_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *name, Qt::Key key, Qt::KeyboardModifiers modifiers,
                             const QString &shown) { QTest::newRow(name) << int(key) << modifiers << shown; };
        row("Ctrl+K: palette", Qt::Key_K, Qt::ControlModifier, u"palette"_s);
        row("T: time picker", Qt::Key_T, Qt::NoModifier, u"timePicker"_s);
        row("?: keys", Qt::Key_Question, Qt::NoModifier, u"keyHelp"_s);
        row("Ctrl+2: second tab", Qt::Key_2, Qt::ControlModifier, u"hostTablePage"_s);
        row("Ctrl+comma: settings", Qt::Key_Comma, Qt::ControlModifier, u"settingsPage"_s);
    }
    void key_doesWhatTheTableSays()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        QFETCH(QString, shown);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.find(u"productTree"_s)->setFocus();
        c.key(static_cast<Qt::Key>(key), modifiers);
        QTRY_VERIFY(c.find(shown)->isVisible());
    }

    void alt_goesBackAndForward()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        c.goByPalette(u"@edge-proxy-0001"_s);
        QTRY_COMPARE(page(c), Location::Page::Host);
        c.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(page(c), Location::Page::Hosts);
        c.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(page(c), Location::Page::Overview);
        c.key(Qt::Key_Right, Qt::AltModifier);
        c.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(page(c), Location::Page::Host);
    }

    void space_pausesUnlessAButtonHasTheFocus()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        TimeContext &time = c.window->workspace()->time();
        c.find(u"productTree"_s)->setFocus();
        c.key(Qt::Key_Space);
        QVERIFY(time.isPaused());
        c.key(Qt::Key_Space);
        QVERIFY(!time.isPaused());
        c.find(u"chipProblems"_s)->setFocus();
        c.key(Qt::Key_Space);
        QVERIFY(!time.isPaused());
        QVERIFY(button(c, u"chipProblems"_s)->isChecked());
    }

    void letters_areLettersInAField()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *filter = c.find<QLineEdit>(u"treeFilter"_s);
        filter->setFocus();
        c.type(u"t g s [ ] - = x j k h ?"_s);
        QCOMPARE(filter->text(), u"t g s [ ] - = x j k h ?"_s);
        QCOMPARE(page(c), Location::Page::Overview);
        QVERIFY(!c.find(u"timePicker"_s)->isVisible());
        QVERIFY(!c.window->workspace()->time().isPaused());
    }

    void refresh_asksAgain_data()
    {
        QTest::addColumn<int>("key");
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("F5") << int(Qt::Key_F5) << Qt::KeyboardModifiers(Qt::NoModifier);
        QTest::newRow("Ctrl+R") << int(Qt::Key_R) << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    void refresh_asksAgain()
    {
        QFETCH(int, key);
        QFETCH(Qt::KeyboardModifiers, modifiers);
        ConsoleWindow c;
        c.server.setQueryFailure("too slow");
        QVERIFY(c.signIn());
        const auto isFailed = [&] {
            return !c.find(u"overviewPage"_s)->findChildren<QWidget *>(u"stateAction"_s).isEmpty()
                && c.find(u"overview.cpu"_s)->findChild<QWidget *>(u"stateAction"_s)->isVisible();
        };
        QTRY_VERIFY(isFailed());
        c.server.setQueryFailure({});
        c.key(static_cast<Qt::Key>(key), modifiers);
        QTRY_VERIFY(!isFailed());
    }

    void smallestWindow_hasRoomForEverything_data() { addLookRows(); }
    void smallestWindow_hasRoomForEverything()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.window->resize(10, 10);
        QTRY_COMPARE(c.window->size(), QSize(1180, 720));
        QCOMPARE(c.lookProblem(), QString());
        const auto *bar = c.find(u"topBar"_s);
        QRect before;
        for (const QString &name :
            {u"search"_s, u"earlier"_s, u"timeRange"_s, u"later"_s, u"live"_s, u"refresh"_s, u"me"_s}) {
            const QRect at = button(c, name)->geometry();
            QVERIFY2(bar->rect().contains(at) && (before.isNull() || at.left() >= before.right()),
                qPrintable(name));
            before = at;
        }
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
