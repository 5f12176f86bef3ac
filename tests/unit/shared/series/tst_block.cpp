// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/block.h"
#include "shared/series/crc32c.h"
#include "tests/unit/shared/series/blockbuilder.h"
#include "tests/unit/shared/series/fuzz.h"

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::series;
using qd::test::sameBlock;

namespace {

QByteArray hex(const Bytes &bytes)
{
    return QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()))
        .toHex();
}

Block liveBlock()
{
    return {.times = {1'700'000'000'123},
        .columns = {{0, {0.0}}, {1, {12.5}}, {2, {-3.0}}, {3, {8192.0}}, {7, {0.1 + 0.2}}}};
}

Block tieredBlock()
{
    return {.times = {1000, 2000, 3000, 4000},
        .columns = {
            {4, {1.0, 2.0, 3.0, 4.0}}, {5, {7.25, kAbsent, 7.5, kAbsent}}, {9, {5.0, 5.0, 5.0, 5.0}}}};
}

/// The bytes with a checksum that fits, so that a test reaches what lies behind the checksum.
Bytes resealed(Bytes bytes)
{
    const std::uint32_t checksum = crc32c(ByteView(bytes).subspan(5));
    std::memcpy(bytes.data() + 1, &checksum, 4);
    return bytes;
}

} // namespace

class TestBlock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void checksum_isCrc32c();
    void goldenBytes_stayTheSame();
    void anyBlock_comesBackToTheBit_data();
    void anyBlock_comesBackToTheBit();
    void row_hasTheBytesOfABlockOfOne();
    void inspect_saysWhatTheBlockHolds();
    void truncatedBlock_isCorrupt();
    void anyFlippedBit_isFound();
    void resealedGarbage_neitherCrashesNorReadsBeyond();
    void unknownVersion_isInvalidInput();
    void oversizedClaims_areRefusedBeforeMemoryIsTaken();
    void trailingBytes_areCorrupt();
    void tiersInOneBlock_costNearlyNothing();
};

void TestBlock::checksum_isCrc32c()
{
    const QByteArray check = "123456789"; // the check value of the CRC catalogue
    const ByteView bytes = std::as_bytes(std::span(check.constData(), 9));
    QCOMPARE(crc32c(bytes), 0xE306'9283U);
    QCOMPARE(crc32cPortable(bytes), 0xE306'9283U);
}

void TestBlock::goldenBytes_stayTheSame()
{
    QCOMPARE(hex(encodeBlock(liveBlock())),
        QByteArray("01819f337901010505f6a1abfef9620200030300001ec00ffa010504343333333333d33f"));
    QCOMPARE(hex(encodeBlock(tieredBlock())),
        QByteArray(
            "015e58ef8d0004030ad00fb8174a03fa01fa0100020401030001050000010000003002022a12aa0b0632000a"));
    QCOMPARE(hex(encodeBlock({})), QByteArray("0193171ab8010000000000"));
}

void TestBlock::anyBlock_comesBackToTheBit_data()
{
    QTest::addColumn<std::size_t>("rows");
    QTest::addColumn<std::size_t>("columns");
    QTest::newRow("no rows, no columns") << std::size_t{0} << std::size_t{0};
    QTest::newRow("rows without columns") << std::size_t{5} << std::size_t{0};
    QTest::newRow("one row, the live case") << std::size_t{1} << std::size_t{200};
    QTest::newRow("two rows") << std::size_t{2} << std::size_t{200};
    QTest::newRow("the most rows in point layout") << std::size_t{3} << std::size_t{60};
    QTest::newRow("the fewest rows in column layout") << std::size_t{4} << std::size_t{60};
    QTest::newRow("a mini-chunk") << std::size_t{24} << std::size_t{100};
    QTest::newRow("an hour") << std::size_t{360} << std::size_t{120};
    QTest::newRow("rows that fill words of a row set") << std::size_t{128} << std::size_t{40};
}

void TestBlock::anyBlock_comesBackToTheBit()
{
    QFETCH(std::size_t, rows);
    QFETCH(std::size_t, columns);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Block block = test::randomBlock(seed, rows, columns);
        const auto decoded = decodeBlock(encodeBlock(block));
        QVERIFY2(decoded, decoded ? "" : decoded.error().toString().c_str());
        QVERIFY2(sameBlock(*decoded, block), qPrintable(QString::number(seed)));
    }
}

void TestBlock::row_hasTheBytesOfABlockOfOne()
{
    QCOMPARE(hex(encodeRow(0, {})), hex(encodeBlock({.times = {0}, .columns = {}})));
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Block block = test::randomBlock(seed, 1, 150);
        std::erase_if(block.columns, [](const Column &column) { return isAbsent(column.values.front()); });
        std::vector<Point> points;
        for (const Column &column : block.columns) {
            points.push_back({column.slot, column.values.front()});
        }
        QCOMPARE(hex(encodeRow(block.times.front(), points)), hex(encodeBlock(block)));
    }
}

void TestBlock::inspect_saysWhatTheBlockHolds()
{
    const auto info = inspectBlock(encodeBlock(tieredBlock()));
    QVERIFY(info);
    QCOMPARE(info->rows, 4U);
    QCOMPARE(info->columns, 3U);
    QCOMPARE(info->samples, 10U);
    QCOMPARE(info->firstTime, 1000);
    QCOMPARE(info->lastTime, 4000);
}

void TestBlock::truncatedBlock_isCorrupt()
{
    const Bytes whole = encodeBlock(test::randomBlock(3, 24, 30));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto decoded = decodeBlock(ByteView(whole).first(size));
        QVERIFY(!decoded);
        QVERIFY(decoded.error().code == ErrorCode::Corrupt);
    }
}

void TestBlock::anyFlippedBit_isFound()
{
    const Bytes whole = encodeBlock(tieredBlock());
    for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
        Bytes flipped = whole;
        flipped[bit / 8] ^= std::byte{1} << (bit % 8);
        QVERIFY(!decodeBlock(flipped));
        QVERIFY(!inspectBlock(flipped));
    }
}

void TestBlock::resealedGarbage_neitherCrashesNorReadsBeyond()
{
    std::mt19937_64 random(11);
    for (int round = 0; round < 20'000; ++round) {
        Bytes bytes = encodeBlock(test::randomBlock(random(), 1 + random() % 30, 1 + random() % 12));
        for (auto flips = 1 + random() % 4; flips > 0; --flips) {
            bytes[5 + random() % (bytes.size() - 5)] = static_cast<std::byte>(random());
        }
        if (random() % 4 == 0) {
            bytes.resize(6 + random() % (bytes.size() - 5));
        }
        test::fuzzOne(resealed(std::move(bytes)));
    }
}

void TestBlock::unknownVersion_isInvalidInput()
{
    Bytes bytes = encodeBlock(tieredBlock());
    bytes[0] = std::byte{2};
    const auto decoded = decodeBlock(bytes);
    QVERIFY(!decoded);
    QVERIFY(decoded.error().code == ErrorCode::InvalidInput);
    QCOMPARE(decoded.error().context.at("version"), std::string("2"));
}

void TestBlock::oversizedClaims_areRefusedBeforeMemoryIsTaken()
{
    const Bytes bytes = encodeBlock(test::randomBlock(1, 10, 10));
    const auto check = [&bytes](BlockLimits limits, const char *field) {
        const auto decoded = decodeBlock(bytes, limits);
        QVERIFY(!decoded);
        QVERIFY(decoded.error().code == ErrorCode::InvalidInput);
        QCOMPARE(decoded.error().context.at("field"), std::string(field));
    };
    check({.maxRows = 9}, "rows");
    check({.maxColumns = 9}, "columns");
    check({.maxCells = 99}, "cells");
    QVERIFY(decodeBlock(bytes, {.maxRows = 10, .maxColumns = 10, .maxCells = 100}));

    // A header that claims 4096 x 65536 cells in nine bytes.
    Bytes liar{std::byte{1}, {}, {}, {}, {}};
    for (const unsigned byte : {0x00U, 0x80U, 0x20U, 0x80U, 0x80U, 0x04U, 0x01U}) {
        liar.push_back(static_cast<std::byte>(byte));
    }
    const auto decoded = decodeBlock(resealed(std::move(liar)));
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().context.at("field"), std::string("cells"));
}

void TestBlock::trailingBytes_areCorrupt()
{
    Bytes bytes = encodeBlock(liveBlock());
    bytes.push_back({});
    const auto decoded = decodeBlock(resealed(std::move(bytes)));
    QVERIFY(!decoded);
    QVERIFY(decoded.error().code == ErrorCode::Corrupt);
}

void TestBlock::tiersInOneBlock_costNearlyNothing()
{
    Block tiered;
    for (std::int64_t row = 0; row < 12; ++row) {
        tiered.times.push_back(row * 10'000);
    }
    std::mt19937_64 random(5);
    for (std::uint32_t slot = 0; slot < 100; ++slot) {
        std::vector<double> values(12);
        for (double &value : values) {
            value = static_cast<double>(random() % 100'000);
        }
        std::vector<double> sparse(12, kAbsent);
        for (std::size_t row = 0; row < 12; row += 3) {
            sparse[row] = values[row];
        }
        tiered.columns.push_back({slot, slot % 2 == 0 ? values : sparse});
    }
    // 800 of 1200 samples of 17 bits; six bytes for each column's header, and the tiers in what is left.
    const std::size_t size = encodeBlock(tiered).size();
    QVERIFY2(size <= 800 * 17 / 8 + 100 * 6 + 40, qPrintable(QString::number(size)));
}

QTEST_APPLESS_MAIN(TestBlock)
#include "tst_block.moc"
