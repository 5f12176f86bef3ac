// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <mutex>

namespace qd::test {

/// A clock that stands still until a test moves it. Thread-safe.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(TimeMs start = fromUnixMs(1'700'000'000'000))
        : m_wall{start}
        , m_steady{std::chrono::hours{1}}
    {
    }

    [[nodiscard]] TimeMs now() const override
    {
        const std::lock_guard lock{m_mutex};
        return m_wall;
    }
    [[nodiscard]] SteadyMs steadyNow() const override
    {
        const std::lock_guard lock{m_mutex};
        return m_steady;
    }

    /// Time passes: both clocks move.
    void advance(std::chrono::milliseconds by)
    {
        const std::lock_guard lock{m_mutex};
        m_wall += by;
        m_steady += by;
    }

    /// Somebody sets the wall clock; no time passes.
    void jump(std::chrono::milliseconds by)
    {
        const std::lock_guard lock{m_mutex};
        m_wall += by;
    }

private:
    mutable std::mutex m_mutex;
    TimeMs m_wall;
    SteadyMs m_steady;
};

} // namespace qd::test
