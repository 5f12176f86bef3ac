// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace qd;
using namespace qd::console;
using namespace std::chrono_literals;

namespace {

const TimeMs kNow = fromUnixMs(1'000'003'456);

} // namespace

class tst_TimeContext : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void live_endsWithWholeStep();
    void advance_slidesInWholeSteps();
    void advance_whilePausedOrHeld_standsStill();
    void zoom_stopsLive_andBackRestoresIt();
    void zoom_history_isAStack();
    void zoom_history_isBounded();
    void zoom_tooSmall_isIgnored();
    void resetZoom_goesToTheStart();
    void fixedRange_forgetsHistory();
    void shift_movesByShare();
    void cursor_belongsToItsSource();
    void joined_areOneTime();
    void left_goesOnAloneFromWhereItIs();
    void joined_holdTogetherAndLetGoOnLeaving();
    void joined_surviveOneAnother();
    void live_remembersItsLength();
};

void tst_TimeContext::live_endsWithWholeStep()
{
    TimeContext time;
    time.setStep(10s);
    time.setLive(1h, kNow);
    QCOMPARE(toUnixMs(time.range().to), 1'000'010'000);
    QCOMPARE(time.range().length(), 1h);
    QVERIFY(time.isLive());
}

void tst_TimeContext::advance_slidesInWholeSteps()
{
    TimeContext time;
    time.setStep(10s);
    time.setLive(1h, kNow);
    QSignalSpy moved(&time, &TimeContext::rangeChanged);
    time.advance(kNow + 3s);
    QCOMPARE(moved.count(), 0);
    time.advance(kNow + 8s);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(toUnixMs(time.range().to), 1'000'020'000);
    QCOMPARE(time.range().length(), 1h);
}

void tst_TimeContext::advance_whilePausedOrHeld_standsStill()
{
    TimeContext time;
    time.setLive(1h, kNow);
    const TimeRange before = time.range();
    time.setPaused(true);
    time.advance(kNow + 60s);
    QCOMPARE(time.range(), before);
    time.setPaused(false);
    time.hold();
    time.hold();
    time.release();
    QVERIFY(time.isPaused());
    time.advance(kNow + 60s);
    QCOMPARE(time.range(), before);
    time.release();
    time.advance(kNow + 60s);
    QVERIFY(time.range() != before);
}

void tst_TimeContext::zoom_stopsLive_andBackRestoresIt()
{
    TimeContext time;
    time.setLive(1h, kNow);
    const TimeRange before = time.range();
    time.zoomTo({before.from + 10min, before.from + 20min});
    QVERIFY(!time.isLive());
    QVERIFY(time.isZoomed());
    QVERIFY(time.zoomBack());
    QVERIFY(time.isLive());
    QCOMPARE(time.range(), before);
    QVERIFY(!time.zoomBack());
}

void tst_TimeContext::zoom_history_isAStack()
{
    TimeContext time;
    time.setFixed({kNow - 1h, kNow});
    time.zoomAround(kNow - 30min, 0.5);
    QCOMPARE(time.range().length(), 30min);
    time.zoomAround(kNow - 30min, 0.5);
    QCOMPARE(time.range().length(), 15min);
    QVERIFY(time.zoomBack());
    QCOMPARE(time.range().length(), 30min);
    QVERIFY(time.zoomBack());
    QCOMPARE(time.range().length(), 1h);
}

void tst_TimeContext::zoom_history_isBounded()
{
    TimeContext time;
    time.setFixed({kNow - 1h, kNow});
    for (int i = 0; i < 500; ++i) {
        time.zoomTo({kNow - 1h + std::chrono::seconds(i + 1), kNow});
    }
    int steps = 0;
    while (time.zoomBack()) {
        ++steps;
    }
    QCOMPARE(steps, TimeContext::kMaxHistory);
}

void tst_TimeContext::zoom_tooSmall_isIgnored()
{
    TimeContext time;
    time.setFixed({kNow - 1h, kNow});
    time.zoomTo({kNow - 500ms, kNow});
    time.zoomTo({kNow, kNow - 1h});
    time.zoomAround(kNow, 0.0);
    QCOMPARE(time.range().length(), 1h);
    QVERIFY(!time.isZoomed());
}

void tst_TimeContext::resetZoom_goesToTheStart()
{
    TimeContext time;
    time.setLive(1h, kNow);
    const TimeRange before = time.range();
    for (int i = 0; i < 5; ++i) {
        time.zoomAround(before.from + 10min, 0.5);
    }
    QVERIFY(time.resetZoom());
    QCOMPARE(time.range(), before);
    QVERIFY(time.isLive());
    QVERIFY(!time.resetZoom());
}

void tst_TimeContext::fixedRange_forgetsHistory()
{
    TimeContext time;
    time.setLive(1h, kNow);
    time.zoomAround(kNow - 30min, 0.5);
    time.setFixed({kNow - 2h, kNow});
    QVERIFY(!time.isZoomed());
    time.setFixed({kNow, kNow});
    QCOMPARE(time.range().length(), 2h);
}

void tst_TimeContext::shift_movesByShare()
{
    TimeContext time;
    time.setLive(1h, kNow);
    const TimeRange before = time.range();
    time.shift(-0.5);
    QCOMPARE(time.range().to, before.to - 30min);
    QCOMPARE(time.range().length(), 1h);
    QVERIFY(!time.isLive());
}

void tst_TimeContext::cursor_belongsToItsSource()
{
    TimeContext time;
    QObject chart;
    QSignalSpy moved(&time, &TimeContext::cursorChanged);
    time.setCursor(kNow, &chart);
    time.setCursor(kNow, &chart);
    QCOMPARE(moved.count(), 1);
    QCOMPARE(time.cursorSource(), &chart);
    time.setCursor({}, nullptr);
    QCOMPARE(time.cursorSource(), nullptr);
}

void tst_TimeContext::joined_areOneTime()
{
    TimeContext main;
    TimeContext beside;
    main.setLive(1h, kNow);
    QSignalSpy moved(&beside, &TimeContext::rangeChanged);
    QSignalSpy live(&beside, &TimeContext::liveChanged);
    beside.join(main);
    QVERIFY(beside.isJoined());
    QCOMPARE(beside.range(), main.range());
    QVERIFY(beside.isLive());
    QCOMPARE(moved.count(), 1);
    QCOMPARE(live.count(), 1);
    beside.zoomAround(kNow - 30min, 0.5); // whichever is changed
    QCOMPARE(main.range().length(), 30min);
    QVERIFY(main.isZoomed());
    QSignalSpy cursor(&beside, &TimeContext::cursorChanged);
    main.setCursor(kNow, this);
    QCOMPARE(cursor.count(), 1);
    QVERIFY(beside.cursorSource() == this);
    QVERIFY(main.zoomBack());
    QVERIFY(beside.isLive());
}

void tst_TimeContext::left_goesOnAloneFromWhereItIs()
{
    TimeContext main;
    TimeContext beside;
    main.setLive(1h, kNow);
    beside.join(main);
    beside.leave();
    QVERIFY(!beside.isJoined());
    QVERIFY(!main.isJoined());
    QCOMPARE(beside.range(), main.range());
    QSignalSpy moved(&beside, &TimeContext::rangeChanged);
    main.setFixed({kNow - 2h, kNow - 1h});
    QCOMPARE(moved.count(), 0);
    QVERIFY(beside.isLive());
    beside.join(main);
    QVERIFY(beside.isPast(kNow));
}

void tst_TimeContext::joined_holdTogetherAndLetGoOnLeaving()
{
    TimeContext main;
    TimeContext beside;
    main.setLive(1h, kNow);
    beside.join(main);
    beside.hold();
    QVERIFY(main.isPaused());
    QSignalSpy live(&main, &TimeContext::liveChanged);
    beside.leave();
    QVERIFY(!main.isPaused());
    QVERIFY(beside.isPaused());
    QCOMPARE(live.count(), 1);
    beside.join(main);
    QVERIFY(main.isPaused());
    beside.release();
    QVERIFY(!main.isPaused());
}

void tst_TimeContext::joined_surviveOneAnother()
{
    TimeContext main;
    main.setLive(1h, kNow);
    {
        TimeContext beside;
        beside.join(main);
        beside.hold();
        QVERIFY(main.isPaused());
    }
    QVERIFY(!main.isPaused());
    QVERIFY(!main.isJoined());
    auto first = std::make_unique<TimeContext>();
    first->join(main);
    // One that goes while it is being told takes nobody with it.
    connect(first.get(), &TimeContext::rangeChanged, this, [&] { first.reset(); });
    main.setFixed({kNow - 2h, kNow - 1h});
    QVERIFY(!first);
    QVERIFY(!main.isJoined());
}

void tst_TimeContext::live_remembersItsLength()
{
    TimeContext time;
    QCOMPARE(time.liveLength(), 1h);
    time.setLive(15min, kNow);
    time.setFixed({kNow - 2h, kNow - 1h});
    QCOMPARE(time.liveLength(), 15min);
}

QTEST_APPLESS_MAIN(tst_TimeContext)
#include "tst_timecontext.moc"
