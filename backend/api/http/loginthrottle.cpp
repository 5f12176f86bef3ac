// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/loginthrottle.h"

#include <algorithm>

namespace qd::backend::http {

LoginThrottle::LoginThrottle(Settings settings, const Clock &clock)
    : m_settings(settings)
    , m_clock(clock)
{
}

std::chrono::milliseconds LoginThrottle::pauseFor(const QHostAddress &source)
{
    const std::lock_guard lock(m_mutex);
    const auto window = m_windows.constFind(source);
    if (window == m_windows.constEnd() || window->failures < m_settings.maxFailures) {
        return {};
    }
    return std::max(std::chrono::milliseconds{}, window->begin + m_settings.window - m_clock.steadyNow());
}

void LoginThrottle::failed(const QHostAddress &source)
{
    const SteadyMs now = m_clock.steadyNow();
    const std::lock_guard lock(m_mutex);
    auto window = m_windows.find(source);
    if (window == m_windows.end()) {
        if (m_windows.size() >= m_settings.maxSources) {
            forgetOver(now);
        }
        window = m_windows.insert(source, {now, 0});
    } else if (now - window->begin >= m_settings.window) {
        *window = {now, 0};
    }
    ++window->failures;
}

void LoginThrottle::forgetOver(SteadyMs now)
{
    m_windows.removeIf([&](const auto &entry) { return now - entry.value().begin >= m_settings.window; });
    if (m_windows.size() >= m_settings.maxSources) {
        m_windows
            .clear(); // so many guessing sources at once: memory comes first, and each starts over with one
    }
}

} // namespace qd::backend::http
