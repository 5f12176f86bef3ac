// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/pack.h"
#include "tests/unit/shared/series/blockbuilder.h"
#include "tests/unit/shared/series/fuzz.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::series;
using qd::test::sameBits;
using qd::test::sameBlock;

class TestPack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyPack_comesBackToTheBit_data();
    void anyPack_comesBackToTheBit();
    void goldenTimes_stayTheSame();
    void oneSlice_isEnoughForOneSeries();
    void subBlockWithoutSeries_isEmpty();
    void wantedSlots_leaveOutTheRest();
    void damagedSection_isCorrupt();
    void garbage_neitherCrashesNorReadsBeyond();
    void cells_comeBackToTheBit();
};

void TestPack::anyPack_comesBackToTheBit_data()
{
    QTest::addColumn<std::size_t>("rows");
    QTest::addColumn<std::size_t>("columns");
    QTest::newRow("empty") << std::size_t{0} << std::size_t{0};
    QTest::newRow("one row") << std::size_t{1} << std::size_t{200};
    QTest::newRow("one sub-block") << std::size_t{360} << std::size_t{25};
    QTest::newRow("many sub-blocks with gaps") << std::size_t{360} << std::size_t{230};
}

void TestPack::anyPack_comesBackToTheBit()
{
    QFETCH(std::size_t, rows);
    QFETCH(std::size_t, columns);
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const Block block = test::randomBlock(seed, rows, columns);
        const auto decoded = decodePack(encodePack(block));
        QVERIFY2(decoded, decoded ? "" : decoded.error().toString().c_str());
        QVERIFY(sameBlock(*decoded, block));
    }
}

void TestPack::goldenTimes_stayTheSame()
{
    // Only the time section: the bytes of the others are zstd's to choose, their plain form is the column
    // codec's.
    const Pack pack = encodePack({.times = {1000, 2000, 3000, 4000}, .columns = {{0, {1.0, 2.0, 3.0, 4.0}}}});
    const ByteView times = pack.section(0);
    QCOMPARE(QByteArray(reinterpret_cast<const char *>(times.data()), static_cast<qsizetype>(times.size()))
                 .toHex(),
        QByteArray("8af5487b01044a03fa01fa010000"));
}

void TestPack::oneSlice_isEnoughForOneSeries()
{
    const Block block = test::randomBlock(4, 360, 120);
    const Pack pack = encodePack(block);
    PackDecoder decoder;
    const auto times = decoder.decodeTimes(pack.section(0));
    QVERIFY(times);
    for (const Column &column : block.columns) {
        const std::uint32_t subBlock = column.slot / kPackColumns;
        const std::uint32_t wanted[] = {column.slot};
        const auto slice = decoder.decodeSlice(*times, subBlock, pack.section(1 + subBlock), wanted);
        QVERIFY(slice);
        QCOMPARE(slice->size(), 1U);
        QVERIFY(sameBits(slice->front().values, column.values));
    }
}

void TestPack::subBlockWithoutSeries_isEmpty()
{
    const Pack pack = encodePack({.times = {1}, .columns = {{3, {1.0}}, {80, {2.0}}}});
    QCOMPARE(pack.directory.size(), 5U);
    QVERIFY(!pack.section(1).empty());
    QVERIFY(pack.section(2).empty());
    QVERIFY(pack.section(3).empty());
    QVERIFY(!pack.section(4).empty());
    QVERIFY(pack.section(5).empty());
}

void TestPack::wantedSlots_leaveOutTheRest()
{
    const Pack pack = encodePack({.times = {1}, .columns = {{3, {1.0}}, {5, {2.0}}, {9, {3.0}}}});
    PackDecoder decoder;
    const auto times = decoder.decodeTimes(pack.section(0));
    QVERIFY(times);
    const std::uint32_t wanted[] = {3, 4, 9};
    const auto slice = decoder.decodeSlice(*times, 0, pack.section(1), wanted);
    QVERIFY(slice);
    QCOMPARE(slice->size(), 2U);
    QCOMPARE(slice->at(0).slot, 3U);
    QCOMPARE(slice->at(1).slot, 9U);
}

void TestPack::damagedSection_isCorrupt()
{
    const Pack whole = encodePack(test::randomBlock(9, 60, 20));
    for (std::size_t at = 0; at < whole.bytes.size(); ++at) {
        Pack damaged = whole;
        damaged.bytes[at] ^= std::byte{0x10};
        const auto decoded = decodePack(damaged);
        QVERIFY(!decoded);
        QVERIFY(decoded.error().code == ErrorCode::Corrupt);
    }
}

void TestPack::garbage_neitherCrashesNorReadsBeyond()
{
    std::mt19937_64 random(17);
    for (int round = 0; round < 100'000; ++round) {
        Bytes bytes(random() % 200);
        for (std::byte &byte : bytes) {
            byte = static_cast<std::byte>(random() % 4 == 0 ? random() : random() % 3);
        }
        test::fuzzOne(bytes);
    }
}

void TestPack::cells_comeBackToTheBit()
{
    ColumnEncoder encoder;
    ColumnDecoder decoder;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Block block = test::randomBlock(seed, 24, 10);
        for (const Column &column : block.columns) {
            Bytes bytes;
            ByteWriter out(bytes);
            encoder.encodeCells(column.values, out);
            out.finish();
            std::vector<double> cells(column.values.size());
            ByteReader in(bytes);
            QVERIFY(decoder.decodeCells(in, cells));
            QVERIFY(in.atEnd());
            QVERIFY(sameBits(cells, column.values));
        }
    }
}

QTEST_APPLESS_MAIN(TestPack)
#include "tst_pack.moc"
