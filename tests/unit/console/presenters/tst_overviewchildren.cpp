// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/overviewpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

/// Thousand regions with a host each; the last by name is the one in trouble.
[[nodiscard]] TreeSnapshot thousandRegions()
{
    TreeSnapshot tree;
    for (int i = 1; i <= 1000; ++i) {
        const std::string number = std::to_string(10'000 + i);
        const int first = 4 * i;
        tree.nodes.push_back({NodeId{first}, {}, TreeLevel::Region, "r" + number});
        tree.nodes.push_back({NodeId{first + 1}, NodeId{first}, TreeLevel::Category, "c"});
        tree.nodes.push_back({NodeId{first + 2}, NodeId{first + 1}, TreeLevel::Service, "s"});
        tree.nodes.push_back({NodeId{first + 3}, NodeId{first + 2}, TreeLevel::Component, "k"});
        HostSummary host;
        host.id = HostId{i};
        host.name = "h" + number;
        host.components = {NodeId{first + 3}};
        host.state = i == 1000 ? HostState::Offline : HostState::Online;
        tree.hosts.push_back(host);
    }
    tree.totalHosts = 1000;
    return tree;
}

[[nodiscard]] std::vector<HostState> states(std::size_t count, HostState last)
{
    std::vector<HostState> all(count, HostState::Online);
    all.back() = last;
    return all;
}

} // namespace

class TestOverviewChildren : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worstOfAThousandHosts_isFirstAlthoughLastByName()
    {
        ConsoleFixture f;
        f.goOnline(smallTree(states(1000, HostState::Offline)));
        OverviewPresenter overview(f.services);
        overview.setScope(NodeId{4});
        overview.activate();
        QCOMPARE(overview.children()->keyAt(0), u"h1000"_s);
        QCOMPARE(overview.children()->rowCount(), 200);
        QCOMPARE(overview.hiddenChildren(), (HiddenChildren{800, 0}));
    }

    void worstOfAThousandRegions_isFirstAlthoughLastByName()
    {
        ConsoleFixture f;
        f.goOnline(thousandRegions());
        OverviewPresenter overview(f.services);
        overview.activate();
        QCOMPARE(overview.children()->keyAt(0), u"n4000"_s);
        QCOMPARE(overview.hiddenChildren(), (HiddenChildren{800, 0}));
    }

    void problemsBeyondTheList_areCounted()
    {
        ConsoleFixture f;
        std::vector<HostState> all(250, HostState::Stale);
        all.push_back(HostState::Offline);
        f.goOnline(smallTree(all));
        OverviewPresenter overview(f.services);
        QSignalSpy hidden(&overview, &OverviewPresenter::hiddenChildrenChanged);
        overview.setScope(NodeId{4});
        overview.activate();
        QCOMPARE(overview.children()->keyAt(0), u"h251"_s);
        QCOMPARE(overview.hiddenChildren(), (HiddenChildren{51, 51}));
        QCOMPARE(hidden.size(), 1);
        overview.setScope({}); // two regions: nothing is left out
        QCOMPARE(overview.hiddenChildren(), HiddenChildren{});
    }

    void equallyBadHosts_standByAge()
    {
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Offline, HostState::Offline, HostState::Stale});
        tree.hosts[0].stateSince = f.clock.now() - 1min;
        tree.hosts[1].stateSince = f.clock.now() - 1h;
        tree.hosts[2].stateSince = f.clock.now() - 24h;
        f.goOnline(tree);
        OverviewPresenter overview(f.services);
        overview.setScope(NodeId{4});
        overview.activate();
        QCOMPARE(overview.children()->keyAt(0), u"h2"_s);
        QCOMPARE(overview.children()->keyAt(1), u"h1"_s);
        QCOMPARE(overview.children()->keyAt(2), u"h3"_s);
    }

    void heldOrder_staysUntilItIsSortedIn()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.setScope(NodeId{4});
        overview.activate();
        AttentionModel &children = *overview.children();
        children.setOrderHeld(true);
        HostSummary second = *f.tree.host(HostId{2});
        second.state = HostState::Offline;
        Q_EMIT f.backend.hostsReceived({{second}, {}});
        QCOMPARE(children.keyAt(0), u"h1"_s);
        const auto pill = children.index(1, AttentionModel::State).data(kCellRole).value<SeverityCell>();
        QCOMPARE(pill.severity, Severity::Critical); // the value is there at once
        QVERIFY(children.isOrderWaiting());
        children.sortIn();
        QCOMPARE(children.keyAt(0), u"h2"_s);
        QVERIFY(!children.isOrderWaiting());
    }

    void otherScope_isShownAtOnceAlthoughTheOrderIsHeld()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.activate();
        overview.children()->setOrderHeld(true);
        overview.setScope(NodeId{4});
        QCOMPARE(overview.children()->rowCount(), 1);
        QCOMPARE(overview.children()->keyAt(0), u"h1"_s);
        QVERIFY(!overview.children()->isOrderWaiting());
    }
};

QTEST_GUILESS_MAIN(TestOverviewChildren)
#include "tst_overviewchildren.moc"
