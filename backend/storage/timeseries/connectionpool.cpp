// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/connectionpool.h"

namespace qd::backend {
namespace {

constexpr std::chrono::milliseconds kConnectTimeout{5'000};
constexpr std::chrono::milliseconds kWaitSlice{50};

} // namespace

ConnectionPool::ConnectionPool(std::string conninfo, unsigned size, std::chrono::milliseconds timeout)
    : m_timeout(timeout)
{
    for (unsigned i = 0; i < std::max(1U, size); ++i) {
        m_free.push_back(std::make_unique<PgConnection>(conninfo, "quarterdeck query"));
        m_free.back()->setTimeout(timeout);
    }
}

ConnectionPool::Lease::~Lease()
{
    if (m_connection) {
        m_pool->giveBack(std::move(m_connection));
    }
}

Result<ConnectionPool::Lease> ConnectionPool::lease(PgConnection::Interrupt interrupt)
{
    const auto deadline = std::chrono::steady_clock::now() + m_timeout;
    std::unique_lock lock(m_mutex);
    while (m_free.empty()) {
        if (interrupt && interrupt()) {
            return failure(ErrorCode::Cancelled, "query: cancelled while it waited for a connection");
        }
        if (std::chrono::steady_clock::now() >= deadline) {
            return failure(ErrorCode::Timeout, "query: no connection became free");
        }
        m_freed.wait_for(lock, kWaitSlice);
    }
    Lease lease(*this, std::move(m_free.back()));
    m_free.pop_back();
    lock.unlock();
    return prepare(std::move(lease), std::move(interrupt));
}

std::optional<ConnectionPool::Lease> ConnectionPool::leaseIfIdle(PgConnection::Interrupt interrupt)
{
    std::unique_lock lock(m_mutex);
    if (m_free.size() < 2) {
        return std::nullopt;
    }
    Lease lease(*this, std::move(m_free.back()));
    m_free.pop_back();
    lock.unlock();
    auto ready = prepare(std::move(lease), std::move(interrupt));
    return ready ? std::optional(*std::move(ready)) : std::nullopt;
}

Result<ConnectionPool::Lease> ConnectionPool::prepare(Lease lease, PgConnection::Interrupt interrupt)
{
    lease->setInterrupt(std::move(interrupt));
    if (!lease->isConnected()) {
        auto ready = lease->connect(kConnectTimeout);
        // Packs are looked up host by host through the index. Without statistics the planner would take the
        // young table for small and read all of it for every host.
        ready = ready ? lease->execute("SET enable_seqscan = off; SET enable_bitmapscan = off") : ready;
        if (!ready) {
            return failure(std::move(ready).error());
        }
    }
    return lease;
}

void ConnectionPool::giveBack(std::unique_ptr<PgConnection> connection)
{
    connection->setInterrupt({});
    const std::lock_guard lock(m_mutex);
    m_free.push_back(std::move(connection));
    m_freed.notify_one();
}

} // namespace qd::backend
