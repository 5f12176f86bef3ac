// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/backgroundtask.h"
#include "agent/collect/workerpool.h"

#include <QElapsedTimer>
#include <QTest>

#include <atomic>
#include <semaphore>
#include <stdexcept>

using namespace std::chrono_literals;

namespace qd::agent {

namespace {

using Gate = std::counting_semaphore<64>;

} // namespace

class TestWorkerPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jobs_runOnFewThreads();
    void stuckJob_isReplacedUpToTheBound();
    void fullQueue_refuses();
    void jobThatThrows_doesNotEndItsThread();
    void idleThreads_end();
    void destruction_stopsWaitingJobsAndDoesNotWaitForStuckOnes();
    void task_neverRunsTwiceAtOnce();
    void task_thatThrewCanStartAgain();
    void task_isOverdueAfterItsTimeout();
};

void TestWorkerPool::jobs_runOnFewThreads()
{
    WorkerPool pool({2, 1, 256, 60s});
    std::atomic<int> done{0};
    for (int i = 0; i < 100; ++i) {
        QVERIFY(pool.submit([&](const std::stop_token &) { ++done; }, 10s));
    }
    QTRY_COMPARE(done.load(), 100);
    QCOMPARE_LE(pool.threadCount(), 2U);
}

void TestWorkerPool::stuckJob_isReplacedUpToTheBound()
{
    auto gate = std::make_shared<Gate>(0);
    std::atomic<int> started{0};
    std::atomic<int> stopped{0};
    WorkerPool pool({1, 2, 256, 60s});
    const auto hang = [&, gate](const std::stop_token &stop) {
        ++started;
        gate->acquire();
        stopped += stop.stop_requested() ? 1 : 0;
    };
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(pool.submit(hang, 0ms));
        QTRY_COMPARE(started.load(), i);
        const auto begun = std::chrono::steady_clock::now();
        QTRY_VERIFY(std::chrono::steady_clock::now() > begun); // past its timeout of 0 ms
    }
    QVERIFY(!pool.submit([](const std::stop_token &) {}, 1s)); // one working and two stuck: all are stuck now
    QCOMPARE(pool.threadCount(), 3U);
    gate->release(3);
    QTRY_COMPARE(stopped.load(), 3);
    QTRY_COMPARE(pool.threadCount(), 1U); // those that were replaced end
    std::atomic<bool> isDone{false};
    QVERIFY(pool.submit([&](const std::stop_token &) { isDone = true; }, 1s));
    QTRY_VERIFY(isDone.load());
}

void TestWorkerPool::fullQueue_refuses()
{
    auto gate = std::make_shared<Gate>(0);
    WorkerPool pool({1, 0, 2, 60s});
    std::atomic<int> started{0};
    QVERIFY(pool.submit(
        [&, gate](const std::stop_token &) {
            ++started;
            gate->acquire();
        },
        60s));
    QTRY_COMPARE(started.load(), 1);
    QVERIFY(pool.submit([](const std::stop_token &) {}, 60s));
    QVERIFY(pool.submit([](const std::stop_token &) {}, 60s));
    QVERIFY(!pool.submit([](const std::stop_token &) {}, 60s));
    gate->release();
}

void TestWorkerPool::jobThatThrows_doesNotEndItsThread()
{
    WorkerPool pool({1, 0, 8, 60s});
    std::atomic<bool> isDone{false};
    QVERIFY(pool.submit([](const std::stop_token &) { throw std::runtime_error("thrown"); }, 1s));
    QVERIFY(pool.submit([&](const std::stop_token &) { isDone = true; }, 1s));
    QTRY_VERIFY(isDone.load());
}

void TestWorkerPool::idleThreads_end()
{
    WorkerPool pool({2, 0, 8, 1ms});
    std::atomic<bool> isDone{false};
    QVERIFY(pool.submit([&](const std::stop_token &) { isDone = true; }, 1s));
    QTRY_VERIFY(isDone.load());
    QTRY_COMPARE(pool.threadCount(), 0U);
}

void TestWorkerPool::destruction_stopsWaitingJobsAndDoesNotWaitForStuckOnes()
{
    auto gate = std::make_shared<Gate>(0);
    auto started = std::make_shared<std::atomic<int>>(0);
    QElapsedTimer timer;
    {
        WorkerPool pool({1, 0, 8, 60s});
        QVERIFY(pool.submit(
            [gate, started](const std::stop_token &) {
                ++*started;
                gate->acquire();
            },
            60s));
        QVERIFY(pool.submit([started](const std::stop_token &) { *started += 100; }, 60s));
        QTRY_COMPARE(started->load(), 1);
        timer.start();
    }
    QCOMPARE_LT(timer.elapsed(), 5'000);
    gate->release();
    QCOMPARE(started->load(), 1);
}

void TestWorkerPool::task_neverRunsTwiceAtOnce()
{
    Gate gate(0);
    std::atomic<int> started{0};
    WorkerPool pool({2, 0, 8, 60s});
    BackgroundTask<int> task;
    const auto work = [&](const std::stop_token &) {
        const int number = ++started;
        gate.acquire();
        return number;
    };
    const SteadyMs now{1h};
    QVERIFY(task.start(pool, work, 60s, now));
    QVERIFY(task.start(pool, work, 60s, now));
    QVERIFY(!task.take());
    gate.release();
    std::optional<int> value;
    QVERIFY(QTest::qWaitFor([&] { return (value = task.take()).has_value(); }));
    QCOMPARE(*value, 1);
    QVERIFY(!task.take());
    QTRY_VERIFY(!task.isRunning());
    QCOMPARE(started.load(), 1);
}

void TestWorkerPool::task_thatThrewCanStartAgain()
{
    WorkerPool pool({1, 0, 8, 60s});
    BackgroundTask<int> task;
    const SteadyMs now{1h};
    QVERIFY(task.start(
        pool, [](const std::stop_token &) -> int { throw std::runtime_error("thrown"); }, 1s, now));
    QTRY_VERIFY(!task.isRunning());
    QVERIFY(task.start(
        pool, [](const std::stop_token &) { return 7; }, 1s, now));
    std::optional<int> value;
    QVERIFY(QTest::qWaitFor([&] { return (value = task.take()).has_value(); }));
    QCOMPARE(*value, 7);
}

void TestWorkerPool::task_isOverdueAfterItsTimeout()
{
    Gate gate(0);
    WorkerPool pool({1, 0, 8, 60s});
    BackgroundTask<int> task;
    const SteadyMs now{1h};
    QVERIFY(task.start(
        pool,
        [&](const std::stop_token &) {
            gate.acquire();
            return 1;
        },
        5s, now));
    QVERIFY(!task.isOverdue(now + 5s));
    QVERIFY(task.isOverdue(now + 6s));
    gate.release();
    QTRY_VERIFY(!task.isOverdue(now + 6s));
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestWorkerPool)
#include "tst_workerpool.moc"
