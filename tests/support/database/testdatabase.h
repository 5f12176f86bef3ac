// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/postgressupervisor.h"

#include <QTemporaryDir>

namespace qd::test {

/// A private PostgreSQL for one test executable, stopped with it. Each test takes a fresh database of it.
class TestServer
{
public:
    TestServer();
    ~TestServer();
    TestServer(const TestServer &) = delete;

    /// False if it did not get ready within 30 s; reason() says why.
    [[nodiscard]] bool isReady() const;
    [[nodiscard]] QString reason() const { return m_supervisor.reason(); }
    [[nodiscard]] QString home() const { return m_home.path(); }
    [[nodiscard]] backend::storage::PostgresSupervisor &supervisor() { return m_supervisor; }

    /// The address of a database that does not exist yet.
    [[nodiscard]] backend::storage::DatabaseAddress newAddress();

    /// The address of a new database with all migrations.
    [[nodiscard]] backend::storage::DatabaseAddress newDatabase();

private:
    QTemporaryDir m_home;
    backend::storage::PostgresSupervisor m_supervisor;
    int m_databases = 0;
};

} // namespace qd::test
