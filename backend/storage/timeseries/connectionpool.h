// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/pgconnection.h"

#include <condition_variable>
#include <mutex>
#include <optional>

namespace qd::backend {

/// A fixed number of connections for queries; connecting costs some milliseconds, so they are kept. Any
/// thread.
class ConnectionPool
{
public:
    ConnectionPool(std::string conninfo, unsigned size, std::chrono::milliseconds timeout);

    /// A connection that goes back to the pool with the lease.
    class Lease
    {
    public:
        Lease(ConnectionPool &pool, std::unique_ptr<PgConnection> connection)
            : m_pool(&pool)
            , m_connection(std::move(connection))
        {
        }
        ~Lease();
        Lease(Lease &&) = default;
        Lease &operator=(Lease &&) = delete;

        [[nodiscard]] PgConnection &operator*() const { return *m_connection; }
        [[nodiscard]] PgConnection *operator->() const { return m_connection.get(); }

    private:
        ConnectionPool *m_pool;
        std::unique_ptr<PgConnection> m_connection;
    };

    /// Waits for a free connection and connects it if need be.
    /// @param interrupt  also set on the connection for as long as it is leased
    /// @errors Cancelled, Timeout (none became free), Unavailable
    [[nodiscard]] Result<Lease> lease(PgConnection::Interrupt interrupt);
    /// A connection for a helper: only if it need not be waited for and another one stays free.
    [[nodiscard]] std::optional<Lease> leaseIfIdle(PgConnection::Interrupt interrupt);

private:
    [[nodiscard]] Result<Lease> prepare(Lease lease, PgConnection::Interrupt interrupt);
    void giveBack(std::unique_ptr<PgConnection> connection);

    const std::chrono::milliseconds m_timeout;
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::vector<std::unique_ptr<PgConnection>> m_free;
};

} // namespace qd::backend
