// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/api/query/fleetview.h"
#include "backend/domain/cmdb/inventorystore.h"

namespace qd::backend::http {

/// Tree, hosts, users and enrolment by REST: /api/quarterdeck/v1/... (docs/protocol/openapi.yaml).
/// Thread-safe.
class InventoryApi
{
public:
    InventoryApi(FleetView &fleet, cmdb::InventoryStore &inventory, access::AccessStore &access);

    /// What goes into the router; this object has to outlive it.
    [[nodiscard]] std::vector<ApiRoute> routes();

private:
    [[nodiscard]] QFuture<HttpResponse> tree(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> hosts(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> host(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> createNode(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> mountHost(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> issueEnrolTokens(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> createUser(const ApiCall &call);

    FleetView &m_fleet;
    cmdb::InventoryStore &m_inventory;
    access::AccessStore &m_access;
};

} // namespace qd::backend::http
