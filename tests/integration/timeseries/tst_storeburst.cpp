// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/evaluator.h"
#include "shared/promql/parser.h"
#include "tests/support/timeseries/storetest.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;
using namespace qd::test;

namespace {

constexpr std::int64_t kBurstBegin = kNoon + 120'000;
constexpr std::int64_t kBurstEnd = kNoon + 180'000;
constexpr std::int64_t kEnd = kNoon + 300'000;

/// A counter that grows by three a second.
double counted(std::int64_t time)
{
    return static_cast<double>(time - kNoon) / 1'000.0 * 3.0;
}

} // namespace

/// A host whose fast series come each second for a minute, and each 10 s before and after: nothing in the
/// store has a step of its own, so questions have to come out right over both.
class TestStoreBurst : public StoreTest
{
    Q_OBJECT

private Q_SLOTS:
    void everySample_isThereOnce_data() { addPlaces(); }
    void everySample_isThereOnce();
    void rate_holdsOverBothSteps_data() { addPlaces(); }
    void rate_holdsOverBothSteps();
    void finerSteps_showTheBurstSecondBySecond_data() { addPlaces(); }
    void finerSteps_showTheBurstSecondBySecond();
    void gapInTheBurst_staysAGap_data() { addPlaces(); }
    void gapInTheBurst_staysAGap();
    void slowSeriesBeside_keepTheirSamples_data() { addPlaces(); }
    void slowSeriesBeside_keepTheirSamples();

private:
    static void addPlaces()
    {
        QTest::addColumn<bool>("isFlushed");
        QTest::newRow("in the head") << false;
        QTest::newRow("in packs") << true;
    }
    void fill();
    [[nodiscard]] std::vector<promql::MatrixSeries> ask(const char *text, std::int64_t stepMs);
};

/// Slot 0: each second in the burst, but for ten seconds in its middle. Slot 1: each 10 s throughout.
void TestStoreBurst::fill()
{
    QFETCH(bool, isFlushed);
    m_store->registerSeries(HostId{1}, kDictionary, m_series, m_answers->registered());
    std::uint64_t sequence = 0;
    for (std::int64_t time = kNoon; time <= kEnd; time += 1'000) {
        const bool isTick = time % 10'000 == 0;
        const bool isBurst = time > kBurstBegin && time < kBurstEnd;
        const bool isMissing = time > kBurstBegin + 20'000 && time < kBurstBegin + 30'000;
        if (!isTick && (!isBurst || isMissing)) {
            continue;
        }
        m_clock->set(std::max(time, kNoon));
        series::Block block{.times = {time}, .columns = {{0, {counted(time)}}}};
        if (isTick) {
            block.columns.push_back({1, {1.0}});
        }
        QVERIFY(sendBlock(HostId{1}, ++sequence, block));
    }
    QVERIFY(m_answers->waitFor(sequence + 1));
    if (isFlushed) {
        QVERIFY(m_store->flushNow(std::chrono::seconds{30}));
    }
}

std::vector<promql::MatrixSeries> TestStoreBurst::ask(const char *text, std::int64_t stepMs)
{
    const auto expression = promql::parse(text);
    const auto source = m_store->openSource();
    auto value =
        promql::evaluate(**expression, promql::EvalParams::range(kNoon + 60'000, kEnd, stepMs), *source);
    return value ? std::get<promql::Matrix>(*value).series : std::vector<promql::MatrixSeries>{};
}

void TestStoreBurst::everySample_isThereOnce()
{
    fill();
    const auto read =
        readBack(*m_store, {metric("cpu.busy"), {"core", promql::MatchOp::Equal, "0"}}, kNoon, kEnd);
    QVERIFY(read && read->size() == 1);
    const auto &samples = read->begin()->second;
    QCOMPARE(samples.size(), 31U + 5U * 9U); // five of the six spans of ten seconds are filled
    for (std::size_t i = 0; i < samples.size(); ++i) {
        QCOMPARE(samples[i].second, counted(samples[i].first));
        QVERIFY(i == 0 || samples[i].first > samples[i - 1].first);
    }
}

void TestStoreBurst::rate_holdsOverBothSteps()
{
    fill();
    const auto series = ask("rate(cpu.busy{core=\"0\"}[40s])", 1'000);
    QCOMPARE(series.size(), 1U);
    QCOMPARE(series.front().values.size(), 241U); // a value at every second, across both changes of the step
    for (std::size_t i = 0; i < series.front().values.size(); ++i) {
        const double value = series.front().values[i];
        const std::int64_t end = series.front().times[i];
        const bool isMixed = (end > kBurstBegin && end < kBurstBegin + 40'000)
            || (end > kBurstEnd && end < kBurstEnd + 40'000);
        // Where a window holds both steps, the language reaches less far beyond its outer samples, as
        // Prometheus does: somewhat less than the truth, never more.
        QVERIFY2(isMixed ? value > 2.2 && value < 3.0 + 1e-9 : std::abs(value - 3.0) < 1e-9,
            qPrintable(QString::number(end - kNoon) + QStringLiteral(": ") + QString::number(value)));
    }
}

void TestStoreBurst::finerSteps_showTheBurstSecondBySecond()
{
    fill();
    const auto series = ask("timestamp(cpu.busy{core=\"0\"})", 1'000);
    QCOMPARE(series.size(), 1U);
    const auto ageAt = [&](std::int64_t time) {
        const auto step = static_cast<std::size_t>((time - kNoon - 60'000) / 1'000);
        return static_cast<double>(time) / 1'000.0 - series.front().values[step];
    };
    QCOMPARE(ageAt(kBurstBegin - 1'000), 9.0); // carried on, and its time says so
    QCOMPARE(ageAt(kBurstBegin + 1'000), 0.0);
    QCOMPARE(ageAt(kBurstBegin + 19'000), 0.0);
    QCOMPARE(ageAt(kBurstEnd - 1'000), 0.0);
    QCOMPARE(ageAt(kBurstEnd + 9'000), 9.0);
}

void TestStoreBurst::gapInTheBurst_staysAGap()
{
    fill();
    const auto series = ask("count_over_time(cpu.busy{core=\"0\"}[10s])", 10'000);
    QCOMPARE(series.size(), 1U);
    const auto countAt = [&](std::int64_t time) {
        return series.front().values[static_cast<std::size_t>((time - kNoon - 60'000) / 10'000)];
    };
    QVERIFY(countAt(kBurstBegin) <= 2.0); // both ends of a window may hold a sample
    QVERIFY(countAt(kBurstBegin + 20'000) >= 10.0);
    QVERIFY(countAt(kBurstBegin + 30'000) <= 2.0); // nothing was invented
    QVERIFY(countAt(kBurstBegin + 40'000) >= 10.0);
    QVERIFY(countAt(kBurstEnd + 10'000) <= 2.0);
}

void TestStoreBurst::slowSeriesBeside_keepTheirSamples()
{
    fill();
    const auto read =
        readBack(*m_store, {metric("cpu.busy"), {"core", promql::MatchOp::Equal, "1"}}, kNoon, kEnd);
    QVERIFY(read && read->size() == 1);
    QCOMPARE(read->begin()->second.size(), 31U);
}

QTEST_GUILESS_MAIN(TestStoreBurst)
#include "tst_storeburst.moc"
