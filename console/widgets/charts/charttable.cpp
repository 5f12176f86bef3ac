// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/charttable.h"

#include "console/format/cells.h"

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
    , m_instants(instantsOf(data))
    , m_values(valuesOf(data))
{
    std::reverse(m_instants.begin(), m_instants.end());
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_instants.size());
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
    const auto ms = static_cast<qint64>(m_instants[index.row()]);
    if (index.column() == 0) {
        return role == Qt::DisplayRole ? m_formatter.timestamp(fromUnixMs(ms), m_now) : QVariant();
    }
    const QHash<qint64, double> &values = m_values[index.column() - 1];
    const auto value = values.constFind(ms);
    const bool isKnown = value != values.constEnd();
    if (role == kCellRole) {
        return QVariant::fromValue(
            NumberCell{isKnown ? std::optional(*value) : std::nullopt, m_data.unit, false});
    }
    if (role == Qt::DisplayRole) {
        return isKnown ? m_formatter.text(*value, m_data.unit) : QString(QChar(0x2014));
    }
    return {};
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
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
