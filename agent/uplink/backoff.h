// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace qd::agent {

/// Waits between attempts: doubled from first to last, each drawn from its upper half, so that ten thousand
/// agents do not come back in the same second (R211).
class Backoff
{
public:
    Backoff(std::chrono::milliseconds first, std::chrono::milliseconds last, std::uint64_t seed)
        : m_first(first)
        , m_last(last)
        , m_next(first)
        , m_random(seed)
    {
    }

    [[nodiscard]] std::chrono::milliseconds next()
    {
        const auto base = m_next;
        m_next = std::min(m_last, m_next * 2);
        return jittered(base);
    }

    /// For an answer that waiting does not change soon: the longest wait.
    [[nodiscard]] std::chrono::milliseconds longest()
    {
        m_next = m_last;
        return jittered(m_last);
    }

    void reset() { m_next = m_first; }

private:
    [[nodiscard]] std::chrono::milliseconds jittered(std::chrono::milliseconds base)
    {
        std::uniform_int_distribution<std::chrono::milliseconds::rep> draw{base.count() / 2, base.count()};
        return std::chrono::milliseconds{draw(m_random)};
    }

    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_last;
    std::chrono::milliseconds m_next;
    std::mt19937_64 m_random;
};

} // namespace qd::agent
