// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/themedwidget.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

namespace qd::console {

ThemedWidget::ThemedWidget(ThemeController &themes, QWidget *parent)
    : QWidget(parent)
    , m_themes(themes)
{
    connect(&themes, &ThemeController::changed, this, &ThemedWidget::onThemeChanged);
}

void ThemedWidget::onThemeChanged()
{
    updateGeometry();
    update();
}

void ThemedWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        updateGeometry();
        update();
    }
    QWidget::changeEvent(event);
}

ThemedButton::ThemedButton(ThemeController &themes, QWidget *parent)
    : QAbstractButton(parent)
    , m_themes(themes)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    connect(&themes, &ThemeController::changed, this, &ThemedButton::onThemeChanged);
    connect(&m_fade, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        m_hover = value.toDouble();
        update();
    });
}

void ThemedButton::onThemeChanged()
{
    updateGeometry();
    update();
}

void ThemedButton::fadeTo(double target)
{
    m_fade.stop();
    const int length = theme().motionMs();
    if (length == 0 || !isVisible()) {
        m_hover = target;
        update();
        return;
    }
    m_fade.setStartValue(m_hover);
    m_fade.setEndValue(target);
    m_fade.setDuration(length);
    m_fade.start();
}

void ThemedButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled()) {
        painter.setOpacity(0.5);
    }
    paintFace(painter, isDown() ? 1.0 : m_hover);
}

void ThemedButton::enterEvent(QEnterEvent *event)
{
    QAbstractButton::enterEvent(event);
    fadeTo(1.0);
}

void ThemedButton::leaveEvent(QEvent *event)
{
    QAbstractButton::leaveEvent(event);
    fadeTo(0.0);
}

void ThemedButton::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        click();
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        // QAbstractButton would move the focus along the tab order; strips and rails know better.
        event->ignore();
        return;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

void ThemedButton::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        updateGeometry();
    }
    QAbstractButton::changeEvent(event);
}

} // namespace qd::console
