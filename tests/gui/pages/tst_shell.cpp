// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/breadcrumbs.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/tabstrip.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/console/visiblewords.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMenu>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What is around the pages: rail, top bar, tabs, status bar, banner.
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
