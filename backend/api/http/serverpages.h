// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/api/http/exposition.h"
#include "backend/api/query/queryservice.h"

#include <functional>
#include <string>
#include <vector>

namespace qd::backend::http {

/// One thing without which the backend is not healthy.
struct HealthItem
{
    std::string name; ///< "journal", "database"
    bool isHealthy = false;
    std::string message; ///< why not; empty if it is
};

/// /healthz for whoever watches the process (open, says only which part fails), /metrics for Prometheus.
/// The sources are called on I/O threads: they must be thread-safe and answer from memory.
class ServerPages
{
public:
    using HealthSource = std::function<HealthItem()>;
    using MetricSource = std::function<void(Exposition &)>;

    ServerPages(std::vector<HealthSource> health, std::vector<MetricSource> metrics);

    /// What goes into the router; this object has to outlive it.
    [[nodiscard]] std::vector<ApiRoute> routes();

private:
    [[nodiscard]] HttpResponse healthz() const;
    [[nodiscard]] HttpResponse metrics() const;

    std::vector<HealthSource> m_health;
    std::vector<MetricSource> m_metrics;
};

/// What the port and the queries have to say on /metrics.
void expose(Exposition &out, const ServerCounters &counters);
void expose(Exposition &out, const QueryStatistics &statistics);

} // namespace qd::backend::http
