// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/credentials.h"
#include "tests/integration/storage/storecontract.h"

#include <QSignalSpy>
#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace qd;
using namespace qd::backend;
using namespace qd::backend::cmdb;
using namespace qd::test;

/// Users, tokens and sessions, by every AccessStore.
class TestAccessContract : public StoreContract
{
    Q_OBJECT

private Q_SLOTS:
    void rightPassword_givesThePrincipal()
    {
        const auto user = m_world.access->checkPassword("admin", "the right password").result();
        QVERIFY2(user, user ? "" : user.error().toString().c_str());
        QVERIFY(*user == m_world.admin);
    }

    void wrongPasswordAndUnknownUser_areDeniedAlike()
    {
        const auto wrong = m_world.access->checkPassword("admin", "the wrong password").result();
        const auto unknown = m_world.access->checkPassword("nobody", "the right password").result();
        QVERIFY(!wrong && !unknown);
        QVERIFY(wrong.error() == unknown.error());
        QVERIFY(wrong.error().code == ErrorCode::Denied);
    }

    void session_isGoodUntilItIsRevoked()
    {
        const auto token = m_world.access->issueSession(m_world.viewer).result();
        QVERIFY(token);
        QVERIFY(m_world.access->checkToken(*token).result().value() == m_world.viewer);
        QVERIFY(m_world.access->endSession(*token).result());
        const auto after = m_world.access->checkToken(*token).result();
        QVERIFY(!after && after.error().code == ErrorCode::Denied);
    }

    void unknownToken_isDenied()
    {
        for (const std::string &token : {std::string{}, std::string{"x"}, std::string(100'000, 'x')}) {
            const auto answer = m_world.access->checkToken(token).result();
            QVERIFY(!answer && answer.error().code == ErrorCode::Denied);
        }
    }

    void createUser_saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<bool>("byAdmin");
        QTest::addColumn<int>("code");
        const auto row = [](const char *title, const char *name, const char *password, bool byAdmin,
                             ErrorCode code) {
            QTest::newRow(title) << QByteArray{name} << QByteArray{password} << byAdmin
                                 << static_cast<int>(code);
        };
        row("the name is taken", "admin", "long enough pw", true, ErrorCode::Conflict);
        row("the name has a space", "a b", "long enough pw", true, ErrorCode::InvalidInput);
        row("the name is empty", "", "long enough pw", true, ErrorCode::InvalidInput);
        row("the password is short", "eve", "short", true, ErrorCode::InvalidInput);
        row("a viewer asks", "eve", "long enough pw", false, ErrorCode::Denied);
    }

    void createUser_saysWhatIsWrong()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, password);
        QFETCH(bool, byAdmin);
        QFETCH(int, code);
        const auto answer = m_world.access
                                ->createUser(byAdmin ? m_world.admin : m_world.viewer, name.toStdString(),
                                    password.toStdString(), Role::Viewer)
                                .result();
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().code), code);
    }

    void newUser_canSignIn()
    {
        QVERIFY(
            m_world.access->createUser(m_world.admin, "eve", "eves own password", Role::Operator).result());
        const auto eve = m_world.access->checkPassword("eve", "eves own password").result();
        QVERIFY(eve);
        QVERIFY(eve->role == Role::Operator);
    }

    void users_areListedWithoutSecrets()
    {
        const auto users = m_world.access->users(m_world.admin, {}).result().value();
        QCOMPARE(users.size(), 2U);
        QVERIFY(users[0].id == m_world.admin.user && users[0].name == "admin");
        QVERIFY(users[1].role == Role::Viewer && !users[1].isDisabled);
        QVERIFY(m_clock->now() - users[0].passwordChangedAt < 1min);
        const auto second = m_world.access->users(m_world.admin, {users[0].id.value, 1}).result().value();
        QVERIFY(second.size() == 1 && second[0] == users[1]);
        const auto denied = m_world.access->users(m_world.viewer, {}).result();
        QVERIFY(!denied && denied.error().code == ErrorCode::Denied);
    }

    void editUser_saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("user");
        QTest::addColumn<bool>("byAdmin");
        QTest::addColumn<access::UserEdit>("edit");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("field");
        const auto row = [](const char *title, const char *user, bool byAdmin, access::UserEdit edit,
                             ErrorCode code, const char *field) {
            QTest::newRow(title) << QByteArray{user} << byAdmin << std::move(edit) << static_cast<int>(code)
                                 << QByteArray{field};
        };
        const std::string fresh = "a password of today";
        const std::string present = "the right password";
        row("nobody of that name", "nobody", true, {fresh, {}, {}, {}, {}}, ErrorCode::NotFound, "name");
        row("nothing to change", "viewer", true, {}, ErrorCode::InvalidInput, "password");
        row("a short password", "viewer", true, {"short", {}, {}, {}, {}}, ErrorCode::InvalidInput,
            "password");
        row("a viewer edits another", "admin", false, {fresh, present, {}, {}, {}}, ErrorCode::Denied, "");
        row("a viewer wants a role", "viewer", false, {{}, present, Role::Administrator, {}, {}},
            ErrorCode::Denied, "");
        row("a viewer does not tell the present password", "viewer", false, {fresh, {}, {}, {}, {}},
            ErrorCode::InvalidInput, "currentPassword");
        row("a viewer tells a wrong one", "viewer", false, {fresh, "wrong", {}, {}, {}}, ErrorCode::Denied,
            "currentPassword");
        row("the last administrator loses the role", "admin", true, {{}, {}, Role::Operator, {}, {}},
            ErrorCode::Conflict, "role");
        row("the last administrator is disabled", "admin", true, {{}, {}, {}, true, {}}, ErrorCode::Conflict,
            "disabled");
    }

    void editUser_saysWhatIsWrong()
    {
        QFETCH(QByteArray, user);
        QFETCH(bool, byAdmin);
        QFETCH(access::UserEdit, edit);
        QFETCH(int, code);
        QFETCH(QByteArray, field);
        const auto before = m_world.access->users(m_world.admin, {}).result().value();
        QSignalSpy revoked{m_world.access.get(), &access::AccessStore::revoked};
        const auto answer =
            m_world.access->editUser(byAdmin ? m_world.admin : m_world.viewer, user.toStdString(), edit)
                .result();
        QVERIFY(!answer);
        QCOMPARE(static_cast<int>(answer.error().code), code);
        const auto named = answer.error().context.find("field");
        QCOMPARE(
            named == answer.error().context.end() ? QByteArray{} : QByteArray::fromStdString(named->second),
            field);
        QVERIFY(m_world.access->users(m_world.admin, {}).result().value() == before);
        QCOMPARE(revoked.size(), 0);
    }

    void ownPassword_isChangedByAnybodyAndEndsKeptSessions()
    {
        const std::string session = m_world.access->issueSession(m_world.viewer).result().value();
        QVERIFY(m_world.access->checkToken(session).result()); // and is remembered now
        QSignalSpy revoked{m_world.access.get(), &access::AccessStore::revoked};
        const auto changed = m_world.access
                                 ->editUser(m_world.viewer, "viewer",
                                     {"a password of today", "the right password", {}, {}, {}})
                                 .result();
        QVERIFY2(changed, changed ? "" : changed.error().toString().c_str());
        QVERIFY(!m_world.access->checkPassword("viewer", "the right password").result());
        QVERIFY(m_world.access->checkPassword("viewer", "a password of today").result());
        QVERIFY(!m_world.access->checkToken(session).result());
        QCOMPARE(revoked.size(), 1);
        const auto what = revoked[0][0].value<access::AccessRevocation>();
        QVERIFY(what.user == m_world.viewer.user && what.tokenDigest.empty());
    }

    void disabledUser_isOutUntilEnabled()
    {
        const auto token = m_world.access->issueToken(m_world.viewer, "script", {}).result().value();
        QVERIFY(m_world.access->checkToken(token.secret).result());
        const auto disable = [&](bool isDisabled) {
            return m_world.access->editUser(m_world.admin, "viewer", {{}, {}, {}, isDisabled, "left"})
                .result()
                .has_value();
        };
        QVERIFY(disable(true));
        QVERIFY(!m_world.access->checkPassword("viewer", "the right password").result());
        QVERIFY(!m_world.access->checkToken(token.secret).result());
        QVERIFY(m_world.access->users(m_world.admin, {}).result().value().at(1).isDisabled);
        QVERIFY(disable(false));
        QVERIFY(m_world.access->checkPassword("viewer", "the right password").result());
        QVERIFY(m_world.access->checkToken(token.secret).result());
    }

    void secondAdministrator_letsTheFirstGo()
    {
        const auto edit = [&](const std::string &name, access::UserEdit change) {
            return m_world.access->editUser(m_world.admin, name, std::move(change)).result().has_value();
        };
        QVERIFY(edit("viewer", {{}, {}, Role::Administrator, {}, {}}));
        QVERIFY(m_world.access->checkPassword("viewer", "the right password").result()->role
            == Role::Administrator);
        QVERIFY(edit("admin", {{}, {}, Role::Viewer, {}, {}}));
        QVERIFY(!edit("viewer", {{}, {}, {}, true, {}})); // now that one is the last
    }

    void tokens_areListedAndRevokedByTheirOwnerAndAdministrators()
    {
        access::AccessStore &store = *m_world.access;
        const auto mine = store.issueToken(m_world.viewer, "grafana", 1h).result().value();
        const auto others = store.issueToken(m_world.admin, "script", {}).result().value();
        const auto idsSeenBy = [&](const Principal &by) {
            std::set<TokenId> ids;
            const auto seen = store.tokens(by, {}).result().value();
            for (const access::TokenRecord &token : seen) {
                ids.insert(token.id);
            }
            return ids;
        };
        QVERIFY(
            idsSeenBy(m_world.viewer).contains(mine.id) && !idsSeenBy(m_world.viewer).contains(others.id));
        QVERIFY(idsSeenBy(m_world.admin).contains(mine.id) && idsSeenBy(m_world.admin).contains(others.id));
        const auto listed = store.tokens(m_world.viewer, {mine.id.value - 1, 1}).result().value().at(0);
        QVERIFY(
            listed.label == "grafana" && listed.user == "viewer" && listed.kind == access::TokenKind::Api);
        QVERIFY(listed.expiresAt && *listed.expiresAt > m_clock->now() + 59min);

        const auto notMine = store.revokeToken(m_world.viewer, others.id, {}).result();
        QVERIFY(!notMine && notMine.error().code == ErrorCode::NotFound);
        QVERIFY(store.checkToken(others.secret).result());
        QVERIFY(store.checkToken(mine.secret).result()); // and is remembered now
        QSignalSpy revoked{&store, &access::AccessStore::revoked};
        QVERIFY(store.revokeToken(m_world.admin, mine.id, "lost").result());
        QVERIFY(!store.checkToken(mine.secret).result());
        QVERIFY(!idsSeenBy(m_world.admin).contains(mine.id));
        QCOMPARE(revoked.size(), 1);
        const auto what = revoked[0][0].value<access::AccessRevocation>();
        QVERIFY(what.user == m_world.viewer.user && what.tokenDigest == access::hashToken(mine.secret));
        const auto again = store.revokeToken(m_world.admin, mine.id, {}).result();
        QVERIFY(!again && again.error().code == ErrorCode::NotFound);
        QVERIFY(store.checkPassword("viewer", "the right password").result());
    }

    void issueToken_saysWhatIsWrong()
    {
        const auto code = [&](const std::string &label, std::optional<std::chrono::seconds> lifetime) {
            const auto answer = m_world.access->issueToken(m_world.viewer, label, lifetime).result();
            return answer ? std::string{} : std::string{toString(answer.error().code)};
        };
        QVERIFY(code("", {}) == "InvalidInput");
        QVERIFY(code("a\nb", {}) == "InvalidInput");
        QVERIFY(code(std::string(65, 'x'), {}) == "InvalidInput");
        QVERIFY(code("x", 1s) == "InvalidInput");
        QVERIFY(code("x", 24h * 366 * 10) == "InvalidInput");
        QVERIFY(code("x", 60s) == std::string{});
    }

    void signingOut_leavesAnApiToken()
    {
        const auto token = m_world.access->issueToken(m_world.viewer, "script", {}).result().value();
        QVERIFY(m_world.access->endSession(token.secret).result());
        QVERIFY(m_world.access->checkToken(token.secret).result());
    }

    void enrolToken_isForOperatorsAndBounded()
    {
        const auto denied = m_world.access->issueEnrolToken(m_world.viewer, 1h).result();
        QVERIFY(!denied && denied.error().code == ErrorCode::Denied);
        const auto tooLong = m_world.access->issueEnrolToken(m_world.admin, 24h * 365).result();
        QVERIFY(!tooLong && tooLong.error().code == ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestAccessContract)
#include "tst_accesscontract.moc"
