// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/backgroundtask.h"
#include "agent/collect/collector.h"
#include "agent/collect/urlprobe.h"

#include <string>
#include <vector>

namespace qd::agent {

/// url.check.*: asks each configured address once a minute, on the worker pool. A dead server is a
/// measurement (health 0), not an error of the collector.
class UrlCollector final : public Collector
{
public:
    /// @param probe  must outlive the pool's threads; null is an error at each run
    UrlCollector(WorkerPool &pool, UrlProbe *probe, const std::vector<std::string> &urls,
        std::chrono::milliseconds timeout);

    [[nodiscard]] std::string_view name() const override { return "url"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Slow}); }
    void prepare(const CollectContext &context) override;
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Watched
    {
        std::string url;
        SeriesGroup series;
        BackgroundTask<Result<UrlProbeResult>> task{};
    };

    static void putResult(Watched &watched, const UrlProbeResult &result, SampleSink &sink);

    WorkerPool &m_pool;
    UrlProbe *m_probe;
    std::chrono::milliseconds m_timeout;
    std::vector<Watched> m_urls;
};

} // namespace qd::agent
