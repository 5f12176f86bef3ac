// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timechart.h"

#include "console/widgets/charts/chartaccessibility.h"
#include "console/widgets/charts/chartpainter.h"
#include "console/widgets/charts/charttooltip.h"
#include "console/widgets/controls/painting.h"

#include <QChart>
#include <QLegend>
#include <QPainter>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr double kStackSlack = 1.5; ///< how much larger than one below it a layer may grow before it moves

} // namespace

TimeChart::TimeChart(ThemeController &themes, TimeContext &time, const Formatter &formatter, QWidget *parent)
    : QChartView(parent)
    , m_themes(themes)
    , m_time(time)
    , m_formatter(formatter)
    , m_range(time.range())
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
    m_range = m_time.range();
    if (m_data.series.size() > kMaxSeriesPerChart) {
        m_data.hiddenSeries += static_cast<int>(m_data.series.size()) - kMaxSeriesPerChart;
        m_data.series.resize(kMaxSeriesPerChart);
    }
    if (m_data.isStacked) {
        orderStack();
    }
    m_firstSample = geometry::firstSample(m_data.series);
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

void TimeChart::orderStack()
{
    QList<ChartSeries> &all = m_data.series;
    QHash<QString, double> means;
    for (const ChartSeries &series : std::as_const(all)) {
        means.insert(series.id, geometry::statisticsOf(series.points, {TimeMs::min(), TimeMs::max()}).mean);
    }
    // Layers that change places would look like values that change: they stay until one is clearly larger
    // than one below it.
    const bool isSame = all.size() == m_stackOrder.size()
        && std::ranges::all_of(m_stackOrder, [&](const QString &id) { return means.contains(id); });
    double least = std::numeric_limits<double>::infinity();
    const bool isSteady = isSame && std::ranges::all_of(m_stackOrder, [&](const QString &id) {
        const bool isBelow = means[id] <= kStackSlack * least;
        least = std::min(least, means[id]);
        return isBelow;
    });
    if (!isSteady) {
        std::ranges::stable_sort(
            all, std::ranges::greater(), [&](const ChartSeries &series) { return means[series.id]; });
        m_stackOrder.clear();
        for (const ChartSeries &series : std::as_const(all)) {
            m_stackOrder.append(series.id);
        }
        return;
    }
    std::ranges::stable_sort(
        all, {}, [&](const ChartSeries &series) { return m_stackOrder.indexOf(series.id); });
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
    return {m_plot, m_range, low, high};
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
    if (!isVisible()) {
        return; // showing it takes the range over
    }
    // A slide may wait for its turn; what a person asked for may not.
    if (m_time.isLive() && m_time.range().length() == m_range.length()) {
        m_time.turns().add(this, [this] { adoptRange(); });
    } else {
        adoptRange();
    }
}

void TimeChart::adoptRange()
{
    if (m_range == m_time.range()) {
        return; // new data came first and brought it along
    }
    m_range = m_time.range();
    updateAxes(m_time.isLive());
    updateTails();
    dropCache();
}

void TimeChart::showEvent(QShowEvent *event)
{
    adoptRange();
    QChartView::showEvent(event);
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
