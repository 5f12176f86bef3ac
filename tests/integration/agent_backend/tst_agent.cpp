// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/agent.h"
#include "agent/app/tlsurlprobe.h"
#include "tests/support/agent/fakebackend.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

/// The whole agent in this process: real collectors, real spool, a fake backend over a real socket.
class AgentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void samples_reachTheBackendOnceEach();
    void restartedAgent_deliversWhatTheBackendMissed();
    void limitExceeded_isReportedAndEndsTheAgent();
    void costlyBurst_isGivenUpAndTold();

private:
    struct Running
    {
        boost::asio::io_context io{1};
        SystemClock system;
        StampClock clock{system};
        StderrLog log{clock, LogLevel::Critical};
        TlsUrlProbe urlProbe;
        std::optional<Identity> identity;
        std::optional<Agent> agent;
        bool isOverLimit = false;
        bool isStopped = false;
    };

    [[nodiscard]] std::unique_ptr<Running> start(const std::string &url);
    [[nodiscard]] static bool turnUntil(Running &running, const std::function<bool()> &condition);
    void stop(Running &running);

    std::unique_ptr<QTemporaryDir> m_data;
    Config m_config;
};

void AgentTest::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    QVERIFY(m_data->isValid());
    m_config = {};
    m_config.dataDir = m_data->path().toStdString();
    m_config.collect.tiers.intervals = {1s, 1s, 1s, 1s};
    m_config.limits.memoryBytes = 2'000'000'000; // this process carries a test and perhaps a memory checker
    m_config.limits.cpuPercent = 1'000.0;
    m_config.backend.retryMin = 20ms;
    m_config.backend.retryMax = 200ms;
}

std::unique_ptr<AgentTest::Running> AgentTest::start(const std::string &url)
{
    auto running = std::make_unique<Running>();
    running->identity = Identity::loadOrCreate(m_config.dataDir + "/identity.key").value();
    running->agent.emplace(
        Agent::Parts{running->io, running->clock, running->log, running->urlProbe, *running->identity},
        m_config, parseBackendUrl(url).value());
    running->agent->onLimitExceeded([state = running.get()] { state->isOverLimit = true; });
    running->agent->start();
    return running;
}

bool AgentTest::turnUntil(Running &running, const std::function<bool()> &condition)
{
    const auto end = std::chrono::steady_clock::now() + 20s;
    while (!condition() && std::chrono::steady_clock::now() < end) {
        running.io.restart();
        running.io.run_for(10ms);
    }
    return condition();
}

void AgentTest::stop(Running &running)
{
    running.agent->stop([&running] { running.isStopped = true; });
    QVERIFY(turnUntil(running, [&running] { return running.isStopped; }));
}

void AgentTest::samples_reachTheBackendOnceEach()
{
    FakeBackend backend;
    const auto running = start(backend.url());
    QVERIFY(turnUntil(*running, [&] { return backend.kept().size() >= 3 && backend.facts() == 1; }));
    QVERIFY(backend.samples() > 100);
    QCOMPARE(backend.repeats(), 0);
    QCOMPARE(backend.connections(), 1);
    stop(*running);
}

void AgentTest::restartedAgent_deliversWhatTheBackendMissed()
{
    auto away = std::make_unique<FakeBackend>();
    FakeBackend::Behaviour behaviour;
    behaviour.acknowledges = false;
    away->set(behaviour);
    auto running = start(away->url());
    QVERIFY(turnUntil(*running, [&] { return away->blocks() >= 2; }));
    stop(*running);
    running.reset();
    away.reset();

    FakeBackend backend;
    running = start(backend.url());
    QVERIFY(turnUntil(*running, [&] { return backend.kept().size() >= 3; }));
    std::uint64_t expected = 1;
    for (const auto &[dictionary, sequence] : backend.kept()) {
        QCOMPARE(sequence, expected++); // from the first block of the first run on, under the same dictionary
    }
    stop(*running);
}

void AgentTest::limitExceeded_isReportedAndEndsTheAgent()
{
    m_config.limits.memoryBytes = 1'000'000;
    FakeBackend backend;
    const auto running = start(backend.url());
    QVERIFY(turnUntil(*running, [&] { return running->isOverLimit; }));
    QVERIFY(turnUntil(*running, [&] { return backend.events() >= 1; }));
    stop(*running);
}

void AgentTest::costlyBurst_isGivenUpAndTold()
{
    m_config.collect.tiers.intervals = {2s, 2s, 2s, 2s};
    m_config.limits.cpuPercent = 0.000'001; // the limit that ends the agent looks at five minutes
    FakeBackend backend;
    const auto running = start(backend.url());
    QVERIFY(turnUntil(*running, [&] { return backend.kept().size() >= 1; }));
    const int events = backend.events();
    running->agent->orderBurst(1s, 60s);
    QCOMPARE(running->agent->burstRevision(), 1U);
    QVERIFY(running->agent->burst().remaining > 55s);
    QVERIFY(turnUntil(*running, [&] { return running->agent->burstRevision() == 2; }));
    QCOMPARE(running->agent->burst().remaining, 0ms);
    QVERIFY(!running->agent->burst().endReason.empty());
    QVERIFY(turnUntil(*running, [&] { return backend.events() > events; }));
    QVERIFY(!running->isOverLimit);
    stop(*running);
}

QTEST_GUILESS_MAIN(AgentTest)
#include "tst_agent.moc"
