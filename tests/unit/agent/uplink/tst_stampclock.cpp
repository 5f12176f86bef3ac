// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/backoff.h"
#include "agent/uplink/stampclock.h"
#include "tests/support/agent/agentfakes.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

class StampClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wallClockJump_doesNotMoveStamps_data();
    void wallClockJump_doesNotMoveStamps();
    void slowClock_isPutForwardAtOnce();
    void fastClockBeforeTheFirstStamp_isPutBack();
    void fastClock_runsAtHalfSpeedAndNeverBack();
    void clockFarAhead_isPutBack();
    void backoff_doublesWithinItsBounds();
};

void StampClockTest::wallClockJump_doesNotMoveStamps_data()
{
    QTest::addColumn<int>("jumpMs");
    QTest::newRow("an hour forward") << 3'600'000;
    QTest::newRow("an hour back") << -3'600'000;
    QTest::newRow("a second forward") << 1'000;
}

void StampClockTest::wallClockJump_doesNotMoveStamps()
{
    QFETCH(int, jumpMs);
    test::ManualClock source;
    StampClock clock{source};
    clock.beginStamping();
    const TimeMs before = clock.now();
    source.advance(10s);
    QVERIFY(!clock.takeWallJump());
    source.jump(std::chrono::milliseconds{jumpMs});
    QCOMPARE(clock.now(), before + 10s);
    QCOMPARE(clock.takeWallJump().value(), std::chrono::milliseconds{jumpMs});
    QVERIFY(!clock.takeWallJump());
    source.advance(10s);
    QCOMPARE(clock.now(), before + 20s);
}

void StampClockTest::slowClock_isPutForwardAtOnce()
{
    test::ManualClock source;
    StampClock clock{source};
    clock.beginStamping();
    clock.correct(-4s);
    QCOMPARE(clock.now(), source.now() + 4s);
}

void StampClockTest::fastClockBeforeTheFirstStamp_isPutBack()
{
    test::ManualClock source;
    StampClock clock{source};
    clock.correct(4s);
    QCOMPARE(clock.now(), source.now() - 4s);
}

void StampClockTest::fastClock_runsAtHalfSpeedAndNeverBack()
{
    test::ManualClock source;
    StampClock clock{source};
    clock.beginStamping();
    clock.correct(4s);
    TimeMs last = clock.now();
    QCOMPARE(last, source.now());
    for (int i = 0; i < 10'000; ++i) {
        source.advance(1ms);
        QVERIFY(clock.now() >= last);
        last = clock.now();
    }
    QCOMPARE(clock.now(), source.now() - 4s);
    source.advance(10s);
    QCOMPARE(clock.now(), source.now() - 4s);
}

void StampClockTest::clockFarAhead_isPutBack()
{
    test::ManualClock source;
    StampClock clock{source};
    clock.beginStamping();
    clock.correct(24h);
    QCOMPARE(clock.now(), source.now() - 24h);
}

void StampClockTest::backoff_doublesWithinItsBounds()
{
    Backoff backoff{500ms, 90s, 7};
    auto expected = 500ms;
    for (int i = 0; i < 12; ++i) {
        const auto pause = backoff.next();
        QVERIFY(pause >= expected / 2 && pause <= expected);
        expected = std::min<std::chrono::milliseconds>(expected * 2, 90s);
    }
    QVERIFY(backoff.longest() >= 45s);
    backoff.reset();
    QVERIFY(backoff.next() <= 500ms);
}

QTEST_APPLESS_MAIN(StampClockTest)
#include "tst_stampclock.moc"
