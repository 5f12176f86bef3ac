// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/charttooltip.h"

#include "console/widgets/charts/chartgeometry.h"
#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kShadow = 7;
constexpr int kMaxNameWidth = 220;

} // namespace

ChartTooltip::ChartTooltip(ThemeController &themes, QWidget *window)
    : ThemedWidget(themes, window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

double ChartTooltip::rowHeight() const
{
    return theme().lineHeight(TextRole::Small) + 3.0;
}

QSize ChartTooltip::sizeHint() const
{
    const QFontMetricsF names(theme().font(TextRole::Small));
    const QFont values = theme().font(TextRole::SmallStrong);
    double nameWidth = 0.0;
    double valueWidth = 0.0;
    for (const TooltipRow &row : m_content.rows) {
        nameWidth = std::max(
            nameWidth, std::min<double>(theme().px(kMaxNameWidth), names.horizontalAdvance(row.name)));
        valueWidth = std::max(valueWidth, paint::digitsWidth(values, row.value));
    }
    double width = theme().px(17 + 24) + nameWidth + valueWidth + theme().px(11);
    width = std::max(width, paint::digitsWidth(values, m_content.title) + theme().px(22));
    width = std::max(width, names.horizontalAdvance(m_content.note) + theme().px(22));
    width = std::max<double>(width, theme().px(130));
    double height = theme().px(30) + rowHeight() * static_cast<double>(m_content.rows.size()) + theme().px(5);
    height += m_content.more > 0 ? rowHeight() : 0.0;
    height += m_content.note.isEmpty() ? 0.0 : rowHeight();
    return {
        static_cast<int>(std::ceil(width)) + 2 * kShadow, static_cast<int>(std::ceil(height)) + 2 * kShadow};
}

void ChartTooltip::showAt(QPointF pointer, const QRectF &home, const TooltipContent &content)
{
    m_content = content;
    QRectF bounds =
        QRectF(parentWidget()->rect()).adjusted(4 - kShadow, 4 - kShadow, kShadow - 4, kShadow - 4);
    if (home.width() > 2.2 * sizeHint().width()) {
        bounds.setLeft(home.left() - kShadow);
        bounds.setRight(home.right() + kShadow);
    }
    const QRectF area = geometry::placeTooltip(pointer, QSizeF(sizeHint()), bounds, 14.0 - kShadow);
    setGeometry(area.toRect());
    show();
    raise();
    update();
}

void ChartTooltip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &look = theme();
    const QRectF panel = QRectF(rect()).adjusted(kShadow, kShadow, -kShadow, -kShadow);
    paint::shadow(painter, look, panel.adjusted(2, 2, -2, -2), 7);
    paint::roundedBox(painter, panel, 7, look.color(Token::Raised), look.color(Token::BorderStrong));
    const double left = panel.left() + look.px(11);
    const double right = panel.right() - look.px(11);
    painter.setFont(look.font(TextRole::SmallStrong));
    painter.setPen(look.color(Token::Text));
    paint::digits(painter, QRectF(left, panel.top() + look.px(5), right - left, look.px(22)), Qt::AlignLeft,
        m_content.title);
    double y = panel.top() + look.px(28);
    const double line = rowHeight();
    for (const TooltipRow &row : std::as_const(m_content.rows)) {
        const double middle = y + line / 2.0;
        painter.setPen(QPen(row.color, 3.0, row.isDashed ? Qt::DotLine : Qt::SolidLine,
            row.isDashed ? Qt::FlatCap : Qt::RoundCap));
        painter.drawLine(QPointF(left + 1.5, middle), QPointF(left + look.px(10) - 1.5, middle));
        painter.setFont(look.font(TextRole::SmallStrong));
        const double value = paint::digitsWidth(painter.font(), row.value);
        painter.setPen(look.color(Token::Text));
        paint::digits(painter, QRectF(right - value, y, value, line), Qt::AlignLeft, row.value);
        painter.setFont(look.font(row.isStrong ? TextRole::SmallStrong : TextRole::Small));
        painter.setPen(look.color(row.isStrong ? Token::Text : Token::TextSecondary));
        const double x = left + look.px(17);
        paint::elided(painter, QRectF(x, y, right - value - look.px(8) - x, line),
            Qt::AlignVCenter | Qt::AlignLeft, row.name, Qt::ElideMiddle);
        y += line;
    }
    painter.setFont(look.font(TextRole::Small));
    painter.setPen(look.color(Token::TextMuted));
    if (m_content.more > 0) {
        painter.drawText(QRectF(left, y, right - left, line), Qt::AlignVCenter | Qt::AlignLeft,
            u"+ %1"_s.arg(m_content.more));
        y += line;
    }
    painter.drawText(QRectF(left, y, right - left, line), Qt::AlignVCenter | Qt::AlignLeft, m_content.note);
}

} // namespace qd::console
