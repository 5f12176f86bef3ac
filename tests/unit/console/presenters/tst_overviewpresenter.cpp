// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/overviewpresenter.h"
#include "console/presenters/panel.h"
#include "console/presenters/panelcatalogue.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What the overview lists, asks and sums.
class TestOverviewPresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overview_asksOnlyWhileActive()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        QCOMPARE(f.subscriptions.openCount(), 0);
        overview.activate();
        QVERIFY(f.subscriptions.openCount() >= 10);
        overview.deactivate();
        QCOMPARE(f.subscriptions.openCount(), 0);
    }

    void overview_listsChildrenWorstFirstWithTheirValues()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline}));
        OverviewPresenter overview(f.services);
        overview.activate();
        QVERIFY(
            f.answer(u"avg by (region) (cpu.busy", {series({{"region", "north"}}, {1, 2}, {40.0, 50.0})}));
        QCOMPARE(overview.children()->rowCount(), 2);
        QCOMPARE(overview.children()->keyAt(0), u"n1"_s);
        const auto bar = overview.children()->index(0, AttentionModel::Cpu).data(kCellRole).value<BarCell>();
        QCOMPARE(bar.value, std::optional(50.0));
        overview.setScope(NodeId{4});
        QCOMPARE(overview.children()->keyAt(0), u"h1"_s);
    }

    void overview_withoutLinkShowsNothingGreen()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.activate();
        const auto pill = [&] {
            const int north = overview.children()->keyAt(0) == u"n1"_s ? 0 : 1;
            return overview.children()
                ->index(north, AttentionModel::State)
                .data(kCellRole)
                .value<SeverityCell>()
                .severity;
        };
        QCOMPARE(pill(), Severity::Healthy);
        f.backend.setLink(LinkState::Waiting);
        QVERIFY(!overview.isFresh());
        QCOMPARE(pill(), Severity::Unknown);
    }

    void overview_withoutLinkLetsAgesGrow()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.activate();
        f.backend.setLink(LinkState::Waiting);
        QSignalSpy header(&overview, &OverviewPresenter::headerChanged);
        QVERIFY(header.wait());
    }

    void overview_sumsCountAHostMountedTwiceOnce()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        int sums = 0;
        for (const PanelSpec &spec : overviewPanels()) {
            Panel panel(spec, {f.backend, f.subscriptions, f.clock});
            panel.setScope(scopeOf(f.tree, {}));
            for (const QString &text : panel.queryText().split(u'\n')) {
                if (text.startsWith("sum("_L1)) {
                    QVERIFY2(text.contains("max by (host,"_L1), qPrintable(text));
                    ++sums;
                }
            }
        }
        QCOMPARE(sums, 4);
    }

    void gaps_areExplainedOnceThereIsOne_data()
    {
        QTest::addColumn<double>("agentStart");
        QTest::addColumn<GapCause>("cause");
        QTest::newRow("every agent started inside") << 150.0 << GapCause::AgentDown;
        QTest::newRow("one agent ran on") << -1000.0 << GapCause::Unknown;
    }
    void gaps_areExplainedOnceThereIsOne()
    {
        QFETCH(double, agentStart);
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.setSpan({true, 10min, {}, {}}, 600);
        overview.activate();
        const std::int64_t zero = toUnixMs(f.clock.now()) - 600'000;
        std::vector<std::int64_t> times;
        std::vector<double> newest;
        for (int t = 0; t <= 600; t += 10) {
            times.push_back(zero + t * 1000);
            newest.push_back(static_cast<double>(zero) / 1000.0 + (t < 100 || t >= 200 ? t : 90));
        }
        const std::vector<double> one(times.size(), 1.0);
        const auto curve = [&] { return std::vector{series({{"region", "north"}}, times, one)}; };
        QVERIFY(f.answer(u"avg by (region) (cpu.busy", curve()));
        QCOMPARE(
            f.backend.subscriptionFor(u"timestamp(agent.alive"), 0U); // nothing to explain, nothing asked
        times.erase(times.begin() + 10, times.begin() + 20);
        QVERIFY(f.answer(u"avg by (region) (mem.memused.percent",
            {series({{"region", "north"}}, times, std::vector<double>(times.size(), 1.0))}));
        times.clear();
        for (int t = 0; t <= 600; t += 10) {
            times.push_back(zero + t * 1000);
        }
        QVERIFY(f.answer(u"timestamp(agent.alive", {series({}, times, newest)}));
        QVERIFY(f.answer(u"min(timestamp(agent.uptime",
            {series({}, {zero + 210'000}, {static_cast<double>(zero) / 1000.0 + agentStart})}));
        const PanelData memory = overview.panels()[1]->data();
        QCOMPARE(memory.gaps.size(), 1);
        QTEST(memory.gaps.front().cause, "cause");
        // What the query carried on over the silence is no sample.
        QCOMPARE(overview.panels()[0]->data().gaps.size(), 1);
    }

    void placeWithoutAnyLivingHost_saysSinceWhen()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline, HostState::Offline})); // last seen now
        OverviewPresenter overview(f.services);
        overview.activate();
        const std::int64_t seen = toUnixMs(f.clock.now());
        QVERIFY(f.answer(u"avg by (region) (cpu.busy",
            {series({{"region", "north"}}, {seen - 20'000, seen - 10'000}, {1.0, 1.0})}));
        const PanelData cpu = overview.panels()[0]->data();
        QCOMPARE(cpu.gaps.size(), 1);
        QCOMPARE(cpu.gaps.front().to, kOpenEnd);
        QCOMPARE(cpu.gaps.front().cause, GapCause::NotConnected);
        f.clock.advance(2h);
        QCOMPARE(overview.hint().kind, RangeHint::Kind::Silent);
    }

    void placeThatIsNew_offersAShorterRange()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.setSpan({true, 1h, {}, {}}, 600);
        overview.activate();
        QCOMPARE(overview.hint(), RangeHint());
        const std::int64_t now = toUnixMs(f.clock.now());
        QVERIFY(f.answer(
            u"avg by (region) (cpu.busy", {series({{"region", "north"}}, {now - 120'000, now}, {1.0, 1.0})}));
        QCOMPARE(overview.hint().kind, RangeHint::Kind::BeginsLate);
        QCOMPARE(overview.hint().offer.length, 5min);
    }

    void periodBefore_isAskedForEveryChart()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.setSpan({true, 1h, {}, {}}, 600);
        overview.activate();
        QCOMPARE(f.backend.subscriptionFor(u"offset 3600s"), 0U);
        QSignalSpy changed(&overview, &OverviewPresenter::comparisonChanged);
        overview.setPreviousShown(true);
        QVERIFY(f.backend.subscriptionFor(u"cpu.busy{} offset 3600s") != 0);
        QVERIFY(f.backend.subscriptionFor(u"df.bytes.used.percent{} offset 3600s") != 0);
        QCOMPARE(changed.count(), 1);
        overview.setPreviousShown(false);
        QCOMPARE(f.backend.subscriptionFor(u"offset 3600s"), 0U);
    }

    void tiles_knowWhereMoreIsWorse()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        const OverviewPresenter overview(f.services);
        for (const OverviewTile &tile : overview.tiles()) {
            QCOMPARE(tile.isHigherWorse, tile.id != "network"_L1);
        }
    }
};

QTEST_GUILESS_MAIN(TestOverviewPresenter)
#include "tst_overviewpresenter.moc"
