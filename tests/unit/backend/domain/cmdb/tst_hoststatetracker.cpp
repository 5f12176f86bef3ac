// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/hoststatetracker.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace qd;
using namespace qd::backend::cmdb;

namespace {

constexpr HostId kHost{7};

HostRecord record(HostId id = kHost, const std::string &hostname = "web-1")
{
    HostRecord host;
    host.id = id;
    host.uuid = "uuid";
    host.facts.hostname = hostname;
    host.components = {NodeId{4}};
    return host;
}

} // namespace

class TestHostStateTracker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::ManualClock>();
        m_tracker = std::make_unique<HostStateTracker>(*m_clock);
        m_tracker->putHost(record());
        (void)m_tracker->takeChanges();
    }

    void knownHost_startsUnknownWithItsLastSeen()
    {
        m_tracker->restoreLastSeen(kHost, m_clock->now() - 5min);
        const HostSummary summary = only();
        QVERIFY(summary.state == HostState::Unknown);
        QVERIFY(summary.lastSeen == m_clock->now() - 5min);
        QVERIFY(summary.name == "web-1");
    }

    void burst_isToldAtOnceAndOutlivesAChangeOfTheHost()
    {
        m_tracker->setBurst(kHost, m_clock->now() + 5min, true);
        const auto changes = m_tracker->takeChanges();
        QCOMPARE(changes.size(), 1U);
        QVERIFY(changes.front().burstUntil == m_clock->now() + 5min && changes.front().isBurstRunning);
        m_tracker->putHost(record(kHost, "renamed"));
        QVERIFY(only().name == "renamed" && only().isBurstRunning);
        m_tracker->setBurst(HostId{77}, m_clock->now(), true); // nobody knows it
        QVERIFY(!m_tracker->summary(HostId{77}));
    }

    void sessionAlone_isNotOnline()
    {
        m_tracker->sessionOpened(kHost);
        QVERIFY(state() == HostState::Unknown);
        m_clock->advance(23s);
        QVERIFY(state() == HostState::Stale);
    }

    void sessionWithFreshSamples_isOnline()
    {
        online();
        QCOMPARE(m_tracker->totals().online, 1);
        QVERIFY(only().stateSince == m_clock->now());
    }

    void sessionBeforeItsHostIsKnown_countsOnceItIs()
    {
        m_tracker->sessionOpened(HostId{8});
        m_tracker->samplesArrived(HostId{8}, {m_clock->now(), 0, m_clock->now()});
        QVERIFY(m_tracker->takeChanges().empty());
        QVERIFY(!m_tracker->summary(HostId{8}));
        QVERIFY(m_tracker->totals().hosts == 1 && m_tracker->totals().online == 0);
        m_tracker->putHost(record(HostId{8}, "web-2"));
        QVERIFY(m_tracker->summary(HostId{8})->state == HostState::Online);
        QVERIFY(m_tracker->totals().hosts == 2 && m_tracker->totals().online == 1);
        QCOMPARE(m_tracker->takeChanges().size(), 1U);
    }

    void samplesWithoutASession_areNotOnline()
    {
        arrive(0ms);
        QVERIFY(state() == HostState::Stale);
    }

    void steadySamples_stayOnline()
    {
        online();
        (void)m_tracker->takeChanges();
        for (int i = 0; i < 100; ++i) {
            m_clock->advance(10s);
            QVERIFY(state() == HostState::Online);
            arrive(0ms);
        }
        const HostSummary summary = only();
        QVERIFY(summary.lastSeen == m_clock->now());
        QVERIFY(summary.stateSince == m_clock->now() - 1000s);
    }

    void silenceOfTwoIntervals_isStaleAtOnce()
    {
        online();
        (void)m_tracker->takeChanges();
        m_clock->advance(22s);
        QVERIFY(m_tracker->takeChanges().empty());
        m_clock->advance(1ms);
        const auto changes = m_tracker->takeChanges();
        QCOMPARE(changes.size(), 1U);
        QVERIFY(changes[0].state == HostState::Stale);
        QCOMPARE(m_tracker->totals().online, 0);
        m_clock->advance(24h); // the session is still there
        QVERIFY(state() == HostState::Stale);
    }

    void ownInterval_counts()
    {
        m_tracker->setInterval(kHost, 60s);
        online();
        m_clock->advance(121s);
        QVERIFY(state() == HostState::Online);
        m_clock->advance(2s);
        QVERIFY(state() == HostState::Stale);
    }

    void closedSession_isStaleAtOnceAndOfflineAfterThreeMinutes()
    {
        online();
        m_tracker->sessionClosed(kHost);
        QVERIFY(state() == HostState::Stale);
        m_clock->advance(3min - 1ms);
        QVERIFY(state() == HostState::Stale);
        (void)m_tracker->takeChanges();
        m_clock->advance(1ms);
        const auto changes = m_tracker->takeChanges();
        QCOMPARE(changes.size(), 1U);
        QVERIFY(changes[0].state == HostState::Offline);
        QVERIFY(changes[0].stateSince == m_clock->now());
    }

    void hostThatNeverCame_isOfflineAfterThreeMinutes()
    {
        m_clock->advance(3min);
        QVERIFY(state() == HostState::Offline);
        m_tracker->sessionOpened(kHost);
        QVERIFY(state() == HostState::Stale);
        arrive(0ms);
        QVERIFY(state() == HostState::Online);
    }

    void secondSession_keepsTheHostWhenTheFirstEnds()
    {
        online();
        m_tracker->sessionOpened(kHost);
        m_tracker->sessionClosed(kHost);
        QVERIFY(state() == HostState::Online);
    }

    void spooledSamplesAfterAnOutage_areStaleUntilTheyCatchUp()
    {
        m_tracker->sessionOpened(kHost);
        arrive(10min);
        QVERIFY(state() == HostState::Stale);
        arrive(1min);
        QVERIFY(state() == HostState::Stale);
        arrive(1s);
        QVERIFY(state() == HostState::Online);
        arrive(10min); // an older one in between takes nothing back
        QVERIFY(state() == HostState::Online);
    }

    void wrongClockOfTheSender_isCorrected_data()
    {
        QTest::addColumn<int>("offsetMs");
        QTest::newRow("an hour fast") << 3'600'000;
        QTest::newRow("an hour slow") << -3'600'000;
    }

    void wrongClockOfTheSender_isCorrected()
    {
        QFETCH(int, offsetMs);
        m_tracker->sessionOpened(kHost);
        const TimeMs now = m_clock->now();
        m_tracker->samplesArrived(kHost, {now + std::chrono::milliseconds{offsetMs}, offsetMs, now});
        QVERIFY(state() == HostState::Online);
        QVERIFY(only().lastSeen == now);
        m_clock->advance(23s);
        QVERIFY(state() == HostState::Stale);
    }

    void sampleFromTheFuture_agesFromItsArrival()
    {
        m_tracker->sessionOpened(kHost);
        m_tracker->samplesArrived(kHost, {m_clock->now() + 1h, 0, m_clock->now()});
        QVERIFY(only().lastSeen == m_clock->now());
        m_clock->advance(23s);
        QVERIFY(state() == HostState::Stale);
    }

    void jumpOfOurClock_makesNobodyAlive_data()
    {
        QTest::addColumn<int>("jumpMs");
        QTest::newRow("an hour back") << -3'600'000;
        QTest::newRow("an hour ahead") << 3'600'000;
    }

    void jumpOfOurClock_makesNobodyAlive()
    {
        QFETCH(int, jumpMs);
        online();
        m_clock->jump(std::chrono::milliseconds{jumpMs});
        QVERIFY(state() == HostState::Online);
        m_clock->advance(23s);
        QVERIFY(state() == HostState::Stale);
        arrive(0ms);
        QVERIFY(state() == HostState::Online);
    }

    void lateCommit_makesSamplesOlder()
    {
        m_tracker->sessionOpened(kHost);
        const TimeMs arrived = m_clock->now();
        m_clock->advance(1min); // the database was stuck
        m_tracker->samplesArrived(kHost, {arrived, 0, arrived});
        QVERIFY(state() == HostState::Stale);
    }

    void lastSeenAlone_isToldNotTooOften()
    {
        online();
        QCOMPARE(m_tracker->takeChanges().size(), 1U);
        for (int i = 0; i < 4; ++i) {
            m_clock->advance(1s);
            arrive(0ms);
            QVERIFY(m_tracker->takeChanges().empty());
        }
        m_clock->advance(1s);
        const auto told = m_tracker->takeChanges();
        QCOMPARE(told.size(), 1U);
        QVERIFY(told[0].lastSeen == m_clock->now() - 1s);
    }

    void renamedHost_isToldAtOnce()
    {
        online();
        (void)m_tracker->takeChanges();
        m_tracker->putHost(record(kHost, "web-one"));
        const auto told = m_tracker->takeChanges();
        QCOMPARE(told.size(), 1U);
        QVERIFY(told[0].name == "web-one");
        QVERIFY(told[0].state == HostState::Online);
    }

    void tagsOfTheFacts_areToldWithTheHost()
    {
        online();
        (void)m_tracker->takeChanges();
        HostRecord tagged = record();
        tagged.facts.tags = {"os:debian", "rack:b12"};
        m_tracker->putHost(tagged);
        const auto told = m_tracker->takeChanges();
        QCOMPARE(told.size(), 1U);
        QVERIFY(told[0].tags == tagged.facts.tags);
    }

    void removedHost_isForgotten()
    {
        online();
        m_tracker->removeHost(kHost);
        QVERIFY(m_tracker->takeChanges().empty());
        QVERIFY(m_tracker->totals() == (HostStateTracker::Totals{0, 0, m_clock->now()}));
        m_tracker->sessionClosed(kHost); // late news of it harm nobody
        arrive(0ms);
    }

    void hundredThousandHosts_costOnlyWhatChanges()
    {
        HostStateTracker tracker{*m_clock};
        for (int i = 1; i <= 100'000; ++i) {
            tracker.putHost(record(HostId{i}));
            tracker.sessionOpened(HostId{i});
            tracker.samplesArrived(HostId{i}, {m_clock->now(), 0, m_clock->now()});
        }
        QCOMPARE(tracker.takeChanges().size(), 100'000U);
        m_clock->advance(1s);
        tracker.sessionClosed(HostId{5});
        const auto changes = tracker.takeChanges();
        QCOMPARE(changes.size(), 1U);
        QCOMPARE(tracker.totals().online, 99'999);
    }

private:
    void online()
    {
        m_tracker->sessionOpened(kHost);
        arrive(0ms);
        QVERIFY(state() == HostState::Online);
    }
    void arrive(std::chrono::milliseconds age)
    {
        m_tracker->samplesArrived(kHost, {m_clock->now() - age, 0, m_clock->now()});
    }
    HostSummary only() { return m_tracker->summary(kHost).value(); }
    HostState state() { return only().state; }

    std::unique_ptr<test::ManualClock> m_clock;
    std::unique_ptr<HostStateTracker> m_tracker;
};

QTEST_APPLESS_MAIN(TestHostStateTracker)
#include "tst_hoststatetracker.moc"
