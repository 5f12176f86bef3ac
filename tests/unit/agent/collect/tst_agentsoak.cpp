// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/collectors.h"
#include "agent/collect/hostfactsreader.h"
#include "agent/collect/scheduler.h"
#include "agent/collect/workerpool.h"
#include "tests/support/manualclock.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

qsizetype descriptors()
{
    return QDir{u"/proc/self/fd"_s}.entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
}

/// Bytes in pages of this process.
qint64 residentBytes()
{
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').at(1).toLongLong() * 4096 : 0;
}

} // namespace

class TestAgentSoak : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thousandTicks_leaveDescriptorsSeriesAndMemoryFlat();
};

void TestAgentSoak::thousandTicks_leaveDescriptorsSeriesAndMemoryFlat()
{
    WorkerPool pool;
    const AgentCounters counters;
    SeriesTable series;
    KeptEvents events;
    test::ManualClock clock;
    Scheduler scheduler(series, events, clock);
    HostFactsReader facts({});
    CollectSettings settings;
    settings.hasPercore = true;
    settings.filesystemTimeout =
        std::chrono::hours{24}; // the clock of this test runs far ahead of the threads
    settings.processes = {{{}, "tst_agentsoak"}};
    for (auto &collector : makeCollectors(settings, {{}, &pool, &counters, nullptr, "1"})) {
        scheduler.add(std::move(collector));
    }
    scheduler.prime();
    const auto run = [&](int ticks) {
        std::size_t samples = 0;
        for (int tick = 0; tick < ticks; ++tick) {
            clock.advance(scheduler.delayToNext());
            samples += scheduler.runDue().samples.size();
            if (tick % 50 == 0) {
                static_cast<void>(facts.readIfChanged());
            }
        }
        return samples;
    };
    QCOMPARE_GT(run(100), 1000U);
    const qsizetype descriptorsBefore = descriptors();
    const std::size_t seriesBefore = series.size();
    const qint64 memoryBefore = residentBytes();
    QCOMPARE_GT(run(1000), 10'000U);
    QCOMPARE_LE(descriptors(), descriptorsBefore + 1); // a thread may be looking at something just now
    QCOMPARE_LE(series.size(), seriesBefore + 60); // a device may have come meanwhile
    QCOMPARE_LT(residentBytes() - memoryBefore, 1'000'000);
    for (const HostEvent &event : events.events) {
        QVERIFY2(false, event.message.c_str());
    }
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestAgentSoak)
#include "tst_agentsoak.moc"
