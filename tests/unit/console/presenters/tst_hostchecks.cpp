// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostchecks.h"
#include "console/presenters/hostpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

constexpr double kNow = 1'795'000'000.0;

/// Answers what the checks ask; the newest sign of life of the agent is kNow.
class CheckedHost
{
public:
    CheckedHost()
        : checks({f.backend, f.subscriptions, f.clock})
    {
        f.goOnline(smallTree({HostState::Online}));
        checks.setScope({u"host=\"web-1\""_s, u"host"_s});
        checks.start();
        f.answer(u"timestamp(agent.alive", {series({}, {1}, {kNow})});
    }
    void tellLatency(double ms, double age)
    {
        f.answer(u"max(agent.send.latency", {series({}, {1}, {ms})});
        f.answer(u"timestamp(agent.send.latency", {series({}, {1}, {kNow - age})});
    }
    void tellCollectors(double gpuAge, double gpuErrors)
    {
        f.answer(u"timestamp(agent.collect.duration",
            {series({{"collector", "cpu"}}, {1}, {kNow - 10.0}),
                series({{"collector", "gpu"}}, {1}, {kNow - gpuAge})});
        f.answer(u"increase(agent.collect.errors",
            {series({{"collector", "cpu"}}, {1}, {0.0}), series({{"collector", "gpu"}}, {1}, {gpuErrors})});
    }

    ConsoleFixture f;
    HostChecks checks;
};

} // namespace

class TestHostChecks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agent_isJudgedByStateAndSession_data()
    {
        QTest::addColumn<HostState>("state");
        QTest::addColumn<bool>("isConnected");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("online with a session") << HostState::Online << true << Severity::Healthy;
        QTest::newRow("late with a session") << HostState::Stale << true << Severity::Warning;
        QTest::newRow("online a moment ago, no session") << HostState::Online << false << Severity::Critical;
        QTest::newRow("offline") << HostState::Offline << false << Severity::Critical;
        QTest::newRow("never reported") << HostState::Unknown << false << Severity::Unknown;
    }
    void agent_isJudgedByStateAndSession()
    {
        QFETCH(HostState, state);
        QFETCH(bool, isConnected);
        CheckedHost host;
        QTEST(host.checks.checks(state, isConnected, true)[0].severity, "severity");
    }

    void withoutLinkOrAnswer_nothingIsGood_data()
    {
        QTest::addColumn<bool>("isLive");
        QTest::addColumn<bool>("isLoaded");
        QTest::newRow("the link is lost") << false << true;
        QTest::newRow("not answered yet") << true << false;
    }
    void withoutLinkOrAnswer_nothingIsGood()
    {
        QFETCH(bool, isLive);
        QFETCH(bool, isLoaded);
        CheckedHost host;
        host.tellLatency(12.0, 5.0);
        host.tellCollectors(10.0, 0.0);
        const auto session = isLoaded ? std::optional(true) : std::nullopt;
        const QList<HostCheck> checks = host.checks.checks(HostState::Online, session, isLive);
        QCOMPARE(checks.size(), 3);
        for (const HostCheck &check : checks) {
            QCOMPARE(check.severity, Severity::Unknown);
        }
        QVERIFY(host.checks.checks(HostState::Online, true, true)[1].severity == Severity::Healthy);
    }

    void ping_isTheNewestRoundTrip_data()
    {
        QTest::addColumn<double>("latency");
        QTest::addColumn<double>("age");
        QTest::addColumn<bool>("isConnected");
        QTest::addColumn<Severity>("severity");
        QTest::newRow("quick") << 12.0 << 20.0 << true << Severity::Healthy;
        QTest::newRow("slow") << 1200.0 << 20.0 << true << Severity::Warning;
        QTest::newRow("measured too long ago") << 12.0 << 100.0 << true << Severity::Unknown;
        QTest::newRow("no session: nobody knows") << 12.0 << 20.0 << false << Severity::Unknown;
    }
    void ping_isTheNewestRoundTrip()
    {
        QFETCH(double, latency);
        QFETCH(double, age);
        QFETCH(bool, isConnected);
        QFETCH(Severity, severity);
        CheckedHost host;
        host.tellLatency(latency, age);
        const HostCheck ping = host.checks.checks(HostState::Online, isConnected, true)[1];
        QCOMPARE(ping.severity, severity);
        QCOMPARE(ping.roundTrip.has_value(), severity != Severity::Unknown);
    }

    void collectors_areCountedAndThoseThatFailNamed_data()
    {
        QTest::addColumn<double>("age");
        QTest::addColumn<double>("errors");
        QTest::addColumn<int>("good");
        QTest::newRow("all run") << 30.0 << 0.0 << 2;
        QTest::newRow("one has errors") << 30.0 << 3.0 << 1;
        QTest::newRow("one is silent") << 100.0 << 0.0 << 1;
    }
    void collectors_areCountedAndThoseThatFailNamed()
    {
        QFETCH(double, age);
        QFETCH(double, errors);
        QFETCH(int, good);
        CheckedHost host;
        host.tellCollectors(age, errors);
        const HostCheck check = host.checks.checks(HostState::Online, true, true)[2];
        QCOMPARE(check.total, 2);
        QCOMPARE(check.good, good);
        QCOMPARE(check.failing, good == 2 ? QStringList() : QStringList{u"gpu"_s});
        QCOMPARE(check.severity, good == 2 ? Severity::Healthy : Severity::Warning);
        // What they did last says nothing about a host that is silent now.
        QCOMPARE(host.checks.checks(HostState::Stale, true, true)[2].severity, Severity::Unknown);
    }

    void host_checksFollowTheLink()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.activate();
        QCOMPARE(host.checks()[0].reason, HostCheck::Reason::NotLoaded);
        HostDetails details;
        details.path.isConnected = true;
        f.backend.answerDetails(details);
        QTRY_COMPARE(host.checks()[0].severity, Severity::Healthy);
        f.backend.setLink(LinkState::Waiting);
        QCOMPARE(host.checks()[0].reason, HostCheck::Reason::LinkLost);
    }
};

QTEST_GUILESS_MAIN(TestHostChecks)
#include "tst_hostchecks.moc"
