// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/celltablemodel.h"
#include "shared/model/host.h"

namespace qd::console {

/// The running processes of a host, busiest first.
class ProcessModel final : public CellTableModel
{
    Q_OBJECT

public:
    enum Column { Pid, User, Command, Cpu, Memory, Threads, State };

    explicit ProcessModel(QObject *parent = nullptr);
    void setProcesses(const std::vector<ProcessInfo> &processes, bool isFresh);
};

/// One mounted filesystem with its forecast.
struct FilesystemInfo
{
    QString mount;
    QString type;
    double totalBytes = 0.0;
    double usedPercent = 0.0;
    std::optional<double> inodesPercent;
    std::optional<std::chrono::milliseconds>
        fullIn; ///< at the growth of the last 6 hours; empty: not growing
    bool isReadOnly = false;
};

/// Filesystems of a host, fullest first.
class FilesystemModel final : public CellTableModel
{
    Q_OBJECT

public:
    enum Column { Mount, Type, Size, Used, Inodes, FullIn };

    explicit FilesystemModel(QObject *parent = nullptr);
    void setFilesystems(std::vector<FilesystemInfo> filesystems, bool isFresh);
};

/// One child of the overview's node.
struct AttentionInfo
{
    QString key; ///< "n17" a node, "h4" a host
    QString name;
    QString detail;
    Severity severity = Severity::Unknown;
    QList<double> trend;
    int hosts = 0;
    int hostsUp = 0;
    int problems = 0;
    TimeMs since{}; ///< of a host's problem; epoch: none, or a place with many hosts
    std::optional<double> cpuPercent;
    std::optional<double> memoryPercent;
    std::optional<double> diskPercent;
};

/// The order of "worst first": severity, how many hosts it concerns, how long it lasts, name.
[[nodiscard]] bool isWorse(const AttentionInfo &a, const AttentionInfo &b);

/// Children of the overview's node, worst first.
class AttentionModel final : public CellTableModel
{
    Q_OBJECT

public:
    enum Column { State, Name, Trend, Hosts, Problems, Cpu, Memory, Disk };

    explicit AttentionModel(QObject *parent = nullptr);
    void setChildren(std::vector<AttentionInfo> children, bool isFresh);
};

} // namespace qd::console
