// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"
#include "tests/integration/api/testconsole.h"
#include "tests/support/agent/testagent.h"

#include <algorithm>

using namespace qd;
using namespace qd::protocol;
using namespace qd::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr HostId kHost{1};

} // namespace

/// A burst from a console through the backend to an agent and back to every console, over real sockets.
class TstConsoleBurst final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_backend.reset(); }
    void operatorsRequest_reachesTheAgentAndEveryConsole();
    void request_isAnEventOfTheHost();
    void secondRequest_extends();
    void stop_endsItAtTheAgentAndForEverybody();
    void viewer_isRefusedWithAReason();
    void badRequest_isRefused_data();
    void badRequest_isRefused();
    void hostWithoutAgent_isRefused();
    void olderAgent_isNotSentWhatItDoesNotKnow();
    void agentThatComesBack_isSentTheRest();
    void agentThatGaveUp_endsItForEverybody();
    void roundTrip_isKnownWithItsAge();

private:
    [[nodiscard]] QUrl consoleUrl() const { return m_backend->webSocketUrl(u"/console/v1"_s); }
    [[nodiscard]] QUrl agentUrl() const { return m_backend->webSocketUrl(u"/agent/v1"_s); }
    [[nodiscard]] TimeMs until() const { return m_backend->fleet.summary(kHost)->burstUntil; }
    [[nodiscard]] bool isRunning() const { return m_backend->fleet.summary(kHost)->isBurstRunning; }

    std::unique_ptr<ApiBackend> m_backend;
};

void TstConsoleBurst::init()
{
    m_backend = std::make_unique<ApiBackend>(ApiBackend::Settings{});
    QVERIFY(m_backend->listen());
}

void TstConsoleBurst::operatorsRequest_reachesTheAgentAndEveryConsole()
{
    TestAgent agent(agentUrl());
    const auto welcome = agent.signIn();
    QVERIFY(welcome && hasFeature(welcome->features, kBurstFeature));
    TestConsole asking(consoleUrl());
    TestConsole watching(consoleUrl());
    QVERIFY(asking.signIn("operator") && watching.signIn("viewer"));
    QVERIFY(watching.ask(WatchTree{}, 2) && watching.next<TreeState>(2));
    QVERIFY(asking.ask(SetBurst{kHost, 300'000}, 3));
    QVERIFY(asking.next<Done>(3));
    const auto order = agent.next<BurstOrder>();
    QVERIFY(order && order->intervalMs == 1'000 && order->remainingMs == 300'000);
    QVERIFY(!isRunning()); // nobody has said so
    agent.send(BurstReport{1'000, 300'000, {}});
    QTRY_VERIFY(isRunning());
    std::optional<HostsChanged> told;
    do {
        told = watching.next<HostsChanged>(0);
    } while (told && !told->changed.front().isBurstRunning);
    QVERIFY(told);
    const auto left = told->changed.front().burstUntil - m_backend->clock.now();
    QVERIFY(left > 280s && left <= 300s);
}

void TstConsoleBurst::request_isAnEventOfTheHost()
{
    TestAgent agent(agentUrl());
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3) && console.next<Done>(3));
    QVERIFY(console.ask(SetBurst{kHost, 0}, 4) && console.next<Done>(4));
    const auto events = m_backend->inventory.events();
    QCOMPARE(events.size(), 2U);
    QCOMPARE(events[0].source, std::string("burst"));
    QCOMPARE(events[0].message, std::string("olga asked for samples every second, for 300 s more"));
    QCOMPARE(events[1].message, std::string("olga ended burst sampling"));
    QVERIFY(events[0].id != events[1].id);
}

void TstConsoleBurst::secondRequest_extends()
{
    TestAgent agent(agentUrl());
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("admin"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3) && console.next<Done>(3));
    QVERIFY(agent.next<BurstOrder>());
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 4) && console.next<Done>(4));
    const auto order = agent.next<BurstOrder>();
    QVERIFY(order && order->remainingMs > 580'000 && order->remainingMs <= 600'000);
}

void TstConsoleBurst::stop_endsItAtTheAgentAndForEverybody()
{
    TestAgent agent(agentUrl());
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3) && console.next<Done>(3));
    QVERIFY(agent.next<BurstOrder>());
    QVERIFY(console.ask(SetBurst{kHost, 0}, 4) && console.next<Done>(4));
    const auto order = agent.next<BurstOrder>();
    QVERIFY(order && order->remainingMs == 0);
    QVERIFY(until() <= m_backend->clock.now());
}

void TstConsoleBurst::viewer_isRefusedWithAReason()
{
    TestAgent agent(agentUrl());
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("viewer"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3));
    const auto failed = console.next<Failed>(3);
    QVERIFY(failed && failed->code == ErrorCode::Denied);
    QCOMPARE(failed->field, std::string("role"));
    QVERIFY(m_backend->inventory.events().empty());
    QCOMPARE(m_backend->bursts.remaining(kHost), 0ms);
    QVERIFY(console.ask(GetMetricNames{}, 4) && console.next<MetricNames>(4)); // the session goes on
}

void TstConsoleBurst::badRequest_isRefused_data()
{
    QTest::addColumn<int>("host");
    QTest::addColumn<int>("durationMs");
    QTest::addColumn<QString>("field");
    QTest::newRow("no such host") << 77 << 300'000 << u"SetBurst.host"_s;
    QTest::newRow("negative") << 1 << -5 << u"SetBurst.durationMs"_s;
    QTest::newRow("an hour") << 1 << 3'600'000 << u"SetBurst.durationMs"_s;
}

void TstConsoleBurst::badRequest_isRefused()
{
    QFETCH(int, host);
    QFETCH(int, durationMs);
    TestAgent agent(agentUrl());
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{HostId{host}, durationMs}, 3));
    const auto failed = console.next<Failed>(3);
    QVERIFY(failed);
    QTEST(QString::fromStdString(failed->field), "field");
    QVERIFY(m_backend->inventory.events().empty());
}

void TstConsoleBurst::hostWithoutAgent_isRefused()
{
    TestConsole console(consoleUrl());
    QVERIFY(console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3));
    const auto failed = console.next<Failed>(3);
    QVERIFY(failed && failed->code == ErrorCode::Unavailable && failed->field == "host");
}

void TstConsoleBurst::olderAgent_isNotSentWhatItDoesNotKnow()
{
    TestAgent agent(agentUrl());
    agent.features.clear();
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3));
    const auto failed = console.next<Failed>(3);
    QVERIFY(failed && failed->code == ErrorCode::Unavailable && failed->field == "agent");
    QVERIFY(!m_backend->registry.orderBurst(kHost, {1'000, 1'000}));
}

void TstConsoleBurst::agentThatComesBack_isSentTheRest()
{
    const TestIdentity same;
    auto agent = std::make_unique<TestAgent>(agentUrl(), same);
    TestConsole console(consoleUrl());
    QVERIFY(agent->signIn() && console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3) && console.next<Done>(3));
    agent->send(BurstReport{1'000, 300'000, {}});
    QTRY_VERIFY(isRunning());
    agent.reset();
    QTRY_VERIFY(!isRunning());
    QVERIFY(until() > m_backend->clock.now()); // wanted still
    TestAgent again(agentUrl(), same);
    QVERIFY(again.signIn());
    const auto order = again.next<BurstOrder>();
    QVERIFY(order && order->remainingMs > 250'000 && order->remainingMs < 300'000);
}

void TstConsoleBurst::agentThatGaveUp_endsItForEverybody()
{
    TestAgent agent(agentUrl());
    TestConsole console(consoleUrl());
    QVERIFY(agent.signIn() && console.signIn("operator"));
    QVERIFY(console.ask(SetBurst{kHost, 300'000}, 3) && console.next<Done>(3));
    agent.send(BurstReport{1'000, 300'000, {}});
    QTRY_VERIFY(isRunning());
    agent.send(BurstReport{1'000, 0, "too much"});
    QTRY_VERIFY(!isRunning());
    QVERIFY(until() <= m_backend->clock.now());
}

void TstConsoleBurst::roundTrip_isKnownWithItsAge()
{
    TestAgent agent(agentUrl());
    QVERIFY(agent.signIn());
    agent.sendBlock(1); // as an agent that has not measured
    QTRY_VERIFY(m_backend->registry.spoolReport(kHost));
    QVERIFY(!m_backend->registry.roundTrip(kHost));
    agent.roundTrip = {1'240, 2'000};
    agent.sendBlock(2);
    QTRY_VERIFY(m_backend->registry.roundTrip(kHost));
    const auto trip = *m_backend->registry.roundTrip(kHost);
    QCOMPARE(trip.us, 1'240);
    QVERIFY(m_backend->clock.now() - trip.measuredAt >= 2s);
}

QTEST_GUILESS_MAIN(TstConsoleBurst)
#include "tst_consoleburst.moc"
