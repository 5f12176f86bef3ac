// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/urlcollector.h"

#include <array>

namespace qd::agent {

namespace {

enum Metric : std::size_t { Health, Duration, Code, CertificateDays };

constexpr std::array<MetricSpec, 4> kMetrics{{
    {"url.check.health", "bool", MetricKind::Gauge, Tier::Slow},
    {"url.check.duration", "milliseconds", MetricKind::Gauge, Tier::Slow},
    {"url.check.code", "code", MetricKind::Gauge, Tier::Slow},
    {"url.check.cert.days", "days", MetricKind::Gauge, Tier::Slow},
}};

/// What a name look-up may take beyond the probe's own timeout before the pool gives the thread up.
constexpr std::chrono::seconds kLookUpSlack{20};

} // namespace

UrlCollector::UrlCollector(WorkerPool &pool, UrlProbe *probe, const std::vector<std::string> &urls,
    std::chrono::milliseconds timeout)
    : m_pool(pool)
    , m_probe(probe)
    , m_timeout(timeout)
{
    for (const std::string &url : urls) {
        m_urls.push_back({url, SeriesGroup{kMetrics, {{"url", url}}}});
    }
}

void UrlCollector::prepare(const CollectContext &context)
{
    if (m_probe == nullptr) {
        return;
    }
    for (Watched &watched : m_urls) {
        static_cast<void>(watched.task.start(
            m_pool,
            [probe = m_probe, url = watched.url, timeout = m_timeout](
                const std::stop_token &stop) { return probe->probe(url, timeout, stop); },
            m_timeout + kLookUpSlack, context.steady));
    }
}

Result<void> UrlCollector::collect(const CollectContext &context, SampleSink &sink)
{
    if (m_probe == nullptr) {
        return failure(ErrorCode::Unavailable, "this agent cannot check URLs");
    }
    Result<void> first;
    for (Watched &watched : m_urls) {
        const auto result = watched.task.take();
        if (result && *result) {
            putResult(watched, **result, sink);
        } else if (result && first) {
            first = failure(result->error());
        } else if (watched.task.isRunning()) {
            // Slower than a tick: no answer for this turn, which is what "not healthy" means.
            watched.series.put(sink, Health, 0.0);
        }
        if (first && watched.task.isOverdue(context.steady)) {
            first =
                failure(ErrorCode::Timeout, "the check of " + watched.url + " hangs", {{"url", watched.url}});
        }
    }
    return first;
}

void UrlCollector::putResult(Watched &watched, const UrlProbeResult &result, SampleSink &sink)
{
    watched.series.put(sink, Health, result.isHealthy ? 1.0 : 0.0);
    if (result.statusCode) {
        const std::chrono::duration<double, std::milli> duration = result.duration;
        watched.series.put(sink, Duration, rounded(duration.count(), 2));
        watched.series.put(sink, Code, *result.statusCode);
    }
    if (result.certificateDays) {
        watched.series.put(sink, CertificateDays, rounded(*result.certificateDays, 2));
    }
}

} // namespace qd::agent
