// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/reconnectpolicy.h"

#include <QTest>

#include <set>

using namespace qd;
using namespace qd::net;
using namespace std::chrono_literals;

class TstReconnectPolicy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repeatedLosses_doubleTheWaitUpToTheCap();
    void manyPeers_doNotComeBackTogether();
    void steadyConnection_startsOver();
    void shortConnection_goesOnGrowing();
};

void TstReconnectPolicy::repeatedLosses_doubleTheWaitUpToTheCap()
{
    ReconnectPolicy policy({1000ms, 30'000ms, 10'000ms}, 7);
    std::int64_t step = 1000;
    for (int i = 0; i < 40; ++i) {
        const auto wait = policy.lost(SteadyMs{});
        QVERIFY2(wait.count() >= step / 2 && wait.count() <= step, qPrintable(QString::number(wait.count())));
        step = std::min<std::int64_t>(step * 2, 30'000);
    }
    QCOMPARE(policy.attempts(), 40);
}

void TstReconnectPolicy::manyPeers_doNotComeBackTogether()
{
    std::set<std::int64_t> waits;
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        ReconnectPolicy policy({10'000ms, 30'000ms, 10'000ms}, seed);
        waits.insert(policy.lost(SteadyMs{}).count());
    }
    QVERIFY(waits.size() > 150);
}

void TstReconnectPolicy::steadyConnection_startsOver()
{
    ReconnectPolicy policy({1000ms, 30'000ms, 10'000ms}, 7);
    for (int i = 0; i < 10; ++i) {
        (void)policy.lost(SteadyMs{});
    }
    policy.connected(SteadyMs{100'000ms});
    QVERIFY(policy.lost(SteadyMs{110'000ms}) <= 1000ms);
}

void TstReconnectPolicy::shortConnection_goesOnGrowing()
{
    ReconnectPolicy policy({1000ms, 30'000ms, 10'000ms}, 7);
    for (int i = 0; i < 10; ++i) {
        (void)policy.lost(SteadyMs{});
    }
    policy.connected(SteadyMs{100'000ms});
    QVERIFY(policy.lost(SteadyMs{109'999ms}) >= 15'000ms);
}

QTEST_APPLESS_MAIN(TstReconnectPolicy)
#include "tst_reconnectpolicy.moc"
