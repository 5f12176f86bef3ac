// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/widgets/charts/chartdata.h"

#include <QAbstractTableModel>

namespace qd::console {

/// The data of a chart as rows of instants and columns of series, newest first: for screen readers and for
/// copying. A span without data is one row that says why.
class ChartTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    ChartTableModel(const ChartData &data, const Formatter &formatter, TimeMs now, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// True for a row that is a span without data: its text goes over all columns.
    [[nodiscard]] bool isGap(int row) const { return m_rows[row].gap >= 0; }

private:
    struct Row
    {
        double instant = 0.0; ///< UTC ms; of a gap its begin
        int gap = -1; ///< index in the data; -1: samples
    };

    [[nodiscard]] QString gapText(const ChartGap &gap) const;

    ChartData m_data;
    Formatter m_formatter;
    TimeMs m_now;
    QList<Row> m_rows;
    QList<QHash<qint64, double>> m_values;
    UnitScale m_scale; ///< one for all cells
    Unit m_unit = Unit::None;
};

/// Header line and one row per instant, oldest first: ISO 8601 with offset, plain digits, empty where there
/// is no sample. Names are quoted where CSV needs it.
[[nodiscard]] QString chartCsv(const ChartData &data, const Formatter &formatter);

} // namespace qd::console
