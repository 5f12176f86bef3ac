// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/chartdata.h"
#include "console/widgets/charts/timecontext.h"

#include <QAbstractTableModel>
#include <QList>
#include <QStandardItemModel>

/// Made-up but plausible data for pictures and benchmarks: the same at every run.
namespace qd::console::gallery {

/// The last instant of every picture: 2026-11-20 17:42:08 UTC.
[[nodiscard]] TimeMs now();
[[nodiscard]] TimeRange lastHour();

/// A wandering curve around `base`.
[[nodiscard]] QList<double> wave(int count, double base, double amplitude, quint32 seed, double noise = 0.25);
/// Adds a hill between two indexes.
[[nodiscard]] QList<double> bumped(QList<double> values, int from, int to, double height);
/// Spreads values over a range.
[[nodiscard]] QList<QPointF> points(const QList<double> &values, const TimeRange &range);

[[nodiscard]] ChartData cpuChart();
[[nodiscard]] ChartData latencyChart();
[[nodiscard]] ChartData statusChart();
[[nodiscard]] ChartData memoryChart();
[[nodiscard]] ChartData networkChart();
[[nodiscard]] ChartData lagChart();
/// Many series, marks, a gap and the previous period.
[[nodiscard]] ChartData busyChart();

/// The product tree of the pictures.
void fillTree(QStandardItemModel &model);

/// "Needs attention".
class AttentionModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

/// Hosts with bars, sparklines, ages, chips and links: every kind of cell.
class HostModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
};

} // namespace qd::console::gallery
