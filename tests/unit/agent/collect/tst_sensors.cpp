// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/cgroupcollector.h"
#include "agent/collect/gpucollector.h"
#include "agent/collect/temperaturecollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestSensors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hwmonSensors_areNamedByChipAndLabel();
    void thermalZones_fillInWhereThereIsNoHwmon();
    void hostWithoutSensors_hasNone();
    void sleepingSensor_isLeftOut();
    void amdGpu_isReadFromSysfs();
    void nvidiaGpus_areCounted();
    void hostWithoutGpu_hasNone();
    void unifiedGroups_areMeasured();
    void oldGroups_areMeasured();
    void groups_areBounded();
};

void TestSensors::hwmonSensors_areNamedByChipAndLabel()
{
    const CapturedHost host(u"4.19"_s);
    TemperatureCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("hw.temperature{sensor=\"coretemp/Package id 0\"}"), 48.0);
    QCOMPARE(run.value("hw.temperature{sensor=\"coretemp/Core 1\"}"), -5.0);
    QCOMPARE(run.value("hw.temperature{sensor=\"nvme/temp1\"}"), 38.9);
    QCOMPARE(run.value("hw.temperature{sensor=\"nvme/temp1 #2\"}"), 41.9);
    QCOMPARE(run.values().size(), 5U); // the thermal zone is the same chip
}

void TestSensors::thermalZones_fillInWhereThereIsNoHwmon()
{
    const CapturedHost host(u"3.10"_s);
    TemperatureCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("hw.temperature{sensor=\"acpitz\"}"), 27.8);
}

void TestSensors::hostWithoutSensors_hasNone()
{
    const CapturedHost host(u"6.18"_s);
    TemperatureCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(run.values().empty());
}

void TestSensors::sleepingSensor_isLeftOut()
{
    const CapturedHost host(u"4.19"_s);
    host.write(u"sys/class/hwmon/hwmon1/temp1_input"_s, "");
    host.write(u"sys/class/hwmon/hwmon2/temp1_input"_s, "warm\n");
    TemperatureCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(!run.run(collector)); // "warm" is no number
    QCOMPARE(run.values().size(), 3U);
}

void TestSensors::amdGpu_isReadFromSysfs()
{
    const CapturedHost host(u"6.1"_s);
    GpuCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("gpu.count"), 1.0);
    QCOMPARE(run.value("gpu.util{gpu=\"0\"}"), 37.0);
    QCOMPARE(run.value("gpu.util.avg"), 37.0);
    QCOMPARE(run.value("gpu.memory.total{gpu=\"0\"}"), 8573157376.0);
    QCOMPARE(run.value("gpu.memory.util{gpu=\"0\"}"), 25.0);
    QCOMPARE(run.value("gpu.power.usage{gpu=\"0\"}"), 65.0);
    QCOMPARE(run.value("gpu.temperature{gpu=\"0\"}"), 61.0);
    QCOMPARE(run.value("gpu.fan.speed{gpu=\"0\"}"), 40.0);
}

void TestSensors::nvidiaGpus_areCounted()
{
    const CapturedHost host(u"4.19"_s);
    GpuCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("gpu.count"), 1.0);
    QCOMPARE(run.values().size(), 1U);
}

void TestSensors::hostWithoutGpu_hasNone()
{
    const CapturedHost host(u"3.10"_s);
    GpuCollector collector(host.roots());
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(run.values().empty());
}

void TestSensors::unifiedGroups_areMeasured()
{
    CapturedHost host(u"6.1"_s);
    CgroupCollector collector(host.roots(), 100);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("cgroup.mem{cgroup=\"system.slice/docker-0a1b.scope\"}"), 52428800.0);
    host.toSecondReading(); // 5 s of CPU within 10 s
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("cgroup.cpu{cgroup=\"system.slice\"}"), 50.0);
}

void TestSensors::oldGroups_areMeasured()
{
    const CapturedHost host(u"3.10"_s);
    CgroupCollector collector(host.roots(), 100);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("cgroup.mem{cgroup=\"docker\"}"), 209715200.0);
    host.write(u"sys/fs/cgroup/cpuacct/system.slice/nginx.service/cpuacct.usage"_s, "2000000000\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("cgroup.cpu{cgroup=\"system.slice/nginx.service\"}"), 10.0);
    host.remove(u"sys/fs/cgroup/cpuacct/docker"_s);
    QVERIFY(run.run(collector)); // searched for again
    QVERIFY(!run.has("cgroup.mem{cgroup=\"docker\"}"));
}

void TestSensors::groups_areBounded()
{
    const CapturedHost host(u"3.10"_s);
    CgroupCollector collector(host.roots(), 1);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.values().size(), 1U);
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestSensors)
#include "tst_sensors.moc"
