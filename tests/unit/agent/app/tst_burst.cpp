// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/burst.h"

#include <QTest>

namespace qd::agent {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// The agent's side of a burst: its end and its budget are its own.
class TestBurst : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutOrder_nothingRuns()
    {
        const Burst burst(5.0);
        QVERIFY(!burst.isRunning(kStart));
        QCOMPARE(burst.revision(), 0U);
        QCOMPARE(burst.state(kStart).remaining, milliseconds{0});
    }

    void order_runsUntilItsMomentAndNoLonger()
    {
        Burst burst(5.0);
        burst.order(seconds{1}, seconds{30}, kStart);
        QVERIFY(burst.isRunning(kStart + milliseconds{29'999}));
        QVERIFY(!burst.isRunning(kStart + seconds{30}));
        QCOMPARE(burst.state(kStart + seconds{10}).remaining, milliseconds{20'000});
    }

    void order_isCutToWhatIsReasonable_data()
    {
        QTest::addColumn<milliseconds>("interval");
        QTest::addColumn<milliseconds>("remaining");
        QTest::addColumn<seconds>("every");
        QTest::addColumn<milliseconds>("lasts");
        QTest::newRow("too often") << milliseconds{10} << milliseconds{5'000} << seconds{1}
                                   << milliseconds{5'000};
        QTest::newRow("odd") << milliseconds{1'500} << milliseconds{5'000} << seconds{2}
                             << milliseconds{5'000};
        QTest::newRow("negative") << milliseconds{-1} << milliseconds{-1} << seconds{1} << milliseconds{0};
        QTest::newRow("for ever") << milliseconds{1'000} << milliseconds{2'000'000'000} << seconds{1}
                                  << milliseconds{minutes{30}};
    }
    void order_isCutToWhatIsReasonable()
    {
        QFETCH(milliseconds, interval);
        QFETCH(milliseconds, remaining);
        Burst burst(5.0);
        burst.order(interval, remaining, kStart);
        QTEST(burst.interval(), "every");
        QTEST(burst.state(kStart).remaining, "lasts");
    }

    void secondOrder_replacesTheFirst()
    {
        Burst burst(5.0);
        burst.order(seconds{1}, seconds{300}, kStart);
        burst.order(seconds{1}, seconds{10}, kStart + seconds{1});
        QVERIFY(!burst.isRunning(kStart + seconds{11}));
        QCOMPARE(burst.revision(), 2U);
    }

    void useWithinTheLimit_goesOn()
    {
        Burst burst(5.0);
        burst.order(seconds{1}, seconds{300}, kStart);
        for (int second = 0; second <= 60; ++second) {
            QVERIFY(!burst.check(used(second * milliseconds{40}), kStart + seconds{second})); // 4 %
        }
        QVERIFY(burst.isRunning(kStart + seconds{60}));
    }

    void useBeyondTheLimit_endsItWithinTenSeconds()
    {
        Burst burst(5.0);
        burst.order(seconds{1}, seconds{300}, kStart);
        std::optional<std::string> reason;
        int second = 0;
        for (; second <= 60 && !reason; ++second) {
            reason = burst.check(used(second * milliseconds{60}), kStart + seconds{second}); // 6 %
        }
        QVERIFY(reason && reason->find("limit is 5") != std::string::npos);
        QCOMPARE(second, 11);
        QVERIFY(!burst.isRunning(kStart + seconds{11}));
        QCOMPARE(burst.state(kStart + seconds{11}).endReason, *reason);
        QCOMPARE(burst.revision(), 2U);
        QVERIFY(!burst.check(used(seconds{60}), kStart + seconds{60})); // said once
    }

    void useBeforeTheBurst_doesNotCount()
    {
        Burst burst(5.0);
        burst.order(seconds{1}, seconds{20}, kStart);
        QVERIFY(!burst.check(used(seconds{0}), kStart));
        const SteadyMs later = kStart + minutes{10}; // busy meanwhile, but not for a burst
        burst.order(seconds{1}, seconds{20}, later);
        QVERIFY(!burst.check(used(seconds{500}), later));
        QVERIFY(!burst.check(used(seconds{500} + milliseconds{100}), later + seconds{10}));
    }

private:
    static constexpr SteadyMs kStart{seconds{1'000}};
    [[nodiscard]] static SelfUse used(milliseconds time) { return {4'000'000, time}; }
};

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestBurst)
#include "tst_burst.moc"
