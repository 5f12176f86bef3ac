// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace qd {

/// An instant in UTC with the resolution of every sample.
using TimeMs = std::chrono::sys_time<std::chrono::milliseconds>;

/// A point on a clock that never jumps; only differences mean anything.
using SteadyMs = std::chrono::time_point<std::chrono::steady_clock, std::chrono::milliseconds>;

[[nodiscard]] constexpr std::int64_t toUnixMs(TimeMs time)
{
    return time.time_since_epoch().count();
}

[[nodiscard]] constexpr TimeMs fromUnixMs(std::int64_t ms)
{
    return TimeMs{std::chrono::milliseconds{ms}};
}

/// Where time comes from. Production code takes a SystemClock, tests move a ManualClock by hand.
/// Implementations may be called from any thread.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall clock: for stamps. May jump.
    [[nodiscard]] virtual TimeMs now() const = 0;

    /// Monotonic clock: for intervals, timeouts and ages.
    [[nodiscard]] virtual SteadyMs steadyNow() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] TimeMs now() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    [[nodiscard]] SteadyMs steadyNow() const override
    {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now());
    }
};

} // namespace qd
