// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/testconsole.h"
#include "tests/support/stack/stack.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::test;

namespace {

constexpr int kLimitMs = 60'000;

} // namespace

/// The real agent and the real backend: samples come each second while a burst lasts, and each 10 s again
/// afterwards, whatever becomes of the link and of the backend.
class TestBurstSampling : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void burst_bringsASampleASecondAndThenFallsBack();
    void stop_fallsBackAtOnce();
    void restartedBackend_knowsOfABurstThatGoesOnMeanwhile();
    void burst_endsByItselfWhileTheBackendIsAway();

private:
    /// A console of an administrator; its host is that of the agent.
    [[nodiscard]] std::unique_ptr<TestConsole> console();
    [[nodiscard]] bool setBurst(int durationMs);
    /// Times of cpu.idle of the last two minutes, in seconds, ascending.
    [[nodiscard]] QList<qint64> times();
    /// Samples of the last ten seconds.
    [[nodiscard]] int lastTen();

    Stack m_stack;
    HostSummary m_host;
};

std::unique_ptr<TestConsole> TestBurstSampling::console()
{
    auto made = std::make_unique<TestConsole>(QUrl(m_stack.webSocketUrl() + u"/console/v1"_s));
    if (!made->signIn(m_stack.adminToken().constData()) || !made->ask(protocol::WatchTree{}, 2)) {
        return nullptr;
    }
    const auto tree = made->next<protocol::TreeState>(2);
    if (!tree || tree->hosts.size() != 1) {
        return nullptr;
    }
    m_host = tree->hosts.front();
    return made;
}

bool TestBurstSampling::setBurst(int durationMs)
{
    const auto asking = console();
    return asking && asking->ask(protocol::SetBurst{m_host.id, durationMs}, 3)
        && asking->next<protocol::Done>(3);
}

QList<qint64> TestBurstSampling::times()
{
    QList<qint64> all;
    const QJsonArray series = m_stack.query(u"cpu.idle[2m]"_s);
    for (const QJsonValue &sample : series.at(0)["values"_L1].toArray()) {
        all.append(qRound64(sample[0].toDouble()));
    }
    return all;
}

int TestBurstSampling::lastTen()
{
    const QJsonArray series = m_stack.query(u"count_over_time(cpu.idle[10s])"_s);
    return series.at(0)["value"_L1][1].toString().toInt();
}

void TestBurstSampling::initTestCase()
{
    QVERIFY(m_stack.startBackend());
    QVERIFY(m_stack.startAgent());
}

void TestBurstSampling::init()
{
    // Each test begins at the usual pace.
    QVERIFY(setBurst(0));
    QVERIFY(Stack::waitUntil([this] { return lastTen() == 1; }, kLimitMs));
}

void TestBurstSampling::burst_bringsASampleASecondAndThenFallsBack()
{
    const qint64 begin = QDateTime::currentSecsSinceEpoch();
    QVERIFY(setBurst(20'000));
    QVERIFY(Stack::waitUntil([this] { return lastTen() >= 9; }, kLimitMs));
    QVERIFY(console() && m_host.isBurstRunning);
    const auto left = m_host.burstUntil - SystemClock().now();
    QVERIFY(left.count() > 0 && left.count() < 20'000);
    QVERIFY(Stack::waitUntil([this] { return lastTen() <= 1; }, kLimitMs));
    const QList<qint64> all = times();
    qsizetype seconds = 0;
    for (qsizetype i = 1; i < all.size(); ++i) {
        QVERIFY(all[i] > all[i - 1]); // none twice
        QVERIFY(all[i] - all[i - 1] <= 10);
        seconds += all[i] >= begin && all[i] - all[i - 1] == 1 ? 1 : 0;
    }
    QVERIFY2(seconds >= 18 && seconds <= 23, qPrintable(QString::number(seconds)));
    QCOMPARE(all.last() % 10, 0); // the usual ticks are where they were
}

void TestBurstSampling::stop_fallsBackAtOnce()
{
    QVERIFY(setBurst(600'000));
    QVERIFY(Stack::waitUntil([this] { return lastTen() >= 9; }, kLimitMs));
    QVERIFY(setBurst(0));
    const qint64 stopped = QDateTime::currentSecsSinceEpoch();
    QVERIFY(Stack::waitUntil([this] { return lastTen() <= 1; }, kLimitMs));
    for (const qint64 time : times()) {
        QVERIFY(time <= stopped + 1 || time % 10 == 0);
    }
}

void TestBurstSampling::restartedBackend_knowsOfABurstThatGoesOnMeanwhile()
{
    QVERIFY(setBurst(120'000));
    QVERIFY(Stack::waitUntil([this] { return lastTen() >= 9; }, kLimitMs));
    const qint64 killed = QDateTime::currentSecsSinceEpoch();
    m_stack.killBackend();
    QVERIFY(m_stack.startBackend());
    QVERIFY(Stack::waitUntil([this] { return console() && m_host.isBurstRunning; }, kLimitMs));
    QVERIFY(m_host.burstUntil > SystemClock().now());
    const qint64 back = QDateTime::currentSecsSinceEpoch();
    // Every second from before the kill until after the return, as soon as the agent's spool has been sent.
    const auto isWhole = [&] {
        const QList<qint64> all = times();
        const auto from = std::ranges::find(all, killed - 3);
        const auto to = std::ranges::find(all, back + 3);
        return to != all.end() && to - from == back - killed + 6;
    };
    const bool isComplete = Stack::waitUntil(isWhole, kLimitMs);
    QString shown;
    for (const qint64 time : times()) {
        shown += QString::number(time - killed) + u' ';
    }
    QVERIFY2(isComplete, qPrintable(shown));
}

void TestBurstSampling::burst_endsByItselfWhileTheBackendIsAway()
{
    QVERIFY(setBurst(15'000));
    QVERIFY(Stack::waitUntil([this] { return lastTen() >= 5; }, kLimitMs));
    const qint64 end = QDateTime::currentSecsSinceEpoch() + 15;
    m_stack.killBackend();
    QVERIFY(Stack::waitUntil([end] { return QDateTime::currentSecsSinceEpoch() > end + 12; }, kLimitMs));
    QVERIFY(m_stack.startBackend());
    QVERIFY(Stack::waitUntil([&] { return !times().isEmpty() && times().last() > end + 5; }, kLimitMs));
    for (const qint64 time : times()) {
        QVERIFY2(time <= end + 1 || time % 10 == 0, qPrintable(QString::number(time - end)));
    }
    QVERIFY(console());
    QVERIFY(m_host.burstUntil <= SystemClock().now());
}

QTEST_GUILESS_MAIN(TestBurstSampling)
#include "tst_burstsampling.moc"
