// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/frontend.h"

#include "backend/app/exposed.h"

namespace qd::backend {

namespace {

QueryLimits queryLimits(const SampleIngest &samples)
{
    QueryLimits limits;
    limits.isShedding = [&samples] { return samples.isStrained(); };
    return limits;
}

} // namespace

Frontend::Frontend(const Ground &ground, Settings settings)
    : m_ground{ground}
    , m_bursts{ground.clock, burstWays()}
    , m_refusals{m_counters, ground.clock}
    , m_throttle{{}, ground.clock}
    , m_fleet{ground.inventory, ground.tracker, ground.metrics,
          [this](HostId host) { return agentState(host); }}
    , m_queries{ground.metrics, ground.clock, queryLimits(ground.samples)}
{
    m_push = std::make_unique<push::PushEngine>(
        m_queries, ground.metrics, m_fleet,
        [this](HostId host, protocol::WatchProcesses watch) { m_registry.watchProcesses(host, watch); },
        ground.clock, push::PushEngine::Settings{});
    QObject::connect(&m_registry, &ingest::AgentRegistry::processesReceived, &m_push->processes(),
        &push::ProcessRelay::take, Qt::DirectConnection);
    watchSessions();
    watchBursts();
    m_prometheus = std::make_unique<http::PrometheusApi>(m_queries, ground.clock, QD_VERSION);
    m_inventoryApi = std::make_unique<http::InventoryApi>(m_fleet, ground.inventory);
    m_accessApi = std::make_unique<http::AccessApi>(ground.access);
    m_router = std::make_unique<http::ApiRouter>(routes(settings), ground.access, m_throttle, m_refusals);
    m_gate.setNext(m_router.get());
    http::HttpServerSettings server;
    server.tls = settings.tls;
    m_server = std::make_unique<http::HttpServer>(
        std::move(server), m_gate, webSockets(), m_refusals, m_counters, ground.clock);
}

Frontend::~Frontend()
{
    stop();
}

TrackedFleet::AgentState Frontend::agentState(HostId host) const
{
    const auto report = m_registry.spoolReport(host).value_or(ingest::AgentRegistry::SpoolReport{});
    const auto trip = m_registry.roundTrip(host).value_or(ingest::AgentRegistry::RoundTripReport{});
    return {m_registry.isConnected(host), report.depth, report.at, trip.us, trip.measuredAt};
}

std::vector<http::ApiRoute> Frontend::routes(Settings &settings)
{
    settings.metrics.push_back([this](http::Exposition &out) {
        http::expose(out, m_counters);
        http::expose(out, m_queries.statistics());
        expose(out, m_ingestCounters);
        expose(out, m_ground.tracker);
    });
    m_pages = std::make_unique<http::ServerPages>(std::move(settings.health), std::move(settings.metrics));
    std::vector<http::ApiRoute> all = m_prometheus->routes();
    for (auto more : {m_inventoryApi->routes(), m_accessApi->routes(), m_pages->routes()}) {
        std::move(more.begin(), more.end(), std::back_inserter(all));
    }
    return all;
}

std::vector<http::WebSocketRoute> Frontend::webSockets()
{
    const ingest::AgentServices agents{
        m_ground.inventory, m_ground.samples, m_registry, m_ingestCounters, m_ground.clock, {}};
    const push::ConsoleServices consoles{m_ground.access, m_ground.inventory, m_fleet, m_bursts, m_queries,
        *m_push, m_throttle, m_refusals, m_ground.clock, QD_VERSION, {}};
    return {m_gate.guarded({"/agent/v1",
                [agents](QObject *home) -> http::WebSocketAcceptor {
                    auto *gateway = new ingest::AgentGateway{agents, home};
                    return [gateway](QWebSocket *socket) { gateway->accept(socket); };
                }}),
        m_gate.guarded({"/console/v1", [consoles](QObject *home) -> http::WebSocketAcceptor {
                            auto *gateway = new push::ConsoleGateway{consoles, home};
                            return [gateway](QWebSocket *socket) { gateway->accept(socket); };
                        }})};
}

void Frontend::watchSessions()
{
    // The tracker and the fleet are thread-safe, so that nothing has to wait for the main thread.
    cmdb::HostStateTracker &tracker = m_ground.tracker;
    QObject::connect(
        &m_registry, &ingest::AgentRegistry::connected, &m_registry,
        [&tracker](HostId host) { tracker.sessionOpened(host); }, Qt::DirectConnection);
    QObject::connect(
        &m_registry, &ingest::AgentRegistry::disconnected, &m_registry,
        [&tracker](HostId host) { tracker.sessionClosed(host); }, Qt::DirectConnection);
    QObject::connect(
        &m_ground.inventory, &cmdb::LiveInventory::changed, &m_registry,
        [this](const cmdb::InventoryChange &change) { m_fleet.inventoryChanged(change); },
        Qt::DirectConnection);
}

cmdb::BurstBoard::Ways Frontend::burstWays()
{
    using Reach = cmdb::BurstBoard::Reach;
    return {[this](HostId host) {
                return !m_registry.isConnected(host)     ? Reach::NotConnected
                    : m_registry.understandsBursts(host) ? Reach::Connected
                                                         : Reach::TooOld;
            },
        [this](HostId host, std::chrono::milliseconds remaining) {
            m_registry.orderBurst(host,
                {static_cast<std::int32_t>(cmdb::BurstBoard::kInterval.count()),
                    static_cast<std::int32_t>(remaining.count())});
        },
        [&tracker = m_ground.tracker](
            HostId host, TimeMs until, bool isRunning) { tracker.setBurst(host, until, isRunning); }};
}

void Frontend::watchBursts()
{
    QObject::connect(
        &m_registry, &ingest::AgentRegistry::entered, &m_registry,
        [this](HostId host) { m_bursts.connected(host, m_registry.understandsBursts(host)); },
        Qt::DirectConnection);
    QObject::connect(
        &m_registry, &ingest::AgentRegistry::disconnected, &m_registry,
        [this](HostId host) { m_bursts.disconnected(host); }, Qt::DirectConnection);
    QObject::connect(
        &m_registry, &ingest::AgentRegistry::burstReported, &m_registry,
        [this](HostId host, const protocol::BurstReport &report) {
            m_bursts.reported(host, std::chrono::milliseconds{report.remainingMs});
        },
        Qt::DirectConnection);
}

Result<void> Frontend::listen(const QHostAddress &address, quint16 port)
{
    return m_server->listen(address, port);
}

void Frontend::stop()
{
    m_gate.setOpen(false);
    m_ground.inventory.disconnect(&m_registry);
    m_queries.stop();
    m_push->stop();
    m_server->close();
}

} // namespace qd::backend
