// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/agent.h"
#include "agent/app/tlsurlprobe.h"
#include "tests/support/stack/stack.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QUrl>
#include <QUrlQuery>

#include <boost/asio/post.hpp>

#include <atomic>
#include <cmath>
#include <memory>
#include <thread>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::test;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kTick{2};
constexpr int kLimitMs = 30'000;
constexpr double kRightWithinSeconds = 4.0; // two ticks

/// The clock of a host that somebody sets: the machine's own, and an offset.
class ShiftedClock final : public Clock
{
public:
    [[nodiscard]] TimeMs now() const override { return m_system.now() + m_offset.load(); }
    [[nodiscard]] SteadyMs steadyNow() const override { return m_system.steadyNow(); }
    void set(std::chrono::milliseconds offset) { m_offset = offset; }

private:
    SystemClock m_system;
    std::atomic<std::chrono::milliseconds> m_offset{0ms};
};

/// The whole agent on a thread of this process, on a clock of the test's.
class AgentOnClock
{
public:
    AgentOnClock(agent::Config config, const Clock &clock)
        : m_stamps(clock)
        , m_thread([this, config = std::move(config)] { run(config); })
    {
    }
    ~AgentOnClock()
    {
        boost::asio::post(m_io, [this] { m_agent->stop([this] { m_io.stop(); }); });
        m_thread.join();
    }

private:
    void run(const agent::Config &config)
    {
        agent::StderrLog log{m_stamps, agent::LogLevel::Critical};
        agent::TlsUrlProbe urlProbe;
        const auto identity = agent::Identity::loadOrCreate(config.dataDir + "/identity.key").value();
        m_agent = std::make_unique<agent::Agent>(agent::Agent::Parts{m_io, m_stamps, log, urlProbe, identity},
            config, agent::parseBackendUrl(config.backend.url).value());
        m_agent->start();
        m_io.run();
        m_agent.reset();
    }

    boost::asio::io_context m_io{1};
    agent::StampClock m_stamps;
    std::unique_ptr<agent::Agent> m_agent; ///< lives on the thread
    std::thread m_thread;
};

} // namespace

/// A host whose clock is wrong, or is set while the agent runs: the real agent on a clock of the test's, the
/// real backend.
class TestClockJump : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stack.startBackend()); }
    void cleanupTestCase() { QCOMPARE(m_stack.stopBackend(), 0); }
    void wrongClockFromTheStart_isEstimatedCorrectedAndReported_data();
    void wrongClockFromTheStart_isEstimatedCorrectedAndReported();
    void clockThatIsSet_leavesNoGapAndIsReported();

private:
    [[nodiscard]] std::unique_ptr<AgentOnClock> startAgent(const QString &name);
    /// When the samples of a host were taken, within the last minute before `at` seconds from now.
    [[nodiscard]] std::vector<double> stamps(const QString &host, double at = 0);
    [[nodiscard]] bool isFreshAndRight(const QString &host, std::size_t samples);
    [[nodiscard]] QJsonObject page(const QString &host);
    [[nodiscard]] bool hasEvent(const QString &host, const QString &part);

    Stack m_stack;
    ShiftedClock m_clock;
};

std::unique_ptr<AgentOnClock> TestClockJump::startAgent(const QString &name)
{
    agent::Config config;
    const QString data = m_stack.folder() + u'/' + name;
    QDir{}.mkpath(data);
    config.dataDir = data.toStdString();
    config.hostname = name.toStdString();
    config.backend.url = m_stack.webSocketUrl().toStdString();
    config.backend.enrolTokenFile = config.dataDir + "/enrol.token";
    config.collect.tiers.intervals = {kTick, kTick, kTick, kTick};
    config.limits.memoryBytes = 2'000'000'000; // this process carries a test and perhaps a memory checker
    config.limits.cpuPercent = 1'000.0;
    if (!m_stack.writeEnrolToken(data + u"/enrol.token"_s)) {
        return nullptr;
    }
    // As with the default of ten seconds, the session is there before the first tick.
    const auto isJustAfterATick = [] {
        return toUnixMs(SystemClock{}.now()) % std::chrono::milliseconds{kTick}.count() < 300;
    };
    (void)Stack::waitUntil(isJustAfterATick, kLimitMs);
    return std::make_unique<AgentOnClock>(std::move(config), m_clock);
}

std::vector<double> TestClockJump::stamps(const QString &host, double at)
{
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1e3;
    QUrlQuery parameters;
    parameters.addQueryItem(u"query"_s, u"cpu.idle{host=\"%1\"}[1m]"_s.arg(host));
    parameters.addQueryItem(u"time"_s, QString::number(now + at, 'f', 3));
    const auto answer = m_stack.get(u"/api/v1/query?"_s + parameters.toString(QUrl::FullyEncoded));
    std::vector<double> times;
    const auto series = answer.json().value("data"_L1).toObject().value("result"_L1).toArray();
    for (const auto &point : series.at(0).toObject().value("values"_L1).toArray()) {
        times.push_back(point.toArray().at(0).toDouble());
    }
    return times;
}

bool TestClockJump::isFreshAndRight(const QString &host, std::size_t samples)
{
    const auto times = stamps(host, 1.0);
    const double now = double(QDateTime::currentMSecsSinceEpoch()) / 1e3;
    return times.size() >= samples && std::abs(times.back() - now) < kRightWithinSeconds;
}

QJsonObject TestClockJump::page(const QString &host)
{
    for (const auto &each : m_stack.get(u"/api/quarterdeck/v1/hosts"_s).json().value("hosts"_L1).toArray()) {
        if (each.toObject().value("name"_L1).toString() == host) {
            const int id = each.toObject().value("id"_L1).toInt();
            return m_stack.get(u"/api/quarterdeck/v1/hosts/%1"_s.arg(id)).json();
        }
    }
    return {};
}

bool TestClockJump::hasEvent(const QString &host, const QString &part)
{
    const QJsonArray events = page(host).value("events"_L1).toArray();
    return QString::fromUtf8(QJsonDocument{events}.toJson()).contains(part);
}

void TestClockJump::wrongClockFromTheStart_isEstimatedCorrectedAndReported_data()
{
    QTest::addColumn<int>("offsetSeconds");
    QTest::newRow("an hour ahead") << 3600;
    QTest::newRow("an hour behind") << -3600;
}

void TestClockJump::wrongClockFromTheStart_isEstimatedCorrectedAndReported()
{
    QFETCH(const int, offsetSeconds);
    const QString host = u"wrong-%1"_s.arg(offsetSeconds > 0 ? u"ahead"_s : u"behind"_s);
    m_clock.set(std::chrono::seconds{offsetSeconds});
    const auto agent = startAgent(host);
    QVERIFY(agent);
    QVERIFY(Stack::waitUntil([&] { return isFreshAndRight(host, 4); }, kLimitMs));
    QVERIFY(stamps(host, offsetSeconds + 30).empty()); // none where the host's clock stands
    const auto isReported = [&] { return hasEvent(host, u"ms from the backend's clock"_s); };
    QVERIFY(Stack::waitUntil(isReported, kLimitMs));
    const QJsonObject path = page(host).value("path"_L1).toObject();
    QVERIFY2(std::abs(path.value("clockOffsetMs"_L1).toInt()) <= 500,
        qPrintable(u"%1 ms"_s.arg(path.value("clockOffsetMs"_L1).toInt())));
    QCOMPARE(page(host).value("state"_L1).toString(), u"online"_s);
}

void TestClockJump::clockThatIsSet_leavesNoGapAndIsReported()
{
    const QString host = u"set"_s;
    m_clock.set(0ms);
    const auto agent = startAgent(host);
    QVERIFY(agent);
    QVERIFY(Stack::waitUntil([&] { return isFreshAndRight(host, 3); }, kLimitMs));
    m_clock.set(2h);
    QVERIFY(Stack::waitUntil([&] { return hasEvent(host, u"clock jumped by 7"_s); }, kLimitMs));
    m_clock.set(0ms);
    QVERIFY(Stack::waitUntil([&] { return hasEvent(host, u"clock jumped by -7"_s); }, kLimitMs));
    const std::size_t before = stamps(host, 1.0).size();
    QVERIFY(Stack::waitUntil([&] { return isFreshAndRight(host, before + 2); }, kLimitMs));
    const auto times = stamps(host, 1.0);
    for (std::size_t i = 1; i < times.size(); ++i) {
        const double step = times[i] - times[i - 1];
        const bool isRight = i == 1 ? step > 0.0 && step <= 2.0 : step == 2.0; // the very first comes early
        QVERIFY2(isRight, qPrintable(u"%1 s between two samples"_s.arg(step)));
    }
    QVERIFY(stamps(host, 7230).empty());
}

QTEST_GUILESS_MAIN(TestClockJump)
#include "tst_clockjump.moc"
