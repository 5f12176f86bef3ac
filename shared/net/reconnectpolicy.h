// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <cstdint>
#include <random>

namespace qd::net {

/// Decides how long to wait before the next attempt to connect: exponential, capped, and spread over the
/// upper half of each step, so that ten thousand peers of a restarted backend do not come back in the same
/// instant. Pure: no clock, no timer; the caller owns both.
class ReconnectPolicy
{
public:
    struct Settings
    {
        std::chrono::milliseconds first{500};
        std::chrono::milliseconds longest{30'000};
        /// A connection that lived this long makes the next loss count as the first one again. Shorter ones
        /// do not: a backend that accepts and drops at once must not be hammered.
        std::chrono::milliseconds steadyAfter{10'000};
    };

    explicit ReconnectPolicy(Settings settings, std::uint32_t seed = std::random_device{}());
    ReconnectPolicy()
        : ReconnectPolicy(Settings{})
    {
    }

    void connected(SteadyMs now);

    /// The connection was lost, or the attempt failed.
    /// @return how long to wait before the next attempt, within [step/2, step]
    [[nodiscard]] std::chrono::milliseconds lost(SteadyMs now);

    /// Attempts since the last steady connection.
    [[nodiscard]] int attempts() const { return m_attempts; }

private:
    Settings m_settings;
    std::mt19937 m_random;
    int m_attempts = 0;
    bool m_isConnected = false;
    SteadyMs m_connectedAt;
};

} // namespace qd::net
