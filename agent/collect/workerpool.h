// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>

namespace qd::agent {

/// A few threads for what may hang. Jobs wait in a bounded queue. A job that outlives its timeout is given
/// up: its thread is replaced while the bound on threads allows it, since a thread inside a dead NFS mount
/// cannot be stopped. Destruction does not wait for stuck jobs: they own what they touch.
class WorkerPool
{
public:
    struct Limits
    {
        std::size_t maxThreads = 3; ///< working at the same time
        std::size_t maxStuck = 5; ///< given up but still inside the kernel, beside the working ones
        std::size_t maxQueued = 256;
        std::chrono::milliseconds idleExit{150'000}; ///< an idle thread ends after this
    };

    /// The job gets a token that is stopped when its time is over or the pool goes away; it must own all it
    /// uses.
    using Job = std::function<void(const std::stop_token &)>;

    WorkerPool();
    explicit WorkerPool(Limits limits);
    ~WorkerPool();
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    /// Queues a job and returns at once.
    /// @param timeout  counted from the moment the job starts
    /// @return false if the queue is full or all threads are stuck: the job will not run
    [[nodiscard]] bool submit(Job job, std::chrono::milliseconds timeout);

    /// Threads alive, working or stuck; for tests and the agent's own metrics.
    [[nodiscard]] std::size_t threadCount() const;

private:
    struct State;
    std::shared_ptr<State> m_state; ///< shared with the threads, which may outlive the pool when stuck
};

} // namespace qd::agent
