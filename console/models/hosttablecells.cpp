// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/formatter.h"
#include "console/models/hosttablemodel.h"
#include "console/state/treestate.h"
#include "shared/model/hostcounts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

constexpr std::array kColumnIds{u"state", u"name", u"ip", u"site", u"component", u"cpu", u"memory", u"disk",
    u"net", u"load", u"trend", u"agent", u"lastseen"};
static_assert(kColumnIds.size() == HostTableModel::kColumns);

[[nodiscard]] bool isMetricColumn(int column)
{
    return column >= HostTableModel::Cpu && column <= HostTableModel::Load;
}

/// The field that a column is filtered by.
[[nodiscard]] std::optional<HostFilter::Field> fieldOfColumn(int column)
{
    using Field = HostFilter::Field;
    switch (static_cast<HostTableModel::Column>(column)) {
    case HostTableModel::State:
        return Field::State;
    case HostTableModel::Name:
        return Field::Name;
    case HostTableModel::Address:
        return Field::Address;
    case HostTableModel::Site:
        return Field::Site;
    case HostTableModel::Component:
        return Field::Component;
    case HostTableModel::Version:
        return Field::Version;
    case HostTableModel::Cpu:
        return Field::Cpu;
    case HostTableModel::Memory:
        return Field::Memory;
    case HostTableModel::Disk:
        return Field::Disk;
    case HostTableModel::Network:
        return Field::Network;
    case HostTableModel::Load:
        return Field::Load;
    case HostTableModel::Trend:
    case HostTableModel::LastSeen:
        break;
    }
    return std::nullopt;
}

/// Numbers in digit cells at the right edge; bars carry theirs at the left.
[[nodiscard]] bool isNumberColumn(int column)
{
    return column == HostTableModel::Network || column == HostTableModel::Load;
}

/// From which use on a resource is worth a look; the colours of the bars.
[[nodiscard]] Severity severityOfUse(double percent)
{
    if (percent >= 95.0) {
        return Severity::Critical;
    }
    return percent >= 85.0 ? Severity::Warning : Severity::Info;
}

} // namespace

QString HostTableModel::columnId(int column)
{
    return QString::fromUtf16(kColumnIds[static_cast<std::size_t>(column)]);
}

int HostTableModel::columnOf(QStringView id)
{
    const auto found =
        std::ranges::find_if(kColumnIds, [id](const char16_t *known) { return id == QStringView(known); });
    return found == kColumnIds.end() ? -1 : static_cast<int>(found - kColumnIds.begin());
}

std::optional<HostFilter> HostTableModel::filterOf(const QModelIndex &index, bool isExcluded) const
{
    const HostSummary *host = summaryAt(index.row());
    const auto field = fieldOfColumn(index.column());
    if (host == nullptr || !field) {
        return std::nullopt;
    }
    if (HostFilter::isNumber(*field)) {
        // The same number again is rare; what a person means is "as much as this one".
        const double value = index.data(MetricRole).toDouble();
        return std::isnan(value)
            ? std::nullopt
            : std::optional(HostFilter{*field,
                (isExcluded ? u"<"_s : u">="_s) + QString::number(std::floor(value * 10.0) / 10.0, 'f', 1)});
    }
    const QString value = *field == HostFilter::Field::State ? nameOf(host->state) : index.data().toString();
    return value.isEmpty() ? std::nullopt
                           : std::optional(HostFilter{*field, (isExcluded ? u"!"_s : QString()) + value});
}

QString HostTableModel::plainText(const HostSummary &host, int column) const
{
    if (column == LastSeen) {
        return toUnixMs(host.lastSeen) == 0 ? QString() : Formatter().iso(host.lastSeen);
    }
    static const Row kNoValues{{}, {}, {}, 0, 0};
    return isMetricColumn(column) ? QString() : text(kNoValues, host, column);
}

QString HostTableModel::spokenText(const Row &row, const HostSummary &host, int column) const
{
    const double value = isMetricColumn(column) ? row.metrics[static_cast<std::size_t>(column - Cpu)] : 0.0;
    const Formatter formatter;
    switch (column) {
    case State:
        // Nothing is told to be well without fresh data.
        return m_stateWords.value(static_cast<int>(
            !m_isFresh && host.state == HostState::Online ? HostState::Unknown : host.state));
    case Cpu:
    case Memory:
    case Disk:
        return formatter.cellText(value, Unit::Percent);
    case Network:
        return formatter.cellText(value, Unit::BitsPerSecond);
    case Load:
        return formatter.cellText(value, Unit::None);
    case LastSeen:
        return toUnixMs(host.lastSeen) == 0 ? QString() : formatter.timestamp(host.lastSeen, host.lastSeen);
    default:
        return text(row, host, column);
    }
}

bool HostTableModel::isStale(const HostSummary &host) const
{
    return !m_isFresh || host.state != HostState::Online;
}

QString HostTableModel::placeName(const HostSummary &host, bool isRegion) const
{
    if (host.components.empty()) {
        return {};
    }
    const std::vector<NodeId> path = m_tree.path(host.components.front());
    if (path.empty()) {
        return {};
    }
    return QString::fromStdString(m_tree.node(isRegion ? path.front() : path.back())->name);
}

QString HostTableModel::text(const Row &row, const HostSummary &host, int column) const
{
    switch (column) {
    case State:
        return m_stateWords.value(static_cast<int>(host.state));
    case Name:
        return QString::fromStdString(host.name);
    case Address:
        return QString::fromStdString(host.address);
    case Site:
        return placeName(host, true);
    case Component:
        return placeName(host, false);
    case Version:
        return QString::fromStdString(host.agentVersion);
    default:
        break;
    }
    if (isMetricColumn(column)) {
        const double value = row.metrics[static_cast<std::size_t>(column - Cpu)];
        return std::isnan(value) ? QString() : QString::number(value, 'g', 6);
    }
    return {};
}

QVariant HostTableModel::metricCell(const Row &row, const HostSummary &host, int column) const
{
    const double value = row.metrics[static_cast<std::size_t>(column - Cpu)];
    const std::optional<double> known = std::isnan(value) ? std::nullopt : std::optional(value);
    if (column == Network || column == Load) {
        return QVariant::fromValue(
            NumberCell{known, column == Network ? Unit::BitsPerSecond : Unit::None, isStale(host)});
    }
    BarCell bar;
    bar.value = known;
    bar.fraction = std::clamp(known.value_or(0.0) / 100.0, 0.0, 1.0);
    bar.severity = severityOfUse(known.value_or(0.0));
    bar.isStale = isStale(host);
    bar.isUnitInHeader = true;
    return QVariant::fromValue(bar);
}

QVariant HostTableModel::cell(const Row &row, const HostSummary &host, int column) const
{
    switch (column) {
    case State: {
        const Severity severity = severityOf(host.state);
        return QVariant::fromValue(
            SeverityCell{!m_isFresh && severity == Severity::Healthy ? Severity::Unknown : severity,
                m_stateWords.value(static_cast<int>(host.state))});
    }
    case Name:
        return QVariant::fromValue(NameCell{text(row, host, Name), {}, 0, isStale(host)});
    case Trend: {
        const double cpu = row.metrics[0];
        return QVariant::fromValue(
            SparkCell{row.trend, std::isnan(cpu) ? Severity::Info : severityOfUse(cpu), isStale(host)});
    }
    case LastSeen:
        return QVariant::fromValue(TimeCell{host.lastSeen});
    default:
        return isMetricColumn(column) ? metricCell(row, host, column) : QVariant();
    }
}

QVariant HostTableModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const Row &row = m_rows[static_cast<std::size_t>(m_visible[static_cast<std::size_t>(index.row())])];
    const HostSummary *host = m_tree.host(row.host);
    if (host == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(row, *host, index.column());
    case Qt::AccessibleTextRole:
        return spokenText(row, *host, index.column());
    case Qt::TextAlignmentRole:
        return isNumberColumn(index.column()) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case kCellRole:
        return cell(row, *host, index.column());
    case HostRole:
        return row.host.value;
    case SeverityRole:
        return static_cast<int>(
            isStale(*host) && host->state == HostState::Online ? Severity::Unknown : severityOf(host->state));
    case MetricRole:
        return isMetricColumn(index.column()) ? row.metrics[static_cast<std::size_t>(index.column() - Cpu)]
                                              : kNone;
    default:
        return {};
    }
}

void HostTableModel::setHeaders(const QStringList &headers)
{
    m_headers = headers;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
}

void HostTableModel::setStateWords(const QStringList &words)
{
    m_stateWords = words;
    if (!m_visible.empty()) {
        Q_EMIT dataChanged(index(0, State), index(rowCount() - 1, State));
    }
}

QVariant HostTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        return m_headers.value(section);
    }
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumberColumn(section)) {
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

} // namespace qd::console
