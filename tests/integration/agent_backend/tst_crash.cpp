// SPDX-License-Identifier: GPL-3.0-or-later
// Promise 1: an acknowledged block is never lost. kill -9 of backend, PostgreSQL and agents at random moments under
// load; afterwards every acknowledged sample is there, none twice, and no series has a gap longer than the outage.
#include "tests/support/stack/stack.h"

#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QMap>
#include <QRandomGenerator>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kKills = 10;
constexpr int kHosts = 200;
constexpr int kSeriesPerHost = 40;
constexpr quint32 kSeed = 20161130;
constexpr qint64 kAgentIntervalMs = 10'000;

/// time -> value, per series as the query API names it
using SeriesTimes = QMap<qint64, double>;
using HostSeries = QHash<QString, SeriesTimes>;

/// "cpu.busy{core=core01}" with sorted labels, without those that only say where the host is.
QString keyOf(const QJsonObject &labels)
{
    static const QStringList places {u"host"_s,    u"region"_s,    u"category"_s,
                                     u"service"_s, u"component"_s, u"__name__"_s};
    QStringList pairs;
    for (auto label = labels.begin(); label != labels.end(); ++label) { // sorted by name
        if (!places.contains(label.key())) {
            pairs += label.key() + u'=' + label.value().toString();
        }
    }
    return labels.value("__name__"_L1).toString() + u'{' + pairs.join(u',') + u'}';
}

/// What qd-fleet wrote down at each acknowledgement: host, series, time, value.
QHash<QString, HostSeries> readLedger(const QString &path)
{
    QHash<QString, HostSeries> ledger;
    QFile file {path};
    if (!file.open(QIODevice::ReadOnly)) {
        return ledger;
    }
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QList<QByteArray> parts = line.trimmed().split('\t');
        if (parts.size() == 4 && line.endsWith('\n')) { // the last line may be torn by a kill
            ledger[QString::fromUtf8(parts[0])][QString::fromUtf8(parts[1])].insert(parts[2].toLongLong(),
                                                                                    parts[3].toDouble());
        }
    }
    return ledger;
}

struct Kept
{
    HostSeries series;
    bool isAscending = true; ///< strictly: no sample is there twice
};

Kept readBack(Stack &stack, const QString &host)
{
    Kept kept;
    const QJsonArray result = stack.query(u"{host=\"%1\"}[30m]"_s.arg(host));
    for (const auto &entry : result) {
        SeriesTimes &times = kept.series[keyOf(entry.toObject().value("metric"_L1).toObject())];
        qint64 previous = -1;
        for (const auto &point : entry.toObject().value("values"_L1).toArray()) {
            const qint64 time = qRound64(point.toArray().at(0).toDouble() * 1000);
            kept.isAscending = kept.isAscending && time > previous;
            previous = time;
            times.insert(time, point.toArray().at(1).toString().toDouble());
        }
    }
    return kept;
}

/// The first acknowledged sample that is missing or has another value; empty if all are there.
QString firstMissing(const QString &host, const HostSeries &acknowledged, const HostSeries &kept)
{
    for (auto series = acknowledged.begin(); series != acknowledged.end(); ++series) {
        const SeriesTimes times = kept.value(series.key());
        for (auto sample = series->begin(); sample != series->end(); ++sample) {
            const auto found = times.find(sample.key());
            if (found == times.end() || found.value() != sample.value()) {
                return u"%1 %2 at %3"_s.arg(host, series.key()).arg(sample.key());
            }
        }
    }
    return {};
}

qint64 longestGap(const SeriesTimes &times)
{
    qint64 longest = 0;
    const QList<qint64> sorted = times.keys();
    for (qsizetype i = 1; i < sorted.size(); ++i) {
        longest = qMax(longest, sorted[i] - sorted[i - 1]);
    }
    return longest;
}

} // namespace

class TestCrash : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedAtRandomMoments_losesNothingAcknowledged()
    {
        Stack stack;
        const QString ledger = stack.home() + u"/ledger"_s;
        const QStringList fleetOptions {u"--interval"_s,        u"1000"_s, u"--history"_s, u"0s"_s,
                                        u"--series-per-host"_s, QString::number(kSeriesPerHost),
                                        u"--ledger"_s,          ledger,    u"--all-online"_s};
        QVERIFY(stack.startBackend());
        QVERIFY(stack.startAgent());
        QVERIFY(stack.startFleet(kHosts, fleetOptions));

        QRandomGenerator random {kSeed};
        qint64 longestAgentOutageMs = 0;
        for (int kill = 0; kill < kKills; ++kill) {
            const QByteArray size = QByteArray::number(QFile {ledger}.size());
            QVERIFY(Stack::waitUntil([&] { return QByteArray::number(QFile {ledger}.size()) != size; }, 30'000));
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
        const qint64 size = QFile {ledger}.size();
        QVERIFY(Stack::waitUntil([&] { return QFile {ledger}.size() > size; }, 30'000));
        QCOMPARE(stack.stopFleet(), 0);

        const auto acknowledged = readLedger(ledger);
        QCOMPARE_GE(acknowledged.size(), kHosts);
        for (auto host = acknowledged.begin(); host != acknowledged.end(); ++host) {
            const Kept kept = readBack(stack, host.key());
            QVERIFY(kept.isAscending);
            QCOMPARE(firstMissing(host.key(), host.value(), kept.series), QString {});
        }
        const Kept own = readBack(stack, QSysInfo::machineHostName());
        const SeriesTimes idle = own.series.value(u"cpu.idle{}"_s);
        QVERIFY(!idle.isEmpty());
        // Only while the agent itself was dead may there be nothing; an outage behind it leaves no hole.
        QCOMPARE_LE(longestGap(idle), longestAgentOutageMs + 2 * kAgentIntervalMs);
    }
};

QTEST_GUILESS_MAIN(TestCrash)
#include "tst_crash.moc"
