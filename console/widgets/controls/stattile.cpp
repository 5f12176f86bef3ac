// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/stattile.h"

#include "console/widgets/controls/focusring.h"

#include <QContextMenuEvent>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kHeight = 98;
constexpr int kNumberBaseline = 57; ///< under the title, over the note, at 100 %
constexpr int kSparkTop = 37; ///< clear of the title, whose line ends at 29
constexpr int kSparkBottom = 66; ///< clear of the note
constexpr double kDimmed = 0.45;

double sumOf(const QList<std::pair<Severity, double>> &shares)
{
    double sum = 0.0;
    for (const auto &[level, share] : shares) {
        sum += share;
    }
    return sum;
}

} // namespace

StatTile::StatTile(ThemeController &themes, QWidget *parent)
    : ThemedButton(themes, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setProperty(FocusRing::kFocusRadius, 8.0);
}

void StatTile::setContent(const TileContent &content)
{
    if (content == m_content) {
        return;
    }
    const bool sameTitle = content.title == m_content.title;
    m_content = content;
    setAccessibleName(content.title);
    setAccessibleDescription(spokenValue());
    if (!sameTitle) {
        setToolTip(content.title);
    }
    update();
}

void StatTile::setState(const ViewState &state)
{
    m_state = state;
    setAccessibleDescription(spokenValue());
    update();
}

QString StatTile::spokenValue() const
{
    QString value = m_content.number;
    if (!m_content.unit.isEmpty()) {
        value += u' ' + m_content.unit;
    }
    if (!m_content.note.isEmpty()) {
        switch (m_content.trend) {
        case TileContent::Trend::Up:
            value = tr("%1, up %2").arg(value, m_content.note);
            break;
        case TileContent::Trend::Down:
            value = tr("%1, down %2").arg(value, m_content.note);
            break;
        case TileContent::Trend::None:
            value = value + u", "_s + m_content.note;
            break;
        }
    }
    return m_state.age.isEmpty() ? value : value + u", "_s + m_state.age;
}

QSize StatTile::sizeHint() const
{
    return {theme().px(220), theme().px(kHeight)};
}

QSize StatTile::minimumSizeHint() const
{
    return {theme().px(140), theme().px(kHeight)};
}

void StatTile::paintFace(QPainter &painter, double hover)
{
    const Theme &look = theme();
    const QColor fill = blended(look.color(Token::Hover, 0.5 * hover), look.color(Token::Surface));
    paint::roundedBox(painter, QRectF(rect()), look.radius(Radius::Card), fill, look.color(Token::Border));
    const double left = look.space(Space::CardPadding);
    painter.setFont(look.font(TextRole::Label));
    painter.setPen(look.color(Token::TextSecondary));
    const QRectF title(left, look.px(9), width() - 2 * left, look.px(20));
    paint::elided(painter, title, Qt::AlignVCenter | Qt::AlignLeft, m_content.title);
    const bool hasValue = m_state.kind == ViewState::Kind::Ready || m_state.hasData;
    if (hasValue) {
        painter.setOpacity(m_state.isDimmed() ? kDimmed : 1.0);
        paintContent(painter);
        painter.setOpacity(1.0);
    }
    if (!hasValue || m_state.isDimmed()) {
        paintStateText(painter);
    } else {
        paintNote(painter, QRectF(left, look.px(73), width() - 2 * left, look.px(18)));
    }
}

void StatTile::paintContent(QPainter &painter)
{
    const Theme &look = theme();
    const double left = look.space(Space::CardPadding);
    const double right = width() - left;
    painter.setFont(look.font(TextRole::Display));
    painter.setPen(look.color(Token::Text));
    const double number = paint::digitsWidth(painter.font(), m_content.number);
    paint::digits(painter, QPointF(left, look.px(kNumberBaseline)), m_content.number);
    double x = left + number + look.px(5);
    if (!m_content.unit.isEmpty()) {
        painter.setFont(look.font(TextRole::BodyStrong));
        painter.setPen(look.color(Token::TextMuted));
        paint::digits(painter, QPointF(x, look.px(kNumberBaseline)), m_content.unit);
        x += paint::digitsWidth(painter.font(), m_content.unit);
    }
    if (!m_content.shares.isEmpty()) {
        QList<paint::Segment> segments;
        for (const auto &[level, share] : m_content.shares) {
            segments.append({share, look.severity(level)});
        }
        QRectF bar(left, look.px(65), right - left, look.px(5));
        if (m_content.shareTotal > 0.0) {
            paint::roundedBox(painter, bar, bar.height() / 2,
                look.color(look.isDark() ? Token::BorderStrong : Token::Border, look.isDark() ? 0.55 : 1.0),
                {});
            bar.setWidth(bar.width() * std::clamp(sumOf(m_content.shares) / m_content.shareTotal, 0.0, 1.0));
        }
        paint::shareBar(painter, bar, segments);
    }
    if (!m_content.counts.isEmpty()) {
        paintCounts(painter, QRectF(x, look.px(36), right - x, look.px(26)));
    } else if (m_content.spark.size() > 1 && m_content.shares.isEmpty()) {
        const double from = std::max(x + look.px(14), left + (right - left) * 0.5);
        if (right - from >= look.px(36)) {
            const QColor color = m_content.sparkSeverity && severityRank(*m_content.sparkSeverity) < 4
                ? look.severity(*m_content.sparkSeverity)
                : look.series(0);
            const QRectF area(from, look.px(kSparkTop), right - from - 4, look.px(kSparkBottom - kSparkTop));
            paint::sparkline(painter, area, m_content.spark, color);
        }
    }
}

void StatTile::paintCounts(QPainter &painter, const QRectF &area)
{
    const Theme &look = theme();
    const double edge = look.px(10);
    double x = area.right();
    painter.setFont(look.font(TextRole::TableCellStrong));
    for (auto count = m_content.counts.crbegin(); count != m_content.counts.crend(); ++count) {
        const QString number = QString::number(count->second);
        const double width = edge + look.px(5) + paint::digitsWidth(painter.font(), number);
        x -= width;
        if (x < area.left() + look.px(6)) {
            break;
        }
        paint::glyph(painter, look, count->first, QRectF(x, area.center().y() - edge / 2, edge, edge));
        painter.setPen(look.color(Token::Text));
        paint::digits(
            painter, QRectF(x + edge + look.px(5), area.top(), width, area.height()), Qt::AlignLeft, number);
        x -= look.px(11);
    }
}

void StatTile::paintNote(QPainter &painter, const QRectF &area)
{
    if (m_content.note.isEmpty()) {
        return;
    }
    const Theme &look = theme();
    QColor ink = look.color(Token::TextMuted);
    switch (m_content.judgement) {
    case TileContent::Judgement::Neutral:
        break;
    case TileContent::Judgement::Better:
        ink = look.severityText(Severity::Healthy);
        break;
    case TileContent::Judgement::Worse:
        ink = look.severityText(Severity::Critical);
        break;
    }
    double x = area.left();
    const bool isUp = m_content.trend == TileContent::Trend::Up;
    if (m_content.trend != TileContent::Trend::None) {
        const double w = look.px(8);
        const double h = look.px(7);
        const double y = area.center().y();
        const double tip = isUp ? y - h / 2 : y + h / 2;
        const double foot = isUp ? y + h / 2 : y - h / 2;
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawPolygon(QPolygonF{QPointF(x, foot), QPointF(x + w, foot), QPointF(x + w / 2, tip)});
        x += w + look.px(4);
    }
    painter.setFont(look.font(TextRole::Small));
    painter.setPen(ink);
    const QRectF room(x, area.top(), area.right() - x, area.height());
    if (paint::digitsWidth(painter.font(), m_content.note) <= room.width()) {
        paint::digits(painter, room, Qt::AlignLeft, m_content.note);
    } else {
        paint::elided(painter, room, Qt::AlignVCenter | Qt::AlignLeft, m_content.note);
    }
}

void StatTile::paintStateText(QPainter &painter)
{
    const Theme &look = theme();
    const double left = look.space(Space::CardPadding);
    const QRectF line(left, look.px(73), width() - 2 * left, look.px(18));
    painter.setFont(look.font(TextRole::Small));
    painter.setPen(look.color(Token::TextSecondary));
    switch (m_state.kind) {
    case ViewState::Kind::Loading:
        paint::roundedBox(painter, QRectF(left, look.px(36), width() * 0.3, look.px(22)), 4,
            look.color(look.isDark() ? Token::Hover : Token::Inset), {});
        paint::roundedBox(painter, QRectF(left, look.px(77), width() * 0.5, look.px(9)), 4,
            look.color(look.isDark() ? Token::Hover : Token::Inset), {});
        return;
    case ViewState::Kind::Stale:
    case ViewState::Kind::Failed:
        if (!m_state.age.isEmpty()) {
            themes().icons().paint(painter, Icon::Clock, look.color(Token::TextSecondary),
                QRectF(left, line.top(), look.px(12), line.height()), look.px(12));
            paint::elided(
                painter, line.adjusted(look.px(16), 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_state.age);
            return;
        }
        break;
    case ViewState::Kind::Ready:
    case ViewState::Kind::Empty:
    case ViewState::Kind::Denied:
        break;
    }
    painter.setFont(look.font(TextRole::Display));
    painter.setPen(look.color(Token::TextMuted));
    painter.drawText(QPointF(left, look.px(kNumberBaseline)), u"—"_s);
    painter.setFont(look.font(TextRole::Small));
    paint::elided(painter, line, Qt::AlignVCenter | Qt::AlignLeft, m_state.title);
}

void StatTile::contextMenuEvent(QContextMenuEvent *event)
{
    setFocus(Qt::OtherFocusReason); // the menu is about the part that has the focus
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    Q_EMIT menuRequested(isByKey ? mapToGlobal(rect().center()) : event->globalPos());
}

} // namespace qd::console
