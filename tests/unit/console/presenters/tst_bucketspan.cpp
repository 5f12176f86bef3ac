// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/formatter.h"
#include "console/presenters/bucketspan.h"
#include "console/presenters/overviewpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QFile>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

[[nodiscard]] TimeMs at(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm:ss"_s);
    time.setTimeSpec(Qt::UTC);
    return fromUnixMs(time.toMSecsSinceEpoch());
}

} // namespace

class TestBucketSpan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { Formatter::setDefaultZone(QTimeZone::utc()); }
    void cleanup() { Formatter::setDefaultZone({}); }

    // R250-R257, from the table of the requirements.
    void tilesOfAPastRange_areAskedInAlignedBuckets_data()
    {
        QTest::addColumn<QStringList>("row");
        QFile file(QStringLiteral(QD_SOURCE_DIR "/tests/data/time_alignment.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        file.readLine(); // names of the columns
        while (!file.atEnd()) {
            const QStringList row = QString::fromUtf8(file.readLine()).trimmed().split(u',');
            QTest::newRow(qPrintable(row.front())) << row;
        }
    }
    void tilesOfAPastRange_areAskedInAlignedBuckets()
    {
        QFETCH(QStringList, row);
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        overview.setSpan({false, {}, at(row[3]), at(row[4])}, 300);
        overview.activate();
        const auto tile = std::ranges::find_if(f.backend.queries,
            [](const RangeQuery &query) { return query.promql.startsWith("avg(cpu.busy"_L1); });
        QVERIFY(tile != f.backend.queries.end());
        QCOMPARE(tile->start, at(row[5]));
        QCOMPARE(tile->end, at(row[6]));
        QCOMPARE(tile->stepMs, row[2].toInt() * 1000);
    }

    void liveSpan_keepsItsEndsAndTakesTheBucketsOfItsLength()
    {
        const QuerySpan live{true, 6h, {}, {}};
        QCOMPARE(bucketSpan(live, QTimeZone::utc()), (BucketSpan{live, 36}));
    }

    void tileOfAPastRange_showsTheValueAtItsEndNotAfterIt()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        OverviewPresenter overview(f.services);
        const TimeMs end = at(u"2016-11-30 17:10:45"_s);
        overview.setSpan({false, {}, end - 1h, end}, 300);
        overview.activate();
        std::size_t which = 0;
        while (!f.backend.queries[static_cast<qsizetype>(which)].promql.startsWith("avg(cpu.busy"_L1)) {
            ++which;
        }
        QueryAnswer answer;
        answer.series = {
            series({}, {toUnixMs(end - 1h), toUnixMs(end - 45s), toUnixMs(end + 75s)}, {10.0, 20.0, 90.0})};
        f.backend.answerQuery(which, answer);
        QTRY_COMPARE(overview.tiles().front().value, std::optional(20.0));
        QCOMPARE(overview.tiles().front().before, std::optional(10.0));
    }
};

QTEST_GUILESS_MAIN(TestBucketSpan)
#include "tst_bucketspan.moc"
