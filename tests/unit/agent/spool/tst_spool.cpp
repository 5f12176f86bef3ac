// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/spool.h"
#include "tests/support/agent/agentfakes.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <fstream>
#include <memory>

#include <unistd.h>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kDictionary = 77;

series::Bytes blockOf(std::size_t size, unsigned fill)
{
    return series::Bytes(size, static_cast<std::byte>(fill));
}

HostEvent eventOf(const std::string &id)
{
    return {id, fromUnixMs(1'700'000'000'000), EventSeverity::Warning, "test", "something happened"};
}

} // namespace

/// The queue on a real directory; a disk that refuses is made by replacing write().
class SpoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pushedBlocks_comeInOrderWithAscendingSequences();
    void acknowledgedBlocks_areFreedUpToTheSequence();
    void acknowledgedTwice_isHarmless();
    void killedProcess_losesNoBlockAndNoEvent();
    void restartAfterEverythingWasAcknowledged_goesOnWithTheSequence();
    void tornTail_isLeftOutAndTheRestKept();
    void corruptedRecord_isSkippedAndReported();
    void blockDamagedAfterStart_isDroppedAndCounted();
    void fullDisk_keepsBlocksInMemoryAndWritesThemLater();
    void depth_tellsWhatWaitsAndWhere();
    void diskBound_dropsOldestBlocksButNoEvents();
    void memoryBoundWithoutDisk_dropsOldestFirst();
    void refusedBlock_isDroppedAndCounted();
    void acknowledgedSegments_areDeleted();
    void renumbered_movesBlocksToTheNewDictionary();

private:
    [[nodiscard]] std::unique_ptr<Spool> openSpool(
        std::uint64_t memory = 30'000'000, std::uint64_t disk = 30'000'000);
    [[nodiscard]] std::vector<std::filesystem::path> segments() const;
    [[nodiscard]] std::vector<std::uint64_t> sequencesOf(const Spool &spool) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    test::ManualClock m_clock;
    FakeReporter m_reporter;
    bool m_isDiskFull = false;
};

void SpoolTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_reporter = {};
    m_isDiskFull = false;
}

std::unique_ptr<Spool> SpoolTest::openSpool(std::uint64_t memory, std::uint64_t disk)
{
    Spool::Options options;
    options.directory = m_folder->filePath(QStringLiteral("spool")).toStdString();
    options.memoryBytes = memory;
    options.diskBytes = disk;
    options.write = [this](int descriptor, const void *data, std::size_t size) -> ssize_t {
        if (m_isDiskFull) {
            // A disk fills in the middle of a record.
            if (size > 8 && ::write(descriptor, data, 8) == 8) {
                m_isDiskFull = true;
            }
            errno = ENOSPC;
            return -1;
        }
        return ::write(descriptor, data, size);
    };
    auto spool = std::make_unique<Spool>(options, m_clock, m_reporter);
    spool->open();
    return spool;
}

std::vector<std::filesystem::path> SpoolTest::segments() const
{
    std::vector<std::filesystem::path> files;
    const std::filesystem::path folder{m_folder->filePath(QStringLiteral("spool")).toStdString()};
    for (const auto &entry : std::filesystem::directory_iterator{folder}) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::vector<std::uint64_t> SpoolTest::sequencesOf(const Spool &spool) const
{
    std::vector<std::uint64_t> sequences;
    for (const SpooledBlock *block = spool.after(0); block != nullptr; block = spool.after(block->ordinal)) {
        sequences.push_back(block->sequence);
    }
    return sequences;
}

void SpoolTest::pushedBlocks_comeInOrderWithAscendingSequences()
{
    const auto spool = openSpool();
    spool->push(kDictionary, blockOf(100, 1), 10);
    spool->push(kDictionary, blockOf(100, 2), 20);
    spool->push(kDictionary + 1, blockOf(100, 3), 30);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{1, 2, 1}));
    const SpooledBlock *first = spool->after(0);
    QCOMPARE(first->samples, 10U);
    QCOMPARE(spool->load(first->ordinal).value(), blockOf(100, 1));
    QCOMPARE(spool->stats().blocks, 3U);
}

void SpoolTest::acknowledgedBlocks_areFreedUpToTheSequence()
{
    const auto spool = openSpool();
    for (unsigned i = 1; i <= 5; ++i) {
        spool->push(kDictionary, blockOf(100, i), 10);
    }
    spool->acknowledge(kDictionary, 3);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{4, 5}));
    QCOMPARE(spool->stats().samplesAcknowledged, 30U);
    QVERIFY(spool->load(1).error().code == ErrorCode::NotFound);
}

void SpoolTest::acknowledgedTwice_isHarmless()
{
    const auto spool = openSpool();
    spool->push(kDictionary, blockOf(100, 1), 10);
    spool->push(kDictionary, blockOf(100, 2), 10);
    spool->acknowledge(kDictionary, 1);
    spool->acknowledge(kDictionary, 1);
    spool->acknowledge(kDictionary + 5, 9);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{2}));
    QCOMPARE(spool->stats().samplesAcknowledged, 10U);
}

void SpoolTest::killedProcess_losesNoBlockAndNoEvent()
{
    // Not closed: what a kill -9 leaves is what the kernel was given, and the second spool reads just that.
    const auto killed = openSpool();
    for (unsigned i = 1; i <= 4; ++i) {
        killed->push(kDictionary, blockOf(300, i), 10);
    }
    killed->push(eventOf("e1"));
    killed->push(eventOf("e2"));
    killed->acknowledge(kDictionary, 2);
    killed->eventKept("e1");
    killed->push(kDictionary, blockOf(300, 5), 10);

    const auto spool = openSpool();
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{3, 4, 5}));
    QCOMPARE(spool->load(spool->after(0)->ordinal).value(), blockOf(300, 3));
    QCOMPARE(spool->events(10), (std::vector<HostEvent>{eventOf("e2")}));
    spool->push(kDictionary, blockOf(300, 6), 10);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{3, 4, 5, 6}));
}

void SpoolTest::restartAfterEverythingWasAcknowledged_goesOnWithTheSequence()
{
    auto spool = openSpool();
    for (unsigned i = 1; i <= 3'000; ++i) { // enough that dead segments are deleted
        spool->push(kDictionary, blockOf(300, i), 10);
        spool->acknowledge(kDictionary, i);
    }
    spool = openSpool();
    QCOMPARE(spool->nextSequence(kDictionary), 3'001U);
}

void SpoolTest::tornTail_isLeftOutAndTheRestKept()
{
    auto spool = openSpool();
    spool->push(kDictionary, blockOf(300, 1), 10);
    spool->push(kDictionary, blockOf(300, 2), 10);
    spool.reset();
    const auto file = segments().back();
    std::filesystem::resize_file(file, std::filesystem::file_size(file) - 100);
    spool = openSpool();
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{1}));
    QVERIFY(m_reporter.hasNote("incomplete"));
    QVERIFY(m_reporter.events.empty());
}

void SpoolTest::corruptedRecord_isSkippedAndReported()
{
    auto spool = openSpool();
    for (unsigned i = 1; i <= 3; ++i) {
        spool->push(kDictionary, blockOf(300, i), 10);
    }
    spool.reset();
    std::fstream file{segments().back(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(600); // inside the second block
    file.put('X');
    file.close();
    spool = openSpool();
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{1, 3}));
    QVERIFY(m_reporter.hasEvent("damaged in 1 places"));
}

void SpoolTest::blockDamagedAfterStart_isDroppedAndCounted()
{
    auto spool = openSpool();
    spool->push(kDictionary, blockOf(300, 1), 10);
    spool->push(kDictionary, blockOf(300, 2), 20);
    spool = openSpool(); // the payloads are on disk only now
    std::fstream file{segments().front(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(250);
    file.put('X');
    file.close();
    QVERIFY(spool->load(spool->after(0)->ordinal).error().code == ErrorCode::Corrupt);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{2}));
    QCOMPARE(spool->stats().samplesDropped[static_cast<std::size_t>(SpoolDrop::Corrupt)], 10U);
}

void SpoolTest::fullDisk_keepsBlocksInMemoryAndWritesThemLater()
{
    auto spool = openSpool();
    spool->push(kDictionary, blockOf(300, 1), 10);
    m_isDiskFull = true;
    spool->push(kDictionary, blockOf(300, 2), 10);
    spool->push(kDictionary, blockOf(300, 3), 10);
    QVERIFY(m_reporter.hasEvent("memory only"));
    QCOMPARE(m_reporter.events.size(), 1U);
    QVERIFY(!spool->stats().isOnDisk);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{1, 2, 3}));

    m_isDiskFull = false;
    m_clock.advance(31s);
    spool->push(kDictionary, blockOf(300, 4), 10);
    QVERIFY(m_reporter.hasEvent("on disk again"));
    QVERIFY(spool->stats().isOnDisk);
    spool = openSpool();
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{1, 2, 3, 4}));
    QCOMPARE(spool->load(spool->after(1)->ordinal).value(), blockOf(300, 2));
}

void SpoolTest::depth_tellsWhatWaitsAndWhere()
{
    auto spool = openSpool();
    QVERIFY(spool->depth() == SpoolDepth{});
    spool->push(kDictionary, blockOf(300, 1), 10);
    spool->push(kDictionary, blockOf(200, 2), 10);
    QVERIFY((spool->depth() == SpoolDepth{2, 500, 0}));
    m_isDiskFull = true;
    spool->push(kDictionary, blockOf(50, 3), 10);
    QVERIFY((spool->depth() == SpoolDepth{3, 500, 50}));
    spool->acknowledge(kDictionary, 1);
    QVERIFY((spool->depth() == SpoolDepth{2, 200, 50}));
    m_isDiskFull = false;
    m_clock.advance(31s);
    spool->push(kDictionary, blockOf(7, 4), 10);
    QVERIFY((spool->depth() == SpoolDepth{3, 257, 0}));
    spool = openSpool();
    QVERIFY((spool->depth() == SpoolDepth{3, 257, 0}));
    spool->drop(kDictionary, 2, SpoolDrop::Refused);
    spool->acknowledge(kDictionary, 4);
    QVERIFY(spool->depth() == SpoolDepth{});

    const auto small = openSpool(30'000'000, 100'000);
    for (unsigned i = 1; i <= 500; ++i) {
        small->push(kDictionary, blockOf(1'000, i), 10);
    }
    const auto waiting = static_cast<std::int64_t>(sequencesOf(*small).size());
    QVERIFY((small->depth() == SpoolDepth{waiting, 1'000 * waiting, 0}));
}

void SpoolTest::diskBound_dropsOldestBlocksButNoEvents()
{
    auto spool = openSpool(30'000'000, 100'000);
    spool->push(eventOf("first"));
    for (unsigned i = 1; i <= 500; ++i) {
        spool->push(kDictionary, blockOf(1'000, i), 10);
    }
    const auto sequences = sequencesOf(*spool);
    QCOMPARE(sequences.back(), 500U);
    QVERIFY(sequences.size() >= 70 && sequences.size() <= 100);
    QVERIFY(spool->stats().diskBytes <= 100'000);
    const std::uint64_t dropped = spool->stats().samplesDropped[static_cast<std::size_t>(SpoolDrop::Full)];
    QCOMPARE(dropped, 10 * (500 - sequences.size()));
    QVERIFY(m_reporter.hasEvent("spool is full"));
    QCOMPARE(spool->events(10), (std::vector<HostEvent>{eventOf("first")}));
    spool = openSpool(30'000'000, 100'000);
    QCOMPARE(spool->events(10), (std::vector<HostEvent>{eventOf("first")}));
    QCOMPARE(sequencesOf(*spool), sequences);
}

void SpoolTest::memoryBoundWithoutDisk_dropsOldestFirst()
{
    const auto spool = openSpool(10'000, 0);
    spool->push(eventOf("first"));
    for (unsigned i = 1; i <= 50; ++i) {
        spool->push(kDictionary, blockOf(1'000, i), 10);
    }
    QCOMPARE(sequencesOf(*spool).back(), 50U);
    QCOMPARE(sequencesOf(*spool).size(), 9U);
    QVERIFY(spool->stats().memoryBytes <= 10'000);
    QCOMPARE(spool->events(10).size(), 1U);
}

void SpoolTest::refusedBlock_isDroppedAndCounted()
{
    const auto spool = openSpool();
    for (unsigned i = 1; i <= 3; ++i) {
        spool->push(kDictionary, blockOf(100, i), 10);
    }
    spool->drop(kDictionary, 2, SpoolDrop::Refused);
    QCOMPARE(sequencesOf(*spool), (std::vector<std::uint64_t>{1, 3}));
    QCOMPARE(spool->stats().samplesDropped[static_cast<std::size_t>(SpoolDrop::Refused)], 10U);
}

void SpoolTest::acknowledgedSegments_areDeleted()
{
    const auto spool = openSpool();
    for (unsigned i = 1; i <= 5'000; ++i) {
        spool->push(kDictionary, blockOf(1'000, i), 10);
        spool->acknowledge(kDictionary, i);
    }
    QVERIFY(segments().size() <= 2);
    QVERIFY(spool->stats().diskBytes < 600'000);
}

void SpoolTest::renumbered_movesBlocksToTheNewDictionary()
{
    auto spool = openSpool();
    spool->push(kDictionary, blockOf(300, 1), 10);
    spool->push(kDictionary, blockOf(300, 2), 20);
    spool->renumber(kDictionary, kDictionary + 1);
    spool = openSpool();
    QCOMPARE(sequencesOf(*spool).size(),
        4U); // the old records are still in the newest segment: repeats are harmless
    QCOMPARE(spool->nextSequence(kDictionary + 1), 3U);
}

QTEST_APPLESS_MAIN(SpoolTest)
#include "tst_spool.moc"
