// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/language.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/fakebackend/selfsigned.h"

#include <QAbstractButton>
#include <QApplication>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What can go wrong between a person and the server, with real keys and the real mouse, in both languages
/// and both themes.
class TestConnectProblems : public QObject
{
    Q_OBJECT

    struct Stage
    {
        explicit Stage(const QString &language, bool isDark)
        {
            words.apply(language);
            LookSettings look = c.settings.look();
            look.language = language;
            look.theme = isDark ? ThemeChoice::Dark : ThemeChoice::Light;
            c.settings.setLook(look);
        }
        [[nodiscard]] bool open(const QString &prefix = {})
        {
            c.window->show();
            c.window->activateWindow();
            c.window->start({}, {});
            c.find<LineInput>(u"server"_s)->setText(prefix + c.server.address());
            return QTest::qWaitForWindowActive(c.window.get());
        }
        [[nodiscard]] bool serveTls(const QString &name)
        {
            const QSslConfiguration configuration = selfSigned(c.dir.path(), name);
            const quint16 port = c.server.port();
            c.server.stop();
            c.server.useTls(configuration);
            return c.server.start(port);
        }
        void enter(const QString &user, const QString &password) const
        {
            auto *userLine = c.find<LineInput>(u"user"_s);
            userLine->setFocus();
            userLine->selectAll();
            QTest::keyClicks(userLine, user);
            QTest::keyClick(userLine, Qt::Key_Tab);
            QCOMPARE(QApplication::focusWidget(), c.find<LineInput>(u"password"_s));
            c.type(password);
            c.key(Qt::Key_Return);
        }
        void enterRight() const
        {
            enter(QString::fromLatin1(FakeBackend::kUser), QString::fromLatin1(FakeBackend::kPassword));
        }
        [[nodiscard]] QString errorUnder(const QString &input) const
        {
            return qobject_cast<Field *>(c.find(input)->parentWidget())->error();
        }

        Language words;
        ConsoleWindow c;
    };

    static void looks()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isDark");
        QTest::newRow("English, dark") << u"en"_s << true;
        QTest::newRow("English, light") << u"en"_s << false;
        QTest::newRow("Chinese, dark") << u"zh_CN"_s << true;
        QTest::newRow("Chinese, light") << u"zh_CN"_s << false;
    }

private Q_SLOTS:
    void refusedCertificate_sendsNothingAndSaysSo_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("isByKey");
        QTest::newRow("English, by Esc") << u"en"_s << true;
        QTest::newRow("Chinese, by the button") << u"zh_CN"_s << false;
    }
    void refusedCertificate_sendsNothingAndSaysSo()
    {
        QFETCH(QString, language);
        QFETCH(bool, isByKey);
        Stage s(language, true);
        QVERIFY(s.serveTls(u"ops.example"_s));
        QVERIFY(s.open(u"wss://"_s));
        s.enterRight();
        QTRY_VERIFY(s.c.find(u"refuseCertificate"_s)->isVisible());
        isByKey ? s.c.key(Qt::Key_Escape) : s.c.click(u"refuseCertificate"_s);
        QVERIFY(s.c.find(u"signIn"_s)->isVisible());
        QVERIFY(!s.errorUnder(u"server"_s).isEmpty());
        QCOMPARE(s.c.server.connectionCount(), 0);
        QCOMPARE(s.c.find<LineInput>(u"user"_s)->text(), QString::fromLatin1(FakeBackend::kUser));
    }

    void replacedCertificate_isAskedOnTopOfTheOpenWindow_data() { looks(); }
    void replacedCertificate_isAskedOnTopOfTheOpenWindow()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        Stage s(language, isDark);
        QVERIFY(s.serveTls(u"ops.example"_s));
        QVERIFY(s.open(u"wss://"_s));
        s.enterRight();
        QTRY_VERIFY(s.c.find(u"trustCertificate"_s)->isVisible());
        s.c.click(u"trustCertificate"_s);
        QTRY_VERIFY(s.c.window->isSignedIn());
        QVERIFY(s.serveTls(u"other.example"_s));
        QTRY_VERIFY_WITH_TIMEOUT(s.c.find(u"trustCertificate"_s)->isVisible(), 15'000);
        QVERIFY(s.c.backend.status().certificate->isReplacement);
        QVERIFY(s.c.find<Label>(u"certificateFacts"_s)->text().contains(u"other.example"_s));
        QVERIFY(s.c.find(u"workspace"_s)->isVisible()); // behind it, with what it had
        QVERIFY(!s.c.window->isSignedIn());
        s.c.click(u"trustCertificate"_s);
        QTRY_VERIFY(s.c.window->isSignedIn());
        QVERIFY(!s.c.find(u"connectPage"_s)->isVisible());
    }

    void keepMeSignedIn_comesBackWithoutAsking_data()
    {
        QTest::addColumn<bool>("isKept");
        QTest::newRow("ticked with the space bar") << true;
        QTest::newRow("left alone") << false;
    }
    void keepMeSignedIn_comesBackWithoutAsking()
    {
        QFETCH(bool, isKept);
        Stage s(u"en"_s, true);
        QVERIFY(s.open());
        if (isKept) {
            s.c.find(u"keepSignedIn"_s)->setFocus();
            s.c.key(Qt::Key_Space);
        }
        s.enterRight();
        QTRY_VERIFY(s.c.window->isSignedIn());
        s.c.backend.disconnectFromServer();
        QTRY_VERIFY(!s.c.window->isSignedIn());
        s.c.window->start({}, {});
        if (isKept) {
            QTRY_VERIFY(s.c.window->isSignedIn());
        } else {
            QCOMPARE(s.c.backend.status().state, LinkState::Idle);
            QVERIFY(s.c.find(u"signIn"_s)->isVisible());
        }
    }

    void foreignVersion_namesBothAndWhatToUpdate_data()
    {
        QTest::addColumn<FakeBackend::Mood>("mood");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("server");
        QTest::newRow("newer server, English") << FakeBackend::Mood::SpeaksVersionTwo << u"en"_s << u"2"_s;
        QTest::newRow("newer server, Chinese") << FakeBackend::Mood::SpeaksVersionTwo << u"zh_CN"_s << u"2"_s;
        QTest::newRow("older server, English") << FakeBackend::Mood::SpeaksVersionZero << u"en"_s << u"0"_s;
        QTest::newRow("older server, Chinese")
            << FakeBackend::Mood::SpeaksVersionZero << u"zh_CN"_s << u"0"_s;
    }
    void foreignVersion_namesBothAndWhatToUpdate()
    {
        QFETCH(FakeBackend::Mood, mood);
        QFETCH(QString, language);
        QFETCH(QString, server);
        Stage s(language, true);
        s.c.server.setMood(mood);
        QVERIFY(s.open());
        s.enterRight();
        QTRY_VERIFY(!s.errorUnder(u"server"_s).isEmpty());
        QVERIFY(s.errorUnder(u"server"_s).contains(server));
        QVERIFY(s.errorUnder(u"server"_s).contains(QString::number(kConsoleVersion)));
    }

    void lockedSignIn_countsDownKeepsTheSessionAndGoesOn_data() { looks(); }
    void lockedSignIn_countsDownKeepsTheSessionAndGoesOn()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        Stage s(language, isDark);
        s.c.server.setMood(FakeBackend::Mood::Locked);
        s.c.server.setPause(2s);
        s.c.settings.rememberServer(s.c.server.address());
        s.c.settings.keepToken(s.c.server.address(), QString::fromLatin1(FakeBackend::kToken));
        s.c.window->show();
        s.c.window->start({}, {});
        QTRY_VERIFY(!s.errorUnder(u"password"_s).isEmpty());
        const QString first = s.errorUnder(u"password"_s);
        QVERIFY(first.contains(u'3') || first.contains(u'2'));
        QVERIFY(s.c.find(u"cancelSignIn"_s)->isVisible());
        QVERIFY(!s.c.find(u"password"_s)->isEnabled());
        QTRY_VERIFY(s.errorUnder(u"password"_s) != first); // counts
        s.c.server.setMood(FakeBackend::Mood::Friendly);
        QTRY_VERIFY(s.c.window->isSignedIn());
        QVERIFY(!s.c.settings.keptToken(s.c.server.address()).isEmpty());
    }

    void lockedReconnect_saysSoInTheBanner()
    {
        Stage s(u"en"_s, true);
        QVERIFY(s.c.signIn());
        s.c.server.setMood(FakeBackend::Mood::Locked);
        s.c.server.setPause(60s);
        s.c.server.dropConnections();
        auto *banner = s.c.find<Banner>(u"banner"_s);
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"Too many"_s), 15'000);
        QVERIFY(s.c.window->isSignedIn());
        QVERIFY(!s.c.find(u"connectPage"_s)->isVisible());
    }

    void endedSession_asksInPlaceAndKeepsWhatWasTyped_data() { looks(); }
    void endedSession_asksInPlaceAndKeepsWhatWasTyped()
    {
        QFETCH(QString, language);
        QFETCH(bool, isDark);
        Stage s(language, isDark);
        QVERIFY(s.open());
        s.enterRight();
        QTRY_VERIFY(s.c.window->isSignedIn() && s.c.tree.isLoaded());
        s.c.window->goTo({Location::Page::Hosts, {}, {}});
        s.c.key(Qt::Key_Slash);
        auto *filter = qobject_cast<QLineEdit *>(QApplication::focusWidget());
        QVERIFY(filter != nullptr);
        s.c.type(u"web"_s);
        s.c.server.setMood(FakeBackend::Mood::DeniesAll);
        s.c.server.dropConnections();
        QTRY_VERIFY_WITH_TIMEOUT(s.c.find(u"connectPage"_s)->isVisible(), 15'000);
        QVERIFY(!s.errorUnder(u"password"_s).isEmpty());
        QVERIFY(s.c.find(u"workspace"_s)->isVisible());
        QVERIFY(!filter->isEnabled()); // out of reach
        QTRY_COMPARE(QApplication::focusWidget(), s.c.find(u"password"_s));
        const QWidget *known = s.c.find(u"knownServers"_s);
        QVERIFY(known->isVisible() && known->x() > s.c.find(u"server"_s)->width() / 2); // beside the address
        s.c.server.setMood(FakeBackend::Mood::Friendly);
        s.c.type(QString::fromLatin1(FakeBackend::kPassword));
        s.c.key(Qt::Key_Return);
        QTRY_VERIFY(s.c.window->isSignedIn());
        QCOMPARE(filter->text(), u"web"_s);
        QCOMPARE(QApplication::focusWidget(), filter);
        QCOMPARE(s.c.window->location().page, Location::Page::Hosts);
    }

    void endedSession_canBeLeft()
    {
        Stage s(u"en"_s, true);
        QVERIFY(s.c.signIn());
        s.c.server.setMood(FakeBackend::Mood::DeniesAll);
        s.c.server.dropConnections();
        QTRY_VERIFY_WITH_TIMEOUT(s.c.find(u"leaveSession"_s)->isVisible(), 15'000);
        s.c.click(u"leaveSession"_s);
        QVERIFY(!s.c.find(u"workspace"_s)->isVisible());
        QVERIFY(s.c.find(u"signIn"_s)->isVisible());
        QVERIFY(!s.c.find(u"leaveSession"_s)->isVisible());
    }
};

QTEST_MAIN(TestConnectProblems)
#include "tst_connectproblems.moc"
