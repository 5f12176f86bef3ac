// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/receiveclock.h"
#endif

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;

class TestReceiveClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wallClock_isFollowedAndNeverBack();
};

void TestReceiveClock::wallClock_isFollowedAndNeverBack()
{
    ReceiveClock clock;
    const auto read = [&clock](std::int64_t wallMs, std::int64_t steadyMs) {
        return toUnixMs(clock.read(fromUnixMs(wallMs), SteadyMs{std::chrono::milliseconds{steadyMs}}));
    };
    QCOMPARE(read(1'000'000, 50), 1'000'000);
    QCOMPARE(read(1'000'500, 550), 1'000'500);
    QCOMPARE(read(400'000, 600), 1'000'550); // set back: goes on evenly
    QCOMPARE(read(401'000, 1'600), 1'001'550);
    QCOMPARE(read(1'001'560, 1'610), 1'001'560); // set right
    QCOMPARE(read(9'000'000, 1'620), 9'000'000); // forward it follows at once
}

QTEST_APPLESS_MAIN(TestReceiveClock)
#include "tst_receiveclock.moc"
