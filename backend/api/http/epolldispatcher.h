// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <atomic>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace qd::backend::http {

/// The event loop of an I/O thread, on epoll. Qt's own asks poll() about every socket at each wake-up, which
/// costs a whole core at 10,000 connections; here a wake-up costs only the sockets that have something to
/// say. Handed to QThread::setEventDispatcher() before the thread starts, which owns it then. Every function
/// but wakeUp() and interrupt() is called in that thread. All timers are precise to the millisecond.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    /// False when the kernel gave no descriptor for epoll or the wake-up event; such a dispatcher must not be
    /// used.
    [[nodiscard]] bool isValid() const { return m_epoll >= 0 && m_wakeEvent >= 0; }

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    struct Watch
    {
        QSocketNotifier *notifiers[3] = {nullptr, nullptr, nullptr}; ///< by QSocketNotifier::Type
        std::uint32_t events = 0; ///< as the kernel knows them
        std::uint32_t generation = 0; ///< tells this use of a descriptor number from an earlier one
    };
    struct Timer
    {
        std::int64_t dueUs = 0;
        std::int64_t intervalUs = 0;
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
        std::uint64_t serial = 0; ///< tells this registration from an earlier one of the same id
        bool isFiring = false; ///< a nested loop must not fire it again
    };

    void updateWatch(int descriptor);
    bool dispatchSockets(int timeoutMs, bool withNotifiers);
    bool notify(int descriptor, std::uint32_t generation, int type);
    bool dispatchTimers();
    bool fireTimer(int timerId, std::uint64_t serial, std::int64_t nowUs);
    [[nodiscard]] int waitMs() const;
    void drainWakeEvent();

    int m_epoll = -1;
    int m_wakeEvent = -1;
    std::atomic<bool> m_isWoken{false};
    std::atomic<bool> m_isInterrupted{false};
    std::unordered_map<int, Watch> m_watches;
    std::uint32_t m_nextGeneration = 1;
    std::unordered_map<int, Timer> m_timers;
    std::set<std::pair<std::int64_t, int>> m_schedule; ///< (due, timer id)
    std::uint64_t m_nextSerial = 1;
};

} // namespace qd::backend::http
