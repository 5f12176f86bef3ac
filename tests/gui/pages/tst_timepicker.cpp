// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/formatter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/shell/timepicker.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <ctime>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The time picker and the time of the window, with keys and mouse, in both languages and themes.
class TestTimePicker : public QObject
{
    Q_OBJECT

    static void open(const ConsoleWindow &c)
    {
        c.key(Qt::Key_T);
        QTRY_VERIFY(c.find(u"timeText"_s)->hasFocus());
    }
    [[nodiscard]] static TimeContext &time(const ConsoleWindow &c) { return c.window->workspace()->time(); }
    [[nodiscard]] static bool isOpen(const ConsoleWindow &c) { return c.find(u"timePicker"_s)->isVisible(); }
    [[nodiscard]] static Field *fieldOf(const ConsoleWindow &c, const QString &input)
    {
        return qobject_cast<Field *>(c.find(input)->parentWidget());
    }
    /// Is the message written whole, inside the field, at its width?
    [[nodiscard]] static bool isWhole(const Field &field)
    {
        const QRect area = field.errorArea();
        const QFontMetrics metrics(field.theme().font(TextRole::Small));
        const QRect needed =
            metrics.boundingRect(QRect(0, 0, area.width(), 1000), Qt::TextWordWrap, field.error());
        return field.rect().contains(area) && needed.height() <= area.height()
            && needed.width() <= area.width();
    }

private Q_SLOTS:
    void picker_showsTheRangeOfTheMoment_data() { addLookRows(); }
    void picker_showsTheRangeOfTheMoment()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        QVERIFY(c.find<LineInput>(u"timeFrom"_s)->text().startsWith(u"20"_s));
        QVERIFY(c.find<LineInput>(u"timeFrom"_s)->text() < c.find<LineInput>(u"timeTo"_s)->text());
        QCOMPARE(c.lookProblem(), QString());
    }

    void everyPart_liesInsideAfterTheWordsChanged()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        for (const QString &language : {u"zh_CN"_s, u"en"_s}) {
            c.wear(language, ThemeChoice::Dark);
            open(c);
            const QWidget *picker = c.find(u"timePicker"_s);
            for (const QString &name : {u"timeText"_s, u"timeFrom"_s, u"timeTo"_s, u"timeZone"_s}) {
                const QWidget *part = c.find(name);
                const QRect place{part->mapTo(picker, QPoint{}), part->size()};
                QVERIFY2(picker->rect().contains(place), qPrintable(name));
            }
            c.key(Qt::Key_Escape);
            QTRY_VERIFY(!isOpen(c));
        }
    }

    void quickRange_isTaken_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("minutes");
        QTest::newRow("5 minutes") << u"quick5"_s << 5;
        QTest::newRow("6 hours") << u"quick360"_s << 360;
        QTest::newRow("30 days") << u"quick43200"_s << 43'200;
    }
    void quickRange_isTaken()
    {
        QFETCH(QString, button);
        QFETCH(int, minutes);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.click(button);
        QTRY_VERIFY(!isOpen(c));
        QCOMPARE(time(c).range().length(), std::chrono::minutes(minutes));
        QVERIFY(time(c).isLive());
    }

    void text_isTaken_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isLive");
        QTest::addColumn<int>("minutes");
        QTest::newRow("a length") << u"15m"_s << true << 15;
        QTest::newRow("days") << u"2d"_s << true << 2880;
        QTest::newRow("a word") << u"yesterday"_s << false << 1440;
        QTest::newRow("a Chinese length") << u"最近 3 小时"_s << true << 180;
        QTest::newRow("two moments") << u"2026-01-20 17:00 to 2026-01-20 18:00"_s << false << 60;
    }
    void text_isTaken()
    {
        QFETCH(QString, text);
        QFETCH(bool, isLive);
        QFETCH(int, minutes);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        if (text.front().isLetter() && text.front().unicode() > 127) {
            c.find<LineInput>(u"timeText"_s)->setText(text); // an input method writes it, not keys
        } else {
            c.type(text);
        }
        c.key(Qt::Key_Return);
        QTRY_VERIFY(!isOpen(c));
        QCOMPARE(time(c).range().length(), std::chrono::minutes(minutes));
        QCOMPARE(time(c).isLive(), isLive);
    }

    void nonsense_isRefusedWithAWholeMessage_data()
    {
        QTest::addColumn<QString>("text");
        addLookColumns();
        for (const char *text : {"when it broke", "20y", "11-20 18:00 to 11-20 17:00"}) {
            for (const LookRow &look : looks()) {
                QTest::addRow("%s, %s", text, look.name)
                    << QString::fromLatin1(text) << look.language << look.theme;
            }
        }
    }
    void nonsense_isRefusedWithAWholeMessage()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        const TimeRange before = time(c).range();
        open(c);
        c.type(text);
        c.key(Qt::Key_Return);
        QVERIFY(isOpen(c));
        const Field *field = fieldOf(c, u"timeText"_s);
        QVERIFY(!field->error().isEmpty());
        QVERIFY(c.find<LineInput>(u"timeText"_s)->isInvalid());
        QTRY_VERIFY2(isWhole(*field), qPrintable(field->error()));
        QCOMPARE(time(c).range().length(), before.length());
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_Backspace); // typing on takes the message away
        QVERIFY(field->error().isEmpty());
    }

    void ends_areTakenAndRefused()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        auto *from = c.find<LineInput>(u"timeFrom"_s);
        auto *to = c.find<LineInput>(u"timeTo"_s);
        from->setText(u"2026-01-20 18:00:00"_s);
        to->setText(u"2026-01-20 17:00:00"_s);
        c.click(u"applyTime"_s);
        QVERIFY(isOpen(c));
        QVERIFY(!fieldOf(c, u"timeTo"_s)->error().isEmpty());
        QTRY_VERIFY(isWhole(*fieldOf(c, u"timeTo"_s)));
        to->setText(u"2026-01-20 19:30:00"_s);
        to->setFocus();
        c.key(Qt::Key_Return);
        QTRY_VERIFY(!isOpen(c));
        QCOMPARE(time(c).range().length(), 90min);
        QVERIFY(!time(c).isLive());
    }

    void recentRange_isOfferedAgain_data() { addLookRows(); }
    void recentRange_isOfferedAgain()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.type(u"45m"_s);
        c.key(Qt::Key_Return);
        QTRY_VERIFY(!isOpen(c));
        c.wear(language, theme);
        open(c);
        c.click(u"quick5"_s);
        QTRY_VERIFY(!isOpen(c));
        open(c);
        const QString words = language == "en"_L1 ? u"Last 45 minutes"_s : u"最近 45 分钟"_s;
        Button *recent = nullptr;
        for (Button *button : c.find(u"timePicker"_s)->findChildren<Button *>()) {
            recent = button->isVisible() && button->text() == words ? button : recent;
        }
        QVERIFY(recent != nullptr);
        QCOMPARE(c.lookProblem(), QString());
        QTest::mouseClick(recent, Qt::LeftButton);
        QTRY_VERIFY(!isOpen(c));
        QCOMPARE(time(c).range().length(), 45min);
    }

    void zone_isChosenHereAndInTheSettings()
    {
        qputenv("TZ", "Asia/Shanghai");
        tzset();
        {
            ConsoleWindow c;
            QVERIFY(c.signIn());
            open(c);
            auto *from = c.find<LineInput>(u"timeFrom"_s);
            const QString local = from->text();
            QTest::mouseClick(c.find(u"timeZone"_s)->findChild<QWidget *>(u"utc"_s), Qt::LeftButton);
            QVERIFY(c.settings.look().isUtc);
            QVERIFY(from->text() != local);
            QCOMPARE(Formatter().zoneName(fromUnixMs(1'795'000'000'000)), u"UTC"_s);
            c.key(Qt::Key_Escape);
            c.window->goTo({Location::Page::Settings, {}, {}});
            auto *zone = c.find<SegmentedControl>(u"zone"_s);
            QCOMPARE(zone->current(), u"utc"_s);
            QTest::mouseClick(zone->findChild<QWidget *>(u"local"_s), Qt::LeftButton);
            QVERIFY(!c.settings.look().isUtc);
            QCOMPARE(Formatter().zoneName(fromUnixMs(1'795'000'000'000)), u"UTC+8"_s);
        }
        qunsetenv("TZ");
        tzset();
    }

    void zoomHistory_isAStack()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.find(u"productTree"_s)->setFocus();
        const auto whole = time(c).range().length();
        c.key(Qt::Key_Equal);
        c.key(Qt::Key_Equal);
        QVERIFY(time(c).range().length() < whole / 3);
        c.key(Qt::Key_Backspace);
        QVERIFY(time(c).range().length() > whole / 3);
        c.key(Qt::Key_Escape);
        QCOMPARE(time(c).range().length(), whole);
        c.key(Qt::Key_Minus);
        QVERIFY(time(c).range().length() > whole);
    }

    void brackets_shiftByHalfARange()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const TimeRange before = time(c).range();
        c.key(Qt::Key_BracketLeft);
        QVERIFY(!time(c).isLive());
        QVERIFY(before.to - time(c).range().to >= 29min);
        c.key(Qt::Key_BracketRight);
        QVERIFY(time(c).range().to >= before.to - 1min);
    }

    void arrows_stepByAWholeRange()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const TimeRange before = time(c).range();
        c.click(u"earlier"_s);
        QCOMPARE(time(c).range(), (TimeRange{before.from - 1h, before.from}));
        c.click(u"later"_s);
        QCOMPARE(time(c).range(), before);
    }

    void escape_closesWithoutChange()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.type(u"5m"_s);
        c.key(Qt::Key_Escape);
        QVERIFY(!isOpen(c));
        QCOMPARE(time(c).range().length(), 60min);
    }
};

QTEST_MAIN(TestTimePicker)
#include "tst_timepicker.moc"
