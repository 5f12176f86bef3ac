// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/inventory.h"
#include "tests/integration/storage/storecontract.h"

#include <QTest>

#include <set>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace qd;
using namespace qd::backend;
using namespace qd::backend::cmdb;
using namespace qd::test;

/// Hosts, places and their past, by every InventoryStore.
class TestInventoryContract : public StoreContract
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_GUILESS_MAIN(TestInventoryContract)
#include "tst_inventorycontract.moc"
