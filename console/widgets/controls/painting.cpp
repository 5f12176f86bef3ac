// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/painting.h"

#include <QCoreApplication>
#include <QLinearGradient>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace Qt::StringLiterals;

namespace qd::console::paint {

namespace {

constexpr double kGlyphInPill = 9.0;
constexpr double kPillPadding = 7.0;

/// Restores the painter at the end of a stroke.
class Saved
{
public:
    explicit Saved(QPainter &painter)
        : m_painter(painter)
    {
        m_painter.save();
        m_painter.setRenderHint(QPainter::Antialiasing);
    }
    ~Saved() { m_painter.restore(); }
    Saved(const Saved &) = delete;
    Saved &operator=(const Saved &) = delete;

private:
    QPainter &m_painter;
};

double scaleOf(const Theme &theme)
{
    return theme.settings().fontPercent / 100.0;
}

QPolygonF octagon(QPointF centre, double radius)
{
    QPolygonF shape;
    for (int corner = 0; corner < 8; ++corner) {
        const double angle = std::numbers::pi / 8 + corner * std::numbers::pi / 4;
        shape << centre + QPointF(radius * std::cos(angle), radius * std::sin(angle));
    }
    return shape;
}

void criticalGlyph(QPainter &painter, const Theme &theme, QPointF centre, double half)
{
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(octagon(centre, half * 1.08));
    painter.setPen(
        QPen(theme.color(Token::OnCritical), std::max(1.2, half * 0.33), Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(centre - QPointF(0, half * 0.5), centre + QPointF(0, half * 0.12));
    painter.drawPoint(centre + QPointF(0, half * 0.52));
}

double plainBaseline(const QFontMetricsF &metrics, const QRectF &area)
{
    return area.center().y() + (metrics.ascent() - metrics.descent()) / 2.0;
}

} // namespace

double digitsWidth(const QFont &font, const QString &text)
{
    const QFontMetricsF metrics(font);
    const double cell = metrics.horizontalAdvance(u'0');
    double width = 0.0;
    for (const QChar letter : text) {
        width += letter.isDigit() ? cell : metrics.horizontalAdvance(letter);
    }
    return width;
}

void digits(QPainter &painter, QPointF baseline, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const double cell = metrics.horizontalAdvance(u'0');
    double x = baseline.x();
    for (const QChar letter : text) {
        const double width = metrics.horizontalAdvance(letter);
        const double room = letter.isDigit() ? cell : width;
        painter.drawText(QPointF(x + (room - width) / 2.0, baseline.y()), QString(letter));
        x += room;
    }
}

void digits(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text)
{
    double x = area.left();
    if (alignment & Qt::AlignRight) {
        x = area.right() - digitsWidth(painter.font(), text);
    } else if (alignment & Qt::AlignHCenter) {
        x = area.center().x() - digitsWidth(painter.font(), text) / 2.0;
    }
    digits(painter, {x, plainBaseline(QFontMetricsF(painter.font()), area)}, text);
}

bool elided(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text,
    Qt::TextElideMode mode)
{
    const QFontMetricsF metrics(painter.font());
    if (metrics.horizontalAdvance(text) <= area.width() + 0.5) {
        painter.drawText(area, static_cast<int>(alignment | Qt::TextSingleLine | Qt::TextDontClip), text);
        return false;
    }
    painter.drawText(
        area, static_cast<int>(alignment | Qt::TextSingleLine), metrics.elidedText(text, mode, area.width()));
    return true;
}

void glyph(QPainter &painter, const Theme &theme, Severity level, const QRectF &area)
{
    glyph(painter, theme, level, area, theme.severity(level));
}

void glyph(QPainter &painter, const Theme &theme, Severity level, const QRectF &area, const QColor &color)
{
    const Saved saved(painter);
    const QPointF centre = area.center();
    const double half = area.width() / 2.0;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (level) {
    case Severity::Critical:
        criticalGlyph(painter, theme, centre, half);
        break;
    case Severity::Major:
        painter.setPen(QPen(color, 1.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.drawPolygon(QPolygonF{centre + QPointF(0, -half), centre + QPointF(half * 1.05, half * 0.85),
            centre + QPointF(-half * 1.05, half * 0.85)});
        break;
    case Severity::Warning:
        painter.drawPolygon(QPolygonF{centre + QPointF(0, -half), centre + QPointF(half, 0),
            centre + QPointF(0, half), centre + QPointF(-half, 0)});
        break;
    case Severity::Info:
        painter.drawRoundedRect(
            QRectF(centre.x() - half * 0.8, centre.y() - half * 0.8, half * 1.6, half * 1.6), 1.5, 1.5);
        break;
    case Severity::Healthy:
        painter.drawEllipse(centre, half * 0.78, half * 0.78);
        break;
    case Severity::Unknown:
        painter.setPen(QPen(color, 1.4));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, half * 0.72, half * 0.72);
        break;
    }
}

double pillWidth(const Theme &theme, const QString &text)
{
    const double words = QFontMetricsF(theme.font(TextRole::SmallStrong)).horizontalAdvance(text);
    return std::ceil(words + (kPillPadding * 2 + kGlyphInPill + 6.0) * scaleOf(theme));
}

double pillHeight(const Theme &theme)
{
    return theme.px(20);
}

void pill(QPainter &painter, const Theme &theme, Severity level, const QRectF &area, const QString &text)
{
    const Saved saved(painter);
    const double scale = scaleOf(theme);
    roundedBox(painter, area, theme.radius(Radius::Pill), theme.pillFill(level), theme.pillEdge(level));
    const double edge = kGlyphInPill * scale;
    const double left = area.left() + kPillPadding * scale;
    glyph(painter, theme, level, QRectF(left, area.center().y() - edge / 2, edge, edge));
    painter.setFont(theme.font(TextRole::SmallStrong));
    painter.setPen(theme.severityText(level));
    elided(painter, area.adjusted(left - area.left() + edge + 5 * scale, 0, -kPillPadding * scale + 1, 0),
        Qt::AlignVCenter | Qt::AlignLeft, text);
}

double countPillWidth(const Theme &theme, int count)
{
    return digitsWidth(theme.font(TextRole::SmallStrong), QString::number(count)) + 21.0 * scaleOf(theme);
}

void countPill(QPainter &painter, const Theme &theme, Severity level, const QRectF &area, int count)
{
    const Saved saved(painter);
    const double scale = scaleOf(theme);
    painter.setPen(Qt::NoPen);
    QColor fill = theme.severity(level);
    fill.setAlphaF(theme.isDark() ? 0.18F : 0.11F);
    painter.setBrush(fill);
    painter.drawRoundedRect(area, area.height() / 2, area.height() / 2);
    const double edge = 7.0 * scale;
    glyph(painter, theme, level, QRectF(area.left() + 6 * scale, area.center().y() - edge / 2, edge, edge));
    painter.setFont(theme.font(TextRole::SmallStrong));
    painter.setPen(theme.severityText(level));
    digits(painter, area.adjusted(15.5 * scale, 0, 0, 0), Qt::AlignLeft, QString::number(count));
}

void roundedBox(QPainter &painter, const QRectF &area, double radius, const QColor &fill, const QColor &edge)
{
    const Saved saved(painter);
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    if (edge.isValid() && edge.alpha() > 0) {
        painter.setPen(QPen(edge, 1.0));
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    } else {
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(area, radius, radius);
    }
}

void focusRing(QPainter &painter, const Theme &theme, const QRectF &area, double radius)
{
    const Saved saved(painter);
    painter.setPen(QPen(theme.color(Token::Accent), 2.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), radius + 2, radius + 2);
}

void shadow(QPainter &painter, const Theme &theme, const QRectF &area, double radius)
{
    const Saved saved(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Token::Shadow, theme.isDark() ? 0.10 : 0.035));
    for (int spread = 4; spread > 0; --spread) {
        painter.drawRoundedRect(
            area.adjusted(-spread, -spread + 2, spread, spread + 2), radius + spread, radius + spread);
    }
}

void sparkline(
    QPainter &painter, const QRectF &area, const QList<double> &values, const QColor &color, bool fill)
{
    const auto isFinite = [](double value) { return std::isfinite(value); };
    if (values.size() < 2 || std::ranges::none_of(values, isFinite)) {
        return;
    }
    double low = std::numeric_limits<double>::max();
    double high = std::numeric_limits<double>::lowest();
    for (const double value : values) {
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    // A flat line lies in the middle; it says "nothing moves", not "zero".
    const double span = high - low;
    const auto at = [&](qsizetype i) {
        const double share = span < 1e-12 ? 0.5 : (values[i] - low) / span;
        return QPointF(
            area.left() + area.width() * static_cast<double>(i) / static_cast<double>(values.size() - 1),
            area.bottom() - 2 - (area.height() - 4) * share);
    };
    const Saved saved(painter);
    QList<QLineF> lines;
    QPainterPath shape;
    QPointF last;
    double runStart = 0.0;
    bool isRunning = false;
    const auto closeRun = [&] {
        if (isRunning) {
            shape.lineTo(last.x(), area.bottom());
            shape.lineTo(runStart, area.bottom());
            shape.closeSubpath();
        }
        isRunning = false;
    };
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            closeRun();
            continue;
        }
        const QPointF point = at(i);
        if (isRunning) {
            lines.append(QLineF(last, point));
            shape.lineTo(point);
        } else {
            shape.moveTo(point);
            runStart = point.x();
        }
        isRunning = true;
        last = point;
    }
    closeRun();
    if (fill) {
        QLinearGradient gradient(area.topLeft(), area.bottomLeft());
        QColor top = color;
        top.setAlphaF(0.28F);
        QColor bottom = color;
        bottom.setAlphaF(0.0F);
        gradient.setColorAt(0.0, top);
        gradient.setColorAt(1.0, bottom);
        painter.fillPath(shape, gradient);
    }
    painter.setPen(QPen(color, 1.4, Qt::SolidLine, Qt::SquareCap));
    painter.drawLines(lines);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(last, 2.0, 2.0);
}

void shareBar(QPainter &painter, const QRectF &area, const QList<Segment> &segments)
{
    constexpr double kGap = 2.0;
    constexpr double kStub = 4.0;
    double total = 0.0;
    int shown = 0;
    for (const Segment &segment : segments) {
        if (segment.share > 0.0) {
            total += segment.share;
            ++shown;
        }
    }
    if (shown == 0) {
        return;
    }
    const double room = area.width() - kGap * (shown - 1);
    double stubs = 0.0;
    double rest = 0.0;
    for (const Segment &segment : segments) {
        const double width = room * segment.share / total;
        if (segment.share > 0.0) {
            (width < kStub ? stubs : rest) += width < kStub ? kStub : segment.share;
        }
    }
    const Saved saved(painter);
    painter.setPen(Qt::NoPen);
    double x = area.left();
    for (const Segment &segment : segments) {
        if (segment.share <= 0.0) {
            continue;
        }
        const bool isStub = room * segment.share / total < kStub;
        const double width = isStub ? kStub : (room - stubs) * segment.share / rest;
        painter.setBrush(segment.color);
        painter.drawRoundedRect(QRectF(x, area.top(), width, area.height()), 2, 2);
        x += width + kGap;
    }
}

double keyCapWidth(const Theme &theme, const QString &keys)
{
    const double words = QFontMetricsF(theme.font(TextRole::Small)).horizontalAdvance(keys);
    return std::max<double>(theme.px(18), std::ceil(words + theme.px(12)));
}

void keyCap(QPainter &painter, const Theme &theme, const QRectF &area, const QString &keys)
{
    const Saved saved(painter);
    roundedBox(painter, area, theme.radius(Radius::Chip), theme.color(Token::Raised),
        theme.color(Token::BorderStrong));
    painter.setFont(theme.font(TextRole::Small));
    painter.setPen(theme.color(Token::TextSecondary));
    painter.drawText(area, Qt::AlignCenter, keys);
}

QString severityWord(Severity level)
{
    const auto word = [](const char *text) {
        return QCoreApplication::translate("qd::console::Severity", text);
    };
    switch (level) {
    case Severity::Critical:
        return word(QT_TRANSLATE_NOOP("qd::console::Severity", "Critical"));
    case Severity::Major:
        return word(QT_TRANSLATE_NOOP("qd::console::Severity", "Major"));
    case Severity::Warning:
        return word(QT_TRANSLATE_NOOP("qd::console::Severity", "Warning"));
    case Severity::Info:
        return word(QT_TRANSLATE_NOOP("qd::console::Severity", "Info"));
    case Severity::Healthy:
        return word(QT_TRANSLATE_NOOP("qd::console::Severity", "Healthy"));
    case Severity::Unknown:
        return word(QT_TRANSLATE_NOOP("qd::console::Severity", "Unknown"));
    }
    return {};
}

} // namespace qd::console::paint
