// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/sqlworkers.h"

namespace qd::backend::storage {

SqlWorkers::SqlWorkers(const DatabaseAddress &address)
    : SqlWorkers{address, Limits{}}
{
}

SqlWorkers::SqlWorkers(const DatabaseAddress &address, Limits limits)
    : m_limits{limits}
{
    for (int i = 0; i < limits.threads; ++i) {
        m_threads.emplace_back([this, address] { work(address); });
    }
}

SqlWorkers::~SqlWorkers()
{
    std::deque<QueuedJob> left;
    {
        const std::lock_guard lock{m_mutex};
        m_isStopping = true;
        left.swap(m_queue);
    }
    m_wake.notify_all();
    for (const QueuedJob &entry : left) {
        entry.job(nullptr, Error{ErrorCode::Cancelled, "the storage is being closed", {}});
    }
    for (std::thread &thread : m_threads) {
        thread.join();
    }
}

std::size_t SqlWorkers::queued() const
{
    const std::lock_guard lock{m_mutex};
    return m_queue.size();
}

void SqlWorkers::enqueue(Job job)
{
    {
        const std::lock_guard lock{m_mutex};
        if (!m_isStopping && m_queue.size() < m_limits.maxQueued) {
            m_queue.push_back({std::move(job), std::chrono::steady_clock::now() + m_limits.maxQueueTime});
            m_wake.notify_one();
            return;
        }
    }
    job(nullptr, Error{ErrorCode::Unavailable, "the storage's queue is full or closed", {}});
}

void SqlWorkers::work(const DatabaseAddress &address)
{
    SqlSession session{address, m_limits.session};
    for (;;) {
        QueuedJob next;
        {
            std::unique_lock lock{m_mutex};
            m_wake.wait(lock, [this] { return m_isStopping || !m_queue.empty(); });
            if (m_isStopping) {
                return;
            }
            next = std::move(m_queue.front());
            m_queue.pop_front();
        }
        if (std::chrono::steady_clock::now() > next.startBefore) {
            next.job(nullptr,
                Error{ErrorCode::Unavailable, "the database is too busy: the request waited too long", {}});
        } else {
            next.job(&session, {});
        }
    }
}

} // namespace qd::backend::storage
