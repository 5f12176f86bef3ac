// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/rowplan.h"

#include <algorithm>

namespace qd::fleet {

namespace {

std::int64_t ceilDiv(std::int64_t value, std::int64_t by)
{
    return value / by + (value % by > 0 ? 1 : 0);
}

} // namespace

RowPlan::RowPlan(std::int64_t intervalMs, std::int64_t firstMs)
    : m_intervalMs(intervalMs)
    , m_nextTickMs(firstMs)
{
}

void RowPlan::orderBurst(std::int64_t stepMs, std::int64_t remainingMs, std::int64_t nowMs)
{
    // Rows of a burst that still runs and could not be sent yet stay due.
    const bool goesOn = m_burstRowMs < std::min(m_burstUntilMs, nowMs);
    m_stepMs = std::max(ceilDiv(stepMs, kShortestStepMs) * kShortestStepMs, kShortestStepMs);
    m_burstRowMs = burstRowAt(goesOn ? m_burstRowMs : nowMs + 1);
    m_burstUntilMs = nowMs + std::clamp<std::int64_t>(remainingMs, 0, kLongestBurstMs);
}

std::int64_t RowPlan::burstRowAt(std::int64_t ms) const
{
    // In step with the ticks, which need not be whole seconds, and never on one of them: that row comes
    // anyway.
    const std::int64_t phase = m_nextTickMs % m_intervalMs;
    const std::int64_t row = phase + ceilDiv(ms - phase, m_stepMs) * m_stepMs;
    return (row - phase) % m_intervalMs == 0 ? row + m_stepMs : row;
}

std::optional<std::int64_t> RowPlan::nextBurstMs() const
{
    const bool isSome = m_burstRowMs < m_burstUntilMs && m_stepMs < m_intervalMs;
    return isSome ? std::optional{m_burstRowMs} : std::nullopt;
}

std::int64_t RowPlan::burstRemainingMs(std::int64_t nowMs) const
{
    return std::max<std::int64_t>(m_burstUntilMs - nowMs, 0);
}

std::int64_t RowPlan::nextMs() const
{
    return std::min(m_nextTickMs, nextBurstMs().value_or(m_nextTickMs));
}

std::optional<RowSpan> RowPlan::due(std::int64_t nowMs, int maxRows) const
{
    if (nextMs() > nowMs) {
        return std::nullopt;
    }
    const auto burst = nextBurstMs();
    const bool isBurst = burst && *burst < m_nextTickMs;
    RowSpan span{nextMs(), isBurst ? m_stepMs : m_intervalMs, 0, isBurst};
    // Up to the next row of the other kind, so that samples come in the order of their times.
    const std::int64_t last = isBurst ? std::min({nowMs, m_nextTickMs - 1, m_burstUntilMs - 1})
                                      : std::min(nowMs, burst.value_or(nowMs));
    const std::int64_t fitting = (last - span.firstMs) / span.stepMs + 1;
    span.count = static_cast<int>(std::min<std::int64_t>(fitting, maxRows));
    return span;
}

void RowPlan::take(const RowSpan &span)
{
    if (span.isBurst) {
        m_burstRowMs = burstRowAt(span.lastMs() + 1);
    } else {
        m_nextTickMs = span.lastMs() + m_intervalMs;
    }
}

} // namespace qd::fleet
