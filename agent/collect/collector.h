// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/samplesink.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace qd::agent {

/// Where the kernel and the system show themselves. Tests point them at captured trees.
struct HostRoots
{
    std::string proc = "/proc";
    std::string sys = "/sys";
    std::string etc = "/etc";
    std::string run = "/run";

    bool operator==(const HostRoots &) const = default;
};

/// Memory that files are read into, one for all collectors, so that reading allocates nothing once it has
/// grown.
using ReadBuffer = std::vector<char>;

/// What a collector is told about the moment.
struct CollectContext
{
    TimeMs now; ///< wall clock at this run (the stamp of the samples may be a few ms older)
    SteadyMs steady; ///< for rates: differences between two runs
    TierSet due; ///< same as SampleSink::wants()
    ReadBuffer &buffer; ///< contents are valid until the next read of any file
};

/// Reads one part of the host and puts samples. Owned by the Scheduler, called on its thread only.
/// A collector never blocks and never forks: what may hang (a mount, a server, a long walk) is started in
/// prepare() on the WorkerPool and its result picked up in collect(), at most one tick old.
class Collector
{
public:
    virtual ~Collector() = default;

    /// Short and stable: label `collector` of agent.collect.*, "collector.<name>" in events.
    [[nodiscard]] virtual std::string_view name() const = 0;

    /// Tiers of its metrics; it is run when any of them is due.
    [[nodiscard]] virtual TierSet tiers() const = 0;

    /// Its fast tier is cheap enough to be run every second for some minutes (Scheduler::setBurst).
    [[nodiscard]] virtual bool joinsBursts() const { return false; }

    /// One tick before a run (and once at start). Starts background work; must return at once.
    virtual void prepare(const CollectContext &context) { static_cast<void>(context); }

    /// Puts every due sample that this kernel offers. What the kernel does not have is silently absent.
    /// Samples put before an error count: an error costs only the metrics that it concerns.
    /// @errors Corrupt (a file is not in its documented format), Unavailable (cannot be read), Timeout
    virtual Result<void> collect(const CollectContext &context, SampleSink &sink) = 0;
};

} // namespace qd::agent
