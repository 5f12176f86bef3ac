// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/theme.h"

#include <QFontMetricsF>
#include <QList>
#include <QPointF>
#include <QRectF>
#include <QString>

class QPainter;

/// The brush strokes that controls, delegates and charts share. All of them take their looks from the Theme,
/// leave the painter as they found it, and draw nothing outside the rectangle they are given (but for focus
/// rings).
namespace qd::console::paint {

/// Width of text whose digits sit in cells as wide as '0', so that live numbers do not shake.
[[nodiscard]] double digitsWidth(const QFont &font, const QString &text);
/// Draws such text with the painter's pen and font; `baseline` is its left end.
void digits(QPainter &painter, QPointF baseline, const QString &text);
/// Draws such text in a rectangle, vertically centred.
void digits(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text);
/// Text in a rectangle, elided to fit; returns true when it had to be.
bool elided(QPainter &painter, const QRectF &area, Qt::Alignment alignment, const QString &text,
    Qt::TextElideMode mode = Qt::ElideRight);

/// The shape of a level, in its colour.
void glyph(QPainter &painter, const Theme &theme, Severity level, const QRectF &area);
void glyph(QPainter &painter, const Theme &theme, Severity level, const QRectF &area, const QColor &color);

[[nodiscard]] double pillWidth(const Theme &theme, const QString &text);
[[nodiscard]] double pillHeight(const Theme &theme);
/// Glyph and word on a tinted pill.
void pill(QPainter &painter, const Theme &theme, Severity level, const QRectF &area, const QString &text);
/// Glyph and count, round ends, no edge: tree rows and headers.
[[nodiscard]] double countPillWidth(const Theme &theme, int count);
void countPill(QPainter &painter, const Theme &theme, Severity level, const QRectF &area, int count);

void roundedBox(QPainter &painter, const QRectF &area, double radius, const QColor &fill, const QColor &edge);
/// The 2 px accent ring, 1 px outside `area`.
void focusRing(QPainter &painter, const Theme &theme, const QRectF &area, double radius);
/// Soft shadow below something that floats.
void shadow(QPainter &painter, const Theme &theme, const QRectF &area, double radius);

/// A trend line with a fading fill and a dot at its end; NaN breaks the line. Drawn with drawLines, because a
/// wide antialiased polyline costs thirty times as much.
void sparkline(QPainter &painter, const QRectF &area, const QList<double> &values, const QColor &color,
    bool fill = true);

/// A share bar of segments that together fill the width; shares are relative. Zero shares vanish, small ones
/// keep a visible stub.
struct Segment
{
    double share = 0.0;
    QColor color;
};
void shareBar(QPainter &painter, const QRectF &area, const QList<Segment> &segments);

/// A key cap: "/" or "Ctrl K".
[[nodiscard]] double keyCapWidth(const Theme &theme, const QString &keys);
void keyCap(QPainter &painter, const Theme &theme, const QRectF &area, const QString &keys);

/// Word for a level, translated: "Critical", "Major".
[[nodiscard]] QString severityWord(Severity level);

} // namespace qd::console::paint
