// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/inventorymodel.h"

#include <QElapsedTimer>
#include <QTest>

using namespace qd;
using namespace qd::backend::cmdb;

namespace {

HostRecord record(int id, const std::string &hostname)
{
    HostRecord host;
    host.id = HostId{id};
    host.uuid = "uuid-" + std::to_string(id);
    host.facts.hostname = hostname;
    host.components = {NodeId{4}};
    return host;
}

InventoryPicture pictureOf(std::vector<HostRecord> hosts)
{
    InventoryPicture picture;
    picture.nodes = {{NodeId{1}, {}, TreeLevel::Region, "europe"},
        {NodeId{2}, NodeId{1}, TreeLevel::Category, "shop"},
        {NodeId{3}, NodeId{2}, TreeLevel::Service, "cart"},
        {NodeId{4}, NodeId{3}, TreeLevel::Component, "web"},
        {NodeId{5}, NodeId{3}, TreeLevel::Component, "db"}};
    picture.hosts = std::move(hosts);
    return picture;
}

} // namespace

class TestInventoryModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void snapshot_knowsPathsOfEveryMount()
    {
        HostRecord host = record(1, "a");
        host.components = {NodeId{5}, NodeId{4}};
        InventoryModel model;
        model.reset(pictureOf({host}));
        const InventoryChange change = model.takeChange();
        const auto paths = change.snapshot->pathsOf(HostId{1});
        QCOMPARE(paths.size(), 2U);
        QVERIFY((paths[0] == std::array<std::string_view, 4>{"europe", "shop", "cart", "web"}));
        QVERIFY((paths[1] == std::array<std::string_view, 4>{"europe", "shop", "cart", "db"}));
        QVERIFY(change.snapshot->pathsOf(HostId{99}).empty());
        QVERIFY(change.snapshot->host(HostId{99}) == nullptr);
        QVERIFY(change.snapshot->node(NodeId{99}) == nullptr);
    }

    void change_namesWhatDiffersOnly()
    {
        InventoryModel model;
        model.reset(pictureOf({record(1, "a"), record(2, "b")}));
        const InventoryChange first = model.takeChange();
        QCOMPARE(first.changedHosts.size(), 2U);
        QCOMPARE(first.changedNodes.size(), 5U);

        model.setComponents(HostId{2}, {NodeId{5}});
        model.putHost(record(1, "a")); // as it is already
        const InventoryChange second = model.takeChange();
        QVERIFY((second.changedHosts == std::vector{HostId{2}}));
        QVERIFY(second.changedNodes.empty());
        QVERIFY(first.snapshot->hosts().entries()[0] == second.snapshot->hosts().entries()[0]); // shared
        QVERIFY((first.snapshot->host(HostId{2})->components == std::vector{NodeId{4}})); // the old one stays
        QVERIFY(!model.hasChanged());
    }

    void reset_tellsWhatIsGone()
    {
        InventoryModel model;
        model.reset(pictureOf({record(1, "a"), record(2, "b")}));
        (void)model.takeChange();
        InventoryPicture smaller = pictureOf({record(2, "b")});
        smaller.nodes.pop_back();
        model.reset(smaller);
        const InventoryChange change = model.takeChange();
        QVERIFY((change.removedHosts == std::vector{HostId{1}}));
        QVERIFY((change.removedNodes == std::vector{NodeId{5}}));
        QVERIFY(change.changedHosts.empty());
        QVERIFY(model.hostOf("uuid-1") == nullptr);
    }

    void hostsOfOneName_areToldApart()
    {
        InventoryModel model;
        model.reset(pictureOf({record(1, "localhost"), record(2, "localhost"), record(3, "web")}));
        QVERIFY(names(model) == "localhost localhost~2 web");
        model.putHost(record(3, "localhost"));
        QVERIFY(names(model) == "localhost localhost~2 localhost~3");
        model.putHost(record(1, "web")); // the oldest leaves the name to the next
        QVERIFY(names(model) == "web localhost localhost~3");
        model.putHost(record(1, "localhost"));
        QVERIFY(names(model) == "localhost localhost~2 localhost~3");
        model.putHost(record(4, ""));
        QVERIFY(names(model) == "localhost localhost~2 localhost~3 host");
    }

    void oneChangeAmongAHundredThousand_isQuick()
    {
        std::vector<HostRecord> hosts;
        for (int i = 1; i <= 100'000; ++i) {
            hosts.push_back(record(i, i % 2 == 0 ? "localhost" : "h" + std::to_string(i)));
        }
        InventoryModel model;
        model.reset(pictureOf(std::move(hosts)));
        (void)model.takeChange();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 10; ++i) {
            model.setComponents(HostId{50'000}, {NodeId{i % 2 == 0 ? 5 : 4}});
            QCOMPARE(model.takeChange().changedHosts.size(), 1U);
        }
        QVERIFY2(
            timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed()))); // 10 ms each, measured
    }

private:
    static std::string names(InventoryModel &model)
    {
        std::string all;
        const InventoryChange change = model.takeChange();
        for (const HostRecord &host : change.snapshot->hosts()) {
            all += (all.empty() ? "" : " ") + host.name;
        }
        return all;
    }
};

QTEST_APPLESS_MAIN(TestInventoryModel)
#include "tst_inventorymodel.moc"
