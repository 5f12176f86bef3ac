// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/api/query/fleetview.h"
#include "backend/domain/cmdb/inventorystore.h"

namespace qd::backend::http {

/// Tree and hosts by REST: /api/quarterdeck/v1/... (docs/protocol/openapi.yaml). Thread-safe.
class InventoryApi
{
public:
    InventoryApi(FleetView &fleet, cmdb::InventoryStore &inventory);

    /// What goes into the router; this object has to outlive it.
    [[nodiscard]] std::vector<ApiRoute> routes();

private:
    [[nodiscard]] QFuture<HttpResponse> tree(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> hosts(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> host(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> createNode(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> mountHost(const ApiCall &call);

    FleetView &m_fleet;
    cmdb::InventoryStore &m_inventory;
};

} // namespace qd::backend::http
