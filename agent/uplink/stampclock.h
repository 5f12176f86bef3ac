// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <mutex>
#include <optional>

namespace qd::agent {

/// The clock that stamps samples. It reads the wall clock once, at start, and goes on with the steady clock,
/// so that a jump of the host's wall clock neither tears a hole into the samples nor repeats a time. The
/// backend's clock is the authority: correct() moves towards it. May be called from any thread.
class StampClock final : public Clock
{
public:
    /// An offset of less than this is not worth a correction.
    static constexpr std::chrono::milliseconds kTolerance{500};
    /// A clock that is ahead by no more than this runs at half speed until it is right; one that is further
    /// ahead is put back at once, since what it stamped lies so far in the future that no backend keeps it.
    static constexpr std::chrono::milliseconds kMaxSlew{900'000};

    /// @param source  must outlive this clock
    explicit StampClock(const Clock &source);

    /// Never goes back, but for corrections beyond kMaxSlew and those before beginStamping().
    [[nodiscard]] TimeMs now() const override;
    [[nodiscard]] SteadyMs steadyNow() const override { return m_source.steadyNow(); }

    /// Moves towards the right time: forward at once, backward by running at half speed.
    /// @param error  what this clock shows minus the right time
    void correct(std::chrono::milliseconds error);

    /// From the first sample on the clock must not step back any more.
    void beginStamping();

    /// How far the host's wall clock has jumped against the steady one since the last call; nothing below
    /// kTolerance.
    [[nodiscard]] std::optional<std::chrono::milliseconds> takeWallJump();

private:
    [[nodiscard]] TimeMs nowLocked() const;
    [[nodiscard]] std::chrono::milliseconds wallLead() const;

    const Clock &m_source;
    mutable std::mutex m_mutex;
    SteadyMs m_steadyAnchor;
    TimeMs m_timeAnchor;
    std::chrono::milliseconds m_slew{0}; ///< to be lost, counted from the anchor
    std::chrono::milliseconds m_wallLead; ///< wall minus steady, as last seen
    bool m_isStamping = false;
};

} // namespace qd::agent
