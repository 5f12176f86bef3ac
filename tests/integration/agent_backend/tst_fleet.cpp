// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/fakebackend.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace qd::agent;

namespace {

constexpr int kRunLimitMs = 30'000;

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

QTEST_GUILESS_MAIN(FleetTest)
#include "tst_fleet.moc"
