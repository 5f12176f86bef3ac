// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/keyhint.h"

#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <cmath>

namespace qd::console {

KeyHint::KeyHint(ThemeController &themes, const QString &keys, const QString &meaning, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_keys(keys)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setMeaning(meaning);
}

void KeyHint::setMeaning(const QString &meaning)
{
    m_meaning = meaning;
    setAccessibleName(meaning.isEmpty() ? m_keys : m_keys + u' ' + meaning);
    updateGeometry();
    update();
}

QSize KeyHint::sizeHint() const
{
    double width = paint::keyCapWidth(theme(), m_keys);
    if (!m_meaning.isEmpty()) {
        width += theme().px(6) + QFontMetricsF(theme().font(TextRole::Small)).horizontalAdvance(m_meaning);
    }
    return {static_cast<int>(std::ceil(width)), theme().px(20)};
}

void KeyHint::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const double cap = paint::keyCapWidth(theme(), m_keys);
    paint::keyCap(
        painter, theme(), QRectF(0, (height() - theme().px(18)) / 2.0, cap, theme().px(18)), m_keys);
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(Token::TextMuted));
    painter.drawText(
        QRectF(cap + theme().px(6), 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, m_meaning);
}

} // namespace qd::console
