// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/urlcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

#include <atomic>
#include <semaphore>

using namespace std::chrono_literals;

namespace qd::agent {

namespace {

/// Answers as told; "slow" waits until it is let go.
class ScriptedProbe final : public UrlProbe
{
public:
    Result<UrlProbeResult> probe(
        const std::string &url, std::chrono::milliseconds, const std::stop_token &) override
    {
        ++asked;
        if (url == "http://slow/") {
            gate.acquire();
        }
        if (url == "https://good/") {
            return UrlProbeResult{true, 200, 12'345us, 89.501, {}};
        }
        return UrlProbeResult{false, std::nullopt, 1ms, std::nullopt, "refused"};
    }

    std::atomic<int> asked{0};
    std::counting_semaphore<8> gate{0};
};

} // namespace

class TestUrlCollector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answer_becomesFourMetrics();
    void deadServer_isUnhealthyButNoError();
    void slowServer_isUnhealthyAndAskedOnce();
    void missingProbe_isAnError();
};

void TestUrlCollector::answer_becomesFourMetrics()
{
    ScriptedProbe probe;
    WorkerPool pool;
    UrlCollector collector(pool, &probe, {"https://good/"}, 10s);
    CollectorRun run;
    run.prepare(collector);
    QVERIFY(QTest::qWaitFor(
        [&] { return run.run(collector) && run.has("url.check.code{url=\"https://good/\"}"); }));
    QCOMPARE(run.value("url.check.health{url=\"https://good/\"}"), 1.0);
    QCOMPARE(run.value("url.check.code{url=\"https://good/\"}"), 200.0);
    QVERIFY(std::abs(run.value("url.check.duration{url=\"https://good/\"}") - 12.345) < 0.006);
    QCOMPARE(run.value("url.check.cert.days{url=\"https://good/\"}"), 89.5);
}

void TestUrlCollector::deadServer_isUnhealthyButNoError()
{
    ScriptedProbe probe;
    WorkerPool pool;
    UrlCollector collector(pool, &probe, {"http://dead/"}, 10s);
    CollectorRun run;
    run.prepare(collector);
    QVERIFY(QTest::qWaitFor([&] { return run.run(collector) && !run.values().empty(); }));
    QCOMPARE(run.value("url.check.health{url=\"http://dead/\"}"), 0.0);
    QVERIFY(!run.has("url.check.code{url=\"http://dead/\"}"));
}

void TestUrlCollector::slowServer_isUnhealthyAndAskedOnce()
{
    ScriptedProbe probe;
    WorkerPool pool;
    UrlCollector collector(pool, &probe, {"http://slow/"}, 10s);
    CollectorRun run;
    run.prepare(collector);
    QTRY_COMPARE(probe.asked.load(), 1);
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("url.check.health{url=\"http://slow/\"}"), 0.0);
    run.prepare(collector);
    run.advance(1min);
    const auto outcome = run.run(collector);
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Timeout);
    QCOMPARE(probe.asked.load(), 1);
    probe.gate.release();
}

void TestUrlCollector::missingProbe_isAnError()
{
    WorkerPool pool;
    UrlCollector collector(pool, nullptr, {"http://dead/"}, 10s);
    CollectorRun run;
    run.prepare(collector);
    QVERIFY(!run.run(collector));
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestUrlCollector)
#include "tst_urlcollector.moc"
