// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/servercounters.h"
#include "shared/base/clock.h"

#include <QHash>
#include <QHostAddress>
#include <QString>

#include <mutex>

namespace qd::backend::http {

/// Counts what is turned away and writes about it at most one line per source and minute, so that an attacker
/// cannot fill the log. Thread-safe. The number of sources remembered is bounded; beyond it they are counted
/// in silence.
class RefusalLog
{
public:
    RefusalLog(ServerCounters &counters, const Clock &clock);

    /// @param detail  never a secret, never bytes of the client as they came
    void refused(Refusal refusal, const QHostAddress &source, const QString &detail = {});

    /// Lines written so far, for tests.
    [[nodiscard]] std::int64_t linesWritten() const { return m_lines.load(); }

private:
    struct Entry
    {
        SteadyMs lastLine;
        std::int64_t silent = 0; ///< refused since then
    };
    void forgetOld(SteadyMs now);

    ServerCounters &m_counters;
    const Clock &m_clock;
    std::mutex m_mutex;
    QHash<QHostAddress, Entry> m_sources;
    std::atomic<std::int64_t> m_lines{0};
};

} // namespace qd::backend::http
