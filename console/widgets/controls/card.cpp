// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/card.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/painting.h"

#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kHeader = 38;
constexpr int kMenuEdge = 28;
constexpr int kTableEnd = 8; ///< below what fills a card to its edges, for the round corners

} // namespace

Card::Card(
    ThemeController &themes, const QString &title, QWidget *content, SkeletonShape shape, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_title(title)
    , m_margins(1, 0, 1, shape == SkeletonShape::Table ? kTableEnd : 1)
    , m_view(new StateView(themes, content, shape, this))
    , m_menu(new QMenu(this))
    , m_menuButton(new Button(themes, Icon::More, QString(), this))
{
    setAccessibleName(title);
    m_menuButton->setObjectName(u"cardMenu"_s);
    m_menuButton->setLook(Button::Look::Quiet);
    m_menuButton->setMenu(m_menu);
    m_menuButton->hide();
    Card::retranslate();
    connect(m_view, &StateView::actionTriggered, this, &Card::actionTriggered);
}

void Card::retranslate()
{
    m_menuButton->setToolTip(tr("More"));
    m_menuButton->setAccessibleName(tr("More"));
}

void Card::setTitle(const QString &title)
{
    m_title = title;
    setAccessibleName(title);
    update();
}

void Card::setSubtitle(const QString &subtitle)
{
    if (subtitle != m_subtitle) {
        m_subtitle = subtitle;
        update();
    }
}

void Card::setPill(std::optional<Severity> level, const QString &text)
{
    m_level = level;
    m_pillText = text;
    setAccessibleDescription(level ? text : QString());
    update();
}

void Card::setMenuVisible(bool visible)
{
    m_menuButton->setVisible(visible);
    update();
}

void Card::setContentMargins(const QMargins &margins)
{
    m_margins = margins;
    place();
    updateGeometry();
}

int Card::headerHeight() const
{
    return m_title.isEmpty() ? 1 : theme().px(kHeader);
}

QSize Card::sizeHint() const
{
    const QSize content = m_view->sizeHint();
    return {content.width() + theme().px(m_margins.left() + m_margins.right()),
        content.height() + headerHeight() + theme().px(m_margins.bottom())};
}

QSize Card::minimumSizeHint() const
{
    const QSize content = m_view->minimumSizeHint();
    return {content.width() + theme().px(m_margins.left() + m_margins.right()),
        content.height() + headerHeight() + theme().px(m_margins.bottom())};
}

void Card::place()
{
    const int edge = theme().px(kMenuEdge);
    m_menuButton->setGeometry(width() - edge - theme().px(7), theme().px(6), edge, edge);
    const int top = headerHeight();
    m_view->setGeometry(theme().px(m_margins.left()), top,
        width() - theme().px(m_margins.left() + m_margins.right()),
        height() - top - theme().px(m_margins.bottom()));
}

QRectF Card::pillArea() const
{
    if (!m_level) {
        return {};
    }
    const double right =
        m_menuButton->isHidden() ? width() - theme().space(Space::CardPadding) : m_menuButton->x() - 2;
    const double pillWidth = paint::pillWidth(theme(), m_pillText);
    const double pillHeight = paint::pillHeight(theme());
    return {right - pillWidth, theme().px(20) - pillHeight / 2, pillWidth, pillHeight};
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &look = theme();
    paint::roundedBox(painter, QRectF(rect()), look.radius(Radius::Card), look.color(Token::Surface),
        look.color(Token::Border));
    if (m_title.isEmpty()) {
        return;
    }
    const double left = look.space(Space::CardPadding);
    double right = m_level         ? pillArea().left() - look.px(8)
        : m_menuButton->isHidden() ? width() - left
                                   : m_menuButton->x();
    const double top = look.px(9);
    const double line = look.px(22);
    painter.setFont(look.font(TextRole::Section));
    painter.setPen(look.color(Token::Text));
    const double words = QFontMetricsF(painter.font()).horizontalAdvance(m_title);
    paint::elided(painter, QRectF(left, top, right - left, line), Qt::AlignVCenter | Qt::AlignLeft, m_title);
    const double x = left + words + look.px(8);
    if (!m_subtitle.isEmpty() && x < right - look.px(16)) {
        painter.setFont(look.font(TextRole::Small));
        painter.setPen(look.color(Token::TextMuted));
        paint::elided(
            painter, QRectF(x, top + 0.5, right - x, line), Qt::AlignVCenter | Qt::AlignLeft, m_subtitle);
    }
    if (m_level) {
        paint::pill(painter, look, *m_level, pillArea(), m_pillText);
    }
}

void Card::resizeEvent(QResizeEvent *)
{
    place();
}

void Card::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && pillArea().contains(event->position())) {
        Q_EMIT pillClicked();
        return;
    }
    ThemedWidget::mouseReleaseEvent(event);
}

void Card::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

} // namespace qd::console
