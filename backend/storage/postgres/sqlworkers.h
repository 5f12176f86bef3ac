// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/sqlsession.h"

#include <QFuture>
#include <QPromise>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace qd::backend::storage {

/// A few threads with one database connection each, which do the relational part's statements. Calls come
/// from any thread and never wait; a job that cannot start in time, or finds the queue full, answers
/// Unavailable.
class SqlWorkers
{
public:
    struct Limits
    {
        int threads = 2;
        std::size_t maxQueued = 20'000;
        std::chrono::milliseconds maxQueueTime{10'000};
        SqlSession::Limits session;
    };

    explicit SqlWorkers(const DatabaseAddress &address);
    SqlWorkers(const DatabaseAddress &address, Limits limits);

    /// Finishes the jobs that run, answers Cancelled to those that wait.
    ~SqlWorkers();
    SqlWorkers(const SqlWorkers &) = delete;
    SqlWorkers &operator=(const SqlWorkers &) = delete;

    /// Runs work(SqlSession &) -> Result<T> on one of the threads.
    template <typename F>
    [[nodiscard]] auto submit(F work) -> QFuture<std::invoke_result_t<F, SqlSession &>>;

    [[nodiscard]] std::size_t queued() const;

private:
    /// Gets a session to work with, or the reason why there is none.
    using Job = std::function<void(SqlSession *, const Error &)>;
    struct QueuedJob
    {
        Job job;
        std::chrono::steady_clock::time_point startBefore;
    };

    void enqueue(Job job);
    void work(const DatabaseAddress &address);

    Limits m_limits;
    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<QueuedJob> m_queue;
    bool m_isStopping = false;
    std::vector<std::thread> m_threads;
};

template <typename F>
auto SqlWorkers::submit(F work) -> QFuture<std::invoke_result_t<F, SqlSession &>>
{
    using Answer = std::invoke_result_t<F, SqlSession &>;
    auto promise =
        std::make_shared<QPromise<Answer>>(); // shared only because std::function copies what it holds
    promise->start();
    QFuture<Answer> future = promise->future();
    enqueue([promise, work = std::move(work)](SqlSession *session, const Error &reason) mutable {
        promise->addResult(session != nullptr ? work(*session) : Answer{failure(reason)});
        promise->finish();
    });
    return future;
}

} // namespace qd::backend::storage
