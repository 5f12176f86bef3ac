// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/shell/keyhelp.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Keys that work everywhere in a window, and the help that lists them.
class TestShellKeys : public QObject
{
    Q_OBJECT

    [[nodiscard]] static Location::Page page(const ConsoleWindow &c) { return c.window->location().page; }

private Q_SLOTS:
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
        QVERIFY(c.find<QAbstractButton>(u"chipProblems"_s)->isChecked());
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
};

QTEST_MAIN(TestShellKeys)
#include "tst_shellkeys.moc"
