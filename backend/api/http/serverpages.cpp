// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/serverpages.h"

#include "backend/api/http/jsontext.h"

namespace qd::backend::http {

ServerPages::ServerPages(std::vector<HealthSource> health, std::vector<MetricSource> metrics)
    : m_health(std::move(health))
    , m_metrics(std::move(metrics))
{
}

std::vector<ApiRoute> ServerPages::routes()
{
    return {
        {"GET", "/healthz", std::nullopt, [this](const ApiCall &) { return ready(healthz()); }},
        {"GET", "/metrics", Role::Viewer, [this](const ApiCall &) { return ready(metrics()); }},
    };
}

HttpResponse ServerPages::healthz() const
{
    HttpResponse response;
    response.contentType = "application/json";
    QByteArray items;
    for (const HealthSource &source : m_health) {
        const HealthItem item = source();
        response.status = item.isHealthy ? response.status : 503;
        items += items.isEmpty() ? "" : ",";
        appendJsonString(items, item.name);
        items += item.isHealthy ? ":{\"healthy\":true" : ":{\"healthy\":false";
        if (!item.message.empty()) {
            items += ",\"message\":";
            appendJsonString(items, item.message);
        }
        items += '}';
    }
    response.body = QByteArray("{\"status\":") + (response.status == 200 ? "\"ready\"" : "\"unavailable\"")
        + ",\"parts\":{" + items + "}}\n";
    return response;
}

HttpResponse ServerPages::metrics() const
{
    Exposition out;
    for (const MetricSource &source : m_metrics) {
        source(out);
    }
    HttpResponse response;
    response.contentType = "text/plain; version=0.0.4; charset=utf-8";
    response.body = out.text();
    return response;
}

void expose(Exposition &out, const ServerCounters &counters)
{
    const auto number = [](const std::atomic<std::int64_t> &value) {
        return static_cast<double>(value.load());
    };
    out.gauge("quarterdeck_connections", "Open connections of every kind.", number(counters.openConnections));
    out.gauge("quarterdeck_websockets", "Open WebSocket connections.", number(counters.openWebSockets));
    out.counter("quarterdeck_connections_accepted_total", "Connections taken since start.",
        number(counters.acceptedConnections));
    out.counter(
        "quarterdeck_http_requests_total", "HTTP requests read since start.", number(counters.requests));
    out.counter("quarterdeck_websocket_frames_received_total", "Data frames read since start.",
        number(counters.framesReceived));
    out.counter("quarterdeck_websocket_received_bytes_total", "Payload of these frames in bytes.",
        number(counters.frameBytesReceived));
    out.counter("quarterdeck_websocket_sent_bytes_total",
        "Bytes written to WebSocket connections, headers of frames included.",
        number(counters.webSocketBytesSent));
    for (std::size_t i = 0; i < kRefusals; ++i) {
        out.counter("quarterdeck_refused_total", "Connections, requests and frames turned away, by reason.",
            number(counters.refused[i]), {{"reason", labelOf(static_cast<Refusal>(i))}});
    }
}

void expose(Exposition &out, const QueryStatistics &statistics)
{
    out.histogram("quarterdeck_query_duration_seconds", "Queries by duration, time in the queue included.",
        QueryStatistics::kBoundsSeconds, statistics.buckets,
        static_cast<double>(statistics.sumMicroseconds.load()) / 1e6);
    out.gauge("quarterdeck_query_queue", "Queries running or waiting.",
        static_cast<double>(statistics.waiting.load()));
    out.counter("quarterdeck_query_failed_total", "Queries that ended in an error.",
        static_cast<double>(statistics.failed.load()));
    out.counter("quarterdeck_query_rejected_total", "Queries refused because too many were waiting.",
        static_cast<double>(statistics.rejected.load()));
    out.counter("quarterdeck_query_shed_total", "Queries refused because samples came first.",
        static_cast<double>(statistics.shed.load()));
}

} // namespace qd::backend::http
