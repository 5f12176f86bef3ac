// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpresenter.h"
#include "console/presenters/panel.h"
#include "console/presenters/panelcatalogue.h"
#include "tests/support/console/consolefixture.h"

#include <QTest>

#include <cmath>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// How a panel becomes PromQL, and its answers curves.
class TestPanel : public QObject
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

    void names_leaveOutWhatAllCurvesShare_data()
    {
        QTest::addColumn<QStringList>("devices");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("one device: the words tell them apart")
            << QStringList{u"sda"_s} << QStringList{{}, {}};
        QTest::newRow("two devices: both parts are needed")
            << QStringList{u"sda"_s, u"sdb"_s} << QStringList{u"sda"_s, u"sdb"_s, u"sda"_s, u"sdb"_s};
    }
    void names_leaveOutWhatAllCurvesShare()
    {
        QFETCH(QStringList, devices);
        QFETCH(QStringList, names);
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        const PanelSpec spec{u"disk.io"_s, Unit::BytesPerSecond,
            {{u"read{%sel}"_s, u"read"_s, u"device"_s}, {u"write{%sel}"_s, u"write"_s, u"device"_s}}};
        Panel panel(spec, {f.backend, f.subscriptions, f.clock});
        panel.setSpan({true, 1h, {}, {}}, 600);
        panel.start();
        std::vector<SeriesPoints> curves;
        for (const QString &device : devices) {
            curves.push_back(series({{"device", device.toStdString()}}, {1'000}, {1.0}));
        }
        QVERIFY(f.answer(u"read", curves));
        QVERIFY(f.answer(u"write", curves));
        QStringList labels;
        for (const PanelSeries &line : panel.data().series) {
            labels.append(line.label);
            QVERIFY(line.id.startsWith(u"sd"_s)); // what the colour belongs to stays whole
        }
        QCOMPARE(labels, names);
    }

    void onlyCurve_keepsItsName()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        Panel panel({u"fill"_s, Unit::Percent, {{u"fill{%sel}"_s, {}, u"mount"_s}}},
            {f.backend, f.subscriptions, f.clock});
        panel.setSpan({true, 1h, {}, {}}, 600);
        panel.start();
        QVERIFY(f.answer(u"fill", {series({{"mount", "/"}}, {1'000}, {1.0})}));
        QCOMPARE(panel.data().series.front().label, u"/"_s);
    }

    void trendThatBeganLate_isNotStretchedOverTheWindow()
    {
        const SeriesPoints late = series({}, {70'000, 80'000, 90'000, 100'000}, {1, 2, 3, 4});
        QueryAnswer answer;
        answer.windowStart = 10'000;
        const QList<double> values = acrossWindow(late, answer);
        QCOMPARE(values.size(), 10); // one each 10 s
        QVERIFY(std::isnan(values[5]));
        QCOMPARE(values.mid(6), (QList<double>{1, 2, 3, 4}));
        answer.windowStart = 61'000; // between two samples
        QCOMPARE(acrossWindow(late, answer).size(), 4);
        answer.windowStart = 0; // not known
        QCOMPARE(acrossWindow(late, answer).size(), 4);
    }

    void gapInATrend_isNotClosedUp()
    {
        const SeriesPoints broken =
            series({}, {10'000, 20'000, 30'000, 60'000, 70'000, 80'200}, {1, 2, 3, 4, 5, 6});
        const QList<double> values = acrossWindow(broken, {});
        QCOMPARE(values.size(), 8);
        QCOMPARE(values.mid(0, 3), (QList<double>{1, 2, 3}));
        QVERIFY(std::isnan(values[3]) && std::isnan(values[4]));
        QCOMPARE(values.mid(5), (QList<double>{4, 5, 6}));
    }

    void tooManyCurves_keepTheLargest()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        Panel panel({u"fill"_s, Unit::Percent, {{u"fill{%sel}"_s, {}, u"mount"_s}}},
            {f.backend, f.subscriptions, f.clock});
        panel.setSpan({true, 1h, {}, {}}, 600);
        panel.start();
        std::vector<SeriesPoints> curves;
        for (int i = 0; i < Panel::kMaxSeries + 5; ++i) {
            curves.push_back(series({{"mount", "/" + std::to_string(i)}}, {1'000}, {1.0 * i}));
        }
        QVERIFY(f.answer(u"fill", curves));
        const PanelData data = panel.data();
        QCOMPARE(data.series.size(), Panel::kMaxSeries);
        QCOMPARE(data.hiddenSeries, 5);
        QCOMPARE(data.series.front().label, u"/5"_s); // the smallest are left out, the order stays
        QCOMPARE(data.series.back().label, u"/44"_s);
    }
};

QTEST_GUILESS_MAIN(TestPanel)
#include "tst_panel.moc"
