// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/refusallog.h"

#include <QLoggingCategory>

namespace qd::backend::http {

namespace {

Q_LOGGING_CATEGORY(lcRefused, "qd.backend.refused")

constexpr std::chrono::minutes kOneLinePer{1};
constexpr qsizetype kMaxSources = 4096;

} // namespace

RefusalLog::RefusalLog(ServerCounters &counters, const Clock &clock)
    : m_counters(counters)
    , m_clock(clock)
{
}

void RefusalLog::refused(Refusal refusal, const QHostAddress &source, const QString &detail)
{
    m_counters.count(refusal);
    const SteadyMs now = m_clock.steadyNow();
    std::int64_t silent = 0;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_sources.find(source);
        if (known != m_sources.end() && now - known->lastLine < kOneLinePer) {
            ++known->silent;
            return;
        }
        if (known == m_sources.end() && m_sources.size() >= kMaxSources) {
            forgetOld(now);
            if (m_sources.size() >= kMaxSources) {
                return;
            }
        }
        Entry &entry = m_sources[source];
        silent = std::exchange(entry.silent, 0);
        entry.lastLine = now;
    }
    ++m_lines;
    const std::string_view reason = labelOf(refusal);
    qCWarning(lcRefused).nospace().noquote()
        << "refused " << source.toString() << ": " << QLatin1String(reason.data(), qsizetype(reason.size()))
        << (detail.isEmpty() ? QString() : QStringLiteral(" (") + detail + QStringLiteral(")"))
        << (silent > 0 ? QStringLiteral(", and %1 more since the last line").arg(silent) : QString());
}

void RefusalLog::forgetOld(SteadyMs now)
{
    m_sources.removeIf([now](const auto &entry) { return now - entry.value().lastLine >= kOneLinePer; });
}

} // namespace qd::backend::http
