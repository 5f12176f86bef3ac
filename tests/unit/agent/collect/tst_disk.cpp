// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/counterdelta.h"
#include "agent/collect/diskcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::agent {

namespace {

const std::vector<std::string> kIgnored{"loop*", "ram*", "sr*", "fd*"};

std::string sda(const std::string &metric)
{
    return "disk.io." + metric + "{device=\"sda\"}";
}

/// A disk of this host as its kernel's table has it, with a file of its own that the test makes up.
class LiveDisk
{
public:
    LiveDisk()
    {
        QFile table(u"/proc/diskstats"_s);
        if (table.open(QIODevice::ReadOnly)) {
            qint64 most = -1;
            for (const QByteArray &line : table.readAll().split('\n')) {
                const QList<QByteArray> words = line.simplified().split(' ');
                if (words.size() >= 14 && words[5].toLongLong() > most) {
                    most = words[5].toLongLong();
                    m_name = QString::fromUtf8(words[2]);
                }
            }
        }
        QDir(m_sys.path()).mkpath(u"block/"_s + m_name);
        writeOwnFile("100 0 800 1 5 0 40 1 0 2 2\n");
    }

    [[nodiscard]] HostRoots roots() const { return {.proc = "/proc", .sys = m_sys.path().toStdString()}; }

    [[nodiscard]] std::string series(const char *metric) const
    {
        return "disk.io." + std::string{metric} + "{device=\"" + m_name.toStdString() + "\"}";
    }

    void writeOwnFile(const char *text) const
    {
        QFile file(m_sys.filePath(u"block/"_s + m_name + u"/stat"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write(text) >= 0);
    }

private:
    QString m_name;
    QTemporaryDir m_sys;
};

} // namespace

class TestDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeDisks_areReadOnEveryKernel_data();
    void wholeDisks_areReadOnEveryKernel();
    void rates_areOverTheInterval();
    void millisecondCounter_thatRanOver32BitsStillGivesARate();
    void idleDisk_hasZeroRates();
    void resetCounters_skipOneInterval();
    void unusedDevices_appearWithTheirFirstRequest();
    void vanishedDevice_startsOverWhenItComesBack();
    void malformedLine_doesNotCostTheOthers();
    void ownFiles_areReadUntilTheNextTable();
    void lostOwnFile_leavesItToTheTable();
    void ownFile_besideATableThatIsNotTheKernels_isNotRead();
    void counterDelta_tellsWrapFromReset();
};

void TestDisk::wholeDisks_areReadOnEveryKernel_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<QStringList>("devices");
    QTest::addRow("3.10, 11 columns") << u"3.10"_s << QStringList{u"dm-0"_s, u"sda"_s};
    QTest::addRow("4.19, 15 columns") << u"4.19"_s << QStringList{u"nvme0n1"_s};
    QTest::addRow("6.1, 17 columns") << u"6.1"_s << QStringList{u"md0"_s, u"sda"_s};
    QTest::addRow("6.18, captured") << u"6.18"_s << QStringList{u"vda"_s};
}

void TestDisk::wholeDisks_areReadOnEveryKernel()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QStringList devices;
    for (const auto &[series, value] : run.values()) {
        const QString name = QString::fromStdString(series);
        if (name.startsWith(u"disk.io.read_requests")) {
            devices.append(name.section(u'"', 1, 1));
        }
    }
    QTEST(devices, "devices");
    QCOMPARE(run.values().size(), static_cast<std::size_t>(devices.size()) * 11);
}

void TestDisk::rates_areOverTheInterval()
{
    CapturedHost host(u"3.10"_s);
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading(); // +100 reads of 32 sectors, +300 writes; 1000 ms busy in 10 s
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(sda("read_bytes")), 3200.0 * 512 / 10);
    QCOMPARE(run.value(sda("write_bytes")), 3200.0 * 512 / 10);
    QCOMPARE(run.value(sda("avgrq_sz")), 16.0);
    QCOMPARE(run.value(sda("await")), rounded((250.0 + 450.0) / 400.0, 2));
    QCOMPARE(run.value(sda("svctm")), 2.5);
    QCOMPARE(run.value(sda("util")), 10.0);
    QCOMPARE(run.value(sda("avgqu-sz")), 0.17);
}

void TestDisk::millisecondCounter_thatRanOver32BitsStillGivesARate()
{
    CapturedHost host(u"6.1"_s);
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.toSecondReading(); // busy: 4294966796 -> 4504, that is 5004 ms
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(sda("util")), 50.04);
}

void TestDisk::idleDisk_hasZeroRates()
{
    CapturedHost host(u"4.19"_s);
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("disk.io.await{device=\"nvme0n1\"}"), 0.0);
    QCOMPARE(run.value("disk.io.util{device=\"nvme0n1\"}"), 0.0);
}

void TestDisk::resetCounters_skipOneInterval()
{
    const CapturedHost host(u"3.10"_s);
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/diskstats"_s, "   8       0 sda 5 0 40 1 5 0 40 1 0 2 2\n");
    QVERIFY(run.run(collector));
    QVERIFY(!run.has(sda("util")));
    QCOMPARE(run.value(sda("read_requests")), 5.0);
    host.write(u"proc/diskstats"_s, "   8       0 sda 6 0 48 1 5 0 40 1 0 2 2\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(sda("read_bytes")), 410.0);
}

void TestDisk::unusedDevices_appearWithTheirFirstRequest()
{
    const CapturedHost host(u"6.1"_s);
    host.write(u"proc/diskstats"_s, " 252 0 zram0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(run.values().empty());
    host.write(u"proc/diskstats"_s, " 252 0 zram0 1 0 8 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("disk.io.read_requests{device=\"zram0\"}"), 1.0);
}

void TestDisk::vanishedDevice_startsOverWhenItComesBack()
{
    const CapturedHost host(u"3.10"_s);
    const QByteArray before = host.read(u"proc/diskstats"_s);
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/diskstats"_s, " 253 0 dm-0 10000 0 160000 4100 20000 0 160000 9100 0 5000 13200\n");
    QVERIFY(run.run(collector));
    QVERIFY(!run.has(sda("read_requests")));
    QVERIFY(run.has("disk.io.util{device=\"dm-0\"}"));
    host.write(u"proc/diskstats"_s, before.toStdString());
    QVERIFY(run.run(collector));
    QVERIFY(run.has(sda("read_requests")));
    QVERIFY(!run.has(sda("util")));
    QCOMPARE(run.series().size(), 11U + 18U); // the same series as before, not new ones
}

void TestDisk::malformedLine_doesNotCostTheOthers()
{
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/diskstats"_s, "   8 0 sda 1 2 3\n 253 0 dm-0 1 0 16 41 2 0 16 91 0 50 13\n");
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    const auto outcome = run.run(collector);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Corrupt);
    QCOMPARE(run.value("disk.io.read_requests{device=\"dm-0\"}"), 1.0);
}

void TestDisk::ownFiles_areReadUntilTheNextTable()
{
    const LiveDisk disk;
    DiskCollector collector(disk.roots(), {}); // whatever its name
    CollectorRun run;
    QVERIFY(run.run(collector));
    const double inTable = run.value(disk.series("read_sectors"));
    QVERIFY2(inTable > 800.0, "this host has no disk that was read from");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(disk.series("read_sectors")), 800.0);
    disk.writeOwnFile("       7        0       56 1 5 0 40 1 0 2 2 0 0 0 0\n");
    QVERIFY(run.run(collector)); // less than before: another disk of that name
    disk.writeOwnFile("9 0 72 1 5 0 40 1 0 2 2\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(disk.series("read_bytes")), rounded(16.0 * 512 / 10, 0));
    run.advance(30s);
    QVERIFY(run.run(collector));
    QVERIFY(run.value(disk.series("read_sectors")) >= inTable);
}

void TestDisk::lostOwnFile_leavesItToTheTable()
{
    const LiveDisk disk;
    DiskCollector collector(disk.roots(), {}); // whatever its name
    CollectorRun run;
    QVERIFY(run.run(collector));
    const double inTable = run.value(disk.series("read_sectors"));
    for (const char *text : {"100 0 800 1\n", "", "no numbers\n"}) {
        disk.writeOwnFile(text);
        QVERIFY(run.run(collector));
        QVERIFY(run.value(disk.series("read_sectors")) >= inTable);
    }
}

void TestDisk::ownFile_besideATableThatIsNotTheKernels_isNotRead()
{
    const CapturedHost host(u"6.1"_s); // files of a folder, as a container may find laid over its /proc
    host.write(u"sys/block/sda/stat"_s, "100 0 800 1 5 0 40 1 0 2 2\n");
    DiskCollector collector(host.roots(), kIgnored);
    CollectorRun run;
    QVERIFY(run.run(collector));
    const double inTable = run.value(sda("read_sectors"));
    QVERIFY(inTable != 800.0);
    QVERIFY(run.run(collector));
    QCOMPARE(run.value(sda("read_sectors")), inTable);
}

void TestDisk::counterDelta_tellsWrapFromReset()
{
    QCOMPARE(counterDelta(5, 9), std::optional<std::uint64_t>{4});
    QCOMPARE(counterDelta(4'294'967'295, 4), std::optional<std::uint64_t>{5});
    QCOMPARE(counterDelta(1'000, 4), std::optional<std::uint64_t>{});
    QCOMPARE(counterDelta(std::uint64_t{1} << 40U, 4), std::optional<std::uint64_t>{});
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestDisk)
#include "tst_disk.moc"
