// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hostmodels.h"

#include <QSet>

#include <algorithm>

namespace qd::console {

namespace {

[[nodiscard]] QString plain(double value)
{
    return QString::number(value, 'f', 1);
}

[[nodiscard]] QString plain(const std::optional<double> &value)
{
    return value ? plain(*value) : QString();
}

[[nodiscard]] Severity severityOfFill(double percent)
{
    if (percent >= 95.0) {
        return Severity::Critical;
    }
    return percent >= 85.0 ? Severity::Warning : Severity::Info;
}

[[nodiscard]] QVariant percentBar(
    const std::optional<double> &percent, bool isFresh, bool isUnitInHeader = false)
{
    BarCell bar;
    bar.value = percent;
    bar.fraction = std::clamp(percent.value_or(0.0) / 100.0, 0.0, 1.0);
    bar.severity = severityOfFill(percent.value_or(0.0));
    bar.isStale = !isFresh;
    bar.isUnitInHeader = isUnitInHeader;
    return QVariant::fromValue(bar);
}

[[nodiscard]] QVariant number(double value, Unit unit, bool isFresh)
{
    return QVariant::fromValue(NumberCell{value, unit, !isFresh});
}

} // namespace

ProcessModel::ProcessModel(QObject *parent)
    : CellTableModel(State + 1, parent)
{
}

void ProcessModel::setProcesses(const std::vector<ProcessInfo> &processes, bool isFresh)
{
    std::vector<ProcessInfo> sorted = processes;
    std::ranges::stable_sort(sorted, [](const ProcessInfo &a, const ProcessInfo &b) {
        return a.cpuPercent != b.cpuPercent ? a.cpuPercent > b.cpuPercent : a.rssBytes > b.rssBytes;
    });
    std::vector<CellRow> rows;
    QSet<int> seen;
    for (const ProcessInfo &process : sorted) {
        if (seen.contains(process.pid)) {
            continue; // a pid that was reused while the agent was reading
        }
        seen.insert(process.pid);
        const QString command = QString::fromStdString(process.command);
        const QString user = QString::fromStdString(process.user);
        CellRow row;
        row.key = QString::number(process.pid);
        row.texts = {row.key, user, command, plain(process.cpuPercent), QString::number(process.rssBytes),
            QString::number(process.threads), QString(QLatin1Char(process.state))};
        row.cells = {{}, {}, QVariant::fromValue(NameCell{command, {}, 0, !isFresh}),
            percentBar(process.cpuPercent, isFresh),
            number(static_cast<double>(process.rssBytes), Unit::Bytes, isFresh),
            number(process.threads, Unit::Count, isFresh), {}};
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

FilesystemModel::FilesystemModel(QObject *parent)
    : CellTableModel(FullIn + 1, parent)
{
}

void FilesystemModel::setFilesystems(std::vector<FilesystemInfo> filesystems, bool isFresh)
{
    std::ranges::stable_sort(filesystems,
        [](const FilesystemInfo &a, const FilesystemInfo &b) { return a.usedPercent > b.usedPercent; });
    std::vector<CellRow> rows;
    for (const FilesystemInfo &filesystem : filesystems) {
        CellRow row;
        row.key = filesystem.mount;
        row.texts = {filesystem.mount, filesystem.type, QString::number(filesystem.totalBytes, 'f', 0),
            plain(filesystem.usedPercent), plain(filesystem.inodesPercent),
            filesystem.fullIn ? QString::number(filesystem.fullIn->count() / 1000) : QString()};
        row.cells = {QVariant::fromValue(NameCell{filesystem.mount, {}, 0, !isFresh}), {},
            number(filesystem.totalBytes, Unit::Bytes, isFresh), percentBar(filesystem.usedPercent, isFresh),
            percentBar(filesystem.inodesPercent, isFresh),
            filesystem.fullIn ? QVariant::fromValue(DurationCell{*filesystem.fullIn}) : QVariant()};
        if (!filesystem.fullIn) {
            row.texts[FullIn] = QStringLiteral("—");
        }
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

bool isWorse(const AttentionInfo &a, const AttentionInfo &b)
{
    if (const int bySeverity = severityRank(a.severity) - severityRank(b.severity); bySeverity != 0) {
        return bySeverity < 0;
    }
    if (a.problems != b.problems) {
        return a.problems > b.problems;
    }
    return a.since != b.since ? a.since < b.since : a.name < b.name;
}

AttentionModel::AttentionModel(QObject *parent)
    : CellTableModel(Disk + 1, parent)
{
    setNumberColumns({Hosts, Problems});
}

void AttentionModel::setChildren(std::vector<AttentionInfo> children, bool isFresh)
{
    std::ranges::stable_sort(children, isWorse);
    std::vector<CellRow> rows;
    for (const AttentionInfo &child : children) {
        const bool isFalseGreen = !isFresh && child.severity == Severity::Healthy;
        CellRow row;
        row.key = child.key;
        row.texts = {{}, child.name, {}, QStringLiteral("%1 / %2").arg(child.hostsUp).arg(child.hosts),
            QString::number(child.problems), plain(child.cpuPercent), plain(child.memoryPercent),
            plain(child.diskPercent)};
        row.cells = {QVariant::fromValue(SeverityCell{isFalseGreen ? Severity::Unknown : child.severity, {}}),
            QVariant::fromValue(NameCell{child.name, child.detail, 0, !isFresh}),
            QVariant::fromValue(SparkCell{child.trend, child.severity, !isFresh}), {},
            number(child.problems, Unit::Count, isFresh), percentBar(child.cpuPercent, isFresh, true),
            percentBar(child.memoryPercent, isFresh, true), percentBar(child.diskPercent, isFresh, true)};
        rows.push_back(std::move(row));
    }
    setRows(std::move(rows));
}

} // namespace qd::console
