// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace qd::test {

/// A PostgreSQL of the test's own: data in a temporary folder, no TCP, durability as in production. As root
/// the server runs as the system user "postgres", because PostgreSQL refuses to run as root. Stopped and
/// deleted with the object. Not for use by two threads at once.
class PrivatePostgres
{
public:
    PrivatePostgres();
    ~PrivatePostgres();
    PrivatePostgres(const PrivatePostgres &) = delete;
    PrivatePostgres &operator=(const PrivatePostgres &) = delete;

    /// Creates the cluster if there is none and starts the server; returns once it takes connections (at most
    /// 30 s).
    /// @param settings  more lines for `-c`, for example "max_connections=20"
    [[nodiscard]] Result<void> start(const QStringList &settings = {});
    /// Fast shutdown, waits for the end.
    void stop();
    /// kill -9 of the postmaster and, through it, of its children; returns when all are gone.
    void killHard();

    [[nodiscard]] bool isRunning() const;
    /// libpq keywords: host (socket folder), user, dbname.
    [[nodiscard]] std::string connectionString(const QString &database = QStringLiteral("postgres")) const;
    /// Creates an empty database and returns its connection string.
    [[nodiscard]] Result<std::string> createDatabase(const QString &name);
    [[nodiscard]] QString socketFolder() const;

private:
    [[nodiscard]] Result<void> run(const QString &program, const QStringList &arguments);
    [[nodiscard]] Result<void> initialise();
    [[nodiscard]] QProcess &prepare(
        QProcess &process, const QString &program, const QStringList &arguments) const;

    QTemporaryDir m_folder;
    QString m_binaries;
    std::unique_ptr<QProcess> m_server;
};

} // namespace qd::test
