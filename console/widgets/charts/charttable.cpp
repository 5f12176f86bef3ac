// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/charttable.h"

#include "console/widgets/charts/timechart.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

/// All instants of all series, ascending.
QList<double> instantsOf(const ChartData &data)
{
    QList<double> instants;
    for (const ChartSeries &series : data.series) {
        for (const QPointF &point : series.points) {
            instants.append(point.x());
        }
    }
    std::sort(instants.begin(), instants.end());
    instants.erase(std::unique(instants.begin(), instants.end()), instants.end());
    return instants;
}

QList<QHash<qint64, double>> valuesOf(const ChartData &data)
{
    QList<QHash<qint64, double>> values;
    for (const ChartSeries &series : data.series) {
        QHash<qint64, double> byTime;
        byTime.reserve(series.points.size());
        for (const QPointF &point : series.points) {
            if (std::isfinite(point.y())) {
                byTime.insert(static_cast<qint64>(point.x()), point.y());
            }
        }
        values.append(byTime);
    }
    return values;
}

QString quoted(QString text)
{
    if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')) {
        return text;
    }
    text.replace(u'"', u"\"\""_s);
    return u'"' + text + u'"';
}

} // namespace

ChartTableModel::ChartTableModel(
    const ChartData &data, const Formatter &formatter, TimeMs now, QObject *parent)
    : QAbstractTableModel(parent)
    , m_data(data)
    , m_formatter(formatter)
    , m_now(now)
    , m_values(valuesOf(data))
{
    const QList<double> instants = instantsOf(data);
    for (const double instant : instants) {
        m_rows.append({instant, -1});
    }
    for (int i = 0; i < m_data.gaps.size(); ++i) {
        m_rows.append({static_cast<double>(toUnixMs(m_data.gaps[i].from)), i});
    }
    // Newest first; a gap begins with the last sample before it, so it comes after that one in time.
    std::ranges::sort(m_rows,
        [](const Row &a, const Row &b) { return std::pair(a.instant, a.gap) > std::pair(b.instant, b.gap); });
    double most = 0.0;
    for (const QHash<qint64, double> &values : std::as_const(m_values)) {
        for (const double value : values) {
            most = std::max(most, std::abs(value));
        }
    }
    m_unit = data.unit;
    m_scale = formatter.scaleFor(0.0, most, data.unit);
}

QString ChartTableModel::gapText(const ChartGap &gap) const
{
    //: A span without data: "17:10:00 to 17:20:00: No data: the agent was down"
    return TimeChart::tr("%1 to %2: %3")
        .arg(m_formatter.clockTime(gap.from), m_formatter.clockTime(std::min(gap.to, m_now)),
            TimeChart::gapText(gap.reason));
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.series.size()) + 1;
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Row &row = m_rows[index.row()];
    if (row.gap >= 0) {
        const bool isShown = index.column() == 0 && role == Qt::DisplayRole;
        return isShown ? gapText(m_data.gaps[row.gap]) : QVariant();
    }
    const auto ms = static_cast<qint64>(row.instant);
    if (index.column() == 0) {
        return role == Qt::DisplayRole ? m_formatter.timestamp(fromUnixMs(ms), m_now) : QVariant();
    }
    if (role == Qt::TextAlignmentRole) {
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QHash<qint64, double> &values = m_values[index.column() - 1];
    const auto value = values.constFind(ms);
    if (value != values.constEnd() && m_unit == Unit::Bool) {
        return m_formatter.text(*value, m_unit);
    }
    return value == values.constEnd() ? QString(QChar(0x2014))
                                      : ValueText{m_formatter.number(*value, m_scale), m_scale.suffix}.text();
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole) {
        return static_cast<int>((section == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    }
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return section == 0 ? tr("Time") : m_data.series[section - 1].name;
}

QString chartCsv(const ChartData &data, const Formatter &formatter)
{
    QString text = u"time"_s;
    for (const ChartSeries &series : data.series) {
        text += u',' + quoted(series.name);
    }
    text += u'\n';
    const QList<QHash<qint64, double>> values = valuesOf(data);
    const QList<double> instants = instantsOf(data);
    for (const double instant : instants) {
        const auto ms = static_cast<qint64>(instant);
        text += formatter.iso(fromUnixMs(ms));
        for (const QHash<qint64, double> &column : values) {
            const auto value = column.constFind(ms);
            text += u',';
            if (value != column.constEnd()) {
                text += QString::number(*value, 'g', 15);
            }
        }
        text += u'\n';
    }
    return text;
}

} // namespace qd::console
