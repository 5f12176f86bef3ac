// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

namespace qd::fleet {

/// Rows of one host, evenly spaced.
struct RowSpan
{
    std::int64_t firstMs = 0;
    std::int64_t stepMs = 0;
    int count = 0;
    bool isBurst = false; ///< only of the series that join bursts

    [[nodiscard]] std::int64_t lastMs() const { return firstMs + (count - 1) * stepMs; }

    bool operator==(const RowSpan &) const = default;
};

/// Which rows a simulated host sends and when: one at each interval, and more between them while a burst
/// lasts, as an agent's scheduler does. What was not taken is due later, however late, so an outage loses
/// nothing. All times are Unix ms of this machine's clock, the only one that a fleet has.
class RowPlan
{
public:
    static constexpr std::int64_t kShortestStepMs = 1'000;
    static constexpr std::int64_t kLongestBurstMs = 30 * 60'000;

    RowPlan(std::int64_t intervalMs, std::int64_t firstMs);

    /// Replaces an earlier burst; cut to whole seconds of step and to kLongestBurstMs, nothing remaining ends
    /// it. A step that is not below the interval adds no row.
    void orderBurst(std::int64_t stepMs, std::int64_t remainingMs, std::int64_t nowMs);
    [[nodiscard]] std::int64_t burstStepMs() const { return m_stepMs; }
    [[nodiscard]] std::int64_t burstRemainingMs(std::int64_t nowMs) const; ///< 0: no burst

    /// The oldest rows that are due and not taken, in one block: none before its time, never both kinds.
    [[nodiscard]] std::optional<RowSpan> due(std::int64_t nowMs, int maxRows) const;
    /// These rows were sent. @param span  what due() gave last
    void take(const RowSpan &span);

    [[nodiscard]] std::int64_t nextMs() const; ///< when the next row is due
    [[nodiscard]] std::int64_t nextTickMs() const { return m_nextTickMs; } ///< without those of a burst

private:
    [[nodiscard]] std::optional<std::int64_t> nextBurstMs() const;
    [[nodiscard]] std::int64_t burstRowAt(std::int64_t ms) const;

    std::int64_t m_intervalMs;
    std::int64_t m_nextTickMs;
    std::int64_t m_stepMs = kShortestStepMs;
    std::int64_t m_burstRowMs = 0; ///< the next one, if it is before the end
    std::int64_t m_burstUntilMs = 0;
};

} // namespace qd::fleet
