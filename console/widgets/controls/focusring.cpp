// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/focusring.h"

#include <QApplication>
#include <QEvent>

namespace qd::console {

FocusRing::FocusRing(QApplication &app)
    : QObject(&app)
{
    app.installEventFilter(this);
    connect(&app, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { moveTo(now); });
}

FocusRing::~FocusRing()
{
    delete m_frame;
}

QWidget *FocusRing::target() const
{
    return m_frame ? m_frame->widget() : nullptr;
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        m_byKeys = true;
    } else if (event->type() == QEvent::MouseButtonPress) {
        m_byKeys = false;
        moveTo(nullptr);
    }
    return QObject::eventFilter(watched, event);
}

void FocusRing::moveTo(QWidget *widget)
{
    const bool wantsRing =
        widget && m_byKeys && !widget->isWindow() && !widget->property(kNoFocusRing).toBool();
    if (!wantsRing) {
        if (m_frame) {
            m_frame->setWidget(nullptr);
        }
        return;
    }
    if (!m_frame) {
        m_frame = new QFocusFrame;
    }
    m_frame->setWidget(widget);
}

} // namespace qd::console
