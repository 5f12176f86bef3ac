// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/epolldispatcher.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QSocketNotifier>
#include <QTimerEvent>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace qd::backend::http {

namespace {

Q_LOGGING_CATEGORY(lcEpoll, "qd.backend.epoll")

constexpr int kEventsPerWait = 256;
constexpr std::uint64_t kWakeTag = std::numeric_limits<std::uint64_t>::max();

std::int64_t nowUs()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(steady_clock::now().time_since_epoch()).count();
}

std::uint64_t tagOf(int descriptor, std::uint32_t generation)
{
    return (std::uint64_t{generation} << 32U) | static_cast<std::uint32_t>(descriptor);
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeEvent(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = kWakeTag;
    if (!isValid() || ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeEvent, &event) != 0) {
        qCCritical(lcEpoll, "cannot set up epoll: %s", std::strerror(errno));
    }
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_epoll);
    ::close(m_wakeEvent);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_isInterrupted = false;
    Q_EMIT awake();
    // Whoever posts an event also calls wakeUp(), so that one posted after this line ends the wait below.
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted) {
        return false;
    }
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents);
    if (mayWait) {
        Q_EMIT aboutToBlock();
    }
    bool didWork =
        dispatchSockets(mayWait ? waitMs() : 0, !flags.testFlag(QEventLoop::ExcludeSocketNotifiers));
    if (!m_isInterrupted) {
        didWork = dispatchTimers() || didWork;
    }
    return didWork;
}

bool EpollDispatcher::dispatchSockets(int timeoutMs, bool withNotifiers)
{
    if (!withNotifiers) {
        // Asking epoll would return at once, again and again, for sockets that may not be served now.
        pollfd wake{m_wakeEvent, POLLIN, 0};
        if (::poll(&wake, 1, timeoutMs) > 0) {
            drainWakeEvent();
            return true;
        }
        return false;
    }
    std::array<epoll_event, kEventsPerWait> events;
    const int count = ::epoll_wait(m_epoll, events.data(), kEventsPerWait, timeoutMs);
    Q_EMIT awake();
    bool didWork = false;
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[static_cast<std::size_t>(i)];
        if (event.data.u64 == kWakeTag) {
            drainWakeEvent();
            didWork = true;
            continue;
        }
        const int descriptor = static_cast<int>(event.data.u64 & 0xFFFF'FFFFU);
        const auto generation = static_cast<std::uint32_t>(event.data.u64 >> 32U);
        std::uint32_t happened = event.events;
        if ((happened & (EPOLLERR | EPOLLHUP)) != 0) {
            happened |= EPOLLIN | EPOLLOUT; // the reader or writer finds the error where it can handle it
        }
        if ((happened & EPOLLIN) != 0) {
            didWork = notify(descriptor, generation, QSocketNotifier::Read) || didWork;
        }
        if ((happened & EPOLLOUT) != 0) {
            didWork = notify(descriptor, generation, QSocketNotifier::Write) || didWork;
        }
        if ((happened & EPOLLPRI) != 0) {
            didWork = notify(descriptor, generation, QSocketNotifier::Exception) || didWork;
        }
    }
    return didWork;
}

bool EpollDispatcher::notify(int descriptor, std::uint32_t generation, int type)
{
    // Looked up anew each time: the handler before may have removed this notifier, or closed the descriptor
    // and opened another one of the same number.
    const auto watch = m_watches.find(descriptor);
    if (watch == m_watches.end() || watch->second.generation != generation) {
        return false;
    }
    QSocketNotifier *notifier = watch->second.notifiers[type];
    if (notifier == nullptr) {
        return false;
    }
    QEvent activation(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &activation);
    return true;
}

void EpollDispatcher::drainWakeEvent()
{
    std::uint64_t ignored = 0;
    [[maybe_unused]] const ssize_t got = ::read(m_wakeEvent, &ignored, sizeof ignored);
    m_isWoken = false;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    Watch &watch = m_watches[descriptor];
    QSocketNotifier *&place = watch.notifiers[notifier->type()];
    if (place != nullptr && place != notifier) {
        qCWarning(lcEpoll, "two notifiers of one kind for descriptor %d", descriptor);
    }
    place = notifier;
    updateWatch(descriptor);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = static_cast<int>(notifier->socket());
    const auto watch = m_watches.find(descriptor);
    if (watch == m_watches.end() || watch->second.notifiers[notifier->type()] != notifier) {
        return;
    }
    watch->second.notifiers[notifier->type()] = nullptr;
    updateWatch(descriptor);
}

void EpollDispatcher::updateWatch(int descriptor)
{
    Watch &watch = m_watches[descriptor];
    std::uint32_t wanted = 0;
    wanted |= watch.notifiers[QSocketNotifier::Read] != nullptr ? EPOLLIN : 0U;
    wanted |= watch.notifiers[QSocketNotifier::Write] != nullptr ? EPOLLOUT : 0U;
    wanted |= watch.notifiers[QSocketNotifier::Exception] != nullptr ? EPOLLPRI : 0U;

    epoll_event event{};
    if (wanted == 0) {
        // Fails for a descriptor that was closed already, which the kernel has forgotten by itself.
        ::epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, &event);
        m_watches.erase(descriptor);
        return;
    }
    if (watch.generation == 0) {
        watch.generation = m_nextGeneration++;
    }
    event.events = wanted;
    event.data.u64 = tagOf(descriptor, watch.generation);
    const int operation = watch.events == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    watch.events = wanted;
    if (::epoll_ctl(m_epoll, operation, descriptor, &event) == 0) {
        return;
    }
    // The descriptor was closed and opened again behind our back, in one order or the other.
    const int other = operation == EPOLL_CTL_ADD ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if ((errno != ENOENT && errno != EEXIST) || ::epoll_ctl(m_epoll, other, descriptor, &event) != 0) {
        qCWarning(lcEpoll, "cannot watch descriptor %d: %s", descriptor, std::strerror(errno));
    }
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    unregisterTimer(timerId);
    Timer timer;
    timer.intervalUs = std::max<qint64>(interval, 0) * 1000;
    timer.dueUs = nowUs() + timer.intervalUs;
    timer.type = timerType;
    timer.object = object;
    timer.serial = m_nextSerial++;
    m_schedule.emplace(timer.dueUs, timerId);
    m_timers.emplace(timerId, timer);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    const auto timer = m_timers.find(timerId);
    if (timer == m_timers.end()) {
        return false;
    }
    m_schedule.erase({timer->second.dueUs, timerId});
    m_timers.erase(timer);
    return true;
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    bool found = false;
    for (auto timer = m_timers.begin(); timer != m_timers.end();) {
        if (timer->second.object == object) {
            m_schedule.erase({timer->second.dueUs, timer->first});
            timer = m_timers.erase(timer);
            found = true;
        } else {
            ++timer;
        }
    }
    return found;
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    QList<TimerInfo> timers;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object) {
            timers.append(TimerInfo(id, static_cast<int>(timer.intervalUs / 1000), timer.type));
        }
    }
    return timers;
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto timer = m_timers.find(timerId);
    if (timer == m_timers.end()) {
        return -1;
    }
    return static_cast<int>(std::max<std::int64_t>(timer->second.dueUs - nowUs(), 0) / 1000);
}

int EpollDispatcher::waitMs() const
{
    if (m_schedule.empty()) {
        return -1;
    }
    const std::int64_t remaining = std::max<std::int64_t>(m_schedule.begin()->first - nowUs(), 0);
    // Rounded up: waking a moment early would only mean to go round the loop again.
    return static_cast<int>(
        std::min<std::int64_t>((remaining + 999) / 1000, std::numeric_limits<int>::max()));
}

bool EpollDispatcher::dispatchTimers()
{
    // Picked first, fired then: a timer of interval 0 is due again at once and must not starve the sockets,
    // and handlers may add and remove timers, their own included.
    const std::int64_t now = nowUs();
    std::vector<std::pair<int, std::uint64_t>> due;
    for (const auto &[time, id] : m_schedule) {
        if (time > now) {
            break;
        }
        due.emplace_back(id, m_timers.at(id).serial);
    }
    bool didWork = false;
    for (const auto &[id, serial] : due) {
        didWork = fireTimer(id, serial, now) || didWork;
    }
    return didWork;
}

bool EpollDispatcher::fireTimer(int timerId, std::uint64_t serial, std::int64_t now)
{
    const auto found = m_timers.find(timerId);
    if (found == m_timers.end() || found->second.serial != serial || found->second.isFiring) {
        return false;
    }
    Timer &timer = found->second;
    m_schedule.erase({timer.dueUs, timerId});
    // Missed rounds are skipped, not caught up: a loop that was held up owes one event, not many.
    timer.dueUs = std::max(timer.dueUs + timer.intervalUs, now);
    m_schedule.emplace(timer.dueUs, timerId);
    timer.isFiring = true;
    QTimerEvent event(timerId);
    QCoreApplication::sendEvent(timer.object, &event);
    const auto after = m_timers.find(timerId);
    if (after != m_timers.end() && after->second.serial == serial) {
        after->second.isFiring = false;
    }
    return true;
}

void EpollDispatcher::wakeUp()
{
    if (!m_isWoken.exchange(true)) {
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t put = ::write(m_wakeEvent, &one, sizeof one);
    }
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

} // namespace qd::backend::http
