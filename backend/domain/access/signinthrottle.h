// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace qd::backend::access {

/// Slows down guessing of passwords: after some failures in a row a name has to pause, longer each time. It
/// never locks a name for good, and tokens and open sessions of the same user go on working. Not thread-safe;
/// its owner guards it.
class SignInThrottle
{
public:
    struct Limits
    {
        int freeFailures = 5;
        std::chrono::milliseconds firstPause{1'000};
        std::chrono::milliseconds longestPause{60'000};
        std::chrono::milliseconds forgetAfter{15 * 60'000}; ///< without a failure
        std::size_t maxNames = 10'000; ///< the one whose failure is longest ago makes room
    };

    explicit SignInThrottle(const Clock &clock);
    SignInThrottle(const Clock &clock, Limits limits);

    /// How long this name still has to pause; none if it may try now.
    [[nodiscard]] std::optional<std::chrono::milliseconds> pauseFor(std::string_view name) const;

    void noteFailure(std::string_view name);
    void noteSuccess(std::string_view name);

private:
    struct Record
    {
        int failures = 0;
        SteadyMs lastFailure;
        SteadyMs notBefore;
    };
    void makeRoom();

    const Clock &m_clock;
    Limits m_limits;
    std::unordered_map<std::string, Record> m_records;
};

} // namespace qd::backend::access
