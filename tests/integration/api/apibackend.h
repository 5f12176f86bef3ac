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
#include "backend/ingest/agentgateway.h"
#include "tests/integration/api/apifakes.h"
#include "tests/support/stores/fakeaccessstore.h"

#include <QTcpSocket>

namespace qd::test {

/// The whole front of the backend on a random loopback port, over fake stores: what app/ wires, wired for
/// tests. Its destructor ends everything in the order that production has to keep, too.
class ApiBackend
{
public:
    struct Settings
    {
        backend::http::HttpLimits limits;
        backend::http::LoginThrottle::Settings throttle;
        backend::QueryLimits queries;
        backend::ingest::AgentLimits agents;
        backend::push::ConsoleLimits consoles;
        backend::push::PushEngine::Settings push;
        std::optional<QSslConfiguration> tls;
        int threads = 2;
        const Clock *clock = nullptr; ///< outlives the backend; without one, the system's
        std::vector<backend::http::ApiRoute> extraRoutes;

        /// Consoles are told often, so that no test waits for the usual second.
        [[nodiscard]] static Settings forConsoles();
    };

    explicit ApiBackend(Settings settings);
    ~ApiBackend();

    [[nodiscard]] bool listen();
    [[nodiscard]] quint16 port() const { return server->port(); }
    [[nodiscard]] QUrl webSocketUrl(const QString &path) const;

    /// Sends one request on a connection of its own and waits for the answer: status and body.
    [[nodiscard]] std::pair<int, QByteArray> request(const QByteArray &method, const QByteArray &target,
        const QByteArray &token = "admin", const QByteArray &body = {},
        const QByteArray &type = "application/json") const;
    /// Sends these bytes and returns what came back until the peer closed, or within the wait.
    [[nodiscard]] QByteArray exchange(const QByteArray &bytes, int waitMs = 5000) const;

    SystemClock systemClock;
    const Clock &clock;
    FakeAccessStore access; ///< user ann with password secret; tokens "viewer", "operator" and "admin"
    FakeInventory inventory;
    FakeFleet fleet{inventory};
    FakeMetrics metrics;
    FakeIngest ingest;
    std::atomic<bool> isJournalHealthy{true};
    backend::http::ServerCounters counters;
    backend::ingest::IngestCounters ingestCounters;
    backend::ingest::AgentRegistry registry;
    backend::cmdb::BurstBoard bursts;
    backend::http::RefusalLog refusals{counters, clock};
    std::unique_ptr<backend::QueryService> queries;
    std::unique_ptr<backend::http::LoginThrottle> throttle;
    std::unique_ptr<backend::push::PushEngine> push;
    std::unique_ptr<backend::http::PrometheusApi> prometheus;
    std::unique_ptr<backend::http::InventoryApi> inventoryApi;
    std::unique_ptr<backend::http::AccessApi> accessApi;
    std::unique_ptr<backend::http::ServerPages> pages;
    std::unique_ptr<backend::http::ApiRouter> router;
    std::unique_ptr<backend::http::HttpServer> server;
};

} // namespace qd::test
