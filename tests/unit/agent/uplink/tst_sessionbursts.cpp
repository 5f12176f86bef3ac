// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/agent/uplink/sessionfixture.h"

#include <QTest>

#include <memory>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

/// What a session says about bursts and about the way to the backend and back.
class SessionBurstsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_parts = std::make_unique<SessionFixture>();
        restart();
    }

    void hello_tellsWhatTheAgentUnderstands()
    {
        take(protocol::Challenge{1, 1, protocol::Blob(32), {}});
        QVERIFY(protocol::hasFeature(next<protocol::Hello>().value().features, protocol::kBurstFeature));
    }

    void order_reachesTheHostAndIsReported()
    {
        open({"burst"});
        take(protocol::BurstOrder{1'000, 300'000});
        QVERIFY(m_parts->host.burstState.interval == 1s && m_parts->host.burstState.remaining == 300s);
        const auto report = next<protocol::BurstReport>();
        QVERIFY(report && report->intervalMs == 1'000 && report->remainingMs == 300'000);
        QVERIFY(!next<protocol::BurstReport>()); // once
    }

    void burstGivenUp_isReportedWithItsReason()
    {
        open({"burst"});
        take(protocol::BurstOrder{1'000, 300'000});
        QVERIFY(next<protocol::BurstReport>());
        m_parts->host.burstState = {1s, 0s, "too much"};
        ++m_parts->host.bursts;
        const auto report = next<protocol::BurstReport>();
        QVERIFY(report && report->remainingMs == 0 && report->reason == "too much");
    }

    void order_wakesTheWriterThatWouldSleepOn()
    {
        open({"burst"});
        for (int ping = 0; ping < 3; ++ping) {
            QVERIFY(next<protocol::Ping>());
            take(protocol::Pong{m_pinged, m_parts->clock.now()});
            m_parts->clock.advance(200ms);
        }
        (void)next<protocol::BlockMessage>(); // whatever else there was to say
        QVERIFY(!m_session->hasNews());
        take(protocol::BurstOrder{1'000, 300'000});
        QVERIFY(m_session->hasNews());
        QVERIFY(next<protocol::BurstReport>());
        QVERIFY(!m_session->hasNews());
    }

    void newSession_reportsARunningBurstOnly_data()
    {
        QTest::addColumn<int>("remainingMs");
        QTest::addColumn<bool>("isReported");
        QTest::newRow("one runs") << 120'000 << true;
        QTest::newRow("it is over") << 0 << false;
    }
    void newSession_reportsARunningBurstOnly()
    {
        QFETCH(int, remainingMs);
        m_parts->host.orderBurst(1s, std::chrono::milliseconds{remainingMs});
        open({"burst"});
        QTEST(next<protocol::BurstReport>().has_value(), "isReported");
    }

    void olderBackend_hearsNothingOfBursts()
    {
        m_parts->host.orderBurst(1s, 120s);
        open({});
        QVERIFY(!next<protocol::BurstReport>());
    }

    void block_carriesTheRoundTripOnceItIsKnown()
    {
        m_parts->pushBlocks(2);
        open({}, 1);
        const auto first = next<protocol::BlockMessage>();
        QVERIFY(first && !first->roundTrip.isKnown());
        m_parts->clock.advance(2ms);
        take(protocol::Pong{m_pinged, m_parts->clock.now()});
        m_parts->clock.advance(3s);
        take(protocol::Ack{first->dictionary, first->sequence});
        const auto second = next<protocol::BlockMessage>();
        QVERIFY(second && second->roundTrip.isKnown());
        QCOMPARE(second->roundTrip.ageMs, 3'000);
    }

    void answerToNoPing_measuresNothing()
    {
        m_parts->pushBlocks(1);
        open({});
        take(protocol::Pong{fromUnixMs(1), m_parts->clock.now()});
        const auto block = next<protocol::BlockMessage>();
        QVERIFY(block && !block->roundTrip.isKnown());
    }

private:
    void restart() { m_session = std::make_unique<Session>(SessionSettings{}, m_parts->parts()); }
    void take(protocol::Message message)
    {
        QVERIFY(m_session->receive(protocol::encode({protocol::kVersion, 0, std::move(message)})));
    }
    void open(const protocol::Features &features, int maxUnacked = 64)
    {
        take(protocol::Challenge{1, 1, protocol::Blob(32), m_parts->clock.now()});
        QVERIFY(next<protocol::Hello>());
        take(protocol::Welcome{1, HostId{7}, 0, m_parts->clock.now(), maxUnacked, features});
        QVERIFY(m_session->isOpen());
    }
    /// The next frame of a kind; those before it are dropped, but for the time of the ping.
    template <typename M>
    std::optional<M> next()
    {
        while (const auto frame = m_session->nextFrame()) {
            const protocol::Envelope envelope = protocol::decode(*frame).value();
            if (const auto *ping = std::get_if<protocol::Ping>(&envelope.message)) {
                m_pinged = ping->sentAt;
            }
            if (const auto *message = std::get_if<M>(&envelope.message)) {
                return *message;
            }
        }
        return std::nullopt;
    }

    std::unique_ptr<SessionFixture> m_parts;
    std::unique_ptr<Session> m_session;
    TimeMs m_pinged;
};

QTEST_GUILESS_MAIN(SessionBurstsTest)
#include "tst_sessionbursts.moc"
