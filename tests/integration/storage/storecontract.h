// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/access/accessstore.h"
#include "backend/domain/cmdb/inventorystore.h"
#include "tests/support/database/testdatabase.h"

#include <QObject>

#include <chrono>
#include <memory>
#include <string>

namespace qd::test {

inline const std::string kUuid = "11111111-2222-4333-8444-555555555555";

inline backend::cmdb::HostClaim claimOf(
    const std::string &uuid, const std::string &hostname, std::string token = {})
{
    backend::cmdb::HostClaim claim;
    claim.uuid = uuid;
    claim.hostname = hostname;
    claim.fingerprint.agentKey = std::string{"key\0\xff of ", 9} + uuid;
    claim.fingerprint.machineId = "machine " + uuid;
    claim.fingerprint.macs = {"02:00:00:00:00:01", "02:00:00:00:00:02"};
    claim.enrolToken = std::move(token);
    return claim;
}

/// The stores under test with somebody of each role.
struct World
{
    std::unique_ptr<backend::access::AccessStore> access;
    std::unique_ptr<backend::cmdb::InventoryStore> inventory;
    Principal admin;
    Principal viewer;

    std::string enrolToken()
    {
        return access->issueEnrolToken(admin, std::chrono::hours(1)).result().value();
    }
    backend::cmdb::HostRecord enrolled(const std::string &uuid = kUuid, const std::string &hostname = "web-1")
    {
        return inventory->admit(claimOf(uuid, hostname, enrolToken())).result().value();
    }
    NodeId component(const std::string &name)
    {
        NodeId at;
        for (const char *level : {"region ", "category ", "service ", "component "}) {
            at = inventory->createNode(admin, at, level + name, "test").result().value();
        }
        return at;
    }
};

/// Base of what every implementation of AccessStore and InventoryStore does, run against the fakes and
/// PostgreSQL alike: each test has a world of its own.
class StoreContract : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data();
    void initTestCase();
    void init();
    void cleanup() { m_world = {}; }

protected:
    /// The moment now, and a millisecond passes before and after it.
    TimeMs tick();

    std::unique_ptr<SystemClock> m_clock;
    World m_world;

private:
    void makeFake();
    void makeReal();

    TestServer m_server;
};

} // namespace qd::test
