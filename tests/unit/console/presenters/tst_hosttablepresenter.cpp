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
};

QTEST_GUILESS_MAIN(TestHostTablePresenter)
#include "tst_hosttablepresenter.moc"
