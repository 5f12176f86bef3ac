// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/credentials.h"
#include "backend/storage/postgres/changes.h"
#include "backend/storage/postgres/postgresaccessstore.h"
#include "backend/storage/postgres/postgresinventorystore.h"
#include "tests/support/database/testdatabase.h"
#include "tests/support/stores/fakeinventorystore.h"

#include <QtTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace qd;
using namespace qd::backend;
using namespace qd::backend::cmdb;

namespace {

const std::string kUuid = "11111111-2222-4333-8444-555555555555";

HostClaim claimOf(const std::string &uuid, const std::string &hostname, std::string token = {})
{
    HostClaim claim;
    claim.uuid = uuid;
    claim.hostname = hostname;
    claim.fingerprint.agentKey = std::string{"key\0\xff of ", 9} + uuid;
    claim.fingerprint.machineId = "machine " + uuid;
    claim.fingerprint.macs = {"02:00:00:00:00:01", "02:00:00:00:00:02"};
    claim.enrolToken = std::move(token);
    return claim;
}

/// The stores under test with somebody of each role.
struct World
{
    std::unique_ptr<access::AccessStore> access;
    std::unique_ptr<InventoryStore> inventory;
    Principal admin;
    Principal viewer;

    std::string enrolToken() { return access->issueEnrolToken(admin, 1h).result().value(); }
    HostRecord enrolled(const std::string &uuid = kUuid, const std::string &hostname = "web-1")
    {
        return inventory->admit(claimOf(uuid, hostname, enrolToken())).result().value();
    }
    NodeId component(const std::string &name)
    {
        NodeId at;
        for (const char *level : {"region ", "category ", "service ", "component "}) {
            at = inventory->createNode(admin, at, level + name, "test").result().value();
        }
        return at;
    }
};

} // namespace

/// What every implementation of AccessStore and InventoryStore does, run against the fakes and PostgreSQL
/// alike.
class TestStoreContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("isReal");
        QTest::newRow("fake") << false;
        QTest::newRow("PostgreSQL") << true;
    }
    void initTestCase() { QVERIFY2(m_server.isReady(), qPrintable(m_server.reason())); }
    void init()
    {
        QFETCH_GLOBAL(bool, isReal);
        isReal ? makeReal() : makeFake();
    }
    void cleanup() { m_world = {}; }

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

    void newHost_enrolsOnceUnderTheDefaultComponent()
    {
        const std::string token = m_world.enrolToken();
        const auto host = m_world.inventory->admit(claimOf(kUuid, "web-1", token)).result();
        QVERIFY2(host, host ? "" : host.error().toString().c_str());
        QVERIFY(!host->id.isNull());
        QCOMPARE(host->components.size(), 1U);
        const InventoryPicture picture = m_world.inventory->load().result().value();
        const InventorySnapshot snapshot{picture};
        const auto paths = snapshot.pathsOf(host->id);
        QCOMPARE(paths.size(), 1U);
        QVERIFY((paths[0] == std::array<std::string_view, 4>{"default", "default", "default", "unassigned"}));

        const auto second =
            m_world.inventory->admit(claimOf("11111111-2222-4333-8444-666666666666", "x", token)).result();
        QVERIFY(!second && second.error().code == ErrorCode::Denied);
        QCOMPARE(m_world.inventory->load().result().value().hosts.size(), 1U);
    }

    void knownHost_needsNoToken()
    {
        const HostRecord first = m_world.enrolled();
        const auto again = m_world.inventory->admit(claimOf(kUuid, "web-1")).result();
        QVERIFY(again);
        QVERIFY(*again == first);
    }

    void unknownHostWithoutAToken_isDenied()
    {
        const auto answer = m_world.inventory->admit(claimOf(kUuid, "web-1")).result();
        QVERIFY(!answer && answer.error().code == ErrorCode::Denied);
        const auto bad =
            m_world.inventory->admit(claimOf("not a uuid", "web-1", m_world.enrolToken())).result();
        QVERIFY(!bad && bad.error().code == ErrorCode::InvalidInput);
    }

    void clone_isRefusedAndRecordedOnTheKnownHost()
    {
        const HostRecord known = m_world.enrolled();
        HostClaim clone = claimOf(kUuid, "web-2", m_world.enrolToken());
        clone.fingerprint.machineId = "another machine";
        for (int i = 0; i < 2; ++i) {
            const auto answer = m_world.inventory->admit(clone).result();
            QVERIFY(!answer && answer.error().code == ErrorCode::Conflict);
        }
        const auto events = m_world.inventory->newestEvents(known.id, 10).result().value();
        QCOMPARE(events.size(), 1U);
        QCOMPARE(events[0].severity, EventSeverity::Error);
        QVERIFY(m_world.inventory->load().result().value().hosts[0].facts.hostname == "web-1");
    }

    void repairedAndRenamedHost_keepsItsRecord()
    {
        const HostRecord known = m_world.enrolled();
        HostClaim repaired = claimOf(kUuid, "web-one");
        repaired.fingerprint.macs = {"02:00:00:00:00:02", "02:00:00:00:00:99"};
        const auto answer = m_world.inventory->admit(repaired).result();
        QVERIFY2(answer, answer ? "" : answer.error().toString().c_str());
        QVERIFY(answer->id == known.id);
        const HostRecord kept = m_world.inventory->load().result().value().hosts.at(0);
        QVERIFY(kept.fingerprint == repaired.fingerprint);
        QVERIFY(kept.facts.hostname == "web-one");
    }

    void facts_comeBackWhole()
    {
        const HostRecord host = m_world.enrolled();
        HostFacts facts;
        facts.hostname = "web-1";
        facts.kernel = "Linux 6.1 \"quoted\" \xe4\xb8\xbb\xe6\x9c\xba";
        facts.cpuMhz = 2199.998;
        facts.memoryBytes = 9'007'199'254'740'993; // beyond what a double holds
        facts.disks = {{"sda", "Model", 1'000'204'886'016, true}};
        facts.interfaces = {
            {"eth0", "02:00:00:00:00:01", {"10.4.7.117/24", "fe80::1/64"}, 1'000'000'000, "virtio"}};
        facts.primaryAddress = "10.4.7.117";
        facts.bootTime = fromUnixMs(1'700'000'000'123);
        facts.agentVersion = "0.1.0";
        facts.tags = {"os:debian", "rack 3, left"};
        const auto saved = m_world.inventory->saveFacts(host.id, facts).result();
        QVERIFY2(saved, saved ? "" : saved.error().toString().c_str());
        QVERIFY(m_world.inventory->load().result().value().hosts.at(0).facts == facts);
        const auto unknown = m_world.inventory->saveFacts(HostId{9999}, facts).result();
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound);
    }

    void events_areKeptOnceAndComeNewestFirst()
    {
        const HostRecord host = m_world.enrolled();
        for (const int i : {2, 1, 3, 2}) {
            const HostEvent event{"e" + std::to_string(i), fromUnixMs(1'700'000'000'000 + i),
                EventSeverity::Warning, "collector.disk", "message " + std::to_string(i)};
            QVERIFY(m_world.inventory->saveEvent(host.id, event).result());
        }
        const auto events = m_world.inventory->newestEvents(host.id, 2).result().value();
        QCOMPARE(events.size(), 2U);
        QVERIFY(events[0].id == "e3" && events[1].id == "e2");
        QVERIFY(events[1].time == fromUnixMs(1'700'000'000'002));
        const auto unknown = m_world.inventory->saveEvent(HostId{9999}, events[0]).result();
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound);
    }

    void createNode_saysWhatIsWrong()
    {
        InventoryStore &store = *m_world.inventory;
        const NodeId component = m_world.component("a");
        const auto code = [&](const Principal &by, NodeId parent, const std::string &name) {
            const auto answer = store.createNode(by, parent, name, "test").result();
            return answer ? std::string{} : std::string{toString(answer.error().code)};
        };
        QVERIFY(code(m_world.viewer, {}, "b") == "Denied");
        QVERIFY(code(m_world.admin, NodeId{9999}, "b") == "NotFound");
        QVERIFY(code(m_world.admin, component, "b") == "InvalidInput");
        QVERIFY(code(m_world.admin, {}, "region a") == "Conflict");
        QVERIFY(code(m_world.admin, {}, "") == "InvalidInput");
        QVERIFY(code(m_world.admin, {}, "a/b") == "InvalidInput");
        QVERIFY(code(m_world.admin, {}, "a\nb") == "InvalidInput");
        QVERIFY(code(m_world.admin, {}, "\xff\xfe") == "InvalidInput");
        QVERIFY(code(m_world.admin, {}, std::string(1000, 'x')) == "InvalidInput");
        QVERIFY(code(m_world.admin, {}, "\xe5\x8d\x8e\xe5\x8c\x97") == std::string{});
    }

    void mount_replacesThePlaces()
    {
        const HostRecord host = m_world.enrolled();
        const NodeId a = m_world.component("a");
        const NodeId b = m_world.component("b");
        const auto mounted = [&](std::vector<NodeId> nodes) {
            const auto answer =
                m_world.inventory->mountHost(m_world.admin, host.id, std::move(nodes), "test").result();
            return answer ? std::string{} : std::string{toString(answer.error().code)};
        };
        const auto places = [&] { return m_world.inventory->load().result().value().hosts.at(0).components; };
        QVERIFY(mounted({b, a, b}) == std::string{});
        QVERIFY((places() == std::vector{a, b}));
        QVERIFY(mounted({b}) == std::string{});
        QVERIFY((places() == std::vector{b}));

        QVERIFY(mounted({}) == "InvalidInput");
        QVERIFY(mounted({a, NodeId{9999}}) == "NotFound");
        QVERIFY(mounted({a, NodeId{1}}) == "InvalidInput");
        QVERIFY((places() == std::vector{b})); // a refused edit changed nothing
        const auto denied = m_world.inventory->mountHost(m_world.viewer, host.id, {a}, "test").result();
        QVERIFY(!denied && denied.error().code == ErrorCode::Denied);
        const auto unknown = m_world.inventory->mountHost(m_world.admin, HostId{9999}, {a}, "test").result();
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound);
    }

    void load_givesAnyPastMoment()
    {
        const HostRecord host = m_world.enrolled();
        const NodeId a = m_world.component("a");
        const TimeMs before = tick();
        QVERIFY(m_world.inventory->mountHost(m_world.admin, host.id, {a}, "move").result());
        const TimeMs after = tick();
        HostFacts facts;
        facts.hostname = "renamed";
        QVERIFY(m_world.inventory->saveFacts(host.id, facts).result());

        const auto at = [&](std::optional<TimeMs> when) {
            return m_world.inventory->load(when).result().value();
        };
        QVERIFY((at(before).hosts.at(0).components == std::vector{NodeId{4}}));
        QVERIFY((at(after).hosts.at(0).components == std::vector{a}));
        QVERIFY(at(after).hosts.at(0).facts.hostname == "web-1");
        QVERIFY(at({}).hosts.at(0).facts.hostname == "renamed");
        QCOMPARE(at(fromUnixMs(0)).hosts.size(), 0U);
        QCOMPARE(at(fromUnixMs(0)).nodes.size(), 0U);
    }

private:
    void makeFake()
    {
        m_clock = std::make_unique<SystemClock>();
        auto access = std::make_unique<test::FakeAccessStore>();
        access->addUser("admin", "the right password", Role::Administrator);
        access->addUser("viewer", "the right password", Role::Viewer);
        m_world.admin = {UserId{1}, "admin", Role::Administrator};
        m_world.viewer = {UserId{2}, "viewer", Role::Viewer};
        m_world.inventory = std::make_unique<test::FakeInventoryStore>(*access, *m_clock);
        m_world.access = std::move(access);
    }

    void makeReal()
    {
        m_clock = std::make_unique<SystemClock>();
        const storage::DatabaseAddress address = m_server.newDatabase();
        m_world.access = std::make_unique<storage::PostgresAccessStore>(address, *m_clock);
        m_world.inventory = std::make_unique<storage::PostgresInventoryStore>(address);
        const auto addUser = [&](const std::string &name, Role role) {
            const auto id =
                m_world.access->createUser(storage::backendItself(), name, "the right password", role)
                    .result();
            return Principal{id.value(), name, role};
        };
        m_world.admin = addUser("admin", Role::Administrator);
        m_world.viewer = addUser("viewer", Role::Viewer);
    }

    /// The moment now, and a millisecond passes before and after it.
    TimeMs tick()
    {
        const TimeMs start = m_clock->now();
        (void)QTest::qWaitFor([&] { return m_clock->now() > start + 1ms; });
        const TimeMs moment = m_clock->now();
        (void)QTest::qWaitFor([&] { return m_clock->now() > moment + 1ms; });
        return moment;
    }

    test::TestServer m_server;
    std::unique_ptr<SystemClock> m_clock;
    World m_world;
};

QTEST_GUILESS_MAIN(TestStoreContract)
#include "tst_storecontract.moc"
