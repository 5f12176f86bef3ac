// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/gallerydata.h"

#include "console/format/cells.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::console::gallery {

namespace {

constexpr int kPoints = 240;

ChartSeries series(const QString &name, const QList<double> &values, int slot, bool filled = false)
{
    ChartSeries result;
    result.id = result.name = name;
    result.points = points(values, lastHour());
    result.isFilled = filled;
    result.slot = slot;
    return result;
}

ChartData chart(Unit unit, const QList<ChartSeries> &lines)
{
    ChartData data;
    data.unit = unit;
    data.series = lines;
    data.step = 15s;
    return data;
}

TimeMs at(double share)
{
    const TimeRange range = lastHour();
    return range.from
        + std::chrono::milliseconds(std::llround(share * static_cast<double>(range.length().count())));
}

QList<double> scaled(QList<double> values, double factor)
{
    for (double &value : values) {
        value = std::max(0.0, value * factor);
    }
    return values;
}

} // namespace

TimeMs now()
{
    return fromUnixMs(QDateTime(QDate(2026, 11, 20), QTime(17, 42, 8), Qt::UTC).toMSecsSinceEpoch());
}

TimeRange lastHour()
{
    return {now() - 1h, now()};
}

QList<double> wave(int count, double base, double amplitude, quint32 seed, double noise)
{
    QList<double> values;
    values.reserve(count);
    quint32 state = seed * 7919U + 13U;
    double walk = 0.0;
    for (int i = 0; i < count; ++i) {
        state = state * 1664525U + 1013904223U;
        const double random = (state >> 8U) / 16777216.0 - 0.5;
        walk = walk * 0.82 + random * amplitude * noise * 2.0;
        const double phase = 2.0 * std::numbers::pi * i / count;
        values.append(base
            + amplitude * (0.55 * std::sin(phase * 1.3 + seed) + 0.3 * std::sin(phase * 3.7 + seed * 2.0))
            + walk);
    }
    return values;
}

QList<double> bumped(QList<double> values, int from, int to, double height)
{
    quint32 state = 77;
    for (int i = from; i < to && i < values.size(); ++i) {
        state = state * 1664525U + 1013904223U;
        const double share = static_cast<double>(i - from) / (to - from);
        values[i] +=
            height * std::sin(share * std::numbers::pi) * (1.0 + 0.1 * ((state >> 8U) / 16777216.0 - 0.5));
    }
    return values;
}

QList<QPointF> points(const QList<double> &values, const TimeRange &range)
{
    QList<QPointF> result;
    result.reserve(values.size());
    const auto from = static_cast<double>(toUnixMs(range.from));
    const auto length = static_cast<double>(range.length().count());
    for (qsizetype i = 0; i < values.size(); ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(values.size() - 1);
        result.append({std::round(from + length * share), values[i]});
    }
    return result;
}

ChartData cpuChart()
{
    return chart(Unit::Percent,
        {series(u"checkout-api"_s, wave(kPoints, 58, 10, 1), 0, true),
            series(u"edge-proxy"_s, wave(kPoints, 38, 9, 2), 1),
            series(u"ledger"_s, wave(kPoints, 24, 6, 3), 2)});
}

ChartData latencyChart()
{
    ChartData data = chart(Unit::Milliseconds,
        {series(u"p50"_s, bumped(wave(kPoints, 64, 8, 4), 160, 310, 60), 2),
            series(u"p95"_s, bumped(wave(kPoints, 210, 26, 5), 150, 300, 640), 0, true),
            series(u"p99"_s, bumped(wave(kPoints, 300, 34, 6), 150, 300, 720), 3)});
    data.thresholds = {{600.0, Severity::Critical, true}};
    data.bands = {{at(0.70), at(1.0), Severity::Critical, u"A-10482"_s, u"HighP95Latency"_s}};
    return data;
}

ChartData statusChart()
{
    ChartData data = chart(Unit::PerSecond,
        {series(u"2xx"_s, scaled(wave(kPoints, 30, 3, 7), 1000), 2),
            series(u"4xx"_s, scaled(wave(kPoints, 3, 0.6, 8), 1000), 1),
            series(u"5xx"_s, scaled(bumped(wave(kPoints, 0.9, 0.3, 9), 155, 300, 6), 1000), 0)});
    data.series[2].severity = Severity::Critical;
    data.isStacked = true;
    data.bands = {{at(0.72), at(1.0), Severity::Critical, u"A-10483"_s, u"HttpErrorRatioHigh"_s}};
    return data;
}

ChartData memoryChart()
{
    return chart(Unit::Percent,
        {series(u"used"_s, wave(kPoints, 71, 3, 11), 5, true),
            series(u"cache"_s, wave(kPoints, 18, 3, 12), -1)});
}

ChartData networkChart()
{
    return chart(Unit::BitsPerSecond,
        {series(u"in"_s, scaled(wave(kPoints, 6.1, 1.1, 14), 1e9), 0, true),
            series(u"out"_s, scaled(wave(kPoints, 4.2, 0.9, 15), 1e9), 1)});
}

ChartData lagChart()
{
    ChartData data = chart(Unit::Seconds,
        {series(u"replica-1"_s, scaled(bumped(wave(kPoints, 3, 1.2, 18), 90, 150, 16), 1), 2),
            series(u"replica-2"_s, scaled(wave(kPoints, 2.4, 0.9, 19), 1), 3)});
    data.thresholds = {{15.0, Severity::Critical, true}};
    data.bands = {{at(0.45), at(0.56), Severity::Major, u"A-10470"_s, u"MysqlReplicaLag"_s}};
    return data;
}

ChartData busyChart()
{
    ChartData data;
    data.unit = Unit::Bytes;
    data.step = 15s;
    for (int i = 0; i < 16; ++i) {
        ChartSeries line;
        line.id = line.name = u"checkout-api-%1"_s.arg(100 + i * 7, 4, 10, QChar(u'0'));
        line.points = points(
            scaled(wave(kPoints, 2 + i * 0.35, 0.5, static_cast<quint32>(40 + i)), 1073741824.0), lastHour());
        data.series.append(line);
    }
    for (qsizetype i = 120; i < 150; ++i) {
        for (ChartSeries &line : data.series) {
            line.points[i].setY(std::numeric_limits<double>::quiet_NaN());
        }
    }
    data.gaps = {{at(120.0 / kPoints), at(150.0 / kPoints), GapReason::AgentDown}};
    data.marks = {{at(0.2), ChartMark::Kind::Deploy, u"4.18.1"_s},
        {at(0.81), ChartMark::Kind::Deploy, u"4.18.2"_s},
        {at(0.815), ChartMark::Kind::Config, u"pool size"_s}};
    ChartSeries before = data.series[3];
    before.points = points(scaled(wave(kPoints, 5.5, 0.6, 90), 1073741824.0), lastHour());
    data.previous = {before};
    return data;
}

void fillTree(QStandardItemModel &model)
{
    struct Node
    {
        int depth;
        TreeCell cell;
    };
    using Kind = TreeCell::Kind;
    const auto node = [](int depth, Kind kind, const char16_t *name, Severity level, int problems,
                          int hosts) {
        return Node{depth, {kind, QString::fromUtf16(name), level, problems, hosts, false, false}};
    };
    const QList<Node> nodes{
        node(0, Kind::Region, u"cn-north-1", Severity::Critical, 7, 6240),
        node(1, Kind::Category, u"Payments", Severity::Critical, 5, 1260),
        node(2, Kind::Service, u"payment-gateway", Severity::Critical, 4, 312),
        node(3, Kind::Component, u"edge-proxy", Severity::Healthy, 0, 48),
        node(4, Kind::Host, u"edge-proxy-0001", Severity::Healthy, 0, 0),
        node(3, Kind::Component, u"checkout-api", Severity::Critical, 3, 96),
        node(4, Kind::Host, u"checkout-api-0117", Severity::Critical, 0, 0),
        node(4, Kind::Host, u"checkout-api-0121", Severity::Major, 0, 0),
        node(4, Kind::Host, u"checkout-api-0098", Severity::Warning, 0, 0),
        node(4, Kind::Host, u"checkout-api-0001", Severity::Healthy, 0, 0),
        node(4, Kind::Host, u"checkout-api-0002", Severity::Healthy, 0, 0),
        node(4, Kind::Host, u"checkout-api-0003", Severity::Unknown, 0, 0),
        node(3, Kind::Component, u"ledger-writer", Severity::Major, 1, 64),
        node(3, Kind::Component, u"mysql-ledger-with-a-name-that-is-far-too-long", Severity::Healthy, 0, 104),
        node(2, Kind::Service, u"risk-engine", Severity::Warning, 1, 228),
        node(2, Kind::Service, u"settlement", Severity::Healthy, 0, 720),
        node(1, Kind::Category, u"Trading", Severity::Warning, 2, 1984),
        node(1, Kind::Category, u"Identity", Severity::Healthy, 0, 936),
        node(1, Kind::Category, u"Data platform", Severity::Info, 1, 1540),
        node(1, Kind::Category, u"Edge", Severity::Healthy, 0, 520),
        node(0, Kind::Region, u"cn-south-2", Severity::Major, 3, 3820),
        node(1, Kind::Loading, u"loading…", Severity::Unknown, 0, 0),
        node(0, Kind::Region, u"ap-southeast-1", Severity::Healthy, 0, 1610),
        node(0, Kind::Region, u"eu-central-1", Severity::Warning, 1, 810),
    };
    std::array<QStandardItem *, 6> parents{model.invisibleRootItem()};
    for (const Node &entry : nodes) {
        auto *item = new QStandardItem(entry.cell.name);
        item->setData(QVariant::fromValue(entry.cell), kTreeCellRole);
        parents[static_cast<std::size_t>(entry.depth)]->appendRow(item);
        parents[static_cast<std::size_t>(entry.depth) + 1] = item;
    }
}

namespace {

struct Attention
{
    Severity level;
    const char16_t *name;
    const char16_t *component;
    quint32 seed;
    int alerts;
    double p95;
    double errors;
    const char16_t *owner;
};

constexpr std::array kAttention{
    Attention{Severity::Critical, u"checkout-api", u"payment-gateway", 3, 3, 842, 4.12, u"pay-core"},
    Attention{Severity::Critical, u"ledger-writer", u"payment-gateway", 8, 1, 318, 1.90, u"ledger"},
    Attention{Severity::Major, u"mysql-ledger", u"payment-gateway", 11, 2, 41, 0.02, u"dba-oncall"},
    Attention{Severity::Warning, u"risk-scorer", u"risk-engine", 17, 1, 276, 0.31, u"risk"},
    Attention{Severity::Warning, u"quote-cache", u"trading", 23, 1, 12, 0.0, u"trading-sre"},
    Attention{Severity::Info, u"kafka-ingest", u"data platform", 29, 1, 9, 0.0, u"data-infra"},
};

} // namespace

int AttentionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(kAttention.size());
}

int AttentionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 7;
}

QVariant AttentionModel::data(const QModelIndex &index, int role) const
{
    const Attention &row = kAttention[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole && index.column() == 6) {
        return QString::fromUtf16(row.owner);
    }
    if (role != kCellRole) {
        return {};
    }
    switch (index.column()) {
    case 0:
        return QVariant::fromValue(SeverityCell{row.level, {}});
    case 1:
        return QVariant::fromValue(
            NameCell{QString::fromUtf16(row.name), QString::fromUtf16(row.component), 0, false});
    case 2:
        return QVariant::fromValue(SparkCell{wave(50, 50, 20, row.seed), row.level});
    case 3:
        return QVariant::fromValue(NumberCell{row.alerts, Unit::Count, false});
    case 4:
        return QVariant::fromValue(NumberCell{row.p95, Unit::Milliseconds, false});
    case 5:
        return QVariant::fromValue(NumberCell{row.errors, Unit::Percent, false});
    default:
        return {};
    }
}

QVariant AttentionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const QStringList kHeads{u"State"_s, u"Service"_s, u"Trend · 1 h"_s, u"Alerts"_s, u"p95 latency"_s,
        u"Error ratio"_s, u"Owner"_s};
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? kHeads[section] : QVariant();
}

int HostModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 14;
}

int HostModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 8;
}

QVariant HostModel::data(const QModelIndex &index, int role) const
{
    const int row = index.row();
    const auto level = static_cast<Severity>(std::min(5, row * 6 / 14));
    const double share = 0.97 - row * 0.06;
    if (role == Qt::TextAlignmentRole && index.column() == 4) {
        return int(Qt::AlignRight | Qt::AlignVCenter);
    }
    if (role != kCellRole) {
        return {};
    }
    switch (index.column()) {
    case 0:
        return QVariant::fromValue(SeverityCell{level, row == 0 ? u"Down"_s : QString()});
    case 1:
        return QVariant::fromValue(NameCell{u"checkout-api-%1"_s.arg(117 + row, 4, 10, QChar(u'0')),
            u"10.4.7.%1"_s.arg(17 + row), row == 5 ? 4 : 0, row == 6});
    case 2:
        return QVariant::fromValue(BarCell{share * 100, Unit::Percent, share,
            share > 0.9       ? Severity::Critical
                : share > 0.8 ? Severity::Warning
                              : Severity::Healthy,
            row == 9});
    case 3:
        return QVariant::fromValue(SparkCell{wave(60, 50, 20, static_cast<quint32>(row + 1)), level});
    case 4:
        return QVariant::fromValue(
            NumberCell{row == 13 ? std::nullopt : std::optional(1.2e6 * (row + 1) * (row + 1)),
                Unit::BytesPerSecond, false});
    case 5:
        return QVariant::fromValue(TimeCell{now() - std::chrono::seconds(7 * (row + 1) * (row + 1))});
    case 6:
        return QVariant::fromValue(ChipsCell{{u"prod"_s, u"tier-1"_s, u"zone-a"_s, u"web"_s}});
    case 7:
        return QVariant::fromValue(LinkCell{u"Open"_s});
    default:
        return {};
    }
}

QVariant HostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    static const QStringList kHeads{
        u"State"_s, u"Host"_s, u"CPU"_s, u"Load · 1 h"_s, u"Net"_s, u"Last seen"_s, u"Labels"_s, u"Page"_s};
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? kHeads[section] : QVariant();
}

} // namespace qd::console::gallery
