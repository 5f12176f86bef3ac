// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hosttablepresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QTest>

#include <cmath>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The values beside the hosts of the table.
class TestHostTablePresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
        QVERIFY(spark.isStale);
    }
};

QTEST_GUILESS_MAIN(TestHostTablePresenter)
#include "tst_hosttablepresenter.moc"
