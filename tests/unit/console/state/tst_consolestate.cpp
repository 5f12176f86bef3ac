// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/hoststate.h"
#include "console/state/querysource.h"
#include "tests/support/console/consolefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

class TestConsoleState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lostLink_isNotLiveAndCountsDown()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        QVERIFY(f.connection.isLive());
        const TimeMs contact = f.connection.lastContact();
        QSignalSpy live(&f.connection, &ConnectionState::liveChanged);
        f.clock.advance(3s);
        f.backend.setLink(LinkState::Waiting);
        QCOMPARE(live.size(), 1);
        QVERIFY(!f.connection.isLive());
        QCOMPARE(f.connection.lastContact(), contact);
    }

    void silentServer_isNotLiveAlthoughConnected()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        f.clock.advance(ConnectionState::kSilence + 1s);
        QTRY_VERIFY(!f.connection.isLive());
        QCOMPARE(f.connection.link().state, LinkState::Online);
    }

    void dataDelay_growsWithTheClock()
    {
        ConsoleFixture f;
        QVERIFY(!f.connection.dataDelay().has_value());
        f.goOnline(smallTree({HostState::Online}));
        QCOMPARE(f.connection.dataDelay()->count(), 1200);
        f.clock.advance(2s);
        QCOMPARE(f.connection.dataDelay()->count(), 3200);
    }

    void equalQueries_shareOneSubscription()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        const LiveQuery query{u"cpu.busy"_s, 60'000, 10'000, 0};
        auto first = f.subscriptions.acquire(query);
        auto second = f.subscriptions.acquire(query);
        QCOMPARE(f.backend.open.size(), std::size_t{1});
        first.reset();
        QCOMPARE(f.backend.open.size(), std::size_t{1});
        second.reset();
        QCOMPARE(f.backend.open.size(), std::size_t{0});
        QCOMPARE(f.subscriptions.openCount(), 0);
    }

    void appendedPoints_joinAndOldOnesFallOut()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        const auto live = f.subscriptions.acquire({u"m"_s, 20'000, 10'000, 0});
        QVERIFY(f.answer(u"m", {series({{"a", "1"}}, {0, 10'000, 20'000}, {1, 2, 3})}));
        QueryAnswer more;
        more.isFull = false;
        more.windowStart = 10'000;
        more.series = {series({{"a", "1"}}, {20'000, 30'000}, {9, 4}), series({{"a", "2"}}, {30'000}, {7})};
        Q_EMIT f.backend.seriesReceived(f.backend.subscriptionFor(u"m"), more);
        QCOMPARE(live->answer().series.size(), std::size_t{2});
        QCOMPARE(live->answer().series[0].times, (std::vector<std::int64_t>{10'000, 20'000, 30'000}));
        QCOMPARE(live->answer().series[0].values, (std::vector<double>{2, 9, 4}));
    }

    void chartUpdates_areGatheredToOneASecond()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        const auto live = f.subscriptions.acquire({u"m"_s, 20'000, 10'000, 0});
        QSignalSpy changed(live.get(), &LiveSeries::changed);
        for (int i = 0; i < 5; ++i) {
            Q_EMIT f.backend.seriesReceived(f.backend.subscriptionFor(u"m"), QueryAnswer{});
        }
        QCOMPARE(changed.size(), 1);
        f.clock.advance(SubscriptionStore::kChartInterval);
        QTRY_COMPARE(changed.size(), 2);
    }

    void reconnect_subscribesAgain()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        const auto live = f.subscriptions.acquire({u"m"_s, 20'000, 10'000, 0});
        f.answer(u"m", {series({}, {1}, {1})});
        f.backend.setLink(LinkState::Waiting);
        QVERIFY(live->hasAnswer());
        f.backend.setLink(LinkState::Online);
        QVERIFY(f.backend.subscriptionFor(u"m") != 0);
    }

    void failedSubscription_keepsOldData()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        QuerySource source(f.backend, f.subscriptions, f.clock);
        source.setQuery(u"m"_s);
        source.setSpan({true, 60s, {}, {}}, 100);
        source.start();
        QCOMPARE(source.state(), SourceState::Loading);
        f.answer(u"m", {series({}, {1}, {1})});
        QCOMPARE(source.state(), SourceState::Ready);
        QueryAnswer failed;
        failed.error = "too many series";
        failed.errorCode = ErrorCode::InvalidInput;
        f.clock.advance(2s);
        Q_EMIT f.backend.seriesReceived(f.backend.subscriptionFor(u"m"), failed);
        QCOMPARE(source.state(), SourceState::Failed);
        QVERIFY(source.error()->code == ErrorCode::InvalidInput);
        QVERIFY(source.hasAnswer());
        QCOMPARE(source.answer().series.size(), std::size_t{1});
    }

    void lateAnswerOfAnOlderQuestion_isDropped()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        QuerySource source(f.backend, f.subscriptions, f.clock);
        source.setSpan({false, 60s, fromUnixMs(0), fromUnixMs(60'000)}, 100);
        source.setQuery(u"old"_s);
        source.start();
        source.setQuery(u"new"_s);
        QCOMPARE(f.backend.queries.size(), 2);
        QueryAnswer answer;
        answer.resolution = "new";
        f.backend.answerQuery(1, answer);
        QTRY_COMPARE(source.state(), SourceState::Ready);
        answer.resolution = "old";
        f.backend.answerQuery(0, answer);
        QCoreApplication::processEvents();
        QCOMPARE(source.answer().resolution, std::string("new"));
    }

    void sourceWithoutALink_waitsAtOnceAndIsAskedLater_data()
    {
        QTest::addColumn<bool>("isLive");
        QTest::newRow("live") << true;
        QTest::newRow("fixed") << false;
    }
    void sourceWithoutALink_waitsAtOnceAndIsAskedLater()
    {
        QFETCH(bool, isLive);
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        f.backend.setLink(LinkState::Waiting);
        QuerySource source(f.offline, f.subscriptions, f.clock);
        source.setSpan({isLive, 60s, fromUnixMs(0), fromUnixMs(60'000)}, 100);
        source.setQuery(u"m"_s);
        source.start();
        QCOMPARE(source.state(), SourceState::Waiting);
        f.backend.setLink(LinkState::Online);
        QCOMPARE(source.state(), SourceState::Loading);
        QCOMPARE(f.backend.queries.size(), isLive ? 0 : 1);
        f.backend.setLink(LinkState::Waiting); // lost before the answer
        QCOMPARE(source.state(), SourceState::Waiting);
    }

    void sourceWithoutALink_showsWhatWasShownLast()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        const auto make = [&] {
            auto source = std::make_unique<QuerySource>(f.offline, f.subscriptions, f.clock);
            source->setSpan({true, 60s, {}, {}}, 100);
            source->setQuery(u"m"_s);
            source->start();
            return source;
        };
        auto source = make();
        QVERIFY(f.answer(u"m", {series({}, {1}, {7})}));
        const TimeMs shownAt = f.clock.now();
        source.reset();
        f.clock.advance(5min);
        f.backend.setLink(LinkState::Waiting);
        source = make();
        QCOMPARE(source->state(), SourceState::Ready);
        QCOMPARE(source->answer().series.at(0).values, std::vector<double>{7});
        QCOMPARE(source->lastSuccess(), shownAt); // as old as it is
        // With a link, nothing of before is taken for the present.
        source.reset();
        f.backend.setLink(LinkState::Online);
        source = make();
        QCOMPARE(source->state(), SourceState::Loading);
    }

    void whatWasShown_isForgottenWithItsUser()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        {
            const auto live = f.subscriptions.acquire({u"m"_s, 20'000, 10'000, 0});
            QVERIFY(f.answer(u"m", {series({}, {1}, {7})}));
        }
        QCOMPARE(f.subscriptions.released().size(), std::size_t{1});
        f.backend.setLink(LinkState::Waiting);
        f.backend.setLink(LinkState::Online); // the same session again
        QCOMPARE(f.subscriptions.released().size(), std::size_t{1});
        f.backend.setLink(LinkState::Waiting);
        f.backend.openSession({u"somebody-else"_s, Role::Viewer, {}, {}, false});
        QCOMPARE(f.subscriptions.released().size(), std::size_t{0});
    }

    void detailsWithoutALink_comeFromMemoryOrWait()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        HostDetails known;
        known.summary.id = HostId{1};
        known.summary.lastSeen = f.clock.now();
        HostDetailsState first(f.offline, f.clock);
        first.setHost(HostId{1});
        first.start();
        f.backend.answerDetails(known);
        QTRY_COMPARE(first.state(), SourceState::Ready);
        f.clock.advance(5min);
        f.backend.setLink(LinkState::Waiting);
        HostDetailsState again(f.offline, f.clock);
        again.setHost(HostId{1});
        again.start();
        QTRY_COMPARE(again.state(), SourceState::Ready);
        QCOMPARE(again.lastSuccess(), known.summary.lastSeen);
        HostDetailsState other(f.offline, f.clock);
        other.setHost(HostId{2});
        other.start();
        QCOMPARE(other.state(), SourceState::Waiting);
        f.backend.setLink(LinkState::Online);
        QCOMPARE(other.state(), SourceState::Loading);
        f.backend.setLink(LinkState::Waiting);
        f.backend.openSession({u"somebody-else"_s, Role::Viewer, {}, {}, false});
        QVERIFY(f.offline.lookedAt().empty());
    }

    void stoppedSource_letsGoOfItsSubscription()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        QuerySource source(f.backend, f.subscriptions, f.clock);
        source.setQuery(u"m"_s);
        source.start();
        QCOMPARE(f.backend.open.size(), std::size_t{1});
        source.stop();
        QCOMPARE(f.backend.open.size(), std::size_t{0});
    }

    void pausedProcesses_keepTheirPictureUntilTheThaw()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        ProcessListState processes(f.backend);
        processes.setHost(HostId{1});
        processes.start();
        QCOMPARE(f.backend.watched, HostId{1});
        Q_EMIT f.backend.processesReceived({HostId{1}, fromUnixMs(1), {}});
        processes.setPaused(true);
        Q_EMIT f.backend.processesReceived({HostId{1}, fromUnixMs(2), {}});
        QCOMPARE(processes.snapshot()->time, fromUnixMs(1));
        processes.setPaused(false);
        QCOMPARE(processes.snapshot()->time, fromUnixMs(2));
        processes.stop();
        QVERIFY(f.backend.watched.isNull());
    }

    void settings_surviveARestart()
    {
        ConsoleFixture f;
        f.settings.setLook({u"zh_CN"_s, ThemeChoice::Light, DensityChoice::Touch, 400, true, true});
        f.settings.setStarred(7, true);
        f.settings.rememberServer(u"ops:7700"_s);
        f.settings.keepToken(u"ops:7700"_s, u"secret"_s);
        const Settings again(f.storage);
        QCOMPARE(again.look().language, u"zh_CN"_s);
        QCOMPARE(again.look().fontPercent, 150);
        QVERIFY(again.look().isUtc);
        QVERIFY(again.isStarred(7));
        QCOMPARE(again.servers(), QStringList{u"ops:7700"_s});
        QCOMPARE(again.keptToken(u"ops:7700"_s), u"secret"_s);
        const auto permissions = QFile::permissions(f.storage.fileName());
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void spoiltSettings_countAsNeverSet()
    {
        ConsoleFixture f;
        f.storage.setValue("look/theme"_L1, u"purple"_s);
        f.storage.setValue("look/fontPercent"_L1, -3);
        const Settings settings(f.storage);
        QCOMPARE(settings.look().theme, ThemeChoice::Dark);
        QCOMPARE(settings.look().fontPercent, 85);
    }
};

QTEST_GUILESS_MAIN(TestConsoleState)
#include "tst_consolestate.moc"
