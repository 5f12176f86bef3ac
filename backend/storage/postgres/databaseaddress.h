// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QString>

#include <string>

namespace qd::backend::storage {

/// Where a database is and how to sign in; the same for Qt Sql and for libpq.
struct DatabaseAddress
{
    QString host; ///< name or address, or the folder of a Unix socket (starts with '/')
    int port = 5432;
    QString user;
    QString password;
    QString database;
    QString sslMode; ///< as libpq names it; empty: its default

    /// Reads postgresql://user:password@host:port/database?sslmode=...&host=/socket/folder .
    /// @errors InvalidInput (context "field") for another scheme, a missing user or database, an unknown
    /// option
    [[nodiscard]] static Result<DatabaseAddress> fromUrl(const QString &url);

    /// For libpq: keyword/value pairs, quoted. Holds the password.
    [[nodiscard]] std::string toConnectionString() const;

    /// For the log: without the password.
    [[nodiscard]] QString toDisplayString() const;

    bool operator==(const DatabaseAddress &) const = default;
};

} // namespace qd::backend::storage
