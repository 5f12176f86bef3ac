// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/fakebackend/selfsigned.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QMenu>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Signing in, with keys and mouse: every refusal at its field, in both languages and themes.
class TestConnectPage : public QObject
{
    Q_OBJECT

    [[nodiscard]] static Field *fieldOf(const ConsoleWindow &c, const QString &input)
    {
        return qobject_cast<Field *>(c.find(input)->parentWidget());
    }
    [[nodiscard]] static QString errorUnder(const ConsoleWindow &c, const QString &input)
    {
        return fieldOf(c, input)->error();
    }
    static void enter(const ConsoleWindow &c, const QString &user, const QString &password)
    {
        auto *name = c.find<LineInput>(u"user"_s);
        name->setFocus();
        name->clear();
        c.type(user);
        c.key(Qt::Key_Tab);
        QVERIFY(c.find(u"password"_s)->hasFocus());
        c.type(password);
        c.key(Qt::Key_Return);
    }
    static void enterRight(const ConsoleWindow &c)
    {
        enter(c, QString::fromLatin1(FakeBackend::kUser), QString::fromLatin1(FakeBackend::kPassword));
    }
    /// The message is written whole at the width of its field.
    [[nodiscard]] static bool isWhole(const ConsoleWindow &c, const QString &input)
    {
        const Field *field = fieldOf(c, input);
        const QRect area = field->errorArea();
        const QFontMetrics metrics(field->theme().font(TextRole::Small));
        const QRect needed =
            metrics.boundingRect(QRect(0, 0, area.width(), 1000), Qt::TextWordWrap, field->error());
        return field->rect().contains(area) && needed.height() <= area.height();
    }
    void serveOverTls(ConsoleWindow &c, const QString &name, quint16 port = 0) const
    {
        const QSslConfiguration certificate = selfSigned(c.dir.path(), name);
        QVERIFY(!certificate.localCertificate().isNull());
        c.server.stop();
        c.server.useTls(certificate);
        QVERIFY(c.server.start(port));
        c.find<LineInput>(u"server"_s)->setText(u"wss://"_s + c.server.address());
    }

private Q_SLOTS:
    void form_isWholeInEveryLook_data() { addLookRows(); }
    void form_isWholeInEveryLook()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        c.wear(language, theme);
        QVERIFY(c.find(u"user"_s)->hasFocus()); // the first thing to type
        QCOMPARE(c.lookProblem(), QString());
    }

    void rightPassword_opensTheWorkspace()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        enterRight(c);
        QTRY_VERIFY(c.window->isSignedIn());
        QVERIFY(c.find(u"workspace"_s)->isVisible());
        QVERIFY(c.find<LineInput>(u"password"_s)->text().isEmpty());
        QCOMPARE(c.settings.lastUser(), QString::fromLatin1(FakeBackend::kUser));
    }

    void rightToken_opensTheWorkspace()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        QTest::mouseClick(c.find(u"signInWay"_s)->findChild<QWidget *>(u"token"_s), Qt::LeftButton);
        auto *token = c.find<LineInput>(u"token"_s);
        QTRY_VERIFY(token->isVisible());
        QVERIFY(!c.find(u"password"_s)->isVisible());
        token->setFocus();
        c.type(u"wrong"_s);
        c.click(u"signIn"_s);
        QTRY_VERIFY(!errorUnder(c, u"token"_s).isEmpty());
        token->clear();
        token->setFocus();
        c.type(QString::fromLatin1(FakeBackend::kToken));
        c.key(Qt::Key_Return);
        QTRY_VERIFY(c.window->isSignedIn());
    }

    void refusal_isToldWholeAtItsField_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("field");
        addLookColumns();
        const QList<QPair<QString, QString>> refusals{{u"wrong password"_s, u"password"_s},
            {u"no user"_s, u"user"_s}, {u"no password"_s, u"password"_s}, {u"nobody there"_s, u"server"_s},
            {u"not an address"_s, u"server"_s}, {u"unknown scheme"_s, u"server"_s},
            {u"plain text over the network"_s, u"server"_s}, {u"newer server"_s, u"server"_s},
            {u"server that refuses the version"_s, u"server"_s}};
        for (const auto &[state, field] : refusals) {
            for (const LookRow &look : looks()) {
                QTest::addRow("%s, %s", qPrintable(state), look.name)
                    << state << field << look.language << look.theme;
            }
        }
    }
    void refusal_isToldWholeAtItsField()
    {
        QFETCH(QString, state);
        QFETCH(QString, field);
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        c.wear(language, theme);
        auto *server = c.find<LineInput>(u"server"_s);
        if (state == "nobody there"_L1) {
            c.server.stop();
        } else if (state == "not an address"_L1) {
            server->setText(u"one two"_s);
        } else if (state == "unknown scheme"_L1) {
            server->setText(u"ftp://ops.example.net"_s);
        } else if (state == "plain text over the network"_L1) {
            server->setText(u"ws://192.0.2.1:7700"_s);
        } else if (state == "newer server"_L1) {
            c.server.setMood(FakeBackend::Mood::SpeaksVersionTwo);
        } else if (state == "server that refuses the version"_L1) {
            c.server.setMood(FakeBackend::Mood::RefusesVersion);
        }
        enter(c, state == "no user"_L1 ? QString() : u"lin"_s,
            state == "no password"_L1 ? QString() : u"wrong"_s);
        QTRY_VERIFY(!errorUnder(c, field).isEmpty());
        QVERIFY(c.find<LineInput>(field)->isInvalid());
        QTRY_VERIFY(c.find(field)->hasFocus());
        QVERIFY(!c.window->isSignedIn());
        QVERIFY(c.find(u"signIn"_s)->isVisible());
        QTRY_VERIFY2(isWhole(c, field), qPrintable(errorUnder(c, field)));
        QCOMPARE(c.lookProblem(), QString());
    }

    void newerServer_tellsBothVersions()
    {
        ConsoleWindow c;
        c.server.setMood(FakeBackend::Mood::SpeaksVersionTwo);
        QVERIFY(c.showConnectPage());
        enterRight(c);
        QTRY_VERIFY(errorUnder(c, u"server"_s).contains(u"version 2"_s));
        QVERIFY(errorUnder(c, u"server"_s).contains(u"version 1"_s));
    }

    void emptyUser_isToldWithoutAskingAnybody()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        enter(c, {}, u"x"_s);
        QVERIFY(!errorUnder(c, u"user"_s).isEmpty());
        QCOMPARE(c.server.connectionCount(), 0);
    }

    void silentServer_isWaitedForAndCanBeCancelled_data() { addLookRows(); }
    void silentServer_isWaitedForAndCanBeCancelled()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setMood(FakeBackend::Mood::Silent);
        QVERIFY(c.showConnectPage());
        c.wear(language, theme);
        enterRight(c);
        QTRY_VERIFY(c.find(u"cancelSignIn"_s)->isVisible());
        QVERIFY(!c.find(u"password"_s)->isEnabled());
        QCOMPARE(c.lookProblem(), QString());
        c.click(u"cancelSignIn"_s);
        QTRY_VERIFY(c.find(u"signIn"_s)->isVisible());
        QCOMPARE(c.backend.status().state, LinkState::Idle);
    }

    void escape_cancelsToo()
    {
        ConsoleWindow c;
        c.server.setMood(FakeBackend::Mood::Silent);
        QVERIFY(c.showConnectPage());
        enterRight(c);
        QTRY_VERIFY(c.find(u"cancelSignIn"_s)->isVisible());
        QTest::keyClick(c.find(u"connectPage"_s), Qt::Key_Escape);
        QTRY_VERIFY(c.find(u"signIn"_s)->isVisible());
    }

    void certificate_isShownAndTrusted_data() { addLookRows(); }
    void certificate_isShownAndTrusted()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        c.wear(language, theme);
        serveOverTls(c, u"ops"_s);
        enterRight(c);
        QTRY_VERIFY(c.find(u"trustCertificate"_s)->isVisible());
        QVERIFY(c.find<Label>(u"certificateFacts"_s)->text().contains(u"ops"_s));
        QVERIFY(c.find(u"refuseCertificate"_s)->hasFocus()); // trusting is a decision, not a reflex
        QCOMPARE(c.server.connectionCount(), 0);
        QCOMPARE(c.lookProblem(), QString());
        c.click(u"trustCertificate"_s);
        QTRY_VERIFY(c.window->isSignedIn());
    }

    void certificate_isRefusedByKey()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        serveOverTls(c, u"ops"_s);
        enterRight(c);
        QTRY_VERIFY(c.find(u"refuseCertificate"_s)->hasFocus());
        c.key(Qt::Key_Return);
        QTRY_VERIFY(!errorUnder(c, u"server"_s).isEmpty());
        QVERIFY(isWhole(c, u"server"_s));
        QVERIFY(!c.window->isSignedIn());
        QCOMPARE(c.server.connectionCount(), 0);
    }

    void otherCertificate_warns_data() { addLookRows(); }
    void otherCertificate_warns()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        serveOverTls(c, u"first"_s);
        const quint16 port = c.server.port();
        enterRight(c);
        QTRY_VERIFY(c.find(u"trustCertificate"_s)->isVisible());
        c.click(u"trustCertificate"_s);
        QTRY_VERIFY(c.window->isSignedIn());
        c.window->run(u"session.signout"_s);
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        QTRY_COMPARE(c.backend.status().state, LinkState::Idle);
        serveOverTls(c, u"second"_s, port);
        c.wear(language, theme);
        enterRight(c);
        QTRY_VERIFY(c.find(u"trustCertificate"_s)->isVisible());
        QVERIFY(c.backend.status().certificate->isReplacement);
        QCOMPARE(c.lookProblem(), QString());
    }

    void keptSession_signsInByItself()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        c.find(u"keepSignedIn"_s)->setFocus();
        c.key(Qt::Key_Space);
        QVERIFY(c.find<QCheckBox>(u"keepSignedIn"_s)->isChecked());
        enterRight(c);
        QTRY_VERIFY(c.window->isSignedIn());
        QVERIFY(!c.settings.keptToken(c.server.address()).isEmpty());
        c.backend.disconnectFromServer();
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        c.window->start({}, {});
        QTRY_VERIFY(c.window->isSignedIn());
        c.window->run(u"session.signout"_s); // signing out forgets it
        QTRY_VERIFY(c.find(u"connectPage"_s)->isVisible());
        QVERIFY(c.settings.keptToken(c.server.address()).isEmpty());
    }

    void themeAndLanguage_switchBeforeSignIn()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        QVERIFY(c.themes.theme().isDark());
        c.click(u"connectTheme"_s);
        QVERIFY(!c.themes.theme().isDark());
        QTest::mouseClick(c.find(u"connectLanguage"_s)->findChild<QWidget *>(u"zh_CN"_s), Qt::LeftButton);
        QCOMPARE(c.settings.look().language, u"zh_CN"_s);
        QCOMPARE(c.lookProblem(), QString());
    }

    void serversOfBefore_areOffered()
    {
        ConsoleWindow c;
        c.settings.rememberServer(u"old.example.net:7700"_s);
        c.settings.rememberServer(u"ops.example.net:7700"_s);
        QVERIFY(c.showConnectPage());
        auto *known = c.find<QAbstractButton>(u"knownServers"_s);
        QVERIFY(known->isVisible());
        known->setFocus();
        c.key(Qt::Key_Down);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QCOMPARE(menu->actions().size(), 2);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions()[1]).center());
        QCOMPARE(c.find<QLineEdit>(u"server"_s)->text(), u"old.example.net:7700"_s);
    }

    void firstStart_offersNoServers()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        QVERIFY(!c.find(u"knownServers"_s)->isVisible());
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

    void shortcuts_doNothingBeforeSignIn()
    {
        ConsoleWindow c;
        QVERIFY(c.showConnectPage());
        c.find(u"signIn"_s)->setFocus();
        c.key(Qt::Key_K, Qt::ControlModifier);
        c.key(Qt::Key_T);
        QVERIFY(!c.find(u"palette"_s)->isVisible());
        QVERIFY(!c.find(u"timePicker"_s)->isVisible());
        QVERIFY(c.find(u"connectPage"_s)->isVisible());
    }
};

QTEST_MAIN(TestConnectPage)
#include "tst_connectpage.moc"
