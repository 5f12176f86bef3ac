// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/epolldispatcher.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <array>
#include <memory>

#include <sys/socket.h>
#include <unistd.h>

using qd::backend::http::EpollDispatcher;

namespace {

/// Two connected descriptors.
struct Pair
{
    Pair()
    {
        m_isOpen = ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) == 0;
    }
    ~Pair()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    Pair(const Pair &) = delete;
    Pair &operator=(const Pair &) = delete;

    void poke() const { QVERIFY(m_isOpen && ::write(ends[1], "x", 1) == 1); }

    std::array<int, 2> ends{-1, -1};

private:
    bool m_isOpen = false;
};

} // namespace

/// Each test runs its body on a thread whose event loop is the epoll dispatcher.
class TstEpollDispatcher final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timers_fireInOrderAndOnTime();
    void timerOfZero_doesNotStarveSockets();
    void timerThatStopsAnother_isObeyed();
    void notifier_tellsWhatCanBeRead();
    void notifierDeletedDuringDispatch_isNotCalled();
    void descriptorUsedAgain_isWatchedAnew();
    void postedEvent_wakesTheLoop();
    void remainingTime_countsDown();

private:
    void onLoop(const std::function<void(QObject *context, const std::function<void()> &done)> &body);
};

void TstEpollDispatcher::onLoop(
    const std::function<void(QObject *context, const std::function<void()> &done)> &body)
{
    QThread thread;
    auto *dispatcher = new EpollDispatcher;
    QVERIFY(dispatcher->isValid());
    thread.setEventDispatcher(dispatcher);
    QObject context;
    context.moveToThread(&thread);
    thread.start();
    QMetaObject::invokeMethod(&context, [&] { body(&context, [&thread] { thread.quit(); }); });
    const bool ended = thread.wait(10'000);
    if (!ended) {
        thread.quit();
        thread.wait();
    }
    QVERIFY2(ended, "the body did not come to its end");
}

void TstEpollDispatcher::timers_fireInOrderAndOnTime()
{
    QList<int> order;
    QElapsedTimer clock;
    qint64 last = 0;
    onLoop([&](QObject *context, const auto &done) {
        clock.start();
        for (const int ms : {60, 20, 40}) {
            QTimer::singleShot(ms, Qt::PreciseTimer, context, [&order, &clock, &last, ms, done] {
                order.append(ms);
                last = clock.elapsed();
                if (order.size() == 3) {
                    done();
                }
            });
        }
    });
    QCOMPARE(order, (QList<int>{20, 40, 60}));
    QVERIFY2(last >= 59, qPrintable(QString::number(last)));
}

void TstEpollDispatcher::timerOfZero_doesNotStarveSockets()
{
    Pair pair;
    int rounds = 0;
    onLoop([&](QObject *context, const auto &done) {
        auto *timer = new QTimer(context);
        auto *notifier = new QSocketNotifier(pair.ends[0], QSocketNotifier::Read, context);
        QObject::connect(timer, &QTimer::timeout, context, [&] {
            if (++rounds == 100) {
                pair.poke();
            }
        });
        QObject::connect(notifier, &QSocketNotifier::activated, context, [=] {
            delete timer;
            delete notifier;
            done();
        });
        timer->start(0);
    });
    QVERIFY(rounds >= 100);
}

void TstEpollDispatcher::timerThatStopsAnother_isObeyed()
{
    int fired = 0;
    onLoop([&](QObject *context, const auto &done) {
        auto *first = new QTimer(context);
        auto *second = new QTimer(context);
        const auto count = [&fired, first, second] {
            ++fired;
            delete first; // both are due in one round: whichever comes first ends both, itself included
            delete second;
        };
        first->callOnTimeout(context, count);
        second->callOnTimeout(context, count);
        first->start(10);
        second->start(10);
        QTimer::singleShot(80, context, done);
    });
    QCOMPARE(fired, 1);
}

void TstEpollDispatcher::notifier_tellsWhatCanBeRead()
{
    Pair pair;
    int reads = 0;
    onLoop([&](QObject *context, const auto &done) {
        auto *notifier = new QSocketNotifier(pair.ends[0], QSocketNotifier::Read, context);
        QObject::connect(notifier, &QSocketNotifier::activated, context, [&, notifier, done] {
            char byte = 0;
            QCOMPARE(::read(pair.ends[0], &byte, 1), 1);
            if (++reads == 3) {
                delete notifier;
                done();
            } else {
                pair.poke();
            }
        });
        pair.poke();
    });
    QCOMPARE(reads, 3);
}

void TstEpollDispatcher::notifierDeletedDuringDispatch_isNotCalled()
{
    Pair one;
    Pair two;
    int calls = 0;
    onLoop([&](QObject *context, const auto &done) {
        auto *first = new QSocketNotifier(one.ends[0], QSocketNotifier::Read, context);
        auto *second = new QSocketNotifier(two.ends[0], QSocketNotifier::Read, context);
        const auto count = [&calls, first, second] {
            ++calls;
            delete first;
            delete second;
        };
        QObject::connect(first, &QSocketNotifier::activated, context, count);
        QObject::connect(second, &QSocketNotifier::activated, context, count);
        one.poke();
        two.poke();
        QTimer::singleShot(50, context, done);
    });
    QCOMPARE(calls, 1);
}

void TstEpollDispatcher::descriptorUsedAgain_isWatchedAnew()
{
    int seen = 0;
    onLoop([&](QObject *context, const auto &done) {
        for (int round = 0; round < 20; ++round) {
            auto pair = std::make_unique<Pair>(); // gets the numbers of the one before
            auto notifier = std::make_unique<QSocketNotifier>(pair->ends[0], QSocketNotifier::Read);
            QObject::connect(notifier.get(), &QSocketNotifier::activated, context, [&] { ++seen; });
            pair->poke();
            QCoreApplication::processEvents();
        }
        done();
    });
    QCOMPARE(seen, 20);
}

void TstEpollDispatcher::postedEvent_wakesTheLoop()
{
    QThread thread;
    thread.setEventDispatcher(new EpollDispatcher);
    QObject target;
    target.moveToThread(&thread);
    thread.start();
    std::atomic<int> count{0};
    for (int i = 0; i < 1000; ++i) {
        QMetaObject::invokeMethod(
            &target, [&] { ++count; }, i % 100 == 99 ? Qt::BlockingQueuedConnection : Qt::QueuedConnection);
    }
    QCOMPARE(count.load(), 1000);
    thread.quit();
    QVERIFY(thread.wait(5000));
}

void TstEpollDispatcher::remainingTime_countsDown()
{
    int remaining = -2;
    onLoop([&](QObject *context, const auto &done) {
        auto *timer = new QTimer(context);
        timer->start(1000);
        remaining = timer->remainingTime();
        delete timer;
        done();
    });
    QVERIFY2(remaining > 900 && remaining <= 1000, qPrintable(QString::number(remaining)));
}

QTEST_GUILESS_MAIN(TstEpollDispatcher)
#include "tst_epolldispatcher.moc"
