// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"

#include <QTest>

namespace qd::test {

using namespace qd::backend;

namespace {

QueryLimits sheddingWith(QueryLimits limits, const SampleIngest &samples)
{
    limits.isShedding = [&samples] { return samples.isStrained(); };
    return limits;
}

cmdb::BurstBoard::Ways burstWays(ingest::AgentRegistry &registry, FakeFleet &fleet)
{
    using Reach = cmdb::BurstBoard::Reach;
    return {[&registry](HostId host) {
                return !registry.isConnected(host)     ? Reach::NotConnected
                    : registry.understandsBursts(host) ? Reach::Connected
                                                       : Reach::TooOld;
            },
        [&registry](HostId host, std::chrono::milliseconds remaining) {
            registry.orderBurst(host, {1'000, static_cast<std::int32_t>(remaining.count())});
        },
        [&fleet](HostId host, TimeMs until, bool isRunning) { fleet.setBurst(host, until, isRunning); }};
}

} // namespace

ApiBackend::Settings ApiBackend::Settings::forConsoles()
{
    Settings settings;
    settings.push.hub.minInterval = std::chrono::milliseconds{50};
    settings.push.hub.costFactor = 1;
    settings.push.treeInterval = std::chrono::milliseconds{50};
    return settings;
}

ApiBackend::ApiBackend(Settings settings)
    : clock(settings.clock != nullptr ? *settings.clock : systemClock)
    , bursts(clock, burstWays(registry, fleet))
    , queries(std::make_unique<QueryService>(metrics, clock, sheddingWith(settings.queries, ingest)))
    , throttle(std::make_unique<http::LoginThrottle>(settings.throttle, clock))
{
    access.addUser("ann", "secret", Role::Operator);
    access.addUser("vic", "vics password", Role::Viewer, "viewer");
    access.addUser("olga", "olgas password", Role::Operator, "operator");
    access.addUser("ada", "adas password", Role::Administrator, "admin");
    push = std::make_unique<push::PushEngine>(
        *queries, metrics, fleet,
        [this](HostId host, protocol::WatchProcesses watch) { registry.watchProcesses(host, watch); }, clock,
        settings.push);
    QObject::connect(&registry, &ingest::AgentRegistry::processesReceived, &push->processes(),
        &push::ProcessRelay::take, Qt::DirectConnection);
    QObject::connect(
        &registry, &ingest::AgentRegistry::entered, &registry,
        [this](HostId host) { bursts.connected(host, registry.understandsBursts(host)); },
        Qt::DirectConnection);
    QObject::connect(
        &registry, &ingest::AgentRegistry::disconnected, &registry,
        [this](HostId host) { bursts.disconnected(host); }, Qt::DirectConnection);
    QObject::connect(
        &registry, &ingest::AgentRegistry::burstReported, &registry,
        [this](HostId host, const protocol::BurstReport &report) {
            bursts.reported(host, std::chrono::milliseconds(report.remainingMs));
        },
        Qt::DirectConnection);
    prometheus = std::make_unique<http::PrometheusApi>(*queries, clock, "0.0.1");
    inventoryApi = std::make_unique<http::InventoryApi>(fleet, inventory);
    accessApi = std::make_unique<http::AccessApi>(access);
    pages = std::make_unique<http::ServerPages>(std::vector<http::ServerPages::HealthSource>{[this] {
        return http::HealthItem{"journal", isJournalHealthy, isJournalHealthy ? "" : "no commit for 10 s"};
    }},
        std::vector<http::ServerPages::MetricSource>{
            [this](http::Exposition &out) { http::expose(out, counters); },
            [this](http::Exposition &out) { http::expose(out, queries->statistics()); }});
    std::vector<http::ApiRoute> routes = prometheus->routes();
    for (auto more : {inventoryApi->routes(), accessApi->routes(), pages->routes(), settings.extraRoutes}) {
        std::move(more.begin(), more.end(), std::back_inserter(routes));
    }
    router = std::make_unique<http::ApiRouter>(std::move(routes), access, *throttle, refusals);

    const ingest::AgentServices agents{inventory, ingest, registry, ingestCounters, clock, settings.agents};
    const push::ConsoleServices consoles{access, inventory, fleet, bursts, *queries, *push, *throttle,
        refusals, clock, "test", settings.consoles};
    std::vector<http::WebSocketRoute> webSockets{
        {"/agent/v1",
            [agents](QObject *home) {
                auto *gateway = new ingest::AgentGateway(agents, home);
                return [gateway](QWebSocket *socket) { gateway->accept(socket); };
            }},
        {"/console/v1",
            [consoles](QObject *home) {
                auto *gateway = new push::ConsoleGateway(consoles, home);
                return [gateway](QWebSocket *socket) { gateway->accept(socket); };
            }},
    };
    server = std::make_unique<http::HttpServer>(
        http::HttpServerSettings{settings.limits, settings.threads, settings.tls}, *router,
        std::move(webSockets), refusals, counters, clock);
}

ApiBackend::~ApiBackend()
{
    queries->stop();
    ingest.commit(failure(ErrorCode::Cancelled, "the store stops"));
    push->stop();
    server->close();
}

bool ApiBackend::listen()
{
    return server->listen(QHostAddress::LocalHost, 0).has_value();
}

QUrl ApiBackend::webSocketUrl(const QString &path) const
{
    return QUrl(QStringLiteral("ws://127.0.0.1:%1%2").arg(port()).arg(path));
}

std::pair<int, QByteArray> ApiBackend::request(const QByteArray &method, const QByteArray &target,
    const QByteArray &token, const QByteArray &body, const QByteArray &type) const
{
    QByteArray bytes = method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    if (!token.isEmpty()) {
        bytes += "Authorization: Bearer " + token + "\r\n";
    }
    if (!body.isEmpty()) {
        bytes += "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    }
    const QByteArray answer = exchange(bytes + "\r\n" + body);
    const qsizetype end = answer.indexOf("\r\n\r\n");
    return {answer.mid(9, 3).toInt(), end < 0 ? QByteArray() : answer.sliced(end + 4)};
}

QByteArray ApiBackend::exchange(const QByteArray &bytes, int waitMs) const
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port());
    QByteArray answer;
    if (!socket.waitForConnected(waitMs)) {
        return answer;
    }
    socket.write(bytes);
    QDeadlineTimer deadline(waitMs);
    while (!deadline.hasExpired() && socket.state() == QAbstractSocket::ConnectedState) {
        socket.waitForReadyRead(50);
        answer += socket.readAll();
    }
    return answer + socket.readAll();
}

} // namespace qd::test
