// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/words.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace qd::console::words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::words)
};

[[nodiscard]] QHash<QString, QString> panelTitles()
{
    return {
        {u"overview.cpu"_s, Words::tr("CPU usage")},
        {u"overview.memory"_s, Words::tr("Memory used")},
        {u"overview.network"_s, Words::tr("Network throughput")},
        {u"overview.load"_s, Words::tr("Load per core")},
        {u"overview.disk"_s, Words::tr("Disk throughput")},
        {u"overview.filesystems"_s, Words::tr("Fullest filesystem")},
        {u"cpu.usage"_s, Words::tr("CPU by kind of work")},
        {u"cpu.load"_s, Words::tr("Load average")},
        {u"cpu.switches"_s, Words::tr("Context switches and interrupts")},
        {u"pressure"_s, Words::tr("Pressure stall")},
        {u"memory.use"_s, Words::tr("Memory by use")},
        {u"memory.percent"_s, Words::tr("Memory share")},
        {u"memory.swap"_s, Words::tr("Swap")},
        {u"memory.paging"_s, Words::tr("Paging")},
        {u"disk.io"_s, Words::tr("Disk throughput")},
        {u"disk.util"_s, Words::tr("Disk utilisation")},
        {u"disk.await"_s, Words::tr("Disk wait per request")},
        {u"disk.queue"_s, Words::tr("Disk queue length")},
        {u"disk.requests"_s, Words::tr("Disk requests")},
        {u"disk.filesystems"_s, Words::tr("Filesystem fill")},
        {u"net.bits"_s, Words::tr("Network throughput")},
        {u"net.packets"_s, Words::tr("Network packets")},
        {u"net.errors"_s, Words::tr("Network errors and drops")},
        {u"net.conntrack"_s, Words::tr("Connection tracking")},
        {u"tcp.connections"_s, Words::tr("TCP connections opened")},
        {u"tcp.segments"_s, Words::tr("TCP segments")},
        {u"tcp.retransmits"_s, Words::tr("TCP retransmits and drops")},
        {u"tcp.sockets"_s, Words::tr("TCP sockets by state")},
        {u"udp.datagrams"_s, Words::tr("UDP datagrams")},
        {u"udp.errors"_s, Words::tr("UDP errors")},
        {u"proc.count"_s, Words::tr("Processes and threads")},
        {u"proc.states"_s, Words::tr("Processes by state")},
        {u"kernel.files"_s, Words::tr("Open files")},
        {u"kernel.entropy"_s, Words::tr("Entropy and users")},
        {u"agent.cpu"_s, Words::tr("Agent CPU")},
        {u"agent.memory"_s, Words::tr("Agent memory and spool")},
        {u"agent.samples"_s, Words::tr("Agent samples")},
        {u"agent.latency"_s, Words::tr("Agent acknowledgement time")},
    };
}

} // namespace

QString panelTitle(const QString &id)
{
    return panelTitles().value(id, id);
}

QString familyTitle(const QString &id)
{
    const QHash<QString, QString> titles{
        {u"cpu"_s, Words::tr("CPU and load")},
        {u"memory"_s, Words::tr("Memory and swap")},
        {u"disk"_s, Words::tr("Disks and filesystems")},
        {u"network"_s, Words::tr("Network interfaces")},
        {u"tcp"_s, Words::tr("TCP and UDP")},
        {u"kernel"_s, Words::tr("Processes and kernel")},
        {u"agent"_s, Words::tr("Agent")},
    };
    return titles.value(id, id);
}

QString stateWord(HostState state)
{
    switch (state) {
    case HostState::Online:
        return Words::tr("Online");
    case HostState::Stale:
        return Words::tr("Stale");
    case HostState::Offline:
        return Words::tr("Offline");
    case HostState::Unknown:
        return Words::tr("Unknown");
    }
    return {};
}

QString levelWord(std::optional<TreeLevel> level)
{
    if (!level) {
        return Words::tr("Host");
    }
    switch (*level) {
    case TreeLevel::Region:
        return Words::tr("Region");
    case TreeLevel::Category:
        return Words::tr("Category");
    case TreeLevel::Service:
        return Words::tr("Service");
    case TreeLevel::Component:
        return Words::tr("Component");
    }
    return {};
}

QString errorWord(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return Words::tr("The server could not read the question");
    case ErrorCode::NotFound:
        return Words::tr("It does not exist any more");
    case ErrorCode::Conflict:
        return Words::tr("Somebody else changed it meanwhile");
    case ErrorCode::Denied:
        return Words::tr("Your role does not allow this");
    case ErrorCode::Timeout:
        return Words::tr("The server took too long");
    case ErrorCode::Unavailable:
        return Words::tr("The server cannot be reached");
    case ErrorCode::Cancelled:
        return Words::tr("The request was given up");
    case ErrorCode::Corrupt:
        return Words::tr("The answer was damaged");
    case ErrorCode::Internal:
        return Words::tr("The server had a problem of its own");
    }
    return {};
}

QString problemCounts(const HostCounts &counts, const Formatter &formatter)
{
    QStringList parts;
    if (counts.offline > 0) {
        parts.append(Words::tr("%1 offline", "count of hosts").arg(formatter.count(counts.offline)));
    }
    if (counts.stale > 0) {
        parts.append(Words::tr("%1 stale", "count of hosts").arg(formatter.count(counts.stale)));
    }
    if (counts.unknown > 0) {
        parts.append(Words::tr("%1 unknown", "count of hosts").arg(formatter.count(counts.unknown)));
    }
    return parts.isEmpty() ? Words::tr("none stale or offline") : parts.join(u" · "_s);
}

QString updated(TimeMs when, TimeMs now, const Formatter &formatter)
{
    if (toUnixMs(when) == 0) {
        return Words::tr("never updated");
    }
    return Words::tr("updated %1", "%1: 4 min ago").arg(formatter.age(when, now));
}

ViewState viewState(const SourceView &view, bool isFresh, TimeMs lastContact, TimeMs now,
    const Formatter &formatter, const QString &empty)
{
    const TimeMs since =
        toUnixMs(view.lastSuccess) == 0 ? lastContact : std::min(view.lastSuccess, lastContact);
    if (view.state == SourceState::Failed && view.error) {
        if (view.error->code == ErrorCode::Denied) {
            return ViewState::denied(
                errorWord(view.error->code), Words::tr("An administrator of the server grants rights."));
        }
        const std::string_view code = toString(view.error->code);
        ViewState failed = ViewState::failed(Words::tr("Could not be loaded"), errorWord(view.error->code),
            QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size())), Words::tr("Retry"));
        failed.hasData = view.hasData;
        failed.age = view.hasData ? updated(since, now, formatter) : QString();
        return failed;
    }
    if (!view.hasData) {
        return view.isEmpty ? ViewState::empty(empty) : ViewState::loading();
    }
    if (!isFresh) {
        return ViewState::stale(updated(since, now, formatter));
    }
    return view.state == SourceState::Loading ? ViewState::loading(true) : ViewState::ready();
}

ChartData chartData(const PanelData &data)
{
    ChartData chart;
    chart.unit = data.unit;
    chart.step = data.step;
    chart.isStacked = data.isStacked;
    chart.isReduced = data.isReduced;
    chart.axisMax = data.axisMax;
    chart.hiddenSeries = data.hiddenSeries;
    for (const PanelSeries &series : data.series) {
        ChartSeries line;
        line.id = series.id;
        line.name = series.name;
        line.points = series.points;
        line.isFilled = data.series.size() == 1;
        line.slot = series.slot;
        chart.series.append(line);
    }
    return chart;
}

} // namespace qd::console::words
