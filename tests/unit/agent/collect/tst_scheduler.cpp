// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/scheduler.h"
#include "tests/support/manualclock.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

#include <array>
#include <set>
#include <stdexcept>

namespace qd::agent {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::array<MetricSpec, 2> kMetrics{{
    {"test.fast", "count", MetricKind::Gauge, Tier::Fast},
    {"test.slow", "count", MetricKind::Gauge, Tier::Slow},
}};

/// Puts one sample a tier and fails as told.
class ScriptedCollector final : public Collector
{
public:
    explicit ScriptedCollector(std::string name, TierSet tiers = TierSet::of({Tier::Fast}))
        : m_name(std::move(name))
        , m_tiers(tiers)
        , m_series(kMetrics, {{"from", m_name}})
    {
    }
    [[nodiscard]] std::string_view name() const override { return m_name; }
    [[nodiscard]] TierSet tiers() const override { return m_tiers; }
    [[nodiscard]] bool joinsBursts() const override { return isJoining; }
    void prepare(const CollectContext &context) override { prepared.push_back(context.due); }
    Result<void> collect(const CollectContext &, SampleSink &sink) override
    {
        ++runs;
        m_series.put(sink, 0, 1.0);
        m_series.put(sink, 1, 1.0);
        if (isThrowing) {
            throw std::runtime_error("thrown");
        }
        return isFailing ? failure(ErrorCode::Corrupt, "bad file") : Result<void>{};
    }

    std::vector<TierSet> prepared;
    int runs = 0;
    bool isJoining = false;
    bool isFailing = false;
    bool isThrowing = false;

private:
    std::string m_name;
    TierSet m_tiers;
    SeriesGroup m_series;
};

} // namespace

class TestScheduler : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void samplesOfATick_shareOneAlignedStamp();
    void firstTick_comesSoonAtAWholeSecond_data();
    void firstTick_comesSoonAtAWholeSecond();
    void beforeItsTime_nothingIsDue();
    void slowTiers_areSpreadOverTheirInterval();
    void missedTurns_areMadeUpOnce();
    void background_isPreparedOneTickAhead();
    void failingCollector_costsOnlyItsOwnMetrics();
    void failingAndRecovering_raisesOneEventEach();
    void flapping_isRateLimited();
    void forwardClockStep_marksTheBatchAndTellsPeople();
    void backwardClockStep_keepsCollectingAtTheNewTime();
    void duration_andErrorsAreReportedPerCollector();
    void burst_runsTheFastTierOfThoseThatJoinEverySecond();
    void burst_leavesTicksWhereTheyAre();
    void burst_endsByItselfAndRepeatsNoTick();
    void burst_thatIsReplacedEndsAtTheNewMoment();
    void burst_asSlowAsTicksChangesNothing();

private:
    ScriptedCollector &add(const std::string &name, TierSet tiers = TierSet::of({Tier::Fast}));
    std::map<std::string, double> tick();

    std::unique_ptr<test::ManualClock> m_clock;
    std::unique_ptr<SeriesTable> m_series;
    std::unique_ptr<KeptEvents> m_events;
    std::unique_ptr<Scheduler> m_scheduler;
    TimeMs m_stamp;
};

void TestScheduler::init()
{
    m_clock = std::make_unique<test::ManualClock>();
    m_series = std::make_unique<SeriesTable>();
    m_events = std::make_unique<KeptEvents>();
    m_scheduler = std::make_unique<Scheduler>(*m_series, *m_events, *m_clock);
}

ScriptedCollector &TestScheduler::add(const std::string &name, TierSet tiers)
{
    auto collector = std::make_unique<ScriptedCollector>(name, tiers);
    ScriptedCollector &reference = *collector;
    m_scheduler->add(std::move(collector));
    return reference;
}

std::map<std::string, double> TestScheduler::tick()
{
    m_clock->advance(m_scheduler->delayToNext());
    const SampleBatch &batch = m_scheduler->runDue();
    m_stamp = batch.time;
    std::map<std::string, double> values;
    for (const CollectedSample &sample : batch.samples) {
        values.emplace(m_series->describe(sample.series).labels.toString(), sample.value);
    }
    return values;
}

void TestScheduler::samplesOfATick_shareOneAlignedStamp()
{
    add("one");
    m_clock->advance(milliseconds{1234});
    m_scheduler->prime();
    (void)tick(); // the early one
    QCOMPARE(m_scheduler->delayToNext(), milliseconds{8'000});
    m_clock->advance(milliseconds{3});
    m_clock->advance(m_scheduler->delayToNext() + milliseconds{7});
    const SampleBatch &batch = m_scheduler->runDue();
    QVERIFY(!batch.samples.empty());
    QCOMPARE(toUnixMs(batch.time) % 10'000, 0);
    QCOMPARE(m_clock->now() - batch.time, milliseconds{7});
}

void TestScheduler::firstTick_comesSoonAtAWholeSecond_data()
{
    QTest::addColumn<int>("startMs");
    QTest::addColumn<int>("firstMs");
    QTest::newRow("at a whole second: the next one") << 3'000 << 4'000;
    QTest::newRow("early in a second: the next one") << 3'300 << 4'000;
    QTest::newRow("late in a second: the one after, for rates need an interval") << 3'301 << 5'000;
    QTest::newRow("just before an ordinary tick: that one") << 9'200 << 10'000;
    QTest::newRow("too shortly before an ordinary tick for anything earlier: that one") << 9'900 << 10'000;
}

void TestScheduler::firstTick_comesSoonAtAWholeSecond()
{
    QFETCH(const int, startMs);
    QFETCH(const int, firstMs);
    const ScriptedCollector &slow = add("slow", TierSet::of({Tier::Rare}));
    const TimeMs begin = m_clock->now();
    QCOMPARE(toUnixMs(begin) % 10'000, 0);
    m_clock->advance(milliseconds{startMs});
    m_scheduler->prime();
    const int primed = slow.runs;
    (void)tick();
    QCOMPARE((m_stamp - begin).count(), firstMs);
    QCOMPARE(slow.runs, primed + 1); // of every tier
    (void)tick();
    QCOMPARE((m_stamp - begin).count(), firstMs < 10'000 ? 10'000 : 20'000);
}

void TestScheduler::beforeItsTime_nothingIsDue()
{
    const ScriptedCollector &one = add("one");
    m_clock->advance(seconds{3});
    QVERIFY(m_scheduler->runDue().samples.empty());
    QCOMPARE(one.runs, 0);
}

void TestScheduler::slowTiers_areSpreadOverTheirInterval()
{
    std::vector<ScriptedCollector *> collectors;
    for (const char *name : {"a", "b", "c", "d", "e", "f"}) {
        collectors.push_back(&add(name, TierSet::of({Tier::Slow})));
    }
    tick(); // the first tick brings everything, so that nothing is missing for a minute
    for (const ScriptedCollector *collector : collectors) {
        QCOMPARE(collector->runs, 1);
    }
    std::set<int> ticksUsed;
    for (int i = 0; i < 6; ++i) {
        for (ScriptedCollector *collector : collectors) {
            collector->runs = 0;
        }
        tick();
        int runs = 0;
        for (const ScriptedCollector *collector : collectors) {
            runs += collector->runs;
        }
        QCOMPARE(runs, 1);
    }
}

void TestScheduler::missedTurns_areMadeUpOnce()
{
    ScriptedCollector &slow = add("slow", TierSet::of({Tier::Slow}));
    tick();
    slow.runs = 0;
    m_clock->advance(std::chrono::minutes{10}); // suspended
    tick();
    QCOMPARE(slow.runs, 1);
    QCOMPARE(m_clock->now() - m_stamp < seconds{10}, true);
}

void TestScheduler::background_isPreparedOneTickAhead()
{
    ScriptedCollector &slow = add("slow", TierSet::of({Tier::Slow}));
    m_scheduler->prime();
    QCOMPARE(slow.prepared.size(), 1U);
    tick();
    slow.prepared.clear();
    slow.runs = 0;
    for (int i = 0; i < 12; ++i) {
        const auto preparedBefore = slow.prepared.size();
        const int runsBefore = slow.runs;
        tick();
        if (slow.runs > runsBefore && i > 0) {
            QCOMPARE(slow.prepared.size(), preparedBefore);
        }
    }
    QCOMPARE(slow.runs, 2);
    QVERIFY(slow.prepared.front() == TierSet::of({Tier::Slow}));
}

void TestScheduler::failingCollector_costsOnlyItsOwnMetrics()
{
    add("thrower").isThrowing = true;
    add("healthy");
    const auto values = tick();
    QVERIFY(values.contains("test.fast{from=\"healthy\"}"));
    QCOMPARE(values.at("agent.collect.errors{collector=\"thrower\"}"), 1.0);
    QCOMPARE(values.at("agent.collect.errors{collector=\"healthy\"}"), 0.0);
}

void TestScheduler::failingAndRecovering_raisesOneEventEach()
{
    ScriptedCollector &one = add("one");
    one.isFailing = true;
    tick();
    tick();
    QCOMPARE(m_events->events.size(), 1U);
    QCOMPARE(m_events->events[0].source, std::string{"collector.one"});
    QCOMPARE(m_events->events[0].message, std::string{"Collector one fails: Corrupt: bad file"});
    m_clock->advance(std::chrono::minutes{6});
    one.isFailing = false;
    tick();
    QCOMPARE(m_events->events.size(), 2U);
    QCOMPARE(m_events->events[1].message, std::string{"Collector one works again."});
}

void TestScheduler::flapping_isRateLimited()
{
    ScriptedCollector &one = add("one");
    for (int i = 0; i < 60; ++i) { // ten minutes
        one.isFailing = i % 2 == 0;
        tick();
    }
    QCOMPARE_LE(m_events->events.size(), 3U);
}

void TestScheduler::forwardClockStep_marksTheBatchAndTellsPeople()
{
    add("one");
    tick();
    m_clock->jump(std::chrono::hours{2});
    m_clock->advance(seconds{10});
    const SampleBatch &batch = m_scheduler->runDue();
    QVERIFY(batch.isClockStep);
    QVERIFY(!batch.samples.empty());
    QCOMPARE(m_events->events.back().source, std::string{"clock"});
    m_clock->advance(seconds{10});
    QVERIFY(!m_scheduler->runDue().isClockStep);
}

void TestScheduler::backwardClockStep_keepsCollectingAtTheNewTime()
{
    add("one");
    tick();
    const TimeMs before = m_stamp;
    m_clock->jump(-std::chrono::hours{2});
    QCOMPARE_LE(m_scheduler->delayToNext(), milliseconds{10'000});
    m_clock->advance(seconds{1});
    QVERIFY(m_scheduler->runDue().samples.empty());
    m_clock->advance(m_scheduler->delayToNext());
    const SampleBatch &batch = m_scheduler->runDue();
    QVERIFY(!batch.samples.empty());
    QVERIFY(batch.isClockStep);
    QVERIFY(batch.time < before);
}

void TestScheduler::duration_andErrorsAreReportedPerCollector()
{
    add("one");
    int reports = 0;
    for (int i = 0; i < 6; ++i) {
        reports += tick().contains("agent.collect.duration{collector=\"one\"}") ? 1 : 0;
    }
    QCOMPARE_GE(reports, 2); // at the first tick, then every third
    QCOMPARE_LE(reports, 3);
}

void TestScheduler::burst_runsTheFastTierOfThoseThatJoinEverySecond()
{
    ScriptedCollector &joining = add("joining", TierSet::of({Tier::Fast, Tier::Slow}));
    ScriptedCollector &staying = add("staying");
    joining.isJoining = true;
    m_scheduler->prime();
    (void)tick(); // the early one
    (void)tick(); // a whole ten seconds
    const int stayed = staying.runs;
    const TimeMs begin = m_stamp;
    m_scheduler->setBurst(seconds{1}, m_clock->steadyNow() + seconds{5});
    for (int second = 1; second <= 4; ++second) {
        const auto values = tick();
        QCOMPARE(m_stamp - begin, milliseconds{seconds{second}});
        QCOMPARE(values.size(), 1U);
        QCOMPARE(values.begin()->first, std::string{"test.fast{from=\"joining\"}"});
    }
    QCOMPARE(staying.runs, stayed);
}

void TestScheduler::burst_leavesTicksWhereTheyAre()
{
    ScriptedCollector &joining = add("joining");
    ScriptedCollector &staying = add("staying");
    joining.isJoining = true;
    m_scheduler->prime();
    (void)tick();
    (void)tick();
    const TimeMs begin = m_stamp;
    const int stayed = staying.runs;
    m_scheduler->setBurst(seconds{1}, m_clock->steadyNow() + seconds{60});
    std::set<TimeMs> stamps;
    for (int second = 1; second <= 20; ++second) {
        (void)tick();
        stamps.insert(m_stamp);
    }
    QCOMPARE(stamps.size(), 20U); // none twice
    QCOMPARE(*stamps.rbegin() - begin, milliseconds{seconds{20}});
    QCOMPARE(staying.runs, stayed + 2);
}

void TestScheduler::burst_endsByItselfAndRepeatsNoTick()
{
    add("joining").isJoining = true;
    m_scheduler->prime();
    (void)tick();
    (void)tick();
    const TimeMs begin = m_stamp;
    m_scheduler->setBurst(seconds{1}, m_clock->steadyNow() + milliseconds{2'500});
    (void)tick();
    (void)tick();
    QVERIFY(m_scheduler->isBursting());
    QVERIFY(tick().empty()); // the third second comes when the burst is over
    QVERIFY(!m_scheduler->isBursting());
    QVERIFY(!tick().empty());
    QCOMPARE(m_stamp - begin, milliseconds{10'000});
}

void TestScheduler::burst_thatIsReplacedEndsAtTheNewMoment()
{
    add("joining").isJoining = true;
    m_scheduler->prime();
    (void)tick();
    (void)tick();
    m_scheduler->setBurst(seconds{1}, m_clock->steadyNow() + seconds{300});
    m_scheduler->setBurst(seconds{1}, m_clock->steadyNow());
    QVERIFY(!m_scheduler->isBursting());
    QCOMPARE(m_scheduler->delayToNext(), milliseconds{10'000});
}

void TestScheduler::burst_asSlowAsTicksChangesNothing()
{
    add("joining").isJoining = true;
    m_scheduler->prime();
    (void)tick();
    (void)tick();
    m_scheduler->setBurst(seconds{10}, m_clock->steadyNow() + seconds{300});
    QVERIFY(!m_scheduler->isBursting());
    QCOMPARE(m_scheduler->delayToNext(), milliseconds{10'000});
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestScheduler)
#include "tst_scheduler.moc"
