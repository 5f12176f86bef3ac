// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/hosthead.h"
#include "backend/storage/timeseries/packbuilder.h"
#endif

#include <QtTest/QtTest>

#include <random>

using namespace qd;
using namespace qd::backend;

namespace {

constexpr std::int64_t kStart = 1'700'049'600'000;
constexpr std::int64_t kHour = 3'600'000;
using Samples = std::map<std::int64_t, double>;

HostHead::AppendOutcome append(HostHead &head, std::int64_t time,
    std::vector<std::pair<std::uint32_t, double>> values, std::uint64_t sequence = 1)
{
    series::FlatBlock block;
    block.times = {time};
    std::vector<std::uint32_t> ordinals(1000);
    for (std::uint32_t i = 0; i < ordinals.size(); ++i) {
        ordinals[i] = i;
    }
    for (const auto &[slot, value] : values) {
        block.slots.push_back(slot);
        block.values.push_back(value);
    }
    HostProgress progress;
    progress.host = head.host();
    return head.append(block, ordinals, 1, sequence, progress, time,
        {.lateWindowMs = kHour, .latestMs = kStart + 100 * kHour});
}

Samples read(const HostHead &head, std::uint32_t ordinal, std::int64_t from = 0, std::int64_t to = kStart * 2)
{
    const std::uint32_t wanted[] = {ordinal};
    const HostHead::Reading reading = head.read(wanted, from, to);
    const SampleColumn &column = reading.columns.front();
    Samples samples;
    for (std::size_t i = 0; i < column.times.size(); ++i) {
        samples.emplace(column.times[i], column.values[i]);
    }
    return samples.size() == column.times.size() ? samples : Samples{}; // a repeat is an error
}

} // namespace

class TestHostHead : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsInAnyOrder_readBackInOrder();
    void equalTimes_keepTheLastValue();
    void newSeries_widenOpenRows();
    void unknownSlot_isCountedAndDropped();
    void sampleBehindTheWindow_isRefused();
    void detachedRows_stayReadableUntilFlushed();
    void headWithoutRows_hasNothingToDetach();
    void packs_endAtMidnightAndAtTheLongestSpan();
    void mergedColumns_preferTheLater();
};

void TestHostHead::rowsInAnyOrder_readBackInOrder()
{
    std::mt19937 random(5);
    HostHead head(HostId{1});
    Samples expected;
    for (int i = 0; i < 300; ++i) {
        const std::int64_t back = random() % 5 == 0 ? static_cast<std::int64_t>(random() % 1'000'000) : 0;
        const std::int64_t time = kStart + i * 10'000 - back;
        append(head, time, {{7, i * 0.5}});
        expected[time] = i * 0.5;
    }
    QCOMPARE(read(head, 7), expected);
    QCOMPARE(read(head, 8), Samples{});
    const Samples middle(expected.lower_bound(kStart + 500'000), expected.upper_bound(kStart + 900'000));
    QCOMPARE(read(head, 7, kStart + 500'000, kStart + 900'000), middle);
}

void TestHostHead::equalTimes_keepTheLastValue()
{
    HostHead head(HostId{1});
    append(head, kStart, {{0, 1.0}, {1, 5.0}});
    append(head, kStart, {{0, 2.0}});
    QCOMPARE(read(head, 0), (Samples{{kStart, 2.0}}));
    QCOMPARE(read(head, 1), (Samples{{kStart, 5.0}}));
    for (int i = 1; i <= 60; ++i) {
        append(head, kStart + i, {{0, 0.0}});
    }
    append(head, kStart, {{0, 3.0}}); // in a sealed chunk by now
    QCOMPARE(read(head, 0).at(kStart), 3.0);
    QCOMPARE(read(head, 0).size(), 61U);
}

void TestHostHead::newSeries_widenOpenRows()
{
    HostHead head(HostId{1});
    append(head, kStart, {{0, 1.0}});
    append(head, kStart + 1, {{0, 2.0}, {500, 9.0}});
    QCOMPARE(read(head, 0), (Samples{{kStart, 1.0}, {kStart + 1, 2.0}}));
    QCOMPARE(read(head, 500), (Samples{{kStart + 1, 9.0}}));
}

void TestHostHead::unknownSlot_isCountedAndDropped()
{
    HostHead head(HostId{1});
    const auto outcome = append(head, kStart, {{3, 1.0}, {5000, 2.0}});
    QCOMPARE(outcome.added, 1U);
    QCOMPARE(outcome.unknownSlot, 1U);
}

void TestHostHead::sampleBehindTheWindow_isRefused()
{
    HostHead head(HostId{1});
    append(head, kStart, {{0, 1.0}});
    QCOMPARE(append(head, kStart - kHour, {{0, 2.0}}).added, 1U);
    const auto late = append(head, kStart - kHour - 1, {{0, 3.0}});
    QCOMPARE(late.added, 0U);
    QCOMPARE(late.refusedLate, 1U);
    QCOMPARE(append(head, kStart + 101 * kHour, {{0, 3.0}}).refusedFuture, 1U);
    QCOMPARE(toUnixMs(head.progress().newestSample), kStart);
}

void TestHostHead::detachedRows_stayReadableUntilFlushed()
{
    HostHead head(HostId{1});
    Samples expected;
    for (int i = 0; i < 100; ++i) {
        append(head, kStart + i * 10'000, {{2, i}}, static_cast<std::uint64_t>(i) + 1);
        expected[kStart + i * 10'000] = i;
    }
    const auto detached = head.detach();
    QVERIFY(detached);
    QVERIFY(!head.detach());
    QCOMPARE(detached->rows, 100U);
    QCOMPARE(detached->progress.size(), 1U);
    QCOMPARE(detached->progress.front().second, 100U);
    QCOMPARE(read(head, 2), expected);
    append(head, kStart + 5, {{2, -1}}, 101); // late, while the flush runs
    append(head, kStart + 100 * 10'000, {{2, 100}}, 102);
    expected[kStart + 5] = -1;
    expected[kStart + 1'000'000] = 100;
    QCOMPARE(read(head, 2), expected);
    head.flushed();
    QCOMPARE(read(head, 2), (Samples{{kStart + 5, -1.0}, {kStart + 1'000'000, 100.0}}));
    const std::uint32_t wanted[] = {2};
    QCOMPARE(head.read(wanted, 0, 1).packedUntilMs, kStart + 990'000);
}

void TestHostHead::headWithoutRows_hasNothingToDetach()
{
    HostHead head(HostId{1});
    QVERIFY(!head.detach());
    QCOMPARE(head.fill().rows, 0U);
    QCOMPARE(head.fill().oldestWrittenMs, std::numeric_limits<std::int64_t>::max());
}

void TestHostHead::packs_endAtMidnightAndAtTheLongestSpan()
{
    HostHead head(HostId{1});
    const std::int64_t midnight = kStart + 12 * kHour; // kStart is noon
    Samples expected;
    for (std::int64_t time = midnight - 3 * kHour; time <= midnight + 3 * kHour; time += 60'000) {
        append(head, time, {{0, static_cast<double>(time % 977)}});
        expected[time] = static_cast<double>(time % 977);
    }
    const auto detached = head.detach();
    QVERIFY(detached);
    Samples found;
    std::size_t crossing = 0;
    for (const series::Block &block : blocksOf(*detached, 2 * kHour)) {
        QVERIFY(block.times.back() - block.times.front() <= 2 * kHour);
        crossing += block.times.front() < midnight && block.times.back() >= midnight ? 1 : 0;
        for (std::size_t row = 0; row < block.times.size(); ++row) {
            QVERIFY(found.emplace(block.times[row], block.columns.front().values[row]).second);
        }
    }
    QCOMPARE(crossing, 0U);
    QCOMPARE(found, expected);
}

void TestHostHead::mergedColumns_preferTheLater()
{
    const SampleColumn merged =
        mergeColumns({{{1, 3, 5}, {10, 30, 50}}, {{2, 3, 9}, {-2, -3, -9}}, {}, {{9}, {99}}});
    QCOMPARE(merged.times, (std::vector<std::int64_t>{1, 2, 3, 5, 9}));
    QCOMPARE(merged.values, (std::vector<double>{10, -2, -3, 50, 99}));
    QVERIFY(mergeColumns({}).times.empty());
}

QTEST_APPLESS_MAIN(TestHostHead)
#include "tst_hosthead.moc"
