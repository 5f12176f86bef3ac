// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/burstpresenter.h"
#include "console/presenters/datapath.h"
#include "console/presenters/hostpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

const TimeMs kNow = fromUnixMs(1'795'000'000'000);

[[nodiscard]] DataPath freshPath()
{
    DataPath path;
    path.collectedAt = path.sentAt = path.receivedAt = path.committedAt = kNow - 2s;
    path.isConnected = true;
    path.spoolBlocks = 3;
    path.spoolBytes = 900;
    path.spoolMemoryBytes = 100;
    path.spoolReportedAt = kNow - 2s;
    return path;
}

/// One host, online, and somebody who is signed in.
struct Signed
{
    explicit Signed(Role role = Role::Operator, HostState state = HostState::Online, bool canBurst = true)
        : bursts(f.services)
    {
        f.goOnline(smallTree({state}));
        Session session{QStringLiteral("lin"), role, {}, {}, canBurst};
        f.backend.openSession(session);
        bursts.setHost(HostId{1});
    }
    void tell(TimeMs until, bool isRunning)
    {
        HostSummary host = smallTree({HostState::Online}).hosts.front();
        host.burstUntil = until;
        host.isBurstRunning = isRunning;
        Q_EMIT f.backend.hostsReceived({{host}, {}});
    }

    ConsoleFixture f;
    BurstPresenter bursts;
};

} // namespace

/// Data path and bursts, without widgets.
class TestDataPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void held_isAsSureAsItsReport_data()
    {
        QTest::addColumn<DataPath>("path");
        QTest::addColumn<bool>("isLive");
        QTest::addColumn<HeldAtAgent::Certainty>("certainty");
        DataPath never = freshPath();
        never.spoolReportedAt = {};
        DataPath late = freshPath();
        late.spoolReportedAt = kNow - 26s;
        DataPath gone = freshPath();
        gone.isConnected = false;
        QTest::newRow("said just now") << freshPath() << true << HeldAtAgent::Certainty::Current;
        QTest::newRow("not since the server started") << never << true << HeldAtAgent::Certainty::Never;
        QTest::newRow("said too long ago") << late << true << HeldAtAgent::Certainty::Old;
        QTest::newRow("the agent has gone") << gone << true << HeldAtAgent::Certainty::Old;
        QTest::newRow("this console is cut off") << freshPath() << false << HeldAtAgent::Certainty::Old;
    }
    void held_isAsSureAsItsReport()
    {
        QFETCH(DataPath, path);
        QFETCH(bool, isLive);
        const HeldAtAgent held = heldAtAgent(path, kNow, isLive, 25s);
        QTEST(held.certainty, "certainty");
        if (held.certainty != HeldAtAgent::Certainty::Never) {
            QCOMPARE(held.blocks, 3);
            QCOMPARE(held.bytes, 900);
            QCOMPARE(held.memoryBytes, 100);
        }
    }

    void burst_asksOnceForFiveMinutes()
    {
        Signed s;
        s.bursts.extend();
        QCOMPARE(s.f.backend.bursts.size(), 1);
        QVERIFY(s.f.backend.bursts.front() == std::pair(HostId{1}, std::chrono::milliseconds{5min}));
        QCOMPARE(s.bursts.status().phase, BurstStatus::Phase::Asked);
        s.f.backend.answerBurst(true);
        s.tell(s.f.clock.now() + 300s, false);
        QTRY_COMPARE(s.bursts.status().phase, BurstStatus::Phase::Waiting);
        s.tell(s.f.clock.now() + 299s, true);
        QCOMPARE(s.bursts.status(), (BurstStatus{BurstStatus::Phase::Running, 299s}));
        s.f.clock.advance(299s);
        Q_EMIT s.f.backend.serverStatusReceived({s.f.clock.now(), s.f.clock.now(), 1, 1});
        QCOMPARE(s.bursts.status().phase, BurstStatus::Phase::Off);
    }

    void burst_isOverByTheServersClock()
    {
        Signed s;
        const TimeMs serverTime = s.f.clock.now() + 1h; // this machine is behind
        Q_EMIT s.f.backend.serverStatusReceived({serverTime, serverTime, 1, 1});
        s.tell(serverTime + 100s, true);
        QCOMPARE(s.bursts.status().remaining, 100s);
    }

    void refusal_isToldAndLeavesNothing()
    {
        Signed s;
        QSignalSpy failed(&s.bursts, &BurstPresenter::failed);
        s.bursts.extend();
        s.f.backend.answerBurst(failure(ErrorCode::Denied, "no"));
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(s.bursts.status().phase, BurstStatus::Phase::Off);
    }

    void obstacles_areToldApart_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<HostState>("state");
        QTest::addColumn<bool>("canBurst");
        QTest::addColumn<BurstObstacle>("obstacle");
        QTest::newRow("none") << Role::Operator << HostState::Online << true << BurstObstacle::None;
        QTest::newRow("late samples are none")
            << Role::Operator << HostState::Stale << true << BurstObstacle::None;
        QTest::newRow("viewer") << Role::Viewer << HostState::Online << true << BurstObstacle::NotAllowed;
        QTest::newRow("no agent") << Role::Operator << HostState::Offline << true << BurstObstacle::AgentAway;
        QTest::newRow("older server")
            << Role::Administrator << HostState::Online << false << BurstObstacle::ServerTooOld;
    }
    void obstacles_areToldApart()
    {
        QFETCH(Role, role);
        QFETCH(HostState, state);
        QFETCH(bool, canBurst);
        QFETCH(BurstObstacle, obstacle);
        Signed s(role, state, canBurst);
        QCOMPARE(s.bursts.obstacle(), obstacle);
        s.bursts.extend();
        QCOMPARE(s.f.backend.bursts.size(), obstacle == BurstObstacle::None ? 1 : 0);
        s.f.backend.setLink(LinkState::Waiting);
        QCOMPARE(s.bursts.obstacle(), BurstObstacle::LinkLost);
    }

    void charts_askForSecondsOnceThereIsABurst()
    {
        Signed s;
        HostPresenter host(s.f.services);
        host.setHost(HostId{1});
        host.setSpan({true, 5min, {}, {}}, 400);
        Panel &panel = *host.families().front().panels.front();
        panel.start();
        const auto steps = [&] {
            QList<int> all;
            for (const auto &[id, query] : s.f.backend.open) {
                all.append(query.stepMs);
            }
            return all;
        };
        QVERIFY(!steps().isEmpty() && !steps().contains(1'000));
        s.tell(s.f.clock.now() + 300s, true);
        QTRY_VERIFY(!steps().isEmpty() && !steps().contains(10'000));
        QCOMPARE(panel.data().step, 1'000ms);
        // Before the burst nothing is finer than it was.
        const TimeMs now = s.f.clock.now();
        host.setSpan({false, 5min, now - 2h, now - 2h + 5min}, 400);
        QCOMPARE(panel.data().step, 10'000ms);
    }

    void steps_areAsFineAsTheSpanAllows_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("length");
        QTest::addColumn<int>("pixels");
        QTest::addColumn<std::chrono::milliseconds>("finest");
        QTest::addColumn<int>("step");
        QTest::newRow("no burst") << std::chrono::milliseconds{5min} << 400 << 10'000ms << 10'000;
        QTest::newRow("five minutes") << std::chrono::milliseconds{5min} << 400 << 1'000ms << 1'000;
        QTest::newRow("ten minutes") << std::chrono::milliseconds{10min} << 400 << 1'000ms << 2'000;
        QTest::newRow("half an hour") << std::chrono::milliseconds{30min} << 400 << 1'000ms << 5'000;
        QTest::newRow("an hour") << std::chrono::milliseconds{1h} << 400 << 1'000ms << 10'000;
        QTest::newRow("a day") << std::chrono::milliseconds{24h} << 400 << 1'000ms << 220'000;
    }
    void steps_areAsFineAsTheSpanAllows()
    {
        QFETCH(std::chrono::milliseconds, length);
        QFETCH(int, pixels);
        QFETCH(std::chrono::milliseconds, finest);
        QTEST(QuerySource::stepFor(length, pixels, finest), "step");
    }
};

QTEST_GUILESS_MAIN(TestDataPath)
#include "tst_datapath.moc"
