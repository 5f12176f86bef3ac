// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/model/metric.h"
#include "shared/series/block.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace qd::backend {

/// Binds a slot of a dictionary to a series.
struct SeriesRegistration
{
    std::uint32_t slot = 0;
    SeriesDescription series;
};

/// A slot whose samples will be dropped and counted, and why.
struct RefusedRegistration
{
    std::uint32_t slot = 0;
    std::string reason;

    bool operator==(const RefusedRegistration &) const = default;
};

/// One block as its sender encoded it, with the stamps of its way here.
struct IngestBlock
{
    HostId host;
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0; ///< from 1, ascending per (host, dictionary)
    series::Bytes raw; ///< shared/series block
    TimeMs receivedAt; ///< backend's clock
    TimeMs sentAt; ///< sender's clock
    std::int32_t clockOffsetMs = 0; ///< sender's clock minus the backend's
};

/// The write side of the metric store: what agent sessions and push endpoints hand samples to.
/// Every function may be called from any thread and none waits for the database. Callbacks come from the
/// store's own writer thread: they must be short and must not call back into blocking code; a session posts
/// them to its thread. Each callback is called exactly once, at the latest when the store stops (Cancelled).
class SampleIngest
{
public:
    using RegisterDone = std::function<void(Result<std::vector<RefusedRegistration>>)>;
    using AppendDone = std::function<void(Result<void>)>;

    virtual ~SampleIngest() = default;

    /// Makes the meaning of slots durable. Blocks of the same caller may follow at once: order is kept.
    /// A series that the host already has keeps its number, so registering again is cheap and harmless.
    /// @param done  the refused entries, after COMMIT; Unavailable if the queue is full
    virtual void registerSeries(HostId host, std::uint64_t dictionary,
        std::vector<SeriesRegistration> entries, RegisterDone done) = 0;

    /// Keeps a block. Once done reports success the block survives any crash. A repeat of a kept (host,
    /// dictionary, sequence) reports success and is not kept twice.
    /// @return a failure if the block was not taken, and done is not called:
    ///         InvalidInput or Corrupt: never will be (undecodable, all samples too late or too far in the
    ///         future); Unavailable: try again later, the queue is full
    [[nodiscard]] virtual Result<void> append(IngestBlock block, AppendDone done) = 0;

    /// Whether append() would answer Unavailable: a session stops reading from its socket while this holds.
    [[nodiscard]] virtual bool isSaturated() const = 0;

    /// Whether samples wait although the database works: whoever only looks has to wait until they are
    /// through (R319). Not while the database is away; then nothing would be won by it.
    [[nodiscard]] virtual bool isStrained() const = 0;

    /// The newest kept sequence of a dictionary, for Welcome; 0 if none.
    [[nodiscard]] virtual std::uint64_t lastSequence(HostId host, std::uint64_t dictionary) const = 0;
};

} // namespace qd::backend
