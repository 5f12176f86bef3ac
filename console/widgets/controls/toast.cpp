// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/toast.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/statusstrip.h"

#include <QAccessible>
#include <QEvent>
#include <QPainter>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::console {

namespace {

constexpr auto kPlainTime = 5s;
constexpr auto kActionTime = 8s;
constexpr int kShadow = 8;
constexpr int kWidth = 360;

bool staysOpen(const ToastMessage &message)
{
    return message.severity == Severity::Critical || message.severity == Severity::Major;
}

} // namespace

/// One message with its clock.
class ToastStack::Toast final : public ThemedWidget
{
public:
    Toast(ThemeController &themes, const ToastMessage &message, ToastStack *stack)
        : ThemedWidget(themes, stack)
        , m_message(message)
        , m_action(new Button(themes, message.action, this))
        , m_close(new Button(themes, Icon::Close, QString(), this))
    {
        setObjectName(u"toast"_s);
        setAccessibleName(message.text + u' ' + message.detail);
        m_action->setObjectName(u"toastAction"_s);
        m_action->setVisible(!message.action.isEmpty());
        m_close->setObjectName(u"toastClose"_s);
        m_close->setLook(Button::Look::Quiet);
        m_close->setToolTip(ToastStack::tr("Close"));
        m_close->setAccessibleName(ToastStack::tr("Close"));
        connect(m_close, &QAbstractButton::clicked, this, [this, stack] { stack->remove(this); });
        connect(m_action, &QAbstractButton::clicked, this, [this, stack] {
            const QString id = m_message.id;
            stack->remove(this);
            Q_EMIT stack->actionTriggered(id);
        });
        m_clock.setSingleShot(true);
        connect(&m_clock, &QTimer::timeout, this, [this, stack] { stack->remove(this); });
        for (QWidget *child : {static_cast<QWidget *>(m_action), static_cast<QWidget *>(m_close)}) {
            child->installEventFilter(this);
        }
        setAttribute(Qt::WA_Hover);
        startClock();
    }

    [[nodiscard]] const ToastMessage &message() const { return m_message; }

    [[nodiscard]] QSize sizeHint() const override
    {
        int height = theme().px(20) + theme().lineHeight(TextRole::BodyStrong);
        if (!m_message.detail.isEmpty()) {
            height += theme().lineHeight(TextRole::TableCell) + 2;
        }
        return {theme().px(kWidth) + 2 * kShadow, std::max(height, theme().px(46)) + 2 * kShadow};
    }

protected:
    void enterEvent(QEnterEvent *) override { m_clock.stop(); }
    void leaveEvent(QEvent *) override { startClock(); }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::FocusIn) {
            m_clock.stop();
        } else if (event->type() == QEvent::FocusOut) {
            startClock();
        }
        return ThemedWidget::eventFilter(watched, event);
    }

    void resizeEvent(QResizeEvent *) override
    {
        const QSize close = m_close->sizeHint();
        int right = width() - kShadow - theme().px(8);
        m_close->setGeometry(
            right - close.width(), (height() - close.height()) / 2, close.width(), close.height());
        right -= close.width() + theme().px(4);
        const QSize action = m_action->sizeHint();
        m_action->setGeometry(
            right - action.width(), (height() - action.height()) / 2, action.width(), action.height());
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        const QRectF area = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
        const double radius = theme().radius(Radius::Card);
        paint::shadow(painter, theme(), area, radius);
        paint::roundedBox(
            painter, area, radius, theme().color(Token::Raised), theme().color(Token::BorderStrong));
        double x = area.left() + theme().px(14);
        if (m_message.severity) {
            const double edge = theme().px(12);
            paint::glyph(
                painter, theme(), *m_message.severity, QRectF(x, area.center().y() - edge / 2, edge, edge));
            x += edge + theme().px(10);
        }
        const double right = m_message.action.isEmpty() ? m_close->x() : m_action->x();
        const double width = right - x - theme().px(8);
        const double first = theme().lineHeight(TextRole::BodyStrong);
        const bool hasDetail = !m_message.detail.isEmpty();
        const double top = hasDetail ? area.top() + theme().px(9) : area.center().y() - first / 2;
        painter.setFont(theme().font(TextRole::BodyStrong));
        painter.setPen(theme().color(Token::Text));
        paint::elided(
            painter, QRectF(x, top, width, first), Qt::AlignVCenter | Qt::AlignLeft, m_message.text);
        if (hasDetail) {
            painter.setFont(theme().font(TextRole::TableCell));
            painter.setPen(theme().color(Token::TextSecondary));
            paint::elided(painter, QRectF(x, top + first + 1, width, theme().lineHeight(TextRole::TableCell)),
                Qt::AlignVCenter | Qt::AlignLeft, m_message.detail);
        }
    }

private:
    void startClock()
    {
        if (!staysOpen(m_message)) {
            m_clock.start(m_message.action.isEmpty() ? kPlainTime : kActionTime);
        }
    }

    ToastMessage m_message;
    Button *m_action;
    Button *m_close;
    QTimer m_clock;
};

ToastStack::ToastStack(ThemeController &themes, QWidget *window)
    : ThemedWidget(themes, window)
    , m_window(window)
{
    setObjectName(u"toasts"_s);
    window->installEventFilter(this);
    hide();
}

void ToastStack::show(const ToastMessage &message)
{
    if (!message.id.isEmpty()) {
        dismiss(message.id);
        m_waiting.removeIf([&](const ToastMessage &other) { return other.id == message.id; });
    }
    m_waiting.append(message);
    if (m_waiting.size() > kMaxWaiting) {
        m_waiting.removeFirst();
    }
    showNext();
}

void ToastStack::showNext()
{
    while (shownCount() < kMaxShown && !m_waiting.isEmpty()) {
        auto *toast = new Toast(themes(), m_waiting.takeFirst(), this);
        m_shown.append(toast);
        toast->show();
        QAccessibleEvent alert(toast, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    place();
}

void ToastStack::dismiss(const QString &id)
{
    const auto found =
        std::ranges::find_if(m_shown, [&](const Toast *toast) { return toast->message().id == id; });
    if (found != m_shown.cend()) {
        remove(*found);
    }
}

bool ToastStack::dismissTopmost()
{
    if (m_shown.isEmpty()) {
        return false;
    }
    remove(m_shown.last());
    return true;
}

QList<ToastMessage> ToastStack::shown() const
{
    QList<ToastMessage> messages;
    for (const Toast *toast : m_shown) {
        messages.append(toast->message());
    }
    return messages;
}

void ToastStack::remove(Toast *toast)
{
    if (m_shown.removeAll(toast) == 0) {
        return;
    }
    toast->hide();
    toast->deleteLater();
    showNext();
}

void ToastStack::place()
{
    if (m_shown.isEmpty()) {
        hide();
        return;
    }
    int height = 0;
    int width = 0;
    for (const Toast *toast : std::as_const(m_shown)) {
        height += toast->sizeHint().height() - kShadow;
        width = std::max(width, toast->sizeHint().width());
    }
    height += kShadow;
    const int margin = theme().space(Space::Medium) - kShadow;
    const int bottom = m_window->height() - theme().px(StatusStrip::kHeight) - margin;
    setGeometry(m_window->width() - width - margin, bottom - height, width, height);
    int y = 0;
    for (Toast *toast : std::as_const(m_shown)) {
        toast->setGeometry(0, y, width, toast->sizeHint().height());
        y += toast->sizeHint().height() - kShadow;
    }
    QWidget::show();
    raise();
}

bool ToastStack::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_window && event->type() == QEvent::Resize) {
        place();
    }
    return ThemedWidget::eventFilter(watched, event);
}

void ToastStack::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

} // namespace qd::console
