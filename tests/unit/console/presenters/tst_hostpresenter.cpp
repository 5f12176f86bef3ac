// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpresenter.h"
#include "console/presenters/panel.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What the host view asks, and what it says of silences.
class TestHostPresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void host_pathShowsTheBrokenHop()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.activate();
        QCOMPARE(f.backend.watched, HostId{1});
        HostDetails details;
        const TimeMs old = f.clock.now() - 5min;
        details.path = {f.clock.now() - 1s, old, 0, old, old, true, 4096};
        f.backend.answerDetails(details);
        QTRY_COMPARE(host.dataPath().size(), 5);
        QVERIFY(!host.dataPath()[0].isBroken);
        QVERIFY(host.dataPath()[1].isBroken);
        QVERIFY(host.dataPath()[3].isBroken);
        QVERIFY(!host.dataPath()[4].isBroken);
        host.deactivate();
        QVERIFY(f.backend.watched.isNull());
    }

    void host_forecastsWhenAFilesystemIsFull()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.activate();
        const std::vector<Labels::Pair> root{{"mount", "/"}, {"fstype", "ext4"}};
        f.answer(u"df.bytes.used.percent", {series(root, {1}, {90.0})});
        f.answer(u"df.bytes.free", {series(root, {1}, {6.0 * 3600})});
        QVERIFY(f.answer(u"predict_linear(", {series({{"mount", "/"}}, {1}, {0.5})})); // bytes a second
        const QVariant cell = host.filesystems()->index(0, FilesystemModel::FullIn).data(kCellRole);
        QCOMPARE(cell.value<DurationCell>().length, std::chrono::milliseconds(12h));
    }

    void host_curvesOfASilentHostEndWithItsLastSample_data()
    {
        QTest::addColumn<HostState>("state");
        QTest::addColumn<int>("points");
        QTest::newRow("online: everything") << HostState::Online << 4;
        QTest::newRow("stale: up to the step of the last sample") << HostState::Stale << 2;
        QTest::newRow("offline: up to the step of the last sample") << HostState::Offline << 2;
    }
    void host_curvesOfASilentHostEndWithItsLastSample()
    {
        QFETCH(HostState, state);
        ConsoleFixture f;
        f.goOnline(smallTree({state})); // last seen now
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        Panel &panel = *host.families().front().panels.front();
        panel.setSpan({true, 1h, {}, {}}, 600);
        panel.start();
        const std::int64_t seen = toUnixMs(f.clock.now());
        const std::vector<std::int64_t> times{seen - 10'000, seen, seen + 60'000, seen + 120'000};
        QVERIFY(f.answer(u"cpu.user", {series({}, times, {1.0, 1.0, 1.0, 1.0})}));
        QTEST(static_cast<int>(panel.data().series.front().points.size()), "points");
        QCOMPARE(host.isFresh(), state == HostState::Online);
        QCOMPARE(host.processesView().isEmpty, state != HostState::Online); // waits for an online host only
    }

    void host_gapsTellTheirCause_data()
    {
        QTest::addColumn<double>("agentStart");
        QTest::addColumn<double>("errors");
        QTest::addColumn<GapCause>("cause");
        QTest::newRow("the agent started inside") << 150.0 << 0.0 << GapCause::AgentDown;
        QTest::newRow("the agent ran on") << -1000.0 << 0.0 << GapCause::Unknown;
        QTest::newRow("its collector had errors") << -1000.0 << 2.0 << GapCause::CollectorFailed;
    }
    void host_gapsTellTheirCause()
    {
        QFETCH(double, agentStart);
        QFETCH(double, errors);
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.setSpan({true, 10min, {}, {}}, 600);
        host.activate();
        Panel &panel = *host.families().front().panels.front();
        panel.start();
        const std::int64_t zero = toUnixMs(f.clock.now()) - 600'000;
        std::vector<std::int64_t> times;
        std::vector<double> newest;
        for (int t = 0; t <= 600; t += 10) {
            times.push_back(zero + t * 1000);
            const int report = t < 100 || t >= 200 ? t : 90; // silent from 90 to 200
            newest.push_back(static_cast<double>(zero) / 1000.0 + report);
        }
        const std::vector<double> one(times.size(), 1.0);
        QVERIFY(f.answer(u"timestamp(agent.alive{", {series({}, times, newest)}));
        QVERIFY(f.answer(u"agent.uptime{",
            {series({}, {zero + 210'000}, {static_cast<double>(zero) / 1000.0 + agentStart})}));
        QVERIFY(f.answer(u"agent.collect.errors{",
            {series({{"collector", "cpu"}}, {zero + 140'000, zero + 150'000}, {errors, errors})}));
        QVERIFY(f.answer(u"cpu.user", {series({}, times, one)})); // carried on over the silence
        const PanelData data = panel.data();
        QCOMPARE(data.gaps.size(), 1);
        QCOMPARE(data.gaps.front().from, fromUnixMs(zero + 100'000));
        QCOMPARE(data.gaps.front().to, fromUnixMs(zero + 200'000));
        QTEST(data.gaps.front().cause, "cause");
        QCOMPARE(data.series.front().points.size(), 61 - 9);
    }

    void host_silenceThatLastsIsToldByTheServer_data()
    {
        QTest::addColumn<HostState>("state");
        QTest::addColumn<GapCause>("cause");
        QTest::newRow("stale: late") << HostState::Stale << GapCause::Late;
        QTest::newRow("offline: not connected") << HostState::Offline << GapCause::NotConnected;
    }
    void host_silenceThatLastsIsToldByTheServer()
    {
        QFETCH(HostState, state);
        ConsoleFixture f;
        f.goOnline(smallTree({state}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        Panel &panel = *host.families().front().panels.front();
        panel.setSpan({true, 1h, {}, {}}, 600);
        panel.start();
        const std::int64_t seen = toUnixMs(f.clock.now());
        QVERIFY(f.answer(u"cpu.user", {series({}, {seen - 10'000, seen}, {1.0, 1.0})}));
        QCOMPARE(panel.data().gaps.size(), 1);
        QCOMPARE(panel.data().gaps.front().to, kOpenEnd);
        QTEST(panel.data().gaps.front().cause, "cause");
    }

    void host_thatIsNewOffersAShorterRange()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.setSpan({true, 1h, {}, {}}, 600);
        host.activate();
        QCOMPARE(host.hint(), RangeHint());
        QSignalSpy changed(&host, &HostPresenter::hintChanged);
        const std::int64_t now = toUnixMs(f.clock.now());
        const double seconds = static_cast<double>(now) / 1000.0;
        QVERIFY(f.answer(
            u"timestamp(agent.alive{", {series({}, {now - 600'000, now}, {seconds - 600.0, seconds})}));
        QVERIFY(changed.count() > 0);
        QCOMPARE(host.hint().kind, RangeHint::Kind::BeginsLate);
        QCOMPARE(host.hint().offer.length, 15min);
    }

    void host_thatFellSilentLongAgoOffersTheTimeBefore()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.setSpan({true, 1h, {}, {}}, 600);
        const TimeMs seen = f.clock.now();
        f.clock.advance(14min);
        QCOMPARE(host.hint(), RangeHint()); // the last values are in view
        f.clock.advance(3h);
        QCOMPARE(host.hint().kind, RangeHint::Kind::Silent);
        QCOMPARE(host.hint().at, seen);
    }

    void host_thatIsDownKeepsTheFilesystemsOfItsLastMinutes()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.activate();
        QCOMPARE(f.backend.subscriptionFor(u"df.bytes.total"), 0U); // live there is nothing
        const auto asked = std::ranges::find_if(f.backend.queries,
            [](const RangeQuery &query) { return query.promql.contains("df.bytes.total"_L1); });
        QVERIFY(asked != f.backend.queries.cend());
        QCOMPARE(asked->end, host.summary()->lastSeen);
        HostSummary back = *host.summary();
        back.state = HostState::Online;
        Q_EMIT f.backend.hostsReceived({{back}, {}});
        QVERIFY(f.backend.subscriptionFor(u"df.bytes.total") != 0);
    }
};

QTEST_GUILESS_MAIN(TestHostPresenter)
#include "tst_hostpresenter.moc"
