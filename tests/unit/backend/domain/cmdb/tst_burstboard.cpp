// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/burstboard.h"
#include "tests/support/manualclock.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace qd;
using namespace qd::backend::cmdb;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr HostId kHost{7};

struct Told
{
    milliseconds rest{0};
    bool isRunning = false;
    bool operator==(const Told &) const = default;
};

} // namespace

class TestBurstBoard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_reach = BurstBoard::Reach::Connected;
        m_orders.clear();
        m_told.clear();
        m_board = std::make_unique<BurstBoard>(m_clock,
            BurstBoard::Ways{[this](HostId) { return m_reach; },
                [this](HostId, milliseconds rest) { m_orders.push_back(rest); },
                [this](HostId, TimeMs until, bool isRunning) {
                    m_told.push_back({until - m_clock.now(), isRunning});
                }});
    }

    void firstRequest_isOrderedAndRunsWhenTheAgentSaysSo()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        QCOMPARE(m_orders, std::vector<milliseconds>{5min});
        QVERIFY((m_told.back() == Told{5min, false}));
        m_clock.advance(1s);
        m_board->reported(kHost, 299s);
        QVERIFY((m_told.back() == Told{299s, true}));
    }

    void secondRequest_extends()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_board->reported(kHost, 5min);
        m_clock.advance(1min);
        QVERIFY(m_board->extend(kHost, 5min));
        QCOMPARE(m_orders.back(), milliseconds{9min});
        QVERIFY((m_told.back() == Told{9min, true})); // it goes on meanwhile
    }

    void manyRequests_neverReachFurtherThanHalfAnHour()
    {
        for (int i = 0; i < 20; ++i) {
            QVERIFY(m_board->extend(kHost, 5min));
        }
        QCOMPARE(m_orders.back(), milliseconds{30min});
    }

    void badDuration_isRefused_data()
    {
        QTest::addColumn<milliseconds>("duration");
        QTest::newRow("negative") << milliseconds{-1};
        QTest::newRow("shorter than a sample") << milliseconds{999};
        QTest::newRow("longer than half an hour") << milliseconds{30min} + 1ms;
    }
    void badDuration_isRefused()
    {
        QFETCH(milliseconds, duration);
        const auto outcome = m_board->extend(kHost, duration);
        QVERIFY(!outcome && outcome.error().code == ErrorCode::InvalidInput);
        QVERIFY(m_orders.empty() && m_told.empty());
    }

    void agentOutOfReach_isToldApart_data()
    {
        QTest::addColumn<int>("reach");
        QTest::addColumn<std::string>("field");
        QTest::newRow("not connected")
            << static_cast<int>(BurstBoard::Reach::NotConnected) << std::string("host");
        QTest::newRow("too old") << static_cast<int>(BurstBoard::Reach::TooOld) << std::string("agent");
    }
    void agentOutOfReach_isToldApart()
    {
        QFETCH(int, reach);
        m_reach = static_cast<BurstBoard::Reach>(reach);
        const auto outcome = m_board->extend(kHost, 5min);
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Unavailable);
        QTEST(outcome.error().context.at("field"), "field");
        QVERIFY(m_orders.empty());
    }

    void agentThatComesBack_isSentTheRest()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_board->reported(kHost, 5min);
        m_clock.advance(1min);
        m_board->disconnected(kHost);
        QVERIFY((m_told.back() == Told{4min, false})); // nobody knows
        m_clock.advance(1min);
        m_board->connected(kHost, true);
        QCOMPARE(m_orders.back(), milliseconds{3min});
    }

    void agentThatComesBackTooLate_isSentNothingMore()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_orders.clear();
        m_clock.advance(6min);
        m_board->disconnected(kHost);
        m_board->connected(kHost, true);
        QVERIFY(m_orders.empty());
    }

    void olderAgentInItsPlace_isSentNothing()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_orders.clear();
        m_board->connected(kHost, false);
        QVERIFY(m_orders.empty());
    }

    void stop_endsItForEverybody()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_board->stop(kHost);
        QCOMPARE(m_orders.back(), milliseconds{0});
        QVERIFY((m_told.back() == Told{0s, false}));
        QCOMPARE(m_board->remaining(kHost), milliseconds{0});
        m_board->reported(kHost, 299s); // crossed the order
        QCOMPARE(m_told.size(), 2U);
    }

    void stopWhileTheAgentIsAway_reachesItWhenItComesBack()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_board->disconnected(kHost);
        m_board->stop(kHost);
        m_orders.clear();
        m_board->connected(kHost, true);
        QCOMPARE(m_orders, std::vector<milliseconds>{0ms});
        m_board->reported(kHost, 250s);
        QCOMPARE(m_board->remaining(kHost), milliseconds{0});
    }

    void stopWithoutBurst_doesNothing()
    {
        m_board->stop(kHost);
        QVERIFY(m_orders.empty() && m_told.empty());
    }

    void agentThatGaveUp_endsIt()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_board->reported(kHost, 5min);
        m_board->reported(kHost, 0s);
        QVERIFY((m_told.back() == Told{0s, false}));
        QCOMPARE(m_board->remaining(kHost), milliseconds{0});
    }

    void burstFromBeforeOurStart_isTakenOver()
    {
        m_board->connected(kHost, true);
        QVERIFY(m_orders.empty());
        m_board->reported(kHost, 2min);
        QVERIFY((m_told.back() == Told{2min, true}));
        QVERIFY(m_board->extend(kHost, 5min));
        QCOMPARE(m_orders.back(), milliseconds{7min});
    }

    void jumpOfTheWallClock_changesNoRest()
    {
        QVERIFY(m_board->extend(kHost, 5min));
        m_clock.jump(24h);
        QCOMPARE(m_board->remaining(kHost), milliseconds{5min});
    }

private:
    test::ManualClock m_clock;
    BurstBoard::Reach m_reach = BurstBoard::Reach::Connected;
    std::vector<milliseconds> m_orders;
    std::vector<Told> m_told;
    std::unique_ptr<BurstBoard> m_board;
};

QTEST_APPLESS_MAIN(TestBurstBoard)
#include "tst_burstboard.moc"
