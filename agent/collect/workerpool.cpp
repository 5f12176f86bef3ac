// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/workerpool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace qd::agent {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// How long the destructor gives running jobs to notice their stop token.
constexpr std::chrono::milliseconds kFarewell{500};

} // namespace

struct WorkerPool::State
{
    struct Waiting
    {
        Job job;
        std::chrono::milliseconds timeout;
    };
    struct Running
    {
        SteadyTime deadline;
        std::stop_source stop;
        bool isStuck = false;
    };

    explicit State(Limits given)
        : limits(given)
    {
    }

    static void work(const std::shared_ptr<State> &state);
    std::optional<Waiting> next(std::unique_lock<std::mutex> &lock);
    void giveUpOverdue();

    const Limits limits;
    mutable std::mutex mutex;
    std::condition_variable wake; ///< a job came, or the end
    std::condition_variable left; ///< a thread ended
    std::deque<Waiting> queue;
    std::list<Running> running;
    std::size_t threads = 0;
    std::size_t idle = 0;
    std::size_t stuck = 0;
    bool isEnding = false;
};

void WorkerPool::State::work(const std::shared_ptr<State> &state)
{
    std::unique_lock lock(state->mutex);
    while (auto waiting = state->next(lock)) {
        const auto self = state->running.insert(state->running.end(),
            {std::chrono::steady_clock::now() + waiting->timeout, std::stop_source{}, false});
        const std::stop_token token = self->stop.get_token();
        lock.unlock();
        try {
            waiting->job(token);
        } catch (const std::exception &) {
            // The job's owner sees no result and reports the timeout; there is nobody to tell here.
        }
        waiting.reset();
        lock.lock();
        const bool wasStuck = self->isStuck;
        state->stuck -= wasStuck ? 1U : 0U;
        state->running.erase(self);
        if (wasStuck && state->threads - state->stuck > state->limits.maxThreads) {
            break; // it was replaced while it was stuck
        }
    }
    --state->threads;
    state->left.notify_all();
}

std::optional<WorkerPool::State::Waiting> WorkerPool::State::next(std::unique_lock<std::mutex> &lock)
{
    ++idle;
    const bool isAwake = wake.wait_for(lock, limits.idleExit, [this] { return isEnding || !queue.empty(); });
    --idle;
    if (!isAwake || isEnding) {
        return std::nullopt;
    }
    Waiting first = std::move(queue.front());
    queue.pop_front();
    return first;
}

void WorkerPool::State::giveUpOverdue()
{
    const SteadyTime now = std::chrono::steady_clock::now();
    for (Running &job : running) {
        if (!job.isStuck && now > job.deadline) {
            job.isStuck = true;
            job.stop.request_stop();
            ++stuck;
        }
    }
}

WorkerPool::WorkerPool()
    : WorkerPool(Limits{})
{
}

WorkerPool::WorkerPool(Limits limits)
    : m_state(std::make_shared<State>(limits))
{
}

WorkerPool::~WorkerPool()
{
    std::unique_lock lock(m_state->mutex);
    m_state->isEnding = true;
    m_state->queue.clear();
    for (State::Running &job : m_state->running) {
        job.stop.request_stop();
    }
    m_state->wake.notify_all();
    m_state->left.wait_for(lock, kFarewell, [this] { return m_state->threads == 0; });
}

bool WorkerPool::submit(Job job, std::chrono::milliseconds timeout)
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->giveUpOverdue();
        const bool mayGrow = m_state->threads - m_state->stuck < m_state->limits.maxThreads
            && m_state->threads < m_state->limits.maxThreads + m_state->limits.maxStuck;
        const bool isServed = mayGrow || m_state->threads > m_state->stuck;
        if (!isServed || m_state->queue.size() >= m_state->limits.maxQueued) {
            return false;
        }
        m_state->queue.push_back({std::move(job), timeout});
        if (mayGrow && m_state->idle < m_state->queue.size()) {
            // Detached: a thread inside a dead mount could never be joined. It owns a share of the state.
            std::thread(State::work, m_state).detach();
            ++m_state->threads;
        }
    }
    m_state->wake.notify_one(); // unlocked, or the thread would wake up only to wait
    return true;
}

std::size_t WorkerPool::threadCount() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->threads;
}

} // namespace qd::agent
