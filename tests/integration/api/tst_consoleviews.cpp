// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"
#include "tests/integration/api/testconsole.h"

#include <algorithm>
#include <set>

using namespace qd;
using namespace qd::protocol;
using namespace qd::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const Labels kBusy({{"__name__", "cpu.busy"}, {"host", "web-1"}});

/// As many and as long as a host may have: 13 kB.
const std::vector<std::string> kAllTags(kMaxTags, std::string(kMaxTagBytes, 't'));

/// What a console that watches the tree has been told of, under request id 2.
class KnownHosts
{
public:
    explicit KnownHosts(TestConsole &console)
        : m_console(console)
    {
    }

    [[nodiscard]] std::size_t count()
    {
        while (const auto state = m_console.next<TreeState>(2, 0)) {
            ++m_states;
            note(state->hosts);
        }
        while (const auto more = m_console.next<HostsChanged>(0, 0)) {
            note(more->changed);
        }
        return m_known.size();
    }
    [[nodiscard]] int states() const { return m_states; } ///< how often it began anew

private:
    void note(const std::vector<HostSummary> &hosts)
    {
        for (const HostSummary &host : hosts) {
            m_known.insert(host.id);
        }
    }

    TestConsole &m_console;
    std::set<HostId> m_known;
    int m_states = 0;
};

} // namespace

/// What consoles look at, over real sockets: tree, queries, one evaluation for all viewers (R174, R177).
class TstConsoleViews final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_backend.reset(); }
    void tree_comesWholeThenInChanges();
    void manyHosts_comeInPieces();
    void hostsWithManyTags_comeInFramesThatAreNotTooLarge();
    void treeBeyondWhatAConsoleMayBeOwed_arrivesAsItIsRead();
    void consoleThatFellBehind_isSentEverythingAnew();
    void reconnectedConsole_getsTheWholeWindowThenChanges();
    void query_isAnsweredUnderItsNumber();
    void brokenQuery_isAnErrorAndNotTheEnd();
    void subscription_sendsAllThenOnlyWhatIsNew();
    void viewersOfTheSameThing_shareOneEvaluation();
    void closedConsole_cancelsItsQuery();
    void hostDetails_carryTheDataPath();
    void processes_stopWithTheLastViewer();
    void strainedJournal_shedsViewsUntilItIsThrough();

private:
    /// Anew, with another bound of what may wait for a console, in bytes.
    void restart(qint64 maxUnsentBytes);
    [[nodiscard]] QUrl url() const { return m_backend->webSocketUrl(u"/console/v1"_s); }
    std::unique_ptr<ApiBackend> m_backend;
};

void TstConsoleViews::init()
{
    m_backend = std::make_unique<ApiBackend>(ApiBackend::Settings::forConsoles());
    QVERIFY(m_backend->listen());
}

void TstConsoleViews::restart(qint64 maxUnsentBytes)
{
    m_backend.reset();
    auto settings = ApiBackend::Settings::forConsoles();
    settings.consoles.maxUnsentBytes = maxUnsentBytes;
    m_backend = std::make_unique<ApiBackend>(settings);
    QVERIFY(m_backend->listen());
}

void TstConsoleViews::tree_comesWholeThenInChanges()
{
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(WatchTree{}, 2));
    const auto state = console.next<TreeState>(2);
    QVERIFY(state);
    QCOMPARE(state->nodes.size(), 4U);
    QCOMPARE(state->hosts.size(), 2U);
    QVERIFY(console.next<ServerStatus>(0));
    HostSummary host = state->hosts.front();
    host.state = HostState::Stale;
    m_backend->fleet.change(host);
    const auto changed = console.next<HostsChanged>(0);
    QVERIFY(changed);
    QCOMPARE(changed->changed.size(), 1U);
    QVERIFY(changed->changed.front().state == HostState::Stale);
}

void TstConsoleViews::manyHosts_comeInPieces()
{
    m_backend->fleet.addHosts(5000);
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(WatchTree{}, 2));
    const auto state = console.next<TreeState>(2);
    QVERIFY(state);
    QCOMPARE(state->totalHosts, 5002);
    std::size_t hosts = state->hosts.size();
    while (hosts < 5002) {
        const auto more = console.next<HostsChanged>(0);
        QVERIFY(more);
        hosts += more->changed.size();
    }
    QCOMPARE(hosts, 5002U);
}

void TstConsoleViews::hostsWithManyTags_comeInFramesThatAreNotTooLarge()
{
    m_backend->fleet.addHosts(500, kAllTags);
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(WatchTree{}, 2));
    const auto state = console.next<TreeState>(2);
    QVERIFY(state);
    std::size_t hosts = state->hosts.size();
    while (hosts < 502) {
        const auto more = console.next<HostsChanged>(0);
        QVERIFY(more);
        QVERIFY(more->changed.back().tags == kAllTags);
        hosts += more->changed.size();
    }
    QCOMPARE(hosts, 502U);
}

void TstConsoleViews::treeBeyondWhatAConsoleMayBeOwed_arrivesAsItIsRead()
{
    // 13 MB where no console is owed more than 3: sent all at once, only its beginning would ever arrive.
    restart(3 * 1024 * 1024);
    m_backend->fleet.addHosts(1000, kAllTags);
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(WatchTree{}, 2));
    KnownHosts known(console);
    QTRY_VERIFY_WITH_TIMEOUT(known.count() == 1002, 20'000);
    QCOMPARE(known.states(), 1); // nothing was dropped, so nothing was sent anew
    QVERIFY(console.isOpen());
}

void TstConsoleViews::consoleThatFellBehind_isSentEverythingAnew()
{
    // 13 MB change at once, and no console is owed more than 3 MB: updates are dropped, and made good.
    restart(3 * 1024 * 1024);
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(WatchTree{}, 2));
    KnownHosts known(console);
    QTRY_COMPARE(known.count(), 2U);
    m_backend->fleet.addHosts(1000, kAllTags);
    m_backend->fleet.changeAll();
    QTRY_VERIFY_WITH_TIMEOUT(known.count() == 1002, 20'000);
    QVERIFY(known.states() > 1);
    QVERIFY(console.isOpen());
}

void TstConsoleViews::reconnectedConsole_getsTheWholeWindowThenChanges()
{
    const std::int64_t now = toUnixMs(SystemClock().now());
    m_backend->metrics.put(kBusy, now - 60'000, 1.0);
    const Subscribe live{"cpu.busy", 300'000, 10'000, 0};
    {
        TestConsole console(url());
        QVERIFY(console.signIn());
        QVERIFY(console.ask(live, 3));
        const auto before = console.next<QueryResult>(3);
        QVERIFY(before && before->isFull);
        QVERIFY(!std::ranges::count(before->series.front().values, 2.0));
    }
    QTRY_COMPARE(m_backend->push->hub().watchCount(), 0U);
    m_backend->metrics.put(kBusy, now - 20'000, 2.0); // while nobody looked
    m_backend->metrics.commit();

    TestConsole again(url());
    QVERIFY(again.signIn());
    QVERIFY(again.ask(live, 3));
    const auto whole = again.next<QueryResult>(3);
    QVERIFY(whole && whole->isFull);
    QCOMPARE(whole->series.size(), 1U);
    QVERIFY(std::ranges::count(whole->series.front().values, 1.0) > 0); // from before the break
    QVERIFY(std::ranges::count(whole->series.front().values, 2.0) > 0); // and from within it
    m_backend->metrics.put(kBusy, now, 3.0);
    m_backend->metrics.commit();
    const auto change = again.next<QueryResult>(3);
    QVERIFY(change && !change->isFull); // no second full answer: it is up to date
    QCOMPARE(change->series.front().values.back(), 3.0);
    QVERIFY(change->series.front().times.size() < whole->series.front().times.size());
}

void TstConsoleViews::query_isAnsweredUnderItsNumber()
{
    for (int i = 0; i <= 100; ++i) {
        m_backend->metrics.put(kBusy, 1'700'000'000'000 + i * 10'000, i);
    }
    TestConsole console(url());
    QVERIFY(console.signIn());
    Query query{"cpu.busy", fromUnixMs(1'700'000'000'000), fromUnixMs(1'700'001'000'000), 10'000, 0};
    QVERIFY(console.ask(query, 3));
    const auto all = console.next<QueryResult>(3);
    QVERIFY(all && all->error.empty());
    QCOMPARE(all->series.size(), 1U);
    QCOMPARE(all->series.front().times.size(), 101U);
    query.maxPoints = 20;
    QVERIFY(console.ask(query, 4));
    const auto thin = console.next<QueryResult>(4);
    QVERIFY(thin);
    QVERIFY(thin->series.front().times.size() <= 20);
    QCOMPARE(thin->series.front().values.front(), 0.0);
    QCOMPARE(thin->series.front().values.back(), 100.0);
    QVERIFY(thin->resolution.starts_with("minmax "));
}

void TstConsoleViews::brokenQuery_isAnErrorAndNotTheEnd()
{
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(Subscribe{"sum(", 60'000, 10'000, 0}, 3));
    const auto broken = console.next<QueryResult>(3);
    QVERIFY(broken && !broken->error.empty());
    QVERIFY(broken->errorCode == ErrorCode::InvalidInput);
    QVERIFY(console.ask(Query{"1", fromUnixMs(0), fromUnixMs(1000), 0, 0}, 4));
    QVERIFY(console.next<Failed>(4));
    QVERIFY(console.isOpen());
}

void TstConsoleViews::subscription_sendsAllThenOnlyWhatIsNew()
{
    const std::int64_t now = toUnixMs(SystemClock().now());
    const std::int64_t step = 10'000;
    const std::int64_t first = now / step * step - 30 * step;
    for (int i = 0; i <= 28; ++i) {
        m_backend->metrics.put(kBusy, first + i * step, i);
    }
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(Subscribe{"cpu.busy", 300'000, 10'000, 0}, 3));
    const auto full = console.next<QueryResult>(3);
    QVERIFY(full && full->isFull);
    QCOMPARE(full->series.size(), 1U);
    QVERIFY(full->series.front().times.size() >= 28);
    m_backend->metrics.put(kBusy, now, 99.0);
    m_backend->metrics.commit();
    const auto update = console.next<QueryResult>(3);
    QVERIFY(update);
    QVERIFY(!update->isFull);
    QCOMPARE(update->series.size(), 1U);
    QVERIFY(update->series.front().times.size() < 6);
    QCOMPARE(update->series.front().values.back(), 99.0);
    QCOMPARE(update->newestSample, fromUnixMs(now));
    QVERIFY(console.ask(Unsubscribe{3}, 0));
    QTRY_COMPARE(m_backend->push->hub().watchCount(), 0U);
}

void TstConsoleViews::viewersOfTheSameThing_shareOneEvaluation()
{
    const std::int64_t now = toUnixMs(SystemClock().now());
    m_backend->metrics.put(kBusy, now - 20'000, 1.0);
    std::vector<std::unique_ptr<TestConsole>> consoles;
    for (int i = 0; i < 10; ++i) {
        consoles.push_back(std::make_unique<TestConsole>(url()));
        QVERIFY(consoles.back()->signIn());
        QVERIFY(consoles.back()->ask(Subscribe{"cpu.busy", 0, 10'000, 0}, 3));
        QVERIFY(consoles.back()->next<QueryResult>(3));
    }
    QCOMPARE(m_backend->push->hub().watchCount(), 1U);
    const int before = m_backend->metrics.selects();
    m_backend->metrics.put(kBusy, now, 2.0);
    m_backend->metrics.commit();
    for (const auto &console : consoles) {
        const auto update = console->next<QueryResult>(3);
        QVERIFY(update && !update->isFull);
        QCOMPARE(update->series.front().values.front(), 2.0);
    }
    QCOMPARE(m_backend->metrics.selects(), before + 1);
    consoles.clear();
    QTRY_COMPARE(m_backend->push->hub().watchCount(), 0U);
}

void TstConsoleViews::closedConsole_cancelsItsQuery()
{
    m_backend->metrics.setBlocking(true);
    {
        TestConsole console(url());
        QVERIFY(console.signIn());
        QVERIFY(console.ask(Query{"cpu.busy", fromUnixMs(0), fromUnixMs(60'000), 10'000, 0}, 3));
        QTRY_COMPARE(m_backend->metrics.runningSelects(), 1);
    }
    QTRY_COMPARE(m_backend->metrics.runningSelects(), 0);
    m_backend->metrics.setBlocking(false);
}

void TstConsoleViews::hostDetails_carryTheDataPath()
{
    TestConsole console(url());
    QVERIFY(console.signIn());
    QVERIFY(console.ask(GetHost{HostId{1}}, 3));
    const auto details = console.next<HostDetails>(3);
    QVERIFY(details);
    QCOMPARE(details->facts.hostname, std::string("web-1"));
    QVERIFY(details->path.isConnected);
    QVERIFY(console.ask(GetHost{HostId{77}}, 4));
    QVERIFY(console.next<Failed>(4));
}

void TstConsoleViews::processes_stopWithTheLastViewer()
{
    std::atomic<int> interval{-1};
    m_backend->registry.enter(
        HostId{1}, {[&](const WatchProcesses &watch) { interval = watch.intervalMs; }, {}}, TimeMs{});
    TestConsole first(url());
    TestConsole second(url());
    QVERIFY(first.signIn() && second.signIn());
    QVERIFY(first.ask(WatchHostProcesses{HostId{1}, true}, 0));
    QTRY_COMPARE(interval.load(), 1000);
    QVERIFY(second.ask(WatchHostProcesses{HostId{1}, true}, 0));
    QVERIFY(second.ask(Ping{}, 8) && second.next<Pong>(8));
    m_backend->registry.reportProcesses({HostId{1}, fromUnixMs(1), {}});
    QVERIFY(first.next<ProcessList>(0) && second.next<ProcessList>(0));
    QVERIFY(first.ask(WatchHostProcesses{HostId{1}, false}, 0));
    QVERIFY(first.ask(Ping{}, 9) && first.next<Pong>(9));
    QCOMPARE(interval.load(), 1000);
    QVERIFY(second.ask(WatchHostProcesses{HostId{1}, false}, 0));
    QTRY_COMPARE(interval.load(), 0);
}

void TstConsoleViews::strainedJournal_shedsViewsUntilItIsThrough()
{
    for (int i = 0; i <= 6; ++i) {
        m_backend->metrics.put(kBusy, i * 10'000, i);
    }
    const Query query{"cpu.busy", fromUnixMs(0), fromUnixMs(60'000), 10'000, 0};
    TestConsole console(url());
    QVERIFY(console.signIn());
    m_backend->metrics.setBlocking(true);
    QVERIFY(console.ask(query, 3));
    QTRY_COMPARE(m_backend->metrics.runningSelects(), 1);
    m_backend->ingest.setStrained(true);
    const auto givenUp = console.next<QueryResult>(3); // even what runs gives way
    QVERIFY(givenUp && givenUp->errorCode == ErrorCode::Unavailable
        && givenUp->error.find("samples") != std::string::npos);
    m_backend->metrics.setBlocking(false);

    QVERIFY(console.ask(query, 4));
    const auto refused = console.next<QueryResult>(4);
    QVERIFY(refused && refused->errorCode == ErrorCode::Unavailable);
    QVERIFY(console.ask(Subscribe{"cpu.busy", 60'000, 10'000, 0}, 5));
    const auto told = console.next<QueryResult>(5);
    QVERIFY(
        told && told->errorCode == ErrorCode::Unavailable); // never an empty chart that looks like an answer
    QCOMPARE(m_backend->request("GET", "/api/v1/labels", "viewer").first, 503);
    QVERIFY(
        m_backend->request("GET", "/metrics", "viewer").second.contains("quarterdeck_query_shed_total 4"));
    QVERIFY(console.ask(WatchTree{}, 6) && console.next<TreeState>(6)); // states of hosts go on

    m_backend->ingest.setStrained(false);
    QVERIFY(console.ask(query, 7));
    const auto answered = console.next<QueryResult>(7);
    QVERIFY(answered && answered->error.empty() && answered->series.size() == 1);
    const auto resumed = console.next<QueryResult>(5, 10'000);
    QVERIFY(resumed && resumed->error.empty());
}

QTEST_GUILESS_MAIN(TstConsoleViews)
#include "tst_consoleviews.moc"
