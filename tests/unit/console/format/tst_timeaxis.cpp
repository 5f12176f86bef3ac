// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/timeaxis.h"

#include <QDateTime>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

namespace {

TimeMs local(const QString &iso, const QTimeZone &zone)
{
    const QDateTime time = QDateTime::fromString(iso, Qt::ISODate);
    return fromUnixMs(QDateTime(time.date(), time.time(), zone).toMSecsSinceEpoch());
}

QStringList labels(const QList<TimeTick> &ticks)
{
    QStringList result;
    for (const TimeTick &tick : ticks) {
        result.append(tick.label);
    }
    return result;
}

} // namespace

class tst_TimeAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ticks_areRoundLocalTimes_data();
    void ticks_areRoundLocalTimes();
    void ticks_inOddOffsetZone_areRoundThere();
    void ticks_keepTheirDistance_data();
    void ticks_keepTheirDistance();
    void ticks_whenClocksSpringForward_skipTheMissingHour();
    void ticks_whenClocksFallBack_showTheHourTwice();
    void ticks_whenMidnightDoesNotExist_markStartOfDay();
    void ticks_ofNonsense_areEmpty();
    void windows_alignAsTheReferenceSays_data();
    void windows_alignAsTheReferenceSays();
    void window_acrossClockChange_endsAtMidnight();
    void window_onShortDay_countsElapsedTime();
    void window_ofNonsense_hasNoBuckets();
};

void tst_TimeAxis::ticks_areRoundLocalTimes_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<double>("width");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("an hour in 400 px has ten-minute steps")
        << u"2026-11-20T16:42:08"_s << u"2026-11-20T17:42:08"_s << 400.0
        << QStringList{u"16:50"_s, u"17:00"_s, u"17:10"_s, u"17:20"_s, u"17:30"_s, u"17:40"_s};
    QTest::newRow("seconds are shown below a minute")
        << u"2026-11-20T16:42:08"_s << u"2026-11-20T16:43:08"_s << 280.0
        << QStringList{u"16:42:15"_s, u"16:42:30"_s, u"16:42:45"_s, u"16:43:00"_s};
    QTest::newRow("midnight shows the date")
        << u"2026-11-20T18:00:00"_s << u"2026-11-21T06:00:00"_s << 300.0
        << QStringList{u"18:00"_s, u"21:00"_s, u"11-21"_s, u"03:00"_s, u"06:00"_s};
    QTest::newRow("weeks start on Monday")
        << u"2026-11-01T00:00:00"_s << u"2026-12-01T00:00:00"_s << 300.0
        << QStringList{u"11-02"_s, u"11-09"_s, u"11-16"_s, u"11-23"_s, u"11-30"_s};
    QTest::newRow("a year shows months")
        << u"2026-01-01T00:00:00"_s << u"2027-01-01T00:00:00"_s << 320.0
        << QStringList{u"2026-01"_s, u"2026-04"_s, u"2026-07"_s, u"2026-10"_s, u"2027-01"_s};
}

void tst_TimeAxis::ticks_areRoundLocalTimes()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(double, width);
    const QTimeZone zone("Asia/Shanghai");
    QTEST(labels(timeTicks(local(from, zone), local(to, zone), width, zone)), "expected");
}

void tst_TimeAxis::ticks_inOddOffsetZone_areRoundThere()
{
    const QTimeZone zone("Asia/Kathmandu"); // UTC+5:45
    const auto ticks =
        timeTicks(local(u"2026-11-20T10:05:00"_s, zone), local(u"2026-11-20T16:05:00"_s, zone), 400, zone);
    QCOMPARE(labels(ticks).first(), u"11:00"_s);
    QCOMPARE(ticks.size(), 6);
}

void tst_TimeAxis::ticks_keepTheirDistance_data()
{
    QTest::addColumn<qint64>("seconds");
    for (const qint64 seconds : {5, 37, 600, 3600, 7777, 86400, 400000, 2592000, 9999999, 200000000}) {
        QTest::addRow("%lld seconds", static_cast<long long>(seconds)) << qint64{seconds};
    }
}

void tst_TimeAxis::ticks_keepTheirDistance()
{
    QFETCH(qint64, seconds);
    const QTimeZone zone("Europe/Berlin");
    const TimeMs from = local(u"2026-03-20T11:11:11"_s, zone);
    const TimeMs to = from + std::chrono::seconds(seconds);
    for (const double width : {120.0, 333.0, 900.0}) {
        const auto ticks = timeTicks(from, to, width, zone);
        const double msPerPixel = static_cast<double>(seconds) * 1000.0 / width;
        for (qsizetype i = 1; i < ticks.size(); ++i) {
            const auto distance =
                static_cast<double>((ticks[i].time - ticks[i - 1].time).count()) / msPerPixel;
            QCOMPARE_GE(distance, 59.0);
        }
        for (const TimeTick &tick : ticks) {
            QVERIFY(tick.time >= from && tick.time <= to);
        }
    }
}

void tst_TimeAxis::ticks_whenClocksSpringForward_skipTheMissingHour()
{
    const QTimeZone zone("Europe/Berlin"); // 2026-03-29, 02:00 becomes 03:00
    const TimeMs from = local(u"2026-03-29T00:00:00"_s, zone);
    const TimeMs to = local(u"2026-03-29T06:00:00"_s, zone);
    QCOMPARE((to - from), std::chrono::hours(5));
    const auto ticks = timeTicks(from, to, 330, zone);
    QCOMPARE(
        labels(ticks), (QStringList{u"03-29"_s, u"01:00"_s, u"03:00"_s, u"04:00"_s, u"05:00"_s, u"06:00"_s}));
    QCOMPARE(ticks[2].time - ticks[1].time, std::chrono::hours(1));
}

void tst_TimeAxis::ticks_whenClocksFallBack_showTheHourTwice()
{
    const QTimeZone zone("Europe/Berlin"); // 2026-10-25, 03:00 becomes 02:00
    const auto ticks =
        timeTicks(local(u"2026-10-25T01:00:00"_s, zone), local(u"2026-10-25T04:00:00"_s, zone), 300, zone);
    QCOMPARE(labels(ticks), (QStringList{u"01:00"_s, u"02:00"_s, u"02:00"_s, u"03:00"_s, u"04:00"_s}));
}

void tst_TimeAxis::ticks_whenMidnightDoesNotExist_markStartOfDay()
{
    const QTimeZone zone("Africa/Cairo"); // 2026-04-24 starts at 01:00
    const auto ticks =
        timeTicks(local(u"2026-04-22T00:00:00"_s, zone), local(u"2026-04-26T00:00:00"_s, zone), 280, zone);
    QCOMPARE(labels(ticks), (QStringList{u"04-22"_s, u"04-23"_s, u"04-24"_s, u"04-25"_s, u"04-26"_s}));
}

void tst_TimeAxis::ticks_ofNonsense_areEmpty()
{
    const QTimeZone zone = QTimeZone::utc();
    QVERIFY(timeTicks(fromUnixMs(1000), fromUnixMs(1000), 100, zone).isEmpty());
    QVERIFY(timeTicks(fromUnixMs(2000), fromUnixMs(1000), 100, zone).isEmpty());
    QVERIFY(timeTicks(fromUnixMs(0), fromUnixMs(1000), 0, zone).isEmpty());
}

void tst_TimeAxis::windows_alignAsTheReferenceSays_data()
{
    QTest::addColumn<QStringList>("row");
    QFile file(QStringLiteral(QD_SOURCE_DIR "/tests/data/time_alignment.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly | QIODevice::Text));
    file.readLine();
    while (!file.atEnd()) {
        const QStringList row = QString::fromUtf8(file.readLine()).trimmed().split(u',');
        QTest::newRow(qPrintable(row.value(0))) << row;
    }
}

void tst_TimeAxis::windows_alignAsTheReferenceSays() // R249-R257
{
    QFETCH(QStringList, row);
    const QTimeZone zone("Asia/Shanghai");
    const auto time = [&](int column) { return local(QString(row[column]).replace(u' ', u'T'), zone); };
    const TimeMs start = time(3);
    const TimeMs end = time(4);
    const int buckets = row[1].toInt();
    QCOMPARE(standardBuckets(std::chrono::duration_cast<std::chrono::seconds>(end - start)), buckets);
    const AlignedWindow window = alignWindow(start, end, buckets, zone);
    QCOMPARE(window.bucket.count(), row[2].toLongLong());
    QCOMPARE(toUnixMs(window.start), toUnixMs(time(5)));
    QCOMPARE(toUnixMs(window.end), toUnixMs(time(6)));
}

void tst_TimeAxis::window_acrossClockChange_endsAtMidnight()
{
    const QTimeZone zone("Europe/Berlin");
    const TimeMs start = local(u"2026-10-20T00:00:00"_s, zone);
    const TimeMs end = start + std::chrono::hours(24 * 30);
    const AlignedWindow window = alignWindow(start, end, 30, zone);
    QCOMPARE(toUnixMs(window.start), toUnixMs(start));
    QCOMPARE(toUnixMs(window.end), toUnixMs(local(u"2026-11-19T00:00:00"_s, zone)));
}

void tst_TimeAxis::window_onShortDay_countsElapsedTime()
{
    const QTimeZone zone("Europe/Berlin"); // 2026-03-29 has 23 hours
    const TimeMs start = local(u"2026-03-29T04:10:00"_s, zone);
    const AlignedWindow window = alignWindow(start, start + std::chrono::hours(6), 36, zone);
    QCOMPARE(toUnixMs(window.start), toUnixMs(start));
    const AlignedWindow later =
        alignWindow(start + std::chrono::seconds(1), start + std::chrono::seconds(21601), 36, zone);
    QCOMPARE(toUnixMs(later.start), toUnixMs(local(u"2026-03-29T04:20:00"_s, zone)));
}

void tst_TimeAxis::window_ofNonsense_hasNoBuckets()
{
    const QTimeZone zone = QTimeZone::utc();
    QCOMPARE(alignWindow(fromUnixMs(5000), fromUnixMs(5000), 30, zone).bucket.count(), 0);
    QCOMPARE(alignWindow(fromUnixMs(0), fromUnixMs(5000), 0, zone).bucket.count(), 0);
    QCOMPARE(alignWindow(fromUnixMs(0), fromUnixMs(5000), 30, zone).bucket.count(), 0);
}

QTEST_GUILESS_MAIN(tst_TimeAxis)
#include "tst_timeaxis.moc"
