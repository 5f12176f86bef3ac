// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/journalframe.h"
#endif

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;

class TestJournalFrame : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void frames_comeBackInOrder();
    void goldenBytes_stayTheSame();
    void truncatedRow_isCorrupt();

private:
    series::Bytes row() const
    {
        series::Bytes bytes;
        series::ByteWriter out(bytes);
        for (const int host : {1, 70'000}) {
            writeFrame({.host = HostId{host},
                           .dictionary = 0xFEDC'BA98'7654'3210ULL,
                           .sequence = 300,
                           .raw = {std::byte{7}, std::byte{9}},
                           .receivedAt = fromUnixMs(1'700'000'000'000),
                           .sentAt = fromUnixMs(1'699'999'999'950),
                           .clockOffsetMs = -40},
                out);
        }
        out.finish();
        return bytes;
    }
};

void TestJournalFrame::frames_comeBackInOrder()
{
    std::vector<std::int32_t> hosts;
    QVERIFY(readFrames(row(), [&hosts](const JournalFrame &frame) {
        hosts.push_back(frame.host.value);
        QCOMPARE(frame.dictionary, 0xFEDC'BA98'7654'3210ULL);
        QCOMPARE(frame.sequence, 300U);
        QCOMPARE(frame.receivedMs, 1'700'000'000'000);
        QCOMPARE(frame.sentMs, 1'699'999'999'950);
        QCOMPARE(frame.clockOffsetMs, -40);
        QCOMPARE(frame.raw.size(), 2U);
    }));
    QCOMPARE(hosts, (std::vector<std::int32_t>{1, 70'000}));
}

void TestJournalFrame::goldenBytes_stayTheSame()
{
    // A newer program must read the journal that an older one left.
    const series::Bytes bytes = row();
    const QByteArray hex = QByteArray(reinterpret_cast<const char *>(bytes.data()), 25).toHex();
    QCOMPARE(hex, QByteArray("011032547698badcfeac0280a0abfef962634f020709f0a204"));
}

void TestJournalFrame::truncatedRow_isCorrupt()
{
    const series::Bytes bytes = row();
    std::size_t good = 0;
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        const auto read = readFrames(series::ByteView(bytes).first(size), [](const JournalFrame &) {});
        good += read ? 1 : 0;
        QVERIFY(read || read.error().code == ErrorCode::Corrupt);
    }
    QCOMPARE(good, 1U); // the end of the first frame is a good end
}

QTEST_APPLESS_MAIN(TestJournalFrame)
#include "tst_journalframe.moc"
