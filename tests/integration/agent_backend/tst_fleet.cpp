// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/fakebackend.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <limits>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace qd;
using namespace qd::agent;

namespace {

constexpr int kRunLimitMs = 30'000;
constexpr std::int64_t kTickMs = 10'000;
const QStringList kTwoHosts{u"--hosts"_s, u"2"_s, u"--series-per-host"_s, u"8"_s, u"--history"_s, u"1m"_s};

/// When that host was last heard of whose rows end first.
std::int64_t oldestOfNewest(const FakeBackend &backend)
{
    std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
    for (const auto &[dictionary, times] : backend.rowTimes()) {
        oldest = std::min(oldest, *times.rbegin());
    }
    return oldest;
}

/// No row later than this is between the ticks, which are where the history has them.
bool isOnTicks(const FakeBackend &backend, std::int64_t afterMs)
{
    return std::ranges::all_of(backend.rowTimes(), [&](const auto &each) {
        const std::int64_t phase = *each.second.begin() % kTickMs;
        return std::ranges::all_of(
            each.second, [&](std::int64_t time) { return time <= afterMs || time % kTickMs == phase; });
    });
}

std::ptrdiff_t rowsWithin(const std::set<std::int64_t> &times, std::int64_t fromMs, std::int64_t toMs)
{
    return std::distance(times.lower_bound(fromMs), times.upper_bound(toMs));
}

} // namespace

/// The simulator as the tests and benchmarks use it: over real sockets, against a backend that counts.
class FleetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void hosts_sendTheirHistoryAndReport();
    void restart_isTheSameFleetAndGoesOn();
    void lostConnections_loseNoRow();
    void burst_bringsARowASecondAndThenFallsBack();
    void lostConnection_neitherProlongsNorTearsABurst();
    void orderOfNothing_endsABurst();
    void backendWithoutTheFeature_hearsNoReport();

private:
    [[nodiscard]] std::unique_ptr<QProcess> start(const FakeBackend &backend, const QStringList &extra);
    [[nodiscard]] static QJsonObject stop(QProcess &fleet);

    std::unique_ptr<QTemporaryDir> m_state;
};

void FleetTest::init()
{
    m_state = std::make_unique<QTemporaryDir>();
    QVERIFY(m_state->isValid());
}

std::unique_ptr<QProcess> FleetTest::start(const FakeBackend &backend, const QStringList &extra)
{
    auto fleet = std::make_unique<QProcess>();
    fleet->start(QStringLiteral(QD_BINARY_DIR "/bin/qd-fleet"),
        QStringList{u"--backend"_s, QString::fromStdString(backend.url()), u"--state-dir"_s, m_state->path(),
            u"--all-online"_s}
            + extra);
    return fleet;
}

QJsonObject FleetTest::stop(QProcess &fleet)
{
    fleet.terminate();
    if (!fleet.waitForFinished(kRunLimitMs)) {
        return {};
    }
    return QJsonDocument::fromJson(fleet.readAllStandardOutput()).object();
}

void FleetTest::hosts_sendTheirHistoryAndReport()
{
    FakeBackend backend;
    // 60 rows of history in blocks of 20 are 3 blocks a host, then one row every 10 s.
    const auto fleet = start(backend,
        {u"--hosts"_s, u"40"_s, u"--series-per-host"_s, u"8"_s, u"--history"_s, u"10m"_s,
            u"--rows-per-block"_s, u"20"_s});
    QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= 120 && backend.facts() == 40, kRunLimitMs);
    QVERIFY(backend.samples() >= 40ULL * 60 * 8);
    const QJsonObject report = stop(*fleet);
    QCOMPARE(report[u"hosts"_s].toInt(), 40);
    QCOMPARE(report[u"connected"_s].toInt(), 40);
    QCOMPARE(report[u"reconnects"_s].toInt(), 0);
    QVERIFY(report[u"samplesAcked"_s].toDouble() >= 40.0 * 60 * 8);
    QVERIFY(report[u"ackP99Ms"_s].toDouble() >= report[u"ackP50Ms"_s].toDouble());
}

void FleetTest::restart_isTheSameFleetAndGoesOn()
{
    FakeBackend backend;
    const QStringList options{u"--hosts"_s, u"10"_s, u"--series-per-host"_s, u"8"_s, u"--history"_s, u"1h"_s};
    auto fleet = start(backend, options);
    QTRY_VERIFY_WITH_TIMEOUT(backend.samples() >= 10ULL * 360 * 8, kRunLimitMs);
    QVERIFY(!stop(*fleet).isEmpty());
    const std::uint64_t before = backend.samples();
    fleet = start(backend, options);
    QTRY_VERIFY_WITH_TIMEOUT(backend.samples() > before, kRunLimitMs);
    QVERIFY(!stop(*fleet).isEmpty());
    QVERIFY2(backend.samples() - before < 10ULL * 20 * 8, "the history came twice");
}

void FleetTest::lostConnections_loseNoRow()
{
    FakeBackend backend;
    FakeBackend::Behaviour behaviour;
    behaviour.closeAfterBlocks = 4;
    backend.set(behaviour);
    const auto fleet = start(backend,
        {u"--hosts"_s, u"5"_s, u"--series-per-host"_s, u"8"_s, u"--history"_s, u"10m"_s,
            u"--rows-per-block"_s, u"5"_s});
    QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= 60, kRunLimitMs);
    const QJsonObject report = stop(*fleet);
    QVERIFY(report[u"reconnects"_s].toInt() >= 10);
    // Sequences without a hole: whatever was lost on the way was sent again.
    std::map<std::uint64_t, std::uint64_t> newest;
    for (const auto &[dictionary, sequence] : backend.kept()) {
        QCOMPARE(sequence, newest[dictionary] + 1);
        newest[dictionary] = sequence;
    }
}

void FleetTest::burst_bringsARowASecondAndThenFallsBack()
{
    FakeBackend backend;
    const auto fleet = start(backend, kTwoHosts);
    QTRY_COMPARE_WITH_TIMEOUT(backend.bursters(), 2, kRunLimitMs);
    QTRY_COMPARE_WITH_TIMEOUT(backend.rowTimes().size(), 2U, kRunLimitMs);
    const std::int64_t begin = QDateTime::currentMSecsSinceEpoch();
    backend.orderBurst(1s, 4s);
    QTRY_COMPARE_WITH_TIMEOUT(backend.burstReports().size(), 2U, kRunLimitMs);
    for (const protocol::BurstReport &report : backend.burstReports()) {
        QCOMPARE(report.intervalMs, 1'000);
        QVERIFY2(report.remainingMs > 3'000 && report.remainingMs <= 4'000,
            qPrintable(QString::number(report.remainingMs)));
        QCOMPARE(report.reason, std::string{});
    }
    // Until each host's tick after the end, so that a row too many would be there.
    QTRY_VERIFY_WITH_TIMEOUT(
        oldestOfNewest(backend) > begin + 4'000 && isOnTicks(backend, begin + 5'000), kRunLimitMs);
    for (const auto &[dictionary, times] : backend.rowTimes()) {
        const auto rows = rowsWithin(times, begin, begin + 5'000);
        QVERIFY2(rows >= 4 && rows <= 5, qPrintable(QString::number(rows)));
    }
    QVERIFY(!stop(*fleet).isEmpty());
}

void FleetTest::lostConnection_neitherProlongsNorTearsABurst()
{
    FakeBackend backend;
    const auto fleet = start(backend, kTwoHosts);
    QTRY_COMPARE_WITH_TIMEOUT(backend.rowTimes().size(), 2U, kRunLimitMs);
    const std::int64_t begin = QDateTime::currentMSecsSinceEpoch();
    backend.orderBurst(1s, 6s);
    QTRY_COMPARE_WITH_TIMEOUT(backend.burstReports().size(), 2U, kRunLimitMs);
    backend.closeAll();
    QTRY_COMPARE_WITH_TIMEOUT(
        backend.burstReports().size(), 4U, kRunLimitMs); // told again in the new sessions
    QVERIFY(backend.burstReports().back().remainingMs < 6'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        oldestOfNewest(backend) > begin + 6'000 && isOnTicks(backend, begin + 7'000), kRunLimitMs);
    for (const auto &[dictionary, times] : backend.rowTimes()) {
        const auto rows = rowsWithin(times, begin, begin + 7'000);
        QVERIFY2(rows >= 6 && rows <= 7, qPrintable(QString::number(rows)));
    }
    QVERIFY(!stop(*fleet).isEmpty());
}

void FleetTest::orderOfNothing_endsABurst()
{
    FakeBackend backend;
    const auto fleet = start(backend, kTwoHosts);
    QTRY_COMPARE_WITH_TIMEOUT(backend.rowTimes().size(), 2U, kRunLimitMs);
    backend.orderBurst(1s, 600s);
    QTRY_COMPARE_WITH_TIMEOUT(backend.burstReports().size(), 2U, kRunLimitMs);
    const std::int64_t end = QDateTime::currentMSecsSinceEpoch();
    backend.orderBurst(1s, 0s);
    QTRY_COMPARE_WITH_TIMEOUT(backend.burstReports().size(), 4U, kRunLimitMs);
    QCOMPARE(backend.burstReports().back().remainingMs, 0);
    QTRY_VERIFY_WITH_TIMEOUT(oldestOfNewest(backend) > end + 1'000, kRunLimitMs);
    QVERIFY(isOnTicks(backend, end + 1'000));
    QVERIFY(!stop(*fleet).isEmpty());
}

void FleetTest::backendWithoutTheFeature_hearsNoReport()
{
    FakeBackend backend;
    FakeBackend::Behaviour older;
    older.features.clear();
    backend.set(older);
    const auto fleet = start(backend, kTwoHosts);
    QTRY_COMPARE_WITH_TIMEOUT(backend.rowTimes().size(), 2U, kRunLimitMs);
    const std::int64_t begin = QDateTime::currentMSecsSinceEpoch();
    backend.orderBurst(1s, 3s);
    const auto hasBurst = [&] {
        return std::ranges::all_of(backend.rowTimes(),
            [&](const auto &each) { return rowsWithin(each.second, begin, begin + 4'000) >= 3; });
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasBurst(), kRunLimitMs);
    QVERIFY(backend.burstReports().empty());
    QVERIFY(!stop(*fleet).isEmpty());
}

QTEST_GUILESS_MAIN(FleetTest)
#include "tst_fleet.moc"
