// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/database/testdatabase.h"

#include "backend/storage/postgres/schema.h"
#include "backend/storage/postgres/sqlsession.h"

#include <QTest>

namespace qd::test {

using namespace Qt::StringLiterals;
using backend::storage::PostgresSupervisor;

TestServer::TestServer()
    : m_supervisor{m_home.path()}
{
    m_supervisor.start();
    (void)QTest::qWaitFor(
        [this] { return m_supervisor.state() == PostgresSupervisor::State::Ready; }, 30'000);
}

TestServer::~TestServer()
{
    m_supervisor.stop(); // before its folder is deleted
    (void)QTest::qWaitFor(
        [this] { return m_supervisor.state() == PostgresSupervisor::State::Stopped; }, 30'000);
}

bool TestServer::isReady() const
{
    return m_supervisor.state() == PostgresSupervisor::State::Ready;
}

backend::storage::DatabaseAddress TestServer::newAddress()
{
    backend::storage::DatabaseAddress address = m_supervisor.address();
    address.database = u"test_%1"_s.arg(++m_databases);
    return address;
}

backend::storage::DatabaseAddress TestServer::newDatabase()
{
    const backend::storage::DatabaseAddress address = newAddress();
    const Result<void> made = backend::storage::ensureDatabase(address).and_then([&]() -> Result<void> {
        backend::storage::SqlSession session{address};
        const auto migrated = backend::storage::migrate(session);
        return migrated ? Result<void>{} : failure(migrated.error());
    });
    if (!made) {
        qFatal("the test database cannot be made: %s", made.error().toString().c_str());
    }
    return address;
}

} // namespace qd::test
