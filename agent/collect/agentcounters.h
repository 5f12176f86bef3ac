// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace qd::agent {

/// Why samples were thrown away; label `reason` of agent.samples.dropped.
enum class DropReason : std::uint8_t { SpoolFull, Refused, TooOld, Corrupt };

inline constexpr std::array<std::string_view, 4> kDropReasonNames{
    "spool_full", "refused", "too_old", "corrupt"};

/// What spool and uplink know about themselves; the self collector turns it into agent.* metrics.
/// Written by their owners, read by the collecting thread; each field stands alone, so relaxed order is
/// enough.
struct AgentCounters
{
    std::atomic<std::uint64_t> samplesSent{0}; ///< acknowledged by the backend
    std::array<std::atomic<std::uint64_t>, kDropReasonNames.size()> samplesDropped{};
    std::atomic<std::int64_t> spoolBytes{0}; ///< of blocks that the backend has not kept
    std::atomic<std::int64_t> spoolOldestMs{0}; ///< age of the oldest block not acknowledged; 0 if none
    std::atomic<std::int64_t> sendLatencyUs{-1}; ///< newest block: sent to acknowledged; -1 before the first
    std::atomic<std::int64_t> plugins{0}; ///< pluginCount() of the configuration
    std::atomic<std::uint64_t> restarts{0}; ///< starts of the agent on this host before this one

    void drop(DropReason reason, std::uint64_t samples)
    {
        samplesDropped[static_cast<std::size_t>(reason)].fetch_add(samples, std::memory_order_relaxed);
    }
};

} // namespace qd::agent
