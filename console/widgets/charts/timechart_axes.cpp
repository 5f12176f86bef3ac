// SPDX-License-Identifier: GPL-3.0-or-later
// The axes of TimeChart: what part of the values is shown, and where the ticks are.
#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/painting.h"

#include <QChart>
#include <QDateTime>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kLeft = 46; ///< the same for every chart of a column, so that their time axes line up
constexpr int kRight = 14;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr double kSteadyShare = 0.45; ///< a live axis shrinks only when the data needs less than this of it

} // namespace

void TimeChart::updateAxes(bool keepSteady)
{
    QList<QList<QPointF>> shown;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        if (isSeriesVisible(static_cast<int>(i))) {
            shown.append(m_lines[i]);
        }
    }
    for (const ChartSeries &series : std::as_const(m_data.previous)) {
        shown.append(series.points);
    }
    geometry::Extent extent = geometry::extentOf(shown, m_range);
    for (const ChartThreshold &threshold : std::as_const(m_data.thresholds)) {
        // A limit that the data comes near belongs on the picture; one far away would flatten it.
        if (!extent.isEmpty && threshold.value > extent.max && threshold.value < extent.max * 2.0) {
            extent.max = threshold.value;
        }
    }
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double min = m_data.axisMin.value_or(extent.isEmpty ? nan : extent.min);
    const double max = m_data.axisMax.value_or(extent.isEmpty ? nan : extent.max);
    // As many steps as labels have room, 26 px each; 4, 2 or 1, because thirds of 100 are no round numbers.
    const double room = m_plot.height() / m_themes.theme().px(26);
    const int intervals = room >= 4.0 ? 4 : room >= 2.0 ? 2 : 1;
    ValueAxis next = valueAxis(min, max, m_data.unit, intervals);
    if (m_data.unit == Unit::Seconds || m_data.unit == Unit::Milliseconds) {
        // Ten hours are round, 10,000 seconds shown in hours are not.
        const double factor = m_formatter.scaleFor(next.min, next.max, m_data.unit).factor;
        next = valueAxis(min, max, m_data.unit, intervals, factor);
    }
    if (m_data.axisMax) {
        next.max = *m_data.axisMax;
    }
    if (m_data.axisMin) {
        next.min = *m_data.axisMin;
    }
    const bool stillFits = keepSteady && !extent.isEmpty && extent.min >= m_axis.min
        && extent.max <= m_axis.max && next.max - next.min > kSteadyShare * (m_axis.max - m_axis.min);
    if (m_valueZoom) {
        const ValueAxis zoomed = valueAxis(m_valueZoom->first, m_valueZoom->second, Unit::None);
        m_axis = {m_valueZoom->first, m_valueZoom->second, zoomed.step};
        m_axis.min = std::ceil(m_axis.min / m_axis.step) * m_axis.step;
        m_axis.max = m_axis.min + std::floor((m_valueZoom->second - m_axis.min) / m_axis.step) * m_axis.step;
    } else if (!stillFits) {
        m_axis = next;
    }
    m_scale = m_formatter.scaleFor(m_axis.min, m_axis.max, m_data.unit);
    if (!extent.isEmpty) {
        // The prefix of the axis, but places enough for the values: 8 of 100 % is not "8 %" beside "0 %".
        const double most = std::max(std::abs(extent.min), std::abs(extent.max)) / m_scale.factor;
        m_scale.decimals = std::max(m_scale.decimals, Formatter::placesFor(most, m_data.unit));
        if (m_data.unit == Unit::Percent) {
            m_scale.decimals = std::max(m_scale.decimals, 1); // as in tiles and tables
        } else if (m_data.unit == Unit::Count && m_scale.factor == 1.0) {
            m_scale.decimals = 0; // six processes, not 6.00
        }
    }
    m_tickScale = m_formatter.scaleFor(m_axis.min, m_axis.max, m_data.unit, m_axis.step);
    const auto [low, high] = m_valueZoom.value_or(std::pair(m_axis.min, m_axis.max));
    if (m_y->min() != low || m_y->max() != high) {
        m_y->setRange(low, high);
    }
    updateTicks();
}

void TimeChart::updateTicks()
{
    const TimeRange &range = m_range;
    const auto from = static_cast<double>(toUnixMs(range.from));
    const auto to = static_cast<double>(toUnixMs(range.to));
    if (!range.isEmpty() && (m_x->min() != from || m_x->max() != to)) {
        m_x->setRange(from, to);
    }
    const double spacing = m_themes.theme().px(60);
    m_ticks = timeTicks(range.from, range.to, m_plot.width(), m_formatter.zone(), spacing);
    const auto dateOf = [this](TimeMs time) {
        return QDateTime::fromMSecsSinceEpoch(toUnixMs(time), m_formatter.zone()).date();
    };
    // A live window within one day needs no date; every other one says its date once, at the first tick.
    const bool needsDate = !m_time.isLive() || dateOf(range.from) != dateOf(range.to);
    if (needsDate && !m_ticks.isEmpty() && !m_ticks.first().isDate) {
        TimeTick &first = m_ticks.first();
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(toUnixMs(first.time), m_formatter.zone());
        first.label = time.toString(u"MM-dd "_s) + first.label;
        first.isDate = true;
        const double right = mapping().x(static_cast<double>(toUnixMs(first.time)));
        const double room = paint::digitsWidth(m_themes.theme().font(TextRole::Small), first.label);
        m_ticks.removeIf([&](const TimeTick &tick) {
            const double x = mapping().x(static_cast<double>(toUnixMs(tick.time)));
            return x > right && x - right < room / 2 + spacing / 2 - 8;
        });
    }
}

void TimeChart::relayout()
{
    const Theme &look = m_themes.theme();
    m_plot = QRectF(look.px(kLeft), look.px(kTop), std::max(1, viewport()->width() - look.px(kLeft + kRight)),
        std::max(1, viewport()->height() - look.px(kTop + kBottom)));
    chart()->setPlotArea(m_plot);
    updateAxes(false);
    dropCache();
}

QRectF TimeChart::tickLabelArea(const TimeTick &tick) const
{
    const double x = std::round(mapping().x(static_cast<double>(toUnixMs(tick.time))));
    const double width = paint::digitsWidth(m_themes.theme().font(TextRole::Small), tick.label);
    return {x - width / 2, m_plot.bottom() + 3, width, static_cast<double>(m_themes.theme().px(17))};
}

} // namespace qd::console
