// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stack/ledgercheck.h"
#include "tests/support/stack/stack.h"

#include <QFile>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kHosts = 20;
constexpr int kKills = 3;
constexpr int kNoticeLimitMs = 20'000;
constexpr int kRecoveryLimitMs = 90'000; ///< the longest pauses of all back-offs one after the other

} // namespace

/// The backend's PostgreSQL dies or hangs while agents send: the health page says so, agents keep what they
/// have, and all of it is there afterwards.
class TestDatabaseAway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void killedAgainAndAgain_isSaidAndLosesNothing();
    void frozen_isSaidAndLosesNothing();

private:
    [[nodiscard]] bool isPartUnhealthy(const QString &part);
    [[nodiscard]] bool isReady() { return m_stack->get(u"/healthz"_s).status == 200; }
    void verifyNothingIsLost();

    std::unique_ptr<Stack> m_stack;
    QString m_ledger;
};

void TestDatabaseAway::init()
{
    m_stack = std::make_unique<Stack>();
    m_ledger = m_stack->folder() + u"/ledger"_s;
    QVERIFY(m_stack->startBackend());
    QVERIFY(m_stack->startFleet(kHosts,
        {u"--interval"_s, u"250"_s, u"--history"_s, u"0s"_s, u"--series-per-host"_s, u"10"_s,
            u"--all-online"_s, u"--ledger"_s, m_ledger}));
    QVERIFY(Stack::waitUntil([&] { return readLedger(m_ledger).size() == kHosts; }, kRecoveryLimitMs));
}

void TestDatabaseAway::cleanup()
{
    m_stack.reset();
}

bool TestDatabaseAway::isPartUnhealthy(const QString &part)
{
    const Stack::Answer answer = m_stack->get(u"/healthz"_s);
    const QJsonObject item = answer.json().value("parts"_L1).toObject().value(part).toObject();
    return answer.status == 503 && !item.value("healthy"_L1).toBool(true)
        && !item.value("message"_L1).toString().isEmpty();
}

void TestDatabaseAway::verifyNothingIsLost()
{
    QVERIFY(Stack::waitUntil([&] { return isReady(); }, kRecoveryLimitMs));
    const qint64 size = QFile{m_ledger}.size();
    QVERIFY(Stack::waitUntil([&] { return QFile{m_ledger}.size() > size; }, kRecoveryLimitMs));
    QCOMPARE(m_stack->stopFleet(), 0);
    const auto ledger = readLedger(m_ledger);
    QCOMPARE(ledger.size(), kHosts);
    QCOMPARE(firstLoss(*m_stack, ledger), QString{});
}

void TestDatabaseAway::killedAgainAndAgain_isSaidAndLosesNothing()
{
    for (int kill = 0; kill < kKills; ++kill) {
        const qint64 old = m_stack->postgresPid();
        QVERIFY(old > 0);
        m_stack->killPostgres();
        QVERIFY(Stack::waitUntil([&] { return isPartUnhealthy(u"database"_s); }, kNoticeLimitMs));
        QVERIFY(Stack::waitUntil(
            [&] { return m_stack->postgresPid() > 0 && m_stack->postgresPid() != old; }, kRecoveryLimitMs));
    }
    QVERIFY(m_stack->log(u"quarterdeckd"_s).contains("PostgreSQL"));
    verifyNothingIsLost();
    // The fleet made its rows all the while: behind the outage nothing is missing.
    for (const SeriesTimes &times : readBack(*m_stack, readLedger(m_ledger).keys().constFirst()).series) {
        QCOMPARE_LE(longestGap(times), 250);
    }
}

void TestDatabaseAway::frozen_isSaidAndLosesNothing()
{
    m_stack->freezePostgres();
    const bool isSaid = Stack::waitUntil([&] { return isPartUnhealthy(u"database"_s); }, kNoticeLimitMs);
    const qint64 size = QFile{m_ledger}.size();
    const bool isAcknowledged = Stack::waitUntil([&] { return QFile{m_ledger}.size() > size; }, 2'000);
    m_stack->thawPostgres(); // before anything can fail: a frozen server cannot be stopped
    QVERIFY(isSaid);
    QVERIFY(!isAcknowledged);
    QVERIFY(m_stack->log(u"quarterdeckd"_s).contains("the database is away"));
    verifyNothingIsLost();
}

QTEST_GUILESS_MAIN(TestDatabaseAway)
#include "tst_databaseaway.moc"
