// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/query/trackedfleet.h"
#include "tests/integration/api/apifakes.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace qd;
using namespace qd::backend;

namespace {

class FixedInventory final : public cmdb::Inventory
{
public:
    [[nodiscard]] std::shared_ptr<const cmdb::InventorySnapshot> snapshot() const override
    {
        return m_snapshot;
    }

private:
    std::shared_ptr<const cmdb::InventorySnapshot> m_snapshot = ///< shared with readers, as the real one
        std::make_shared<const cmdb::InventorySnapshot>(test::FakeInventory{}.picture());
};

} // namespace

class TstTrackedFleet final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dataPath_hasTheSpoolAsTheAgentReportedIt()
    {
        TrackedFleet::AgentState state{true, {4, 700, 60}, fromUnixMs(1'700'000'000'123)};
        TrackedFleet fleet{m_inventory, m_tracker, m_metrics,
            [&](HostId host) { return host == HostId{1} ? state : TrackedFleet::AgentState{}; }};
        const protocol::DataPath path = fleet.dataPath(HostId{1});
        QVERIFY(path.isConnected);
        QCOMPARE(path.spoolBytes, 760);
        QCOMPARE(path.spoolBlocks, 4);
        QCOMPARE(path.spoolMemoryBytes, 60);
        QVERIFY(path.spoolReportedAt == state.spoolReportedAt);
        QCOMPARE(path.roundTripUs, -1); // not measured, and not 0
        state.roundTripUs = 1'240;
        state.roundTripAt = fromUnixMs(1'700'000'000'100);
        QCOMPARE(fleet.dataPath(HostId{1}).roundTripUs, 1'240);
        QVERIFY(fleet.dataPath(HostId{1}).roundTripAt == state.roundTripAt);
        QVERIFY(!fleet.dataPath(HostId{2}).isConnected);
        QVERIFY(fleet.dataPath(HostId{2}).spoolReportedAt == TimeMs{});
    }

    void tagsOfTheInventory_areInTheSummaries()
    {
        TrackedFleet fleet{
            m_inventory, m_tracker, m_metrics, [](HostId) { return TrackedFleet::AgentState{}; }};
        fleet.inventoryChanged({m_inventory.snapshot(), {}, {}, {HostId{1}, HostId{2}}, {}});
        const auto hosts = fleet.summaries();
        QCOMPARE(hosts.size(), 2U);
        QVERIFY((hosts[0].tags == std::vector<std::string>{"os:debian", "rack 1"}));
        QVERIFY((hosts[1].tags == std::vector<std::string>{"os:debian", "rack 2"}));
    }

    void samplesBeforeTheInventoryTellsOfTheirHost_areSeen()
    {
        TrackedFleet fleet{
            m_inventory, m_tracker, m_metrics, [](HostId) { return TrackedFleet::AgentState{}; }};
        m_tracker.removeHost(HostId{1});
        const TimeMs seen = m_clock.now() - std::chrono::seconds{3};
        m_tracker.sessionOpened(HostId{1});
        m_tracker.samplesArrived(HostId{1}, {seen, 0, m_clock.now()});
        m_tracker.sessionClosed(HostId{1});
        m_metrics.setProgress({.host = HostId{1},
            .newestSample = seen + std::chrono::milliseconds{40},
            .sentAt = seen,
            .clockOffsetMs = 40,
            .receivedAt = m_clock.now(),
            .committedAt = m_clock.now()});
        fleet.inventoryChanged({m_inventory.snapshot(), {}, {}, {HostId{1}}, {}});
        QVERIFY(fleet.summary(HostId{1})->lastSeen == seen);
    }

private:
    test::ManualClock m_clock;
    FixedInventory m_inventory;
    cmdb::HostStateTracker m_tracker{m_clock};
    test::FakeMetrics m_metrics;
};

QTEST_GUILESS_MAIN(TstTrackedFleet)
#include "tst_trackedfleet.moc"
