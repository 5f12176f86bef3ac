// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

namespace qd::agent {

/// Estimates the backend's clock from pings: the reply is taken to have been made half-way between question
/// and answer, and of the last few the one with the shortest way counts, since its half-way is the surest.
/// Measured against the steady clock, so that corrections of the stamp clock do not spoil what is known.
class ClockOffset
{
public:
    static constexpr std::size_t kKept = 8;
    static constexpr std::size_t kNeeded = 3; ///< measurements before an estimate is given

    void add(SteadyMs sentAt, SteadyMs receivedAt, TimeMs repliedAt)
    {
        const auto roundTrip = receivedAt - sentAt;
        const auto middle = sentAt + roundTrip / 2;
        m_measured.push_back({roundTrip, repliedAt.time_since_epoch() - middle.time_since_epoch()});
        if (m_measured.size() > kKept) {
            m_measured.pop_front();
        }
    }

    [[nodiscard]] bool isSure() const { return m_measured.size() >= kNeeded; }

    /// What a clock shows minus the backend's, both now. Nothing before kNeeded measurements.
    [[nodiscard]] std::optional<std::chrono::milliseconds> errorOf(const Clock &clock) const
    {
        if (!isSure()) {
            return std::nullopt;
        }
        const auto best = std::min_element(m_measured.begin(), m_measured.end(),
            [](const auto &a, const auto &b) { return a.roundTrip < b.roundTrip; });
        return clock.now().time_since_epoch() - (clock.steadyNow().time_since_epoch() + best->lead);
    }

private:
    struct Measured
    {
        std::chrono::milliseconds roundTrip;
        std::chrono::milliseconds lead; ///< backend's clock minus our steady clock
    };
    std::deque<Measured> m_measured;
};

} // namespace qd::agent
