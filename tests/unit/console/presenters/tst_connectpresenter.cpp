// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/connectpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Signing in, being refused, losing and finding the server.
class TestConnectPresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void connect_checksFieldsBeforeAsking_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("field");
        using Field = ConnectPresenter::Field;
        QTest::newRow("no server") << QString() << u"u"_s << u"p"_s << static_cast<int>(Field::Server);
        QTest::newRow("in the clear") << u"ws://far"_s << u"u"_s << u"p"_s << static_cast<int>(Field::Server);
        QTest::newRow("no user") << u"localhost"_s << u" "_s << u"p"_s << static_cast<int>(Field::User);
        QTest::newRow("no password") << u"localhost"_s << u"u"_s << QString()
                                     << static_cast<int>(Field::Password);
    }
    void connect_checksFieldsBeforeAsking()
    {
        QFETCH(QString, server);
        QFETCH(QString, user);
        QFETCH(QString, password);
        ConsoleFixture f;
        ConnectPresenter presenter(f.services);
        presenter.signIn(server, user, password, false);
        QTEST(static_cast<int>(presenter.problem().field), "field");
        QCOMPARE(f.backend.status().state, LinkState::Idle);
    }

    void connect_refusalForgetsTheKeptSession()
    {
        ConsoleFixture f;
        f.settings.rememberServer(u"localhost"_s);
        f.settings.keepToken(u"localhost"_s, u"old"_s);
        ConnectPresenter presenter(f.services);
        QVERIFY(presenter.resume());
        QCOMPARE(f.backend.credentialsSeen.token, u"old"_s);
        f.backend.fail(
            LinkState::Idle, {LinkProblemKind::Denied, {ErrorCode::Denied, "no", {}}, 0, u"token"_s});
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::SessionEnded);
        QVERIFY(!presenter.hasKeptSession(u"localhost"_s));
    }

    void connect_lockKeepsTheKeptSession()
    {
        ConsoleFixture f;
        f.settings.rememberServer(u"localhost"_s);
        f.settings.keepToken(u"localhost"_s, u"old"_s);
        ConnectPresenter presenter(f.services);
        QVERIFY(presenter.resume());
        f.backend.lock(42s, f.clock);
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::Locked);
        QCOMPARE(presenter.retrySeconds(), 42);
        QVERIFY(presenter.isBusy());
        QVERIFY(presenter.hasKeptSession(u"localhost"_s));
        f.backend.setLink(LinkState::Connecting);
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::None);
        presenter.cancel();
        QVERIFY(!presenter.isBusy());
        QVERIFY(presenter.hasKeptSession(u"localhost"_s));
    }

    void connect_lostLinkAfterSignInKeepsTheWindow()
    {
        ConsoleFixture f;
        ConnectPresenter presenter(f.services);
        QSignalSpy out(&presenter, &ConnectPresenter::signedOut);
        QSignalSpy in(&presenter, &ConnectPresenter::signedIn);
        presenter.signInWithToken(u"localhost"_s, u"t"_s, false);
        f.goOnline(smallTree({}));
        QCOMPARE(in.size(), 1);
        f.backend.fail(LinkState::Waiting, {LinkProblemKind::Lost, {}, 0, {}});
        QCOMPARE(out.size(), 0);
        QSignalSpy asked(&presenter, &ConnectPresenter::interrupted);
        f.backend.fail(LinkState::Idle, {LinkProblemKind::Denied, {ErrorCode::Denied, "ended", {}}, 0, {}});
        QCOMPARE(asked.size(), 1);
        QCOMPARE(out.size(), 0);
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::SessionEnded);
        presenter.signOut();
        QCOMPARE(out.size(), 1);
        QVERIFY(!presenter.isInPlace());
    }

    void connect_replacedCertificateOnReconnectAsksInPlace()
    {
        ConsoleFixture f;
        ConnectPresenter presenter(f.services);
        QSignalSpy in(&presenter, &ConnectPresenter::signedIn);
        QSignalSpy asked(&presenter, &ConnectPresenter::interrupted);
        presenter.signInWithToken(u"localhost"_s, u"t"_s, false);
        f.goOnline(smallTree({}));
        f.backend.setLink(LinkState::Confirming);
        QCOMPARE(asked.size(), 1);
        f.goOnline(smallTree({}));
        QCOMPARE(in.size(), 2);
        QVERIFY(!presenter.isInPlace());
    }
};

QTEST_GUILESS_MAIN(TestConnectPresenter)
#include "tst_connectpresenter.moc"
