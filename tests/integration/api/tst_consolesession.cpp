// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"
#include "tests/integration/api/testconsole.h"

#include <algorithm>
#include <set>

using namespace qd;
using namespace qd::protocol;
using namespace qd::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Console sessions over real sockets: sign-in, roles, revocation (R174).
class TstConsoleSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_backend.reset(); }
    void password_signsInAndSessionComesBack();
    void wrongPassword_isRefusedAndMayBeTriedAgain();
    void tooManyFailures_tellHowLongToWait();
    void requestBeforeSignIn_isRefused();
    void viewer_mayNotEdit();
    void operator_mountsAndCreates();
    void revokedToken_endsItsSessionsOnly();
    void disabledUser_endsAllSessions();
    void tokenToComeBackWith_staysTheOneItWas();

private:
    [[nodiscard]] QUrl url() const { return m_backend->webSocketUrl(u"/console/v1"_s); }
    std::unique_ptr<ApiBackend> m_backend;
};

void TstConsoleSession::init()
{
    m_backend = std::make_unique<ApiBackend>(ApiBackend::Settings::forConsoles());
    QVERIFY(m_backend->listen());
}

void TstConsoleSession::password_signsInAndSessionComesBack()
{
    std::string token;
    {
        TestConsole console(url());
        SignIn signIn;
        signIn.user = "ann";
        signIn.password = "secret";
        signIn.keepSignedIn = true;
        QVERIFY(console.ask(signIn, 5));
        const auto in = console.next<SignedIn>(5);
        QVERIFY(in);
        QVERIFY(in->role == Role::Operator);
        QVERIFY(!in->sessionToken.empty());
        token = in->sessionToken;
    }
    TestConsole again(url());
    QVERIFY(again.signIn(token.c_str()));
    QVERIFY(again.ask(SignOut{}, 6));
    QVERIFY(again.next<Done>(6));
    TestConsole gone(url());
    SignIn signIn;
    signIn.token = token;
    QVERIFY(gone.ask(signIn, 7));
    QVERIFY(gone.next<Failed>(7));
}

void TstConsoleSession::wrongPassword_isRefusedAndMayBeTriedAgain()
{
    TestConsole console(url());
    SignIn wrong;
    wrong.user = "ann";
    wrong.password = "guess";
    QVERIFY(console.ask(wrong, 5));
    const auto failed = console.next<Failed>(5);
    QVERIFY(failed && failed->code == ErrorCode::Denied);
    QVERIFY(console.signIn());
}

void TstConsoleSession::tooManyFailures_tellHowLongToWait()
{
    SignIn wrong;
    wrong.user = "ann";
    wrong.password = "guess";
    {
        TestConsole guesser(url());
        for (quint32 id = 1; id <= 20; ++id) {
            QVERIFY(guesser.ask(wrong, id));
            const auto failed = guesser.next<Failed>(id);
            QVERIFY(failed);
            QCOMPARE(failed->retryAfterMs, 0);
        }
    }
    TestConsole console(url());
    SignIn right;
    right.token = "viewer";
    QVERIFY(console.ask(right, 5));
    const auto failed = console.next<Failed>(5);
    QVERIFY(failed && failed->code == ErrorCode::Denied);
    QVERIFY(failed->retryAfterMs > 0 && failed->retryAfterMs <= 60'000);
}

void TstConsoleSession::requestBeforeSignIn_isRefused()
{
    TestConsole console(url());
    QVERIFY(console.ask(WatchTree{}, 2));
    const auto failed = console.next<Failed>(2);
    QVERIFY(failed && failed->code == ErrorCode::Denied);
    QTRY_VERIFY(!console.isOpen());
}

void TstConsoleSession::viewer_mayNotEdit()
{
    TestConsole console(url());
    QVERIFY(console.signIn("viewer"));
    QVERIFY(console.ask(MountHost{HostId{1}, {NodeId{4}}, "why"}, 3));
    const auto failed = console.next<Failed>(3);
    QVERIFY(failed && failed->code == ErrorCode::Denied);
    QVERIFY(console.isOpen());
}

void TstConsoleSession::operator_mountsAndCreates()
{
    TestConsole console(url());
    QVERIFY(console.signIn("operator"));
    QVERIFY(console.ask(MountHost{HostId{1}, {NodeId{4}}, "why"}, 3));
    QVERIFY(console.next<Done>(3));
    QVERIFY(console.ask(CreateNode{NodeId{1}, "db", "why"}, 4));
    const auto created = console.next<NodeCreated>(4);
    QVERIFY(created);
    QCOMPARE(created->id.value, 17);
    QVERIFY(console.ask(CreateNode{NodeId{1}, "web", "why"}, 5));
    const auto taken = console.next<Failed>(5);
    QVERIFY(taken && taken->code == ErrorCode::Conflict);
    QCOMPARE(taken->field, std::string("name"));
}

void TstConsoleSession::revokedToken_endsItsSessionsOnly()
{
    const Principal ada{UserId{4}, "ada", Role::Administrator};
    const auto token = m_backend->access.issueToken(ada, "second", {}).result().value();
    TestConsole revoked(url());
    TestConsole other(url());
    QVERIFY(revoked.signIn(token.secret.c_str()) && other.signIn("admin"));
    QVERIFY(m_backend->access.revokeToken(ada, token.id, "lost").result());
    const auto told = revoked.next<Failed>(0);
    QVERIFY(told && told->code == ErrorCode::Denied);
    QTRY_VERIFY(!revoked.isOpen());
    QVERIFY(other.ask(GetMetricNames{}, 7) && other.next<MetricNames>(7)); // goes on
}

void TstConsoleSession::disabledUser_endsAllSessions()
{
    TestConsole byToken(url());
    TestConsole byPassword(url());
    TestConsole other(url());
    SignIn signIn;
    signIn.user = "olga";
    signIn.password = "olgas password";
    QVERIFY(byToken.signIn("operator") && byPassword.ask(signIn, 1) && byPassword.next<SignedIn>(1));
    QVERIFY(other.signIn("viewer"));
    QCOMPARE(
        m_backend->request("PUT", "/api/quarterdeck/v1/users/olga", "admin", R"({"disabled":true})").first,
        204);
    QTRY_VERIFY(!byToken.isOpen() && !byPassword.isOpen());
    QVERIFY(other.ask(GetMetricNames{}, 7) && other.next<MetricNames>(7));
    TestConsole again(url());
    QVERIFY(!again.signIn("operator"));
}

void TstConsoleSession::tokenToComeBackWith_staysTheOneItWas()
{
    TestConsole console(url());
    SignIn signIn;
    signIn.token = "viewer";
    signIn.keepSignedIn = true;
    QVERIFY(console.ask(signIn, 5));
    const auto in = console.next<SignedIn>(5);
    QVERIFY(in && in->sessionToken == "viewer");
}

QTEST_GUILESS_MAIN(TstConsoleSession)
#include "tst_consolesession.moc"
