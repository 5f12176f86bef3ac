// SPDX-License-Identifier: GPL-3.0-or-later
// Part of every Qt program of the tsan preset. Qt is not built with the thread sanitizer, which therefore
// does not see that a posted call, a queued signal, a future, a task of a pool or the end of a thread orders
// what happens before and after it. These stand before Qt's functions of the same name, tell the sanitizer,
// and call them.

#include <QFuture>
#include <QObject>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>

#include <cstdarg>
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>
#include <sched.h>

#include <functional>
#include <utility>

namespace {

/// Qt's own function behind the one that hides it here.
template <typename Function>
Function next(const char *mangled)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, mangled));
}

void before(const void *what)
{
    __tsan_release(const_cast<void *>(what));
}

void after(const void *what)
{
    __tsan_acquire(const_cast<void *>(what));
}

/// What is to be called elsewhere: calling it comes after `cause`, returning from it before `cause` or its
/// end.
class OrderedSlot final : public QtPrivate::QSlotObjectBase
{
public:
    OrderedSlot(QtPrivate::QSlotObjectBase *inner, const void *cause)
        : QSlotObjectBase(&OrderedSlot::run)
        , m_inner(inner)
        , m_cause(cause != nullptr ? cause : this)
    {
    }

private:
    static void run(int which, QSlotObjectBase *base, QObject *receiver, void **arguments, bool *isEqual)
    {
        after(base); // its making
        auto *self = static_cast<OrderedSlot *>(base);
        if (which == Call) {
            after(self->m_cause);
            self->m_inner->call(receiver, arguments);
            before(base);
            before(QThread::currentThread());
        } else if (which == Compare) {
            *isEqual = self->m_inner->compare(arguments);
        } else if (which == Destroy) {
            after(self->m_cause);
            self->m_inner->destroyIfLastRef();
            delete self;
        }
    }

    QSlotObjectBase *m_inner;
    const void *m_cause;
};

/// The state that all copies of a future share: its only member behind the table of virtual functions.
const void *stateOf(const QFutureInterfaceBase *future)
{
    static_assert(sizeof(QFutureInterfaceBase) == 2 * sizeof(void *));
    return *(reinterpret_cast<const void *const *>(future) + 1);
}

/// Whatever an object is told comes after its posting.
[[maybe_unused]] const bool isListening =
    QInternal::registerCallback(QInternal::EventNotifyCallback, [](void **receiverAndEvent) {
        after(receiverAndEvent[0]);
        return false;
    });

} // namespace

void QObject::deleteLater()
{
    static const auto real = next<void (*)(QObject *)>("_ZN7QObject11deleteLaterEv");
    before(this);
    real(this);
}

bool QMetaObject::invokeMethodImpl(
    QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    static const auto real = next<bool (*)(
        QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *)>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    auto *ordered = new OrderedSlot(slot, nullptr);
    ordered->ref();
    before(ordered);
    const bool isDone = real(object, ordered, type, result);
    if (type == Qt::BlockingQueuedConnection) {
        after(ordered);
    }
    before(ordered);
    ordered->destroyIfLastRef();
    return isDone;
}

QMetaObject::Connection QObject::connectImpl(const QObject *sender, void **signal, const QObject *receiver,
    void **slotKey, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, const int *types,
    const QMetaObject *metaObject)
{
    static const auto real = next<QMetaObject::Connection (*)(const QObject *, void **, const QObject *,
        void **, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, const int *, const QMetaObject *)>(
        "_ZN7QObject11connectImplEPKS_PPvS1_S3_"
        "PN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPKiPK11QMetaObject");
    auto *ordered = new OrderedSlot(slot, sender);
    before(ordered);
    before(sender);
    return real(sender, signal, receiver, slotKey, ordered, type, types, metaObject);
}

void QMetaObject::activate(QObject *sender, const QMetaObject *metaObject, int index, void **arguments)
{
    static const auto real = next<void (*)(QObject *, const QMetaObject *, int, void **)>(
        "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    before(sender);
    real(sender, metaObject, index, arguments);
}

void QThread::start(Priority priority)
{
    static const auto real = next<void (*)(QThread *, Priority)>("_ZN7QThread5startENS_8PriorityE");
    before(this);
    real(this, priority);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto real = next<bool (*)(QThread *, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool hasEnded = real(this, deadline);
    after(this);
    return hasEnded;
}

void QThread::quit()
{
    static const auto real = next<void (*)(QThread *)>("_ZN7QThread4quitEv");
    before(this);
    real(this);
}

void QThread::exit(int code)
{
    static const auto real = next<void (*)(QThread *, int)>("_ZN7QThread4exitEi");
    before(this);
    real(this, code);
}

void QThreadPool::start(std::function<void()> function, int priority)
{
    static const auto real = next<void (*)(QThreadPool *, std::function<void()>, int)>(
        "_ZN11QThreadPool5startESt8functionIFvvEEi");
    auto *task = new std::function<void()>(std::move(function));
    before(task);
    real(
        this,
        [this, task] {
            after(task);
            (*task)();
            delete task;
            before(this);
        },
        priority);
}

bool QThreadPool::waitForDone(int ms)
{
    static const auto real = next<bool (*)(QThreadPool *, int)>("_ZN11QThreadPool11waitForDoneEi");
    const bool areDone = real(this, ms);
    after(this);
    return areDone;
}

void QThreadPool::start(QRunnable *runnable, int priority)
{
    start(
        [runnable] {
            const bool isOurs = runnable->autoDelete();
            runnable->run();
            if (isOurs) {
                delete runnable;
            }
        },
        priority);
}

void QFutureInterfaceBase::reportFinished()
{
    static const auto real =
        next<void (*)(QFutureInterfaceBase *)>("_ZN20QFutureInterfaceBase14reportFinishedEv");
    before(stateOf(this));
    real(this);
}

void QFutureInterfaceBase::reportResultsReady(int begin, int end)
{
    static const auto real =
        next<void (*)(QFutureInterfaceBase *, int, int)>("_ZN20QFutureInterfaceBase18reportResultsReadyEii");
    before(stateOf(this));
    real(this, begin, end);
}

void QFutureInterfaceBase::waitForFinished()
{
    static const auto real =
        next<void (*)(QFutureInterfaceBase *)>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    real(this);
    after(stateOf(this));
}

void QFutureInterfaceBase::waitForResult(int index)
{
    static const auto real =
        next<void (*)(QFutureInterfaceBase *, int)>("_ZN20QFutureInterfaceBase13waitForResultEi");
    real(this, index);
    after(stateOf(this));
}

bool QFutureInterfaceBase::queryState(State state) const
{
    static const auto real = next<bool (*)(const QFutureInterfaceBase *, State)>(
        "_ZNK20QFutureInterfaceBase10queryStateENS_5StateE");
    const bool isSo = real(this, state);
    after(stateOf(this));
    return isSo;
}

QtPrivate::ResultStoreBase &QFutureInterfaceBase::resultStoreBase()
{
    static const auto real = next<QtPrivate::ResultStoreBase &(*)(QFutureInterfaceBase *)>(
        "_ZN20QFutureInterfaceBase15resultStoreBaseEv");
    after(stateOf(this));
    return real(this);
}

const QtPrivate::ResultStoreBase &QFutureInterfaceBase::resultStoreBase() const
{
    static const auto real = next<const QtPrivate::ResultStoreBase &(*)(const QFutureInterfaceBase *)>(
        "_ZNK20QFutureInterfaceBase15resultStoreBaseEv");
    after(stateOf(this));
    return real(this);
}

bool QFutureInterfaceBase::derefT() const noexcept
{
    static const auto real =
        next<bool (*)(const QFutureInterfaceBase *)>("_ZNK20QFutureInterfaceBase6derefTEv");
    const void *state = stateOf(this);
    before(state);
    const bool isUsed = real(this);
    after(state);
    return isUsed;
}

void QFutureInterfaceBase::setContinuation(
    std::function<void(const QFutureInterfaceBase &)> function, QFutureInterfaceBasePrivate *continuation)
{
    static const auto real = next<void (*)(QFutureInterfaceBase *,
        std::function<void(const QFutureInterfaceBase &)>, QFutureInterfaceBasePrivate *)>(
        "_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate");
    const void *state = stateOf(this);
    auto *held = new std::function<void(const QFutureInterfaceBase &)>(std::move(function));
    before(state);
    before(held);
    // The future may end between the two: it is what is called that has to wait for this. Called at most
    // once.
    real(
        this,
        [held, state](const QFutureInterfaceBase &future) {
            after(state);
            after(held);
            (*held)(future);
            delete held;
        },
        continuation);
}

void QFutureInterfaceBase::runContinuation() const
{
    static const auto real =
        next<void (*)(const QFutureInterfaceBase *)>("_ZNK20QFutureInterfaceBase15runContinuationEv");
    after(stateOf(this));
    real(this);
}

/// QProcess lets its child run in the memory of the parent until it is another program. That would leave the
/// sanitizer deaf to the locks of the parent's thread, so the child gets memory of its own.
extern "C" int clone(int (*run)(void *), void *stack, int flags, void *argument, ...) noexcept
{
    using Clone = int (*)(int (*)(void *), void *, int, void *, ...);
    static const auto real = next<Clone>("clone");
    va_list rest;
    va_start(rest, argument);
    void *parent = va_arg(rest, void *);
    void *storage = va_arg(rest, void *);
    void *child = va_arg(rest, void *);
    va_end(rest);
    const int ownMemory = (flags & CLONE_VFORK) != 0 ? flags & ~CLONE_VM : flags;
    return real(run, stack, ownMemory, argument, parent, storage, child);
}
