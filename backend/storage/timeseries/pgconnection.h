// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/series/block.h"

#include <libpq-fe.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qd::backend {

/// Rows of one binary result; cheap to copy. Column and row numbers are the caller's promise; a value of
/// another width reads as 0.
class PgRows
{
public:
    PgRows() = default;
    explicit PgRows(PGresult *result)
        : m_result(result, PQclear)
    {
    }

    [[nodiscard]] int count() const { return m_result ? PQntuples(m_result.get()) : 0; }
    [[nodiscard]] bool isNull(int row, int column) const
    {
        return PQgetisnull(m_result.get(), row, column) != 0;
    }
    [[nodiscard]] series::ByteView bytes(int row, int column) const;
    [[nodiscard]] std::string_view text(int row, int column) const;
    [[nodiscard]] std::int16_t int16(int row, int column) const;
    [[nodiscard]] std::int32_t int32(int row, int column) const;
    [[nodiscard]] std::int64_t int64(int row, int column) const;
    /// One-dimensional arrays without NULLs; anything else reads as empty.
    [[nodiscard]] std::vector<std::int32_t> int32Array(int row, int column) const;
    [[nodiscard]] std::vector<std::string> textArray(int row, int column) const;

private:
    std::shared_ptr<PGresult> m_result; // shared by copies: a reader may keep a row beyond the callback
};

/// Binary parameters of a statement, in order.
class PgParameters
{
public:
    void add(std::int32_t value);
    void add(std::int64_t value);
    void add(std::span<const std::int32_t> values); ///< integer[]
    void add(std::span<const std::int64_t> values); ///< bigint[]

private:
    friend class PgConnection;

    std::vector<Oid> m_types;
    std::vector<series::Bytes> m_values;
};

/// Transactions of which only one at a time may run, each by its number.
enum class PgExclusive : std::uint8_t { Journal = 1, Flush = 2 };

/// The statements that begin such a transaction. After a lost connection nobody knows whether the commit that
/// was under way gets through: the next transaction waits here until that is decided, and its statements then
/// see it.
[[nodiscard]] std::string beginExclusive(PgExclusive which);

/// One libpq connection for the sample path. Every call is bounded: by the timeout, and while it waits by the
/// interrupt. Used by one thread at a time. After Unavailable the connection is gone; connect() again.
class PgConnection
{
public:
    using Interrupt = std::function<bool()>; ///< true: give up waiting

    PgConnection(std::string conninfo, std::string applicationName);
    ~PgConnection();
    PgConnection(const PgConnection &) = delete;
    PgConnection &operator=(const PgConnection &) = delete;

    /// @errors Unavailable
    [[nodiscard]] Result<void> connect(std::chrono::milliseconds timeout);
    void disconnect();
    [[nodiscard]] bool isConnected() const;

    void setTimeout(std::chrono::milliseconds timeout) { m_timeout = timeout; }
    void setInterrupt(Interrupt interrupt) { m_interrupt = std::move(interrupt); }

    /// Any number of statements without results.
    /// @errors Unavailable (connection lost), Timeout, Cancelled, Internal (context "sqlstate")
    [[nodiscard]] Result<void> execute(const std::string &sql);
    [[nodiscard]] Result<PgRows> query(const std::string &sql, const PgParameters &parameters = {});
    /// A statement whose rows nobody wants.
    [[nodiscard]] Result<void> change(const std::string &sql, const PgParameters &parameters);
    /// Row by row, for results that need not fit in memory. The callback ends the reading by returning a
    /// failure.
    [[nodiscard]] Result<void> stream(const std::string &sql, const PgParameters &parameters,
        const std::function<Result<void>(const PgRows &)> &onRow);
    /// `COPY ... FROM STDIN (FORMAT binary)` of rows that a CopyBuffer holds.
    [[nodiscard]] Result<void> copyIn(const std::string &sql, series::ByteView rows);

private:
    [[nodiscard]] Result<void> send(const std::string &sql, const PgParameters &parameters);
    [[nodiscard]] Result<PGresult *> nextResult();
    [[nodiscard]] Result<void> waitFor(short events);
    [[nodiscard]] Result<void> flush();
    [[nodiscard]] Result<void> begin(int sent);
    [[nodiscard]] Result<void> drain();
    [[nodiscard]] Failure connectionFailure(const char *what);

    struct Finish
    {
        void operator()(PGconn *connection) const { PQfinish(connection); }
    };
    std::string m_conninfo;
    std::string m_applicationName;
    std::unique_ptr<PGconn, Finish> m_connection;
    std::chrono::milliseconds m_timeout{30'000};
    std::chrono::steady_clock::time_point m_deadline;
    Interrupt m_interrupt;
};

} // namespace qd::backend
