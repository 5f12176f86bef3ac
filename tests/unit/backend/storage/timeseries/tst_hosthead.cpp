// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/hosthead.h"
#include "backend/storage/timeseries/packbuilder.h"
#endif

#include <QtTest/QtTest>

#include <numeric>
#include <random>

using namespace qd;
using namespace qd::backend;

namespace {

constexpr std::int64_t kStart = 1'700'049'600'000;
constexpr std::int64_t kHour = 3'600'000;
using Samples = std::map<std::int64_t, double>;

constexpr std::chrono::milliseconds kLateWindow{kHour};

/// Slots 0 to 999 are the ordinals.
std::shared_ptr<const std::vector<std::uint32_t>> ordinals()
{
    std::vector<std::uint32_t> all(1000);
    std::iota(all.begin(), all.end(), 0U);
    return std::make_shared<const std::vector<std::uint32_t>>(std::move(all));
}

BlockArrival arrivalOf(const HostHead &head, std::int64_t time, std::uint64_t sequence)
{
    BlockArrival arrival{.dictionary = 1, .sequence = sequence, .progress = {}, .writtenMs = time};
    arrival.progress.host = head.host();
    return arrival;
}

HostHead::AppendOutcome append(HostHead &head, std::int64_t time,
    std::vector<std::pair<std::uint32_t, double>> values, std::uint64_t sequence = 1)
{
    series::FlatBlock block;
    block.times = {time};
    for (const auto &[slot, value] : values) {
        block.slots.push_back(slot);
        block.values.push_back(value);
    }
    return head.append(block, *ordinals(), arrivalOf(head, time, sequence), kLateWindow);
}

bool hold(HostHead &head, std::int64_t time, double value, std::uint64_t sequence = 1)
{
    const auto bytes = std::make_shared<const series::Bytes>(
        series::encodeBlock({.times = {time}, .columns = {{7, {value}}, {5000, {1.0}}}}));
    return head.hold({*bytes, bytes, ordinals()}, *series::inspectBlock(*bytes),
        arrivalOf(head, time, sequence), kLateWindow);
}

Samples read(HostHead &head, std::uint32_t ordinal, std::int64_t from = 0, std::int64_t to = kStart * 2)
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
    void rowsFromNewToOld_readBackInOrder();
    void equalTimes_keepTheLastValue();
    void newSeries_widenOpenRows();
    void unknownSlot_isCountedAndDropped();
    void sampleBehindTheWindow_isRefused();
    void detachedRows_stayReadableUntilFlushed();
    void headWithoutRows_hasNothingToDetach();
    void heldBlocks_areKnownBeforeTheyAreDecoded();
    void heldBlocks_readAsIfAppended();
    void rowsBehindHeldOnes_mergeWithThem();
    void blockThatMayBeRefused_isNotHeld();
    void heldBlockOfDamagedMemory_isCountedOnce();
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

void TestHostHead::rowsFromNewToOld_readBackInOrder()
{
    HostHead head(HostId{1});
    Samples expected;
    for (int i = 0; i < 20'000; ++i) { // far more than may stay open
        QCOMPARE(append(head, kStart - i, {{3, std::sqrt(i)}}).added, 1U);
        expected[kStart - i] = std::sqrt(i);
    }
    QCOMPARE(read(head, 3), expected);
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
    QCOMPARE(detached->sealed.rows(), 100U);
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

void TestHostHead::heldBlocks_areKnownBeforeTheyAreDecoded()
{
    HostHead head(HostId{1});
    QVERIFY(hold(head, kStart + 10'000, 1.0, 1));
    QVERIFY(hold(head, kStart, 2.0, 2));
    const HostHead::Fill held = head.fill();
    QCOMPARE(held.rows, 2U);
    QCOMPARE(held.firstMs, kStart);
    QCOMPARE(held.lastMs, kStart + 10'000);
    QCOMPARE(held.oldestWrittenMs, kStart);
    QCOMPARE(toUnixMs(head.progress().newestSample), kStart + 10'000);
    QCOMPARE(head.settle(), 0U);
    QCOMPARE(head.fill().rows, held.rows);
    QVERIFY(head.fill().sizeBytes > 0);
}

void TestHostHead::heldBlocks_readAsIfAppended()
{
    std::mt19937 random(11);
    HostHead held(HostId{1});
    HostHead appended(HostId{1});
    for (int i = 0; i < 200; ++i) {
        const std::int64_t back = random() % 7 == 0 ? static_cast<std::int64_t>(random() % 900'000) : 0;
        const std::int64_t time = kStart + i * 10'000 - back;
        QVERIFY(hold(held, time, i * 0.5, static_cast<std::uint64_t>(i) + 1));
        append(appended, time, {{7, i * 0.5}}, static_cast<std::uint64_t>(i) + 1);
    }
    QCOMPARE(read(held, 7), read(appended, 7));
    QVERIFY(read(held, 7).size() > 150);
    const auto one = held.detach();
    const auto other = appended.detach();
    QCOMPARE(one->progress, other->progress);
    QCOMPARE(one->sealed.rows(), other->sealed.rows());
}

void TestHostHead::rowsBehindHeldOnes_mergeWithThem()
{
    HostHead head(HostId{1});
    Samples expected;
    for (int i = 0; i < 50; ++i) {
        QVERIFY(hold(head, kStart + i * 10'000, i));
        expected[kStart + i * 10'000] = i;
    }
    const auto live = [&](std::int64_t time, double value) {
        append(head, time, {{7, value}});
        expected[time] = value;
    };
    live(kStart + 500'000, 50); // goes on
    live(kStart + 105'000, -1); // late, between held rows
    live(kStart + 200'000, -2); // replaces a held value
    QVERIFY(!hold(head, kStart + 510'000, 51)); // would come out of order
    QCOMPARE(read(head, 7), expected);
    for (int i = 51; i < 120; ++i) {
        live(kStart + i * 10'000, i);
    }
    QCOMPARE(read(head, 7), expected);
    QCOMPARE(blocksOf(head.detach()->sealed, 2 * kHour).front().times.size(), expected.size());
}

void TestHostHead::blockThatMayBeRefused_isNotHeld()
{
    HostHead head(HostId{1});
    QVERIFY(hold(head, kStart, 1.0));
    QVERIFY(!hold(head, kStart - kHour - 1, 1.0));
    QVERIFY(hold(head, kStart - kHour, 1.0));
    QCOMPARE(head.fill().rows, 2U);
}

void TestHostHead::heldBlockOfDamagedMemory_isCountedOnce()
{
    HostHead head(HostId{1});
    auto bytes =
        std::make_shared<series::Bytes>(series::encodeBlock({.times = {kStart}, .columns = {{7, {1.0}}}}));
    QVERIFY(head.hold(
        {*bytes, bytes, ordinals()}, *series::inspectBlock(*bytes), arrivalOf(head, kStart, 1), kLateWindow));
    bytes->back() ^= std::byte{1};
    QCOMPARE(read(head, 7), Samples{});
    QCOMPARE(head.settle(), 1U);
    QCOMPARE(head.settle(), 0U);
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
    for (const series::Block &block : blocksOf(detached->sealed, 2 * kHour)) {
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
