// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/signinthrottle.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace qd::backend::access;

class TestSignInThrottle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstFailures_areFree()
    {
        SignInThrottle throttle{m_clock};
        for (int i = 0; i < 5; ++i) {
            throttle.noteFailure("eve");
            QVERIFY(!throttle.pauseFor("eve"));
        }
    }

    void furtherFailures_pauseLongerUpToALimit()
    {
        SignInThrottle throttle{m_clock};
        for (int i = 0; i < 5; ++i) {
            throttle.noteFailure("eve");
        }
        for (const auto expected : {1000ms, 2000ms, 4000ms, 8000ms, 16000ms, 32000ms, 60000ms, 60000ms}) {
            throttle.noteFailure("eve");
            QVERIFY(throttle.pauseFor("eve") == expected);
            m_clock.advance(expected);
            QVERIFY(!throttle.pauseFor("eve"));
        }
        QVERIFY(!throttle.pauseFor("somebody else"));
    }

    void success_forgets()
    {
        SignInThrottle throttle{m_clock};
        for (int i = 0; i < 6; ++i) {
            throttle.noteFailure("eve");
        }
        throttle.noteSuccess("eve");
        QVERIFY(!throttle.pauseFor("eve"));
        throttle.noteFailure("eve");
        QVERIFY(!throttle.pauseFor("eve"));
    }

    void quietTime_forgets()
    {
        SignInThrottle throttle{m_clock};
        for (int i = 0; i < 6; ++i) {
            throttle.noteFailure("eve");
        }
        m_clock.advance(16min);
        throttle.noteFailure("eve");
        QVERIFY(!throttle.pauseFor("eve"));
    }

    void manyNames_takeBoundedRoom()
    {
        SignInThrottle::Limits limits;
        limits.maxNames = 3;
        limits.freeFailures = 0;
        SignInThrottle throttle{m_clock, limits};
        for (const char *name : {"a", "b", "c", "d"}) {
            throttle.noteFailure(name);
            m_clock.advance(1ms);
        }
        QVERIFY(!throttle.pauseFor("a")); // the oldest made room
        QVERIFY(throttle.pauseFor("d"));
    }

private:
    qd::test::ManualClock m_clock;
};

QTEST_APPLESS_MAIN(TestSignInThrottle)
#include "tst_signinthrottle.moc"
