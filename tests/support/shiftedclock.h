// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

namespace qd::test {

/// The real clock, and whatever a test adds to it: for "updated 4 min ago" over real sockets. One thread.
class ShiftedClock final : public Clock
{
public:
    [[nodiscard]] TimeMs now() const override { return SystemClock().now() + m_shift; }
    [[nodiscard]] SteadyMs steadyNow() const override { return SystemClock().steadyNow() + m_shift; }

    void advance(std::chrono::milliseconds by) { m_shift += by; }

private:
    std::chrono::milliseconds m_shift{0};
};

} // namespace qd::test
