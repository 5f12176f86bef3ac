// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/pill.h"

#include "console/widgets/controls/painting.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

Pill::Pill(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(word());
}

void Pill::setSeverity(Severity level, const QString &word)
{
    m_level = level;
    m_word = word;
    retranslate();
    updateGeometry();
    update();
}

QString Pill::word() const
{
    return m_word.isEmpty() ? paint::severityWord(m_level) : m_word;
}

void Pill::retranslate()
{
    const QString level = paint::severityWord(m_level);
    setAccessibleName(m_word.isEmpty() ? level : level + u", "_s + m_word);
}

QSize Pill::sizeHint() const
{
    return QSizeF(paint::pillWidth(theme(), word()), paint::pillHeight(theme())).toSize();
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::pill(painter, theme(), m_level, QRectF(rect()), word());
}

Chip::Chip(ThemeController &themes, const QString &text, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_text(text)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(text);
}

void Chip::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const double words = QFontMetricsF(theme().font(TextRole::Small)).horizontalAdvance(m_text);
    return {static_cast<int>(std::ceil(words)) + theme().px(16), theme().px(20)};
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor fill = theme().isDark() ? QColor() : theme().color(Token::Surface);
    paint::roundedBox(
        painter, QRectF(rect()), theme().radius(Radius::Pill), fill, theme().color(Token::BorderStrong));
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(Token::TextSecondary));
    painter.drawText(rect(), Qt::AlignCenter, m_text);
}

ToggleChip::ToggleChip(ThemeController &themes, const QString &text, QWidget *parent)
    : ThemedButton(themes, parent)
{
    setText(text);
    setCheckable(true);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ToggleChip::setCount(int count)
{
    if (count == m_count) {
        return;
    }
    m_count = count;
    setAccessibleDescription(count < 0 ? QString() : QString::number(count));
    updateGeometry();
    update();
}

void ToggleChip::setSeverity(std::optional<Severity> level)
{
    m_level = level;
    if (level && text().isEmpty()) {
        setAccessibleName(paint::severityWord(*level));
    }
    updateGeometry();
    update();
}

QSize ToggleChip::sizeHint() const
{
    const QFont font = theme().font(TextRole::Label);
    double width = theme().px(20) + QFontMetricsF(font).horizontalAdvance(text());
    if (m_level) {
        width += theme().px(16);
    }
    if (m_count >= 0) {
        width += paint::digitsWidth(font, QString::number(m_count)) + (text().isEmpty() ? 0 : theme().px(7));
    }
    return {static_cast<int>(std::ceil(width)), std::max(24, theme().px(24))};
}

void ToggleChip::paintFace(QPainter &painter, double hover)
{
    const Theme &look = theme();
    const QRectF area(rect());
    const double radius = look.radius(Radius::Control);
    QColor ink = look.color(Token::TextSecondary);
    if (isChecked()) {
        const QColor tint = look.color(Token::Accent, (look.isDark() ? 0.20 : 0.13) + 0.06 * hover);
        const bool isHighContrast = look.settings().kind == ThemeKind::HighContrast;
        paint::roundedBox(painter, area, radius, tint, isHighContrast ? look.color(Token::Accent) : QColor());
        ink = look.color(Token::Accent);
    } else {
        const QColor edge =
            m_level && m_count > 0 ? look.pillEdge(*m_level) : look.color(Token::BorderStrong);
        const QColor fill = blended(
            look.color(Token::Hover, hover), look.color(look.isDark() ? Token::Surface : Token::Raised));
        paint::roundedBox(painter, area, radius, fill, edge);
    }
    double x = look.px(10);
    if (m_level) {
        const double edge = look.px(10);
        paint::glyph(painter, look, *m_level, QRectF(x, area.center().y() - edge / 2, edge, edge));
        x += look.px(16);
    }
    const QFont font = look.font(TextRole::Label);
    painter.setFont(font);
    painter.setPen(ink);
    paint::elided(
        painter, QRectF(x, 0, area.width() - x, area.height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (m_count >= 0) {
        painter.setPen(isChecked() ? ink : look.color(Token::Text));
        paint::digits(
            painter, area.adjusted(0, 0, -look.px(10), 0), Qt::AlignRight, QString::number(m_count));
    }
}

FilterChip::FilterChip(ThemeController &themes, const QString &field, const QString &value, QWidget *parent)
    : ThemedButton(themes, parent)
    , m_field(field)
    , m_value(value)
{
    setText(field + u": "_s + value);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize FilterChip::sizeHint() const
{
    const QFontMetricsF metrics(theme().font(TextRole::Label));
    const double width = metrics.horizontalAdvance(m_field + u": "_s) + metrics.horizontalAdvance(m_value);
    return {static_cast<int>(std::ceil(width)) + theme().px(34), std::max(24, theme().px(24))};
}

QRectF FilterChip::crossArea() const
{
    return {static_cast<double>(width() - theme().px(22)), 0, static_cast<double>(theme().px(22)),
        static_cast<double>(height())};
}

void FilterChip::paintFace(QPainter &painter, double hover)
{
    const Theme &look = theme();
    const QColor base = look.color(look.isDark() ? Token::Raised : Token::Inset);
    paint::roundedBox(painter, QRectF(rect()), look.radius(Radius::Chip),
        blended(look.color(Token::Hover, hover), base), {});
    painter.setFont(look.font(TextRole::Label));
    const QString name = m_field + u": "_s;
    const double nameWidth = QFontMetricsF(painter.font()).horizontalAdvance(name);
    painter.setPen(look.color(Token::TextMuted));
    const QRectF words = QRectF(rect()).adjusted(look.px(8), 0, 0, 0);
    painter.drawText(words, Qt::AlignVCenter | Qt::AlignLeft, name);
    painter.setPen(look.color(Token::Text));
    painter.drawText(words.adjusted(nameWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_value);
    themes().icons().paint(painter, Icon::Close, look.color(Token::TextMuted), crossArea(), look.px(12));
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        Q_EMIT removed();
        return;
    }
    ThemedButton::keyPressEvent(event);
}

void FilterChip::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && crossArea().contains(event->position())) {
        setDown(false);
        Q_EMIT removed();
        return;
    }
    ThemedButton::mouseReleaseEvent(event);
}

} // namespace qd::console
