// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/replay.h"

#include <QSignalSpy>
#include <QTest>

using namespace qd;
using namespace qd::console;
using namespace std::chrono_literals;

namespace {

constexpr TimeMs kNow{1'795'000'000'000ms};

/// A time, its replay, and a world that a test moves by hand.
struct Scene
{
    TimeMs now = kNow;
    bool isServerThere = true;
    TimeContext time;
    Replay replay{time, {[this] { return now; }, [this] { return isServerThere; }}};
};

} // namespace

/// Which time is past, and how it is played.
class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void only_aRangeThatIsOverIsPast()
    {
        Scene s;
        s.time.setLive(1h, s.now);
        QVERIFY(!s.replay.isPast());
        s.time.setPaused(true); // standing still is not history
        s.now += 2h;
        QVERIFY(!s.replay.isPast());
        s.time.setFixed({s.now - 3h, s.now - 2h});
        QVERIFY(s.replay.isPast());
        s.time.setFixed({s.now - 1h, s.now + 1h}); // now is still in it
        QVERIFY(!s.replay.isPast());
        s.now += 2h;
        QSignalSpy changed(&s.replay, &Replay::changed);
        s.replay.check();
        QCOMPARE(changed.count(), 1);
        QVERIFY(s.replay.isPast());
        s.replay.check();
        QCOMPARE(changed.count(), 1);
    }

    void play_movesTheRangeAndKeepsItsLength_data()
    {
        QTest::addColumn<int>("speed");
        QTest::addColumn<std::chrono::milliseconds>("moved");
        QTest::newRow("as it was") << 1 << std::chrono::milliseconds(60s);
        QTest::newRow("ten times as fast") << 10 << std::chrono::milliseconds(600s);
        QTest::newRow("a minute a second") << 60 << std::chrono::milliseconds(1h);
        QTest::newRow("ten minutes a second") << 600 << std::chrono::milliseconds(10h);
    }
    void play_movesTheRangeAndKeepsItsLength()
    {
        QFETCH(int, speed);
        QFETCH(std::chrono::milliseconds, moved);
        Scene s;
        const TimeRange before{s.now - 48h, s.now - 47h};
        s.time.setFixed(before);
        s.replay.setSpeed(speed);
        s.replay.setPlaying(true);
        QVERIFY(s.replay.isPlaying());
        for (int second = 0; second < 60; ++second) {
            s.replay.play(1s);
        }
        QCOMPARE(s.time.range(), (TimeRange{before.from + moved, before.to + moved}));
    }

    void slowPlay_asksTheServerNoOftenerThanThereAreSamples()
    {
        Scene s;
        const TimeRange before{s.now - 3h, s.now - 2h};
        s.time.setFixed(before);
        QSignalSpy moved(&s.time, &TimeContext::rangeChanged);
        for (int second = 1; second < 10; ++second) {
            s.replay.play(1s);
            QCOMPARE(s.replay.moment(), before.to + second * 1s); // the clock goes on meanwhile
        }
        QCOMPARE(moved.count(), 0);
        s.replay.play(1s);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(s.time.range().to, before.to + 10s);
        QCOMPARE(s.replay.moment(), before.to + 10s);
    }

    void longRange_movesInPartsOfItsLength()
    {
        Scene s;
        s.time.setFixed({s.now - 72h, s.now - 48h});
        QSignalSpy moved(&s.time, &TimeContext::rangeChanged);
        for (int second = 0; second < 119; ++second) {
            s.replay.play(1s);
        }
        QCOMPARE(moved.count(), 0);
        s.replay.play(1s);
        QCOMPARE(moved.count(), 1);
    }

    void play_becomesLiveWhenItArrives()
    {
        Scene s;
        s.time.setFixed({s.now - 70min, s.now - 10min});
        s.replay.setSpeed(600);
        s.replay.setPlaying(true);
        s.replay.play(1s);
        QVERIFY(s.time.isLive());
        QCOMPARE(s.time.range().length(), 1h);
        QVERIFY(!s.replay.isPlaying());
        QVERIFY(!s.replay.isPast());
    }

    void play_standsStillWhileHeldOrAlone()
    {
        Scene s;
        const TimeRange before{s.now - 3h, s.now - 2h};
        s.time.setFixed(before);
        s.replay.setPlaying(true);
        s.time.hold(); // a chart is dragged, or its tool tip is pinned
        s.replay.play(60s);
        QCOMPARE(s.time.range(), before);
        s.time.release();
        s.isServerThere = false;
        s.replay.play(60s);
        QCOMPARE(s.time.range(), before);
        QVERIFY(s.replay.isPlaying()); // it goes on when the server is back
        s.isServerThere = true;
        s.replay.play(60s);
        QCOMPARE(s.time.range().to, before.to + 60s);
    }

    void goingLive_endsIt()
    {
        Scene s;
        s.time.setFixed({s.now - 3h, s.now - 2h});
        s.replay.setPlaying(true);
        s.time.setLive(1h, s.now);
        QVERIFY(!s.replay.isPlaying());
        s.replay.setPlaying(true); // there is nothing to play
        QVERIFY(!s.replay.isPlaying());
    }

    void otherTime_isPlayedFromThere()
    {
        Scene s;
        s.time.setFixed({s.now - 3h, s.now - 2h});
        s.replay.setPlaying(true);
        s.replay.play(5s);
        s.time.shift(-1.0);
        QVERIFY(s.replay.isPlaying());
        QCOMPARE(s.replay.moment(), s.now - 3h); // and not five seconds later
    }

    void speed_goesThroughItsSteps()
    {
        Scene s;
        for (const int speed : {10, 60, 600, 600}) {
            s.replay.changeSpeed(true);
            QCOMPARE(s.replay.speed(), speed);
        }
        s.replay.setSpeed(7);
        QCOMPARE(s.replay.speed(), 600);
        for (const int speed : {60, 10, 1, 1}) {
            s.replay.changeSpeed(false);
            QCOMPARE(s.replay.speed(), speed);
        }
    }
};

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
