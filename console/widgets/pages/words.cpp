// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/words.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <array>
#include <string_view>

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

/// A word that series are called by: the id of the catalogue, and its text with what it means.
struct SeriesWord
{
    std::string_view id;
    struct
    {
        const char *text;
        const char *meaning;
    } shown;
};

constexpr auto kSeriesWords = std::to_array<SeriesWord>({
    {"user", QT_TRANSLATE_NOOP3("qd::console::words", "user", "CPU time in programs")},
    {"system", QT_TRANSLATE_NOOP3("qd::console::words", "system", "CPU time in the kernel")},
    {"iowait", QT_TRANSLATE_NOOP3("qd::console::words", "I/O wait", "CPU time waiting for disks")},
    {"nice", QT_TRANSLATE_NOOP3("qd::console::words", "nice", "CPU time of programs with low priority")},
    {"irq", QT_TRANSLATE_NOOP3("qd::console::words", "interrupts", "CPU time in interrupts")},
    {"softirq", QT_TRANSLATE_NOOP3("qd::console::words", "soft interrupts", "CPU time in soft interrupts")},
    {"steal", QT_TRANSLATE_NOOP3("qd::console::words", "steal", "CPU time taken by the hypervisor")},
    {"1 min", QT_TRANSLATE_NOOP3("qd::console::words", "1 min", "name of a curve")},
    {"5 min", QT_TRANSLATE_NOOP3("qd::console::words", "5 min", "name of a curve")},
    {"15 min", QT_TRANSLATE_NOOP3("qd::console::words", "15 min", "name of a curve")},
    {"context switches", QT_TRANSLATE_NOOP3("qd::console::words", "context switches", "name of a curve")},
    {"interrupts", QT_TRANSLATE_NOOP3("qd::console::words", "interrupts", "count of interrupts")},
    {"cpu some", QT_TRANSLATE_NOOP3("qd::console::words", "CPU, some", "pressure: some tasks wait")},
    {"memory some", QT_TRANSLATE_NOOP3("qd::console::words", "memory, some", "pressure: some tasks wait")},
    {"memory full", QT_TRANSLATE_NOOP3("qd::console::words", "memory, all", "pressure: all tasks wait")},
    {"io some", QT_TRANSLATE_NOOP3("qd::console::words", "I/O, some", "pressure: some tasks wait")},
    {"io full", QT_TRANSLATE_NOOP3("qd::console::words", "I/O, all", "pressure: all tasks wait")},
    {"used", QT_TRANSLATE_NOOP3("qd::console::words", "used", "name of a curve")},
    {"buffers", QT_TRANSLATE_NOOP3("qd::console::words", "buffers", "name of a curve")},
    {"cached", QT_TRANSLATE_NOOP3("qd::console::words", "cached", "name of a curve")},
    {"free", QT_TRANSLATE_NOOP3("qd::console::words", "free", "memory")},
    {"available", QT_TRANSLATE_NOOP3("qd::console::words", "available", "memory")},
    {"total", QT_TRANSLATE_NOOP3("qd::console::words", "total", "name of a curve")},
    {"swap in", QT_TRANSLATE_NOOP3("qd::console::words", "swapped in", "name of a curve")},
    {"swap out", QT_TRANSLATE_NOOP3("qd::console::words", "swapped out", "name of a curve")},
    {"major faults", QT_TRANSLATE_NOOP3("qd::console::words", "major faults", "name of a curve")},
    {"read", QT_TRANSLATE_NOOP3("qd::console::words", "read", "from a disk")},
    {"write", QT_TRANSLATE_NOOP3("qd::console::words", "written", "to a disk")},
    {"in", QT_TRANSLATE_NOOP3("qd::console::words", "in", "network traffic")},
    {"out", QT_TRANSLATE_NOOP3("qd::console::words", "out", "network traffic")},
    {"errors", QT_TRANSLATE_NOOP3("qd::console::words", "errors", "name of a curve")},
    {"dropped", QT_TRANSLATE_NOOP3("qd::console::words", "dropped", "name of a curve")},
    {"tracked", QT_TRANSLATE_NOOP3("qd::console::words", "tracked", "connections")},
    {"limit", QT_TRANSLATE_NOOP3("qd::console::words", "limit", "name of a curve")},
    {"active opens", QT_TRANSLATE_NOOP3("qd::console::words", "opened from here", "connections")},
    {"passive opens", QT_TRANSLATE_NOOP3("qd::console::words", "opened from outside", "connections")},
    {"resets", QT_TRANSLATE_NOOP3("qd::console::words", "resets", "name of a curve")},
    {"retransmitted", QT_TRANSLATE_NOOP3("qd::console::words", "retransmitted", "name of a curve")},
    {"timeouts", QT_TRANSLATE_NOOP3("qd::console::words", "timeouts", "name of a curve")},
    {"listen drops", QT_TRANSLATE_NOOP3("qd::console::words", "listen drops", "name of a curve")},
    {"established", QT_TRANSLATE_NOOP3("qd::console::words", "established", "sockets")},
    {"listen", QT_TRANSLATE_NOOP3("qd::console::words", "listening", "sockets")},
    {"buffer full", QT_TRANSLATE_NOOP3("qd::console::words", "buffer full", "name of a curve")},
    {"no port", QT_TRANSLATE_NOOP3("qd::console::words", "no port", "name of a curve")},
    {"threads", QT_TRANSLATE_NOOP3("qd::console::words", "threads", "name of a curve")},
    {"running", QT_TRANSLATE_NOOP3("qd::console::words", "running", "processes")},
    {"blocked", QT_TRANSLATE_NOOP3("qd::console::words", "blocked", "processes")},
    {"zombie", QT_TRANSLATE_NOOP3("qd::console::words", "zombie", "processes")},
    {"allocated", QT_TRANSLATE_NOOP3("qd::console::words", "allocated", "files")},
    {"entropy", QT_TRANSLATE_NOOP3("qd::console::words", "entropy", "name of a curve")},
    {"users", QT_TRANSLATE_NOOP3("qd::console::words", "users", "name of a curve")},
    {"rss", QT_TRANSLATE_NOOP3("qd::console::words", "memory", "of the agent")},
    {"spool", QT_TRANSLATE_NOOP3("qd::console::words", "spool", "name of a curve")},
    {"sent", QT_TRANSLATE_NOOP3("qd::console::words", "sent", "samples")},
    {"acknowledged after", QT_TRANSLATE_NOOP3("qd::console::words", "acknowledged after", "name of a curve")},
});

constexpr qsizetype kMostFilled = 3; ///< a fill behind more lines than that is one thing too many

[[nodiscard]] GapReason gapReason(GapCause cause)
{
    switch (cause) {
    case GapCause::Unknown:
        return GapReason::Unknown;
    case GapCause::AgentDown:
        return GapReason::AgentDown;
    case GapCause::NotConnected:
        return GapReason::NotConnected;
    case GapCause::CollectorOff:
        return GapReason::CollectorOff;
    case GapCause::CollectorFailed:
        return GapReason::CollectorFailed;
    case GapCause::Late:
        return GapReason::Late;
    }
    return GapReason::Unknown;
}

[[nodiscard]] ChartSeries chartSeries(const PanelSeries &series)
{
    ChartSeries line;
    line.id = series.id;
    line.name = seriesName(series);
    line.points = series.points;
    line.slot = series.slot;
    return line;
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

QString seriesWord(const QString &id)
{
    const QByteArray wanted = id.toLatin1();
    const auto word = std::ranges::find(kSeriesWords, std::string_view(wanted), &SeriesWord::id);
    if (word == kSeriesWords.end()) {
        return id; // what the kernel calls it, the same in every language
    }
    return QCoreApplication::translate("qd::console::words", word->shown.text, word->shown.meaning);
}

QString seriesName(const PanelSeries &series)
{
    const QString word = seriesWord(series.word);
    return series.label.isEmpty() ? word : word.isEmpty() ? series.label : series.label + u' ' + word;
}

ChartData chartData(const PanelData &data)
{
    ChartData chart;
    chart.unit = data.unit;
    chart.step = data.step;
    chart.isStacked = data.isStacked;
    chart.isReduced = data.isReduced;
    // A plain number (load, queue length) is a count of things, too: from zero, like every count.
    chart.axisMin = data.unit == Unit::None ? std::optional(0.0) : std::nullopt;
    chart.axisMax = data.axisMax;
    chart.hiddenSeries = data.hiddenSeries;
    for (const PanelSeries &series : data.series) {
        chart.series.append(chartSeries(series));
    }
    if (!chart.series.isEmpty() && chart.series.size() <= kMostFilled) {
        chart.series.front().isFilled = true; // weight for the curve that the chart is about
    }
    for (const PanelSeries &series : data.previous) {
        chart.previous.append(chartSeries(series));
    }
    for (const PanelGap &gap : data.gaps) {
        chart.gaps.append({gap.from, gap.to, gapReason(gap.cause)});
    }
    return chart;
}

} // namespace qd::console::words
