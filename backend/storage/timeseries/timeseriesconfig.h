// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>

namespace qd::backend {

/// Everything about the sample store that a site may change.
struct TimeseriesConfig
{
    std::string connection; ///< libpq connection string or URI

    std::chrono::milliseconds groupWindow{50}; ///< a commit gathers blocks for at most this long ...
    std::size_t groupBytes = 4U << 20; ///< ... or until they are this large
    std::size_t maxQueuedBytes = 64U << 20; ///< not yet committed; beyond: saturated

    std::chrono::milliseconds lateWindow{std::chrono::hours{1}}; ///< behind the host's newest sample
    std::chrono::milliseconds futureWindow{std::chrono::minutes{10}};
    std::uint32_t maxSeriesPerHost = 20'000;

    std::size_t packRows = 360; ///< a host is flushed at so many rows ...
    std::chrono::milliseconds maxPackSpan{std::chrono::hours{2}}; ///< ... or at this age; no pack spans more
    std::size_t maxHeadBytes = std::size_t{3} << 30; ///< beyond, the fullest hosts are flushed early
    std::chrono::milliseconds flushPeriod{250};
    std::chrono::milliseconds stopTimeout{
        20'000}; ///< what stop() does not flush in this time stays in the journal

    std::chrono::hours rawRetention{15 * 24};
    std::chrono::hours fiveMinuteRetention{365 * 24};
    std::chrono::hours hourRetention{5 * 365 * 24};
    std::chrono::milliseconds rollupDelay{
        std::chrono::hours{3}}; ///< after the end of a day, for late samples

    unsigned queryConnections = 4;
    std::chrono::milliseconds queryTimeout{30'000};
    unsigned replayThreads = 2;
    std::size_t maxHeldBytes = std::size_t{1} << 30; ///< journal that a start leaves to be decoded later
};

/// What the store did since it started; each counter only grows. Written by several threads.
struct TimeseriesCounters
{
    std::atomic<std::uint64_t> samplesKept{0};
    std::atomic<std::uint64_t> blocksKept{0};
    std::atomic<std::uint64_t> blocksRepeated{0};
    std::atomic<std::uint64_t> blocksRefused{0};
    std::atomic<std::uint64_t> samplesLate{0}; ///< refused: beyond the late window
    std::atomic<std::uint64_t> samplesFuture{0}; ///< refused: beyond the future window
    std::atomic<std::uint64_t> samplesUnknownSlot{
        0}; ///< dropped: slot not registered, or registration refused
    std::atomic<std::uint64_t> seriesRefused{0};
    std::atomic<std::uint64_t> commits{0};
    std::atomic<std::uint64_t> commitRetries{0};
    std::atomic<std::uint64_t> journalBytes{0};
    std::atomic<std::uint64_t> packsWritten{0};
    std::atomic<std::uint64_t> packBytes{0};
    std::atomic<std::uint64_t> flushFailures{0};
    std::atomic<std::uint64_t> rollupsWritten{0};
    std::atomic<std::uint64_t> samplesReplayed{0};
    std::atomic<std::uint64_t> corruptSections{0}; ///< pack sections or journal rows that could not be read
};

} // namespace qd::backend
