// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/dictionary.h"
#include "tests/support/agent/agentfakes.h"

#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <fstream>
#include <memory>

#include <unistd.h>

using namespace qd;
using namespace qd::agent;

namespace {

SeriesDescription seriesOf(const std::string &name)
{
    return {Labels{{{"__name__", name}}}, "percent", MetricKind::Gauge, 10'000};
}

} // namespace

class DictionaryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sameSeries_keepsItsSlot();
    void restartInTheSameBoot_keepsIdAndSlots();
    void newBoot_beginsAnewAndKeepsTheOldReadable();
    void damagedFile_beginsAnew();
    void changedUnit_getsAnotherSlot();
    void failedDisk_neverReusesAnIdWithMissingSlots();
    void forgotten_oldDictionariesAreUnknown();
    void renewed_hasTheSameSlotsUnderAnotherId();

private:
    [[nodiscard]] std::unique_ptr<Dictionary> openDictionary(const std::string &bootId = "boot-1");

    std::unique_ptr<QTemporaryDir> m_folder;
    FakeReporter m_reporter;
    bool m_isDiskFull = false;
};

void DictionaryTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_reporter = {};
    m_isDiskFull = false;
}

std::unique_ptr<Dictionary> DictionaryTest::openDictionary(const std::string &bootId)
{
    Dictionary::Options options;
    options.directory = m_folder->filePath(QStringLiteral("dictionary")).toStdString();
    options.bootId = bootId;
    options.write = [this](int descriptor, const void *data, std::size_t size) -> ssize_t {
        if (m_isDiskFull) {
            errno = ENOSPC;
            return -1;
        }
        return ::write(descriptor, data, size);
    };
    auto dictionary = std::make_unique<Dictionary>(options, m_reporter);
    dictionary->open();
    return dictionary;
}

void DictionaryTest::sameSeries_keepsItsSlot()
{
    const auto dictionary = openDictionary();
    QCOMPARE(dictionary->slotOf(seriesOf("a")), 0U);
    QCOMPARE(dictionary->slotOf(seriesOf("b")), 1U);
    QCOMPARE(dictionary->slotOf(seriesOf("a")), 0U);
    QCOMPARE(dictionary->entries().size(), 2U);
    QVERIFY(dictionary->id() != 0);
}

void DictionaryTest::restartInTheSameBoot_keepsIdAndSlots()
{
    auto dictionary = openDictionary();
    for (int i = 0; i < 2'500; ++i) { // more than one record
        (void)dictionary->slotOf(seriesOf("m" + std::to_string(i)));
    }
    dictionary->flush();
    const std::uint64_t id = dictionary->id();
    dictionary = openDictionary();
    QCOMPARE(dictionary->id(), id);
    QCOMPARE(dictionary->entries().size(), 2'500U);
    QCOMPARE(dictionary->slotOf(seriesOf("m1234")), 1'234U);
    QCOMPARE(dictionary->slotOf(seriesOf("new")), 2'500U);
}

void DictionaryTest::newBoot_beginsAnewAndKeepsTheOldReadable()
{
    auto dictionary = openDictionary("boot-1");
    (void)dictionary->slotOf(seriesOf("a"));
    dictionary->flush();
    const std::uint64_t old = dictionary->id();
    dictionary = openDictionary("boot-2");
    QVERIFY(dictionary->id() != old);
    QVERIFY(dictionary->entries().empty());
    QVERIFY(dictionary->isKnown(old));
    QCOMPARE(dictionary->entriesOf(old).size(), 1U);
    QCOMPARE(dictionary->entriesOf(old).front().series, seriesOf("a"));
}

void DictionaryTest::damagedFile_beginsAnew()
{
    auto dictionary = openDictionary();
    (void)dictionary->slotOf(seriesOf("a"));
    dictionary->flush();
    const std::uint64_t old = dictionary->id();
    dictionary.reset();
    for (const auto &entry :
        std::filesystem::directory_iterator{m_folder->filePath(QStringLiteral("dictionary")).toStdString()}) {
        std::filesystem::resize_file(entry.path(), entry.file_size() - 3);
    }
    dictionary = openDictionary();
    QVERIFY(dictionary->id() != old);
    QVERIFY(m_reporter.hasEvent("numbered anew"));
}

void DictionaryTest::changedUnit_getsAnotherSlot()
{
    const auto dictionary = openDictionary();
    SeriesDescription series = seriesOf("a");
    QCOMPARE(dictionary->slotOf(series), 0U);
    series.unit = "bytes";
    QCOMPARE(dictionary->slotOf(series), 1U);
}

void DictionaryTest::failedDisk_neverReusesAnIdWithMissingSlots()
{
    auto dictionary = openDictionary();
    (void)dictionary->slotOf(seriesOf("a"));
    dictionary->flush();
    const std::uint64_t old = dictionary->id();
    m_isDiskFull = true;
    (void)dictionary->slotOf(seriesOf("b"));
    dictionary->flush();
    QVERIFY(dictionary->id() != old);
    QVERIFY(m_reporter.hasEvent("cannot be kept on disk"));
    const std::uint64_t withoutDisk = dictionary->id();
    dictionary->flush();
    QCOMPARE(dictionary->id(), withoutDisk);
    m_isDiskFull = false;
    dictionary->flush();
    dictionary = openDictionary();
    QCOMPARE(dictionary->id(), withoutDisk);
    QCOMPARE(dictionary->slotOf(seriesOf("b")), 1U);
}

void DictionaryTest::forgotten_oldDictionariesAreUnknown()
{
    auto dictionary = openDictionary("boot-1");
    (void)dictionary->slotOf(seriesOf("a"));
    dictionary->flush();
    const std::uint64_t old = dictionary->id();
    dictionary = openDictionary("boot-2");
    dictionary->keepOnly({old});
    QVERIFY(dictionary->isKnown(old));
    dictionary->keepOnly({});
    QVERIFY(!dictionary->isKnown(old));
    QVERIFY(dictionary->entriesOf(old).empty());
}

void DictionaryTest::renewed_hasTheSameSlotsUnderAnotherId()
{
    auto dictionary = openDictionary();
    (void)dictionary->slotOf(seriesOf("a"));
    dictionary->flush();
    const std::uint64_t old = dictionary->id();
    dictionary->renew();
    dictionary->flush();
    const std::uint64_t renewed = dictionary->id();
    QVERIFY(renewed != old);
    dictionary = openDictionary();
    QCOMPARE(dictionary->id(), renewed);
    QCOMPARE(dictionary->slotOf(seriesOf("a")), 0U);
}

QTEST_APPLESS_MAIN(DictionaryTest)
#include "tst_dictionary.moc"
