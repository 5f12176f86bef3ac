// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/api/query/queryservice.h"

#include <string>

namespace qd::backend::http {

/// The query API of Prometheus: /api/v1/query, query_range, series, labels and label/NAME/values, by GET and
/// by POST of a form, for promtool, Grafana and everything else that speaks it; and what Grafana's data
/// source asks besides: who answers, what the metrics are, rules and exemplars, of which there are none.
/// Thread-safe.
class PrometheusApi
{
public:
    /// @param version  of this program, for people
    PrometheusApi(QueryService &queries, const Clock &clock, std::string version);

    /// What goes into the router; this object has to outlive it.
    [[nodiscard]] std::vector<ApiRoute> routes();

private:
    [[nodiscard]] QFuture<HttpResponse> query(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> queryRange(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> series(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> labels(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> labelValues(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> buildInfo(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> metadata(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> rules(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> exemplars(const ApiCall &call);

    QueryService &m_queries;
    const Clock &m_clock;
    std::string m_version;
};

} // namespace qd::backend::http
