// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/label.h"

#include "console/widgets/controls/painting.h"

#include <QAccessible>
#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace qd::console {

Label::Label(ThemeController &themes, const QString &text, TextRole role, Token color, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_text(text)
    , m_role(role)
    , m_color(color)
{
    setAccessibleName(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Label::setText(const QString &text)
{
    if (text == m_text) {
        return;
    }
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void Label::setColor(Token color)
{
    m_color = color;
    update();
}

void Label::setAlignment(Qt::Alignment alignment)
{
    m_alignment = alignment;
    update();
}

void Label::setWordWrap(bool wrap)
{
    m_wraps = wrap;
    QSizePolicy policy = sizePolicy();
    policy.setHeightForWidth(wrap);
    policy.setVerticalPolicy(wrap ? QSizePolicy::Preferred : QSizePolicy::Fixed);
    setSizePolicy(policy);
    updateGeometry();
}

void Label::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    update();
}

void Label::setTabular(bool tabular)
{
    m_isTabular = tabular;
    updateGeometry();
    update();
}

QSize Label::sizeHint() const
{
    const QFont font = theme().font(m_role);
    const double width =
        m_isTabular ? paint::digitsWidth(font, m_text) : QFontMetricsF(font).horizontalAdvance(m_text);
    return {static_cast<int>(std::ceil(width)) + 1, theme().lineHeight(m_role)};
}

QSize Label::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), theme().px(24)), theme().lineHeight(m_role)};
}

int Label::heightForWidth(int width) const
{
    const QRect bounds = QFontMetrics(theme().font(m_role))
                             .boundingRect(QRect(0, 0, width, 1 << 20), Qt::TextWordWrap, m_text);
    return std::max(theme().lineHeight(m_role), bounds.height() + 2);
}

void Label::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme().font(m_role));
    painter.setPen(theme().color(m_color));
    if (m_wraps) {
        painter.drawText(rect(), static_cast<int>(m_alignment) | Qt::TextWordWrap, m_text);
    } else if (m_isTabular && sizeHint().width() <= width()) {
        paint::digits(painter, QRectF(rect()), m_alignment, m_text);
    } else {
        paint::elided(painter, QRectF(rect()), m_alignment, m_text, m_elide);
    }
}

bool Label::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        if (!m_wraps && sizeHint().width() > width() + 1) {
            QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), m_text, this);
        }
        return true;
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
