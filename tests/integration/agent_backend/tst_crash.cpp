// SPDX-License-Identifier: GPL-3.0-or-later
// Promise 1: an acknowledged block is never lost. kill -9 of backend, PostgreSQL and agents at random moments
// under load; afterwards every acknowledged sample is there, none twice, and no series has a gap longer than
// the outage.
#include "tests/support/stack/ledgercheck.h"
#include "tests/support/stack/stack.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSysInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kKills = 10; ///< QD_KILLS in the environment asks for another number
constexpr int kHosts = 200;
constexpr int kSeriesPerHost = 10;
/// Short, so that hosts fill their packs while the test runs: kills hit the flush as well as the journal.
constexpr qint64 kFleetIntervalMs = 250;
constexpr quint32 kSeed = 20161130;
constexpr qint64 kAgentIntervalMs = 10'000;

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMoments_losesNothingAcknowledged()
    {
        Stack stack;
        const QString ledger = stack.folder() + u"/ledger"_s;
        const QStringList fleetOptions{u"--interval"_s, QString::number(kFleetIntervalMs),
            u"--series-per-host"_s, QString::number(kSeriesPerHost), u"--history"_s, u"60s"_s, u"--ledger"_s,
            ledger, u"--all-online"_s};
        QVERIFY(stack.startBackend());
        QVERIFY(stack.startAgent());
        QVERIFY(stack.startFleet(kHosts, fleetOptions));

        const int kills = qEnvironmentVariable("QD_KILLS", QString::number(kKills)).toInt();
        QCOMPARE_GE(kills, kKills);
        QRandomGenerator random{kSeed};
        qint64 longestAgentOutageMs = 0;
        for (int kill = 0; kill < kills; ++kill) {
            const qint64 size = QFile{ledger}.size();
            QVERIFY(Stack::waitUntil([&] { return QFile{ledger}.size() > size; }, 30'000));
            // Any moment of a second: between commits, within one, while answering.
            QElapsedTimer moment;
            moment.start();
            const int delayMs = int(random.bounded(1000));
            QVERIFY(Stack::waitUntil([&] { return moment.hasExpired(delayMs); }, 5'000));

            QElapsedTimer outage;
            outage.start();
            switch (kill % 3) {
            case 0:
                stack.killBackend();
                QVERIFY(stack.startBackend());
                break;
            case 1:
                stack.killPostgres();
                QVERIFY(Stack::waitUntil([&] { return stack.get(u"/healthz"_s).status == 200; }, 60'000));
                break;
            default:
                stack.killAgent();
                stack.killFleet();
                QVERIFY(stack.startAgent());
                QVERIFY(stack.startFleet(kHosts, fleetOptions));
                longestAgentOutageMs = qMax(longestAgentOutageMs, outage.elapsed());
            }
        }
        const qint64 size = QFile{ledger}.size();
        QVERIFY(Stack::waitUntil([&] { return QFile{ledger}.size() > size; }, 30'000));
        QCOMPARE(stack.stopFleet(), 0);

        const auto acknowledged = readLedger(ledger);
        QCOMPARE_GE(acknowledged.size(), kHosts);
        QCOMPARE(firstLoss(stack, acknowledged), QString{});
        // A fleet that was killed makes its rows again, so behind any outage there is no hole at all.
        for (const QString &host : acknowledged.keys()) {
            const HostSeries series = readBack(stack, host).series;
            QVERIFY2(!series.isEmpty(), qPrintable(host));
            for (const SeriesTimes &times : series) {
                QVERIFY2(longestGap(times) <= kFleetIntervalMs, qPrintable(host));
            }
        }

        // Once more from the packs that an orderly stop leaves, with nothing in memory.
        QCOMPARE(stack.stopBackend(), 0);
        QVERIFY(stack.startBackend());
        QCOMPARE(firstLoss(stack, acknowledged), QString{});

        // Only while the agent itself was dead may there be nothing; an outage behind it leaves no hole. The
        // slow metrics of this host come once a minute and prove nothing about seconds.
        const Kept own = readBack(stack, QSysInfo::machineHostName());
        for (const auto *metric : {"cpu.idle{}", "load.1min{}", "mem.memavailable{}"}) {
            const SeriesTimes times = own.series.value(QString::fromLatin1(metric));
            QVERIFY2(!times.isEmpty(), metric);
            QVERIFY2(longestGap(times) <= longestAgentOutageMs + 2 * kAgentIntervalMs, metric);
        }
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
