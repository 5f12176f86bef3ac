// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/words.h"

#include <QCoreApplication>

#include <algorithm>

namespace qd::console::words {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::words)
};

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

QString hostsLoaded(int loaded, int expected, const Formatter &formatter)
{
    return Words::tr("%1 of %2 hosts loaded", "count")
        .arg(formatter.count(loaded), formatter.count(expected));
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
    if (!view.hasData && view.state == SourceState::Waiting) {
        return ViewState::failed(Words::tr("No connection"),
            Words::tr("It is loaded when the server answers"), u"Unavailable"_s, {});
    }
    if (!view.hasData) {
        return view.isEmpty ? ViewState::empty(empty) : ViewState::loading();
    }
    if (!isFresh) {
        return ViewState::stale(updated(since, now, formatter));
    }
    return view.state == SourceState::Loading ? ViewState::loading(true) : ViewState::ready();
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
