// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/pgconnection.h"

#include <poll.h>

#include <cerrno>

namespace qd::backend {

namespace {

constexpr std::chrono::milliseconds kInterruptPeriod{50};

Failure resultFailure(const PGresult *result)
{
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const std::string code = state != nullptr ? state : "";
    // 57014: our own cancel or statement_timeout.
    return failure(code == "57014" ? ErrorCode::Timeout : ErrorCode::Internal,
        std::string("database: ") + (message != nullptr ? message : PQresultErrorMessage(result)),
        {{"sqlstate", code}});
}

} // namespace

std::string beginExclusive(PgExclusive which)
{
    constexpr int kLockClass = 0x5144; // of this program's advisory locks in the database
    return "BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(" + std::to_string(kLockClass)
        + ", " + std::to_string(static_cast<int>(which)) + ");";
}

PgConnection::PgConnection(std::string conninfo, std::string applicationName)
    : m_conninfo(std::move(conninfo))
    , m_applicationName(std::move(applicationName))
{
}

PgConnection::~PgConnection() = default;

Result<void> PgConnection::connect(std::chrono::milliseconds timeout)
{
    // libpq counts whole seconds and treats 1 as 2; its wait is not interruptible, so it is kept short.
    const std::string seconds = std::to_string(std::max<long>(2, timeout.count() / 1000));
    const char *keywords[] = {"dbname", "application_name", "connect_timeout", "client_encoding", nullptr};
    const char *values[] = {m_conninfo.c_str(), m_applicationName.c_str(), seconds.c_str(), "UTF8", nullptr};
    m_connection.reset(PQconnectdbParams(keywords, values, 1));
    if (!isConnected()) {
        return connectionFailure("cannot connect");
    }
    PQsetnonblocking(m_connection.get(), 1);
    PQsetNoticeProcessor(
        m_connection.get(), [](void *, const char *) {}, nullptr);
    // The sample path's statements are short and alike: compiling them and sorting their joins would cost
    // more than it gains, and an idle transaction of a dead peer must not keep partitions from being dropped.
    // And what is acknowledged must be on disk, whatever the site chose as its default.
    return execute("SET jit = off; SET enable_hashjoin = off; SET enable_mergejoin = off; "
                   "SELECT set_config('synchronous_commit', 'on', false) "
                   "WHERE current_setting('synchronous_commit') = 'off'; "
                   "SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning");
}

void PgConnection::disconnect()
{
    m_connection.reset();
}

bool PgConnection::isConnected() const
{
    return m_connection && PQstatus(m_connection.get()) == CONNECTION_OK;
}

Failure PgConnection::connectionFailure(const char *what)
{
    std::string message = std::string("database: ") + what;
    if (m_connection) {
        message += std::string(": ") + PQerrorMessage(m_connection.get());
    }
    while (!message.empty() && message.back() == '\n') {
        message.pop_back();
    }
    m_connection.reset();
    return failure(ErrorCode::Unavailable, std::move(message));
}

Result<void> PgConnection::waitFor(short events)
{
    const auto now = std::chrono::steady_clock::now();
    const bool isLate = now >= m_deadline;
    if (isLate || (m_interrupt && m_interrupt())) {
        // Closing is the one way to end a wait that a hanging server cannot prolong; the cancel spares it
        // work.
        if (PGcancel *cancel = PQgetCancel(m_connection.get())) {
            char message[256];
            PQcancel(cancel, message, sizeof message);
            PQfreeCancel(cancel);
        }
        m_connection.reset();
        return failure(isLate ? ErrorCode::Timeout : ErrorCode::Cancelled,
            isLate ? "database: no answer in time" : "database: cancelled");
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(m_deadline - now);
    pollfd ready{.fd = PQsocket(m_connection.get()), .events = events, .revents = 0};
    const auto period = static_cast<int>(std::min(left, kInterruptPeriod).count()) + 1;
    if (::poll(&ready, 1, period) < 0 && errno != EINTR) {
        return connectionFailure("poll failed");
    }
    if ((ready.revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(m_connection.get()) == 0) {
        return connectionFailure("connection lost");
    }
    return {};
}

Result<void> PgConnection::flush()
{
    while (true) {
        const int left = PQflush(m_connection.get());
        if (left == 0) {
            return {};
        }
        if (left < 0) {
            return connectionFailure("connection lost");
        }
        if (auto ready = waitFor(POLLIN | POLLOUT); !ready) {
            return ready;
        }
    }
}

Result<void> PgConnection::begin(int sent)
{
    return sent == 0 ? Result<void>(connectionFailure("cannot send")) : flush();
}

Result<PGresult *> PgConnection::nextResult()
{
    while (PQisBusy(m_connection.get()) != 0) {
        if (auto ready = waitFor(POLLIN); !ready) {
            return failure(std::move(ready).error());
        }
    }
    return PQgetResult(m_connection.get());
}

Result<void> PgConnection::drain()
{
    Result<void> outcome;
    while (true) {
        auto next = nextResult();
        if (!next) {
            return failure(std::move(next).error());
        }
        if (*next == nullptr) {
            break;
        }
        const PgRows guard(*next);
        const ExecStatusType status = PQresultStatus(*next);
        if (status == PGRES_COPY_IN) {
            return failure(ErrorCode::Internal, "database: unexpected COPY");
        }
        if (status == PGRES_FATAL_ERROR && outcome) {
            outcome = resultFailure(*next);
        }
    }
    if (!isConnected()) {
        return connectionFailure("connection lost");
    }
    return outcome;
}

Result<void> PgConnection::execute(const std::string &sql)
{
    if (!isConnected()) {
        return connectionFailure("not connected");
    }
    m_deadline = std::chrono::steady_clock::now() + m_timeout;
    if (auto sent = begin(PQsendQuery(m_connection.get(), sql.c_str())); !sent) {
        return sent;
    }
    return drain();
}

Result<void> PgConnection::send(const std::string &sql, const PgParameters &parameters)
{
    if (!isConnected()) {
        return connectionFailure("not connected");
    }
    m_deadline = std::chrono::steady_clock::now() + m_timeout;
    std::vector<const char *> values;
    std::vector<int> lengths;
    const std::vector<int> formats(parameters.m_values.size(), 1);
    for (const series::Bytes &value : parameters.m_values) {
        values.push_back(reinterpret_cast<const char *>(value.data()));
        lengths.push_back(static_cast<int>(value.size()));
    }
    return begin(PQsendQueryParams(m_connection.get(), sql.c_str(), static_cast<int>(values.size()),
        parameters.m_types.data(), values.data(), lengths.data(), formats.data(), 1));
}

Result<PgRows> PgConnection::query(const std::string &sql, const PgParameters &parameters)
{
    if (auto sent = send(sql, parameters); !sent) {
        return failure(std::move(sent).error());
    }
    auto first = nextResult();
    if (!first) {
        return failure(std::move(first).error());
    }
    PgRows rows(*first);
    if (*first != nullptr && PQresultStatus(*first) == PGRES_FATAL_ERROR) {
        Failure failed = resultFailure(*first);
        if (const auto drained = drain(); !drained) {
            return failure(drained.error());
        }
        return failed;
    }
    if (auto drained = drain(); !drained) {
        return failure(std::move(drained).error());
    }
    return rows;
}

Result<void> PgConnection::change(const std::string &sql, const PgParameters &parameters)
{
    const auto rows = query(sql, parameters);
    return rows ? Result<void>() : Result<void>(failure(rows.error()));
}

Result<void> PgConnection::stream(const std::string &sql, const PgParameters &parameters,
    const std::function<Result<void>(const PgRows &)> &onRow)
{
    if (auto sent = send(sql, parameters); !sent) {
        return sent;
    }
    PQsetSingleRowMode(m_connection.get());
    while (true) {
        auto next = nextResult();
        if (!next) {
            return failure(std::move(next).error());
        }
        const PgRows rows(*next);
        if (*next == nullptr) {
            return {};
        }
        if (PQresultStatus(*next) == PGRES_FATAL_ERROR) {
            Failure failed = resultFailure(*next);
            const auto drained = drain();
            return drained ? Result<void>(std::move(failed)) : drained;
        }
        if (PQresultStatus(*next) != PGRES_SINGLE_TUPLE) {
            continue;
        }
        if (auto taken = onRow(rows); !taken) {
            m_connection.reset(); // cheaper than reading what nobody wants; the pool connects anew
            return taken;
        }
    }
}

Result<void> PgConnection::copyIn(const std::string &sql, series::ByteView rows)
{
    if (!isConnected()) {
        return connectionFailure("not connected");
    }
    m_deadline = std::chrono::steady_clock::now() + m_timeout;
    if (auto sent = begin(PQsendQuery(m_connection.get(), sql.c_str())); !sent) {
        return sent;
    }
    auto first = nextResult();
    if (!first) {
        return failure(std::move(first).error());
    }
    const PgRows guard(*first);
    if (PQresultStatus(*first) != PGRES_COPY_IN) {
        Failure failed = resultFailure(*first);
        const auto drained = drain();
        return drained ? Result<void>(std::move(failed)) : drained;
    }
    constexpr std::size_t kPiece = 1U << 20;
    for (std::size_t at = 0; at < rows.size(); at += kPiece) {
        const series::ByteView piece = rows.subspan(at, std::min(kPiece, rows.size() - at));
        int taken = 0;
        while ((taken = PQputCopyData(m_connection.get(), reinterpret_cast<const char *>(piece.data()),
                    static_cast<int>(piece.size())))
            == 0) {
            if (auto ready = waitFor(POLLIN | POLLOUT); !ready) {
                return ready;
            }
        }
        if (taken < 0) {
            return connectionFailure("connection lost in COPY");
        }
        if (auto flushed = flush(); !flushed) {
            return flushed;
        }
    }
    if (auto ended = begin(PQputCopyEnd(m_connection.get(), nullptr) == 1 ? 1 : 0); !ended) {
        return ended;
    }
    return drain();
}

} // namespace qd::backend
