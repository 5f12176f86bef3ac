// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/backgroundtask.h"
#include "agent/collect/collector.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// du.bs: bytes below each configured path, walked on the worker pool. A failed walk yields no sample and an
/// error.
class DuCollector final : public Collector
{
public:
    DuCollector(WorkerPool &pool, const std::vector<std::string> &paths, std::chrono::milliseconds timeout);

    [[nodiscard]] std::string_view name() const override { return "du"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Rare}); }
    void prepare(const CollectContext &context) override;
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    struct Watched
    {
        std::string path;
        SeriesGroup series;
        BackgroundTask<Result<std::uint64_t>> task{};
        std::optional<Result<std::uint64_t>> late{}; ///< of a walk that ended between two turns
    };

    WorkerPool &m_pool;
    std::chrono::milliseconds m_timeout;
    std::vector<Watched> m_paths;
};

} // namespace qd::agent
