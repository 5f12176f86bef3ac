// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/button.h"

#include "console/widgets/controls/painting.h"

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

namespace {

constexpr double kPadding = 12.0;
constexpr double kIcon = 15.0;
constexpr double kIconGap = 7.0;

} // namespace

Button::Button(ThemeController &themes, const QString &text, QWidget *parent)
    : ThemedButton(themes, parent)
{
    setText(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(this, &QAbstractButton::clicked, this, [this] {
        if (m_menu) {
            openMenu();
        }
    });
}

Button::Button(ThemeController &themes, Icon icon, const QString &text, QWidget *parent)
    : Button(themes, text, parent)
{
    m_icon = icon;
}

void Button::setLook(Look look)
{
    m_look = look;
    update();
}

void Button::setIcon(Icon icon)
{
    m_icon = icon;
    updateGeometry();
    update();
}

void Button::setHint(const QString &hint)
{
    m_hint = hint;
    updateGeometry();
    update();
}

void Button::setMenu(QMenu *menu)
{
    m_menu = menu;
}

void Button::openMenu()
{
    const QSize size = m_menu->sizeHint();
    QPoint corner = mapToGlobal(QPoint(0, height() + 2));
    // Icon buttons sit at right edges: their menu grows to the left.
    if (isIconOnly()) {
        corner.rx() += width() - size.width();
    }
    m_menu->popup(corner);
}

QSize Button::sizeHint() const
{
    const Theme &look = theme();
    const int height =
        m_look == Look::Quiet ? std::max(24, look.controlHeight() - look.px(4)) : look.controlHeight();
    if (isIconOnly()) {
        return {m_look == Look::Quiet ? height : height + look.px(4), height};
    }
    const QFontMetricsF metrics(look.font(TextRole::Label));
    double width = metrics.horizontalAdvance(text()) + 2.0 * look.px(kPadding);
    if (m_icon) {
        width += look.px(kIcon + kIconGap);
    }
    if (!m_hint.isEmpty()) {
        width += look.px(8) + paint::digitsWidth(look.font(TextRole::Small), m_hint);
    }
    return {static_cast<int>(std::ceil(width)), height};
}

void Button::paintFace(QPainter &painter, double hover)
{
    const Theme &look = theme();
    const QRectF area(rect());
    const double radius = look.radius(Radius::Control);
    QColor ink = look.color(Token::Text);
    QColor iconInk = look.color(Token::TextSecondary);
    switch (m_look) {
    case Look::Primary: {
        QColor fill = look.color(Token::Accent);
        const QColor tint = look.color(look.isDark() ? Token::Text : Token::Shadow, 0.14 * hover);
        paint::roundedBox(painter, area, radius, blended(tint, fill), {});
        ink = iconInk = look.color(Token::OnAccent);
        break;
    }
    case Look::Normal:
        paint::roundedBox(painter, area, radius,
            blended(look.color(Token::Hover, hover), look.color(Token::Raised)),
            look.color(Token::BorderStrong));
        break;
    case Look::Danger:
        paint::roundedBox(painter, area, radius,
            blended(look.color(Token::Critical, 0.10 + 0.08 * hover), look.color(Token::Raised)),
            look.pillEdge(Severity::Critical));
        ink = iconInk = look.color(Token::CriticalText);
        break;
    case Look::Quiet:
        if (hover > 0.0 || isChecked()) {
            paint::roundedBox(painter, area, radius, look.color(Token::Hover, isChecked() ? 1.0 : hover), {});
        }
        iconInk = isChecked() ? look.color(Token::Accent) : look.color(Token::TextMuted);
        ink = look.color(Token::TextSecondary);
        break;
    }
    if (isIconOnly()) {
        themes().icons().paint(painter, *m_icon, iconInk, area, look.px(16));
        return;
    }
    double x = look.px(kPadding);
    if (m_icon) {
        const double edge = look.px(kIcon);
        themes().icons().paint(
            painter, *m_icon, iconInk, QRectF(x - 1, 0, edge, area.height()), static_cast<int>(edge));
        x += edge + look.px(kIconGap);
    }
    painter.setFont(look.font(TextRole::Label));
    painter.setPen(ink);
    paint::elided(
        painter, QRectF(x, 0, area.width() - x - 4, area.height()), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (!m_hint.isEmpty()) {
        painter.setFont(look.font(TextRole::Small));
        painter.setPen(m_look == Look::Primary ? ink : look.color(Token::TextMuted));
        paint::digits(painter, area.adjusted(0, 0, -look.px(kPadding), 0), Qt::AlignRight, m_hint);
    }
}

void Button::keyPressEvent(QKeyEvent *event)
{
    if (m_menu && event->key() == Qt::Key_Down) {
        openMenu();
        return;
    }
    ThemedButton::keyPressEvent(event);
}

} // namespace qd::console
