// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

namespace qd::test {

/// Processes whose parent this is; empty if it is gone.
[[nodiscard]] QList<qint64> childrenOf(qint64 pid);

/// What a process has cost so far, as the kernel counts it.
struct ProcessCost
{
    double cpuSeconds = 0.0; ///< all threads, nanosecond counters
    qint64 rssBytes = 0;
};

/// Cost of one process; zero if it is gone.
[[nodiscard]] ProcessCost costOf(qint64 pid);

/// The process and everything below it, summed. Shared pages count once per process in rssBytes.
[[nodiscard]] ProcessCost costOfTree(qint64 pid);

} // namespace qd::test
