// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timechart.h"

#include "console/widgets/charts/chartaccessibility.h"
#include "console/widgets/charts/chartpainter.h"
#include "console/widgets/charts/charttooltip.h"
#include "console/widgets/controls/painting.h"

#include <QChart>
#include <QDateTime>
#include <QLegend>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr double kLineWidth = 1.5;
constexpr double kFaded = 0.25;
constexpr int kLeft = 46; ///< the same for every chart of a column, so that their time axes line up
constexpr int kRight = 14;
constexpr int kTop = 8;
constexpr int kBottom = 22;
constexpr int kMaxToldGaps = 3;
constexpr double kSteadyShare = 0.45; ///< a live axis shrinks only when the data needs less than this of it

QLineSeries *newLine(QChart *chart, QValueAxis *x, QValueAxis *y)
{
    auto *line = new QLineSeries(chart);
    chart->addSeries(line);
    line->attachAxis(x);
    line->attachAxis(y);
    return line;
}

void fit(QList<QLineSeries *> &lines, qsizetype count, QChart *chart, QValueAxis *x, QValueAxis *y)
{
    while (lines.size() < count) {
        lines.append(newLine(chart, x, y));
    }
    while (lines.size() > count) {
        QLineSeries *line = lines.takeLast();
        chart->removeSeries(line);
        delete line;
    }
}

} // namespace

TimeChart::TimeChart(ThemeController &themes, TimeContext &time, const Formatter &formatter, QWidget *parent)
    : QChartView(parent)
    , m_themes(themes)
    , m_time(time)
    , m_formatter(formatter)
    , m_x(new QValueAxis(this))
    , m_y(new QValueAxis(this))
{
    installChartAccessibility();
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(QGraphicsView::FullViewportUpdate);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    chart()->setBackgroundVisible(false);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->legend()->hide();
    chart()->setMargins({});
    m_x->setVisible(false);
    m_y->setVisible(false);
    chart()->addAxis(m_x, Qt::AlignBottom);
    chart()->addAxis(m_y, Qt::AlignLeft);
    connect(&themes, &ThemeController::changed, this, &TimeChart::onThemeChanged);
    connect(&time, &TimeContext::rangeChanged, this, &TimeChart::onRangeChanged);
    connect(&time, &TimeContext::cursorChanged, this, &TimeChart::onCursorChanged);
}

TimeChart::~TimeChart()
{
    cancelDrag();
    if (m_pinned) {
        m_time.release();
    }
    if (m_time.cursorSource() == this) {
        m_time.setCursor({}, nullptr);
    }
    delete m_tooltip;
}

void TimeChart::setData(const ChartData &data)
{
    const bool isSameKind = data.unit == m_data.unit && data.series.size() == m_data.series.size();
    m_data = data;
    if (m_data.series.size() > kMaxSeriesPerChart) {
        m_data.hiddenSeries += static_cast<int>(m_data.series.size()) - kMaxSeriesPerChart;
        m_data.series.resize(kMaxSeriesPerChart);
    }
    assignColors();
    const int perSeries = m_data.series.isEmpty()
        ? kMaxPointsPerSeries
        : std::min(kMaxPointsPerSeries, kMaxPointsPerChart / static_cast<int>(m_data.series.size()));
    m_lines.clear();
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        m_lines.append(geometry::prepared(series.points, m_data.step, perSeries));
    }
    if (m_data.isStacked) {
        m_lines = geometry::stacked(m_lines);
    }
    updateAxes(isSameKind && m_time.isLive());
    updateSeries();
    dropCache();
    updateTooltip();
    Q_EMIT dataChanged();
}

void TimeChart::assignColors()
{
    QList<QString> ids;
    QHash<QString, int> pinned;
    for (const ChartSeries &series : std::as_const(m_data.series)) {
        ids.append(series.id);
        if (const auto chosen = m_chosen.constFind(series.id); chosen != m_chosen.constEnd()) {
            pinned.insert(series.id, *chosen);
        } else if (series.slot) {
            pinned.insert(series.id, *series.slot);
        }
    }
    m_slots = m_palette.assign(ids, pinned);
}

void TimeChart::chooseColor(int index, std::optional<int> slot)
{
    const QString &id = m_data.series[index].id;
    if (slot) {
        m_chosen.insert(id, *slot);
    } else {
        m_chosen.remove(id);
    }
    m_palette = SeriesPalette(); // else the chosen slot would stay with the series
    assignColors();
    updateSeries(); // a line may have become dashed
    dropCache();
    updateTooltip();
    Q_EMIT dataChanged();
}

std::optional<int> TimeChart::chosenColor(int index) const
{
    const auto chosen = m_chosen.constFind(m_data.series[index].id);
    return chosen == m_chosen.constEnd() ? std::nullopt : std::optional(*chosen);
}

void TimeChart::updateSeries()
{
    fit(m_series, m_lines.size(), chart(), m_x, m_y);
    fit(m_tails, m_lines.size(), chart(), m_x, m_y);
    fit(m_previous, m_data.previous.size(), chart(), m_x, m_y);
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        showTail(static_cast<int>(i), m_lines[i]);
    }
    showRest();
    updatePens();
}

void TimeChart::showRest()
{
    QList<QList<QPointF>> rest;
    m_restOf.clear();
    const auto keep = [&](const QList<QPointF> &line, int owner) {
        const QList<QList<QPointF>> runs = geometry::unbroken(line);
        for (qsizetype i = 1; i < runs.size(); ++i) {
            rest.append(runs[i]);
            m_restOf.append(owner);
        }
        return runs.value(0);
    };
    for (int i = 0; i < m_lines.size(); ++i) {
        if (isDashed(i)) {
            keep(m_lines[i], i);
        }
    }
    for (qsizetype i = 0; i < m_previous.size(); ++i) {
        m_previous[i]->replace(
            keep(geometry::prepared(m_data.previous[i].points, m_data.step, kMaxPointsPerSeries), -1));
    }
    fit(m_rest, rest.size(), chart(), m_x, m_y);
    for (qsizetype i = 0; i < rest.size(); ++i) {
        m_rest[i]->replace(rest[i]);
    }
}

bool TimeChart::hasTail(const QList<QPointF> &line) const
{
    // The bucket that is still filling is drawn dashed: its value will change.
    const auto unfinished = static_cast<double>(toUnixMs(m_time.range().to - m_data.step));
    return m_time.isLive() && line.size() >= 2 && line.last().x() >= unfinished
        && std::isfinite(line[line.size() - 2].y());
}

void TimeChart::showTail(int index, const QList<QPointF> &line)
{
    const bool isOpen = hasTail(line);
    if (isOpen) {
        m_tails[index]->replace(line.mid(line.size() - 2));
    } else if (m_tails[index]->count() > 0) {
        m_tails[index]->clear();
    }
    const QList<QPointF> body = isOpen ? line.mid(0, line.size() - 1) : line;
    m_series[index]->replace(isDashed(index) ? geometry::unbroken(body).value(0) : body);
}

void TimeChart::updatePens()
{
    for (int i = 0; i < m_series.size(); ++i) {
        QColor color = colorOf(i);
        const bool isFaded = m_highlighted >= 0 && m_highlighted != i;
        color.setAlphaF(static_cast<float>(isFaded ? kFaded : 1.0));
        QPen pen(color, kLineWidth * (m_highlighted == i ? 1.35 : 1.0));
        // Every segment is stroked by itself; a square cap closes the joints like a round one at a third of
        // its cost.
        pen.setCapStyle(Qt::SquareCap);
        if (isDashed(i)) {
            pen.setCapStyle(Qt::FlatCap);
            pen.setDashPattern({4.0, 2.5});
        }
        m_series[i]->setPen(pen);
        m_series[i]->setVisible(isSeriesVisible(i));
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({2.0, 2.0});
        m_tails[i]->setPen(pen);
        m_tails[i]->setVisible(isSeriesVisible(i));
    }
    QPen rest(m_themes.theme().color(Token::SeriesRest, 0.7), 1.2);
    rest.setDashPattern({4.0, 3.0});
    for (QLineSeries *line : std::as_const(m_previous)) {
        line->setPen(rest);
    }
    for (qsizetype i = 0; i < m_rest.size(); ++i) {
        const int owner = m_restOf[i];
        m_rest[i]->setPen(owner < 0 ? rest : m_series[owner]->pen());
        m_rest[i]->setVisible(owner < 0 || isSeriesVisible(owner));
    }
}

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
    geometry::Extent extent = geometry::extentOf(shown, m_time.range());
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
    const TimeRange &range = m_time.range();
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

void TimeChart::dropCache()
{
    m_cache = QPixmap();
    viewport()->update();
}

void TimeChart::setFormatter(const Formatter &formatter)
{
    m_formatter = formatter;
    updateAxes(false);
    dropCache();
}

void TimeChart::setVisibleSeries(const QSet<QString> &ids)
{
    m_visible = ids;
    updateAxes(false);
    updatePens();
    dropCache();
    updateTooltip();
}

bool TimeChart::isSeriesVisible(int index) const
{
    return m_visible.isEmpty() || m_visible.contains(m_data.series[index].id);
}

void TimeChart::setHighlighted(int index)
{
    if (index == m_highlighted) {
        return;
    }
    m_highlighted = index;
    updatePens();
    dropCache();
}

QColor TimeChart::colorOf(int index) const
{
    const ChartSeries &series = m_data.series[index];
    if (series.severity) {
        return m_themes.theme().severity(*series.severity);
    }
    return m_themes.theme().series(m_slots[index]);
}

bool TimeChart::isDashed(int index) const
{
    return !m_data.series[index].severity && SeriesPalette::isDashed(m_slots[index]);
}

geometry::Mapping TimeChart::mapping() const
{
    const auto [low, high] = m_valueZoom.value_or(std::pair(m_axis.min, m_axis.max));
    return {m_plot, m_time.range(), low, high};
}

std::chrono::milliseconds TimeChart::reach() const
{
    return m_data.step * 3 / 2;
}

std::optional<TimeMs> TimeChart::cursorTime() const
{
    return m_pinned ? m_pinned : m_time.cursor();
}

double TimeChart::valueAtCursor(int index) const
{
    const QList<QPointF> &points = m_data.series[index].points;
    const auto time = cursorTime();
    if (!time) {
        const auto last = std::find_if(
            points.crbegin(), points.crend(), [](const QPointF &point) { return std::isfinite(point.y()); });
        return last == points.crend() ? std::numeric_limits<double>::quiet_NaN() : last->y();
    }
    const int sample = geometry::nearestSample(points, *time, reach());
    return sample < 0 ? std::numeric_limits<double>::quiet_NaN() : points[sample].y();
}

QString TimeChart::valueText(double value) const
{
    if (!std::isfinite(value)) {
        return m_formatter.value(value, m_data.unit).text();
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
    return gapText(gap == m_data.gaps.cend() ? GapReason::Unknown : gap->reason);
}

QString TimeChart::description() const
{
    QStringList parts;
    for (const ChartSeries &series : m_data.series) {
        const geometry::Statistics facts = geometry::statisticsOf(series.points, m_time.range());
        if (facts.count == 0) {
            parts.append(tr("%1: no data").arg(series.name));
            continue;
        }
        parts.append(tr("%1: last %2, max %3 at %4")
                         .arg(series.name, valueText(facts.last), valueText(facts.max),
                             m_formatter.clockTime(facts.maxAt)));
    }
    const TimeRange &range = m_time.range();
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

QRectF TimeChart::tickLabelArea(const TimeTick &tick) const
{
    const double x = std::round(mapping().x(static_cast<double>(toUnixMs(tick.time))));
    const double width = paint::digitsWidth(m_themes.theme().font(TextRole::Small), tick.label);
    return {x - width / 2, m_plot.bottom() + 3, width, static_cast<double>(m_themes.theme().px(17))};
}

QSize TimeChart::sizeHint() const
{
    return {m_themes.theme().px(320), m_themes.theme().px(160)};
}

QSize TimeChart::minimumSizeHint() const
{
    return {m_themes.theme().px(160), m_themes.theme().px(80)};
}

void TimeChart::onThemeChanged()
{
    updatePens();
    relayout();
    updateGeometry();
}

void TimeChart::onRangeChanged()
{
    updateAxes(m_time.isLive());
    for (qsizetype i = 0; i < m_series.size(); ++i) {
        // Most slides leave the tail as it was: only where it comes or goes are the points handed over again.
        if (hasTail(m_lines[i]) != (m_tails[i]->count() > 0)) {
            showTail(static_cast<int>(i), m_lines[i]);
        }
    }
    dropCache();
}

void TimeChart::onCursorChanged()
{
    viewport()->update();
    updateTooltip();
}

void TimeChart::paintEvent(QPaintEvent *)
{
    const double scale = devicePixelRatioF();
    if (m_cache.isNull() || m_cache.devicePixelRatio() != scale) {
        m_cache = QPixmap((QSizeF(viewport()->size()) * scale).toSize());
        m_cache.setDevicePixelRatio(scale);
        m_cache.fill(m_themes.theme().color(Token::Surface));
        QPainter painter(&m_cache);
        painter.setRenderHint(QPainter::Antialiasing);
        render(&painter, QRectF(viewport()->rect()), viewport()->rect(), Qt::IgnoreAspectRatio);
    }
    QPainter painter(viewport());
    painter.drawPixmap(0, 0, m_cache);
    ChartPainter(*this, painter).overlay();
}

void TimeChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    relayout();
}

void TimeChart::drawBackground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->resetTransform();
    ChartPainter(*this, *painter).below();
    painter->restore();
}

void TimeChart::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->resetTransform();
    ChartPainter(*this, *painter).above();
    painter->restore();
}

void TimeChart::paintNote(QPainter &painter, QPointF centre, const QString &text) const
{
    const Theme &look = m_themes.theme();
    painter.setFont(look.font(TextRole::SmallStrong));
    const QSizeF size(paint::digitsWidth(painter.font(), text) + look.px(16), look.px(22));
    QRectF box(QPointF(centre.x() - size.width() / 2, centre.y() - size.height() / 2), size);
    const QRectF room(viewport()->rect());
    box.moveLeft(std::clamp(box.left(), 2.0, std::max(2.0, room.right() - size.width() - 2)));
    box.moveTop(std::clamp(box.top(), 2.0, std::max(2.0, room.bottom() - size.height() - 2)));
    paint::roundedBox(
        painter, box, look.radius(Radius::Pill), look.color(Token::Raised), look.color(Token::BorderStrong));
    painter.setPen(look.color(Token::Text));
    paint::digits(painter, box, Qt::AlignHCenter, text);
}

void TimeChart::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        dropCache();
    }
    QChartView::changeEvent(event);
}

} // namespace qd::console
