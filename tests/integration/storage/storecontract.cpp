// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/storage/storecontract.h"

#include "backend/storage/postgres/changes.h"
#include "backend/storage/postgres/postgresaccessstore.h"
#include "backend/storage/postgres/postgresinventorystore.h"
#include "tests/support/stores/fakeinventorystore.h"

#include <QTest>

using namespace std::chrono_literals;

namespace qd::test {

void StoreContract::initTestCase_data()
{
    QTest::addColumn<bool>("isReal");
    QTest::newRow("fake") << false;
    QTest::newRow("PostgreSQL") << true;
}

void StoreContract::initTestCase()
{
    QVERIFY2(m_server.isReady(), qPrintable(m_server.reason()));
}

void StoreContract::init()
{
    QFETCH_GLOBAL(bool, isReal);
    isReal ? makeReal() : makeFake();
}

void StoreContract::makeFake()
{
    m_clock = std::make_unique<SystemClock>();
    auto access = std::make_unique<FakeAccessStore>();
    access->addUser("admin", "the right password", Role::Administrator);
    access->addUser("viewer", "the right password", Role::Viewer);
    m_world.admin = {UserId{1}, "admin", Role::Administrator};
    m_world.viewer = {UserId{2}, "viewer", Role::Viewer};
    m_world.inventory = std::make_unique<FakeInventoryStore>(*access, *m_clock);
    m_world.access = std::move(access);
}

void StoreContract::makeReal()
{
    m_clock = std::make_unique<SystemClock>();
    const backend::storage::DatabaseAddress address = m_server.newDatabase();
    m_world.access = std::make_unique<backend::storage::PostgresAccessStore>(address, *m_clock);
    m_world.inventory = std::make_unique<backend::storage::PostgresInventoryStore>(address);
    const auto addUser = [&](const std::string &name, Role role) {
        const auto id =
            m_world.access->createUser(backend::storage::backendItself(), name, "the right password", role)
                .result();
        return Principal{id.value(), name, role};
    };
    m_world.admin = addUser("admin", Role::Administrator);
    m_world.viewer = addUser("viewer", Role::Viewer);
}

TimeMs StoreContract::tick()
{
    const TimeMs start = m_clock->now();
    (void)QTest::qWaitFor([&] { return m_clock->now() > start + 1ms; });
    const TimeMs moment = m_clock->now();
    (void)QTest::qWaitFor([&] { return m_clock->now() > moment + 1ms; });
    return moment;
}

} // namespace qd::test
