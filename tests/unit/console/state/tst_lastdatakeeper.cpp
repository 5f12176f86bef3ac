// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/lastdatafile.h"
#include "console/state/lastdatakeeper.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

/// More than a slice holds, however fast the machine is.
constexpr int kManyHosts = 100'000;

[[nodiscard]] TreeSnapshot largeTree()
{
    TreeSnapshot tree;
    tree.nodes = {{NodeId{1}, {}, TreeLevel::Region, "north"},
        {NodeId{2}, NodeId{1}, TreeLevel::Category, "shop"},
        {NodeId{3}, NodeId{2}, TreeLevel::Service, "cart"},
        {NodeId{4}, NodeId{3}, TreeLevel::Component, "web"}};
    for (int i = 1; i <= kManyHosts; ++i) {
        HostSummary host;
        host.id = HostId{i};
        host.name = "web-" + std::to_string(i);
        host.components = {NodeId{4}};
        host.state = HostState::Online;
        tree.hosts.push_back(host);
    }
    tree.totalHosts = kManyHosts;
    return tree;
}

[[nodiscard]] HostSummary hostOf(const LastData &data, HostId id)
{
    const auto found = std::ranges::find(data.tree.hosts, id, &HostSummary::id);
    return found == data.tree.hosts.end() ? HostSummary() : *found;
}

} // namespace

/// Last data are gathered in slices while the tree lives on.
class TestLastDataKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void save_returnsBeforeEverythingIsGathered()
    {
        ConsoleFixture f;
        f.goOnline(largeTree());
        QSignalSpy stored(&f.lastData, &LastDataKeeper::storedChanged);
        f.lastData.save();
        QVERIFY(f.lastData.isSaving());
        // One turn of the event loop is one slice: not all of the hosts.
        QCoreApplication::processEvents();
        QVERIFY(f.lastData.isSaving());
        QVERIFY(!LastDataFile(f.dir.path()).info());
        QVERIFY(stored.wait(20'000));
        QVERIFY(!f.lastData.isSaving());
        const Result<LastData> kept = LastDataFile(f.dir.path()).read();
        QVERIFY(kept.has_value());
        QCOMPARE(kept->tree.hosts.size(), static_cast<std::size_t>(kManyHosts));
        QCOMPARE(kept->tree.nodes.size(), 4U);
    }

    void hostsThatGoOrChangeMeanwhile_areKeptAsTheyAreThen()
    {
        ConsoleFixture f;
        f.goOnline(largeTree());
        QSignalSpy stored(&f.lastData, &LastDataKeeper::storedChanged);
        f.lastData.save();
        QCoreApplication::processEvents();
        HostSummary changed = *f.tree.host(HostId{kManyHosts});
        changed.state = HostState::Offline;
        Q_EMIT f.backend.hostsReceived({{changed}, {HostId{kManyHosts - 1}, HostId{1}}});
        QVERIFY(stored.wait(20'000));
        const Result<LastData> kept = LastDataFile(f.dir.path()).read();
        QVERIFY(kept.has_value());
        QCOMPARE(hostOf(*kept, HostId{kManyHosts}).state, HostState::Offline);
        QVERIFY(hostOf(*kept, HostId{kManyHosts - 1}).id.isNull()); // gone before its turn
        QCOMPARE(hostOf(*kept, HostId{kManyHosts - 2}).name, "web-" + std::to_string(kManyHosts - 2));
        QVERIFY(kept->tree.hosts.size() >= static_cast<std::size_t>(kManyHosts) - 2);
    }

    void signingOutMeanwhile_keepsNothing()
    {
        ConsoleFixture f;
        f.goOnline(largeTree());
        f.lastData.save();
        QCoreApplication::processEvents();
        f.lastData.forget();
        QVERIFY(!f.lastData.isSaving());
        f.backend.disconnectFromServer();
        f.lastData.saveAndWait(); // behind the worker's removal; nothing is to be saved any more
        QVERIFY(!f.lastData.stored());
        QVERIFY(!LastDataFile(f.dir.path()).info());
    }

    void endOfTheProgram_finishesWhatHadBegun()
    {
        ConsoleFixture f;
        f.goOnline(largeTree());
        f.lastData.save();
        f.lastData.saveAndWait();
        const Result<LastData> kept = LastDataFile(f.dir.path()).read();
        QVERIFY(kept.has_value());
        QCOMPARE(kept->tree.hosts.size(), static_cast<std::size_t>(kManyHosts));
    }
};

QTEST_GUILESS_MAIN(TestLastDataKeeper)
#include "tst_lastdatakeeper.moc"
