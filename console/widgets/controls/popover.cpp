// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/popover.h"

#include "console/widgets/controls/painting.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace qd::console {

namespace {

constexpr int kShadow = 8; ///< room around the panel for its shadow
constexpr int kGap = 4;

} // namespace

Popover::Popover(ThemeController &themes, QWidget *content, QWidget *window)
    : ThemedWidget(themes, window)
    , m_content(content)
    , m_window(window)
{
    content->setParent(this);
    content->installEventFilter(this);
    hide();
}

QSize Popover::wantedSize() const
{
    // What changed while it was hidden has not reached the layouts inside the layout yet.
    if (QLayout *layout = m_content->layout()) {
        layout->activate();
    }
    return m_content->sizeHint();
}

void Popover::openBelow(QWidget *anchor, bool alignRight)
{
    const QSize size = wantedSize();
    const QPoint corner = anchor->mapTo(m_window, QPoint(0, 0));
    int x = alignRight ? corner.x() + anchor->width() - size.width() : corner.x();
    int y = corner.y() + anchor->height() + kGap;
    if (y + size.height() > m_window->height() - kGap && corner.y() - kGap - size.height() >= 0) {
        y = corner.y() - kGap - size.height();
    }
    x = std::clamp(x, kGap, std::max(kGap, m_window->width() - size.width() - kGap));
    openAt({QPoint(x, y), size});
}

void Popover::openCentred(int top)
{
    const QSize size = wantedSize().boundedTo(m_window->size() - QSize(2 * kGap, top + kGap));
    openAt({QPoint((m_window->width() - size.width()) / 2, top), size});
}

void Popover::openAt(const QRect &area)
{
    if (!isVisible()) {
        m_focusBefore = QApplication::focusWidget();
        qApp->installEventFilter(this);
    }
    setGeometry(area.adjusted(-kShadow, -kShadow, kShadow, kShadow));
    m_content->setGeometry(QRect(QPoint(kShadow, kShadow), area.size()));
    m_content->show();
    show();
    raise();
    QWidget *first = m_content;
    while (first->focusPolicy() == Qt::NoFocus && first->nextInFocusChain() != m_content) {
        first = first->nextInFocusChain();
        if (!isAncestorOf(first)) {
            first = m_content;
            break;
        }
    }
    first->setFocus(Qt::PopupFocusReason);
}

void Popover::growWithContent()
{
    // Down only, and only to grow: what has the pointer over it stays where it is.
    const QRect area = geometry().adjusted(kShadow, kShadow, -kShadow, -kShadow);
    const int room = m_window->height() - kGap - area.top();
    const int height = std::min(m_content->sizeHint().height(), room);
    if (isVisible() && height > area.height()) {
        setGeometry(QRect(area.topLeft(), QSize(area.width(), height))
                        .adjusted(-kShadow, -kShadow, kShadow, kShadow));
        m_content->setGeometry(QRect(QPoint(kShadow, kShadow), QSize(area.width(), height)));
    }
}

void Popover::close()
{
    if (!isVisible()) {
        return;
    }
    qApp->removeEventFilter(this);
    hide();
    if (m_focusBefore) {
        m_focusBefore->setFocus(Qt::PopupFocusReason);
    }
    Q_EMIT closed();
}

void Popover::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRectF area = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
    const double radius = theme().radius(Radius::Card);
    paint::shadow(painter, theme(), area, radius);
    paint::roundedBox(
        painter, area, radius, theme().color(Token::Raised), theme().color(Token::BorderStrong));
}

void Popover::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    ThemedWidget::keyPressEvent(event);
}

bool Popover::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::LayoutRequest) {
        growWithContent();
    } else if (event->type() == QEvent::WindowDeactivate && watched == m_window->window()) {
        // A menu or a list that the content opened also takes the activation; the panel stays for those.
        if (!QApplication::activePopupWidget()) {
            close();
        }
    } else if (event->type() == QEvent::MouseButtonPress && watched->isWidgetType()) {
        const auto *widget = static_cast<const QWidget *>(watched);
        const bool isInside = widget == this || isAncestorOf(widget);
        if (!isInside && widget->window() == m_window->window()) {
            close();
        }
    }
    return ThemedWidget::eventFilter(watched, event);
}

} // namespace qd::console
