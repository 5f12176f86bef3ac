// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace qd::backend::ingest {

/// What agent sessions did since start, for /metrics. Thread-safe.
struct IngestCounters
{
    std::atomic<std::int64_t> sessions{0}; ///< open now, admitted ones only
    std::atomic<std::int64_t> admitted{0};
    std::atomic<std::int64_t> refusedDenied{0}; ///< unknown host, wrong token, wrong signature
    std::atomic<std::int64_t> refusedClone{0};
    std::atomic<std::int64_t> refusedOther{0}; ///< database away, protocol errors before Welcome
    std::atomic<std::int64_t> replaced{0}; ///< sessions ended by a newer one of the same host
    std::atomic<std::int64_t> idleClosed{0};
    std::atomic<std::int64_t> malformed{0};
    std::atomic<std::int64_t> blocks{0};
    std::atomic<std::int64_t> blockBytes{0};
    std::atomic<std::int64_t> samples{0};
    std::atomic<std::int64_t> blocksRefused{0};
    std::atomic<std::int64_t> blocksDeferred{
        0}; ///< came while the journal was saturated, held and tried again
    std::atomic<std::int64_t> acks{0};
};

} // namespace qd::backend::ingest
