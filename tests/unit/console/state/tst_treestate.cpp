// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/console/consolefixture.h"
#include "console/state/nameindex.h"

#include <QSignalSpy>
#include <QTest>

using namespace qd;
using namespace qd::console;
using namespace qd::test;

class TestTreeState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void snapshot_countsHostsAtEveryLevel()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online, HostState::Stale, HostState::Offline}));
        for (const int node : {0, 1, 2, 3, 4}) {
            QCOMPARE(f.tree.counts(NodeId{node}).total(), 4);
            QCOMPARE(f.tree.counts(NodeId{node}).problems(), 2);
            QCOMPARE(f.tree.counts(NodeId{node}).worst(), Severity::Critical);
        }
        QCOMPARE(f.tree.counts(NodeId{5}).total(), 0);
        QCOMPARE(f.tree.counts(NodeId{5}).worst(), Severity::Unknown);
    }

    void largeTree_saysHowManyHostsAreStillToCome()
    {
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Online, HostState::Online, HostState::Online});
        const std::vector<HostSummary> all = tree.hosts;
        tree.hosts.resize(1);
        f.goOnline(tree);
        QCOMPARE(f.tree.hostCount(), 1);
        QCOMPARE(f.tree.expectedHosts(), 3);
        Q_EMIT f.backend.hostsReceived({{all[0]}, {all[2].id}}); // one that was not told of yet is gone
        QCOMPARE(f.tree.expectedHosts(), 2);
        Q_EMIT f.backend.hostsReceived({{all[1]}, {}});
        QCOMPARE(f.tree.expectedHosts(), 2);
        Q_EMIT f.backend.hostsReceived({{}, {all[1].id}});
        QCOMPARE(f.tree.expectedHosts(), 1);
    }

    void hostMountedTwiceBelowOnePlace_countsOnce()
    {
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Online});
        tree.nodes.push_back({NodeId{6}, NodeId{3}, TreeLevel::Component, "db"});
        tree.hosts[0].components = {NodeId{4}, NodeId{6}};
        f.goOnline(tree);
        QCOMPARE(f.tree.counts(NodeId{3}).total(), 1);
        QCOMPARE(f.tree.counts(NodeId{6}).total(), 1);
        QCOMPARE(f.tree.hostsBelow(NodeId{3}).size(), std::size_t{1});
    }

    void changedState_movesCountsAndSaysSo()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        QSignalSpy changes(&f.tree, &TreeState::hostsChanged);
        HostSummary host = *f.tree.host(HostId{2});
        host.state = HostState::Offline;
        Q_EMIT f.backend.hostsReceived({{host}, {}});
        QCOMPARE(changes.size(), 1);
        QCOMPARE(changes[0][1].value<std::vector<HostId>>().size(), std::size_t{0});
        QCOMPARE(f.tree.counts(NodeId{1}).offline, 1);
        QCOMPARE(f.tree.counts(NodeId{1}).online, 1);
    }

    void movedHost_leavesOldPlace()
    {
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Online});
        tree.nodes.push_back({NodeId{6}, NodeId{5}, TreeLevel::Category, "lab"});
        f.goOnline(tree);
        HostSummary host = *f.tree.host(HostId{1});
        host.components = {NodeId{6}};
        Q_EMIT f.backend.hostsReceived({{host}, {}});
        QCOMPARE(f.tree.counts(NodeId{1}).total(), 0);
        QCOMPARE(f.tree.counts(NodeId{5}).total(), 1);
        QVERIFY(f.tree.mounted(NodeId{4}).empty());
    }

    void removedHost_isForgottenEverywhere()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Stale, HostState::Online}));
        Q_EMIT f.backend.hostsReceived({{}, {HostId{1}}});
        QVERIFY(f.tree.host(HostId{1}) == nullptr);
        QVERIFY(f.tree.hostByName("web-1") == nullptr);
        QVERIFY(f.tree.host(HostId{3}) != nullptr);
        QCOMPARE(f.tree.counts({}).total(), 2);
    }

    void movedNode_takesItsHostsAlong()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        Q_EMIT f.backend.nodesReceived({{{NodeId{2}, NodeId{5}, TreeLevel::Category, "shop"}}, {}});
        QCOMPARE(f.tree.counts(NodeId{1}).total(), 0);
        QCOMPARE(f.tree.counts(NodeId{5}).total(), 1);
        QCOMPARE(f.tree.pathText(NodeId{4}), QStringLiteral("south / shop / cart / web"));
    }

    void nameIndex_ranksWordStartsFirst()
    {
        QVERIFY(subsequenceScore("ca", "checkout-api") > subsequenceScore("ca", "xxcxxxa"));
        QVERIFY(subsequenceScore("api", "checkout-api") > subsequenceScore("api", "a-place-index"));
        QCOMPARE(subsequenceScore("xyz", "checkout"), -1);
    }

    void nameIndex_findsHostsAndNodes()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        NameIndex index;
        index.rebuild(f.tree);
        QCOMPARE(index.containing("WEB").size(), std::size_t{3});
        const auto best = index.subsequence("w2", 5);
        QCOMPARE(best.size(), std::size_t{1});
        QCOMPARE(index.entries()[static_cast<std::size_t>(best[0].entry)].id, 2);
    }
};

QTEST_GUILESS_MAIN(TestTreeState)
#include "tst_treestate.moc"
