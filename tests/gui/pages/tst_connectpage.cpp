// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

class TestConnectPage : public QObject
{
    Q_OBJECT

    [[nodiscard]] static bool open(ConsoleWindow &c)
    {
        c.window->show();
        c.window->activateWindow();
        c.window->start({}, {});
        c.find<LineInput>(u"server"_s)->setText(c.server.address());
        return QTest::qWaitForWindowActive(c.window.get());
    }
    [[nodiscard]] static QString errorUnder(const ConsoleWindow &c, const QString &input)
    {
        return qobject_cast<Field *>(c.find(input)->parentWidget())->error();
    }
    static void enter(const ConsoleWindow &c, const QString &user, const QString &password)
    {
        c.find<LineInput>(u"user"_s)->setText(user);
        auto *line = c.find<LineInput>(u"password"_s);
        line->setText(password);
        QTest::keyClick(line, Qt::Key_Return);
    }

private Q_SLOTS:
    void rightPassword_opensTheWorkspace()
    {
        ConsoleWindow c;
        QVERIFY(open(c));
        enter(c, QString::fromLatin1(FakeBackend::kUser), QString::fromLatin1(FakeBackend::kPassword));
        QTRY_VERIFY(c.window->isSignedIn());
        QVERIFY(c.find(u"workspace"_s)->isVisible());
        QVERIFY(c.find<LineInput>(u"password"_s)->text().isEmpty());
    }

    void wrongPassword_isToldUnderTheField()
    {
        ConsoleWindow c;
        QVERIFY(open(c));
        enter(c, u"lin"_s, u"wrong"_s);
        QTRY_VERIFY(!errorUnder(c, u"password"_s).isEmpty());
        QVERIFY(c.find<LineInput>(u"password"_s)->isInvalid());
        QVERIFY(!c.window->isSignedIn());
    }

    void emptyUser_isToldWithoutAskingAnybody()
    {
        ConsoleWindow c;
        QVERIFY(open(c));
        enter(c, {}, u"x"_s);
        QVERIFY(!errorUnder(c, u"user"_s).isEmpty());
        QCOMPARE(c.server.connectionCount(), 0);
    }

    void nobodyThere_isToldUnderTheServer()
    {
        ConsoleWindow c;
        QVERIFY(open(c));
        c.server.stop();
        enter(c, u"lin"_s, u"x"_s);
        QTRY_VERIFY(!errorUnder(c, u"server"_s).isEmpty());
        QVERIFY(c.find(u"signIn"_s)->isVisible());
    }

    void newerServer_tellsBothVersions()
    {
        ConsoleWindow c;
        c.server.setMood(FakeBackend::Mood::SpeaksVersionTwo);
        QVERIFY(open(c));
        enter(c, u"lin"_s, u"x"_s);
        QTRY_VERIFY(errorUnder(c, u"server"_s).contains(u"version 2"_s));
        QVERIFY(errorUnder(c, u"server"_s).contains(u"version 1"_s));
    }

    void silentServer_canBeCancelled()
    {
        ConsoleWindow c;
        c.server.setMood(FakeBackend::Mood::Silent);
        QVERIFY(open(c));
        enter(c, u"lin"_s, u"x"_s);
        QTRY_VERIFY(c.find(u"cancelSignIn"_s)->isVisible());
        c.click(u"cancelSignIn"_s);
        QTRY_VERIFY(c.find(u"signIn"_s)->isVisible());
        QCOMPARE(c.backend.status().state, LinkState::Idle);
    }

    void theme_switchesBeforeSignIn()
    {
        ConsoleWindow c;
        QVERIFY(open(c));
        QVERIFY(c.themes.theme().isDark());
        c.click(u"connectTheme"_s);
        QVERIFY(!c.themes.theme().isDark());
    }

    void signOut_comesBackHere()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.window->run(u"session.signout"_s);
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        QVERIFY(!c.window->isSignedIn());
        QTRY_COMPARE(c.server.connectionCount(), 0);
    }
};

QTEST_MAIN(TestConnectPage)
#include "tst_connectpage.moc"
