// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/timetext.h"

#include <QDateTime>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

namespace {

const QTimeZone kZone("Asia/Shanghai");

[[nodiscard]] TimeMs at(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm"_s);
    time.setTimeZone(kZone);
    return fromUnixMs(time.toMSecsSinceEpoch());
}

const TimeMs kNow = at(u"2026-11-20 17:42"_s);

} // namespace

class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void length_isLive_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("minutes") << u"15m"_s << qint64{900};
        QTest::newRow("with a space") << u" 2 h "_s << qint64{7200};
        QTest::newRow("days") << u"2d"_s << qint64{172'800};
        QTest::newRow("last") << u"last 30 min"_s << qint64{1800};
        QTest::newRow("in Chinese") << u"最近 3 小时"_s << qint64{10'800};
        QTest::newRow("capitals") << u"1W"_s << qint64{604'800};
    }
    void length_isLive()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const Result<TimeChoice> choice = parseTimeText(text, kNow, kZone);
        QVERIFY(choice.has_value());
        QVERIFY(choice->isLive);
        QCOMPARE(choice->length.count(), seconds * 1000);
    }

    void ends_areFixed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::newRow("yesterday") << u"yesterday"_s << u"2026-11-19 00:00"_s << u"2026-11-20 00:00"_s;
        QTest::newRow("yesterday in Chinese") << u"昨天"_s << u"2026-11-19 00:00"_s << u"2026-11-20 00:00"_s;
        QTest::newRow("today ends now") << u"today"_s << u"2026-11-20 00:00"_s << u"2026-11-20 17:42"_s;
        QTest::newRow("a day and two times")
            << u"11-18 17:00 to 18:00"_s << u"2026-11-18 17:00"_s << u"2026-11-18 18:00"_s;
        QTest::newRow("a month ahead means last year")
            << u"12-24 17:00 to 18:00"_s << u"2025-12-24 17:00"_s << u"2025-12-24 18:00"_s;
        QTest::newRow("times alone are today")
            << u"9:05 to 10:00"_s << u"2026-11-20 09:05"_s << u"2026-11-20 10:00"_s;
        QTest::newRow("full dates") << u"2026-11-18 17:00 到 2026-11-19 08:00"_s << u"2026-11-18 17:00"_s
                                    << u"2026-11-19 08:00"_s;
        QTest::newRow("a last day is whole")
            << u"11-17 to 11-18"_s << u"2026-11-17 00:00"_s << u"2026-11-19 00:00"_s;
        QTest::newRow("one day") << u"11-17"_s << u"2026-11-17 00:00"_s << u"2026-11-18 00:00"_s;
        QTest::newRow("a moment until now")
            << u"11-20 12:00"_s << u"2026-11-20 12:00"_s << u"2026-11-20 17:42"_s;
    }
    void ends_areFixed()
    {
        QFETCH(QString, text);
        QFETCH(QString, from);
        QFETCH(QString, to);
        const Result<TimeChoice> choice = parseTimeText(text, kNow, kZone);
        QVERIFY(choice.has_value());
        QVERIFY(!choice->isLive);
        QCOMPARE(toUnixMs(choice->from), toUnixMs(at(from)));
        QCOMPARE(toUnixMs(choice->to), toUnixMs(at(to)));
    }

    void nonsense_isRefusedWithItsReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing") << u"  "_s << u"empty"_s;
        QTest::newRow("words") << u"when it broke"_s << u"unreadable"_s;
        QTest::newRow("a day that is none") << u"13-40 10:00 to 11:00"_s << u"unreadable"_s;
        QTest::newRow("three ends") << u"1:00 to 2:00 to 3:00"_s << u"unreadable"_s;
        QTest::newRow("backwards") << u"18:00 to 17:00"_s << u"reversed"_s;
        QTest::newRow("zero") << u"0m"_s << u"short"_s;
        QTest::newRow("centuries") << u"90000w"_s << u"long"_s;
    }
    void nonsense_isRefusedWithItsReason()
    {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        const Result<TimeChoice> choice = parseTimeText(text, kNow, kZone);
        QVERIFY(!choice.has_value());
        QCOMPARE(QString::fromStdString(choice.error().context.at("reason")), reason);
    }
};

QTEST_GUILESS_MAIN(TestTimeText)
#include "tst_timetext.moc"
