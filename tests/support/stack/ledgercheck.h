// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QMap>
#include <QString>

namespace qd::test {

class Stack;

/// time in ms -> value
using SeriesTimes = QMap<qint64, double>;
/// series as the query API names it, for example "net.if.in.bytes{iface=eth0}" -> its samples
using HostSeries = QHash<QString, SeriesTimes>;

/// What qd-fleet wrote down at each acknowledgement, by host. A last line torn by a kill is left out.
[[nodiscard]] QHash<QString, HostSeries> readLedger(const QString &path);

struct Kept
{
    HostSeries series;
    bool isAscending = true; ///< strictly: no sample is there twice
};

/// Every sample of the last half hour that the backend answers with for a host.
[[nodiscard]] Kept readBack(Stack &stack, const QString &host);

/// Compares the whole ledger with what the backend has.
/// @return the first acknowledged sample that is missing, has another value or is there twice; empty if all
/// is well
[[nodiscard]] QString firstLoss(Stack &stack, const QHash<QString, HostSeries> &ledger);

/// Between two neighbours, in ms; 0 for fewer than two samples.
[[nodiscard]] qint64 longestGap(const SeriesTimes &times);

} // namespace qd::test
