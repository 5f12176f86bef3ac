// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/access/signinthrottle.h"

#include <algorithm>

namespace qd::backend::access {

SignInThrottle::SignInThrottle(const Clock &clock)
    : SignInThrottle{clock, Limits{}}
{
}

SignInThrottle::SignInThrottle(const Clock &clock, Limits limits)
    : m_clock{clock}
    , m_limits{limits}
{
}

std::optional<std::chrono::milliseconds> SignInThrottle::pauseFor(std::string_view name) const
{
    const auto record = m_records.find(std::string{name});
    if (record == m_records.end() || m_clock.steadyNow() >= record->second.notBefore) {
        return std::nullopt;
    }
    return record->second.notBefore - m_clock.steadyNow();
}

void SignInThrottle::noteFailure(std::string_view name)
{
    makeRoom();
    const SteadyMs now = m_clock.steadyNow();
    Record &record = m_records[std::string{name}];
    if (record.failures > 0 && now - record.lastFailure > m_limits.forgetAfter) {
        record = {};
    }
    ++record.failures;
    record.lastFailure = now;
    record.notBefore = now;
    if (record.failures > m_limits.freeFailures) {
        const int doublings = std::min(record.failures - m_limits.freeFailures - 1, 20);
        record.notBefore += std::min(m_limits.firstPause * (1 << doublings), m_limits.longestPause);
    }
}

void SignInThrottle::noteSuccess(std::string_view name)
{
    m_records.erase(std::string{name});
}

void SignInThrottle::makeRoom()
{
    if (m_records.size() < m_limits.maxNames) {
        return;
    }
    const SteadyMs now = m_clock.steadyNow();
    std::erase_if(
        m_records, [&](const auto &entry) { return now - entry.second.lastFailure > m_limits.forgetAfter; });
    if (m_records.size() >= m_limits.maxNames) {
        m_records.erase(std::min_element(m_records.begin(), m_records.end(),
            [](const auto &a, const auto &b) { return a.second.lastFailure < b.second.lastFailure; }));
    }
}

} // namespace qd::backend::access
