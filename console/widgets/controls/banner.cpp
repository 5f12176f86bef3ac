// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/banner.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/painting.h"

#include <QAccessible>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace qd::console {

Banner::Banner(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_button(new Button(themes, QString(), this))
{
    m_button->setObjectName(u"bannerAction"_s);
    m_button->hide();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_button, &QAbstractButton::clicked, this, &Banner::actionTriggered);
}

void Banner::setMessage(Tone tone, const QString &text, const QString &action)
{
    const bool isNews = tone != m_tone || m_text.isEmpty();
    m_tone = tone;
    m_text = text;
    setAccessibleName(text);
    m_button->setText(action);
    m_button->setVisible(!action.isEmpty());
    if (isNews) {
        // A countdown changes every second; only a new kind of message is announced.
        QAccessibleEvent alert(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    place();
    update();
}

void Banner::setCard(bool isCard)
{
    m_isCard = isCard;
    place();
    update();
}

QColor Banner::toneColor() const
{
    switch (m_tone) {
    case Tone::Info:
        return theme().color(Token::Accent);
    case Tone::Warning:
        return theme().severity(Severity::Warning);
    case Tone::Critical:
        return theme().severity(Severity::Critical);
    case Tone::Replay:
        return theme().color(Token::Series6);
    }
    return theme().color(Token::Accent);
}

QSize Banner::sizeHint() const
{
    return {theme().px(400),
        m_isCard ? theme().px(36) : std::max(theme().px(28), m_button->isHidden() ? 0 : theme().px(30))};
}

QSize Banner::minimumSizeHint() const
{
    return {theme().px(120), sizeHint().height()};
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor tint = toneColor();
    tint.setAlphaF(theme().isDark() ? 0.20F : 0.12F);
    const QColor fill = blended(tint, theme().color(Token::Surface));
    if (m_isCard) {
        QColor edge = toneColor();
        edge.setAlphaF(0.5F);
        paint::roundedBox(painter, QRectF(rect()), theme().radius(Radius::Card), fill,
            blended(edge, theme().color(Token::Surface)));
    } else {
        painter.fillRect(rect(), fill);
        painter.fillRect(0, height() - 1, width(), 1, toneColor());
    }
    double x = theme().space(m_isCard ? Space::CardPadding : Space::Page);
    const double edge = theme().px(12);
    const QRectF mark(x, (height() - edge) / 2, edge, edge);
    switch (m_tone) {
    case Tone::Warning:
        paint::glyph(painter, theme(), Severity::Warning, mark);
        break;
    case Tone::Critical:
        paint::glyph(painter, theme(), Severity::Critical, mark);
        break;
    case Tone::Info:
    case Tone::Replay:
        themes().icons().paint(painter, Icon::Clock, theme().color(Token::Text), mark, theme().px(14));
        break;
    }
    x += edge + theme().px(8);
    const double right = m_button->isHidden() ? width() : m_button->x();
    painter.setFont(theme().font(TextRole::Label));
    painter.setPen(theme().color(Token::Text));
    const QRectF words(x, 0, right - x - theme().px(8), height());
    const bool isCut = paint::elided(painter, words, Qt::AlignVCenter | Qt::AlignLeft, m_text);
    setToolTip(isCut ? m_text : QString());
}

void Banner::resizeEvent(QResizeEvent *)
{
    place();
}

void Banner::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void Banner::place()
{
    const QSize size(m_button->sizeHint().width(), std::min(m_button->sizeHint().height(), height() - 4));
    const int margin = m_isCard ? theme().px(4) : theme().space(Space::Page);
    m_button->setGeometry(
        width() - size.width() - margin, (height() - size.height()) / 2, size.width(), size.height());
}

} // namespace qd::console
