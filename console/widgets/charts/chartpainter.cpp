// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartpainter.h"

#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/painting.h"

#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr double kBandBar = 3.0;
constexpr std::chrono::milliseconds kLastMinute{60'000};
constexpr double kMarkDistance = 12.0;
constexpr double kDotDistance = 20.0; ///< samples further apart than this are shown as points

double toMs(TimeMs time)
{
    return static_cast<double>(toUnixMs(time));
}

QColor withAlpha(QColor color, double alpha)
{
    color.setAlphaF(static_cast<float>(alpha));
    return color;
}

} // namespace

ChartPainter::ChartPainter(const TimeChart &chart, QPainter &painter)
    : m_chart(chart)
    , m_painter(painter)
    , m_map(chart.mapping())
{
}

void ChartPainter::below()
{
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.fillRect(m_chart.viewport()->rect(), m_chart.m_themes.theme().color(Token::Surface));
    grid();
    timeLabels();
    m_painter.save();
    m_painter.setClipRect(m_map.plot.adjusted(0, -kBandBar - 3, 0, 0));
    gaps();
    lastMinute();
    bands();
    thresholdTints();
    m_painter.setRenderHint(QPainter::Antialiasing);
    fills();
    m_painter.restore();
}

void ChartPainter::above()
{
    m_painter.save();
    thresholdLines();
    sampleDots();
    marks();
    beginning();
    ending();
    m_painter.restore();
}

void ChartPainter::grid()
{
    const Theme &look = m_chart.m_themes.theme();
    const QColor faint = withAlpha(look.color(Token::BorderStrong), look.isDark() ? 0.42 : 0.5);
    m_painter.setFont(look.font(TextRole::Small));
    const QList<double> ticks = m_chart.m_axis.ticks();
    double lastLabel = m_map.plot.bottom() + 100.0;
    for (const double tick : ticks) {
        const double y = std::round(m_map.y(tick));
        const bool isZero = std::abs(tick) < 1e-12 || y >= m_map.plot.bottom() - 0.5;
        m_painter.fillRect(QRectF(m_map.plot.left(), y, m_map.plot.width(), 1.0),
            isZero ? look.color(Token::BorderStrong) : faint);
        m_painter.setPen(look.color(Token::TextMuted));
        if (lastLabel - y < look.lineHeight(TextRole::Small) - 3) {
            continue; // labels that touch cannot be read
        }
        lastLabel = y;
        const QRectF label(0, y - 8, m_map.plot.left() - look.px(8), 17);
        const Formatter &words = m_chart.m_formatter;
        paint::digits(m_painter, label, Qt::AlignRight,
            m_chart.m_data.unit == Unit::Bool ? words.text(tick, Unit::Bool)
                                              : words.number(tick, m_chart.m_tickScale));
    }
}

void ChartPainter::timeLabels()
{
    const Theme &look = m_chart.m_themes.theme();
    m_painter.setFont(look.font(TextRole::Small));
    for (const TimeTick &tick : m_chart.m_ticks) {
        const double x = std::round(m_map.x(toMs(tick.time)));
        m_painter.fillRect(QRectF(x, m_map.plot.bottom() + 1, 1, 3), look.color(Token::BorderStrong));
        const double width = paint::digitsWidth(m_painter.font(), tick.label);
        if (x - width / 2 < m_map.plot.left() - 8 || x + width / 2 > m_map.plot.right() + 12) {
            continue; // half a label says the wrong time
        }
        m_painter.setPen(look.color(tick.isDate ? Token::TextSecondary : Token::TextMuted));
        paint::digits(m_painter, m_chart.tickLabelArea(tick), Qt::AlignHCenter, tick.label);
    }
}

void ChartPainter::gaps()
{
    const Theme &look = m_chart.m_themes.theme();
    for (const ChartGap &gap : m_chart.m_data.gaps) {
        const double left = std::max(m_map.plot.left(), m_map.x(toMs(gap.from)));
        const double right = std::min(m_map.plot.right(), m_map.x(toMs(gap.to))); // an open end too
        if (right > left) {
            m_painter.fillRect(QRectF(left, m_map.plot.top(), right - left, m_map.plot.height()),
                QBrush(look.color(Token::BorderStrong, 0.45), Qt::BDiagPattern));
        }
    }
}

void ChartPainter::edgeNote(double x, const QString &text, bool isLeftOf)
{
    const Theme &look = m_chart.m_themes.theme();
    m_painter.setRenderHint(QPainter::Antialiasing, false);
    m_painter.fillRect(
        QRectF(x, m_map.plot.top(), 1.0, m_map.plot.height()), look.color(Token::BorderStrong));
    m_painter.setFont(look.font(TextRole::Small));
    const double gap = look.px(6);
    const double width = paint::digitsWidth(m_painter.font(), text);
    const double line = look.lineHeight(TextRole::Small);
    // At the foot: the age of old data stands at the top.
    const QRectF words(
        isLeftOf ? x - gap - width : x + gap, m_map.plot.bottom() - line - look.px(4), width, line);
    if (words.left() < m_map.plot.left() + 2.0 || words.right() > m_map.plot.right() - 2.0) {
        return; // half a sentence says less than none; hovering says it
    }
    m_painter.fillRect(words.adjusted(-3, 0, 3, 0), look.color(Token::Surface, 0.85));
    m_painter.setPen(look.color(Token::TextMuted));
    paint::digits(m_painter, words, Qt::AlignLeft, text);
}

void ChartPainter::beginning()
{
    const QString text = m_chart.beginningText();
    if (!text.isEmpty()) {
        edgeNote(std::round(m_map.x(toMs(*m_chart.m_firstSample))), text, true);
    }
}

std::optional<TimeMs> ChartPainter::lastInstant() const
{
    const auto open = std::ranges::find(m_chart.m_data.gaps, TimeMs::max(), &ChartGap::to);
    const bool isSeen =
        open != m_chart.m_data.gaps.cend() && open->from >= m_map.range.from && open->from <= m_map.range.to;
    return isSeen ? std::optional(open->from) : std::nullopt;
}

void ChartPainter::lastMinute()
{
    const std::optional<TimeMs> last = lastInstant();
    if (!last) {
        return;
    }
    // Where the values end that are still believed: the minute before the silence.
    const double left = std::max(m_map.plot.left(), m_map.x(toMs(*last - kLastMinute)));
    const double right = std::max(left + 2.0, m_map.x(toMs(*last)));
    const Theme &look = m_chart.m_themes.theme();
    m_painter.fillRect(QRectF(left, m_map.plot.top(), right - left, m_map.plot.height()),
        look.color(Token::TextMuted, 0.16));
    m_painter.fillRect(
        QRectF(left, m_map.plot.top() - kBandBar - 2, right - left, kBandBar), look.color(Token::TextMuted));
}

void ChartPainter::ending()
{
    if (const std::optional<TimeMs> last = lastInstant()) {
        const QString text = TimeChart::tr("last data %1").arg(m_chart.m_formatter.clockTime(*last));
        const double x = std::round(m_map.x(toMs(*last)));
        const double room = m_map.plot.right() - x - m_chart.m_themes.theme().px(10);
        const QFont font = m_chart.m_themes.theme().font(TextRole::Small);
        edgeNote(x, text, paint::digitsWidth(font, text) > room); // in the empty part, if it is wide enough
    }
}

void ChartPainter::bands()
{
    const Theme &look = m_chart.m_themes.theme();
    for (const ChartBand &band : m_chart.m_data.bands) {
        const double left = std::max(m_map.plot.left(), m_map.x(toMs(band.from)));
        const double right = std::min(m_map.plot.right(), m_map.x(toMs(band.to)));
        if (right <= left) {
            continue;
        }
        const QColor color = look.severity(band.severity);
        m_painter.fillRect(QRectF(left, m_map.plot.top(), right - left, m_map.plot.height()),
            withAlpha(color, look.isDark() ? 0.13 : 0.09));
        m_painter.fillRect(QRectF(left, m_map.plot.top() - kBandBar - 2, right - left, kBandBar), color);
    }
}

void ChartPainter::thresholdTints()
{
    const Theme &look = m_chart.m_themes.theme();
    for (const ChartThreshold &threshold : m_chart.m_data.thresholds) {
        const double y = std::clamp(m_map.y(threshold.value), m_map.plot.top(), m_map.plot.bottom());
        const QRectF bad = threshold.isUpper
            ? QRectF(m_map.plot.left(), m_map.plot.top(), m_map.plot.width(), y - m_map.plot.top())
            : QRectF(m_map.plot.left(), y, m_map.plot.width(), m_map.plot.bottom() - y);
        m_painter.fillRect(bad, withAlpha(look.severity(threshold.severity), look.isDark() ? 0.055 : 0.04));
    }
}

void ChartPainter::thresholdLines()
{
    const Theme &look = m_chart.m_themes.theme();
    for (const ChartThreshold &threshold : m_chart.m_data.thresholds) {
        const double y = std::round(m_map.y(threshold.value));
        if (y < m_map.plot.top() - 0.5 || y > m_map.plot.bottom() + 0.5) {
            continue;
        }
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        m_painter.setPen(QPen(look.severity(threshold.severity), 1.0, Qt::DashLine));
        m_painter.drawLine(QPointF(m_map.plot.left(), y), QPointF(m_map.plot.right(), y));
        m_painter.setFont(look.font(TextRole::Small));
        m_painter.setPen(look.severityText(threshold.severity));
        const double line = look.lineHeight(TextRole::Small);
        const bool isCramped = y - line - 1 < m_map.plot.top();
        const QRectF words(
            m_map.plot.left() + 5, isCramped ? y + 2 : y - line - 1, m_map.plot.width() - 10, line);
        paint::digits(m_painter, words, Qt::AlignLeft, m_chart.exactText(threshold.value));
    }
}

void ChartPainter::fills()
{
    const int count = static_cast<int>(m_chart.m_lines.size());
    if (m_chart.m_data.isStacked) {
        for (int i = count - 1; i >= 0; --i) {
            if (m_chart.isSeriesVisible(i)) {
                fillStack(i);
            }
        }
        return;
    }
    for (int i = 0; i < count; ++i) {
        if (m_chart.m_data.series[i].isFilled && m_chart.isSeriesVisible(i)) {
            fillLine(i);
            return; // two fills over each other cannot be read
        }
    }
}

void ChartPainter::fillLine(int series)
{
    QPainterPath area;
    double runStart = 0.0;
    double lastX = 0.0;
    bool isRunning = false;
    const double base = std::clamp(m_map.y(0.0), m_map.plot.top(), m_map.plot.bottom());
    const auto close = [&] {
        if (isRunning) {
            area.lineTo(lastX, base);
            area.lineTo(runStart, base);
            area.closeSubpath();
        }
        isRunning = false;
    };
    for (const QPointF &point : m_chart.m_lines[series]) {
        if (!std::isfinite(point.y())) {
            close();
            continue;
        }
        const QPointF at(m_map.x(point.x()), m_map.y(point.y()));
        if (isRunning) {
            area.lineTo(at);
        } else {
            area.moveTo(at);
            runStart = at.x();
        }
        lastX = at.x();
        isRunning = true;
    }
    close();
    const bool isFaded = m_chart.m_highlighted >= 0 && m_chart.m_highlighted != series;
    const double strength = isFaded ? 0.25 : 1.0;
    const QColor color = m_chart.colorOf(series);
    QLinearGradient gradient(0, m_map.plot.top(), 0, m_map.plot.bottom());
    gradient.setColorAt(0.0, withAlpha(color, (m_chart.m_themes.theme().isDark() ? 0.30 : 0.22) * strength));
    gradient.setColorAt(1.0, withAlpha(color, 0.02 * strength));
    m_painter.fillPath(area, gradient);
}

void ChartPainter::fillStack(int series)
{
    const QList<QPointF> &top = m_chart.m_lines[series];
    int lower = series - 1;
    while (lower >= 0 && !m_chart.isSeriesVisible(lower)) {
        --lower;
    }
    const QList<QPointF> bottom = lower >= 0 ? m_chart.m_lines[lower] : QList<QPointF>();
    QPainterPath area;
    qsizetype run = 0;
    const auto closeRun = [&](qsizetype end) {
        if (end - run < 2) {
            return;
        }
        area.moveTo(m_map.x(top[run].x()), m_map.y(top[run].y()));
        for (qsizetype i = run + 1; i < end; ++i) {
            area.lineTo(m_map.x(top[i].x()), m_map.y(top[i].y()));
        }
        // The lower edge is the line below where it has points, else zero.
        const double from = top[run].x();
        const double to = top[end - 1].x();
        bool hasEdge = false;
        for (qsizetype i = bottom.size() - 1; i >= 0; --i) {
            if (bottom[i].x() >= from && bottom[i].x() <= to && std::isfinite(bottom[i].y())) {
                area.lineTo(m_map.x(bottom[i].x()), m_map.y(bottom[i].y()));
                hasEdge = true;
            }
        }
        if (!hasEdge) {
            area.lineTo(m_map.x(to), m_map.y(0.0));
            area.lineTo(m_map.x(from), m_map.y(0.0));
        }
        area.closeSubpath();
    };
    for (qsizetype i = 0; i < top.size(); ++i) {
        if (!std::isfinite(top[i].y())) {
            closeRun(i);
            run = i + 1;
        }
    }
    closeRun(top.size());
    // The lowest one covers most of the plot and would drown the rest at full strength.
    const bool isFaded = m_chart.m_highlighted >= 0 && m_chart.m_highlighted != series;
    const double strength = (lower < 0 ? 0.22 : 0.45) * (isFaded ? 0.25 : 1.0);
    m_painter.fillPath(area, withAlpha(m_chart.colorOf(series), strength));
}

void ChartPainter::sampleDots()
{
    const auto step = static_cast<double>(m_chart.m_data.step.count());
    const auto length = static_cast<double>(m_map.range.length().count());
    if (length <= 0.0 || step / length * m_map.plot.width() <= kDotDistance) {
        return;
    }
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    for (int i = 0; i < m_chart.m_lines.size(); ++i) {
        if (!m_chart.isSeriesVisible(i)) {
            continue;
        }
        const bool isFaded = m_chart.m_highlighted >= 0 && m_chart.m_highlighted != i;
        m_painter.setBrush(withAlpha(m_chart.colorOf(i), isFaded ? 0.25 : 1.0));
        for (const QPointF &point : m_chart.m_lines[i]) {
            const QPointF at(m_map.x(point.x()), m_map.y(point.y()));
            if (std::isfinite(at.y()) && m_map.plot.adjusted(-1, -1, 1, 1).contains(at)) {
                m_painter.drawEllipse(at, 2.4, 2.4);
            }
        }
    }
}

void ChartPainter::marks()
{
    const Theme &look = m_chart.m_themes.theme();
    const QColor color = look.color(Token::Series6);
    const auto groups = geometry::foldMarks(m_chart.m_data.marks, m_map, kMarkDistance);
    for (const geometry::MarkGroup &group : groups) {
        const double x = std::round(group.x);
        m_painter.setRenderHint(QPainter::Antialiasing, false);
        m_painter.fillRect(QRectF(x, m_map.plot.top(), 1, m_map.plot.height()), withAlpha(color, 0.55));
        m_painter.setRenderHint(QPainter::Antialiasing);
        const QPointF foot(x + 0.5, m_map.plot.bottom() - 1);
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(color);
        if (group.count > 1) {
            m_painter.setFont(look.font(TextRole::SmallStrong));
            const QString number = QString::number(group.count);
            const double width = paint::digitsWidth(m_painter.font(), number) + 8;
            const QRectF badge(foot.x() - width / 2, foot.y() - look.px(15), width, look.px(15));
            m_painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2);
            m_painter.setPen(look.color(Token::Surface));
            paint::digits(m_painter, badge, Qt::AlignHCenter, number);
        } else {
            m_painter.drawPolygon(
                QPolygonF{foot + QPointF(-4.5, 1), foot + QPointF(4.5, 1), foot + QPointF(0, -6)});
        }
    }
}

} // namespace qd::console
