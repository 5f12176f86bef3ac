// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/ducollector.h"

#include "agent/collect/directorysize.h"

#include <array>
#include <utility>

namespace qd::agent {

namespace {

constexpr std::array<MetricSpec, 1> kMetrics{{{"du.bs", "bytes", MetricKind::Gauge, Tier::Rare}}};

} // namespace

DuCollector::DuCollector(
    WorkerPool &pool, const std::vector<std::string> &paths, std::chrono::milliseconds timeout)
    : m_pool(pool)
    , m_timeout(timeout)
{
    for (const std::string &path : paths) {
        m_paths.push_back({path, SeriesGroup{kMetrics, {{"path", path}}}});
    }
}

void DuCollector::prepare(const CollectContext &context)
{
    for (Watched &watched : m_paths) {
        // A walk may take longer than the one tick between prepare() and collect(). One that ended since the
        // last turn is kept for this one in case the new walk is as slow; one that is still under way is left
        // alone.
        watched.late = watched.task.take();
        static_cast<void>(watched.task.start(
            m_pool,
            [path = watched.path, timeout = m_timeout](
                const std::stop_token &stop) { return directorySize(path, timeout, stop); },
            m_timeout, context.steady));
    }
}

Result<void> DuCollector::collect(const CollectContext &context, SampleSink &sink)
{
    Result<void> first;
    for (Watched &watched : m_paths) {
        auto late = std::exchange(watched.late, std::nullopt);
        auto fresh = watched.task.take();
        const auto &result = fresh ? fresh : late;
        if (result && *result) {
            watched.series.put(sink, 0, static_cast<double>(**result));
        } else if (result && first) {
            first = failure(result->error());
        } else if (watched.task.isOverdue(context.steady) && first) {
            first = failure(ErrorCode::Timeout, "the disk under " + watched.path + " does not answer",
                {{"path", watched.path}});
        }
    }
    return first;
}

} // namespace qd::agent
