// SPDX-License-Identifier: GPL-3.0-or-later
// What TimeChart says: values, gaps, and its sentences for screen readers.
#include "console/widgets/charts/timechart.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kMaxToldGaps = 3;
constexpr int kEmptyPercent = 10; ///< of the range: a shorter empty beginning needs no words

} // namespace

QString TimeChart::valueText(double value) const
{
    if (!std::isfinite(value) || m_data.unit == Unit::Bool) {
        return m_formatter.text(value, m_data.unit);
    }
    // With a prefix small values would vanish: 12 of 262,144 is not "0 k". And nothing is nothing of any
    // unit.
    const bool isLost = std::abs(value) < 0.5 * m_scale.factor * std::pow(10.0, -m_scale.decimals);
    if (m_data.unit != Unit::Percent && (value == 0.0 || (isLost && m_scale.factor > 1.0))) {
        return m_formatter.text(value, m_data.unit);
    }
    return ValueText{m_formatter.number(value, m_scale), m_scale.suffix}.text();
}

QString TimeChart::exactText(double value) const
{
    if (m_data.unit == Unit::Bool) {
        return m_formatter.text(value, m_data.unit);
    }
    const UnitScale scale = m_formatter.scaleFor(m_axis.min, m_axis.max, m_data.unit, std::abs(value));
    return ValueText{m_formatter.number(value, scale), scale.suffix}.text();
}

QString TimeChart::gapText(GapReason reason)
{
    switch (reason) {
    case GapReason::Unknown:
        break;
    case GapReason::AgentDown:
        return tr("No data: the agent was down");
    case GapReason::NotConnected:
        return tr("No data: the agent is not connected");
    case GapReason::CollectorOff:
        return tr("No data: the collector was off");
    case GapReason::CollectorFailed:
        return tr("No data: the collector failed");
    case GapReason::Late:
        return tr("No data yet: it is late");
    case GapReason::Maintenance:
        return tr("No data: maintenance");
    }
    return tr("No data");
}

QString TimeChart::gapTextAt(TimeMs time) const
{
    const auto gap = std::ranges::find_if(
        m_data.gaps, [&](const ChartGap &one) { return one.from <= time && time < one.to; });
    if (gap != m_data.gaps.cend()) {
        return gapText(gap->reason);
    }
    const QString beginning = m_firstSample && time < *m_firstSample ? beginningText() : QString();
    return beginning.isEmpty() ? gapText(GapReason::Unknown) : beginning;
}

QString TimeChart::beyondText(const ChartSeries &series) const
{
    if (m_data.isStacked) {
        return {}; // the limit is one of the sum
    }
    // Of several limits that are passed the last one named is the worst.
    const ChartThreshold *worst = nullptr;
    std::optional<TimeMs> since;
    for (const ChartThreshold &threshold : m_data.thresholds) {
        const auto start = geometry::beyondSince(series.points, threshold, m_range);
        if (start && (!worst || severityRank(threshold.severity) < severityRank(worst->severity))) {
            worst = &threshold;
            since = start;
        }
    }
    if (!worst) {
        return {};
    }
    const QString limit = exactText(worst->value);
    //: Goes on after "p95: last 864 ms, max 990 ms at 17:36"
    return (worst->isUpper ? tr(", above %1 since %2") : tr(", below %1 since %2"))
        .arg(limit, m_formatter.clockTime(*since));
}

QString TimeChart::valuesText() const
{
    QStringList lines;
    for (int i = 0; i < m_data.series.size(); ++i) {
        if (!isSeriesVisible(i)) {
            continue;
        }
        const QString value = valueText(valueAtCursor(i));
        const QString &name = m_data.series[i].name;
        lines.append(name.isEmpty() ? value : name + u'\t' + value);
    }
    return lines.join(u'\n');
}

QString TimeChart::beginningText() const
{
    const TimeRange &range = m_range;
    const bool isLate = m_firstSample
        && *m_firstSample<range.to && * m_firstSample - range.from> range.length() * kEmptyPercent / 100;
    if (!isLate) {
        return {};
    }
    //: %1: a time of day
    return tr("no samples before %1").arg(m_formatter.clockTime(*m_firstSample));
}

QString TimeChart::description() const
{
    QStringList parts;
    for (const ChartSeries &series : m_data.series) {
        const geometry::Statistics facts = geometry::statisticsOf(series.points, m_range);
        if (facts.count == 0) {
            parts.append(tr("%1: no data").arg(series.name));
            continue;
        }
        parts.append(tr("%1: last %2, max %3 at %4")
                         .arg(series.name, valueText(facts.last), valueText(facts.max),
                             m_formatter.clockTime(facts.maxAt))
            + beyondText(series));
    }
    if (const QString beginning = beginningText(); !beginning.isEmpty()) {
        parts.append(beginning);
    }
    const TimeRange &range = m_range;
    int told = 0;
    for (auto gap = m_data.gaps.crbegin(); gap != m_data.gaps.crend() && told < kMaxToldGaps; ++gap) {
        if (gap->to > range.from && gap->from < range.to) {
            //: A span without data: "17:10:00 to 17:20:00: No data: the agent was down"
            parts.append(tr("%1 to %2: %3")
                             .arg(m_formatter.clockTime(gap->from),
                                 m_formatter.clockTime(std::min(gap->to, range.to)), gapText(gap->reason)));
            ++told;
        }
    }
    return parts.join(u"; "_s);
}

QString TimeChart::cursorText() const
{
    const auto time = cursorTime();
    if (!time) {
        return {};
    }
    QStringList parts{m_formatter.clockTime(*time)};
    for (int i = 0; i < m_data.series.size(); ++i) {
        parts.append(m_data.series[i].name + u' ' + valueText(valueAtCursor(i)));
    }
    return parts.join(u", "_s);
}

} // namespace qd::console
