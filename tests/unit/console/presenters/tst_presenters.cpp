// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/connectpresenter.h"
#include "console/presenters/explorerpresenter.h"
#include "console/presenters/hostpresenter.h"
#include "console/presenters/hosttablepresenter.h"
#include "console/presenters/overviewpresenter.h"
#include "console/presenters/palettepresenter.h"
#include "console/presenters/panelcatalogue.h"
#include "console/presenters/shellpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

class TestPresenters : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scope_becomesMatchersOfTheWholePath()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        QCOMPARE(scopeOf(f.tree, {}).matchers, QString());
        QCOMPARE(scopeOf(f.tree, {}).childLabel, u"region"_s);
        QCOMPARE(
            scopeOf(f.tree, NodeId{3}).matchers, u"region=\"north\",category=\"shop\",service=\"cart\""_s);
        QCOMPARE(scopeOf(f.tree, NodeId{3}).childLabel, u"component"_s);
        QCOMPARE(scopeOf(f.tree, NodeId{4}).childLabel, u"host"_s);
    }

    void metricWithDash_isAskedByItsName()
    {
        QCOMPARE(metric(u"disk.io.avgqu-sz"_s), u"{__name__=\"disk.io.avgqu-sz\",%sel}"_s);
        QCOMPARE(metric(u"cpu.busy"_s), u"cpu.busy{%sel}"_s);
        QCOMPARE(quoted(u"a\"b\\c"_s), u"\"a\\\"b\\\\c\""_s);
    }

    void everyHostPanel_asksForOneHostOnly()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        for (const PanelFamily &family : hostPanels()) {
            for (const PanelSpec &spec : family.panels) {
                Panel panel(spec, {f.backend, f.subscriptions, f.clock});
                panel.setScope(scopeOf(*f.tree.host(HostId{1})));
                for (const QString &text : panel.queryText().split(u'\n')) {
                    QVERIFY2(text.contains("host=\"web-1\""_L1), qPrintable(text));
                    QVERIFY2(!text.contains(u'%') && !text.contains("{,"_L1), qPrintable(text));
                }
            }
        }
    }

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

    void hostTable_readsValuesByHostName()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        HostTablePresenter hosts(f.services);
        hosts.activate();
        QVERIFY(f.answer(u"cpu.busy", {series({{"host", "web-2"}}, {1}, {77.0})}));
        const int row = hosts.model()->rowOf(HostId{2});
        QCOMPARE(
            hosts.model()->index(row, HostTableModel::Cpu).data(HostTableModel::MetricRole).toDouble(), 77.0);
        hosts.setVisibleHosts({HostId{1}, HostId{2}});
        QVERIFY(f.backend.subscriptionFor(u"host=~\"web-1|web-2\"") != 0);
    }

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

    void previousPeriod_isAskedWithAnOffset()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.setSpan({true, 1h, {}, {}}, 600);
        Panel &panel = *host.families().front().panels.at(1); // load average
        panel.start();
        host.setPreviousShown(true);
        const std::int64_t now = toUnixMs(f.clock.now());
        QVERIFY(f.answer(u"load.1min{host=\"web-1\"} offset 3600s", {series({}, {now}, {7.0})}));
        QCOMPARE(panel.data().previous.size(), 1);
        QCOMPARE(panel.data().previous.front().points.front().y(), 7.0);
        host.setPreviousShown(false);
        QVERIFY(panel.data().previous.isEmpty());
        QCOMPARE(f.backend.subscriptionFor(u"offset"), 0U);
    }

    void shiftedBack_movesEverySelector_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("gauge") << u"max(a{h=\"x\"})"_s << u"max(a{h=\"x\"} offset 60s)"_s;
        QTest::newRow("rate") << u"rate(a{h=\"x\"}[90s])"_s << u"rate(a{h=\"x\"}[90s] offset 60s)"_s;
        QTest::newRow("two") << u"a{} + b{}"_s << u"a{} offset 60s + b{} offset 60s"_s;
        QTest::newRow("bracket in a name") << u"a{h=\"}\\\"}\"}[5m]"_s << u"a{h=\"}\\\"}\"}[5m] offset 60s"_s;
    }
    void shiftedBack_movesEverySelector()
    {
        QFETCH(QString, text);
        QTEST(shiftedBack(text, 60), "expected");
    }

    void comparedHosts_becomeOneSeriesEach()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online, HostState::Offline}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.setSpan({true, 1h, {}, {}}, 600);
        Panel &panel = *host.families().front().panels.front();
        panel.start();
        QVERIFY(panel.data().isStacked);
        QCOMPARE(host.candidates(u"web"_s), (std::vector{HostId{2}, HostId{3}}));
        QCOMPARE(host.candidates(u"-3"_s), (std::vector{HostId{3}}));
        host.setCompared({HostId{2}, HostId{1}, HostId{2}, HostId{99}});
        QCOMPARE(host.compared(), std::vector{HostId{2}});
        QVERIFY(f.answer(u"max by (host) (cpu.busy{host=~\"web-1|web-2\"})",
            {series({{"host", "web-1"}}, {1}, {10.0}), series({{"host", "web-2"}}, {1}, {20.0})}));
        const PanelData data = panel.data();
        QVERIFY(!data.isStacked);
        QCOMPARE(data.series.size(), 2);
        QCOMPARE(data.series.back().id, u"web-2"_s);
        QVERIFY(!data.series.back().slot);
        host.setHost(HostId{2});
        QVERIFY(host.compared().empty());
    }

    void hostTableOfManyHosts_fetchesForAllOnlyWhatDecidesTheirOrder()
    {
        ConsoleFixture f;
        f.goOnline(
            smallTree(std::vector<HostState>(HostTablePresenter::kMaxMetricHosts + 1, HostState::Online)));
        HostTablePresenter hosts(f.services);
        hosts.setVisibleHosts({HostId{1}, HostId{2}});
        hosts.activate();
        const auto asked = [&](QStringView metric) {
            const auto found = f.backend.open.find(f.backend.subscriptionFor(metric));
            return found == f.backend.open.end() ? QString() : found->second.promql;
        };
        QVERIFY(!hosts.hasAllMetrics());
        QTRY_VERIFY(asked(u"mem.memused").contains(u"web-1|web-2"));
        hosts.model()->sort(HostTableModel::Memory, Qt::DescendingOrder);
        QTRY_VERIFY(!asked(u"mem.memused").isEmpty() && !asked(u"mem.memused").contains(u"web-1"));
        QVERIFY(asked(u"df.bytes").contains(u"web-1"));
        hosts.model()->setFilters({{}, false, {{HostFilter::Field::Disk, u">90"_s}}});
        QTRY_VERIFY(!asked(u"df.bytes").isEmpty() && !asked(u"df.bytes").contains(u"web-1"));
        hosts.model()->sort(-1, Qt::AscendingOrder);
        QTRY_VERIFY(asked(u"mem.memused").contains(u"web-1|web-2"));
    }

    void hostTable_trendOfASilentHostEndsInAGap()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline}));
        HostTablePresenter hosts(f.services);
        hosts.activate();
        hosts.setVisibleHosts({HostId{1}});
        const std::int64_t seen = toUnixMs(f.clock.now());
        QVERIFY(f.answer(u"host=~\"web-1\"",
            {series({{"host", "web-1"}}, {seen - 60'000, seen, seen + 60'000, seen + 120'000},
                {1.0, 2.0, 2.0, 2.0})}));
        const auto spark = hosts.model()->index(0, HostTableModel::Trend).data(kCellRole).value<SparkCell>();
        QCOMPARE(spark.points.size(), 4);
        QCOMPARE(spark.points[2], 2.0);
        QVERIFY(std::isnan(spark.points[3]));
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

    void explorer_readsPrefixes()
    {
        const TreeFilter filter = ExplorerPresenter::parse(u"pay ip:10.4 state:OFFLINE agent:1.6 gate"_s);
        QCOMPARE(filter.text, u"pay gate"_s);
        QCOMPARE(filter.address, u"10.4"_s);
        QCOMPARE(filter.version, u"1.6"_s);
        QCOMPARE(filter.state, std::optional(HostState::Offline));
        QCOMPARE(ExplorerPresenter::parse(u"state:purple"_s).text, u"state:purple"_s);
        QCOMPARE(ExplorerPresenter::parse(u"TAG:Prod gate"_s).tag, u"Prod"_s);
        QCOMPARE(ExplorerPresenter::parse(u"TAG:Prod gate"_s).text, u"gate"_s);
        QCOMPARE(ExplorerPresenter::parse(u"state:离线"_s).state, HostState::Offline);
    }

    void palette_findsByPrefixAndListsReasons()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        PalettePresenter palette(f.services);
        PaletteEntry refresh;
        refresh.id = u"time.refresh"_s;
        refresh.title = u"Refresh"_s;
        refresh.reason = u"The connection is lost"_s;
        palette.open({refresh});
        QCOMPARE(palette.model()->rowCount(), 2); // section and command
        palette.setText(u"@web1"_s);
        QCOMPARE(palette.model()->entries().back().kind, PaletteEntry::Kind::Host);
        QCOMPARE(palette.model()->entries().back().detail, u"north / shop / cart / web"_s);
        palette.setText(u">web1"_s);
        QCOMPARE(palette.model()->rowCount(), 0);
        palette.setText(u">refr"_s);
        QCOMPARE(palette.model()->selectableFrom(0, 1), -1);
    }

    void connect_checksFieldsBeforeAsking_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password");
        QTest::addColumn<int>("field");
        using Field = ConnectPresenter::Field;
        QTest::newRow("no server") << QString() << u"u"_s << u"p"_s << static_cast<int>(Field::Server);
        QTest::newRow("in the clear") << u"ws://far"_s << u"u"_s << u"p"_s << static_cast<int>(Field::Server);
        QTest::newRow("no user") << u"localhost"_s << u" "_s << u"p"_s << static_cast<int>(Field::User);
        QTest::newRow("no password") << u"localhost"_s << u"u"_s << QString()
                                     << static_cast<int>(Field::Password);
    }
    void connect_checksFieldsBeforeAsking()
    {
        QFETCH(QString, server);
        QFETCH(QString, user);
        QFETCH(QString, password);
        ConsoleFixture f;
        ConnectPresenter presenter(f.services);
        presenter.signIn(server, user, password, false);
        QTEST(static_cast<int>(presenter.problem().field), "field");
        QCOMPARE(f.backend.status().state, LinkState::Idle);
    }

    void connect_refusalForgetsTheKeptSession()
    {
        ConsoleFixture f;
        f.settings.rememberServer(u"localhost"_s);
        f.settings.keepToken(u"localhost"_s, u"old"_s);
        ConnectPresenter presenter(f.services);
        QVERIFY(presenter.resume());
        QCOMPARE(f.backend.credentialsSeen.token, u"old"_s);
        f.backend.fail(
            LinkState::Idle, {LinkProblemKind::Denied, {ErrorCode::Denied, "no", {}}, 0, u"token"_s});
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::SessionEnded);
        QVERIFY(!presenter.hasKeptSession(u"localhost"_s));
    }

    void connect_lockKeepsTheKeptSession()
    {
        ConsoleFixture f;
        f.settings.rememberServer(u"localhost"_s);
        f.settings.keepToken(u"localhost"_s, u"old"_s);
        ConnectPresenter presenter(f.services);
        QVERIFY(presenter.resume());
        f.backend.lock(42s, f.clock);
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::Locked);
        QCOMPARE(presenter.retrySeconds(), 42);
        QVERIFY(presenter.isBusy());
        QVERIFY(presenter.hasKeptSession(u"localhost"_s));
        f.backend.setLink(LinkState::Connecting);
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::None);
        presenter.cancel();
        QVERIFY(!presenter.isBusy());
        QVERIFY(presenter.hasKeptSession(u"localhost"_s));
    }

    void connect_lostLinkAfterSignInKeepsTheWindow()
    {
        ConsoleFixture f;
        ConnectPresenter presenter(f.services);
        QSignalSpy out(&presenter, &ConnectPresenter::signedOut);
        QSignalSpy in(&presenter, &ConnectPresenter::signedIn);
        presenter.signInWithToken(u"localhost"_s, u"t"_s, false);
        f.goOnline(smallTree({}));
        QCOMPARE(in.size(), 1);
        f.backend.fail(LinkState::Waiting, {LinkProblemKind::Lost, {}, 0, {}});
        QCOMPARE(out.size(), 0);
        QSignalSpy asked(&presenter, &ConnectPresenter::interrupted);
        f.backend.fail(LinkState::Idle, {LinkProblemKind::Denied, {ErrorCode::Denied, "ended", {}}, 0, {}});
        QCOMPARE(asked.size(), 1);
        QCOMPARE(out.size(), 0);
        QCOMPARE(presenter.problem().message, ConnectPresenter::Message::SessionEnded);
        presenter.signOut();
        QCOMPARE(out.size(), 1);
        QVERIFY(!presenter.isInPlace());
    }

    void connect_replacedCertificateOnReconnectAsksInPlace()
    {
        ConsoleFixture f;
        ConnectPresenter presenter(f.services);
        QSignalSpy in(&presenter, &ConnectPresenter::signedIn);
        QSignalSpy asked(&presenter, &ConnectPresenter::interrupted);
        presenter.signInWithToken(u"localhost"_s, u"t"_s, false);
        f.goOnline(smallTree({}));
        f.backend.setLink(LinkState::Confirming);
        QCOMPARE(asked.size(), 1);
        f.goOnline(smallTree({}));
        QCOMPARE(in.size(), 2);
        QVERIFY(!presenter.isInPlace());
    }

    void shell_comesBackToTheLastPlace_data()
    {
        QTest::addColumn<Location>("last");
        QTest::addColumn<Location>("found");
        const Location service{Location::Page::Overview, NodeId{3}, {}};
        const Location host{Location::Page::Host, NodeId{4}, HostId{1}};
        QTest::newRow("a service") << service << service;
        QTest::newRow("a host") << host << host;
        QTest::newRow("a host that is gone")
            << Location{Location::Page::Host, NodeId{4}, HostId{99}} << Location{};
        QTest::newRow("a node that is gone") << Location{Location::Page::Hosts, NodeId{99}, {}} << Location{};
    }
    void shell_comesBackToTheLastPlace()
    {
        QFETCH(Location, last);
        ConsoleFixture f;
        ShellPresenter before(f.services);
        before.goTo(last);
        ShellPresenter shell(f.services); // the next start
        QCOMPARE(shell.location(), Location{});
        f.goOnline(smallTree({HostState::Online}));
        QTEST(shell.location(), "found");
    }

    void shell_brokenLastPlace_isIgnored()
    {
        ConsoleFixture f;
        f.settings.setLayout(u"place"_s, "9 3 x");
        ShellPresenter shell(f.services);
        f.goOnline(smallTree({HostState::Online}));
        QCOMPARE(shell.location(), Location{});
    }

    void shell_goesBackAndForwardAndKnowsTheWay()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        ShellPresenter shell(f.services);
        shell.goTo({Location::Page::Overview, NodeId{3}, {}});
        shell.goTo({Location::Page::Host, NodeId{4}, HostId{1}});
        QCOMPARE(shell.crumbs().size(), std::size_t{6});
        QCOMPARE(shell.crumbs().back().name, u"web-1"_s);
        QVERIFY(shell.back());
        QCOMPARE(shell.location().node, NodeId{3});
        QVERIFY(shell.forward());
        QVERIFY(!shell.forward());
        QCOMPARE(shell.siblings(1).size(), std::size_t{2});
    }

    void shell_leavesAPlaceThatIsGone()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        ShellPresenter shell(f.services);
        shell.goTo({Location::Page::Overview, NodeId{5}, {}});
        Q_EMIT f.backend.nodesReceived({{}, {NodeId{5}}});
        QVERIFY(shell.location().node.isNull());
    }
};

QTEST_GUILESS_MAIN(TestPresenters)
#include "tst_presenters.moc"
