// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/stateview.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/painting.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::console {

namespace {

constexpr auto kSkeletonDelay = 150ms;
constexpr double kDimmed = 0.45;
constexpr int kProgressLine = 2;

} // namespace

/// Everything that is not the content: skeleton, messages, the veil over old data, the progress line.
class StateView::Overlay final : public ThemedWidget
{
public:
    Overlay(ThemeController &themes, SkeletonShape shape, StateView *view)
        : ThemedWidget(themes, view)
        , m_action(new Button(themes, QString(), this))
        , m_copy(new Button(themes, Icon::Copy, QString(), this))
        , m_shape(shape)
    {
        m_action->setObjectName(u"stateAction"_s);
        m_copy->setObjectName(u"stateCopyDetails"_s);
        m_copy->setLook(Button::Look::Quiet);
        connect(m_action, &QAbstractButton::clicked, view, &StateView::actionTriggered);
        connect(m_copy, &QAbstractButton::clicked, this, [this] {
            QGuiApplication::clipboard()->setText(
                m_state.title + u'\n' + m_state.detail + u'\n' + m_state.code);
        });
        retranslate();
    }

    void setState(const ViewState &state, bool showSkeleton)
    {
        m_state = state;
        m_showsSkeleton = showSkeleton;
        const bool hasMessage = isMessage();
        m_action->setText(state.action);
        m_action->setVisible(hasMessage && !state.action.isEmpty());
        m_copy->setVisible(hasMessage && state.kind == ViewState::Kind::Failed);
        // Old data can still be read, sorted and copied through the veil.
        setAttribute(Qt::WA_TransparentForMouseEvents, !hasMessage);
        setAccessibleName(state.title);
        setAccessibleDescription(state.detail + state.age);
        place();
        update();
    }

protected:
    void retranslate() override
    {
        m_copy->setText(StateView::tr("Copy details"));
        place();
    }

    void resizeEvent(QResizeEvent *) override { place(); }

    void onThemeChanged() override
    {
        ThemedWidget::onThemeChanged();
        place();
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (m_showsSkeleton) {
            paintSkeleton(painter);
        } else if (m_state.isDimmed()) {
            paintVeil(painter);
        } else if (m_state.kind == ViewState::Kind::Loading && m_state.hasData) {
            painter.fillRect(0, 0, width() * 2 / 5, kProgressLine, theme().color(Token::Accent));
            painter.fillRect(
                width() * 2 / 5, 0, width() * 3 / 5 + 1, kProgressLine, theme().color(Token::Accent, 0.25));
        }
        if (isMessage()) {
            paintMessage(painter);
        }
    }

private:
    [[nodiscard]] bool isMessage() const
    {
        switch (m_state.kind) {
        case ViewState::Kind::Empty:
        case ViewState::Kind::Failed:
        case ViewState::Kind::Denied:
            return true;
        case ViewState::Kind::Loading:
        case ViewState::Kind::Ready:
        case ViewState::Kind::Stale:
            break;
        }
        return false;
    }

    [[nodiscard]] Icon messageIcon() const
    {
        switch (m_state.kind) {
        case ViewState::Kind::Failed:
            return Icon::Cut;
        case ViewState::Kind::Denied:
            return Icon::Lock;
        default:
            return Icon::Empty;
        }
    }

    /// Icon, title, detail and buttons as one centred column; the icon goes first when room is short.
    struct MessageLayout
    {
        QRectF icon;
        QRectF title;
        QRectF detail;
        double buttons = 0.0;
    };
    [[nodiscard]] MessageLayout messageLayout() const
    {
        const double icon = theme().px(28);
        const double titleLine = theme().lineHeight(TextRole::BodyStrong);
        const double detailLine = m_state.detail.isEmpty() ? 0.0 : theme().lineHeight(TextRole::TableCell);
        const bool hasButtons = !m_action->isHidden() || !m_copy->isHidden();
        const double buttons = hasButtons ? theme().controlHeight() + theme().px(10) : 0.0;
        double total = titleLine + detailLine + buttons;
        const bool showsIcon = height() >= total + icon + theme().px(24);
        if (showsIcon) {
            total += icon + theme().px(8);
        }
        MessageLayout layout;
        double y = std::max(0.0, (height() - total) / 2.0);
        if (showsIcon) {
            layout.icon = QRectF(0, y, width(), icon);
            y += icon + theme().px(8);
        }
        const double margin = theme().px(12);
        layout.title = QRectF(margin, y, width() - 2 * margin, titleLine);
        y += titleLine;
        layout.detail = QRectF(margin, y, width() - 2 * margin, detailLine);
        layout.buttons = y + detailLine + theme().px(10);
        return layout;
    }

    void place()
    {
        const double y = messageLayout().buttons;
        int total = 0;
        for (const Button *button : {m_action, m_copy}) {
            total += button->isHidden() ? 0 : button->sizeHint().width() + theme().px(8);
        }
        int x = (width() - total + theme().px(8)) / 2;
        for (Button *button : {m_action, m_copy}) {
            if (!button->isHidden()) {
                button->setGeometry(
                    x, static_cast<int>(y), button->sizeHint().width(), theme().controlHeight());
                x += button->width() + theme().px(8);
            }
        }
    }

    void paintMessage(QPainter &painter)
    {
        const MessageLayout layout = messageLayout();
        if (!layout.icon.isEmpty()) {
            const QColor ink = m_state.kind == ViewState::Kind::Failed ? theme().severity(Severity::Critical)
                                                                       : theme().color(Token::TextMuted);
            themes().icons().paint(painter, messageIcon(), ink, layout.icon, theme().px(26));
        }
        painter.setFont(theme().font(TextRole::BodyStrong));
        painter.setPen(theme().color(Token::Text));
        paint::elided(painter, layout.title, Qt::AlignCenter, m_state.title);
        painter.setFont(theme().font(TextRole::TableCell));
        painter.setPen(theme().color(Token::TextSecondary));
        const QString code = m_state.code.isEmpty() ? QString() : u" · "_s + m_state.code;
        paint::elided(painter, layout.detail, Qt::AlignCenter, m_state.detail + code);
    }

    void paintVeil(QPainter &painter)
    {
        // A veil in the card's colour looks like 45 % opacity and costs no off-screen copy of the content.
        painter.fillRect(rect(), theme().color(Token::Surface, 1.0 - kDimmed));
        if (m_state.age.isEmpty()) {
            return;
        }
        painter.setFont(theme().font(TextRole::Small));
        const double words = QFontMetricsF(painter.font()).horizontalAdvance(m_state.age);
        const double edge = theme().px(13);
        const QSizeF size(words + edge + theme().px(20), theme().px(22));
        const QRectF tag(width() - size.width() - theme().px(8), theme().px(4), size.width(), size.height());
        paint::roundedBox(painter, tag, theme().radius(Radius::Pill), theme().color(Token::Raised),
            theme().color(Token::BorderStrong));
        themes().icons().paint(painter, Icon::Clock, theme().color(Token::TextSecondary),
            QRectF(tag.left() + theme().px(6), tag.top(), edge, tag.height()), static_cast<int>(edge));
        painter.setPen(theme().color(Token::TextSecondary));
        painter.drawText(
            tag.adjusted(edge + theme().px(11), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_state.age);
    }

    void paintSkeleton(QPainter &painter)
    {
        const QColor tone = theme().color(theme().isDark() ? Token::Hover : Token::Inset);
        const auto bar = [&](double x, double y, double w, double h) {
            paint::roundedBox(painter, QRectF(x, y, w, h), 4, tone, {});
        };
        const double margin = theme().px(14);
        const double line = theme().px(10);
        switch (m_shape) {
        case SkeletonShape::Chart:
            for (int i = 0; i < 5; ++i) {
                const double y = margin + (height() - 3 * margin) * i / 4.0;
                bar(margin, y - line / 2, theme().px(24), line);
                painter.fillRect(QRectF(theme().px(46), y, width() - theme().px(46) - margin, 1), tone);
            }
            break;
        case SkeletonShape::Table: {
            const double step = theme().rowHeight();
            for (double y = step / 2; y < height() - line; y += step) {
                bar(margin, y - line / 2, width() * 0.12, line);
                bar(margin + width() * 0.16, y - line / 2, width() * 0.25, line);
                bar(margin + width() * 0.46, y - line / 2, width() * 0.4, line);
            }
            break;
        }
        case SkeletonShape::Tile:
            bar(margin, margin, width() * 0.4, line);
            bar(margin, margin + theme().px(20), width() * 0.3, theme().px(22));
            bar(margin, height() - margin - line, width() * 0.55, line);
            break;
        case SkeletonShape::Text:
            for (int i = 0; i < 3; ++i) {
                bar(margin, margin + i * theme().px(20), width() * (i == 2 ? 0.4 : 0.75), line);
            }
            break;
        }
    }

    Button *m_action;
    Button *m_copy;
    ViewState m_state;
    SkeletonShape m_shape;
    bool m_showsSkeleton = false;
};

StateView::StateView(ThemeController &themes, QWidget *content, SkeletonShape shape, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_content(content)
    , m_overlay(nullptr)
{
    content->setParent(this);
    m_overlay = new Overlay(themes, shape, this);
    m_skeletonDelay.setSingleShot(true);
    m_skeletonDelay.setInterval(kSkeletonDelay);
    connect(&m_skeletonDelay, &QTimer::timeout, this, [this] { m_overlay->setState(m_state, true); });
    m_skeletonDelay.start();
    apply();
}

void StateView::setState(const ViewState &state)
{
    if (state == m_state) {
        return;
    }
    const bool isNewFailure =
        state.kind == ViewState::Kind::Failed && m_state.kind != ViewState::Kind::Failed;
    m_state = state;
    const bool isFirstLoad = state.kind == ViewState::Kind::Loading && !state.hasData;
    if (isFirstLoad) {
        m_skeletonDelay.start();
    } else {
        m_skeletonDelay.stop();
    }
    apply();
    if (isNewFailure) {
        QAccessibleEvent alert(m_overlay, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
}

void StateView::apply()
{
    const bool showsContent = m_state.kind == ViewState::Kind::Ready || m_state.hasData;
    m_content->setVisible(showsContent);
    m_overlay->setState(m_state, false);
    m_overlay->setVisible(m_state.kind != ViewState::Kind::Ready);
    m_overlay->raise();
}

QSize StateView::sizeHint() const
{
    return m_content->sizeHint();
}

QSize StateView::minimumSizeHint() const
{
    return m_content->minimumSizeHint();
}

void StateView::resizeEvent(QResizeEvent *)
{
    m_content->setGeometry(rect());
    m_overlay->setGeometry(rect());
}

void StateView::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    m_overlay->update();
}

} // namespace qd::console
