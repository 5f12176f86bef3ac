// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/formatter.h"

#include <QDateTime>
#include <QTest>
#include <QTranslator>

#include <limits>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using std::chrono::milliseconds;

namespace {

TimeMs utc(const QString &iso)
{
    return fromUnixMs(QDateTime::fromString(iso + u'Z', Qt::ISODate).toMSecsSinceEpoch());
}

Formatter english()
{
    return Formatter(QLocale(QLocale::English), QTimeZone("Asia/Shanghai"));
}

/// The Chinese words of this class, as the shipped translation has them.
class ChineseWords final : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *text, const char *, int) const override
    {
        static const QHash<QString, QString> kWords{{u"%1m %2s"_s, u"%1 分 %2 秒"_s},
            {u"%1h %2m"_s, u"%1 小时 %2 分"_s}, {u"%1 s"_s, u"%1 秒"_s}, {u"%1 min ago"_s, u"%1 分钟前"_s},
            {u"just now"_s, u"刚刚"_s}, {u"yes"_s, u"是"_s}};
        return QByteArrayView(context) == "qd::console::Formatter" ? kWords.value(QString::fromUtf8(text))
                                                                   : QString();
    }
};

} // namespace

class tst_Formatter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cells_haveOnePrecisionPerUnit_data();
    void cells_haveOnePrecisionPerUnit();
    void value_readsAsPeopleWriteIt_data();
    void value_readsAsPeopleWriteIt();
    void scale_hasOnePrefixForTheAxis_data();
    void scale_hasOnePrefixForTheAxis();
    void duration_namesTwoLargestParts_data();
    void duration_namesTwoLargestParts();
    void age_growsCoarser_data();
    void age_growsCoarser();
    void timestamp_showsYearOnlyWhenNotThisOne();
    void timestamp_atNewYear_usesLocalYear();
    void iso_carriesOffsetAndPlainDigits();
    void zoneName_readsAsOffset();
    void words_areTranslated();
    void catalogueUnits_areKnown_data();
    void catalogueUnits_areKnown();
};

void tst_Formatter::value_readsAsPeopleWriteIt_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<QString>("text");
    QTest::newRow("percent keeps three places") << 61.34 << Unit::Percent << u"61.3 %"_s;
    QTest::newRow("small percent") << 4.123 << Unit::Percent << u"4.12 %"_s;
    QTest::newRow("tiny percent stays at two places") << 0.0234 << Unit::Percent << u"0.02 %"_s;
    QTest::newRow("full percent") << 100.0 << Unit::Percent << u"100 %"_s;
    QTest::newRow("whole percent keeps its places") << 44.0 << Unit::Percent << u"44.0 %"_s;
    QTest::newRow("zero has no places") << 0.0 << Unit::Percent << u"0 %"_s;
    QTest::newRow("bytes below a KiB are whole") << 512.0 << Unit::Bytes << u"512 B"_s;
    QTest::newRow("bytes step by 1024") << 1536.0 << Unit::Bytes << u"1.50 KiB"_s;
    QTest::newRow("gibibytes") << 68719476736.0 << Unit::Bytes << u"64.0 GiB"_s;
    QTest::newRow("bytes a second") << 1048576.0 << Unit::BytesPerSecond << u"1.00 MiB/s"_s;
    QTest::newRow("bits step by 1000") << 6.7e9 << Unit::BitsPerSecond << u"6.70 Gb/s"_s;
    QTest::newRow("counts are whole") << 999.0 << Unit::Count << u"999"_s;
    QTest::newRow("large counts have a prefix") << 48200.0 << Unit::Count << u"48.2 k"_s;
    QTest::newRow("rates have a prefix") << 48200.0 << Unit::PerSecond << u"48.2 k/s"_s;
    QTest::newRow("rounding moves to the next prefix") << 999999.0 << Unit::Count << u"1.00 M"_s;
    QTest::newRow("milliseconds") << 842.0 << Unit::Milliseconds << u"842 ms"_s;
    QTest::newRow("many milliseconds are a duration") << 1057000.0 << Unit::Milliseconds << u"17m 37s"_s;
    QTest::newRow("seconds below one are ms") << 0.25 << Unit::Seconds << u"250 ms"_s;
    QTest::newRow("seconds") << 19.0 << Unit::Seconds << u"19 s"_s;
    QTest::newRow("celsius") << 47.5 << Unit::Celsius << u"47.5 °C"_s;
    QTest::newRow("negative values") << -1536.0 << Unit::Bytes << u"-1.50 KiB"_s;
    QTest::newRow("no value is a dash") << std::numeric_limits<double>::quiet_NaN() << Unit::Bytes << u"—"_s;
    QTest::newRow("infinity is a dash") << std::numeric_limits<double>::infinity() << Unit::None << u"—"_s;
    QTest::newRow("bool") << 1.0 << Unit::Bool << u"yes"_s;
}

void tst_Formatter::value_readsAsPeopleWriteIt()
{
    QFETCH(double, value);
    QFETCH(Unit, unit);
    QFETCH(QString, text);
    QCOMPARE(english().text(value, unit), text);
}

void tst_Formatter::scale_hasOnePrefixForTheAxis_data()
{
    QTest::addColumn<double>("max");
    QTest::addColumn<double>("step");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QString>("tick");
    QTest::newRow("quarters of ten need a place")
        << 10e9 << 2.5e9 << Unit::BitsPerSecond << u"Gb/s"_s << u"2.5"_s;
    QTest::newRow("whole steps need none") << 100.0 << 25.0 << Unit::Percent << u"%"_s << u"25"_s;
    QTest::newRow("milliseconds stay below ten thousand")
        << 1250.0 << 250.0 << Unit::Milliseconds << u"ms"_s << u"250"_s;
    QTest::newRow("bytes by powers of 1024")
        << 4294967296.0 << 1073741824.0 << Unit::Bytes << u"GiB"_s << u"1"_s;
    QTest::newRow("hours for long spans") << 14400.0 << 3600.0 << Unit::Seconds << u"h"_s << u"1"_s;
}

void tst_Formatter::scale_hasOnePrefixForTheAxis()
{
    QFETCH(double, max);
    QFETCH(double, step);
    QFETCH(Unit, unit);
    const Formatter formatter = english();
    const UnitScale scale = formatter.scaleFor(0.0, max, unit, step);
    QTEST(scale.suffix, "suffix");
    QTEST(formatter.number(step, scale), "tick");
}

void tst_Formatter::duration_namesTwoLargestParts_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("milliseconds") << qint64{842} << u"842 ms"_s;
    QTest::newRow("seconds with a tenth") << qint64{3210} << u"3.2 s"_s;
    QTest::newRow("whole seconds") << qint64{42000} << u"42 s"_s;
    QTest::newRow("minutes and seconds") << qint64{1057000} << u"17m 37s"_s;
    QTest::newRow("whole minutes") << qint64{2640000} << u"44m"_s;
    QTest::newRow("hours and minutes") << qint64{31320000} << u"8h 42m"_s;
    QTest::newRow("days and hours") << qint64{187200000} << u"2d 4h"_s;
    QTest::newRow("negative is zero") << qint64{-5} << u"0 ms"_s;
}

void tst_Formatter::duration_namesTwoLargestParts()
{
    QFETCH(qint64, ms);
    QTEST(english().duration(milliseconds(ms)), "text");
}

void tst_Formatter::age_growsCoarser_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("now") << qint64{2} << u"just now"_s;
    QTest::newRow("a clock that runs ahead a little") << qint64{-3} << u"just now"_s;
    QTest::newRow("seconds") << qint64{42} << u"42 s ago"_s;
    QTest::newRow("minutes") << qint64{250} << u"4 min ago"_s;
    QTest::newRow("hours") << qint64{3 * 3600 + 5} << u"3 h ago"_s;
    QTest::newRow("days") << qint64{5 * 86400} << u"5 d ago"_s;
    QTest::newRow("the future is named") << qint64{-240} << u"in 4 min"_s;
}

void tst_Formatter::age_growsCoarser()
{
    QFETCH(qint64, seconds);
    const TimeMs now = utc(u"2026-11-20T09:42:08"_s);
    QTEST(english().age(now - std::chrono::seconds(seconds), now), "text");
    QCOMPARE(english().age(TimeMs{}, now), u"never"_s);
}

void tst_Formatter::timestamp_showsYearOnlyWhenNotThisOne()
{
    const TimeMs now = utc(u"2026-11-20T09:42:08"_s);
    QCOMPARE(english().timestamp(now, now), u"11-20 17:42:08"_s);
    QCOMPARE(english().timestamp(utc(u"2025-11-20T09:42:08"_s), now), u"2025-11-20 17:42:08"_s);
    QCOMPARE(english().clockTime(now), u"17:42:08"_s);
}

void tst_Formatter::timestamp_atNewYear_usesLocalYear()
{
    // 17:00 UTC on New Year's Eve is already next year in Shanghai.
    const TimeMs time = utc(u"2025-12-31T17:00:00"_s);
    QCOMPARE(english().timestamp(time, utc(u"2026-01-02T00:00:00"_s)), u"01-01 01:00:00"_s);
}

void tst_Formatter::iso_carriesOffsetAndPlainDigits()
{
    const Formatter chinese(QLocale(QLocale::Chinese), QTimeZone("Asia/Shanghai"));
    QCOMPARE(chinese.iso(utc(u"2026-11-20T09:42:08"_s)), u"2026-11-20T17:42:08.000+08:00"_s);
}

void tst_Formatter::zoneName_readsAsOffset()
{
    const TimeMs winter = utc(u"2026-01-15T00:00:00"_s);
    QCOMPARE(english().zoneName(winter), u"UTC+8"_s);
    QCOMPARE(Formatter(QLocale::c(), QTimeZone::utc()).zoneName(winter), u"UTC"_s);
    QCOMPARE(Formatter(QLocale::c(), QTimeZone("Asia/Kolkata")).zoneName(winter), u"UTC+5:30"_s);
    QCOMPARE(Formatter(QLocale::c(), QTimeZone("America/New_York")).zoneName(winter), u"UTC−5"_s);
}

void tst_Formatter::words_areTranslated()
{
    ChineseWords words;
    QVERIFY(QCoreApplication::installTranslator(&words));
    const Formatter chinese(QLocale(QLocale::Chinese), QTimeZone("Asia/Shanghai"));
    const TimeMs now = utc(u"2026-11-20T09:42:08"_s);
    QCOMPARE(chinese.duration(milliseconds(1057000)), u"17 分 37 秒"_s);
    QCOMPARE(chinese.duration(milliseconds(31320000)), u"8 小时 42 分"_s);
    QCOMPARE(chinese.age(now - std::chrono::minutes(4), now), u"4 分钟前"_s);
    QCOMPARE(chinese.text(1.0, Unit::Bool), u"是"_s);
    QCOMPARE(chinese.count(12480), u"12,480"_s);
    QVERIFY(QCoreApplication::removeTranslator(&words));
}

void tst_Formatter::catalogueUnits_areKnown_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<Unit>("unit");
    QTest::newRow("percent") << u"percent"_s << Unit::Percent;
    QTest::newRow("bytes a second") << u"bytes/s"_s << Unit::BytesPerSecond;
    QTest::newRow("ms") << u"ms"_s << Unit::Milliseconds;
    QTest::newRow("tasks are counted") << u"tasks"_s << Unit::Count;
    QTest::newRow("a rate of something new") << u"frobs/s"_s << Unit::PerSecond;
    QTest::newRow("something new") << u"frobs"_s << Unit::None;
}

void tst_Formatter::catalogueUnits_areKnown()
{
    QFETCH(QString, name);
    QTEST(unitFromCatalogue(name), "unit");
}

void tst_Formatter::cells_haveOnePrecisionPerUnit_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<QString>("expected");
    QTest::newRow("whole percent") << 44.0 << Unit::Percent << u"44.0 %"_s;
    QTest::newRow("percent") << 43.52 << Unit::Percent << u"43.5 %"_s;
    QTest::newRow("small percent") << 6.104 << Unit::Percent << u"6.1 %"_s;
    QTest::newRow("nothing used") << 0.0 << Unit::Percent << u"0.0 %"_s;
    QTest::newRow("full") << 100.0 << Unit::Percent << u"100.0 %"_s;
    QTest::newRow("low load") << 0.5 << Unit::None << u"0.50"_s;
    QTest::newRow("high load") << 12.345 << Unit::None << u"12.35"_s;
    QTest::newRow("bytes with prefix") << 9.58 * 1024 * 1024 << Unit::Bytes << u"9.6 MiB"_s;
    QTest::newRow("more bytes with prefix") << 252.0 * 1024 * 1024 << Unit::Bytes << u"252.0 MiB"_s;
    QTest::newRow("plain bytes") << 512.0 << Unit::Bytes << u"512 B"_s;
    QTest::newRow("count") << 15.0 << Unit::Count << u"15"_s;
}

void tst_Formatter::cells_haveOnePrecisionPerUnit()
{
    QFETCH(double, value);
    QFETCH(Unit, unit);
    QTEST(Formatter(QLocale(QLocale::English), QTimeZone::utc()).cellText(value, unit), "expected");
}

QTEST_GUILESS_MAIN(tst_Formatter)
#include "tst_formatter.moc"
