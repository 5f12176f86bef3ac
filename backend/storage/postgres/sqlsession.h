// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/databaseaddress.h"
#include "shared/base/result.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariantList>

#include <chrono>
#include <functional>
#include <memory>

namespace qd::backend::storage {

/// One connection to PostgreSQL with its prepared statements. Used only in the thread that made it; every
/// call blocks, but none longer than the statement timeout. Reconnects by itself on the next call, with a
/// back-off during which calls answer Unavailable at once.
class SqlSession
{
public:
    struct Limits
    {
        std::chrono::milliseconds statementTimeout{15'000};
        std::chrono::milliseconds lockTimeout{5'000};
        std::chrono::milliseconds firstBackoff{100};
        std::chrono::milliseconds longestBackoff{5'000};
    };

    explicit SqlSession(DatabaseAddress address);
    SqlSession(DatabaseAddress address, Limits limits);
    ~SqlSession();
    SqlSession(const SqlSession &) = delete;
    SqlSession &operator=(const SqlSession &) = delete;

    /// Opens the connection if it is not open. @errors Unavailable, NotFound (the database does not exist)
    [[nodiscard]] Result<void> connect();
    void disconnect();

    /// Runs one prepared statement and returns its rows, all in memory, to be walked with next(). Valid until
    /// the same text runs again. Outside a transaction for reading only: it is tried a second time if the
    /// connection turns out to be broken. @errors as errorFor() names them
    [[nodiscard]] Result<QSqlQuery *> run(const QString &sql, const QVariantList &values = {});

    /// Runs unprepared text, which may hold several statements. For migrations and set-up.
    [[nodiscard]] Result<void> runScript(const QString &sql);

    /// Runs the body in one transaction: committed if it succeeds, rolled back if it fails. Deadlocks and
    /// serialization failures are tried again, twice. A body may therefore run more than once. Unavailable
    /// when the connection broke in the commit: whether it happened is unknown then.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &body);

private:
    [[nodiscard]] Result<void> open();
    [[nodiscard]] Result<void> transactionOnce(const std::function<Result<void>()> &body);
    [[nodiscard]] Result<QSqlQuery *> runOnce(const QString &sql, const QVariantList &values);
    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] Failure failed(const QSqlError &error);

    DatabaseAddress m_address;
    Limits m_limits;
    QString m_name;
    bool m_isInTransaction = false;
    QHash<QString, std::shared_ptr<QSqlQuery>> m_statements; // shared only because QHash copies its values
    std::chrono::steady_clock::time_point m_notBefore;
    std::chrono::milliseconds m_backoff{0};
    Error m_lastError;
};

/// The kind of failure that an SQLSTATE means: a violated unique constraint is Conflict, a missing reference
/// NotFound, a refused value InvalidInput, a timeout Timeout, anything about the connection or a full disk
/// Unavailable. Context "sqlstate", and "constraint" if one was violated.
[[nodiscard]] Error errorFor(const QSqlError &error);

} // namespace qd::backend::storage
