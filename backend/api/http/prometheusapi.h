// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/api/query/queryservice.h"

namespace qd::backend::http {

/// The query API of Prometheus: /api/v1/query, query_range, series, labels and label/NAME/values, by GET and
/// by POST of a form, for promtool, Grafana and everything else that speaks it. Thread-safe.
class PrometheusApi
{
public:
    PrometheusApi(QueryService &queries, const Clock &clock);

    /// What goes into the router; this object has to outlive it.
    [[nodiscard]] std::vector<ApiRoute> routes();

private:
    [[nodiscard]] QFuture<HttpResponse> query(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> queryRange(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> series(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> labels(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> labelValues(const ApiCall &call);

    QueryService &m_queries;
    const Clock &m_clock;
};

} // namespace qd::backend::http
