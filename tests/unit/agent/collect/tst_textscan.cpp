// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/textfile.h"
#include "agent/collect/textscan.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestTextScan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAndWords_areTakenFromTheFront();
    void numbers_areReadWhole_data();
    void numbers_areReadWhole();
    void patterns_matchTheWholeText_data();
    void patterns_matchTheWholeText();
    void cpuLists_areCounted_data();
    void cpuLists_areCounted();
    void octalEscapes_areUndone();
    void file_isReadAgainFromItsStart();
    void file_largerThanTheBufferIsReadWhole();
    void missingFile_isEmptyUntilItComes();
    void unreadableFile_isAnError();
};

void TestTextScan::linesAndWords_areTakenFromTheFront()
{
    std::string_view rest = "  one\ttwo  3\n\nlast";
    std::string_view line;
    QVERIFY(takeLine(rest, line));
    QCOMPARE(takeWord(line), std::string_view{"one"});
    QCOMPARE(takeWord(line), std::string_view{"two"});
    QCOMPARE(takeUnsigned(line), std::optional<std::uint64_t>{3});
    QVERIFY(takeWord(line).empty());
    QVERIFY(takeLine(rest, line));
    QVERIFY(line.empty());
    QVERIFY(takeLine(rest, line));
    QCOMPARE(line, std::string_view{"last"});
    QVERIFY(!takeLine(rest, line));
}

void TestTextScan::numbers_areReadWhole_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isUnsigned");
    QTest::addColumn<bool>("isSigned");
    QTest::addColumn<bool>("isDecimal");
    QTest::addRow("a number and a newline") << QByteArray{"12\n"} << true << true << true;
    QTest::addRow("the largest of 64 bits") << QByteArray{"18446744073709551615"} << true << false << true;
    QTest::addRow("one more than that") << QByteArray{"18446744073709551616"} << false << false << true;
    QTest::addRow("a negative number") << QByteArray{"-1"} << false << true << false;
    QTest::addRow("a decimal") << QByteArray{"0.25"} << false << false << true;
    QTest::addRow("two points") << QByteArray{"1.2.3"} << false << false << false;
    QTest::addRow("an exponent") << QByteArray{"1e5"} << false << false << false;
    QTest::addRow("letters behind") << QByteArray{"12kB"} << false << false << false;
    QTest::addRow("nothing") << QByteArray{""} << false << false << false;
}

void TestTextScan::numbers_areReadWhole()
{
    QFETCH(const QByteArray, text);
    const std::string owned = text.toStdString();
    QTEST(parseUnsigned(owned).has_value(), "isUnsigned");
    QTEST(parseSigned(owned).has_value(), "isSigned");
    QTEST(parseDecimal(owned).has_value(), "isDecimal");
}

void TestTextScan::patterns_matchTheWholeText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<bool>("matches");
    QTest::addRow("equal") << QByteArray{"lo"} << QByteArray{"lo"} << true;
    QTest::addRow("a beginning is not enough") << QByteArray{"loop0"} << QByteArray{"lo"} << false;
    QTest::addRow("star at the end") << QByteArray{"veth12"} << QByteArray{"veth*"} << true;
    QTest::addRow("star for nothing") << QByteArray{"veth"} << QByteArray{"veth*"} << true;
    QTest::addRow("star in the middle, with a false start")
        << QByteArray{"abcbcd"} << QByteArray{"a*bcd"} << true;
    QTest::addRow("question mark") << QByteArray{"sda1"} << QByteArray{"sda?"} << true;
    QTest::addRow("question mark for nothing") << QByteArray{"sda"} << QByteArray{"sda?"} << false;
    QTest::addRow("two stars") << QByteArray{"/mnt/a/b"} << QByteArray{"*/a/*"} << true;
    QTest::addRow("empty pattern") << QByteArray{"x"} << QByteArray{""} << false;
}

void TestTextScan::patterns_matchTheWholeText()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, pattern);
    QTEST(matchesPattern(text.toStdString(), pattern.toStdString()), "matches");
}

void TestTextScan::cpuLists_areCounted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count");
    QTest::addRow("one CPU") << QByteArray{"0\n"} << 1;
    QTest::addRow("a range") << QByteArray{"0-7\n"} << 8;
    QTest::addRow("with holes") << QByteArray{"0-2,5,8-9"} << 6;
    QTest::addRow("backwards") << QByteArray{"7-0"} << 0;
    QTest::addRow("words") << QByteArray{"all"} << 0;
    QTest::addRow("empty") << QByteArray{"\n"} << 0;
}

void TestTextScan::cpuLists_areCounted()
{
    QFETCH(const QByteArray, text);
    QTEST(static_cast<int>(countCpuList(text.toStdString()).value_or(0)), "count");
}

void TestTextScan::octalEscapes_areUndone()
{
    QCOMPARE(unescapedOctal("/mnt/with\\040space\\011tab"), std::string{"/mnt/with space\ttab"});
    QCOMPARE(unescapedOctal("/ends\\04"), std::string{"/ends\\04"});
}

void TestTextScan::file_isReadAgainFromItsStart()
{
    const QTemporaryDir folder;
    QFile writer(folder.filePath(u"file"_s));
    QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    writer.write("first");
    TextFile file(writer.fileName().toStdString());
    ReadBuffer buffer;
    QCOMPARE(*file.read(buffer), std::string_view{"first"});
    writer.resize(0);
    writer.seek(0);
    writer.write("2nd");
    QCOMPARE(*file.read(buffer), std::string_view{"2nd"});
}

void TestTextScan::file_largerThanTheBufferIsReadWhole()
{
    const QTemporaryDir folder;
    QFile writer(folder.filePath(u"file"_s));
    QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const QByteArray text(100'000, 'x');
    writer.write(text);
    TextFile file(writer.fileName().toStdString());
    ReadBuffer buffer;
    const auto read = file.read(buffer);
    QVERIFY(read);
    QCOMPARE(std::string{*read}, text.toStdString());
}

void TestTextScan::missingFile_isEmptyUntilItComes()
{
    const QTemporaryDir folder;
    TextFile file(folder.filePath(u"file"_s).toStdString());
    ReadBuffer buffer;
    const auto before = file.read(buffer);
    QVERIFY(before);
    QVERIFY(before->empty());
    QFile writer(folder.filePath(u"file"_s));
    QVERIFY(writer.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    writer.write("here");
    QCOMPARE(*file.read(buffer), std::string_view{"here"});
}

void TestTextScan::unreadableFile_isAnError()
{
    const QTemporaryDir folder;
    TextFile directory(folder.path().toStdString());
    ReadBuffer buffer;
    const auto outcome = directory.read(buffer);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Unavailable);
    QCOMPARE(outcome.error().context.at("file"), folder.path().toStdString());
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestTextScan)
#include "tst_textscan.moc"
