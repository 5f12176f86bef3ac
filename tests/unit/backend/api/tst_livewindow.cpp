// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/livewindow.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace qd;
using namespace qd::backend;
using namespace qd::backend::push;

namespace {

const Labels kA(std::vector<Labels::Pair>{{"__name__", "a"}});
const Labels kB(std::vector<Labels::Pair>{{"__name__", "b"}});

QueryAnswer matrix(std::vector<promql::MatrixSeries> series, std::int64_t newest)
{
    return {promql::Matrix{std::move(series)}, Resolution::Raw, fromUnixMs(newest)};
}

/// Values 0, 1, 2, ... at every step of a plan.
promql::MatrixSeries ramp(const Labels &labels, const promql::EvalParams &plan)
{
    promql::MatrixSeries series{labels, "percent", {}, {}};
    for (std::int64_t time = plan.startMs; time <= plan.endMs; time += plan.stepMs) {
        series.times.push_back(time);
        series.values.push_back(static_cast<double>(time / 1000));
    }
    return series;
}

} // namespace

class TstLiveWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstAnswer_isSentWhole();
    void nextStep_isSentWithOnePointBefore();
    void lateSample_isSentFromWhereItChanged();
    void unchangedAnswer_isSilentUntilTheHeartbeat();
    void goneSeries_isToldBySendingAll();
    void seriesThatSlidOut_needsNoWord();
    void newestValues_changeOneByOne();
    void sampleBeforeItsStep_isSeenAndReplaced();
    void spike_survivesThinning();
    void impossibleSpec_isRefused();
};

void TstLiveWindow::firstAnswer_isSentWhole()
{
    LiveWindow window({"a", 60'000, 10'000, 0});
    const auto plan = window.plan(1'000'005'000);
    QCOMPARE(plan.startMs, 999'940'000);
    QCOMPARE(plan.endMs, 1'000'000'000);
    window.merge(matrix({ramp(kA, plan)}, 1), 1'000'005'000);
    const auto update = window.takeUpdate(1'000'005'000);
    QVERIFY(update && update->isFull);
    QCOMPARE(update->series.front().times.size(), 7U);
    QCOMPARE(update->windowStart, 999'940'000);
    QCOMPARE(window.full().series.front().times.size(), 7U);
}

void TstLiveWindow::nextStep_isSentWithOnePointBefore()
{
    LiveWindow window({"a", 300'000, 10'000, 0});
    window.merge(matrix({ramp(kA, window.plan(1'000'000'000))}, 1), 1'000'000'000);
    (void)window.takeUpdate(1'000'000'000);
    const auto plan = window.plan(1'000'010'000);
    QVERIFY(plan.startMs > 999'900'000); // a tail, not all of it
    window.merge(matrix({ramp(kA, plan)}, 2), 1'000'010'000);
    const auto update = window.takeUpdate(1'000'010'000);
    QVERIFY(update && !update->isFull);
    QCOMPARE(update->series.front().times, (std::vector<std::int64_t>{1'000'000'000, 1'000'010'000}));
}

void TstLiveWindow::lateSample_isSentFromWhereItChanged()
{
    LiveWindow window({"a", 300'000, 10'000, 0});
    window.merge(matrix({ramp(kA, window.plan(1'000'000'000))}, 1), 1'000'000'000);
    (void)window.takeUpdate(1'000'000'000);
    promql::MatrixSeries changed = ramp(kA, window.plan(1'000'001'000));
    changed.values[changed.values.size() - 2] = -1.0;
    window.merge(matrix({changed}, 2), 1'000'001'000);
    const auto update = window.takeUpdate(1'000'001'000);
    QVERIFY(update);
    QCOMPARE(
        update->series.front().times, (std::vector<std::int64_t>{999'980'000, 999'990'000, 1'000'000'000}));
    QCOMPARE(update->series.front().values[1], -1.0);
}

void TstLiveWindow::unchangedAnswer_isSilentUntilTheHeartbeat()
{
    LiveWindow window({"a", 300'000, 10'000, 0});
    window.merge(matrix({ramp(kA, window.plan(1'000'000'000))}, 1), 1'000'000'000);
    (void)window.takeUpdate(1'000'000'000);
    window.merge(matrix({ramp(kA, window.plan(1'000'001'000))}, 1), 1'000'001'000);
    QVERIFY(!window.takeUpdate(1'000'001'000));
    const auto heartbeat = window.takeUpdate(1'000'005'000);
    QVERIFY(heartbeat && heartbeat->series.empty() && !heartbeat->isFull);
}

void TstLiveWindow::goneSeries_isToldBySendingAll()
{
    LiveWindow window({"a", 0, 10'000, 0});
    (void)window.plan(1000);
    window.merge({promql::Vector{1000, {{kA, {}, 1.0}, {kB, {}, 2.0}}}, Resolution::Raw, {}}, 1000);
    (void)window.takeUpdate(1000);
    (void)window.plan(2000);
    window.merge({promql::Vector{2000, {{kB, {}, 2.0}}}, Resolution::Raw, {}}, 2000);
    const auto update = window.takeUpdate(2000);
    QVERIFY(update && update->isFull);
    QCOMPARE(update->series.size(), 1U);
}

void TstLiveWindow::seriesThatSlidOut_needsNoWord()
{
    LiveWindow window({"a", 60'000, 10'000, 0});
    const auto plan = window.plan(1'000'000'000);
    promql::MatrixSeries old{kB, {}, {plan.startMs}, {1.0}};
    window.merge(matrix({ramp(kA, plan), old}, 1), 1'000'000'000);
    (void)window.takeUpdate(1'000'000'000);
    window.merge(matrix({ramp(kA, window.plan(1'000'010'000))}, 2), 1'000'010'000);
    const auto update = window.takeUpdate(1'000'010'000);
    QVERIFY(update && !update->isFull);
    QCOMPARE(update->series.size(), 1U);
    QVERIFY(update->windowStart > plan.startMs);
}

void TstLiveWindow::newestValues_changeOneByOne()
{
    LiveWindow window({"a", 0, 10'000, 0});
    (void)window.plan(1000);
    window.merge({promql::Vector{1000, {{kA, {}, 1.0}, {kB, {}, std::nan("")}}}, Resolution::Raw, {}}, 1000);
    (void)window.takeUpdate(1000);
    (void)window.plan(2000);
    window.merge({promql::Vector{2000, {{kA, {}, 7.0}, {kB, {}, std::nan("")}}}, Resolution::Raw, {}}, 2000);
    const auto update = window.takeUpdate(2000);
    QVERIFY(update && !update->isFull);
    QCOMPARE(update->series.size(), 1U);
    QCOMPARE(update->series.front().values.front(), 7.0);
}

void TstLiveWindow::sampleBeforeItsStep_isSeenAndReplaced()
{
    LiveWindow window({"a", 300'000, 10'000, 0});
    window.merge(matrix({ramp(kA, window.plan(1'000'000'000))}, 1), 1'000'000'000);
    (void)window.takeUpdate(1'000'000'000);
    window.merge(matrix({ramp(kA, window.plan(1'000'004'000))}, 999'999'000), 1'000'004'000);
    QCOMPARE(window.newestInstant(), std::optional<std::int64_t>(1'000'004'000));
    window.mergeNewest(
        {promql::Vector{1'000'004'000, {{kA, "percent", 50.0}}}, Resolution::Raw, fromUnixMs(1'000'003'000)});
    const auto early = window.takeUpdate(1'000'004'000);
    QVERIFY(early);
    QCOMPARE(early->series.front().times.back(), 1'000'003'000);
    window.merge(matrix({ramp(kA, window.plan(1'000'010'000))}, 1'000'003'000), 1'000'010'000);
    const auto regular = window.takeUpdate(1'000'010'000);
    QVERIFY(regular);
    // The first point that both know comes along, so that the early one is replaced.
    QCOMPARE(regular->series.front().times, (std::vector<std::int64_t>{1'000'000'000, 1'000'010'000}));
}

void TstLiveWindow::spike_survivesThinning()
{
    Points points;
    for (int i = 0; i < 1000; ++i) {
        points.times.push_back(i * 10'000LL);
        points.values.push_back(i == 567 ? 99.0 : std::sin(i));
    }
    const std::int64_t bucket = bucketFor(9'990'000, 10'000, 100);
    QCOMPARE(bucket % 10'000, 0);
    const Points thin = minMax(points, bucket);
    QVERIFY2(thin.times.size() <= 100, qPrintable(QString::number(thin.times.size())));
    QVERIFY(std::is_sorted(thin.times.begin(), thin.times.end()));
    const auto spike = std::find(thin.values.begin(), thin.values.end(), 99.0);
    QVERIFY(spike != thin.values.end());
    QCOMPARE(thin.times[static_cast<std::size_t>(spike - thin.values.begin())], 5'670'000);
    QCOMPARE(bucketFor(990'000, 10'000, 100), 10'000);
}

void TstLiveWindow::impossibleSpec_isRefused()
{
    QVERIFY(validate(WatchSpec{"a", 60'000, 10'000, 0}));
    QVERIFY(!validate(WatchSpec{"", 60'000, 10'000, 0}));
    QVERIFY(!validate(WatchSpec{"a", -1, 10'000, 0}));
    QVERIFY(!validate(WatchSpec{"a", 60'000, 0, 0}));
    QVERIFY(!validate(WatchSpec{"a", 86'400'000, 1000, 0}));
    QVERIFY(!validate(WatchSpec{"a", 60'000, 10'000, -1}));
}

QTEST_APPLESS_MAIN(TstLiveWindow)
#include "tst_livewindow.moc"
