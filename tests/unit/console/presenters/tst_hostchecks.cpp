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

Q_DECLARE_METATYPE(std::optional<int>)

namespace {

constexpr double kNow = 1'795'000'000.0;

const TimeMs kServerNow = fromUnixMs(1'795'000'000'000);

/// A session, or none; the newest Ping took `us` and is `age` old.
AgentLink linkOf(bool isConnected, std::optional<int> us = 1'240, std::chrono::milliseconds age = 8s)
{
    AgentLink link{isConnected, {}, kServerNow - age};
    if (us) {
        link.roundTrip = std::chrono::microseconds(*us);
    }
    return link;
}

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
        QTEST(host.checks.checks(state, linkOf(isConnected), kServerNow, true)[0].severity, "severity");
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
        const auto session = isLoaded ? std::optional(linkOf(true)) : std::nullopt;
        const QList<HostCheck> checks = host.checks.checks(HostState::Online, session, kServerNow, isLive);
        QCOMPARE(checks.size(), 4);
        for (const HostCheck &check : checks) {
            QCOMPARE(check.severity, Severity::Unknown);
        }
        const QList<HostCheck> known = host.checks.checks(HostState::Online, linkOf(true), kServerNow, true);
        QVERIFY(known[1].severity == Severity::Healthy && known[2].severity == Severity::Healthy);
    }

    void ping_isTheNewestRoundTripWithItsAge_data()
    {
        QTest::addColumn<std::optional<int>>("us");
        QTest::addColumn<std::chrono::milliseconds>("age");
        QTest::addColumn<bool>("isConnected");
        QTest::addColumn<Severity>("severity");
        const auto us = [](int value) { return std::optional(value); };
        QTest::newRow("quick") << us(1'240) << 8'000ms << true << Severity::Healthy;
        QTest::newRow("at once") << us(0) << 8'000ms << true << Severity::Healthy;
        QTest::newRow("slow") << us(700'000) << 8'000ms << true << Severity::Warning;
        QTest::newRow("measured too long ago") << us(1'240) << 100'000ms << true << Severity::Unknown;
        QTest::newRow("an older agent does not tell")
            << std::optional<int>() << 0ms << true << Severity::Unknown;
        QTest::newRow("no session: nobody knows") << us(1'240) << 8'000ms << false << Severity::Unknown;
    }
    void ping_isTheNewestRoundTripWithItsAge()
    {
        QFETCH(std::optional<int>, us);
        QFETCH(std::chrono::milliseconds, age);
        QFETCH(bool, isConnected);
        QFETCH(Severity, severity);
        CheckedHost host;
        host.tellLatency(12.0, 5.0); // storing is another matter
        const HostCheck ping =
            host.checks.checks(HostState::Online, linkOf(isConnected, us, age), kServerNow, true)[1];
        QCOMPARE(ping.part, HostCheck::Part::Ping);
        QCOMPARE(ping.severity, severity);
        QCOMPARE(ping.took.has_value(), severity != Severity::Unknown);
        if (ping.took) {
            QCOMPARE(ping.took->count(), std::int64_t{*us});
            QCOMPARE(*ping.age, age);
        }
    }

    void pathOfAnOlderAgent_hasNoRoundTrip()
    {
        DataPath path;
        path.isConnected = true;
        QVERIFY(!agentLinkOf(path).roundTrip);
        path.roundTripUs = 0;
        QVERIFY(agentLinkOf(path).roundTrip);
    }

    void storing_isTheNewestReceipt_data()
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
    void storing_isTheNewestReceipt()
    {
        QFETCH(double, latency);
        QFETCH(double, age);
        QFETCH(bool, isConnected);
        QFETCH(Severity, severity);
        CheckedHost host;
        host.tellLatency(latency, age);
        const HostCheck storing =
            host.checks.checks(HostState::Online, linkOf(isConnected), kServerNow, true)[2];
        QCOMPARE(storing.severity, severity);
        QCOMPARE(storing.took.has_value(), severity != Severity::Unknown);
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
        const HostCheck check = host.checks.checks(HostState::Online, linkOf(true), kServerNow, true)[3];
        QCOMPARE(check.total, 2);
        QCOMPARE(check.good, good);
        QCOMPARE(check.failing, good == 2 ? QStringList() : QStringList{u"gpu"_s});
        QCOMPARE(check.severity, good == 2 ? Severity::Healthy : Severity::Warning);
        // What they did last says nothing about a host that is silent now.
        QCOMPARE(host.checks.checks(HostState::Stale, linkOf(true), kServerNow, true)[3].severity,
            Severity::Unknown);
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
