// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/metrics/inventorylabels.h"

#include <QTest>

using namespace qd;
using namespace qd::backend;

namespace {

/// An inventory that a test replaces as a whole.
class SettableInventory final : public cmdb::Inventory
{
public:
    [[nodiscard]] std::shared_ptr<const cmdb::InventorySnapshot> snapshot() const override
    {
        return m_snapshot;
    }
    void set(cmdb::InventoryPicture picture)
    {
        m_snapshot = std::make_shared<const cmdb::InventorySnapshot>(std::move(picture));
    }

private:
    std::shared_ptr<const cmdb::InventorySnapshot> m_snapshot;
};

cmdb::InventoryPicture picture()
{
    cmdb::InventoryPicture result;
    result.nodes = {{NodeId{1}, {}, TreeLevel::Region, "europe"},
        {NodeId{2}, NodeId{1}, TreeLevel::Category, "shop"},
        {NodeId{3}, NodeId{2}, TreeLevel::Service, "cart"},
        {NodeId{4}, NodeId{3}, TreeLevel::Component, "web"},
        {NodeId{5}, NodeId{3}, TreeLevel::Component, "db"}};
    const auto host = [](int id, const std::string &name, std::vector<NodeId> components) {
        cmdb::HostRecord record;
        record.id = HostId{id};
        record.facts.hostname = name;
        record.components = std::move(components);
        return record;
    };
    result.hosts = {
        host(1, "a", {NodeId{4}}), host(2, "b", {NodeId{4}, NodeId{5}}), host(3, "c", {NodeId{5}})};
    return result;
}

std::vector<promql::CompiledMatcher> matchers(std::vector<promql::Matcher> plain)
{
    return promql::compileAll(plain).value();
}

} // namespace

class TestInventoryLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_inventory.set(picture()); }

    void eachMount_hasItsOwnSet()
    {
        const InventoryLabels labels{m_inventory};
        const auto sets = labels.labelsOf(HostId{2});
        QCOMPARE(sets->size(), 2U);
        QVERIFY(sets->at(0)
            == (Labels{{{"host", "b"}, {"region", "europe"}, {"category", "shop"}, {"service", "cart"},
                {"component", "web"}}}));
        QVERIFY(sets->at(1).get("component") == "db");
        QVERIFY(labels.labelsOf(HostId{99})->empty());
    }

    void changes_areSeenAndTheRestIsKept()
    {
        const InventoryLabels labels{m_inventory};
        const auto before = labels.labelsOf(HostId{1});
        QVERIFY(labels.labelsOf(HostId{1}) == before);
        cmdb::InventoryPicture renamed = picture();
        renamed.nodes[0].name = "asia";
        m_inventory.set(renamed);
        QVERIFY(labels.labelsOf(HostId{1})->at(0).get("region") == "asia");
        QVERIFY(before->at(0).get("region") == "europe");
    }

    void hosts_areFoundByAnyMount()
    {
        const InventoryLabels labels{m_inventory};
        using promql::MatchOp;
        const auto found = [&](std::vector<promql::Matcher> plain) {
            return labels.hostsMatching(matchers(std::move(plain)));
        };
        QVERIFY((found({{"component", MatchOp::Equal, "web"}}) == std::vector{HostId{1}, HostId{2}}));
        QVERIFY((found({{"component", MatchOp::NotEqual, "web"}}) == std::vector{HostId{2}, HostId{3}}));
        QVERIFY((found({{"host", MatchOp::Regex, "a|c"}, {"service", MatchOp::Equal, "cart"}})
            == std::vector{HostId{1}, HostId{3}}));
        QVERIFY(found({{"region", MatchOp::Equal, "asia"}}).empty());
        QCOMPARE(found({}).size(), 3U);
    }

private:
    SettableInventory m_inventory;
};

QTEST_APPLESS_MAIN(TestInventoryLabels)
#include "tst_inventorylabels.moc"
