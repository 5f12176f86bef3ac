// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/hostfactsreader.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

NetworkAddresses oneAddress()
{
    return {{{"eth0", {"10.4.7.117/24"}}, {"enp1s0", {"10.0.0.5/16", "fe80::1/64"}}}, "10.4.7.117"};
}

} // namespace

class TestHostFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void facts_areReadOnEveryKernel_data();
    void facts_areReadOnEveryKernel();
    void disks_areThoseWithHardwareBehindThem();
    void interfaces_haveAddressesAndSpeed();
    void configuredName_replacesTheKernels();
    void change_isNoticedButDriftIsNot();
    void cpus_areReadAgainWhenTheirNumberChanges();
    void fingerprint_isOfHardware_data();
    void fingerprint_isOfHardware();
    void hostWithoutAnything_hasEmptyFacts();
    void liveHost_hasFacts();
};

void TestHostFacts::facts_areReadOnEveryKernel_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<QString>("release");
    QTest::addColumn<QString>("system");
    QTest::addColumn<int>("physical");
    QTest::addColumn<int>("logical");
    QTest::addColumn<double>("mhz");
    QTest::addColumn<qint64>("cache");
    QTest::addRow("3.10") << u"3.10"_s << u"Linux 3.10.0"_s << u"CentOS Linux 7 (Core)"_s << 4 << 4 << 2100.0
                          << qint64{15360 * 1024};
    QTest::addRow("4.19") << u"4.19"_s << u"Linux 4.19.0-27-amd64"_s << u"Debian GNU/Linux 10 (buster)"_s << 2
                          << 2 << 3600.0 << qint64{6144 * 1024};
    QTest::addRow("6.1") << u"6.1"_s << u"Linux 6.1.0-28-amd64"_s << u"Debian GNU/Linux 12 (bookworm)"_s << 4
                         << 8 << 1400.0 << qint64{512 * 1024};
}

void TestHostFacts::facts_areReadOnEveryKernel()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    HostFactsReader reader(
        {.roots = host.roots(), .agentVersion = "1.2.3", .tags = {"os:debian"}}, oneAddress);
    const HostFacts facts = reader.read();
    QTEST(QString::fromStdString(facts.kernel), "release");
    QTEST(QString::fromStdString(facts.operatingSystem), "system");
    QTEST(facts.cpuPhysicalCores, "physical");
    QTEST(facts.cpuLogicalCores, "logical");
    QTEST(facts.cpuMhz, "mhz");
    QTEST(qint64{facts.cpuCacheBytes}, "cache");
    QVERIFY(!facts.hostname.empty());
    QVERIFY(facts.version.starts_with("#1 SMP"));
    QVERIFY(!facts.arch.empty());
    QVERIFY(!facts.cpuModel.empty());
    QVERIFY(facts.memoryBytes > 0);
    QVERIFY(toUnixMs(facts.bootTime) > 1'500'000'000'000);
    QCOMPARE(facts.primaryAddress, std::string{"10.4.7.117"});
    QCOMPARE(facts.agentVersion, std::string{"1.2.3"});
    QCOMPARE(facts.tags, std::vector<std::string>{"os:debian"});
}

void TestHostFacts::disks_areThoseWithHardwareBehindThem()
{
    const CapturedHost host(u"3.10"_s);
    HostFactsReader reader({.roots = host.roots()}, oneAddress);
    const HostFacts facts = reader.read();
    QCOMPARE(facts.disks.size(), 1U);
    QCOMPARE(facts.disks[0].name, std::string{"sda"});
    QCOMPARE(facts.disks[0].model, std::string{"QEMU HARDDISK"});
    QCOMPARE(facts.disks[0].sizeBytes, 209715200LL * 512);
    QVERIFY(facts.disks[0].isRotational);
}

void TestHostFacts::interfaces_haveAddressesAndSpeed()
{
    const CapturedHost host(u"3.10"_s);
    HostFactsReader reader({.roots = host.roots()}, oneAddress);
    const HostFacts facts = reader.read();
    QCOMPARE(facts.interfaces.size(), 1U);
    QCOMPARE(facts.interfaces[0].mac, std::string{"52:54:00:aa:bb:01"});
    QCOMPARE(facts.interfaces[0].addresses, std::vector<std::string>{"10.4.7.117/24"});
    QCOMPARE(facts.interfaces[0].speedBits, 1'000'000'000);
}

void TestHostFacts::configuredName_replacesTheKernels()
{
    const CapturedHost host(u"3.10"_s);
    HostFactsReader plain({.roots = host.roots()}, oneAddress);
    HostFactsReader named({.roots = host.roots(), .hostname = "web-1"}, oneAddress);
    QCOMPARE(plain.read().hostname, std::string{"centos7"});
    QCOMPARE(named.read().hostname, std::string{"web-1"});
}

void TestHostFacts::change_isNoticedButDriftIsNot()
{
    const CapturedHost host(u"3.10"_s);
    HostFactsReader reader({.roots = host.roots()}, oneAddress);
    QVERIFY(reader.readIfChanged());
    QVERIFY(!reader.readIfChanged());
    QByteArray stat = host.read(u"proc/stat"_s);
    host.write(u"proc/stat"_s, stat.replace("btime 1541720000", "btime 1541720001").toStdString());
    QByteArray cpuinfo = host.read(u"proc/cpuinfo"_s);
    host.write(u"proc/cpuinfo"_s, cpuinfo.replace("2100.000", "1200.000").toStdString());
    QVERIFY(!reader.readIfChanged());
    host.write(u"proc/sys/kernel/hostname"_s, "renamed\n");
    const auto changed = reader.readIfChanged();
    QVERIFY(changed);
    QCOMPARE(changed->hostname, std::string{"renamed"});
}

void TestHostFacts::cpus_areReadAgainWhenTheirNumberChanges()
{
    const CapturedHost host(u"3.10"_s);
    HostFactsReader reader({.roots = host.roots()}, oneAddress);
    const HostFacts before = reader.read();
    QByteArray cpuinfo = host.read(u"proc/cpuinfo"_s);
    host.write(u"proc/cpuinfo"_s, cpuinfo.replace("model name\t: ", "model name\t: New ").toStdString());
    QCOMPARE(reader.read().cpuModel, before.cpuModel);
    host.write(u"sys/devices/system/cpu/online"_s, "0-5\n");
    const auto changed = reader.readIfChanged();
    QVERIFY(changed);
    QCOMPARE(changed->cpuModel, "New " + before.cpuModel);
    QCOMPARE(changed->cpuLogicalCores, 6);
}

void TestHostFacts::fingerprint_isOfHardware_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<QStringList>("macs");
    QTest::addColumn<QString>("serial");
    QTest::addRow("a placeholder is no serial")
        << u"3.10"_s << QStringList{u"52:54:00:aa:bb:01"_s} << QString{};
    QTest::addRow("container wires do not count")
        << u"4.19"_s << QStringList{u"b4:2e:99:00:00:10"_s} << u"PF2K9XYZ"_s;
    QTest::addRow("bonded ports share one") << u"6.1"_s << QStringList{u"3c:ec:ef:00:00:01"_s} << u"S4MP1E"_s;
}

void TestHostFacts::fingerprint_isOfHardware()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    const HostFingerprint fingerprint = HostFactsReader({.roots = host.roots()}, oneAddress).fingerprint();
    QStringList macs;
    for (const std::string &mac : fingerprint.macs) {
        macs.append(QString::fromStdString(mac));
    }
    QTEST(macs, "macs");
    QTEST(QString::fromStdString(fingerprint.serial), "serial");
    QCOMPARE(fingerprint.machineId.size(), 32U);
    QVERIFY(fingerprint.agentKey.empty());
}

void TestHostFacts::hostWithoutAnything_hasEmptyFacts()
{
    HostFactsReader reader(
        {.roots = {"/nowhere", "/nowhere", "/nowhere", "/nowhere"}}, [] { return NetworkAddresses{}; });
    const HostFacts facts = reader.read();
    QCOMPARE(facts.operatingSystem, std::string{"GNU/Linux"});
    QCOMPARE(facts.memoryBytes, 0);
    QVERIFY(facts.disks.empty());
}

void TestHostFacts::liveHost_hasFacts()
{
    HostFactsReader reader({});
    const HostFacts facts = reader.read();
    QVERIFY(!facts.hostname.empty());
    QVERIFY(facts.cpuLogicalCores > 0);
    QVERIFY(facts.memoryBytes > 0);
    QVERIFY(toUnixMs(facts.bootTime) > 0);
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestHostFacts)
#include "tst_hostfacts.moc"
