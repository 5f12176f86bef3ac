// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/accessapi.h"
#include "backend/api/http/apirouter.h"
#include "backend/api/http/httpserver.h"
#include "backend/api/http/inventoryapi.h"
#include "backend/api/http/prometheusapi.h"
#include "backend/api/http/serverpages.h"
#include "backend/api/push/consolegateway.h"
#include "backend/api/push/pushengine.h"
#include "backend/api/query/trackedfleet.h"
#include "backend/app/readygate.h"
#include "backend/domain/cmdb/burstboard.h"
#include "backend/domain/cmdb/liveinventory.h"
#include "backend/domain/metrics/sampleingest.h"
#include "backend/ingest/agentgateway.h"

namespace qd::backend {

/// The side of the backend that faces the network: port, agents' and consoles' sessions, queries and pushes.
/// Made and used in the main thread. Shut until open() is called.
class Frontend
{
public:
    /// What it stands on; all of it outlives the front.
    struct Ground
    {
        access::AccessStore &access;
        cmdb::LiveInventory &inventory;
        cmdb::HostStateTracker &tracker;
        MetricStore &metrics;
        SampleIngest &samples;
        const Clock &clock;
    };

    struct Settings
    {
        std::optional<QSslConfiguration> tls;
        std::vector<http::ServerPages::HealthSource> health;
        std::vector<http::ServerPages::MetricSource> metrics;
    };

    Frontend(const Ground &ground, Settings settings);
    ~Frontend();

    [[nodiscard]] Result<void> listen(const QHostAddress &address, quint16 port);
    [[nodiscard]] quint16 port() const { return m_server->port(); }

    /// From now on everybody is let in.
    void open() { m_gate.setOpen(true); }

    /// Lets nobody in any more, gives up queries, ends pushes and sessions, and waits for their threads.
    /// Blocks, at most some seconds. May be called twice.
    void stop();

private:
    [[nodiscard]] std::vector<http::ApiRoute> routes(Settings &settings);
    [[nodiscard]] std::vector<http::WebSocketRoute> webSockets();
    void watchSessions();
    void watchBursts();
    [[nodiscard]] cmdb::BurstBoard::Ways burstWays();
    [[nodiscard]] TrackedFleet::AgentState agentState(HostId host) const;

    Ground m_ground;
    http::ServerCounters m_counters;
    ingest::IngestCounters m_ingestCounters;
    ingest::AgentRegistry m_registry;
    cmdb::BurstBoard m_bursts;
    http::RefusalLog m_refusals;
    http::LoginThrottle m_throttle;
    TrackedFleet m_fleet;
    QueryService m_queries;
    std::unique_ptr<push::PushEngine> m_push;
    std::unique_ptr<http::PrometheusApi> m_prometheus;
    std::unique_ptr<http::InventoryApi> m_inventoryApi;
    std::unique_ptr<http::AccessApi> m_accessApi;
    std::unique_ptr<http::ServerPages> m_pages;
    std::unique_ptr<http::ApiRouter> m_router;
    ReadyGate m_gate;
    std::unique_ptr<http::HttpServer> m_server;
};

} // namespace qd::backend
